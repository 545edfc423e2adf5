"""Two figures of which the second is a part of the first: “14名里头35岁以下9名”."""

from __future__ import annotations

from dataclasses import replace

from assistant.figures.reading import FigureSpan
from assistant.interview.slots import Around, Filled, fill
from assistant.outline import Slot
from assistant.text.patterns import Lazy

_OF_THEM = Lazy(r"[^，。；\d]{0,8}?(?:里头?|里面|当中|之中|中)(?!心|学|小|央|国)(?:的|有)*")
_OF_WHICH = "其中"


def fill_whole_and_part(
    words: str, spans: list[FigureSpan], slots: tuple[Slot, ...], around: Around
) -> list[Filled] | None:
    """The whole and its part in written forms of their own, the part with 其中; None where the words tell no part."""
    told = _OF_THEM.match(words, spans[0].end) if len(spans) > 1 else None
    if told is None or told.end() > spans[1].start:
        return None
    whole = fill(words[: spans[0].end], spans[:1], slots, around)
    cut = told.end() - len(_OF_WHICH)
    parts = fill(
        _OF_WHICH + words[told.end() :], [_placed(span, cut) for span in spans[1:]], slots, replace(around, first=False)
    )
    if not whole or not parts:
        return None
    if not around.first:
        # The whole was told some way back: 其中 would be read as a part of what stands before it.
        part = parts[0].text.removeprefix(_OF_WHICH)
        parts[0] = replace(parts[0], text=f"{whole[0].about}中{part}")
    return [*whole, *parts]


def _placed(span: FigureSpan, at: int) -> FigureSpan:
    """The span as it stands in the words from a place on."""
    return replace(span, start=span.start - at, end=span.end - at)
