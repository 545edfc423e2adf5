"""Squeezing to N 字 without touching facts: what goes first is what says least; figures and the chain stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.report import Fact, Lock
from assistant.text.spans import size
from assistant.wording.terms import sanctioned
from assistant.writing.board import Board, Row
from assistant.writing.edits import drop, put, spliced
from assistant.writing.light_clauses import clauses_in, is_a_point, leans, must_stay, tells_a_story, turns, waits
from assistant.writing.pieces import Piece

_RANK = {"achievements": 0, "measures": 1, "causes": 2, "problems": 2}
_AIM = re.compile(r"^(?:针对|对|瞄准|聚焦|围绕)[^，。]{2,40}?(?:的问题|这一短板|问题|短板)，")
_FRAME = re.compile(r"^[^，。；“”0-9]{4,16}，")
_OPENING = re.compile(r"^(?:[^，。；：“”0-9]{1,14}(?:上|看|而言|来说|方面|原因)[，。]|[^，。；：“”0-9]{1,12}：)")
_SHORTEST_LEFT = 8
"""字 that a sentence must keep, its opening (客观上， or 责任在我：) not counted: less tells nothing."""


@dataclass(frozen=True)
class _Cut:
    """One thing that can be taken out: a sentence (`start` None) or a stretch of one; cheaper ones go first."""

    cost: tuple[int, int]
    row: Row
    piece: Piece
    start: int | None = None
    end: int = 0

    @property
    def saves(self) -> int:
        """字 that go with it."""
        return size(self.piece.text if self.start is None else self.piece.text[self.start : self.end])


@dataclass
class Squeeze:
    """Squeezes rows of a board until `measure()` says they are short enough. `facts` and `locks` say what must stay."""

    board: Board
    rows: Sequence[Row]
    facts: Sequence[Fact]
    locks: Sequence[Lock]
    year: int
    only: Sequence[Piece] | None = None
    emphasis: str = ""
    _read: dict[int, tuple[Piece, list[tuple[int, int, int]]]] = field(init=False, default_factory=dict)
    """What could go of each sentence looked at, kept beside it so that no other has its id."""

    def to(self, most: int, length: Callable[[], int]) -> int:
        """Takes out the least telling things until at most `most` 字 stand; returns what stands at last."""
        figures = {fact.id for fact in self.facts if fact.kind != "act"}
        while (over := length() - most) > 0:
            cuts = [one for row in self.rows for one in self._cuts(row, figures)]
            if not cuts:
                break
            cheapest = min(one.cost[0] for one in cuts)
            same = [one for one in cuts if one.cost[0] == cheapest]
            enough = [one for one in same if one.saves >= over]
            chosen = (
                min(enough, key=lambda one: one.saves)
                if enough
                else max(same, key=lambda one: (-one.cost[1], one.saves))
            )
            self._do(chosen)
        return length()

    def _do(self, one: _Cut) -> None:
        if one.start is None:
            drop(self.board, one.row, [one.piece])
        else:
            fresh = spliced(one.piece, one.start, one.end, "")
            put(one.row, one.piece, fresh)
            if self.only is not None:
                self.only = [fresh if piece is one.piece else piece for piece in self.only]

    def _cuts(self, row: Row, figures: set[str]) -> list[_Cut]:
        role = _RANK[self.board.role(row.id)]
        found: list[_Cut] = []
        for group in row.built.groups:
            for piece in group.pieces:
                if self.only is not None and not any(piece is one for one in self.only):
                    continue
                if piece.fixed or any(lock.touches(piece.text) for lock in self.locks):
                    continue
                whole = self._whole(piece, group.kind, figures)
                if (
                    whole is not None
                    and len(row.built.pieces) > 1
                    and not (group.kind != "plain" and len(group.pieces) == 1)
                ):
                    found.append(_Cut((whole, role), row, piece))
                if sanctioned(piece.text, self.year) or is_a_point(piece.text):
                    continue
                found += [
                    _Cut((cost, role), row, piece, start, end) for cost, start, end in self._stretches(piece, figures)
                ]
        return found

    def _stretches(self, piece: Piece, figures: set[str]) -> list[tuple[int, int, int]]:
        if id(piece) not in self._read:
            self._read[id(piece)] = piece, _stretches(piece, figures, self.emphasis)
        return self._read[id(piece)][1]

    def _whole(self, piece: Piece, kind: str, figures: set[str]) -> int | None:
        """How dear a sentence is; None where it may not go."""
        if set(piece.facts) & figures or (re.search(r"[0-9]|“", piece.text) and piece.facts):
            return None
        if sanctioned(piece.text, self.year) or is_a_point(piece.text):
            return None
        if tells_a_story(piece.text) or turns(piece.text) or must_stay(piece.text, self.emphasis):
            return None
        if not piece.facts:
            return 0 if kind == "plain" else None
        return 4 if kind == "plain" else 6


def _stretches(piece: Piece, figures: set[str], emphasis: str) -> list[tuple[int, int, int]]:
    """Clauses of a sentence that may go alone: an opening frame, or a clause on no fact, or on acts only."""
    found = [(1, 0, end)] if (end := _frame_end(piece)) else []
    clauses = [] if tells_a_story(piece.text) else clauses_in(piece.text)
    for at, (start, end) in enumerate(clauses[1:], 1):
        if _holds(piece, start, end, figures) or not _reads_without(piece.text, clauses, at, emphasis):
            continue
        left = start - 1 if end == len(piece.text) else start
        right = end - 1 if end == len(piece.text) else end
        rest = _OPENING.sub("", piece.text[:left] + piece.text[right:])
        if size(rest) >= _SHORTEST_LEFT:
            touched = any(use.start < end and use.end > start for use in piece.uses)
            found.append((5 if touched else 2, left, right))
    return found


def _frame_end(piece: Piece) -> int:
    """Where an opening that says nothing ends; 0 where there is none, or a fact or the problem it is against is in it."""
    frame = _FRAME.match(piece.text)
    if frame is None or _AIM.match(piece.text) or len(piece.text) - frame.end() < _SHORTEST_LEFT:
        return 0
    return 0 if any(use.start < frame.end() for use in piece.uses) else frame.end()


def _holds(piece: Piece, start: int, end: int, figures: set[str]) -> bool:
    """Whether a clause holds a figure, a part of a fact, who answers and by when, or all that the sentence tells."""
    touched = [use for use in piece.uses if use.start < end and use.end > start]
    if any(use.start < start or use.end > end or use.fact in figures for use in touched):
        return True
    if re.search(r"[0-9“]|负责|牵头|前完成", piece.text[start:end]):
        return True
    return bool(touched) and len(touched) == len(piece.uses)  # what would be left only led up to it


def _reads_without(text: str, clauses: Sequence[tuple[int, int]], at: int, emphasis: str) -> bool:
    """Whether the clauses around one say the same without it."""
    told = [text[start:end] for start, end in clauses]
    if turns(told[at]) or must_stay(told[at], emphasis) or waits(told[at - 1].rstrip("，；")):
        return False
    return at + 1 == len(told) or not (leans(told[at + 1]) or turns(told[at + 1]))
