"""Tone without a model: words exchanged by knowledge/revising/tone.yaml, never figures, names or what was quoted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.writing.board import Board, Row
from assistant.writing.edits import put, set_headline, spliced
from assistant.writing.pieces import Piece
from assistant.writing.revising_words import revising_words

_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》|【[^】]*】")


def retuned(board: Board, rows: Sequence[Row], numbers: Sequence[int] | None, how: str) -> int:
    """Exchanges the words of a tone in rows (of one, only sentences `numbers`); returns how many were exchanged."""
    pairs = [(old, new) for old, new in revising_words("tone")[how] if old != new]
    count = 0
    for row in rows:
        for number, piece in enumerate(row.built.pieces):
            if piece.fixed or (numbers is not None and number not in numbers):
                continue
            fresh, done = exchanged(piece, pairs)
            if done:
                put(row, piece, fresh)
                count += done
        if numbers is None and how in ("softer", "humbler") and (head := _plain_exchange(row.built.headline, pairs)):
            set_headline(board, row, head)
            count += 1
    return count


def _plain_exchange(text: str, pairs: Sequence[tuple[str, str]]) -> str:
    """A headline in other words, "" where nothing changes or its halves would lose their likeness."""
    new = text
    for old, words in pairs:
        if words:
            new = new.replace(old, words)
    return new if new != text and "，" not in text else ""


def exchanged(
    piece: Piece, pairs: Sequence[tuple[str, str]], keep: Callable[[str], bool] | None = None
) -> tuple[Piece, int]:
    """A sentence with words exchanged, none of them twice, nothing inside quotation marks."""
    count, done = 0, set[tuple[int, int]]()
    for old, new in pairs:
        at = piece.text.find(old)
        while at >= 0:
            held = [found.span() for found in _QUOTED.finditer(piece.text)]
            taken = any(s < at + len(old) and at < e for s, e in (*held, *done))
            if taken or (keep is not None and keep(piece.text[at : at + len(old)])):
                at = piece.text.find(old, at + len(old))
                continue
            grown = len(new) - len(old)
            piece = spliced(piece, at, at + len(old), new)
            done = {(s + grown, e + grown) if s >= at + len(old) else (s, e) for s, e in done}
            done.add((at, at + len(new)))
            count += 1
            at = piece.text.find(old, at + len(new))
    return piece, count
