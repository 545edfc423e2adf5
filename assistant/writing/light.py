"""What of a text weighs least: whole sentences and stretches of them that could go, each with its weight.

Which questions, words and kinds are light, and which may never go, is told by knowledge/revising/light.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from assistant.report import Fact, Lock
from assistant.text.spans import size
from assistant.wording.terms import sanctioned
from assistant.writing.board import Board, Row
from assistant.writing.light_clauses import (
    clauses_in,
    figures_in,
    is_a_point,
    leans,
    must_stay,
    parts_at,
    tells_a_story,
    without,
)
from assistant.writing.pieces import Group, Piece
from assistant.writing.revising_words import revising_words

Ranges = tuple[tuple[int, int], ...]
_SHORTEST_LEFT = 8
"""字 that a sentence keeps at least."""
_SHORTEST_ALONE = 12
"""字 that the first sentence of an answer has at least if it is to stand without the others (一张清单、一个点评会)."""
_TELLING = 3
"""Characters in a row that a headline takes from what it heads."""


@dataclass(frozen=True, eq=False)
class Cut:
    """Sentences of a row that could go, or `ranges` of one; `first` must go before it, for it leans on this one."""

    weight: int
    row: Row
    pieces: tuple[Piece, ...]
    ranges: Ranges = ()
    first: Cut | None = None

    @property
    def saves(self) -> int:
        """字 that go with it."""
        if self.ranges:
            return sum(size(self.pieces[0].text[start:end]) for start, end in self.ranges)
        return sum(size(piece.text) for piece in self.pieces)


@dataclass
class Light:
    """Looks for what is light. `optional` are the questions that need no answer, `emphasis` what is to be remembered."""

    board: Board
    facts: Sequence[Fact]
    locks: Sequence[Lock]
    year: int
    optional: frozenset[str]
    emphasis: str = ""
    _refs: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._refs = {fact.id: fact.origin.ref for fact in self.facts}

    def cuts(self, rows: Sequence[Row]) -> list[Cut]:
        """All that could go from these rows, in their order."""
        found: list[Cut] = []
        for row in rows:
            role = self.board.role(row.id)
            if role == "achievements":
                found += [*self._stretches(row), *self._sentences(row)]
            elif role == "measures":
                found += self._measures(row)
        return found

    # ---- whole sentences ----

    def _sentences(self, row: Row) -> Iterator[Cut]:
        for run in self._runs(row):
            question = self._question(run[0])
            units = self._units(run, question)
            for at in range(len(units) - 1, 0, -1):  # a remark goes alone where nothing after it leans on it
                next_leans = at + 1 < len(units) and leans(units[at + 1][0].text)
                if _is_remark(units[at]) and not next_leans and self._may_go(row, units[at]):
                    yield Cut(_weight("remark"), row, units.pop(at))
            yield from self._from_the_end(row, units, question)

    def _from_the_end(self, row: Row, units: Sequence[tuple[Piece, ...]], question: str) -> Iterator[Cut]:
        """The sentences of an answer from its last: none goes that another after it may lean on."""
        last: Cut | None = None
        waiting: tuple[Piece, ...] = ()
        for at in range(len(units) - 1, -1, -1):
            unit = units[at]
            kind = self._kind(units, at)
            if not self._may_go(row, unit) or (at == 0 and question not in self.optional) or self._is_first(unit):
                return
            if question in _hold() and kind not in ("parts", "remark"):
                return
            waiting = (*unit, *waiting)
            before = units[at - 1][-1].text if at else ""
            hollow = at == 1 and size(before) < _SHORTEST_ALONE
            if at and (hollow or _opens(before)):  # what only leads up to it goes with it
                continue
            last = Cut(max(_weight(kind), last.weight) if last else _weight(kind), row, waiting, (), last)
            waiting = ()
            yield last

    def _kind(self, units: Sequence[tuple[Piece, ...]], at: int) -> str:
        unit = units[at]
        if _is_remark(unit):
            return "remark"
        if at and _parts_of(units[at - 1][-1], unit):
            return "parts"
        if self._is_story(unit):
            return "story"
        return "detail" if at else "optional"

    def _runs(self, row: Row) -> Iterator[list[Piece]]:
        """Sentences in a row that answer one question."""
        run: list[Piece] = []
        for group in row.built.groups:
            for piece in group.pieces if group.kind == "plain" else ():
                if run and self._question(piece) != self._question(run[-1]):
                    yield run
                    run = []
                if self._question(piece):
                    run.append(piece)
        if run:
            yield run

    def _units(self, run: Sequence[Piece], question: str) -> list[tuple[Piece, ...]]:
        """The sentences; those of one story together, and those of a question that tells one matter."""
        units: list[list[Piece]] = []
        together = question in set(_light()["whole"])
        for piece in run:
            alone = _is_remark((piece,)) or (units and _is_remark(tuple(units[-1])))
            joins = together or (self._is_story((piece,)) and units and self._is_story(tuple(units[-1])))
            first = len(units) == 1 and question not in self.optional and size(units[0][0].text) >= _SHORTEST_ALONE
            if units and joins and not alone and not first:
                units[-1].append(piece)
            else:
                units.append([piece])
        return [tuple(unit) for unit in units]

    def _question(self, piece: Piece) -> str:
        return next((self._refs[fact] for fact in piece.facts if fact in self._refs), "")

    def _is_story(self, unit: tuple[Piece, ...]) -> bool:
        return any(tells_a_story(piece.text) for piece in unit)

    def _is_first(self, unit: tuple[Piece, ...]) -> bool:
        """Whether it holds the first story of the report, which stays."""
        pieces = [piece for laid in self.board.laid for row in laid.rows for piece in row.built.pieces]
        first = next((p for p in pieces if tells_a_story(p.text) and not _is_remark((p,))), None)
        return any(piece is first for piece in unit)

    def _may_go(self, row: Row, unit: tuple[Piece, ...]) -> bool:
        refs = {self._refs.get(fact, "") for piece in unit for fact in piece.facts}
        if refs & _never() or not all(self._free(piece) for piece in unit):
            return False
        text = "".join(piece.text for piece in unit)
        rest = "".join(piece.text for piece in row.built.pieces if not any(piece is one for one in unit))
        head = row.built.headline
        told = {head[i : i + _TELLING] for i in range(len(head) - _TELLING + 1)}
        return not any(gram in text and gram not in rest for gram in told)

    def _free(self, piece: Piece) -> bool:
        """Whether nothing forbids the sentence to go."""
        text = piece.text.strip()
        if piece.fixed or not piece.facts or any(lock.touches(text) for lock in self.locks):
            return False
        return not (sanctioned(text, self.year) or is_a_point(text) or must_stay(text, self.emphasis))

    # ---- stretches of a sentence ----

    def _stretches(self, row: Row) -> Iterator[Cut]:
        for group in row.built.groups:
            for piece in group.pieces if group.kind == "plain" else ():
                if not {self._refs.get(fact, "") for fact in piece.facts} & _never() and not piece.fixed:
                    yield from self._stretches_of(row, piece)

    def _stretches_of(self, row: Row, piece: Piece) -> Iterator[Cut]:
        if any(lock.touches(piece.text) for lock in self.locks):
            return
        found = [(_weight("parts"), span) for span in parts_at(piece.text)]
        clauses = clauses_in(piece.text)
        last_year = re.compile("(?:" + str(_light()["last_year"]).replace("{last}", str(self.year - 1)) + ")")
        for at, (start, end) in enumerate(clauses[1:], 1):
            if last_year.match(piece.text[start:end]) and figures_in(piece.text[:start]):
                found.append((_weight("last_year"), (at, at)))
        for weight, (first, last) in found:
            after = clauses[last + 1] if last + 1 < len(clauses) else None
            if after is not None and leans(piece.text[after[0] : after[1]]):
                continue
            start, end = clauses[first][0] - 1, clauses[last][1] - 1
            yield from self._checked(weight, row, piece, (start, end))
        for match in re.finditer(r"（[^（）]{4,}）", piece.text):
            if re.search(str(_light()["in_brackets"]), match[0]):
                yield from self._checked(_weight("parts"), row, piece, match.span())

    def _checked(self, weight: int, row: Row, piece: Piece, span: tuple[int, int]) -> Iterator[Cut]:
        start, end = span
        gone = piece.text[start:end]
        torn = any(use.start < end and use.end > start and (use.start < start or use.end > end) for use in piece.uses)
        refused = must_stay(gone, self.emphasis)
        if not torn and not refused and size(without(piece.text, (span,))) >= _SHORTEST_LEFT:
            yield Cut(weight, row, (piece,), (span,))

    # ---- measures ----

    def _measures(self, row: Row) -> Iterator[Cut]:
        """Measures for which nobody, no date and no target was told, but for the last one of an item."""
        bare = {m.id for m in self.board.measures if all("【待补" in one for one in (m.owner, m.due, m.target))}
        groups = [group for group in row.built.groups if group.kind == "measure"]
        light = [group for group in groups if group.id in bare and _all_free(group, self.locks)]
        for group in light if len(light) < len(groups) else light[1:]:
            told = tuple(piece for piece in group.pieces if not piece.fixed)
            if told and not any(sanctioned(piece.text, self.year) or must_stay(piece.text) for piece in told):
                yield Cut(_weight("bare_measure"), row, told)


def _all_free(group: Group, locks: Sequence[Lock]) -> bool:
    return not any(lock.touches(piece.text) for piece in group.pieces for lock in locks)


def _parts_of(before: Piece, unit: Sequence[Piece]) -> bool:
    """Whether sentences tell nothing but the parts of what the one before counted."""
    if len(unit) != 1:
        return False
    joined = f"{before.text.strip().rstrip('。')}，{unit[0].text.strip()}"
    first = len(clauses_in(before.text.strip()))
    return any(start <= first and end == len(clauses_in(joined)) - 1 for start, end in parts_at(joined))


def _opens(text: str) -> bool:
    return re.search(f"(?:{_light()['opens']})", text.strip().rstrip("。")) is not None


def _is_remark(unit: Sequence[Piece]) -> bool:
    return len(unit) == 1 and any(re.search(pattern, unit[0].text.strip()) for pattern in _light()["remarks"])


@cache
def _light() -> dict[str, Any]:
    return revising_words("light")


def _never() -> set[str]:
    return set(_light()["never"])


def _hold() -> set[str]:
    return set(_light()["hold"])


def _weight(kind: str) -> int:
    return int(_light()["weights"][kind])
