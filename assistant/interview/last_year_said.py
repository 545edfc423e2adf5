"""What 去年 means when it is said after the report's year is over: that year itself, or the one before it.

In January a secretary says 去年 of the year reported on as well as of the year before. Beside a value of the year itself,
and of what was found or promised earlier, it is the year before. Of a whole year's doings it is the report's own. What
tells neither follows how the person speaks: who says 今年 for the report's year, and 去年 never, means the year before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict

from assistant.figures.printed import arabic
from assistant.figures.reading import read_figures
from assistant.interview.clauses import STRETCH
from assistant.outline import Outline, Question
from assistant.word_file import WordFile

_WORD = "去年"
_OWN = "今年"
_EARLIER = "前年"
_STOP = re.compile(r"[。！？；;\n]")
_BESIDE = 2
"""Clauses to either side in which a figure of the same unit is the value that 去年 is held against."""
_QUOTE = 5
"""Characters from 去年 on by which the words of a fact are found again."""


class _Words(BaseModel):
    """The keys of last_year.yaml, each a regular expression; what each is for stands in that file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    before: str
    whole: str
    bare: str
    this: str
    earlier: str
    matter: str
    never: str


_way = WordFile("interview", "last_year.yaml", _Words).one


def said_of_own_year(
    answers: Mapping[str, str], outline: Outline, year: int, said_on: date
) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """The answers in which 去年 is the report's year, with 今年 in its place, and the words changed: (as said, as put)."""
    if said_on.year <= year:
        return {}
    told = {
        question.id: answers[question.id]
        for question in outline.questions
        if answers.get(question.id) and _of_the_year(question)
    }
    follows = _means_own_year(told.values())
    done = {}
    for name, text in told.items():
        moved = _moved(text, follows=follows)
        if moved:
            put = text
            for at, word in moved.items():
                put = put[:at] + word + put[at + len(word) :]
            ends = [STRETCH.match(text, at, at + _QUOTE).end() for at in moved]  # type: ignore[union-attr]
            done[name] = put, [(text[at:end], put[at:end]) for at, end in zip(moved, ends, strict=True)]
    return done


def _moved(text: str, *, follows: bool) -> dict[int, str]:
    """By place the word that is meant: 今年 where 去年 is the report's year, and 去年 for a 前年 told beside it."""
    moved = {at.start(): _OWN for at in re.finditer(_WORD, text) if _own(text, at.start(), follows=follows)}
    for at in list(moved):
        start, end = _bounds(text, at)
        moved |= {found.start(): _WORD for found in re.compile(_EARLIER).finditer(text, start, end)}
    return moved


def _of_the_year(question: Question) -> bool:
    return question.year_offset == 0 and question.role not in ("setting", "private")


def _means_own_year(texts: Iterable[str]) -> bool:
    """Whether the person says 去年 for the report's year somewhere, or never says 今年 for it."""
    told = "\n".join(texts)
    return any(_own(told, at.start(), follows=False) for at in re.finditer(_WORD, told)) or not _way("this").search(
        told
    )


def _own(text: str, at: int, *, follows: bool) -> bool:
    """Whether 去年 at this place is the report's year; `follows`: what the words leave open is."""
    sentence, place = _sentence(text, at)
    clause = sentence[place]
    if _way("before").search(clause) or _beside(sentence, place) or _told_elsewhere(text, at, clause):
        return False
    if _way("whole").search(clause):
        return True
    near = sentence[max(0, place - 1) : place + _BESIDE]
    return follows and not any(_way("this").search(one) for one in near)


def _beside(sentence: list[str], place: int) -> bool:
    """Whether the value told with 去年 stands beside one of the same unit, or is that of the same matter 今年."""
    units = {span.figure.unit for span in read_figures(sentence[place])}
    near = [one for at, one in enumerate(sentence) if at != place and abs(at - place) <= _BESIDE]
    if any(_way("earlier").search(one) for one in near):
        return False
    if not _way("bare").search(_in_digits(sentence[place])):
        near = [one for one in near if _way("this").search(one)]
    return any(span.figure.unit in units for one in near for span in read_figures(one))


def _sentence(text: str, at: int) -> tuple[list[str], int]:
    """The clauses of the sentence that this place is in, and which of them it is."""
    clauses = list(STRETCH.finditer(text, *_bounds(text, at)))
    return [one[0] for one in clauses], next(n for n, one in enumerate(clauses) if one.end() > at)


def _told_elsewhere(text: str, at: int, clause: str) -> bool:
    """Whether another clause gives the same matter in the same unit (肉牛1.86万头。去年肉牛1.65万头); with no matter
    of its own, whether the clause before does."""
    head = _way("matter").match(_in_digits(clause))
    if head is None:
        return False
    matter = (head["lead"] or "") + (head["what"] or "")
    units = {span.figure.unit for span in read_figures(clause)}
    others = [one for one in STRETCH.finditer(text) if not one.start() <= at < one.end()]
    if not matter:
        others = [one for one in others if one.end() <= at][-1:]
    near = [one[0] for one in others if matter in one[0] and not _way("earlier").search(one[0])]
    return any(span.figure.unit in units for one in near for span in read_figures(one))


def _in_digits(clause: str) -> str:
    """The clause with its numbers in digits; as it is where 一次 only says that it was never (一次都没参加)."""
    return clause if _way("never").search(clause) else arabic(clause)


def _bounds(text: str, at: int) -> tuple[int, int]:
    """Where the sentence that this place is in begins and ends."""
    end = _STOP.search(text, at)
    return max((found.end() for found in _STOP.finditer(text, 0, at)), default=0), end.start() if end else len(text)
