"""Ordinal markers of a report's text (一是, （一）, 1. …) and which of them number the items of a run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Style = Literal["paren", "digit", "prose"]
Break = Literal["paragraph", "stop", "weak"]

_DIGITS = "一二三四五六七八九"
_LOOK_AHEAD = 60
AGAIN = -1
"""一个是……，一个是……: the first of a list or the next."""
_NEAR = 200
_ORDER = {"首先": 1, "头一": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 0}
"""The numbers of words of order; 最后 is one more than what stands before it."""

# A marker may stand in bold or behind a list dash (Markdown); 一是一、二是二 is an idiom, no list.
_LEAD = r"(?:\*\*|__)?[ \t\u3000]*"
_MARKER = re.compile(
    rf"(?P<before>^[ \t\u3000]*(?:[-*+][ \t]+)?|[。！？!?；;：:，,][”’）)]?[ \t\u3000]*){_LEAD}"
    r"(?P<marker>"
    r"(?P<prose>十?[一二三四五六七八九]|十)(?:是(?![一二三四五六七八九十][，、。])|要(?=[^，。]))[，、：,:]?"
    r"|第(?P<nth>十?[一二三四五六七八九]|十)(?:个(?:问题|方面|不足|短板)?)?(?:是|[，、,：:])"
    r"|(?P<again>(?:还有|再|另外?)?一[个条方][面]?(?:问题|不足)?是)[，、,：:]?"
    r"|(?P<order>首先|头一[个条件]|其次|再次|再者|最后)[，、,：:]"
    r"|其(?P<its>[一二三四五六])(?:是|[，、,：:])"
    r"|[（(](?P<paren>十?[一二三四五六七八九]|十)[）)][、，]?"
    r"|(?P<digit>[1-9]\d?)(?:[.．](?!\d)|、)"
    r"|[（(](?P<round>[1-9]\d?)[）)]"
    r"|(?P<circle>[①-⑳])"
    r")",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Marker:
    """An ordinal that begins a sentence: `start`..`end` its own place, `value` its number, `after` what it follows.

    `its`: it is one of 其一, 其二.
    """

    start: int
    end: int
    value: int
    style: Style
    after: Break
    its: bool = False


def number(words: str) -> int:
    """The value of a Chinese ordinal up to 十九."""
    if words.startswith("十"):
        return 10 + (_DIGITS.index(words[1]) + 1 if len(words) > 1 else 0)
    return _DIGITS.index(words) + 1


def _value(match: re.Match[str]) -> tuple[int, Style]:
    for name in ("prose", "nth", "its"):
        if match[name]:
            return number(match[name]), "prose"
    if match["order"]:
        return _ORDER[match["order"][:2]], "prose"
    if match["again"]:
        return 0 if match["again"][0] in "还再另" else AGAIN, "prose"
    if match["paren"]:
        return number(match["paren"]), "paren"
    if match["circle"]:
        return ord(match["circle"]) - ord("①") + 1, "digit"
    return int(match["digit"] or match["round"]), "digit"


def _break(match: re.Match[str]) -> Break:
    before = match["before"].strip(" \t\u3000*+-")
    if not before:
        return "paragraph"
    return "stop" if before[0] in "。！？!?：:" else "weak"


def markers(text: str, start: int, end: int) -> list[Marker]:
    """All ordinals of text[start:end] that stand where a sentence or clause begins, in order."""
    found: list[Marker] = []
    again = 0
    # One character earlier: a stretch may begin in mid-line, and what it follows tells what breaks there.
    for match in _MARKER.finditer(text, max(start - 1, 0), end):
        if match.start("marker") < start:
            continue
        value, style = _value(match)
        if value == AGAIN:
            value = found[-1].value + 1 if again and match.start() - again < _NEAR else 1
        again = match.start() if match["again"] else again
        if not value:
            value = found[-1].value + 1 if found and found[-1].style == style else 0
        if not value:
            continue
        after = _break(match)
        if style != "prose" and after == "weak":
            continue
        found.append(Marker(match.start("marker"), match.end("marker"), value, style, after, match["its"] is not None))
    return found


def outer_style(found: Sequence[Marker]) -> Style | None:
    """The style that numbers the items themselves: not one that starts anew inside the items of another."""
    for style in ("paren", "digit", "prose"):
        own = [marker for marker in found if marker.style == style]
        if not own:
            continue
        starts = sum(marker.value == 1 for marker in own)
        others = [marker for marker in found if marker.style != style]
        inside = bool(others) and others[0].start < own[0].start
        if inside and (starts > 1 or len(own) < 2 or _within_one(own, others)):
            continue
        if style != "prose" and own[0].after != "paragraph":
            continue
        return style
    return "prose" if any(marker.style == "prose" for marker in found) else None


def _within_one(own: Sequence[Marker], others: Sequence[Marker]) -> bool:
    later = [marker for marker in others if marker.start > own[-1].start]
    return bool(later) and later[0].value > 1


def item_markers(found: Sequence[Marker]) -> list[Marker]:
    """Of the markers of one run, those that begin its items; lists inside an item's body are passed over.

    A sequence that breaks (一是…三是) is kept as it stands, for a rule to find.
    """
    style = outer_style(found)
    own = [marker for marker in found if marker.style == style]
    # 其一、其二 number what is told inside an item where the items have numbers of their own.
    own = _without_preface([marker for marker in own if not marker.its] or own)
    items: list[Marker] = []
    inner = 0
    for index, marker in enumerate(own):
        if not items:
            items.append(marker)
            continue
        last = items[-1].value
        if marker.value == 1:
            inner = 1
        elif _belongs_inside(own, index, inner, last):
            inner = marker.value
        elif marker.after != "weak" or (marker.value == last + 1 and _weak_run(own)):
            items.append(marker)
            inner = 0
    lonely = len(items) == 1 and items[0].after != "paragraph"
    return [] if lonely else items


def _without_preface(own: list[Marker]) -> list[Marker]:
    """Leaves out a list inside one sentence of an introduction (三点：一是学；二是干。) before the items themselves."""
    while own and own[0].value > 1 and own[0].after == "weak":
        own = own[1:]
    first = next((i for i, marker in enumerate(own) if marker.value == 1 and marker.after == "paragraph"), 0)
    return own[first:] if first and _weak_run(own[:first]) else own


def _weak_run(own: Sequence[Marker]) -> bool:
    """Whether the run is one sentence throughout: 一是…；二是…；三是…。"""
    return sum(marker.after == "weak" for marker in own) >= len(own) - 1


def _belongs_inside(own: Sequence[Marker], index: int, inner: int, last: int) -> bool:
    marker = own[index]
    if not inner or marker.value != inner + 1:
        return False
    if marker.value != last + 1 or marker.after == "weak":
        return True
    ahead = own[index + 1 : index + 1 + _LOOK_AHEAD]
    if marker.after == "paragraph":
        return any(m.value == marker.value and m.after == "paragraph" for m in _until_restart(ahead))
    return any(m.value == marker.value for m in _until_restart(ahead))


def _until_restart(ahead: Sequence[Marker]) -> list[Marker]:
    stop = next((i for i, marker in enumerate(ahead) if marker.value == 1), len(ahead))
    return list(ahead[:stop])
