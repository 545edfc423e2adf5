"""Figures, dates and counts as a report prints them: Arabic numerals, plain units, 约 and 余 in their places."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.figures.reading import FigureSpan, numeral, read_figures
from assistant.report import Figure, Number
from assistant.text.patterns import Lazy

_NUMERALS = Lazy(
    r"(?P<percent>百分之)?(?P<run>[零〇一二两三四五六七八九十百千点]{2,12}|[十百千])(?P<more>[多来余几])?(?P<scale>[万亿]{1,2})?(?P<after>[多来余])?"
)
_ONE = Lazy(r"(?<![第一二三四五六七八九十百千万几多些\d.])(?P<run>[两二三四五六七八九])(?=[一-龥])")
_COUNTED_UNITS = frozenset("桩个名人次期场回趟户件处支条项家座堂轮部份张块台辆盏亩天位起笔批篇岁年月元万组村栋间套艘")
_COUNTED_UNITS |= {"公里", "个月", "人次", "场次", "万元"}
_MONTHS = Lazy(
    r"(?<![第一二三四五六七八九十\d个])(?P<run>十[一二]?|[一二三四五六七八九])(?=月(?:份|底|初|末|上旬|中旬|下旬|[到至]|[一二三四五六七八九十\d]|(?![一-龥])|[^份底初末]))"
)
_THOUSANDS = Lazy(
    r"[一二两三四五六七八九十百千]+万[一二两三四五六七八九]千[^\d零一二两三四五六七八九十百千万亿多余来几]{0,3}"
)
_BARE = Lazy(
    r"(?<![两一二三四五六七八九十百千万几第\d])[一二两三四五六七八九](?:千零?[一二两三四五六七八九]?百?|百零?)[一二三四五六七八九]?十?[一二三四五六七八九]?(?![一二三四五六七八九十百千万亿几多余来零]|分之|姓|花|家争)"
)
# 1块2, 两米三: the digit after the unit is its tenths.
_DIGIT_ON = Lazy(r"(?P<n>\d+|[一二两三四五六七八九十百]+)(?P<u>[块米])(?P<d>[1-9一二三四五六七八九])[毛角]?")
_DAYS = Lazy(r"(?<=月)(?P<run>[一二三四五六七八九十]{1,3})(?=[日号])")
_BEFORE = {"大概": "约", "大约": "约", "差不多": "约", "大致": "约", "将近": "近", "接近": "近", "约": "约", "近": "近"}
_BEFORE |= {
    "左右": "约",
    "上下": "约",
    "过": "超过",
    "超": "超过",
    "超过": "超过",
    "快": "近",
    "不到": "不到",
    "不足": "不足",
}
_BEFORE |= {"不少于": "不少于", "至少": "不少于", "不低于": "不低于", "突破": "突破", "最多": "最多", "上": "上"}
_MORE = ("余", "多", "来", "几", "把", "出头", "开外", "有余", "挂零")


def number_words(value: Number) -> str:
    """A number as the report prints it: no exponent, no trailing zeros."""
    return format(value.normalize(), "f")


def figure_words(figure: Figure) -> str:
    """A figure in written register, from its typed value alone: “约120户”, “从12万元提高到30万元”, “20至30户”."""
    unit = figure.unit
    bar = f"{number_words(figure.threshold.value)}{figure.threshold.unit}以上" if figure.threshold else ""
    before = (
        figure.approx
        if figure.approx in ("约", "近", "超过", "不少于", "不足", "不到", "上", "大约", "将近", "超")
        else ""
    )
    after = figure.approx if figure.approx and not before else ""
    if figure.low is not None and figure.high is not None:
        core = f"{number_words(figure.low)}至{number_words(figure.high)}{unit}"
    elif figure.value is None:
        core = ""
    elif figure.base is not None:
        core = f"从{number_words(figure.base)}{unit}变为{number_words(figure.value)}{unit}"
    elif after in ("余", "多", "来"):
        core, after = _and_more(figure.value, unit), ""
    else:
        core = f"{number_words(figure.value)}{unit}"
    return f"{figure.per or ''}{bar}{before}{core}{after}"


def counted(span: FigureSpan, unit: str, *, money: bool = False) -> str:
    """One figure as printed, in the unit given where that is the written word for the one said (回 → 次, 个 → 名).

    `money`: 万 and 亿 become 万元 and 亿元, 块 becomes 元. Shares told in 成 become per cent; values never change.
    """
    figure = span.figure
    unit = _money_unit(figure) if money else unit or figure.unit
    if figure.unit == "成":
        figure, unit = _per_cent(figure), "%"
    elif figure.unit in ("%", "个百分点", "番", "倍") or figure.unit.startswith(("万", "亿")):
        unit = unit if money else figure.unit
    if figure.low is not None and figure.high is not None:
        if figure.approx == "几" and figure.low % 10 == 1:
            return f"{number_words(figure.low - 1)}余{unit}"
        return f"{number_words(figure.low)}至{number_words(figure.high)}{unit}"
    if figure.value is None:
        return span.text
    if figure.base is not None:
        fall = "降至" if unit.endswith("岁") else "减至"
        verb = {"up": "增至", "down": fall}.get(span.direction, "变为")
        return f"从{number_words(figure.base)}{unit}{verb}{number_words(figure.value)}{unit}"
    value, approx = figure.value, figure.approx or ""
    if money and figure.unit == "" and value >= 10000:
        value, unit = value / 10000, "万元"
    if approx in _MORE:
        return _and_more(value, unit)
    after = approx if approx in ("以上", "以下", "以内") else ""
    return f"{_BEFORE.get(approx, '')}{number_words(value)}{unit}{after}"


def _and_more(value: Number, unit: str) -> str:
    """30余万元, but 3万余元: 余 stands behind the digit that is round; a share told with 出头 lies above it."""
    if unit == "%":
        return f"超过{number_words(value)}%"
    if unit[:1] in ("万", "亿") and value % 10:
        return f"{number_words(value)}{unit[0]}余{unit[1:]}"
    return f"{number_words(value)}余{unit}"


def _money_unit(figure: Figure) -> str:
    if figure.unit in ("万", "亿"):
        return f"{figure.unit}元"
    return "元" if figure.unit in ("块", "块钱", "") else figure.unit


def _per_cent(figure: Figure) -> Figure:
    def tenfold(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * 10

    changed = {name: tenfold(getattr(figure, name)) for name in ("value", "base", "low", "high")}
    approx = "超过" if figure.approx in _MORE else figure.approx
    return figure.model_copy(update={**changed, "approx": approx})


def arabic(text: str) -> str:
    """Dates and counts said in Chinese numerals in Arabic ones, as statistics are printed; set phrases stay."""
    text = _ends_alike(text)
    for span in reversed(read_figures(text)):
        if re.match(r"[天年][两三]", text[span.end - 1 :]) and text[span.end : span.end + 2].endswith("夜"):
            continue
        printed = _share(span) if _OF_SHARE.search(text[: span.start]) else ""
        text = text[: span.start] + (printed or _printed(span)) + text[span.end :]
    return tidy_months(_BARE.sub(_plain, text))


# A rate is printed in per cent (参加率从七成提高到八成五), where 不到四成 alone stays as people say it.
_DAY_SAID = Lazy(r"(?<=\d)号(?=$|[到至，。；、\-—]|[^一-龥]|[^楼院文线门令车])(?<=月\d号|\d\d号)")
_OF_SHARE = Lazy(
    r"(?:率|比例|占比|比重|满意度|减少|减|压减|增加|增长|下降|提高|少发|少开|少|多)(?:又|也|约|近|为|是|达|到|了|从|由|再|要|能)*$"
)
_TENTHS = "[一二两三四五六七八九]成[一二三四五六七八九半]?"
_BOTH = Lazy(rf"(?P<way>[从由])(?P<one>{_TENTHS})(?P<to>[^，。；\d]{{0,3}}[到至])(?P<other>{_TENTHS})(?P<more>以上)?")
# 从620万到700万: the first end takes its unit of the second, and what moves is said to move.
_MOVES = Lazy(
    r"(?P<way>[从由])(?P<one>\d[\d.]*)(?P<scale>[万亿]?)(?P<unit>(?:元|%|个|名|户|人|支|家|件|次|场|亩|本|张|项|处)?)"
    r"(?:建|干|扩|做|弄|办|种|冲|奔|上)?到(?:了)?(?P<other>\d[\d.]*)(?P<scale2>[万亿]?)(?P<unit2>(?:元|%|个|名|户|人|支|家|件|次|场|亩|本|张|项|处)?)(?![\d.年月日])"
)


def _share(span: FigureSpan) -> str:
    """A share told in tenths as per cent; "" for any other figure."""
    figure = span.figure
    if (
        figure.unit != "成"
        or figure.value is None
        or figure.base is not None
        or figure.approx
        or figure.low is not None
    ):
        return ""
    return f"{number_words(figure.value * 10)}%"


def _tenths(words: str) -> str:
    value = numeral(words[0])
    rest = "5" if words[2:] == "半" else number_words(numeral(words[2:]) or Decimal(0)) if words[2:] else "0"
    return f"{number_words(value or Decimal(0))}{rest}%"


def _ends_alike(text: str) -> str:
    """从七成五提高到八成五 in per cent, 从620万到700万元 with both units and which way it goes."""

    def shares(found: re.Match[str]) -> str:
        return f"{found['way']}{_tenths(found['one'])}{found['to']}{_tenths(found['other'])}{found['more'] or ''}"

    def moves(found: re.Match[str]) -> str:
        scale, unit = found["scale"] or found["scale2"], found["unit"] or found["unit2"]
        other = found["scale2"] or scale
        sizes = [
            Decimal(found[n].rstrip(".")) * (10**8 if s == "亿" else 10**4 if s else 1)
            for n, s in (("one", scale), ("other", other))
        ]
        if sizes[0] == sizes[1] or (found["unit2"] and found["unit2"] != unit):
            return found[0]
        verb = "增加到" if sizes[1] > sizes[0] else "减少到"
        verb = verb if unit != "%" else "提高到" if sizes[1] > sizes[0] else "下降到"
        return f"{found['way']}{found['one']}{scale}{unit}{verb}{found['other']}{other}{unit}"

    return _MOVES.sub(moves, _BOTH.sub(shares, text)) if "到" in text or "至" in text else text


def _plain(found: re.Match[str]) -> str:
    value = numeral(found[0])
    return found[0] if value is None else number_words(value)


def _printed(span: FigureSpan) -> str:
    figure = span.figure
    tenths = re.search(r"[一二两三四五六七八九]成[一二三四五六七八九半]$", span.text)
    if figure.value is not None and figure.base is None and tenths is not None:
        return f"{span.text[: tenths.start()]}{number_words(figure.value * 10)}%"
    if figure.value is not None and re.fullmatch(r"[一二两三四五六七八九十百]+万[一二三四五六七八九]", span.text):
        return f"{number_words(figure.value / 10000)}万"
    if figure.value is not None and _THOUSANDS.fullmatch(span.text):
        return f"{number_words(figure.value / 10000)}万{figure.unit}"
    if figure.unit in ("成", "番", "倍"):
        return span.text
    if figure.unit == "个百分点" and figure.value is not None and span.text.endswith("个点") and not figure.approx:
        return f"{number_words(figure.value)}个百分点"
    if figure.unit in ("元", "米") and _DIGIT_ON.search(span.text):
        return _tenths_on(span.text)
    if figure.value is not None and figure.value % 1 and span.text.endswith("半"):
        return f"{number_words(figure.value)}{figure.unit}"
    large = _NUMERALS.sub(lambda found: _run(found, ranged=figure.low is not None), span.text)
    return _small(large, span)


def _tenths_on(text: str) -> str:
    """6块5掉到4块2 → 6.5元掉到4.2元."""

    def printed(found: re.Match[str]) -> str:
        whole, tenth = numeral(found["n"]), numeral(found["d"])
        if whole is None or tenth is None:
            return found[0]
        return f"{number_words(whole + tenth / 10)}{'元' if found['u'] == '块' else found['u']}"

    return _DIGIT_ON.sub(printed, text)


def _run(found: re.Match[str], *, ranged: bool) -> str:
    value = numeral(found["run"])
    if value is None or (ranged and not found["more"]):
        return found[0]
    if found["percent"]:
        return f"{number_words(value)}%"
    return f"{number_words(value)}{'余' if found['more'] else ''}{found['scale'] or ''}{found['after'] or ''}"


def _small(text: str, span: FigureSpan) -> str:
    """Counts of two to nine: 三场 → 3场; 一 stays, it rarely counts (一堂课, 一次)."""
    if span.figure.unit not in _COUNTED_UNITS or span.figure.low is not None:
        return text

    def digit(found: re.Match[str]) -> str:
        value = numeral(found["run"])
        return found["run"] if value is None else number_words(value)

    return _ONE.sub(digit, text, count=2)


def tidy_months(text: str) -> str:
    """Months and days in figures: 五月份 → 5月, 十二月底 → 12月底, 28号 → 28日, 8月到12月 → 8月至12月."""

    def digit(found: re.Match[str]) -> str:
        value = numeral(found["run"])
        return found["run"] if value is None else number_words(value)

    text = _DAYS.sub(digit, _MONTHS.sub(digit, text))
    text = re.sub(r"七八月(?=份|[^份])", "7、8月", text)
    text = re.sub(r"(?<=\d月)份", "", text)
    text = _DAY_SAID.sub("日", text)
    return re.sub(r"(?<=[月日底])(?:到|-|—)(?=(?:\d{1,2}月)?\d{1,2}[日月])", "至", text)
