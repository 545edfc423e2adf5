"""A numeral reader for the tests alone: it shares no code with the product, so that it can prove the product's text.

It knows just what a finished draft writes: Arabic and Chinese numerals with 万, 亿 and 余, 百分之, 成, one unit behind,
and says of each figure which words stand beside it and which year its sentence puts it in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ONES = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
SCALES = {"十": 10, "百": 100, "千": 1000}
UNITS = re.split(
    " ",
    "个方面 个百分点 个月 人次 场次 户次 周岁 公里 万元 亿元 平方米 % ％ 成 个 名 人 户 处 场 次 期 件 条 支 亩 岁 年 家 栋 部 辆 车 元 天 轮 堂 "
    "回 趟 份 斤 吨 里 米 所 座 片 本 项 张 门 盏 口 台 套 盒 笔 类 堂课 起 桩 位 仗 月 对 块 村",
)
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_NUMBER = re.compile(
    r"百分之(?P<share>[一二三四五六七八九十百零点\d]+)|(?P<digits>\d+(?:\.\d+)?)|(?P<words>[零〇一二两三四五六七八九十百千]+)"
)
_TAIL = re.compile(
    rf"(?P<more>[余多来几]?)(?P<scale>(?:个(?=[万亿]))?[万亿]?)(?P<thousand>(?<=万)[一二三四五六七八九])?(?P<more2>[余多来]?)"
    rf"(?P<unit>{_UNIT})?(?P<tenth>(?<=成)[一二三四五六七八九]|半?)"
)
_SENTENCE = re.compile(r"[。！？\n]")
_CLAUSE = re.compile(r"[，。；！？\n：]")
_YEAR = re.compile(r"(20\d\d)年")
_GOES_ON = re.compile(r"以[上下]|[^，、]{0,4}[到至]约?$")
_NOT_COUNTED = re.compile(
    r"“[^”]*”|《[^》]*》|【[^】]*】|20\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?|(?<!\d)\d{1,2}月(?:\d{1,2}[日号])?|第[一二三四五六七八九十]"
)


@dataclass(frozen=True)
class Seen:
    """A figure of a text: its place, its value in base units, the kind of unit, the words beside it and its year.

    `sentence` is all of its sentence.
    """

    start: int
    end: int
    value: float
    unit: str
    beside: str
    sentence: str
    year: int | None


def chinese(words: str) -> float:
    """Below ten thousand; a last digit after 百 or 千 counts a tenth of it (一百二 is 120)."""
    total, last, scale = 0, 0, 1
    for char in words:
        if char in SCALES:
            scale = SCALES[char]
            total += (last or 1) * scale
            last = 0
        else:
            last = ONES[char]
            if char in "零〇":
                scale = 1
    return total + last * (scale // 10 if scale > 10 and last else 1)


KINDS = {
    "名": "人",
    "位": "人",
    "人": "人",
    "人次": "人次",
    "场次": "场",
    "次": "场",
    "场": "场",
    "回": "场",
    "趟": "场",
    "周岁": "岁",
    "岁": "岁",
}


def base(value: float, unit: str) -> tuple[float, str]:
    """A value and its unit in one form: 0.9万元 is 9000 元, 六成 is 60 %, 名 is 人, 场次 is 场."""
    for scale, size in (("万", 10**4), ("亿", 10**8)):
        if unit.startswith(scale) and unit != scale:
            value, unit = value * size, unit[1:]
        elif unit == scale:
            value, unit = value * size, "元"
    if unit == "成":
        return round(value * 10, 6), "%"
    return round(value, 6), KINDS.get(unit, "个" if unit == "个方面" else unit)


def read(text: str, default_year: int | None) -> list[Seen]:
    """All figures of a text; a sentence's year is the last one named before the figure, else `default_year`."""
    aside = [match.span() for match in _NOT_COUNTED.finditer(text)]
    found: list[tuple[int, int, float, str]] = []
    for match in _NUMBER.finditer(text):
        if any(a <= match.start() < b for a, b in aside) or (found and match.start() < found[-1][1]):
            continue
        if match["share"]:
            share = match["share"]
            found.append((match.start(), match.end(), float(share) if share.isdigit() else chinese(share), "%"))
            continue
        tail = _TAIL.match(text, match.end())
        assert tail is not None
        unit = tail["scale"].removeprefix("个") + (tail["unit"] or "")
        if not unit:
            continue
        value = float(match["digits"]) if match["digits"] else chinese(match["words"])
        if tail["tenth"] == "半":
            value += 0.5
        elif tail["tenth"]:
            value += ONES[tail["tenth"]] / 10
        value += ONES[tail["thousand"]] / 10 if tail["thousand"] else 0
        found.append((match.start(), tail.end(), value, unit))
    return [_seen(text, found, index, default_year) for index in range(len(found))]


def _seen(text: str, found: list[tuple[int, int, float, str]], index: int, year: int | None) -> Seen:
    start, end, value, unit = found[index]
    for named in _YEAR.finditer(text, _after(_SENTENCE, text, start), start):
        year = int(named[1])
    value, unit = base(value, unit)
    left, right = _after(_SENTENCE, text, start), _SENTENCE.search(text, end)
    return Seen(
        start, end, value, unit, _beside(text, found, index), text[left : right.start() if right else None], year
    )


def _after(mark: re.Pattern[str], text: str, place: int) -> int:
    return max((match.end() for match in mark.finditer(text, 0, place)), default=0)


def _beside(text: str, found: list[tuple[int, int, float, str]], index: int) -> str:
    """The words of the figure's clause that are nearer to it than to another; else the clauses before without a figure.

    What is said of the bar (10万元以上的村7个) or of the start (从12项到31项) is said of the figure too.
    """
    start, end = found[index][:2]
    left, right = _after(_CLAUSE, text, start), _CLAUSE.search(text, end)
    stop = right.start() if right else len(text)
    before = text[max([left, *(f[1] for f in found if f[1] <= start)]) : start]
    after = text[end : min([stop, *(f[0] for f in found if f[0] >= end)])]
    if "、" in before and any(left <= f[0] < start for f in found):
        before = before.split("、", 1)[1]
    if "、" in after and any(end <= f[0] < stop for f in found):
        after = after.split("、", 1)[0]
    said = f"{before}|{after}"
    if index and found[index - 1][1] >= left and _GOES_ON.match(before):
        said = f"{_beside(text, found, index - 1)}{text[slice(*found[index - 1][:2])]}{said}"
    sentence = _after(_SENTENCE, text, start)
    while len(re.findall("[一-龥]", said)) < 2 and left > sentence:
        upto, left = left - 1, _after(_CLAUSE, text, left - 1)
        if any(left <= f[0] < upto for f in found):
            break
        said = f"{text[left:upto]}，{said}"
    return said
