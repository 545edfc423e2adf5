"""Where in a text: its clauses and sentences, and the stretches in which a kind of thing is written."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import pairwise

from assistant.checking.rule import Subject
from assistant.text.patterns import Lazy
from assistant.text.structure import Kind, Span, TextPart, TextReport

_CLAUSE = Lazy(r"[，。；！？\n]|(?<=[一-鿿\d%”）])[,;]")
_SENTENCE = Lazy(r"[。！？\n]")
_KINDS: dict[str, tuple[Kind, ...]] = {
    "achievements": ("achievement",),
    "problems": ("problem", "cause"),
    "measures": ("measure",),
}


@lru_cache(maxsize=16)
def _marks(text: str, sentence: bool) -> tuple[int, ...]:
    return tuple(match.start() for match in (_SENTENCE if sentence else _CLAUSE).finditer(text))


def _around(text: str, position: int, sentence: bool) -> tuple[int, int]:
    marks = _marks(text, sentence)
    index = bisect_left(marks, position)
    return marks[index - 1] + 1 if index else 0, marks[index] if index < len(marks) else len(text)


def clause_at(text: str, position: int) -> tuple[int, int]:
    """The clause (between ， 。 ； ！ ？ or a line's ends) in which a position lies, its mark left out."""
    return _around(text, position, sentence=False)


def sentence_at(text: str, position: int) -> tuple[int, int]:
    """The sentence (between 。 ！ ？ or a line's ends) in which a position lies, its mark left out."""
    return _around(text, position, sentence=True)


def clauses(text: str, start: int, end: int) -> list[Span]:
    """The clauses of a stretch that hold any word."""
    marks = _marks(text, False)
    inner = marks[bisect_left(marks, start) : bisect_right(marks, end - 1)]
    edges = [start - 1, *inner, end]
    pairs = ((left + 1, right) for left, right in pairwise(edges))
    return [Span(text[left:right], left, right) for left, right in pairs if text[left:right].strip()]


def _whole_part(subject: Subject, part: TextPart, role: str) -> bool:
    plan = next((plan for plan in subject.outline.parts if plan.id == part.id), None)
    return plan is not None and {block.role for block in plan.blocks} == {role}


def passages(subject: Subject, role: str) -> list[Span]:
    """The stretches where achievements, problems (with causes) or measures are written.

    A part whose outline has but this one role counts whole; of a mixed part its items of that kind.
    """
    found: list[Span] = []
    for part in subject.report.parts:
        if _whole_part(subject, part, role):
            found.append(Span(part.text, part.start, part.end))
        else:
            found.extend(_outermost([item for item in part.items if item.kind in _KINDS[role]]))
    return found


def _outermost(items: list[Span]) -> list[Span]:
    """Items without those written inside another one (a cause in its problem), so that nothing is read twice."""
    kept: list[Span] = []
    for item in sorted(items, key=lambda one: (one.start, -one.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(Span(item.text, item.start, item.end))
    return kept


def item_at(report: TextReport, position: int) -> Span | None:
    """The headline of the innermost item in which a position lies, or None."""
    inside = [item for part in report.parts for item in part.items if item.start <= position < item.end]
    return min(inside, key=lambda item: item.end - item.start).headline if inside else None
