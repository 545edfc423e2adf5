"""Whether a figure keeps what limits it: 余, 不到, 以上, a range, a rise or a fall stand where the fact has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.figures.bare import bare_numbers
from assistant.figures.comparing import same_quantity
from assistant.figures.reading import FigureSpan, read_figures
from assistant.report import Fact, Figure

_OVER = re.compile(r"以上|往上|朝上|超过|超|过|余|多|不少于|不低于|至少|突破|逾")
_UNDER = re.compile(r"以下|往下|以内|不到|不足|未到|没到|没有?满|近|低于|少于|不超过|接近|将近")
_NEGATED = re.compile(r"不(?:少于|低于|超过|足|到)")
_SPLIT_RANGE = re.compile(r"\d\s?(?:至|到|-|—|~|～|、)$")
_AFTER = re.compile(r"(?:(?:都|也|还)?(?:(?:没到|没有?满|不到|未到)(?=$|[，。；、！？）了的])|往上|朝上|往下))?")
_NOT_UP_TO = re.compile(r"(?:没到|没有?满|未满)$")
_GAP = re.compile(r"(?:差|少|欠|缺|短)(?:了|着|的)?$")
"""Before a figure that is itself what is wanting: of 差26个没到数 the 没到 sets no limit."""


def altered(text: str, span: FigureSpan, fact: Fact, beside: Iterable[Fact]) -> str:
    """Why a figure of `text` is not as `fact` has it, "" where it is; `beside` are the facts of the same answer."""
    gap = _GAP.search(text[: span.start])
    after = "" if gap else _AFTER.match(text, span.end).group()  # type: ignore[union-attr]
    after = after or (_NOT_UP_TO.search(text[: span.start]) or [""])[0]
    if not _same_limit(span, fact, after, beside):
        return f"“{span.text}”前后的“余、不到、以上”和事实里不一样"
    if _SPLIT_RANGE.search(text[: span.start]) and not _ranged(fact):
        return f"“{span.text}”前面的区间在事实里没有"
    return ""


def same_way(span: FigureSpan, fact: Fact) -> bool:
    """Whether a rise stays a rise; a 从A到B must also rise or fall as its own two figures do."""
    figure = span.figure
    if span.direction and figure.base is not None and figure.value is not None:
        rising = figure.value > figure.base
        if figure.value != figure.base and rising != (span.direction == "up"):
            return False
    ways = {told.direction for told in _told(fact, figure) if told.direction}
    return not span.direction or not ways or span.direction in ways


def _same_limit(span: FigureSpan, fact: Fact, after: str, beside: Iterable[Fact]) -> bool:
    """Whether 余, 不到, 以上 stand where the fact has them: none added, none turned round, none lost."""
    sides = {_side(words) for words in _beside(fact, span.figure)} or {""}
    side = _side(span.text) or _side(after)
    if span.figure.threshold is not None:
        level = Figure(value=span.figure.threshold.value, unit=span.figure.threshold.unit)
        sides |= {_side(words) for other in beside for words in _beside(other, level)}
        return not side or side in sides
    if side:
        return side in sides or (sides == {""} and side == "over" and span.figure.approx is None)
    return "" in sides or span.figure.base is not None


def _told(fact: Fact, figure: Figure) -> list[FigureSpan]:
    """The same quantity as the fact's own words have it."""
    return [span for span in spans(fact) if same_quantity(plain(figure), plain(span.figure))]


def _beside(fact: Fact, figure: Figure) -> Iterator[str]:
    """The words of that quantity in the fact, with what limits it behind (连40万没到)."""
    barred = figure.threshold is not None
    for text in dict.fromkeys((fact.text, fact.quote)):
        for span in read_figures(text):
            bar = span.figure.threshold
            if bar is not None and same_quantity(plain(figure), Figure(value=bar.value, unit=bar.unit)):
                yield span.text
            if same_quantity(plain(figure), plain(span.figure)):
                own = span.text if barred or span.figure.threshold is None else ""
                if not _side(own):
                    own = f"{(_NOT_UP_TO.search(text[: span.start]) or [''])[0]}{own}{_AFTER.match(text, span.end)[0]}"  # type: ignore[index]
                yield own
        yield from (bare.text for bare in bare_numbers(text) if bare.value == figure.value)


def spans(fact: Fact) -> Iterator[FigureSpan]:
    """The figures of a fact's words and of what was said."""
    for text in dict.fromkeys((fact.text, fact.quote)):
        yield from read_figures(text)


def plain(figure: Figure) -> Figure:
    """A figure without what limits it."""
    return Figure(value=figure.value, unit=figure.unit, low=figure.low, high=figure.high)


def _ranged(fact: Fact) -> bool:
    return any(span.figure.value is None for span in spans(fact)) or bool(re.search(r"\d[至到-]\d", fact.text))


def _side(words: str) -> str:
    """over, under, or "" where a figure's words set no limit."""
    negated = _NEGATED.search(words)
    if negated:
        return "over" if negated.group() in ("不少于", "不低于") else "under"
    return "under" if _UNDER.search(words) else "over" if _OVER.search(words) else ""
