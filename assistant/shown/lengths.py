"""How long a report and its parts are against the limits in force: what a meter shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.checking.check import limits_in_force, rendered
from assistant.outline import Outline
from assistant.report import Limits, Part, Report
from assistant.text.spans import size

State = Literal["ok", "short", "long", "free"]


@dataclass(frozen=True)
class Meter:
    """A length in 字 against its bounds; `share` of the whole against `least_share` and `most_share` (0 to 1).

    `state`: free where nothing bounds it. `words` say it in a line; `asked_by` who asks for the bounds.
    """

    name: str
    length: int
    least: int | None
    most: int | None
    share: float
    least_share: float | None
    most_share: float | None
    state: State
    words: str
    asked_by: str

    @property
    def filled(self) -> float:
        """How full the meter is, 0 to 1: against the most, else the least, else its share of the whole."""
        bound = self.most or self.least
        if bound:
            return min(self.length / bound, 1.0)
        return min(self.share / self.most_share, 1.0) if self.most_share else self.share


def total_meter(report: Report, outline: Outline) -> Meter:
    """The whole text, as the checks count it: title, headings and signature included."""
    limits = limits_in_force(report.limits, outline)
    length = size(rendered(report)[0])
    return _meter("全文", length, limits.total, (1.0, (None, None)), _source(limits, "total"))


def part_meter(report: Report, part: Part, outline: Outline) -> Meter:
    """One part: its length without, its share with the heading."""
    limits = limits_in_force(report.limits, outline)
    whole = size(rendered(report)[0]) or 1
    share = (size(part.text) + size(part.heading)) / whole
    bounds = limits.parts.get(part.id, (None, None))
    shares = limits.shares.get(part.id, (None, None))
    asked = _source(limits, f"parts.{part.id}", "parts") if bounds != (None, None) else ""
    asked = asked or (_source(limits, f"shares.{part.id}", "shares") if shares != (None, None) else "")
    return _meter(part.heading, size(part.text), bounds, (share, shares), asked)


def _source(limits: Limits, *keys: str) -> str:
    found = next((limits.source[key] for key in keys if key in limits.source), "")
    return {"notice": "通知要求", "answer": "您说的要求", "outline": "实务通常"}.get(found, "")


def _meter(
    name: str,
    length: int,
    bounds: tuple[int | None, int | None],
    part: tuple[float, tuple[float | None, float | None]],
    asked: str,
) -> Meter:
    (least, most), (share, (least_share, most_share)) = bounds, part
    long = (most is not None and length > most) or (most_share is not None and share > most_share)
    short = (least is not None and length < least) or (least_share is not None and share < least_share)
    bounded = any(one is not None for one in (least, most, least_share, most_share))
    state: State = "long" if long else "short" if short else "ok" if bounded else "free"
    words = [f"{length}字", *_bounds(least, most, "字")]
    if part[0] < 1:
        percents = [None if one is None else round(one * 100) for one in (least_share, most_share)]
        words += [f"占全文{share:.1%}", *_bounds(percents[0], percents[1], "%")]
    told = "，".join(words)
    return Meter(name, length, least, most, share, least_share, most_share, state, told, asked)


def _bounds(least: int | None, most: int | None, unit: str) -> list[str]:
    if least is not None and most is not None:
        return [f"要求{least}至{most}{unit}"]
    return (
        [f"要求不少于{least}{unit}"] if least is not None else [f"要求不超过{most}{unit}"] if most is not None else []
    )
