"""How long the report and its parts are to be, as the drafting prompts are told; and what that leaves for an item."""

from __future__ import annotations

from assistant.report import Report

_PER_FACT = 1.1
"""字 that a fact's words take in a sentence: what is written out is made up for by what is told once."""
_SHORTEST, _TIGHTEST = 80, 0.7
"""No item is asked for fewer 字, nor for a smaller share of what its facts need."""


def asked_lengths(report: Report) -> list[str]:
    """The lengths and shares in force, in words."""
    headings = {part.id: f"“{part.heading}”" for part in report.parts}
    limits = report.limits
    found = [f"整份稿子{words}。"] if (words := _span(limits.total, "字")) else []
    for told, unit in ((limits.parts, "字"), (limits.shares, "%")):
        for key, span in told.items():
            names = "和".join(headings[one] for one in key.split("+") if one in headings)
            words = _span(span, unit)
            found += [f"{names}{'占全文' if unit == '%' else ''}{words}。"] if names and words else []
    return found


def item_length(report: Report, item_id: str, told: int) -> int:
    """字 for an item whose facts have `told` of them: what they need, less where the part has not so much room."""
    need = max(_SHORTEST, int(told * _PER_FACT))
    part = next(part for part in report.parts if any(item.id == item_id for item in part.items))
    room = _room(report, part.id)
    whole = sum(len(item.text) for item in part.items)
    own = next(len(item.text) for item in part.items if item.id == item_id)
    if room is None or not whole:
        return need
    return max(_SHORTEST, int(need * _TIGHTEST), min(need, room * own // whole))


def _room(report: Report, part: str) -> int | None:
    """The most 字 that a part may have, None where nothing bounds it."""
    limits = report.limits
    bounds = [most for key, (_, most) in limits.parts.items() if part in key.split("+") and most is not None]
    total = limits.total[1] or limits.total[0]
    shares = [most for key, (_, most) in limits.shares.items() if part in key.split("+") and most is not None]
    bounds += [int(total * share) for share in shares] if total else []
    return min(bounds, default=None)


def _span(span: tuple[float | None, float | None], unit: str) -> str:
    least, most = (None if end is None else f"{end * 100 if unit == '%' else end:g}{unit}" for end in span)
    if least and most:
        return f"{least}到{most}"
    return f"不少于{least}" if least else f"不超过{most}" if most else ""
