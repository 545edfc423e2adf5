"""Single amounts in a text: a numeral with its unit, its half, the words that limit it, and the way it moves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from assistant.figures.direction import Direction, direction
from assistant.figures.nonfigures import BLANK
from assistant.figures.numerals import CHARS, Bounds, numeral, spoken_range
from assistant.figures.unit_said import unit_said
from assistant.figures.units import unit_at, unit_name
from assistant.report import Quantity
from assistant.text.patterns import Lazy


class Amount(NamedTuple):
    """A number on its way to a figure; `low` == `high` unless it is a range.

    `start` is where its words begin, 约 or 不少于 included, `core` where the numeral does; `bare`: a number without
    unit or anything that says it counts, kept only until it is known whether it joins the next (从12到20个).
    """

    start: int
    core: int
    end: int
    low: Decimal
    high: Decimal
    unit: str
    approx: str = ""
    bare: bool = False
    base: Decimal | None = None
    threshold: Quantity | None = None
    direction: Direction = ""
    per: str = ""

    @property
    def is_range(self) -> bool:
        return self.low != self.high


_ANY = f"{CHARS}几"
_ARABIC = (
    r"(?<![0-9A-Za-z.])(?:\d{1,3}(?:[,，]\d{3}){1,3}(?!\d)|\d{1,12})(?:\.\d{1,4})?(?![0-9])"
    r"(?:几|(?:[百千](?!瓦|克|米|伏|卡|字)万?|[万亿])(?:\d{1,4}(?![\d.%A-Za-z])(?:千万|百万|千|万)?){0,2}亿?)?"
)
_CHINESE = (
    rf"(?<![{CHARS[2:]}几点])(?:(?<![人户总次倍件基系分读参岁点])数(?=[十百千万]))?(?![零〇](?!点))[{_ANY}]{{1,24}}"
    r"(?:点[零〇一二三四五六七八九]{1,4}(?![十百千点分])[万亿]?)?"
)
NUMBER = rf"(?:{_ARABIC}|{_CHINESE})"
_NUMBERS = Lazy(NUMBER)
_MORE = Lazy(
    r" ?(?P<more>[多余来]?)(?P<scale>[百千](?=[万亿]|[多余]?[个名户元人块])万?|万亿|[万亿])?(?P<more2>[多余来]?)"
)
_MORE_FIRST = frozenset(" 多余来百千万亿")
_FRACTION = Lazy(rf"(?P<of>百|千|万|{NUMBER})分之(?P<n>百(?!分)|{NUMBER})|百分(?P<all>百)")
_TIMES = Lazy(rf"翻(?:了近|了将近|近|将近|了|上)?(?P<n>{NUMBER})?(?P<u>番|倍)")
_SHARE = Lazy(r"一半(?!天|一半|是)|(?<!过)半数|过半数?(?=[，。；、！？的党户村人]|$)")
_HALF = Lazy(
    r"(?<![一两大多小过月上下前后对年\d个])半个?(?P<u>月|年|天|小时|钟头|百分点|亩|里地|学时|课时|公里|工作日)(?![底前后来])"
)
_TWO_THREE = Lazy(r"[俩仨](?=[\u4e00-\u9fff，。；])")

_PREFIX = Lazy(
    r"(?:(?P<bound>不少于|不低于|不下于|不多于|不高于|不大于|不超过|不足|不到|不满|不下|超过|超出|多于|少于|低于|高于|大于|小于"
    r"|突破|逾|至少|最少|最多|至多|起码|超)|(?P<vague>将近|接近|逼近|大约|大概|约莫|约摸|估摸|估计|差不多|大致|几乎"
    r"|(?<=[有来了是])小|(?<![公条合节民契规制预誓违])约|(?<![最附靠远邻就新亲晋将])近))(?:了|有|为|是|在|要|也|就){0,2}$"
)
_PREFIX_LAST = frozenset("于过足到满下出破逾少多至码超近约莫摸计致乎概小了有为是在要也就")
_PASSED = Lazy(r"(?<![办开去来搞超通经走渡越])过了?$")
_PASSED_UNITS = frozenset(["岁", "周岁", "%", "成", "元", "万元", "亿元", "万", "亿", "块"])
_SUFFIX = Lazy(
    r"(?P<bound>(?:及|含)?以上(?!述)|(?:及|含)?以下(?!几|简称|是|情|问|三|方|措|工)|以内|有余|开外|出头(?!露)"
    r"|不到(?=$|[，。；、！？的])|不足(?=$|[，。；、！？的])|多(?=$|[，。；、！？])|打底|封顶)"
    r"|(?P<vague>左右(?!邻|为)|上下(?!齐|联|游|级|一|功|班|楼)|不等|的样子|光景)"
)
_OR_MORE = Lazy(r"[元名户人亩头只斤吨]?及?以[上下]")
_SUFFIX_FIRST = frozenset("及含以有开出不多打封左上的光")
_UNIT_MORE = Lazy(r"多(?!次|种|方|样|少|数|名|项|处|部|媒|劳|渠|措|功|层|为|半|了)")
_LONG_UNITS = frozenset(
    [
        "年",
        "个月",
        "天",
        "岁",
        "里",
        "公里",
        "亩",
        "米",
        "倍",
        "元",
        "万元",
        "亿元",
        "万",
        "亿",
        "小时",
        "成",
        "斤",
        "吨",
        "%",
        "个百分点",
    ]
)
# 80岁以上收4块: what is taken or paid in 块 with nothing counted behind it is money.
_PAID = Lazy(r"(?:(?<![回没验接签征])收|只要|付|掏)[了到]?$")
_BOUNDARY = Lazy(r"$|[，。；：、！？,;!?\s）)”』」了吧呢啊]|左右|上下|以上|以下|出头|块$|块[，。；]")
_CUE = Lazy(
    r"(?:达到?|总共|一共|合计|总计|累计|共有?|平均|年龄|分数|得分|人数|户数|数量|总数|率|度|收入|增收|[增提升降减涨](?:高|升|加|低|少|到)?[至到]"
    r"|超过|突破|接近|不到|不足|大约|大概|约|将近)(?:了|是|为|到|约|在|大概|大约|只有|有){0,2}$"
)

_HUNDRED, _HALF_ONE, _ONE = Decimal(100), Decimal("0.5"), Decimal(1)
_SCALES = {"百": _HUNDRED, "千": Decimal(1000), "万": Decimal(10**4), "亿": Decimal(10**8)}


def read_amounts(plain: str, left: str) -> list[Amount]:
    """The amounts of a text in order; `plain` is the text, `left` the same with what is no figure made blank."""
    reader = _Amounts(plain, left)
    found = [*reader.special(), *reader.counted()]
    return sorted(found, key=lambda amount: amount.core)


class _Amounts:
    """One text being read; each special form is made blank once it is taken, so that no number is read twice."""

    def __init__(self, plain: str, left: str) -> None:
        self.plain = plain
        self.left = left

    def special(self) -> Iterator[Amount]:
        """百分之几, 几分之几, 翻番, 一半, 半年, 俩 and 仨."""
        for trigger, pattern, read in (
            ("分", _FRACTION, self._fraction),
            ("翻", _TIMES, self._times),
            ("半", _SHARE, self._share),
            ("半", _HALF, self._half),
            ("", _TWO_THREE, self._two_three),
        ):
            if trigger in self.left:
                yield from [amount for match in pattern.finditer(self.left) if (amount := read(match))]
                self.left = pattern.sub(lambda match: BLANK * len(match[0]), self.left)

    def counted(self) -> Iterator[Amount]:
        """A numeral and a unit, or a numeral alone."""
        for match in _NUMBERS.finditer(self.left):
            amount = self._number(match)
            if amount:
                yield amount

    def _fraction(self, match: re.Match[str]) -> Amount | None:
        if match["all"]:
            return self._limited(match.start(), match.end(), Bounds(_HUNDRED, _HUNDRED), "%")
        of = _SCALES.get(match["of"]) or numeral(match["of"])
        bounds = Bounds(_HUNDRED, _HUNDRED) if match["n"] == "百" else _bounds(match["n"])
        if not of or bounds is None:
            return None
        unit, size = ("‰", Decimal(1000)) if of == 1000 else ("%", _HUNDRED)
        low, high = (_rounded(bound * size / of) for bound in (bounds.low, bounds.high))
        word = self.plain[match.end() : match.end() + 1]
        more = word if word in ("多", "余", "来") else ""
        return self._limited(match.start(), match.end() + len(more), Bounds(low, high, bounds.vague), unit, more)

    def _times(self, match: re.Match[str]) -> Amount | None:
        bounds = _bounds(match["n"]) if match["n"] else Bounds(_ONE, _ONE)
        if bounds is None:
            return None
        return self._limited(match.start(), match.end(), bounds, match["u"])._replace(direction="up")

    def _share(self, match: re.Match[str]) -> Amount:
        more = "过" if match[0].startswith("过") else ""
        return self._limited(match.start(), match.end(), Bounds(Decimal(50), Decimal(50)), "%", more)

    def _half(self, match: re.Match[str]) -> Amount:
        unit = {"月": "个月", "百分点": "个百分点", "里地": "里"}.get(match["u"], unit_name(match["u"]))
        return self._limited(match.start(), match.end(), Bounds(_HALF_ONE, _HALF_ONE), unit)

    def _two_three(self, match: re.Match[str]) -> Amount:
        number = Decimal(2 if match[0] == "俩" else 3)
        return self._limited(match.start(), match.end(), Bounds(number, number), "个")

    def _number(self, match: re.Match[str]) -> Amount | None:
        words, end = match[0], match.end()
        if words in ("百", "千", "万") and self.left.startswith("把", end) and unit_at(self.left, end + 1):
            return self._with_unit(match.start(), end + 1, Bounds(_SCALES[words], _SCALES[words]), ("", "把"))
        bounds, more = _bounds(words), ""
        if bounds and words[-1] not in "万亿" and self.left[end : end + 1] not in _MORE_FIRST:
            return self._with_unit(match.start(), end, bounds, ("", ""))
        tail = _MORE.match(self.left, end)
        assert tail is not None  # every part of it may be empty
        if bounds is None and words[0] in "百千万亿":
            bounds, more = self._hundreds(words, match.start(), tail["more"])
        if bounds is None:
            return None
        scale = ("亿" if "亿" in words else words[-1]) if words[-1] in "万亿" and "万" not in words[:-1] else ""
        if tail["scale"] and not scale:
            for char in tail["scale"]:
                bounds = Bounds(bounds.low * _SCALES[char], bounds.high * _SCALES[char], bounds.vague)
            scale = tail["scale"][-1] if tail["scale"][-1] in "万亿" else ""
            more, end = tail["more"] or tail["more2"] or more, tail.end()
        elif tail["more"]:
            more, end = tail["more"], tail.start("more") + 1
        return self._with_unit(match.start(), end, bounds, (scale, more))

    def _hundreds(self, words: str, start: int, more: str) -> tuple[Bounds | None, str]:
        """百余人, 上百户, 千万元以上: one hundred is only said without 一 where something limits it."""
        before = self.plain[start - 1 : start]
        if before in ("上", "过", "成"):
            return _bounds("一" + words), before
        if self.plain[max(0, start - 2) : start] in ("过了", "超了", "破了") and words[-1] in "万亿":
            return _bounds("一" + words), ""
        limited = more or before in ("近", "超", "破", "逾", "达") or _OR_MORE.match(self.plain, start + len(words))
        return (_bounds("一" + words) if limited else None), ""

    def _with_unit(self, start: int, end: int, bounds: Bounds, words: tuple[str, str]) -> Amount | None:
        scale, more = words
        if scale:
            bounds = Bounds(bounds.low / _SCALES[scale], bounds.high / _SCALES[scale], bounds.vague)
        unit, after, extra = unit_said(self.plain, self.left, end + (self.plain[end : end + 1] == " "))
        money = scale or bounds.low >= 20 or _PAID.search(self.plain[max(0, start - 3) : start])
        if unit == "块" and money and _BOUNDARY.match(self.plain, after):
            unit = "元"
        if unit == "年" and 1900 <= bounds.low <= 2100:
            return None
        if unit:
            bounds = Bounds(bounds.low + extra, bounds.high + extra, bounds.vague) if extra else bounds
            return self._limited(start, after, bounds, scale + unit, more)
        if more == "来" and self.plain[end - 1] == "来":
            more, end = "", end - 1
        if scale:
            return self._limited(start, end, bounds, scale, more)
        if more and not self._bounded(end):
            return None
        if self._stands_alone(start, end, bounds.low):
            return self._limited(start, end, bounds, "", more)
        return Amount(start, start, end, bounds.low, bounds.high, "", more, bare=True)

    def _bounded(self, at: int) -> bool:
        return bool(_BOUNDARY.match(self.plain, at))

    def _stands_alone(self, start: int, end: int, value: Decimal) -> bool:
        """A number without unit is a figure where it is large and spoken (三千五, 2万5), or a cue says it counts (一共312)."""
        words = self.plain[start:end]
        if not self._bounded(end):
            return False
        if not words[0].isdigit() or "万" in words or "亿" in words:
            return value >= 100 and words[0] not in "零〇" and not words.isdigit()
        if len(words) > 7 or (words[0] == "0" and "." not in words):
            return False
        return bool(_CUE.search(self.plain[max(0, start - 10) : start]))

    def _limited(self, core: int, end: int, bounds: Bounds, unit: str, more: str = "") -> Amount:
        """With the words that limit it on either side, and the way it moves."""
        bound, vague, start = self._before(core, unit)
        if not more and unit in _LONG_UNITS and self.plain[end : end + 1] == "多":
            trailing = _UNIT_MORE.match(self.plain, end)
            more, end = (trailing[0], trailing.end()) if trailing else (more, end)
        after = _SUFFIX.match(self.plain, end) if self.plain[end : end + 1] in _SUFFIX_FIRST else None
        if more in ("上", "过", "成") and self.plain[core - 1 : core] == more:
            start = min(start, core - 1)
        if after:
            end = after.end()
            approx = bound or after["bound"] or more or after["vague"]
        else:
            approx = bound or more or vague
        moves = direction(self.plain, start, end, unit)
        return Amount(start, core, end, bounds.low, bounds.high, unit, approx or bounds.vague, direction=moves)

    def _before(self, core: int, unit: str) -> tuple[str, str, int]:
        """The bounding or the vague word before the numeral, and where the words then begin."""
        if self.plain[core - 1 : core] not in _PREFIX_LAST:
            return "", "", core
        window = self.plain[max(0, core - 10) : core]
        found = _PREFIX.search(window)
        if found:
            return found["bound"] or "", found["vague"] or "", core - len(window) + found.start()
        passed = _PASSED.search(window) if unit in _PASSED_UNITS else None
        return (passed[0], "", core - len(passed[0])) if passed else ("", "", core)


def _bounds(words: str) -> Bounds | None:
    if words[-1] == "几" and words[0].isdigit():
        number = numeral(words[:-1])
        return Bounds(number + 1, number + 9, "几") if number and number % 10 == 0 else None
    return spoken_range(words)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01")).normalize() + 0
