"""A report laid out to be edited: parts as runs of items, items as sentences; what is not touched stays as it was."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.outline import NUMERALS
from assistant.report import Cause, Item, Measure, Part, Problem, Report, Use
from assistant.writing.pieces import Built, Piece, take_apart

_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}是|（[一二三四五六七八九十]{1,2}）|第[一二三四五六七八九十]{1,2}，)"
)


@dataclass
class Row:
    """An item on the board: as it stood (None: new), taken apart, and the ordinal before it."""

    item: Item | None
    built: Built
    prefix: str
    dirty: bool = False

    @property
    def id(self) -> str:
        """The item's id."""
        return self.built.id

    @property
    def text(self) -> str:
        """The whole item as it now stands."""
        if not self.dirty and self.item is not None:
            return self.item.text
        return self.prefix + self.built.head.text + "".join(piece.text for piece in self.built.pieces)


@dataclass
class Laid:
    """A part on the board: texts between items (a block's lead, blanks) and rows, in order."""

    part: Part
    segments: list[str | Row] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """The items of the part."""
        return [segment for segment in self.segments if isinstance(segment, Row)]

    @property
    def text(self) -> str:
        """The part's text as it now stands."""
        return "".join(segment if isinstance(segment, str) else segment.text for segment in self.segments)


class Board:
    """A report under one edit; `report()` puts it together again."""

    def __init__(self, report: Report) -> None:
        self.before = report
        self.laid = [_lay(report, part) for part in report.parts]
        self.opening, self.closing = report.opening, report.closing
        self.problems = list(report.problems)
        self.causes = list(report.causes)
        self.measures = list(report.measures)
        self.facts = list(report.facts)
        self.pending = list(report.pending)
        self.locks = list(report.locks)

    def row(self, item: str) -> Row:
        """The row of an item id."""
        return next(row for laid in self.laid for row in laid.rows if row.id == item)

    def home(self, item: str) -> Laid:
        """The part that holds an item."""
        return next(laid for laid in self.laid if any(row.id == item for row in laid.rows))

    def role(self, item: str) -> str:
        """achievements, problems, causes or measures: what an item is."""
        if any(problem.id == item for problem in self.problems):
            return "problems"
        if any(cause.id == item for cause in self.causes):
            return "causes"
        row = self.row(item)
        return "measures" if any(group.kind == "measure" for group in row.built.groups) else "achievements"

    def measures_of(self, item: str) -> list[Measure]:
        """The measures that stand in an item."""
        ids = {group.id for group in self.row(item).built.groups if group.kind == "measure"}
        return [measure for measure in self.measures if measure.id in ids]

    def new_id(self, prefix: str) -> str:
        """An id that no item, cause or measure of the report or of its versions has had."""
        taken = {row.id for laid in self.laid for row in laid.rows}
        taken |= {one.id for one in self.causes} | {one.id for one in self.measures} | {one.id for one in self.problems}
        for version in self.before.versions:
            taken |= {str(i.get("id")) for part in version.report.get("parts", []) for i in part.get("items", [])}
            for kind in ("causes", "measures", "problems"):
                taken |= {str(one.get("id")) for one in version.report.get(kind, [])}
        number = 1
        while f"{prefix}{number}" in taken:
            number += 1
        return f"{prefix}{number}"

    def renumber(self, laid: Laid) -> None:
        """一是, 二是 … anew in every block of a part that counts its items so."""
        place = 0
        for segment in laid.segments:
            if isinstance(segment, str):
                place = 0 if segment.strip() else place
                continue
            segment_prefix = _counted(segment.prefix, place)
            if segment_prefix != segment.prefix:
                segment.prefix, segment.dirty = segment_prefix, True
            place += 1

    def remove(self, item: str) -> None:
        """Takes an item out, with the line break that parted it, its causes, its measures and their links."""
        laid = self.home(item)
        at = next(i for i, segment in enumerate(laid.segments) if isinstance(segment, Row) and segment.id == item)
        gone = laid.segments[at]
        assert isinstance(gone, Row)
        measures = {group.id for group in gone.built.groups if group.kind == "measure"}
        del laid.segments[at]
        if at < len(laid.segments) and laid.segments[at] == "\n":
            del laid.segments[at]
        elif at and laid.segments[at - 1] == "\n":
            del laid.segments[at - 1]
        self.unlink(measures, item)
        self.renumber(laid)

    def unlink(self, measures: set[str], problem: str | None = None) -> None:
        """Forgets measures, and a problem with its causes; measures that answered it answer none."""
        self.measures = [
            measure.model_copy(update={"problem": None}) if problem and measure.problem == problem else measure
            for measure in self.measures
            if measure.id not in measures
        ]
        self.causes = [
            cause for cause in self.causes if problem is None or (cause.problem != problem and cause.id != problem)
        ]
        causes = {cause.id for cause in self.causes}
        self.problems = [
            one.model_copy(
                update={
                    "measures": [m for m in one.measures if m not in measures],
                    "causes": [c for c in one.causes if c in causes],
                }
            )
            for one in self.problems
            if one.id != problem
        ]

    def report(self) -> Report:
        """The report as it now stands: texts, spans, problems, causes and measures agree."""
        parts = [
            laid.part.model_copy(update={"text": laid.text, "items": [_item(row) for row in laid.rows]})
            for laid in self.laid
        ]
        return self.before.model_copy(
            update={
                "opening": self.opening,
                "closing": self.closing,
                "parts": parts,
                "problems": self._problems(),
                "causes": [self._cause(cause) for cause in self.causes if self._stands(cause)],
                "measures": [self._measure(measure) for measure in self.measures],
                "facts": self.facts,
                "pending": self.pending,
                "locks": self.locks,
                "final": False,
            }
        )

    def _problems(self) -> list[Problem]:
        rows = {row.id: row for laid in self.laid for row in laid.rows}
        standing = {cause.id for cause in self.causes if self._stands(cause)}
        found = []
        order = {row_id: place for place, row_id in enumerate(rows)}
        for problem in sorted(self.problems, key=lambda one: order.get(one.id, len(order))):
            row = rows.get(problem.id)
            update: dict[str, object] = {"causes": [c for c in problem.causes if c in standing]}
            if row is not None and row.dirty:
                own = [p for g in row.built.groups if g.kind == "plain" for p in g.pieces]
                facts = _kept(problem.facts, _facts(row), _of([row.built.head, *own]))
                update |= {"text": row.text, "headline": row.built.headline, "facts": facts}
            found.append(problem.model_copy(update=update))
        return found

    def _stands(self, cause: Cause) -> bool:
        """Whether a cause still has words; one inside an untouched or foreign item always has."""
        row = next((row for laid in self.laid for row in laid.rows if row.id in (cause.problem, cause.id)), None)
        if row is None or not row.dirty or row.id == cause.id:
            return True
        was = row.item is not None and any(
            group.id == cause.id for group in take_apart(self.before, self.home(row.id).part, row.item).groups
        )
        return not was or any(group.id == cause.id and group.pieces for group in row.built.groups)

    def _cause(self, cause: Cause) -> Cause:
        for row in (row for laid in self.laid for row in laid.rows if row.dirty):
            pieces = [piece for group in row.built.groups if group.id == cause.id for piece in group.pieces]
            if pieces:
                return cause.model_copy(update={"text": _said(pieces), "facts": _of(pieces)})
            if row.id == cause.id:
                return cause.model_copy(update={"text": row.text, "facts": _facts(row)})
        return cause

    def _measure(self, measure: Measure) -> Measure:
        for row in (row for laid in self.laid for row in laid.rows if row.dirty):
            pieces = [
                p for g in row.built.groups if g.id == measure.id for p in g.pieces if "【待补" not in p.text
            ] or [p for g in row.built.groups if g.id == measure.id for p in g.pieces]
            if pieces:
                return measure.model_copy(
                    update={
                        "text": _said(pieces),
                        "facts": _kept(measure.facts, _of(pieces), _of(pieces)) or measure.facts,
                    }
                )
        return measure


