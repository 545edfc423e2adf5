"""Which year words like 今年, 去年 or 2021年 put a figure in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from assistant.text.patterns import Lazy

_NEXT = Lazy(r"明年|来年|下一?年(?!级)|下个年度")
_WORD = Lazy(
    r"(?P<full>(?<!\d)(?:19|20)\d\d)\s?年(?!代)|(?P<this>今年|本年(?!人)|当年"
    r"|年内)|(?P<last>去年|(?<![际实马早晚])上一?年(?!级)|上个年度|头一年|往年同期)"
    r"|(?P<before>前年)|(?P<next>明年|来年|下一?年(?!级)|下个年度)|(?P<after>后年)"
)
# A year that another is measured by, or that a change starts from, is not the year of the figure.
_MEASURED_BY = Lazy(
    r"(?:比|较|同|跟|与|和|相比|对比|相较于?|相对于?|高于|低于|超过)(?:了)?(?:(?:20)\d\d年度?"
    r"|去年|上一?年度?|前年|往年)(?:的)?(?:同期|相比|比)?"
    r"|(?:从|由|自)(?:(?:20)\d\d年度?|去年|上一?年度?|前年)[^，。；]{0,14}?(?=提高"
    r"|提升|增|升|涨|上升|降|下降|减|变|翻|到|至)"
    r"|(?:从|由|自)?(?:20\d\d年度?|去年|前年|上一?年)(?:底|初)?(?:以来|至今|开始|起)"
    r"|[“《][^“”《》]{0,60}[”》]"
)
_ABOUT_BEFORE = Lazy(
    r"(?:(?:这些?|以上|上面|全|都|也|就|反正|这几个|这几项)*)(?:都|全)?是(?P<year>.{1,6}年度?)(?:的)(?:数"
    r"|数字|数据|情况|事|口径)?"
)
# “是2023年12月省委发的”, “算去年的”: whose year the thing told before is, where it is not the report's own.
_GIVEN_IN = Lazy(
    r"(?:这个?|那个?|它|牌子)?(?:都|全|就|应该?)*(?:是|算)是?(?P<year>(?:20\d\d|去|上一?|前)年)度?(?:的|"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})?月?份?[^，。；\d]{0,14}(?:发|授予?|颁发?|评|给|定|命名|公布|认定)的)"
)


@dataclass(frozen=True)
class Calendar:
    """What 今年 means to one answer: `this`; `default` is the year of a figure that names none.

    In answers about the report's own year 今年 is that year. In plans it is the year planned for, unless the answer
    itself tells 今年 from 明年.
    """

    report: int
    default: int
    this: int

    def year(self, found: re.Match[str]) -> int:
        """The year a word stands for."""
        if found["full"]:
            return int(found["full"])
        if found["next"]:
            return self.report + 1
        if found["after"]:
            return self.report + 2
        if found["last"]:
            return self.this - 1
        return self.this - 2 if found["before"] else self.this


@dataclass(frozen=True)
class YearWord:
    """A year named at a place in the text."""

    start: int
    end: int
    year: int


def calendar(text: str, report: int, offset: int) -> Calendar:
    """The calendar of one answer; `offset` is that of the question (−1 last year's review, +1 plans)."""
    default = report + offset
    plain_next = offset > 0 and (_NEXT.search(text) is not None or f"{default}年" in text)
    this = default if offset > 0 and not plain_next else report
    return Calendar(report, default, this)


def year_words(text: str, known: Calendar) -> list[YearWord]:
    """The years a text names, comparisons (“比去年”) and quoted names left out, in order."""
    blotted = _MEASURED_BY.sub(lambda m: "\ue000" * len(m[0]), text)
    return [YearWord(m.start(), m.end(), known.year(m)) for m in _WORD.finditer(blotted)]


def year_at(words: list[YearWord], place: int) -> int | None:
    """The year last named before a place, or None."""
    named = None
    for word in words:
        if word.start > place:
            break
        named = word.year
    return named


def year_of_the_rest(clause: str, known: Calendar) -> int | None:
    """The year that an aside (“都是去年的数”) gives to what was said before it, or None."""
    found = _ABOUT_BEFORE.fullmatch(clause.strip())
    given = None if found else _GIVEN_IN.fullmatch(clause.strip())
    told = found or given
    words = year_words(told["year"], known) if told else []
    if not words or (given and words[0].year >= known.default):
        return None
    return words[0].year


def year_in(words: str, this_year: int) -> int | None:
    """The report's year as said: four digits in either script, two before 年度, 今年 or 去年; None where none is."""
    plain = unicodedata.normalize("NFKC", words).translate(str.maketrans("〇○零一二三四五六七八九", "000123456789"))
    found = re.search(r"(?<!\d)(20\d{2})(?!\d)", plain)
    if found:
        return int(found[1])
    short = re.search(r"(?<!\d)(\d{2})年", plain)
    if short:
        return 2000 + int(short[1])
    spoken = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2}
    return next((this_year + shift for word, shift in spoken.items() if word in words), None)
