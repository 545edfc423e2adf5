"""Clauses of a sentence: where they begin and end, which tell the parts of a count, how the rest reads without some."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from assistant.figures.reading import read_figures
from assistant.writing.revising_words import revising_words

_FEWEST_PARTS = 2
_FEWEST_SHARED = 2
"""Pairs of characters that words share with a point to be remembered at least."""
_REMEMBERED = 4096
"""Clauses whose reading is kept: each is looked at again for every cut that is made."""
_ENDS = "，；。！？"
_NTH = re.compile(r"\s*第[一二三四五六七八九十]{1,2}，")


def clauses_in(text: str) -> list[tuple[int, int]]:
    """The clauses, each with the mark behind it; what stands in quotation marks or brackets is never cut."""
    found: list[tuple[int, int]] = []
    start = depth = 0
    for at, char in enumerate(text):
        depth += (char in "“（《") - (char in "”）》" and depth > 0)
        if char in _ENDS and not depth:
            found.append((start, at + 1))
            start = at + 1
    return [*found, (start, len(text))] if text[start:].strip() else found


def figures_in(text: str) -> list[tuple[str, Decimal]]:
    """Unit and value of what a text counts."""
    spans = [span.figure for span in read_figures(text)]
    return [(figure.unit, figure.value) for figure in spans if figure.value is not None]


def parts_at(text: str) -> list[tuple[int, int]]:
    """Runs of clauses (first, last) that only tell the parts of a count before them: 其中……, or amounts that add up to it."""
    clauses = clauses_in(text)
    counts = [figures_in(text[start:end]) for start, end in clauses]
    begins = re.compile(_told("parts_begin"))
    found: list[tuple[int, int]] = []
    at = 1
    while at < len(clauses):
        said = begins.match(text[clauses[at][0] : clauses[at][1]]) is not None
        last = _run(counts, at, said=said)
        if last is not None and not said and re.search(_told("results"), text[clauses[at][0] : clauses[last][1]]):
            last = None
        if last is not None:
            found.append((at, last))
        at = at + 1 if last is None else last + 1
    return found


def _run(counts: Sequence[Sequence[tuple[str, Decimal]]], at: int, *, said: bool) -> int | None:
    """The last clause of the parts that begin at a clause; None where none do."""
    if not counts[at]:
        return None
    unit = counts[at][0][0]
    total = next((v for row in reversed(counts[:at]) for u, v in reversed(row) if u == unit), None)
    if total is None:
        return at if said else None
    left, last, parts = total, at - 1, 0
    while last + 1 < len(counts) and counts[last + 1] and all(u == unit for u, _ in counts[last + 1]):
        told = sum((v for _, v in counts[last + 1]), Decimal(0))
        if told > left:
            break
        left, last, parts = left - told, last + 1, parts + len(counts[last + 1])
    if last < at:
        return at if said else None
    more = last + 1 < len(counts) and any(u == unit for u, _ in counts[last + 1])
    return last if said or (left == 0 and parts >= _FEWEST_PARTS and not more) else None


@lru_cache(maxsize=_REMEMBERED)
def leans(text: str) -> bool:
    """Whether words cannot do without those before them."""
    return re.match(f"\\s*(?:{_told('leans')})", text) is not None


@lru_cache(maxsize=_REMEMBERED)
def waits(text: str) -> bool:
    """Whether a clause cannot do without the one behind it."""
    return re.search(_told("waits"), text.strip()) is not None


@lru_cache(maxsize=_REMEMBERED)
def turns(text: str) -> bool:
    """Whether a clause denies or limits what stands before it, which would say something else without it."""
    return re.search(_told("turns"), text) is not None


@lru_cache(maxsize=_REMEMBERED)
def must_stay(text: str, emphasis: str = "") -> bool:
    """Whether words may never go: knowledge says so, or they bear out a point that the person wants remembered."""
    if any(re.search(one, text) for one in revising_words("light")["never_words"]):
        return True
    pairs = {text[i : i + 2] for i in range(len(text) - 1)}
    for point in re.split("[，。；、：\n]", emphasis):
        words = {point[i : i + 2] for i in range(len(point) - 1)}
        shared = len(pairs & words)
        # Its figure, or a third of its words.
        if (shared >= _FEWEST_SHARED and shared * 3 >= len(words)) or _numbers(point) & _numbers(text):
            return True
    return False


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d{2,}", text))


def is_a_point(text: str) -> bool:
    """Whether a sentence is one of several told point by point, which stay so: 第一，关于……的问题."""
    return _NTH.match(text) is not None


@lru_cache(maxsize=_REMEMBERED)
def tells_a_story(text: str) -> bool:
    """Whether a sentence shows a person, a saying, a scene."""
    return re.search(_told("told"), text) is not None


def _told(name: str) -> str:
    return str(revising_words("light")[name])


def without(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """The sentence without stretches of it."""
    for start, end in sorted(ranges, reverse=True):
        text = text[:start] + text[end:]
    return text
