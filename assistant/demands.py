"""What is demanded of a report's length: 字, 分钟 and shares with their bounds, out of notices and spoken answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.figures.numerals import plain_width
from assistant.figures.reading import numeral
from assistant.text.patterns import Lazy

Unit = Literal["字", "分钟", "share"]
Bounds = tuple[float | None, float | None]

_HAN = "零〇一二两三四五六七八九十百千万"
_NUMBER = rf"(?:\d{{1,3}}(?:[,，]\d{{3}})+(?!\d)|\d+(?:\.\d+(?=[百千万kK%％分]|\s?min))?[百千万kK]?|[{_HAN}]{{1,9}})"
_SHARE = (
    rf"(?:百分之{_NUMBER}|\d+(?:\.\d+)?\s?[%％]|[二三四五六七八九十]分之[一二三四五六七八九]"
    r"|[1-9]/[2-9](?!\d)|[一二三四五六七八九]成[一二三四五六七八九半]?(?![果绩效员为立本])|一半|半数|过半|二分之一)"
)
_DASH = r"\s?(?:-|—{1,2}|–|~|～|至|到)\s?"
_UNIT = r"个?字(?!体|号|面|迹|样|数|节|眼|典)|分钟|min\b"
_COUNTED = "年月日号元人名户个亩米条件家场次张份页%％万亿/.室栋路磅分姓村届期章栏"
_AMOUNT = Lazy(
    rf"(?P<share>{_SHARE})(?:{_DASH}(?P<share2>{_SHARE}))?"
    rf"|(?P<low>{_NUMBER})(?:个?字|分钟)?{_DASH}(?P<high>{_NUMBER})\s?(?P<unit2>{_UNIT})"
    rf"|(?P<one>{_NUMBER})\s?(?:来|余|多)?(?P<unit>{_UNIT}|分半钟?)"
    rf"|(?<![\d.,年月—:：/-])(?P<bare>\d{{3,4}}|\dk)(?:{_DASH}(?P<bare2>\d{{3,4}}))?(?![\dk{_COUNTED}]|[：:-]\d|[余多来几]?[名个人户亩])"
    rf"|(?<![{_HAN}第之])(?P<han>[一二两三四五六七八九]千(?:[一二两三四五六七八九]百?)?|[三四五六七八九]百)"
    rf"(?:{_DASH}(?P<han2>[一二两三四五六七八九]千(?:[一二两三四五六七八九]百?)?))?(?![{_HAN}{_COUNTED}]|[余多来几]?[名个人户亩])"
)
_GIVE_OR_TAKE = Lazy(
    rf"\s?(?:个?字)?(?:±|[^。；;\d]{{0,6}}(?:上下|正负)(?:可)?(?:浮动|相差)?)(?P<by>{_NUMBER})(?:个?字)?"
)
_PAIR = Lazy(r"([一二三四五六七八九])([二三四五六七八九])([十百千])")
"""四五百: from four hundred to five hundred."""
_CALLED_LENGTH = Lazy(r"(?:字数|篇幅|(?<=[\t：])字)[^，,。；;\d]{0,10}$")
_LENGTH_MEANT = Lazy(r"字|篇幅|全文|全稿|稿|报告|材料")
_LEAST_WORDS = 20
"""No report is asked to be shorter: 一个字都不要多."""
_SHORTEST_BARE = 300
"""A number without 字 below it is no length."""
_FROM = Lazy(r"(?:由|从)(?:去年|原来|原定|原先|过去|以前|以往|上年|原有|现行)*的?(?:不[一-龥]{1,3}|控制在|最多|至少)?$")
_RATIO = Lazy(r"(?<!\d)(?<!\d[:∶])(?<!\d比)[1-9]\d?(?:\s?[:∶比]\s?[1-9]\d?){1,3}(?![\d:∶])")
_OPENED_UP = Lazy(r"[“\"]?([一二三四五六七八九])([一二三四五六七八九])开")
_BY_THREE = Lazy(
    r"(?<=按)[“\"]?([一二三四五六七八九])([一二三四五六七八九])([一二三四五六七八九])[”\"]?(?=安排|分配|把握|掌握|的?比例|布局)"
)
_NOT = "(?:不(?:得|能|应|宜|要|可|准|许|再|许可)?|别|勿|莫|严禁|禁止)"
_TO = r"(?:在|为|是|有|至|到|时|于|写到|写|占到|占|全文|全篇|总篇幅|报告|篇幅|总字数|占比|比例|的|约)*"
_MOST_BEFORE = Lazy(
    rf"(?:{_NOT}(?:要|能)?(?:超过|突破|高于|多于|大于|超出|超|过|长于|长过)(?:了)?|最多|至多|最高|最长|上限|限制?|[≤<]=?\s?|小于|控制"
    r"|[压减砍缩降调控改精](?:缩|减|低|短|简)?(?=[到至为在成])|限定|限于|严控|卡死(?:在)?|放宽(?=[到至为])|是否超[过出])"
    rf"{_TO}$"
)
_LEAST_BEFORE = Lazy(
    rf"(?:{_NOT}(?:少于|低于|小于|下于|短于)|至少|最少|最低|起码|[≥>]=?\s?|下限|(?:应|须|要|需|必须|得)(?:达到?|有|写够|占到|够|写足)|达到|写够|写足|(?:增加?|补充?|扩充?)(?=[到至])|怎么也|少说也)"
    rf"(?:要|须|应|得)?{_TO}$"
)
_MOST_AFTER = Lazy(r"\s?(?:以内|之内|以下|内(?![容部])|封顶|打住|到顶|为限|[为是作]上限|[为是]最高)")
_LEAST_AFTER = Lazy(r"\s?(?:以上|往上|朝上|起(?![草到])|打底|[为是]下限|[为是]最低)")
_ABOUT = Lazy(r"\s?(?:左右|上下(?!浮动))")
_PENALTY = Lazy(
    r"\s?(?:个?字)?的?[^。；;\d]{0,6}(?:扣|退回|不予|不收|视为|打回|无效|重写)|\s?(?:个?字)?的(?=[；;。，、]|$)"
)
_DENIED = Lazy(f"{_NOT}$")
_PASSED = Lazy(r"(?<!不)(?<!不得)(?<!不能)(?:超过|超出|多于|高于|超)$")
_SHORT_OF = Lazy(r"(?:不足|(?<!不)少于|(?<!不)低于|达不到|不到|未达到?|不够)$")


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
    taken = 0
    for match in _AMOUNT.finditer(plain):
        values = _values(match) if match.start() >= taken else None
        if values is None or _replaced(plain, match):
            continue
        spread = _GIVE_OR_TAKE.match(plain, match.end())
        by = value_of(spread["by"]) if spread and values[0] == "字" else None
        if spread and by is not None and by < values[1]:
            values, taken = (values[0], values[1] - float(by), values[2] + float(by)), spread.end()
        if values[0] == "字" and values[2] < _LEAST_WORDS:
            continue
        demand = _bounded(plain, match, values)
        if (match["bare"] is None and match["han"] is None) or _is_length(plain, match, demand, found):
            found.append(demand)
    return found


def _is_length(plain: str, match: re.Match[str], demand: Demand, before: list[Demand]) -> bool:
    """Whether a number without a unit counts 字: behind 字数, or bounded where lengths are spoken of, or in a row of them."""
    values = _values(match)
    if values is None or values[1] < _SHORTEST_BARE or values[2] < values[1]:
        return False
    lead = plain[: match.start()]
    if _CALLED_LENGTH.search(lead.rstrip("≤≥<>= ")):
        return True
    if before and before[-1].unit == "字" and re.fullmatch(r"[、，,/和]\s?", plain[before[-1].end : match.start()]):
        return True
    meant = any(one.unit == "字" for one in before) or _LENGTH_MEANT.search(plain) is not None
    return demand.bound and meant


def _values(match: re.Match[str]) -> tuple[Unit, float, float] | None:
    if match["share"]:
        low = ratio(match["share"])
        return "share", low, ratio(match["share2"]) if match["share2"] else low
    told = match["unit"] or match["unit2"] or ""
    unit: Unit = "分钟" if "分" in told or told == "min" else "字"
    for low_name, high_name in (("bare", "bare2"), ("han", "han2"), ("one", "one"), ("low", "high")):
        if match[low_name]:
            low_words, high_words = match[low_name], match[high_name] or match[low_name]
    pair = _PAIR.fullmatch(low_words)
    if pair and low_words == high_words:
        low_words, high_words = pair[1] + pair[3], pair[2] + pair[3]
    low_value, high_value = value_of(low_words), value_of(high_words)
    if low_value is None or high_value is None:
        return None
    if low_value * 100 <= high_value:
        low_value = low_value * (1000 if low_value < 10 else 1)
    half = 0.5 if "半" in (match["unit"] or "") else 0.0
    return unit, float(low_value) + half, float(high_value) + half


def _replaced(plain: str, match: re.Match[str]) -> bool:
    """Whether an amount is what another takes the place of: 由10分钟缩短为8分钟."""
    before = plain[max(0, match.start() - 14) : match.start()]
    return bool(_FROM.search(before)) and re.search(r"^[^，。；]{0,10}[到至为]", plain[match.end() :]) is not None


def ratios_in(text: str) -> list[tuple[tuple[float, ...], int]]:
    """The shares of 4:3:3 and 三七开, each a number of one, with where they stand; those that fill a whole alone."""
    plain = plain_width(text)
    found = []
    for match in (*_RATIO.finditer(plain), *_OPENED_UP.finditer(plain), *_BY_THREE.finditer(plain)):
        told = re.findall(r"\d+", match[0]) or [str("一二三四五六七八九".index(char) + 1) for char in match.groups()]
        values = [int(one) for one in told]
        if sum(values) in (10, 100):
            found.append((tuple(round(value / sum(values), 4) for value in values), match.start()))
    return found


def _bounded(plain: str, match: re.Match[str], values: tuple[Unit, float, float]) -> Demand:
    unit, low, high = values
    before = plain[max(0, match.start() - 14) : match.start()].rstrip()
    told = _PENALTY.match(plain, match.end())
    least_said = _LEAST_BEFORE.search(before) or _LEAST_AFTER.match(plain, match.end())
    most_said = _MOST_BEFORE.search(before) or _MOST_AFTER.match(plain, match.end())
    told = told or _DENIED.search(before)
    if match["share"] == "过半":
        return Demand(unit, None if told else low, low if told else None, match.start(), match.end(), True)
    least_said = least_said or (_SHORT_OF.search(before) if told else None)
    most_said = most_said or (_PASSED.search(before) if told else None)
    if low != high:
        bounds: Bounds = (low, high)
    elif least_said and not (most_said and _MOST_AFTER.match(plain, match.end())):
        bounds = (low, None)
    else:
        bounds = (None, high)
    about = _ABOUT.match(plain, match.end()) is not None and not least_said
    bound = bool(least_said or most_said or low != high) and not (about and low == high)
    return Demand(unit, *bounds, match.start(), match.end(), bound)


def value_of(words: str) -> Decimal | None:
    """A number in digits (3,000; 3千) or 汉字; None where it is none."""
    words = words.replace(",", "").replace("，", "")
    scale = {"百": 100, "千": 1000, "万": 10000, "k": 1000, "K": 1000}.get(words[-1]) if words[0].isdigit() else None
    if scale:
        return Decimal(words[:-1]) * scale
    return Decimal(words) if words[0].isdigit() else numeral(words)


def ratio(words: str) -> float:
    """A share as a number of one, four places: 三分之一 → 0.3333, 三成 → 0.3, 30% → 0.3, 1/3 → 0.3333."""
    words = plain_width(words).replace(" ", "")
    if words in ("一半", "半数", "过半"):
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
    if "成" in words:
        half = Decimal(5) if words[2] == "半" else value_of(words[2])
        return _ratio((value_of(words[0]) or Decimal(0)) * 10 + (half or Decimal(0)), Decimal(100))
    return _ratio(Decimal(words.rstrip("%")), Decimal(100))


def _ratio(above: Decimal | None, below: Decimal | None) -> float:
    return round(float(above / below), 4) if above is not None and below else 0.0
