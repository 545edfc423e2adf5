"""Whether a figure that was told without a unit keeps to what it counts: 11万人口 never becomes 11万元."""

from __future__ import annotations

import re
from functools import cache

from assistant.checking.guard_limits import plain
from assistant.checking.guard_words import guard_words
from assistant.figures.comparing import same_quantity
from assistant.figures.reading import FigureSpan, read_figures
from assistant.figures.units import measure
from assistant.report import Fact
from assistant.wording.name_rules import either

_PEOPLE_COUNTED_BY = ("", "人", "人次", "个")


def strange_unit(span: FigureSpan, fact: Fact) -> str:
    """Why a figure's unit cannot be that of its fact, "" where it can."""
    if fact.figure is None or measure(fact.figure.unit)[0] or measure(span.figure.unit)[0] in _PEOPLE_COUNTED_BY:
        return ""
    people = any(
        same_quantity(plain(span.figure), plain(told.figure)) and _counts_people(text, told)
        for text in dict.fromkeys((fact.text, fact.quote))
        for told in read_figures(text)
    )
    return f"“{span.text}”在事实里数的是人，单位不能改" if people else ""


def _counts_people(text: str, told: FigureSpan) -> bool:
    behind, ahead = _of_people()
    return behind.match(text, told.end) is not None or ahead.search(text[: told.start]) is not None


@cache
def _of_people() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands right behind a number of people, and what right before it."""
    behind, ahead = either(guard_words().people), either(guard_words().headcounts)
    return re.compile(f"的?(?:{behind})"), re.compile(f"(?:{ahead})[有为达到约共是近超过]{{0,3}}$")
