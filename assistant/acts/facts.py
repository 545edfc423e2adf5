"""A figure put right once for every place where it stands, and the fields of a measure filled in where they are shown."""

from __future__ import annotations

from typing import Literal

from assistant.acts.standing import StandingDraft
from assistant.errors import InputError
from assistant.figures import FigureSpan, read_figures, same_quantity
from assistant.offer import PutRight
from assistant.report import Fact, Figure, Measure, Origin, Report, Use
from assistant.telling import next_fact, told_facts
from assistant.todos import question_for
from assistant.writing import filling, locks
from assistant.writing.asked import Place, Request
from assistant.writing.facts_changed import FactChange, applied
from assistant.writing.places import Finder
from assistant.writing.worked_out import followed

Field = Literal["owner", "due", "target"]
_DOES = {"owner": "set_owner", "due": "set_due", "target": "set_target"}
CALLED: dict[Field, str] = {"owner": "责任人", "due": "完成时限", "target": "量化目标"}
"""What a measure's fields are called."""
_LONGEST = 60


class FactTurn(StandingDraft):
    """A turn that changes facts or measures."""

    def change_fact(self, fact_id: str, words: str, source: str = "") -> None:
        """The figure of a fact in new words ("8场", or "8" in the old unit); `source` is where the person has it from."""
        report = self.standing()
        fact = _fact(report, fact_id)
        span = _read(words, fact)
        assert fact.figure is not None
        if same_quantity(fact.figure, span.figure):
            raise InputError(f"“{fact.text}”现在就是这个数。", "")
        told = source.strip() or f"您在事实表里改为{span.text}"
        after, places = applied(report, FactChange((fact,), span, told))
        fresh = _fact(after, fact_id)
        after, others = followed(after, fresh, fact.figure)
        after = _settled(after, fresh)
        self._remember(fact, fact.figure, span.text, told)
        now = self.stands(report, after, f"{fact.text}：改为{span.text}")
        lead = f"“{fact.text}”改为“{_fact(now, fact_id).text}”，稿子里{places}处跟着改了。"
        if places == 0:
            lead = f"“{fact.text}”改为“{_fact(now, fact_id).text}”；稿子里没有写到它。"
        self.tell_changes(report, now, lead + "".join(f"{one}。" for one in others))

    def _remember(self, fact: Fact, old: Figure, words: str, source: str) -> None:
        """For a draft written anew from the answers, which keep the words first said."""
        before = next((one for one in self.session.put_right if one.source == fact.quote), None)
        rest = [one for one in self.session.put_right if one is not before]
        ref, quote, figure = (before.ref, before.quote, before.old) if before else (fact.origin.ref, fact.quote, old)
        self.session.put_right = [*rest, PutRight(ref=ref, quote=quote, old=figure, words=words, source=source)]

    def choose_fact(self, fact_id: str) -> None:
        """Of answers that differ, the one that holds: the others of the same matter are set aside, this one is free."""
        report = self.standing()
        fact = _fact(report, fact_id)
        if fact.status != "conflict":
            raise InputError("这一条没有两种说法。", "要改数就直接改。")
        others = {
            one.id
            for one in report.facts
            if one.status == "conflict" and one.id != fact.id and one.metric == fact.metric and one.year == fact.year
        }
        facts = [one.model_copy(update={"status": "ok"}) if one.id == fact.id else one for one in report.facts]
        quotes = [one.quote for one in report.facts if one.id in others]
        after = report.model_copy(
            update={
                "facts": [one for one in facts if one.id not in others],
                "pending": [p for p in report.pending if not any(q and q in p.what for q in (*quotes, fact.quote))],
                "findings": [f for f in report.findings if not any(q and q in f.message for q in quotes)],
            }
        )
        now = self.stands(report, after, f"以“{fact.quote}”为准")
        self.tell_changes(report, now, f"以“{fact.quote}”为准，另一种说法不用了。要写进正文，请说“加一句”。")

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

    def own_figure(self, pending: int, source: str) -> None:
        """Takes a figure that stands in a file brought back as a fact of the person, with where it is from."""
        report = self.standing()
        source = source.strip()
        if len(source) < 2:
            raise InputError("请说这个数从哪里来。", "例如“民政办台账”“我核对过”。")
        if not 0 <= pending < len(report.pending):
            raise InputError("这一项已经处理过了。", "")
        entry = report.pending[pending]
        found = _asked_figure(report, entry.what)
        if found is None:
            raise InputError("稿子里已经没有这个数了。", "")
        item_id, at, span = found
        fact = _personal(report, item_id, at, span, source)
        after = _bound(report, item_id, fact, (at, at + len(span.text)))
        after = after.model_copy(
            update={"pending": [one for place, one in enumerate(after.pending) if place != pending]}
        )
        self.stands(report, after, f"“{span.text}”出自{source}")
        self.tell_changes(report, after, f"“{span.text}”记作事实，出自“{source}”。")


