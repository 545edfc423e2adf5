"""The fields of a measure filled in where they are shown, and the problem it answers."""

from __future__ import annotations

from typing import Literal

from assistant.acts.standing import StandingDraft
from assistant.errors import InputError
from assistant.figures.reading import read_figures
from assistant.report import Measure, Report
from assistant.revising.telling import told_facts
from assistant.revising.todos import question_for
from assistant.writing import filling, locks
from assistant.writing.asked import Place, Request
from assistant.writing.places import Finder

Field = Literal["owner", "due", "target"]
_DOES = {"owner": "set_owner", "due": "set_due", "target": "set_target"}
CALLED: dict[Field, str] = {"owner": "责任人", "due": "完成时限", "target": "量化目标"}
"""What a measure's fields are called."""
_LONGEST = 60


class MeasureTurn(StandingDraft):
    """A turn that changes measures."""

    def fill_measure(self, measure_id: str, field: Field, words: str) -> None:
        """Owner, due or target of a measure in the person's words, in its sentence and in the lists."""
        report = self.standing()
        words = words.strip().strip("。，")
        if not words or len(words) > _LONGEST or "\n" in words:
            raise InputError(f"{CALLED[field]}请写一句话，不超过{_LONGEST}字。", "")
        measure = _measure(report, measure_id)
        finder = Finder(report)
        place = _place_of(finder, measure)
        request = Request(_DOES[field], f"{CALLED[field]}：{words}", words=words)  # type: ignore[arg-type]
        question = question_for(self.kind, finder.board, place.items[0], "measures")
        facts = told_facts(report, self.kind, question, words)[0] if read_figures(words) else []
        after = filling.fill(finder, place, request, facts)
        locks.keep_locks(report, after)
        now = self.stands(report, after, f"{CALLED[field]}：{words}")
        self.tell_changes(report, now, f"{CALLED[field]}记作“{words}”，正文和清单都改了。")

    def link_measure(self, measure_id: str, problem_id: str) -> None:
        """Says of a measure which problem it answers, in its text and in the chain."""
        report = self.standing()
        finder = Finder(report)
        place = _place_of(finder, _measure(report, measure_id))
        after = filling.link(finder, place, Place("", "item", None, (problem_id,)))
        locks.keep_locks(report, after)
        self.tell_changes(report, self.stands(report, after, "措施挂到问题上"), "挂上了。")


def _measure(report: Report, measure_id: str) -> Measure:
    found = next((measure for measure in report.measures if measure.id == measure_id), None)
    if found is None:
        raise InputError("这条措施已经不在了。", "请看一下现在的清单。")
    return found


def _place_of(finder: Finder, measure: Measure) -> Place:
    """The sentences of the item that tell a measure."""
    for laid in finder.board.laid:
        for row in laid.rows:
            owners = [group.id for group in row.built.groups for _ in group.pieces]
            numbers = tuple(number for number, owner in enumerate(owners) if owner == measure.id)
            if numbers:
                return Place(measure.text[:12], "pieces", laid.part.id, (row.id,), numbers)
    raise InputError("正文里没有这条措施的话了。", "请在草稿里直接改。")
