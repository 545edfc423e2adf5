"""问题—原因—措施 in one linked view: a row a problem, what it lacks, measures without a problem, contradictions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.outline import Outline
from assistant.report import Measure, Report
from assistant.shown.places import named_items

BLANK = "【待补"
_ORDINAL = re.compile(r"^[一二三四五六七八九十]{1,3}是")


@dataclass(frozen=True)
class MeasureShown:
    """A measure: its words, who, by when, what target, the item it stands in, and which of these are still blank."""

    id: str
    text: str
    owner: str
    due: str
    target: str
    item: str
    place: str
    blanks: tuple[str, ...]

    @property
    def counted(self) -> bool:
        """Whether its sentence itself tells the target, so that it need not be told again."""
        return not self.target.startswith(BLANK) and all(one in self.text for one in self.target.split("；"))


@dataclass(frozen=True)
class ProblemShown:
    """A problem with its causes (id, words), its measures and its gaps in words."""

    id: str
    name: str
    headline: str
    shows: str
    causes: tuple[tuple[str, str], ...]
    measures: tuple[MeasureShown, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True)
class Clash:
    """Two passages that contradict each other, and the finding's number; `marked`: they stand in the draft."""

    number: int
    one: str
    other: str
    message: str
    marked: bool


@dataclass(frozen=True)
class Owed:
    """Last year's promise or problem, and what became of it."""

    id: str
    kind: str
    text: str
    outcome: str
    answer: str


@dataclass(frozen=True)
class ChainShown:
    """The whole chain; `loose` are measures that answer no problem."""

    problems: tuple[ProblemShown, ...]
    loose: tuple[MeasureShown, ...]
    clashes: tuple[Clash, ...]
    owed: tuple[Owed, ...]


_OUTCOMES = {"done": "已完成", "partly": "部分完成", "open": "没有完成", "unanswered": "还没有交代"}


def chain_shown(report: Report, outline: Outline) -> ChainShown:
    """The chain by the ids of the report."""
    measures = measures_shown(report, outline)
    names = {named.item.id: named.name for named in named_items(report, outline)}
    causes = {cause.id: cause for cause in report.causes}
    rows = []
    for number, problem in enumerate(report.problems, 1):
        own = tuple(measures[one] for one in problem.measures if one in measures)
        told = tuple((causes[one].id, causes[one].text) for one in problem.causes if one in causes)
        shows = _ORDINAL.sub("", problem.text).removeprefix(problem.headline).lstrip("。，")
        for _, words in told:
            shows = shows.replace(words, "")
        gaps = [*([] if told else ["还没有写原因"]), *([] if own else ["还没有措施来接"])]
        gaps += [f"“{one.text[:14]}……”缺{'、'.join(one.blanks)}" for one in own if one.blanks]
        name = names.get(problem.id, f"第{number}个问题")
        rows.append(ProblemShown(problem.id, name, problem.headline, shows.strip(), told, own, tuple(gaps)))
    linked = {one.id for row in rows for one in row.measures}
    loose = tuple(one for name, one in measures.items() if name not in linked)
    return ChainShown(tuple(rows), loose, tuple(_clashes(report)), tuple(_owed(report)))


def measures_shown(report: Report, outline: Outline) -> dict[str, MeasureShown]:
    """Every measure by its id, with the item it stands in."""
    homes: dict[str, tuple[str, str]] = {}
    for named in named_items(report, outline):
        for measure in report.measures:
            if measure.text in named.item.text:
                homes.setdefault(measure.id, (named.item.id, named.name))
    return {measure.id: _measure(measure, homes.get(measure.id, ("", ""))) for measure in report.measures}


def _measure(measure: Measure, home: tuple[str, str]) -> MeasureShown:
    fields = (("责任人", measure.owner), ("完成时限", measure.due), ("量化目标", measure.target))
    blanks = tuple(name for name, words in fields if words.startswith(BLANK))
    return MeasureShown(measure.id, measure.text, measure.owner, measure.due, measure.target, home[0], home[1], blanks)


def _clashes(report: Report) -> list[Clash]:
    found = []
    for number, finding in enumerate(report.findings, 1):
        one, mark, other = finding.quote.partition("……")
        if finding.level == "high" and mark and not finding.reason:
            found.append(Clash(number, one, other, finding.message, finding.start is not None))
    return found


def _owed(report: Report) -> list[Owed]:
    return [
        Owed(
            promise.id,
            "去年的问题" if promise.kind == "problem" else "去年的承诺",
            promise.headline or promise.text,
            _OUTCOMES[promise.outcome],
            promise.answer,
        )
        for promise in report.commitments
    ]