def _fact(report: Report, fact_id: str) -> Fact:
    found = next((fact for fact in report.facts if fact.id == fact_id), None)
    if found is None:
        raise InputError("这条事实已经不在了。", "请看一下现在的事实表。")
    return found


def _measure(report: Report, measure_id: str) -> Measure:
    found = next((measure for measure in report.measures if measure.id == measure_id), None)
    if found is None:
        raise InputError("这条措施已经不在了。", "请看一下现在的清单。")
    return found


def _read(words: str, fact: Fact) -> FigureSpan:
    """The figure in the person's words; a bare number is in the fact's own unit."""
    if fact.figure is None:
        raise InputError(f"“{fact.text}”里没有可改的数。", "要改文字，请在草稿里说“把……改成……”。")
    words = words.strip()
    found = read_figures(words)
    if not found or (len(found) == 1 and not found[0].figure.unit):
        found = read_figures(f"{words}{fact.figure.unit}")
    if len(found) != 1 or len(words) > _LONGEST:
        raise InputError(
            f"“{words[:_LONGEST]}”没有看出是一个数。", f"例如“{fact.figure.value or 8}{fact.figure.unit}”。"
        )
    return found[0]


def _settled(report: Report, fact: Fact) -> Report:
    """A fact that the person has put right is no more in dispute with itself."""
    if fact.status == "ok":
        return report
    facts = [one.model_copy(update={"status": "ok"}) if one.id == fact.id else one for one in report.facts]
    return report.model_copy(update={"facts": facts})


def _place_of(finder: Finder, measure: Measure) -> Place:
    """The sentences of the item that tell a measure."""
    for laid in finder.board.laid:
        for row in laid.rows:
            owners = [group.id for group in row.built.groups for _ in group.pieces]
            numbers = tuple(number for number, owner in enumerate(owners) if owner == measure.id)
            if numbers:
                return Place(measure.text[:12], "pieces", laid.part.id, (row.id,), numbers)
    raise InputError("正文里没有这条措施的话了。", "请在草稿里直接改。")


def _asked_figure(report: Report, what: str) -> tuple[str, int, FigureSpan] | None:
    """The item, place and figure that a question about a file brought back means."""
    quoted = what.split("“")[1].split("”")[0] if what.count("“") >= 1 else ""
    sentence = what.split("“")[2].split("”")[0].removesuffix("……") if what.count("“") >= 2 else ""
    for part in report.parts:
        for item in part.items:
            base = item.text.find(sentence) if sentence else 0
            at = item.text.find(quoted, max(base, 0)) if quoted and base >= 0 else -1
            if at >= 0:
                spans = [span for span in read_figures(quoted) if span.text == quoted] or read_figures(quoted)
                return (item.id, at, spans[0]) if spans else None
    return None


def _personal(report: Report, item_id: str, at: int, span: FigureSpan, source: str) -> Fact:
    text = next(item.text for part in report.parts for item in part.items if item.id == item_id)
    left = max(text.rfind(mark, 0, at) for mark in "，。；：") + 1
    ends = [end for mark in "，。；" if (end := text.find(mark, at)) >= 0]
    clause = text[left : min(ends, default=len(text))]
    return Fact(
        id=f"F{next_fact(report):02d}",
        kind="figure",
        text=clause,
        quote=source,
        metric=clause[: max(at - left, 0)][-8:],
        figure=span.figure,
        year=report.year,
        origin=Origin(kind="person", ref=source),
    )


def _bound(report: Report, item_id: str, fact: Fact, place: tuple[int, int]) -> Report:
    use = Use(fact=fact.id, start=place[0], end=place[1])
    parts = [
        part.model_copy(
            update={
                "items": [
                    item.model_copy(update={"facts": [*item.facts, fact.id], "uses": [*item.uses, use]})
                    if item.id == item_id
                    else item
                    for item in part.items
                ]
            }
        )
        for part in report.parts
    ]
    return report.model_copy(update={"parts": parts, "facts": [*report.facts, fact]})
