"""Whether two figures say the same amount, whatever units and words they are told in."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from assistant.figures.numerals import tidy
from assistant.figures.units import measure
from assistant.report import Figure

_PER_NAMES = {
    "每年": "一年 年均 每1年 每一年",
    "每半年": "半年",
    "每月": "一个月 一月 每个月 月均 每1个月 每一个月",
    "每半月": "半个月 每半个月",
    "每周": "一周 每星期 每个星期 一个星期 每个礼拜",
    "每天": "一天 每日 日均",
    "每季度": "每季 每个季度 一个季度 一季度",
    "每人": "人均 一人 每名党员 每个党员",
    "每户": "户均 一户",
    "每村": "村均 一村 每个村 每个行政村",
    "每亩": "亩均 一亩",
    "每个党支部": "每个支部",
}
_PER_NAME = {said: name for name, words in _PER_NAMES.items() for said in words.split()}


@lru_cache(maxsize=16384)
def base_units(value: Decimal | None, unit: str) -> tuple[str, Decimal | None]:
    """What a unit measures, and the value in the base unit of it: 0.9万元 is (元, 9000)."""
    dimension, size = measure(unit)
    return dimension, None if value is None else tidy(value * size)


def may_equal(one: str, other: str) -> bool:
    """Whether two unlike dimensions may count one thing: people told by 个, and a number without unit that is no share."""
    kinds = {one, other}
    return ("" in kinds and "比" not in kinds) or kinds == {"个", "人"}


def normal(figure: Figure) -> tuple[object, ...]:
    """A figure in base units, to compare and to hash: 0.9万元 is 9000元, 六成 is 60%, 名 is 人, 一年四次 is 每年4次.

    The words 约 and 左右 do not count, nor do bounding ones: two people tell one figure with different care.
    """
    dimension, _ = measure(figure.unit)
    numbers = [base_units(n, figure.unit)[1] for n in (figure.value, figure.low, figure.high, figure.base)]
    bar = None
    if figure.threshold is not None:
        bar = base_units(figure.threshold.value, figure.threshold.unit)
    per = figure.per or ""
    return (dimension, *numbers, _PER_NAME.get(per, per), bar)


_BASE = 4
"""Where the base stands in what `normal` gives."""


def same_quantity(a: Figure, b: Figure) -> bool:
    """Whether two figures say the same amount: 9000元 and 0.9万元, 60% and 六成, 6场 and 6场次, 4名 and 4人.

    People are told by 个 as well (应到86个). A number without unit (12万) equals one of the same size in any unit that
    is no share. A base counts only where both have one.
    """
    one, other = normal(a), normal(b)
    if a.base is None or b.base is None:
        one, other = (*one[:_BASE], None, *one[_BASE + 1 :]), (*other[:_BASE], None, *other[_BASE + 1 :])
    return one[1:] == other[1:] and (one[0] == other[0] or may_equal(str(one[0]), str(other[0])))
