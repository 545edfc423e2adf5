"""Pages set in two columns: their lines in the order in which they are read, the left column before the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Protocol

from assistant.documents.layout import Line, Page


class Glyph(Protocol):
    """A character with its place."""

    @property
    def left(self) -> float:
        """Its left edge."""

    @property
    def right(self) -> float:
        """Its right edge."""


_FEWEST_ROWS = 8
"""Rows with words on both sides; fewer are a table or a line of signatures."""
_FEWEST_CHARS = 10
"""Characters a line of a column has usually; the cells of a table have fewer."""
_MIDDLE = (0.4, 0.6)
_STEP = 3.0
_FULL = 0.4
"""Share of a column's lines that reach its right edge; words in the cells of a table seldom do."""


def gutter(rows: Sequence[Sequence[Glyph]], width: float) -> float | None:
    """Where the white between two columns is, in the page's measure; None where the page has one column or a table."""
    best: tuple[int, float] | None = None
    place = _MIDDLE[0] * width
    while place <= _MIDDLE[1] * width:
        crossed = sum(any(char.left < place < char.right for char in row) for row in rows)
        both = [row for row in rows if _both_sides(row, place) and not _is_near(row, place)]
        if len(both) >= _FEWEST_ROWS and len(both) >= 2 * crossed and _are_columns(both, place):
            best = max(best or (-len(rows), place), (len(both) - 2 * crossed, place))
        place += _STEP
    return best[1] if best else None


def _both_sides(row: Sequence[Glyph], place: float) -> bool:
    return any(char.right <= place for char in row) and any(char.left >= place for char in row)


def _is_near(row: Sequence[Glyph], place: float) -> bool:
    """Whether words run on over a place: the gap there is no wider than one between two characters."""
    left = max((char.right for char in row if char.right <= place), default=place)
    right = min((char.left for char in row if char.left >= place), default=place)
    size = max(char.right - char.left for char in row)
    return right - left < 0.8 * size


def _are_columns(rows: Sequence[Sequence[Glyph]], place: float) -> bool:
    for side in (True, False):
        parts = [[char for char in row if (char.right <= place) is side] for row in rows]
        edges = [max(char.right for char in part) for part in parts]
        size = max(char.right - char.left for char in parts[0])
        full = sum(edge > max(edges) - 2.2 * size for edge in edges)
        broken = sum(_has_gap(part, size) for part in parts)
        if median(map(len, parts)) < _FEWEST_CHARS or broken * 5 > len(parts) or full < _FULL * len(parts):
            return False
    return True


def _has_gap(part: Sequence[Glyph], size: float) -> bool:
    """Whether a line is parted once more, as the cells of a table are."""
    edges = sorted((char.left, char.right) for char in part)
    return any(later[0] - one[1] > 2.2 * size for one, later in pairwise(edges))


def in_reading_order(page: Page, middle: float) -> list[Page]:
    """The page as stretches, each of one column, in order; a line over both columns ends what stands above it."""
    stretches: list[tuple[float, list[Line]]] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in [*page.lines, None]:
        if line is not None and line.right <= middle:
            left.append(line)
        elif line is not None and line.left >= middle:
            right.append(line)
        else:
            stretches += [(middle, left), (page.width - middle, right)]
            stretches += [(page.width, [line])] if line is not None else []
            left, right = [], []
    return [replace(page, width=width, lines=tuple(lines)) for width, lines in stretches if lines]
