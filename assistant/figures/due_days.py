"""The days that official writing names: 2026年1月9日, 元月十号, 本月28日, 1月5日下班前, 1/10, 下周二, 月底."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.figures.numerals import numeral, plain_width

_HAN_DAY = "[一二三四五六七八九十]{1,3}"
_FROM = r"(?P<from>截[至止](?:到|时间为?)?|不(?:得)?(?:晚|迟)于|最[迟晚](?:于|不超过)?)?"
_CLOCK = (
    r"(?:[（(][^（）()]{1,8}[）)])?(?:星期[一二三四五六日]|周[一二三四五六日])?(?:上午|下午|中午|晚上?|早上?)?"
    r"(?:下班|\d{1,2}(?:[:：]\d\d|[时点](?:\d\d分)?))?[）)]?"
)
_BY = r"(?P<by>之?前|以前|截止|截稿)?"
_YEAR = r"(?:(?P<year>20\d\d|二[〇○零0][〇○零一二三四五六七八九0]{2})\s?年)?"
_DAY = re.compile(
    rf"{_FROM}{_YEAR}(?:(?P<month>\d{{1,2}}|元|十[一二]?|[一二三四五六七八九])|(?P<this>[本次下]个?))月"
    rf"(?P<day>\d{{1,2}}|{_HAN_DAY}|底|末)(?:[日号]|(?<=[底末]))?{_CLOCK}{_BY}"
)
_OF_THE_MOON = re.compile(
    r"[农阴旧]历\s?(?:[\d〇○零一二三四五六七八九]{4}\s?年)?\s?(?:\d{1,2}|[元正冬腊闰一二三四五六七八九十]{1,3})月"
    rf"(?:\d{{1,2}}|初?{_HAN_DAY}|廿[一二三四五六七八九]?|底|末)?[日号]?"
)
"""A day of the old calendar falls on no day that its numbers tell."""
_SIGNED = re.compile(
    rf"{_FROM}(?<![\d.:/-])(?:(?P<year>20\d\d)\s?[-./]\s?)?(?P<month>\d{{1,2}})\s?[-./]\s?(?P<day>\d{{1,2}})(?![\d%％/]|\.\d|[个项字万年月天]){_CLOCK}{_BY}"
)
_BARE_DAY = re.compile(rf"{_FROM}(?<![\d月年议开前])(?P<day>\d{{1,2}})[日号](?!线|楼|公告|文){_CLOCK}{_BY}")
_WEEK = re.compile(rf"{_FROM}(?P<week>本|这|下|上)?(?:个)?(?:周|星期)(?P<on>[一二三四五六日天]){_CLOCK}{_BY}")
_NEAR = re.compile(
    rf"{_FROM}(?P<near>今天|今日|今晚|明天|明日|明晚|后天|元旦(?=之?前)|本月底|月底|年底|本周末){_CLOCK}{_BY}"
)
_LAST_WORKING = re.compile(
    rf"{_YEAR}(?P<month>\d{{1,2}}|元|十[一二]?|[一二三四五六七八九])月(?:份)?的?最后一个工作日{_BY}"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_LONG_PAST = 60
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Day:
    """A day that is named: where, and whether a word says that it is the last one (前, 截至). `whole`: month and day told."""

    value: date
    start: int
    end: int
    last: bool
    whole: bool


def days_in(text: str, said: date) -> list[Day]:
    """The days a text names, in order; one without year is the next after `said`, the day the text was written."""
    plain = _OF_THE_MOON.sub(lambda told: " " * len(told[0]), plain_width(text))
    found: list[Day] = []
    for value, match in sorted(_named(plain, said), key=lambda one: (one[1].start(), -one[1].end())):
        told = match.groupdict()
        if found and match.start() < found[-1].end:
            continue
        if found and not told.get("month") and _TO.fullmatch(plain, found[-1].end, match.start()):
            value = _same_month(found[-1].value, value)
        last = bool(told.get("by") or told.get("from"))
        found.append(Day(value, match.start(), match.end(), last, told.get("month") is not None))
    return found


_TO = re.compile(r"\s*[至到—~～-]{1,2}\s*")


def _same_month(first: date, second: date) -> date:
    """23日至27日: the second day is of the first one's month."""
    return first.replace(day=second.day) if second.day > first.day else second


def _named(plain: str, said: date) -> Iterator[tuple[date, re.Match[str]]]:
    for pattern in (_LAST_WORKING, _DAY, _SIGNED, _BARE_DAY, _WEEK, _NEAR):
        for match in pattern.finditer(plain):
            try:
                value = _value(match, said)
            except (ValueError, OverflowError):
                continue
            if value is not None:
                yield value, match


def _value(match: re.Match[str], said: date) -> date | None:
    told = match.groupdict()
    if told.get("near"):
        return _near(told["near"], said)
    if told.get("on"):
        return _weekday(told["week"], told["on"].replace("天", "日"), said)
    if told.get("this"):
        year, month = said.year, said.month + (not told["this"].startswith("本"))
        return _day_of(year + (month > 12), (month - 1) % 12 + 1, told["day"])
    year = int(told["year"].translate(_DIGITS)) if told.get("year") else said.year
    if not told.get("month"):
        day = date(year, said.month, _count(told["day"]))
        return day if day >= said else _day_of(year + (said.month == 12), said.month % 12 + 1, told["day"])
    day = _day_of(year, _count(told["month"]), told.get("day"))
    return day.replace(year=year + 1) if not told.get("year") and (said - day).days > _LONG_PAST else day


def _day_of(year: int, month: int, day: str | None) -> date:
    """A day of a month; 底 is its last, None its last working day."""
    last = date(year, month, calendar.monthrange(year, month)[1])
    if day is None:
        return last - timedelta(days=max(0, last.weekday() - 4))
    return last if day in ("底", "末") else date(year, month, _count(day))


def _near(words: str, said: date) -> date:
    ahead = {"今天": 0, "今日": 0, "今晚": 0, "明天": 1, "明日": 1, "明晚": 1, "后天": 2}
    if words in ahead:
        return said + timedelta(days=ahead[words])
    if words == "元旦":
        return date(said.year + 1, 1, 1) - timedelta(days=1)
    if words == "本周末":
        return said + timedelta(days=6 - said.weekday())
    return _day_of(said.year, 12 if words == "年底" else said.month, "底")


def _weekday(week: str | None, on: str, said: date) -> date:
    """周五: of this week where it is still ahead, else of the next."""
    day = said - timedelta(days=said.weekday()) + timedelta(days=_WEEKDAYS.index(on))
    if week == "下":
        return day + timedelta(days=7)
    return day if week or day >= said else day + timedelta(days=7)


def _count(words: str) -> int:
    """The number of a month or a day: 1, 元, 十二, 二十八."""
    if words.isdecimal():
        return int(words)
    return 1 if words == "元" else int(numeral(words) or 0)
