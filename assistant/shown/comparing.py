"""Before and after side by side: which words went and which came."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_SHORTEST = 2


@dataclass(frozen=True)
class Piece:
    """Words that stayed, went, or came."""

    text: str
    kind: Literal["same", "gone", "new"]


@dataclass(frozen=True)
class Pair:
    """One place before and after, each as pieces; `before` is empty where it is new, `after` where it is gone."""

    where: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def compared(where: str, before: str, after: str) -> Pair:
    """Two texts as pieces; stretches that agree by a character or two only are no agreement."""
    if not before or not after:
        return Pair(where, _whole(before, "gone"), _whole(after, "new"))
    old: list[Piece] = []
    new: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        small = tag == "equal" and i2 - i1 < _SHORTEST and i1 > 0 and i2 < len(before)
        if tag == "equal" and not small:
            _add(old, before[i1:i2], "same")
            _add(new, after[j1:j2], "same")
            continue
        _add(old, before[i1:i2], "gone")
        _add(new, after[j1:j2], "new")
    return Pair(where, tuple(old), tuple(new))


def _add(pieces: list[Piece], text: str, kind: Literal["same", "gone", "new"]) -> None:
    if not text:
        return
    if pieces and pieces[-1].kind == kind:
        text = pieces.pop().text + text
    pieces.append(Piece(text, kind))


def _whole(text: str, kind: Literal["gone", "new"]) -> tuple[Piece, ...]:
    return (Piece(text, kind),) if text else ()
