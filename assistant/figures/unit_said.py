"""The unit said with a number, and the part of one said after it (三年半, 36个半, 1块2)."""

from __future__ import annotations

from decimal import Decimal

from assistant.figures.numerals import numeral
from assistant.figures.units import unit_at, unit_name
from assistant.text.patterns import Lazy

_SAID_ON = {"块": "元", "米": "米"}
_HALF_UNITS = frozenset(["年", "天", "亩", "倍", "里", "公里", "岁", "成"])
_HALF_AFTER = Lazy(r"半(?!数|径|路|个|天|年|夜|途|拉)|(?<=里)半(?=路)")
_HALF_OF = Lazy(r"个半(?P<u>月|小时|钟头|学时|课时|工作日|星期|礼拜|百分点)?(?!数|天|年)")
# 1块2, 4块5, 两米三: the next digit said without its unit, unless it counts something itself (3块5亩的地).
_DIGIT_AFTER = Lazy(
    r"(?P<n>[1-9一二三四五六七八九])[毛角]?(?=$|[，。；：、！？\s）/每]|一[斤亩张天吨]|[^，。；\d块]{0,3}[到至])"
)
_TENTH = Lazy("[一二三四五六七八九](?![个名户成场次])")
_POINT = Lazy(r"个点(?!位|儿|子|名|上|头|评|钟)")
_SHARE_WORDS = Lazy(r"[%差率升降涨增减高低快慢多少]|占比|比重|满意度")
_HALF = Decimal("0.5")


def unit_said(plain: str, left: str, at: int) -> tuple[str, int, Decimal]:
    """The unit at a place, "" for none, where it ends, and what is said after it of the number: half of it, or its tenths.

    `plain` is the text, `left` the same with what is no figure made blank.
    """
    zero = Decimal(0)
    if plain.startswith("个半", at):
        half = _HALF_OF.match(plain, at)
        if half:
            unit = {"月": "个月", "百分点": "个百分点", None: "个"}.get(half["u"], half["u"])
            return unit_name(unit), half.end(), _HALF
    point = _POINT.match(plain, at) if plain.startswith("个点", at) else None
    if point and _SHARE_WORDS.search(plain[max(0, at - 16) : at]):
        return "个百分点", point.end(), zero
    match = unit_at(left, at)
    if not match:
        return "", at, zero
    unit = unit_name(match[0])
    if unit in _SAID_ON:
        digit = _DIGIT_AFTER.match(left, match.end())
        if digit:
            return _SAID_ON[unit], digit.end(), (numeral(digit["n"]) or zero) / 10
    if unit in _HALF_UNITS:
        after = _HALF_AFTER.match(left, match.end())
        if after:
            return unit, after.end(), _HALF
        tenth = _TENTH.match(left, match.end()) if unit == "成" else None
        if tenth:
            return unit, tenth.end(), (numeral(tenth[0]) or zero) / 10
    return unit, match.end(), zero
