"""Stretches of a report's text, each with its place: spans, items, parts, paragraphs, sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["achievement", "problem", "cause", "measure"]


@dataclass(frozen=True)
class Span:
    """A stretch of the whole text; `text` is its words, `start`/`end` its code points there."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class TextItem(Span):
    """One 一是… : its kind, its ordinal (1-based), its headline sentence and the rest."""

    kind: Kind
    part: str | None
    ordinal: int
    headline: Span
    body: Span


@dataclass(frozen=True)
class TextPart(Span):
    """A part: `text` is its body without the heading; `id` the outline's part it was recognised as, or None."""

    id: str | None
    heading: Span
    items: tuple[TextItem, ...] = ()


@dataclass(frozen=True)
class TextReport:
    """A whole text and its parts in the order they stand in it."""

    text: str
    title: Span | None
    opening: Span | None
    ending: Span | None
    parts: tuple[TextPart, ...]
    paragraphs: tuple[Span, ...] = field(default=())

    def part(self, part_id: str) -> TextPart | None:
        """The part recognised as `part_id`, or None."""
        return next((part for part in self.parts if part.id == part_id), None)

    def items(self, kind: Kind) -> tuple[TextItem, ...]:
        """All items of a kind, in order; a cause written inside a problem's item is a cause item too."""
        return tuple(item for part in self.parts for item in part.items if item.kind == kind)


_SENTENCE = re.compile(r"[^。！？!?\n]*(?:[。！？!?]+[”’」』）)】]*|\n|\Z)")


def span_of(text: str, start: int, end: int) -> Span:
    """The span text[start:end] without the blanks at its ends."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Span(words, start, start + len(words))


def sentences(span: Span) -> list[Span]:
    """The sentences of a span (。！？ or a line's end), each with its punctuation and its place in the whole text."""
    found = []
    for match in _SENTENCE.finditer(span.text):
        sentence = span_of(span.text, match.start(), match.end())
        if sentence.text:
            found.append(Span(sentence.text, span.start + sentence.start, span.start + sentence.end))
    return found


def paragraphs_in(text: str) -> list[Span]:
    """The lines of a text that hold words, without blanks at their ends; rules of dashes are left out."""
    found = []
    position = 0
    for line in text.split("\n"):
        span = span_of(text, position, position + len(line))
        if span.text and not re.fullmatch(r"[-=*_|: ]{3,}", span.text):
            found.append(span)
        position += len(line) + 1
    return found


def paragraphs_of(span: Span) -> list[Span]:
    """The paragraphs of a span, each with its place in the whole text."""
    return [Span(p.text, p.start + span.start, p.end + span.start) for p in paragraphs_in(span.text)]


def size(words: str) -> int:
    """How long a text is in 字: all characters but blanks, punctuation included."""
    return sum(map(len, words.split()))
