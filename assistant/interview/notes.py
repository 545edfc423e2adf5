"""Notes among what is told: keys before a colon, honours without a verb, a mark that stands apart from its point."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.figures.reading import read_figures
from assistant.interview.clauses import Clause
from assistant.text.patterns import Lazy
from assistant.word_file import WordFile

_LONGEST_NAME = 24
_BEFORE = 3
"""Clauses before the name of an honour at most: who has it, when, from whom."""


class _Shapes(BaseModel):
    """The keys of notes.yaml; what each is for stands in that file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keys: tuple[tuple[str, str], ...]
    when: str
    by: str
    title: str
    given: str
    printed: str
    next_one: str


_FILE = WordFile("interview", "notes.yaml", _Shapes)
_shape = _FILE.one


@cache
def _keys() -> tuple[tuple[Lazy, str], ...]:
    return tuple((_FILE.compiled(pattern), written) for pattern, written in _FILE.words.keys)


def in_clauses(pieces: Sequence[Clause]) -> list[Clause]:
    """The clauses of an answer with its notes put as clauses."""
    done: list[Clause] = []
    for piece in pieces:
        if piece.told or piece.said:
            done.append(piece)
            continue
        piece = _unkeyed(piece)
        before = _same(done, piece)
        if before and _shape("next_one").fullmatch(before[-1].words) and piece.words.startswith("是"):
            done[-1] = replace(piece, words=before[-1].words + piece.words, start=before[-1].start)
        elif (honour := _honour(before, piece)) is not None:
            count, words = honour
            start = before[-count].start
            done[-count:] = [replace(piece, words=words, start=start)]
        elif before and (given := _given(before[-1], piece)):
            done[-1] = replace(before[-1], words=given, end=piece.end)
        else:
            done.append(piece)
    return done


def _same(done: Sequence[Clause], piece: Clause) -> list[Clause]:
    return [one for one in done[-_BEFORE:] if one.sentence == piece.sentence]


def _unkeyed(piece: Clause) -> Clause:
    for key, written in _keys():
        words, changed = key.compiled.subn(written, piece.words, count=1)
        if changed and words:
            return replace(piece, words=words)
    return piece


def _honour(before: Sequence[Clause], piece: Clause) -> tuple[int, str] | None:
    """How many clauses before go into it, and the sentence: 甲村党总支，2025年6月，市委，“先进基层党组织”."""
    title = _shape("title").fullmatch(piece.words)
    printed = _shape("printed").fullmatch(piece.words) if title is None else None
    if title is None and printed is None:
        return None
    when, by = (title["when"], "") if title is not None else ("", "")
    for count, one in enumerate(reversed(before), start=1):
        if not when and _shape("when").fullmatch(one.words):
            when = one.words
        elif title is not None and not by and _shape("by").fullmatch(one.words) and count < len(before):
            by = one.words
        elif _names(one.words) and (when or by):
            if title is not None:
                return count, f"{one.words}{when}{f'被{by}评为' if by else '获评'}{title['title']}"
            return count, f"{one.words}{when}被{piece.words}"
        else:
            return None
    return None


def _names(words: str) -> bool:
    """Whether words are a name alone."""
    return len(words) <= _LONGEST_NAME and not read_figures(words) and not re.search("[了被是有没“”]", words)


def _given(honour: Clause, piece: Clause) -> str:
    """An honour with the one who gave it, said behind it: …评的“示范点”，盟委组织部发的牌子."""
    given = _shape("given").fullmatch(piece.words)
    if given is None or "获评" not in honour.words:
        return ""
    return honour.words.replace("获评", f"被{given['by']}评为", 1)
