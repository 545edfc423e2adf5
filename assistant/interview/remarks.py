"""The teller's own remarks among what is told: comparisons, talk about oneself, questions to answer at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.figures.reading import read_figures
from assistant.interview.clauses import Clause
from assistant.interview.meaning import meaning
from assistant.interview.stories import shape
from assistant.wording.register import is_aside


def without_remarks(pieces: Sequence[Clause], text: str) -> list[Clause]:
    """The clauses without what only compares, reports talk about oneself, or asks to answer at once.

    A remark of one's own may have named who did what follows (我懂这个，带着…): its 我 is put to that.
    """
    done: list[Clause] = []
    gone: int | None = None
    lost: Clause | None = None
    for piece in pieces:
        figure = bool(read_figures(piece.words))
        if gone == piece.sentence and not figure and not piece.said:
            continue
        gone = None
        if not piece.said and shape("drags").fullmatch(piece.words) and not figure:
            gone = piece.sentence
            continue
        asked = text[piece.end : piece.end + 1] in ("？", "?") and not piece.said and not figure
        if asked and meaning(piece.words)[0] == "statement":
            continue
        if is_aside(piece.words) and not piece.said and piece.words.startswith("我"):
            lost = piece
            done.append(piece)
            continue
        if lost is not None and lost.sentence == piece.sentence and shape("headless").match(piece.words):
            piece = replace(piece, words=f"我{piece.words}")
        lost = None
        done.append(piece)
    return done
