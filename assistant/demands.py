"""What is demanded of a report's length: 字, 分钟 and shares with their bounds, out of notices and spoken answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from assistant.figures import numeral
from assistant.numerals import plain_width

Unit = Literal["字", "分钟", "share"]
Bounds = tuple[float | None, float | None]

_HAN = "零〇一二两三四五六七八九十百千万"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+(?:\.\d+)?[百千万]?|[{_HAN}]{{1,9}})"
_SHARE = (
    rf"(?:百分之{_NUMBER}|\d+(?:\.\d+)?\s?[%％]|[二三四五六七八九十]分之[一二三四五六七八九]"
    r"|[1-9]/[2-9](?!\d)|[一二三四五六七八九]成(?![果绩效员为立本])|一半|半数|二分之一)"
)
_DASH = r"\s?(?:-|—{1,2}|–|~|～|至|到)\s?"
_AMOUNT = re.compile(
    rf"(?P<share>{_SHARE})(?:{_DASH}(?P<share2>{_SHARE}))?"
    rf"|(?P<low>{_NUMBER})(?:个?字|分钟)?{_DASH}(?P<high>{_NUMBER})\s?(?P<unit2>个?字(?!体|号|面|迹|样|数|节|眼|典)|分钟)"
    rf"|(?P<one>{_NUMBER})\s?(?P<unit>个?字(?!体|号|面|迹|样|数|节|眼|典)|分钟|分半钟?)"
    rf"|(?<![\d.年月—:：-])(?P<bare>\d{{3,4}})(?:{_DASH}(?P<bare2>\d{{3,4}}))?"
    r"(?=[之以]?[间内上下]|左右|上下|封顶|为[宜限]|[，,。；;、）)]|\s*$)"
)
_CALLED_LENGTH = re.compile(r"(?:字数|篇幅)[^，,。；;\d]{0,10}$")
_LEAST_WORDS = 20
"""No report is asked to be shorter: 一个字都不要多."""
_SHORTEST_BARE = 300
"""A number without 字 below it is no length."""
_FROM = re.compile(
    r"(?:由|从)(?:去年|原来|原定|原先|过去|以前|以往|上年|原有|现行)*的?(?:不[一-龥]{1,3}|控制在|最多|至少)?$"
)
_RATIO = re.compile(r"(?<!\d)(?<!\d[:∶])(?<!\d比)[1-9]\d?(?:\s?[:∶比]\s?[1-9]\d?){1,3}(?![\d:∶])")
_OPENED_UP = re.compile(r"[“\"]?([一二三四五六七八九])([一二三四五六七八九])开")
_NOT = "不(?:得|能|应|宜|要|可|准|许|再)?"
_MOST_BEFORE = re.compile(
    rf"(?:(?:{_NOT}|别|勿|莫)(?:要|能)?(?:超过|突破|高于|多于|大于|超出|超|长于)|最多|至多|最高|最长|上限|限制?|≤|<|小于|控制|压缩|压减|限定|限于|缩减|缩短|精简|严控)"
    r"(?:在|为|是|至|到|时|于|全文|全篇|总篇幅)?(?:的|约)?$"
)
_LEAST_BEFORE = re.compile(
    rf"(?:{_NOT}(?:少于|低于|小于|下于)|至少|最少|最低|起码|≥|>|下限|(?:应|须|要|需|必须)达到?|达到)"
    r"(?:在|为|是|有|占|占到|全文|全篇|总篇幅|报告|篇幅|总字数|占比|比例|的)*$"
)
_MOST_AFTER = re.compile(r"\s?(?:以内|之内|以下|内(?![容部])|封顶|打住|到顶|为限|[为是作]上限|[为是]最高)")
_LEAST_AFTER = re.compile(r"\s?(?:以上|起(?![草到])|打底|[为是]下限|[为是]最低)")


@dataclass(frozen=True)
class Demand:
    """An amount with its bounds: `least`/`most` in 字, minutes or as a share of one; `bound`: a word says which.

    `start`/`end` are where the amount itself stands, its words of bound left out.
    """

    unit: Unit
    least: float | None
    most: float | None
    start: int
    end: int
    bound: bool

    @property
    def bounds(self) -> Bounds:
        """The pair as limits hold it."""
        return self.least, self.most


def demands_in(text: str) -> list[Demand]:
    """All 字, 分钟 and shares of a text, in order; one that nothing bounds (3000字左右) is a most."""
    plain = plain_width(text)
    found: list[Demand] = []
    for match in _AMOUNT.finditer(plain):
        values = _values(match)
        if values is None or _replaced(plain, match) or (values[0] == "字" and values[2] < _LEAST_WORDS):
            continue
        demand = _bounded(plain, match, values)
        if match["bare"] is None or _is_length(plain, match, demand, found):
            found.append(demand)
    return found


def _is_length(plain: str, match: re.Match[str], demand: Demand, before: list[Demand]) -> bool:
    """Whether a number without a unit counts 字: behind 字数, or bounded behind another length of the sentence."""
    if int(match["bare"]) < _SHORTEST_BARE or (match["bare2"] and int(match["bare2"]) < int(match["bare"])):
        return False
    if _CALLED_LENGTH.search(plain[: match.start()].rstrip("≤≥<>=")):
        return True
    return demand.bound and any(one.unit == "字" for one in before)


def _replaced(plain: str, match: re.Match[str]) -> bool:
    """Whether an amount is what another takes the place of: 由10分钟缩短为8分钟."""
    before = plain[max(0, match.start() - 14) : match.start()]
    return bool(_FROM.search(before)) and re.search(r"^[^，。；]{0,10}[到至为]", plain[match.end() :]) is not None


def ratios_in(text: str) -> list[tuple[tuple[float, ...], int]]:
    """The shares of 4:3:3 and 三七开, each a number of one, with where they stand; those that fill a whole alone."""
    plain = plain_width(text)
    found = []
    for match in (*_RATIO.finditer(plain), *_OPENED_UP.finditer(plain)):
        told = re.findall(r"\d+", match[0]) or [str("一二三四五六七八九".index(char) + 1) for char in match.groups()]
        values = [int(one) for one in told]
        if sum(values) in (10, 100):
            found.append((tuple(round(value / sum(values), 4) for value in values), match.start()))
    return found


def _values(match: re.Match[str]) -> tuple[Unit, float, float] | None:
    if match["share"]:
        low = ratio(match["share"])
        return "share", low, ratio(match["share2"]) if match["share2"] else low
    unit: Unit = "分钟" if "分" in (match["unit"] or match["unit2"] or "") else "字"
    if match["bare"]:
        low_words, high_words = match["bare"], match["bare2"] or match["bare"]
    else:
        low_words, high_words = (match["one"], match["one"]) if match["one"] else (match["low"], match["high"])
    low_value, high_value = value_of(low_words), value_of(high_words)
    if low_value is None or high_value is None:
        return None
    if low_value * 100 <= high_value:
        low_value = low_value * (1000 if low_value < 10 else 1)
    half = 0.5 if "半" in (match["unit"] or "") else 0.0
    return unit, float(low_value) + half, float(high_value) + half


def _bounded(plain: str, match: re.Match[str], values: tuple[Unit, float, float]) -> Demand:
    unit, low, high = values
    before = plain[max(0, match.start() - 14) : match.start()].rstrip()
    least_said = _LEAST_BEFORE.search(before) or _LEAST_AFTER.match(plain, match.end())
    most_said = _MOST_BEFORE.search(before) or _MOST_AFTER.match(plain, match.end())
    if low != high:
        bounds: Bounds = (low, high)
    elif least_said and not (most_said and _MOST_AFTER.match(plain, match.end())):
        bounds = (low, None)
    else:
        bounds = (None, high)
    return Demand(unit, *bounds, match.start(), match.end(), bool(least_said or most_said or low != high))


def value_of(words: str) -> Decimal | None:
    """A number in digits (3,000; 3千) or 汉字; None where it is none."""
    words = words.replace(",", "")
    scale = {"百": 100, "千": 1000, "万": 10000}.get(words[-1]) if words[0].isdigit() else None
    if scale:
        return Decimal(words[:-1]) * scale
    return Decimal(words) if words[0].isdigit() else numeral(words)


def ratio(words: str) -> float:
    """A share as a number of one, four places: 三分之一 → 0.3333, 三成 → 0.3, 30% → 0.3, 1/3 → 0.3333."""
    words = plain_width(words).replace(" ", "")
    if words in ("一半", "半数"):
        return 0.5
    if words.startswith("百分之"):
        return _ratio(value_of(words.removeprefix("百分之")), Decimal(100))
    if "分之" in words:
        below, above = words.split("分之")
        return _ratio(value_of(above), value_of(below))
    if "/" in words:
        above, below = words.split("/")
        return _ratio(value_of(above), value_of(below))
    if words.endswith("成"):
        return _ratio(value_of(words[0]), Decimal(10))
    return _ratio(Decimal(words.rstrip("%")), Decimal(100))


def _ratio(above: Decimal | None, below: Decimal | None) -> float:
    return round(float(above / below), 4) if above is not None and below else 0.0


_HAN_DAY = "[一二三四五六七八九十]{1,3}"
_DAY = re.compile(
    r"(?P<from>截[至止](?:到|时间为?)?|不(?:得)?(?:晚|迟)于|最[迟晚](?:于|不超过)?)?(?:(?P<year>20\d\d)年)?"
    rf"(?:(?P<month>\d{{1,2}}|元|十[一二]?|[一二三四五六七八九])|(?P<this>[本次下]))月(?P<day>\d{{1,2}}|{_HAN_DAY})[日号]?"
    r"(?:[（(][^（）()]{1,8}[）)])?(?:[上下]午|中午|晚上?|早上?)?(?:下班|\d{1,2}(?:[:：]\d\d|[时点]))?(?P<by>之?前|以前|截止)?"
)


def dates_in(text: str, said: date) -> list[tuple[date, re.Match[str]]]:
    """The days a text names; one without year is the next after `said`. `match["by"]` or `match["from"]`: 前, 截至."""
    found = []
    for match in _DAY.finditer(plain_width(text)):
        year = int(match["year"] or said.year)
        try:
            if match["this"]:
                year, month = said.year, said.month + (match["this"] != "本")
                year, month = year + (month > 12), (month - 1) % 12 + 1
            else:
                month = _count(match["month"])
            day = date(year, month, _count(match["day"]))
            if not match["year"] and (said - day).days > 60:
                day = day.replace(year=year + 1)
        except ValueError:
            continue
        found.append((day, match))
    return found


def _count(words: str) -> int:
    """The number of a month or a day: 1, 元, 十二, 二十八."""
    if words.isdecimal():
        return int(words)
    return 1 if words == "元" else int(numeral(words) or 0)
