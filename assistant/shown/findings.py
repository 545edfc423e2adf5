"""The findings as they are shown: by level, each with its place, why it matters, and what one click would do."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.checking.check import Checked
from assistant.checking.rule import RULES
from assistant.outline import Outline
from assistant.report import Finding, Level, Report
from assistant.revising.mending import Mend, mend_of
from assistant.shown.places import item_at, named_items
from assistant.waiving import key

LEVELS: dict[Level, str] = {"high": "必须改", "medium": "建议改", "low": "供参考"}
_QUESTION = re.compile(r"(?<![A-Za-z0-9])([A-Z]\d{1,2})(?![A-Za-z0-9])")


@dataclass(frozen=True)
class FindingShown:
    """One finding; `number` is how the draft marks its place, `key` how a session remembers it.

    `place` is a person's name of the item, "" where it speaks of the whole; `marked` whether its words are marked in
    the draft; `question` the one whose answer would settle it;
    `choices` the facts (id, words said) of which one has to be chosen.
    """

    number: int
    key: str
    rule: str
    level: Level
    level_name: str
    message: str
    quote: str
    why: str
    item: str
    place: str
    marked: bool
    reason: str
    mend: Mend | None = None
    question: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FindingsShown:
    """All of them, the high ones first; `open_high` still stand in the way of the final copy."""

    rows: tuple[FindingShown, ...]
    counts: dict[Level, int]

    @property
    def open_high(self) -> tuple[FindingShown, ...]:
        """High findings without a reason."""
        return tuple(row for row in self.rows if row.level == "high" and not row.reason)


def findings_shown(report: Report, outline: Outline) -> FindingsShown:
    """The findings of a report of ours."""
    names = {named.item.id: named.name for named in named_items(report, outline)}
    headings = {part.id: part.heading for part in report.parts}
    ids = {question.id for question in outline.questions}
    rows = []
    for number, finding in enumerate(report.findings, 1):
        part = next((one for one in report.parts if one.id == finding.part), None)
        item = item_at(part, finding.start) if part is not None and finding.start is not None else None
        place = names.get(item.id, "") if item is not None else headings.get(finding.part or "", "")
        mend = mend_of(report, finding, outline)
        asked = next((one for one in _QUESTION.findall(finding.message) if one in ids), "")
        row = _row(number, finding, (item.id if item else "", place), mend, asked)
        rows.append(replace(row, choices=_choices(report, finding)))
    return _sorted(rows)


def _choices(report: Report, finding: Finding) -> tuple[tuple[str, str], ...]:
    """The facts in dispute that a finding quotes."""
    disputed = [fact for fact in report.facts if fact.status == "conflict" and fact.quote]
    return tuple((fact.id, fact.quote) for fact in disputed if f"“{fact.quote}”" in finding.message)


def text_findings_shown(checked: Checked) -> FindingsShown:
    """The findings of a file that somebody brought."""
    return _sorted([_row(number, finding, ("", ""), None, "") for number, finding in enumerate(checked.findings, 1)])


def _row(number: int, finding: Finding, place: tuple[str, str], mend: Mend | None, asked: str) -> FindingShown:
    known = RULES.get(finding.rule)
    return FindingShown(
        number=number,
        key=key(finding),
        rule=finding.rule,
        level=finding.level,
        level_name=LEVELS[finding.level],
        message=finding.message,
        quote=finding.quote,
        why=known.reason if known else "",
        item=place[0],
        place=place[1],
        marked=finding.start is not None,
        reason=finding.reason or "",
        mend=mend,
        question=asked,
    )


def _sorted(rows: list[FindingShown]) -> FindingsShown:
    order = list(LEVELS)
    rows = sorted(rows, key=lambda row: (order.index(row.level), bool(row.reason), row.number))
    return FindingsShown(tuple(rows), {level: sum(row.level == level for row in rows) for level in order})
