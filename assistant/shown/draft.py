"""The draft as it is shown: parts, items, runs; who drafted each item, how long it is, what is locked or waits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.outline import Outline
from assistant.report import Fact, Finding, Item, Measure, Part, Report
from assistant.revising.succession import REWRITTEN
from assistant.shown.lengths import Meter, part_meter, total_meter
from assistant.shown.origins import Source, sources_of
from assistant.shown.places import Named, named_items
from assistant.shown.runs import Mark, Run, cut_runs
from assistant.text.spans import size


@dataclass(frozen=True)
class ItemShown:
    """One item; `name` is what a person calls it, `by` who drafted it, `locked` the words that no edit touches.

    `edited`: changed since it was drafted; `measure` the first of its measures that still lacks something.
    """

    id: str
    part: str
    role: str
    name: str
    headline: str
    runs: tuple[Run, ...]
    by: str
    by_model: bool
    length: int
    locked: tuple[str, ...]
    guided: int
    waits: int
    edited: bool = False
    measure: str = ""


@dataclass(frozen=True)
class PartShown:
    """One part: its items and what stands between them, in order, and its length."""

    id: str
    heading: str
    blocks: tuple[tuple[Run, ...] | ItemShown, ...]
    meter: Meter
    text: str

    @property
    def items(self) -> tuple[ItemShown, ...]:
        """The items alone."""
        return tuple(block for block in self.blocks if isinstance(block, ItemShown))


@dataclass(frozen=True)
class DraftShown:
    """The whole draft; `sources` by fact id; `pending` (question, what, whether it must be answered)."""

    title: str
    opening: tuple[Run, ...]
    parts: tuple[PartShown, ...]
    closing: str
    signature: str
    date: str
    sources: dict[str, Source]
    meter: Meter
    pending: tuple[tuple[str, str, bool], ...]
    version: str
    final: bool
    by: str


def draft_shown(report: Report, outline: Outline) -> DraftShown:
    """The draft with its facts, findings and lengths."""
    names = named_items(report, outline)
    drafted = drafted_texts(report)
    by_model = sum(one.item.drafted_by is not None for one in names)
    return DraftShown(
        title=report.title,
        opening=cut_runs(report.opening, marks=_outside(report, report.opening)),
        parts=tuple(
            _part(report, part, [one for one in names if one.part is part], (outline, drafted)) for part in report.parts
        ),
        closing=report.closing,
        signature=report.signature,
        date=report.date,
        sources=sources_of(report, outline),
        meter=total_meter(report, outline),
        pending=tuple((entry.question, entry.what, entry.required) for entry in report.pending),
        version=report.version,
        final=report.final,
        by=f"共{len(names)}条：由模型“{report.writer.model}”起草 {by_model} 条，由程序起草 {len(names) - by_model} 条"
        if by_model
        else "全部由程序起草",
    )


def numbered(report: Report) -> list[tuple[int, Finding]]:
    """The findings with the numbers by which the draft and the list of findings both know them."""
    return list(enumerate(report.findings, 1))


def drafted_texts(report: Report) -> dict[str, str]:
    """The items' words as they were last drafted, by id; {} where that version is the one that stands."""
    if report.why in ("", REWRITTEN):
        return {}
    for version in reversed(report.versions):
        if version.why in ("", REWRITTEN):
            parts = version.report.get("parts", [])
            return {str(item["id"]): str(item["text"]) for part in parts for item in part.get("items", [])}
    return {}


def _part(report: Report, part: Part, names: Sequence[Named], known: tuple[Outline, Mapping[str, str]]) -> PartShown:
    outline, drafted = known
    facts = {fact.id: fact for fact in report.facts}
    marks = [
        Mark(number, finding.start, finding.end)
        for number, finding in numbered(report)
        if finding.part == part.id and finding.start is not None and finding.end is not None
    ]
    blocks: list[tuple[Run, ...] | ItemShown] = []
    at = 0
    for named in names:
        start = part.text.find(named.item.text, at)
        if start < 0:
            continue
        if part.text[at:start].strip():
            blocks.append(cut_runs(part.text[at:start].strip("\n"), marks=_moved(marks, at)))
        end = start + len(named.item.text)
        item = _item(report, named, facts, _moved(marks, start))
        was = drafted.get(item.id, "" if drafted else named.item.text)
        blocks.append(replace(item, edited=_bare(was) != _bare(named.item.text)))
        at = end
    if part.text[at:].strip():
        blocks.append(cut_runs(part.text[at:].strip("\n"), marks=_moved(marks, at)))
    return PartShown(part.id, part.heading, tuple(blocks), part_meter(report, part, outline), part.text)


def _bare(text: str) -> str:
    """An item without its ordinal, which follows from where it stands."""
    return re.sub("^[一二三四五六七八九十]{1,3}是", "", text)


def _moved(marks: Sequence[Mark], by: int) -> list[Mark]:
    return [Mark(mark.number, mark.start - by, mark.end - by) for mark in marks]


def _outside(report: Report, text: str) -> list[Mark]:
    """Findings outside the parts, found again by their words: their places count in the whole text."""
    found = []
    for number, finding in numbered(report):
        at = text.find(finding.quote.split("……")[0]) if finding.part is None and finding.quote else -1
        if at >= 0:
            found.append(Mark(number, at, at + len(finding.quote.split("……")[0])))
    return found


def _item(report: Report, named: Named, facts: dict[str, Fact], marks: Sequence[Mark]) -> ItemShown:
    item: Item = named.item
    runs = cut_runs(item.text, item.uses, facts, [mark for mark in marks if mark.end > 0])
    return ItemShown(
        id=item.id,
        part=named.part.id,
        role=named.role,
        name=named.name,
        headline=item.headline,
        runs=runs,
        by=f"由模型“{item.drafted_by}”起草" if item.drafted_by else "由程序起草",
        by_model=item.drafted_by is not None,
        length=size(item.text),
        locked=tuple(lock.text for lock in report.locks if lock.item == item.id),
        guided=len(item.guided_by),
        waits=sum(run.kind == "pending" for run in runs),
        measure=next((m.id for m in report.measures if _lacks(m) and m.text in item.text), ""),
    )


def _lacks(measure: Measure) -> bool:
    return any(words.startswith("【待补") for words in (measure.owner, measure.due, measure.target))
