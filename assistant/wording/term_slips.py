"""Slips in the forms of policy terms: finding them in a text, and setting the sure ones right."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain

from assistant.report import Level
from assistant.text.patterns import Lazy
from assistant.wording.terms import QUOTED, Slip, Term, filed_terms, right_forms, without_quotes

ROUNDS = 4
_YEAR = re.compile(r"(20\d\d)年")
_ENDS = "，。；！？\n"


@dataclass(frozen=True)
class SlipHit:
    """A slip in a text, by code points; `right` is the sure replacement or None, `term` the exact form of its term."""

    start: int
    end: int
    found: str
    right: str | None
    term: str
    level: Level
    rule: str
    note: str


@dataclass(frozen=True)
class Correction:
    """One slip set right: the words found, what stands now, the exact form of the term, the rule."""

    found: str
    right: str
    term: str
    rule: str


@dataclass(frozen=True)
class Corrected:
    """A text with its sure slips set right, and what was changed, in order."""

    text: str
    corrections: tuple[Correction, ...]


@dataclass(frozen=True)
class _Watch:
    term: Term
    slip: Slip
    file: str


def in_quotes(words: str) -> str:
    """Words between quotation marks, for a message; those that bring their own stay as they are."""
    return words if "“" in words or "《" in words else f"“{words}”"


def told_slip(found: str, right: str) -> str:
    """A slip and its right form for a message: “退伍军人”应作“退役军人”, 三会一课应加引号，作“三会一课”."""
    if without_quotes(found) == without_quotes(right) and found != right:
        return f"{found}引号的位置要改，作{right}" if "“" in found else f"{found}应加引号，作{right}"
    return f"{in_quotes(found)}应作{in_quotes(right)}"


@cache
def _watches() -> tuple[_Watch, ...]:
    return tuple(_Watch(term, slip, file) for term, file in filed_terms() for slip in term.slips)


@cache
def _sure(year: int | None) -> tuple[_Watch, ...]:
    """The slips that have one right form; without a year those that are wrong in every year."""
    return tuple(
        watch
        for watch in _watches()
        if watch.slip.right is not None and (watch.slip.holds_in(year) if year else not watch.slip.bounded)
    )


@cache
def _pattern(expression: str, file: str) -> Lazy:
    return Lazy(expression, f"术语文件 {file} ")


def _form_spans(text: str) -> Iterator[tuple[int, int]]:
    for form in right_forms():
        start = text.find(form)
        while start >= 0:
            yield start, start + len(form)
            start = text.find(form, start + len(form))


class _Spans:
    """Stretches of a text, asked whether one of them holds a hit; many of either stay cheap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def hold(self, start: int, end: int) -> bool:
        before = bisect_right(self._starts, start)
        return before > 0 and self._reach[before - 1] >= end


def _protected(text: str) -> _Spans:
    """Where no slip is looked for: inside quotation marks and titles (their own words), and inside a right form."""
    inside = ((match.start() + 1, match.end() - 1) for match in _pattern(QUOTED, "").finditer(text))
    return _Spans(chain(inside, _form_spans(text)))


def _hits_of(watch: _Watch, text: str) -> Iterator[SlipHit]:
    slip, term = watch.slip, watch.term
    allowed: _Spans | None = None
    for match in _pattern(slip.pattern, watch.file).finditer(text):
        bounded = "hit" in match.re.groupindex and match["hit"] is not None
        start, end = match.span("hit" if bounded else 0)
        if not _wrong_then(slip, text, start):
            continue
        if slip.unless and allowed is None:
            allowed = _Spans(found.span() for found in _pattern(slip.unless, watch.file).finditer(text))
        right = None if slip.right is None else match.expand(slip.right)
        found = text[start:end]
        if end > start and found != right and not (allowed and allowed.hold(start, end)):
            yield SlipHit(start, end, found, right, term.form, slip.level or term.level, slip.rule, slip.note)


def _wrong_then(slip: Slip, text: str, start: int) -> bool:
    """Whether the form is wrong in the year that its clause names: 2023年开展主题教育 is right in a report of 2025."""
    named = _YEAR.findall(text, max((text.rfind(mark, 0, start) for mark in _ENDS), default=-1) + 1, start)
    return not named or slip.holds_in(int(named[-1]))


def _find(text: str, watches: Iterable[_Watch]) -> list[SlipHit]:
    """Hits in order; of those that overlap the longest, then the first."""
    found = [hit for watch in watches if watch.slip.word in text for hit in _hits_of(watch, text)]
    if not found:
        return []
    protected = _protected(text)
    taken = bytearray(len(text))
    kept: list[SlipHit] = []
    for hit in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if not any(taken[hit.start : hit.end]) and not protected.hold(hit.start, hit.end):
            taken[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=lambda one: one.start)


def slips(text: str, year: int | None = None) -> list[SlipHit]:
    """Slips in a text, in order, none overlapping; without a year those of all years (handbook §2.5, F02)."""
    return _find(text, (w for w in _watches() if year is None or w.slip.holds_in(year)))


def correct(text: str, year: int | None = None) -> Corrected:
    """The text with every slip that has one sure replacement set right; doing it again changes nothing.

    Without a year only slips that are wrong in every year are touched.
    """
    sure = _sure(year)
    made: list[Correction] = []
    for _ in range(ROUNDS):
        hits = _find(text, sure)
        if not hits:
            break
        pieces, last = [], 0
        for hit in hits:
            right = hit.right or ""
            pieces += [text[last : hit.start], right]
            last = hit.end
            made.append(Correction(hit.found, right, hit.term, hit.rule))
        text = "".join(pieces) + text[last:]
    return Corrected(text, tuple(made))