def _lay(report: Report, part: Part) -> Laid:
    laid, at = Laid(part), 0
    for item in part.items:
        start = part.text.find(item.text, at)
        if start < 0:
            continue
        if start > at:
            laid.segments.append(part.text[at:start])
        built = take_apart(report, part, item)
        found = _ORDINAL.match(item.text)
        whole = built.head.text + "".join(piece.text for piece in built.pieces)
        prefix = item.text[: len(item.text) - len(whole)] if item.text.endswith(whole) else ""
        if found and not prefix:
            prefix, built.head = found[0], _without(built.head, len(found[0]))
        laid.segments.append(Row(item, built, prefix))
        at = start + len(item.text)
    if at < len(part.text):
        laid.segments.append(part.text[at:])
    return laid


def _without(head: Piece, length: int) -> Piece:
    uses = [Use(fact=u.fact, start=max(0, u.start - length), end=u.end - length) for u in head.uses if u.end > length]
    return Piece(head.text[length:], uses, head.facts, head.fixed)


def numeral_of(place: int) -> str:
    """The numeral of a place from 0: 一 … 十, 十一 …"""
    return NUMERALS[place] if place < len(NUMERALS) else f"十{NUMERALS[place - len(NUMERALS)]}"


def _counted(prefix: str, place: int) -> str:
    return (
        re.sub("[一二三四五六七八九十]{1,2}", numeral_of(place), prefix, count=1)
        if _ORDINAL.fullmatch(prefix)
        else prefix
    )


def _item(row: Row) -> Item:
    if row.item is not None and not row.dirty:
        return row.item
    text, uses = row.prefix, []
    for piece in (row.built.head, *row.built.pieces):
        start = len(text)
        text += piece.text
        uses += [Use(fact=u.fact, start=u.start + start, end=u.end + start) for u in piece.uses if u.end > u.start]
    old = row.item
    fields = {"headline": row.built.headline, "text": text, "uses": uses, "facts": _facts(row)}
    return old.model_copy(update=fields) if old is not None else Item(id=row.built.id, **fields)


def _facts(row: Row) -> list[str]:
    """The facts an item stands on: those told of before and still there, then new ones."""
    now = list(dict.fromkeys(f for piece in (row.built.head, *row.built.pieces) for f in piece.facts))
    if row.item is None:
        return now
    bound = {use.fact for use in row.item.uses}
    kept = [fact for fact in row.item.facts if fact in now or fact not in bound]
    return [*kept, *(fact for fact in now if fact not in kept)]


def _kept(before: list[str], all_now: list[str], own: list[str]) -> list[str]:
    """Facts in the order told of before, those still there, then what is new among its own."""
    kept = [fact for fact in before if fact in all_now]
    return [*kept, *(fact for fact in own if fact not in kept)]


def _said(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces).strip()


def _of(pieces: list[Piece]) -> list[str]:
    return list(dict.fromkeys(fact for piece in pieces for fact in piece.facts))
