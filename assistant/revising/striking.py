"""Words taken out of the text because what they stand on no longer holds."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.errors import InputError
from assistant.writing.board import Board, Row
from assistant.writing.edits import drop, put, without_topic
from assistant.writing.pieces import Piece


def strike(board: Board, passage: str) -> None:
    """Takes a clause out; with it the facts that stand there and nowhere else."""
    row, piece = _home(board, passage)
    at = piece.text.find(passage)
    gone = {use.fact for use in piece.uses if at <= use.start and use.end <= at + len(passage)}
    rest = without_topic(piece, passage)
    if rest is None and len(row.built.pieces) == 1:
        raise InputError(
            f"“{row.built.headline}”整条说的就是“{passage}”。", "不写这一条，就说删掉第几条；要留，就改另一处。"
        )
    if rest is None:
        gone |= {use.fact for use in piece.uses}
        drop(board, row, [piece])
    else:
        put(row, piece, rest)
    left = {use.fact for one in _rows(board) for p in (one.built.head, *one.built.pieces) for use in p.uses}
    board.facts = [fact for fact in board.facts if fact.id not in gone - left]


def forget(board: Board, facts: Iterable[str]) -> None:
    """Facts (ids) that are none any more; where they stand in the text, their clause goes with them."""
    lost = set(facts)
    for row in _rows(board):
        for piece in list(row.built.pieces):
            spans = [use for use in piece.uses if use.fact in lost]
            if spans:
                start, end = _clause(piece.text, min(use.start for use in spans), max(use.end for use in spans))
                strike(board, piece.text[start:end])
    board.facts = [fact for fact in board.facts if fact.id not in lost]


def _rows(board: Board) -> list[Row]:
    return [row for laid in board.laid for row in laid.rows]


def _home(board: Board, passage: str) -> tuple[Row, Piece]:
    for row in _rows(board):
        for piece in row.built.pieces:
            if passage in piece.text:
                return row, piece
        if passage in row.built.headline:
            raise InputError(f"“{passage}”写在标题里。", "可以说“标题改成……”，或删掉那一条。")
    raise InputError(f"稿子里已经没有“{passage}”。", "再核一次就没有这条矛盾了。")


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch widened to its clauses."""
    left = max(text.rfind(mark, 0, start) for mark in "，；。") + 1
    right = min((at for mark in "，；。" if (at := text.find(mark, end)) >= 0), default=len(text))
    return left, right
