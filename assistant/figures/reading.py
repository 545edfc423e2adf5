"""Quantities out of spoken and written Chinese, read exactly and without a model."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from assistant.figures.amounts import NUMBER, Amount, read_amounts
from assistant.figures.direction import DOWN, UP, Direction
from assistant.figures.nonfigures import BLANK, without_nonfigures, word_list
from assistant.figures.numerals import CHARS, numeral, plain_width, tidy
from assistant.figures.units import measure
from assistant.report import Figure, Quantity
from assistant.text.patterns import Lazy

__all__ = ["Direction", "FigureSpan", "numeral", "read_figures"]


@dataclass(frozen=True)
class FigureSpan:
    """One figure in a text: its words with what limits them (约, 以上), and the way it moves (增长 up, 下降 down).

    `start`/`end` are code points of the text given, `text` is exactly what stands there.
    """

    start: int
    end: int
    text: str
    figure: Figure
    direction: Direction = ""


def read_figures(text: str) -> list[FigureSpan]:
    """All figures of a text, in order, none overlapping; time linear in its length.

    A range has `low` and `high` and no `value`: 二三十户 is 20–30, 十几个 11–19 and 几十户 20–90 (`approx` 几).
    Of several limiting words `approx` keeps the one that bounds (不少于 before 左右). A third is 33.33 % (two places).
    一半 is 50 %, 翻番 is 1 番, 个钟头 is read as 小时; 12万 without 元 keeps the unit 万, 1.2万人次 has 万人次.
    Times are no figures (2022年, 三季度, 近三年, 两年内, 三个月后); 三个工作日内 and 任职两年 are.
    What a short text holds is remembered: one clause is looked at many times on its way into a report.
    """
    return list(_remembered(text)) if len(text) <= _SHORT else _read(text)


_SHORT = 600
_COUNTING = frozenset(f"0123456789{CHARS}几半翻俩仨")
"""Of these every figure holds one."""


@lru_cache(maxsize=4096)
def _remembered(text: str) -> tuple[FigureSpan, ...]:
    return tuple(_read(text))


def _read(text: str) -> list[FigureSpan]:
    plain = plain_width(text)
    if _COUNTING.isdisjoint(plain):
        return []
    left, each = _without_each(plain, without_nonfigures(plain))
    found = read_amounts(plain, left)
    found = _joined(plain, found, _as_range)
    found = [amount for amount in _joined(plain, found, _as_change) if not amount.bare]
    found = _joined(plain, found, _as_threshold)
    return [_span(amount, text) for amount in _with_each(plain, found, each)]


# -- what is said of each: 每季度, 一年, 人均 ---------------------------------------------------------------------------

_N = "[0-9一二两三四五六七八九十百]"
_WHAT = (
    "个|名|位|家|户|支|场|期|次|亩|人|村|组|周|年|天|日|镇|社|株|头|只|公里|斤|吨|平方米|米|所|座|片|轮|课|学期"
    "|餐|顿|棵|件|平方|平米"
)
_OFTEN = r"(?:次|场|期|天|回|遍|课|轮|篇|学时|趟|节|堂|个|名|份|元|盏|亩|斤|块|头|千|百|万)"
_A_YEAR = Lazy(
    rf"(?<![这那近前头上整第每同用下经{CHARS}几\d])(?:(?:一个?(?:季度|月|星期)|一[年月周天]|半年|半个月)(?![了内来里以时])"
    rf"[^，。；！？\n、了内来里以时{CHARS}几\d]{{0,4}}|一[户人亩村][^，。；！？\n、{CHARS}几\d]{{0,4}})(?!零)(?={NUMBER}{_OFTEN})"
)
_A_YEAR_WORD = Lazy(r"一个?(?:季度|月|星期)|一[年月周天户人亩村]|半年|半个月")
_ONCE_IN = Lazy(
    rf"(?<![这那近前头上整第每同用下经{CHARS}几\d])[两二三四五六]个?(?:月|年|周|星期|季度|天)"
    r"(?=[^，。；！？\n、了内来里以时\d]{0,3}[一1](?:次|遍|轮|回|期))"
)
_AVERAGE = Lazy(r"[人户村亩年月日社组]均(?!衡|等|匀)")
_MASS = "亩|人|户|村|年|月|斤|吨|天|次|株|头|公斤|季度|周"
_PER_AFTER = Lazy(rf"/(?P<slash>{_MASS})|每(?:{_MASS})")
_MONEY_FOR = Lazy(rf"(?<=[元块钱])一(?:个月|{_MASS})(?=$|[，。；、！？\s的])")
_IN_ALL = Lazy(r"共|累计|合计|总计|[，。；！？\n]")
_REACH = 20


@cache
def _each() -> re.Pattern[str]:
    """每季度, 每半年, 每两个月, 每十户, 每个党支部: a span of time or a thing; the nouns lie in knowledge/figures."""
    nouns = "|".join(sorted(map(re.escape, word_list("each")), key=lambda word: (-len(word), word)))
    time = "半个?(?:月|年)|个?(?:季度|季|月|星期|礼拜)"
    return re.compile(rf"每隔?(?:{_N}{{1,3}})?(?:{time}|(?:{_WHAT})(?:{nouns})?)(?!度)")


def _without_each(plain: str, left: str) -> tuple[str, list[tuple[int, int, str]]]:
    each: list[tuple[int, int, str]] = []
    for pattern, word in ((_each(), None), (_A_YEAR, _A_YEAR_WORD), (_ONCE_IN, None)):
        spans = []
        for match in pattern.finditer(left):
            said = word.match(match[0]) if word else match
            if said:
                spans.append((match.start(), match.start() + len(said[0]), said[0]))
        left = _blanked(left, spans)
        each += spans
    each += [(match.start(), match.end(), match[0]) for match in _AVERAGE.finditer(left)]
    each += [(match.start(), match.end(), match[0]) for match in _MONEY_FOR.finditer(left)]
    return _blanked(left, sorted(each)), sorted(each)


def _blanked(text: str, spans: list[tuple[int, int, str]]) -> str:
    pieces, at = [], 0
    for start, end, _ in spans:
        start = max(start, at)
        pieces += [text[at:start], BLANK * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def _with_each(plain: str, found: list[Amount], each: list[tuple[int, int, str]]) -> list[Amount]:
    done: list[Amount] = []
    at = 0
    for amount in found:
        while at < len(each) and each[at][1] <= amount.start:
            at += 1
        after = _PER_AFTER.match(plain, amount.end) if plain[amount.end : amount.end + 1] in ("/", "每") else None
        if at < len(each) and each[at][0] == amount.end and each[at][2].startswith("一"):
            amount = amount._replace(per=each[at][2])
        elif after:
            amount = amount._replace(per=f"每{after['slash']}" if after["slash"] else after[0])
        elif (
            at
            and each[at - 1][1] >= amount.start - _REACH
            and not _IN_ALL.search(plain[each[at - 1][1] : amount.start])
        ):
            amount = amount._replace(per=each[at - 1][2])
        done.append(amount)
    return done


# -- amounts that are one figure --------------------------------------------------------------------------------------

_RESULT = "整合|合并|发展|调整|变|壮大|压|推|拓展|上|提|扩"
_TO_WORDS = r"(?:到了|到|至|为|成了|成为|成)"
_TO = Lazy(
    rf"^[^，。；！？\n]{{0,4}}?(?P<verb>{UP}|{DOWN}|{_RESULT}){_TO_WORDS}(?:了|约|近)?$|^(?P<short>[增降减升]至)$"
)
_FROM_TO = Lazy(rf"^[^。；！？\n]{{0,14}}?{_TO_WORDS}[^，。；！？\n]{{0,9}}$")
_FROM = Lazy(r"[从由][^，。；！？、\n从由]{0,12}$")
_DASH = Lazy(r" ?(?:-|—|——|–|~|～|至|到) ?")
_BETWEEN = Lazy(r"不等|之间|左右|上下")
_BAR_WORD = Lazy("(?:及|含)?以[上下内]|不|超|[多少高低大小]于|突破|至少")
_BAR_KINDS = frozenset(["元", "岁", "面", "长", "亩", "月", "体", "重", "分", "人", "户"]) | {"万", "亿"}
_COUNTED = frozenset(
    ["个", "名", "户", "人", "家", "位", "条", "村", "项", "处", "所", "座", "支", "件", "%", "成", "人次", "组", "镇"]
)
_BAR_GAP = Lazy(
    r"(?:的?占了|的?(?:新?接收|发展|吸收|确定|培养|选|招|录|提拔|安排)了|的[^，。；！？、\n了]{0,10}|[^，。；！？、\n了建修办开投用做搞发买帮养改达在到给种]{0,8})"
)
_NOUN_GAP = Lazy(r"(?!.{0,5}(?:里头?|里面|当中|其中))[^，。；！？、\n了]{0,6}")
_WINDOW = 30


def _joined(plain: str, found: list[Amount], join: Callable[[str, Amount, Amount], Amount | None]) -> list[Amount]:
    if not found:
        return []
    done = found[:1]
    for amount in found[1:]:
        last = done[-1]
        gap = amount.start - last.end
        if gap < 0:
            if amount.core < last.end:
                continue
            amount, gap = amount._replace(start=last.end), 0
        # what follows at once is joined only by its limits (2个5000万元以上的…) or as the smaller unit (三年两个月)
        worth = gap <= _WINDOW if gap else bool(amount.approx or last.approx or last.unit in ("年", "小时"))
        both = join(plain, last, amount) if worth else None
        if both:
            done[-1] = both
        else:
            done.append(amount)
    return done


_SMALLER = {("年", "个月"): 12, ("小时", "分钟"): 60}


def _as_compound(plain: str, first: Amount, second: Amount) -> Amount | None:
    """三年零四个月 is 40 个月, 两小时二十分钟 140 分钟."""
    if plain[first.end : second.core] not in ("", "零", "又"):
        return None
    total = first.low * _SMALLER[first.unit, second.unit] + second.low
    return second._replace(start=first.start, core=first.core, low=total, high=total)


def _as_range(plain: str, first: Amount, second: Amount) -> Amount | None:
    """20至30户, 三到五成, 80%—90%, 四、五户; and 三年零四个月."""
    if second.core - first.end > 4 or first.low != first.high or second.low != second.high:
        return None
    if (first.unit, second.unit) in _SMALLER:
        return _as_compound(plain, first, second)
    gap = plain[first.end : second.core]
    if not _DASH.fullmatch(gap) and not (gap == "、" and _follows(plain, first, second)):
        return None
    if second.bare:
        if first.unit != "%":
            return None
        second = second._replace(unit="%", bare=False)
    low = _in_unit(first, second)
    if low is None or low >= second.low or (_after_from(plain, first) and not _between(plain, second)):
        return None
    approx, direction = second.approx or first.approx, first.direction or second.direction
    return second._replace(start=first.start, core=first.core, low=low, approx=approx, direction=direction)


def _follows(plain: str, first: Amount, second: Amount) -> bool:
    opens = first.core == 0 or plain[first.core - 1] in "，。；、！？\n（("
    return first.bare and first.low < 10 and second.low == first.low + 1 and not opens


def _between(plain: str, amount: Amount) -> bool:
    return bool(_BETWEEN.match(plain, amount.end)) or bool(_BETWEEN.fullmatch(amount.approx))


def _after_from(plain: str, amount: Amount) -> bool:
    window = plain[max(0, amount.start - 13) : amount.start]
    return ("从" in window or "由" in window) and bool(_FROM.search(window))


def _as_change(plain: str, first: Amount, second: Amount) -> Amount | None:
    """从56岁降到39岁, 由A提高到B, 3家增加到8家: the value is B, the base A."""
    if first.end == second.start or first.is_range or second.is_range or (first.bare and second.bare):
        return None
    gap = plain[first.end : second.start]
    if first.base is not None or second.base is not None or "到位" in gap:
        return None
    if not (_FROM_TO.match(gap) if _after_from(plain, first) else _TO.match(gap)):
        return None
    if second.bare:
        second = second._replace(unit=first.unit, bare=False)
    base = _in_unit(first, second)
    if base is None:
        return None
    direction = second.direction or _way(base, second.low)
    return second._replace(start=first.start, core=first.core, base=base, direction=direction)


def _way(base: Decimal, value: Decimal) -> Direction:
    if value == base:
        return ""
    return "up" if value > base else "down"


def _in_unit(first: Amount, second: Amount) -> Decimal | None:
    """The first amount in the unit of the second; None where they measure different things."""
    if first.unit == second.unit:
        return first.low
    size = measure(second.unit)[1]
    if first.bare:
        return first.low / size if second.unit[:1] in ("万", "亿") and first.low >= 100 > second.low else first.low
    dimension, own = measure(first.unit)
    if dimension != measure(second.unit)[0] and not (first.unit in ("万", "亿") and second.unit[:1] in ("万", "亿")):
        return None
    return first.low * own / size


def _as_threshold(plain: str, first: Amount, second: Amount) -> Amount | None:
    """5000万元以上的项目2个, and 2个5000万元以上的项目: the count is the value, the bar its threshold."""
    gap = plain[first.end : second.start]
    if measure(first.unit)[0] == measure(second.unit)[0]:
        return None
    if _is_bar(first) and second.unit in _COUNTED and _BAR_GAP.fullmatch(gap):
        bar = Quantity(value=tidy(first.low), unit=first.unit)
        return second._replace(start=first.start, core=first.core, threshold=bar)
    counted = first.unit in _COUNTED and first.unit not in ("%", "成") and first.threshold is None
    followed = plain[second.end : second.end + 1] not in ("", "，", "。", "；", "、", "！", "？", "\n")
    if counted and followed and _is_bar(second) and _NOUN_GAP.fullmatch(gap):
        return first._replace(end=second.end, threshold=Quantity(value=tidy(second.low), unit=second.unit))
    return None


def _is_bar(amount: Amount) -> bool:
    if amount.is_range or amount.base is not None or amount.threshold is not None:
        return False
    kind = measure(amount.unit)[0] or amount.unit
    return bool(_BAR_WORD.match(amount.approx)) and kind in _BAR_KINDS


# -- as a figure, and compared ----------------------------------------------------------------------------------------


def _span(amount: Amount, text: str) -> FigureSpan:
    if amount.low == amount.high and not (amount.approx or amount.per or amount.threshold or amount.base is not None):
        figure = Figure(value=tidy(amount.low), unit=amount.unit)
    else:
        figure = _full_figure(amount)
    return FigureSpan(amount.start, amount.end, text[amount.start : amount.end], figure, amount.direction)


def _full_figure(amount: Amount) -> Figure:
    exact = not amount.is_range
    return Figure(
        value=tidy(amount.low) if exact else None,
        unit=amount.unit,
        base=None if amount.base is None else tidy(amount.base),
        low=None if exact else tidy(amount.low),
        high=None if exact else tidy(amount.high),
        approx=amount.approx or None,
        per=amount.per or None,
        threshold=amount.threshold,
    )
