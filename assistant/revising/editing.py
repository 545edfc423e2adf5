"""Revising with a model: typed edits of the sentences spoken of, each through the guard, figures and locks kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from assistant.checking.guard import FactGuard
from assistant.errors import ModelError
from assistant.outline import Outline
from assistant.ports import Model
from assistant.report import Report, Use
from assistant.text.char_pairs import char_pairs
from assistant.text.spans import size
from assistant.writing import steps
from assistant.writing.asked import Place, Request
from assistant.writing.board import Board, Row
from assistant.writing.edits import drop, put
from assistant.writing.pieces import Piece
from assistant.writing.places import Finder

_SAID = 0.7
"""The share of pairs of characters that an expansion must take from what was said."""


class ModelEditor:
    """The Editor port of `revising` over a model; what does not pass the guard is left as it stood."""

    def __init__(self, model: Model, report: Report, outline: Outline, attempt: int = 0) -> None:
        self._model = model
        self._free = [fact for fact in report.facts if fact.status == "ok"]
        questions = {question.id: question.ask for question in outline.questions}
        about = steps.About(report.title, report.year, report.signature or "书记", questions)
        self._call = steps.Call(steps.shared_prefix(about, self._free, (), ()), attempt)
        self.failed = ""

    def revise(self, finder: Finder, place: Place, request: Request) -> Report | None:
        """The place in better words; None where the model did not understand, failed, or nothing passed."""
        return self._edited(
            finder,
            place,
            lambda rows: steps.revise_passage(self._model, self._call, request.said, rows),
        )

    def fit(self, finder: Finder, place: Place, request: Request) -> Report | None:
        """The place nearer to `request.count` 字; None where the model brought it no nearer."""
        wanted = request.count or 0
        squeeze = request.does in ("squeeze", "shorter")
        now = sum(size(row.text) for row in finder.rows(place))
        if place.kind != "item" or len(place.items) != 1:
            return None
        after = self._edited(
            finder,
            place,
            lambda rows: steps.fit_length(self._model, self._call, rows, (now, wanted), squeeze=squeeze),
            (lambda text, piece: True) if squeeze else self._was_said,
        )
        if after is None:
            return None
        length = sum(size(item.text) for part in after.parts for item in part.items if item.id in place.items)
        return after if (length < now if squeeze else length > now) else None

    def _was_said(self, text: str, piece: Piece) -> bool:
        """Whether what a sentence grows by are words that the person said: the guard knows figures and names only."""
        said = char_pairs("\n".join(f"{fact.text}\n{fact.quote}" for fact in self._free))
        grown = char_pairs(text) - char_pairs(piece.text)
        return len(grown & said) >= _SAID * len(grown)

    def _edited(
        self, finder: Finder, place: Place, ask: Any, fits: Callable[[str, Piece], bool] = lambda text, piece: True
    ) -> Report | None:
        if place.kind in ("opening", "closing", "headline"):
            return None
        board = Board(finder.report)
        rows = {row.id: row for row in Finder(finder.report, finder.part).rows(place)}
        rows = {name: board.row(name) for name in rows}
        numbers = place.pieces if place.kind == "pieces" else None
        try:
            reply: steps.RevisedPassage = ask(_shown(list(rows.values()), numbers))
        except ModelError as error:
            self.failed = error.message
            return None
        if not reply.understood:
            return None
        said = [finder.report.title, finder.report.opening, *(part.text for part in finder.report.parts)]
        guard = FactGuard(self._free, finder.report.year, said)
        told = {name: list(row.built.pieces) for name, row in rows.items()}
        done = 0
        for edit in reply.edits:
            pieces = told.get(edit.item, [])
            allowed = 1 <= edit.sentence <= len(pieces) and (numbers is None or edit.sentence - 1 in numbers)
            if allowed and fits(edit.text, pieces[edit.sentence - 1]):
                done += self._one(board, rows[edit.item], pieces[edit.sentence - 1], (edit.text, guard))
        return board.report() if done else None

    def _one(self, board: Board, row: Row, piece: Piece, edit: tuple[str, FactGuard]) -> bool:
        """One sentence changed or taken out, where facts, locks and the chain allow it."""
        text, guard = edit
        figures = {fact.id for fact in self._free if fact.figure is not None and fact.id in piece.facts}
        held = any(lock.touches(piece.text) for lock in board.locks)
        if piece.fixed or held:
            return False
        if not text.strip():
            group = next(group for group in row.built.groups if any(one is piece for one in group.pieces))
            if figures or len(row.built.pieces) == 1 or (group.kind != "plain" and len(group.pieces) == 1):
                return False
            drop(board, row, [piece])
            return True
        verdict = guard.sentence(_closed(text), piece.facts)
        if verdict.refused or verdict.text == piece.text or not figures <= {use.fact for use in verdict.uses}:
            return False
        bound = {use.fact for use in verdict.uses}
        end = len(verdict.text.rstrip("。！？"))
        rest = [Use(fact=fact, start=0, end=end) for fact in piece.facts if fact not in bound]
        put(row, piece, Piece(verdict.text, [*verdict.uses, *rest], list(dict.fromkeys([*piece.facts, *bound]))))
        return True


def _shown(rows: Sequence[Row], numbers: Sequence[int] | None) -> list[dict[str, Any]]:
    """The sentences as the prompt shows them, numbered from 1."""
    return [
        {
            "item": row.id,
            "headline": row.built.headline,
            "sentences": [
                {"number": number + 1, "text": piece.text.strip(), "facts": "、".join(piece.facts) or "无"}
                for number, piece in enumerate(row.built.pieces)
                if not piece.fixed and (numbers is None or number in numbers)
            ],
        }
        for row in rows
    ]


def _closed(text: str) -> str:
    text = re.sub(r"\s+", "", text)
    return text if text.endswith(("。", "！", "？")) else f"{text.rstrip('，；、：')}。"
