"""Whether two figures of a sentence stand in each other's place, told from the words right before and behind each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from assistant.checking.names import place_names
from assistant.figures.comparing import same_quantity
from assistant.figures.reading import FigureSpan, read_figures
from assistant.report import Fact, Figure

_EDGE = re.compile(r"[，。；：、（）！？\n]")
_ASIDE = re.compile(r"（[^（）]{0,20}）|[的地得]")
_LIGHT = re.compile(r"(?:了|为|是|有|达到?|到|至|共|仅|只|就|才|约|近)+$")
_FARTHEST = 4
"""Characters on a side that are compared: what a figure counts and who did it lie no farther."""
_TELLING = 2
"""Characters that must agree before a place counts as another figure's."""

Sides = tuple[str, str]
Placed = tuple[FigureSpan, Fact, Figure]
"""A figure of a sentence, the fact it was bound to and the quantity of that fact."""


def exchanged(text: str, one: Placed, other: Placed) -> bool:
    """Whether each of two figures has the very words beside it that its facts put beside the other, and not its own."""
    here, there = sides(text, one[0]), sides(text, other[0])
    crossed = _closest(here, other), _closest(there, one)
    if min(crossed) < _TELLING:
        return False
    return crossed[0] > _closest(here, one) and crossed[1] > _closest(there, other)


def of_each_other(text: str, one: Placed, other: Placed, said: str) -> bool:
    """Whether two figures of one answer are each given to the place that it gave the other: 最高的甲村、最低的乙村."""
    here, there = (_place_before(text, span.start) for span, *_ in (one, other))
    if not here or not there or here == there:
        return False
    own = [_place_before(said, at) if (at := _at(said, placed)) >= 0 else "" for placed in (one, other)]
    return own == [there, here]


def _at(said: str, placed: Placed) -> int:
    """Where a fact's own words stand in what was said; -1 where they do not, or stand several times."""
    quote = placed[1].quote
    at = said.find(quote) if quote else -1
    if at < 0 or said.find(quote, at + 1) >= 0:
        return -1
    spans = (span for span in read_figures(quote) if same_quantity(_plain(span.figure), _plain(placed[2])))
    return next((at + span.start for span in spans), -1)


def _place_before(text: str, at: int) -> str:
    """The end of the last name of a village or the like before a place, which tells it from others; "" for none."""
    names = place_names(text[max(0, at - _REACH) : at])
    return names[-1].text[-_TOLD_BY:] if names else ""


_REACH, _TOLD_BY = 24, 3


def nearness(text: str, placed: Placed) -> int:
    """How many characters right beside a figure agree with what the fact has beside its quantity."""
    return _closest(sides(text, placed[0]), placed)


def sides(text: str, span: FigureSpan) -> Sides:
    """The words of its clause right before and right behind a figure, without what stands in brackets."""
    before, after = _ASIDE.sub("", text[: span.start]), _ASIDE.sub("", text[span.end : span.end + 60])
    return _LIGHT.sub("", _EDGE.split(before)[-1])[-_FARTHEST:], _EDGE.split(after)[0][:_FARTHEST]


def _closest(here: Sides, placed: Placed) -> int:
    """How many characters next to a place agree with what a fact has next to its quantity."""
    return max((_alike(here, there) for there in _told(placed[1], placed[2])), default=0)


def _alike(here: Sides, there: Sides) -> int:
    return _common(here[1], there[1]) + _common(here[0][::-1], there[0][::-1])


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _told(fact: Fact, figure: Figure) -> Iterator[Sides]:
    for text in dict.fromkeys((fact.text, fact.quote)):
        for span in read_figures(text):
            if same_quantity(_plain(span.figure), _plain(figure)):
                yield sides(text, span)


def _plain(figure: Figure) -> Figure:
    return Figure(value=figure.value, unit=figure.unit, low=figure.low, high=figure.high)
