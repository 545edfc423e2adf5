"""Arabic and Chinese numerals as exact numbers: 1，200, 3.2亿, 一万二, 三千五, 廿三, 二三十, 十几."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from assistant.text.patterns import Lazy

DIGITS = "零〇一二两三四五六七八九"
CHARS = DIGITS + "十百千万亿廿卅"

_VALUE = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALE = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
_LONGEST = 32
_WIDE = str.maketrans("０１２３４５６７８９．％〜－", "0123456789.%~-")

_SECTION = Lazy(
    r"(?:(?P<q>[一二两三四五六七八九])千)?[零〇]?(?:(?P<b>[一二两三四五六七八九])百)?[零〇]?"
    r"(?:(?P<s>[一二三四五六七八九]?)(?P<ten>十))?[零〇]?(?P<g>[一二两三四五六七八九])?"
)
_IDLE_ZERO = Lazy("[零〇]{2}|[零〇]$")
_DECIMAL = Lazy(rf"([{CHARS}]{{1,24}})点([零〇一二三四五六七八九]{{1,6}})(万亿|[万亿])?")
_YEAR_LIKE = Lazy(r"[零〇一二三四五六七八九]{3,8}")
_ARABIC = Lazy(r"(\d{1,3}(?:[,，]\d{3}){1,4}|\d{1,15})(\.\d{1,6})?(十万|百万|千万|万亿|[十百千万亿])?")
_ARABIC_STEP = Lazy(r"(\d{1,4}(?:\.\d{1,4})?)(千万|百万|[百千万])?")
_PAIR = Lazy(rf"[{DIGITS[2:]}]{{2}}")
_LOOSE = {
    "百八十": (80, 100),
    "千八百": (800, 1000),
    "万八千": (8000, 10000),
    "百七八十": (170, 180),
}


@dataclass(frozen=True)
class Bounds:
    """What a numeral comes to: one number (`low` == `high`) or the bounds of a range said as one (二三十, 十几)."""

    low: Decimal
    high: Decimal
    vague: str = ""


def plain_width(text: str) -> str:
    """Full-width digits, point, percent and dash as plain ones; the length stays the same."""
    return text.translate(_WIDE)


@lru_cache(maxsize=4096)
def numeral(text: str) -> Decimal | None:
    """A bare numeral as a number: “1，200”, “3.2亿”, “一万二”, “三点五”, “二〇二二”.

    None for anything else, a range (二三十) included.
    """
    text = plain_width(text.strip())
    if not text or len(text) > _LONGEST:
        return None
    if text[0].isdigit():
        return _arabic(text)
    if text == "半":
        return Decimal("0.5")
    decimal = _DECIMAL.fullmatch(text)
    if decimal:
        whole = _chinese(decimal[1])
        digits = "".join(str(_VALUE[char]) for char in decimal[2])
        return None if whole is None else Decimal(f"{whole}.{digits}") * _SCALE[decimal[3] or ""]
    found = _chinese(text)
    if found is None and _YEAR_LIKE.fullmatch(text) and ("〇" in text or "零" in text or len(text) == 4):
        found = int("".join(str(_VALUE[char]) for char in text))
    return None if found is None else Decimal(found)


@lru_cache(maxsize=4096)
def tidy(value: Decimal) -> Decimal:
    """The same number without idle zeros: 12 for 12.00, and never 1E+1."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


@lru_cache(maxsize=4096)
def spoken_range(text: str) -> Bounds | None:
    """A numeral as a span: one number, or what people say for a few of them.

    二三十 → 20–30, 十五六 → 15–16, 三五 → 3–5; 十几 → 11–19, 几十 → 20–90 and 数百 → 200–900 (`vague` holds 几 or 数).
    """
    value = numeral(text)
    if value is not None:
        return Bounds(value, value)
    if text in _LOOSE:
        low, high = _LOOSE[text]
        return Bounds(Decimal(low), Decimal(high))
    if "几" in text or "数" in text:
        return _few(text)
    return _neighbours(text)


def _few(text: str) -> Bounds | None:
    word = "几" if "几" in text else "数"
    at = text.index(word)
    before, after = text[:at], text[at + 1 :]
    if not before and not after:
        return None
    first = "一" if before else "二"
    low, high = numeral(before + first + after), numeral(before + "九" + after)
    return None if low is None or high is None or low >= high else Bounds(low, high, word)


def _neighbours(text: str) -> Bounds | None:
    pair = _PAIR.search(text)
    if not pair or len(text) > _LONGEST:
        return None
    first, second = pair[0][0], pair[0][1]
    step = _VALUE[second] - _VALUE[first]
    if not (step == 1 or (first + second == "三五")):
        return None
    before, after = text[: pair.start()], text[pair.end() :]
    low, high = _chinese(before + first + after), _chinese(before + second + after)
    return None if low is None or high is None or low >= high else Bounds(Decimal(low), Decimal(high))


def _arabic(text: str) -> Decimal | None:
    head = _ARABIC.match(text)
    if not head:
        return None
    whole = re.sub("[,，]", "", head[1])
    scale = _SCALE[head[3] or ""]
    total = Decimal(whole + (head[2] or "")) * scale
    at, steps = head.end(), 0
    while at < len(text):
        step = _ARABIC_STEP.match(text, at)
        if not step or scale < 100 or steps == 2:
            return None
        if step[2]:
            size, scale = Decimal(step[1]) * _SCALE[step[2]], _SCALE[step[2]]
        else:
            size = Decimal(step[1]) * (scale // 10 if len(step[1]) == 1 else 1)
            scale = 1
        total, at, steps = total + size, step.end(), steps + 1
    return total


def _chinese(text: str) -> int | None:
    """Strict reading of a Chinese numeral: scales descend, and a last digit without scale is the next one (三千五)."""
    if not text or len(text) > _LONGEST:
        return None
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "亿" not in text:
        return _below_yi(text)
    head, _, tail = text.partition("亿")
    if "亿" in tail:
        return None
    return _join(_below_yi(head), tail, 10**8, _below_yi)


def _below_yi(text: str) -> int | None:
    if "万" not in text:
        return _section(text)
    head, _, tail = text.partition("万")
    if "万" in tail:
        return None
    return _join(_section(head), tail, 10**4, _section)


def _join(head: int | None, tail: str, scale: int, read: Callable[[str], int | None]) -> int | None:
    if not head:
        return None
    if not tail:
        return head * scale
    if len(tail) == 1 and tail in DIGITS[2:]:
        return head * scale + _VALUE[tail] * (scale // 10)
    rest = read(tail)
    return head * scale + rest if rest else None


def _section(text: str) -> int | None:
    """Below ten thousand: 三千零五十, 一百二, 十五, 零五百 (after 万)."""
    found = _SECTION.fullmatch(text) if text else None
    if not found:
        return None
    if text in ("零", "〇"):
        return 0
    if _IDLE_ZERO.search(text):
        return None
    thousands, hundreds, tens, ones = (_VALUE[found[name]] if found[name] else 0 for name in ("q", "b", "s", "g"))
    if found["ten"] and not found["s"]:
        tens = 1
    if ones and text[-2:-1] == "百":
        tens, ones = ones, 0
    elif ones and text[-2:-1] == "千":
        hundreds, ones = ones, 0
    return 1000 * thousands + 100 * hundreds + 10 * tens + ones
