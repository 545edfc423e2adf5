"""The years and months of a model's sentence: those of the facts it stands on, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.figures.numerals import numeral
from assistant.report import Fact

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|年度|—|-|至|、|届|级)")
_NAMES = "一二三四五六七八九"
_MONTHS = {**{name: place for place, name in enumerate(_NAMES, 1)}, "十": 10, "十一": 11, "十二": 12}
_MONTH = re.compile(
    r"(?:(?<!\d)(?:19|20)\d{2}年|(?<![\d年个十]))(?P<first>1[0-2]|[1-9]|十[一二]|[一二三四五六七八九十])"
    r"(?P<more>(?:[、至到—-](?:1[0-2]|[1-9]|十[一二]|[一二三四五六七八九十])月?)*)月(?:份)?(?P<day>[0-3]?\d[日号])?"
)
_MONTH_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})年(?P<month>1[0-2]|[1-9])月")
_MONTHS_FROM_TO = re.compile(r"(?<!\d)(?P<first>1[0-2]|[1-9])月?[至到—-](?P<last>1[0-2]|[1-9])月")
_CLAUSE = re.compile(r"[，。；、]")
_DAY, _NOON, _DUSK = 24, 12, 6
_BEFORE_NOON, _AFTER_NOON, _NIGHT = ("上午", "早上", "早晨", "凌晨", "清晨"), ("下午", "傍晚"), ("晚上", "夜里", "半夜")
_CLOCK = re.compile(
    r"(?<![\d.第])(?P<day>上午|下午|早上|早晨|晚上|凌晨|夜里|中午|傍晚|半夜|清晨)?(?P<hour>[0-9零一二两三四五六七八九十]{1,3})点"
    r"(?:(?P<half>半)|钟|整|(?P<minute>[0-5]\d|[二三四五]?十[一二三四五六七八九]?)(?![\d.个名户人次场条项件位家万亿元%％岁])|(?(day)|(?!)))"
)
_BARE = re.compile(r"(?:19|20)\d{2}年度?")
_SHORTEST, _LONGEST = 4, 12
"""Characters of a clause without its years: fewer say nothing, and its end is enough to know it by."""
_AHEAD = re.compile(r"估计|预计|预期|计划|打算|争取|力争|要到|拖到|等到|推到|延到")
"""Words by which a month told without a year is one to come."""
_NUMBER = re.compile(r"1[0-2]|[1-9]|十[一二]|[一二三四五六七八九十]")


class KnownDates:
    """The dates that the facts name, each beside the question it was told for."""

    def __init__(self, facts: Sequence[Fact], year: int, said: str) -> None:
        self._year = year
        self._by_ref: dict[str, list[Fact]] = {}
        for fact in facts:
            self._by_ref.setdefault(fact.origin.ref, []).append(fact)
        self._clock = set(_clock_times(said))
        self._facts = {fact.id: fact for fact in facts}
        self._said = said
        own = {fact.year for fact in facts if fact.year}
        self._years = own | {int(found) for found in _YEAR.findall(said)} | {year, year + 1}

    def strange(self, text: str, facts: Iterable[str]) -> str:
        """Why the dates of a sentence that stands on these facts are refused; "" where they are not."""
        for year in _YEAR.findall(text):
            if int(year) not in self._years:
                return f"事实里没有{year}年"
        for half, hour, minute in _clock_times(text):
            halves = {told for told, *time in self._clock if time == [hour, minute]}
            if not halves or (half and halves.isdisjoint({half, ""})):
                return f"事实里没有{half}{hour}点{minute}这个时间"
        own = [self._facts[fact] for fact in facts if fact in self._facts]
        near = own if any(_months(fact.text) for fact in own) else [o for f in own for o in self._by_ref[f.origin.ref]]
        words = "\n".join(word for fact in near for word in (fact.text, fact.quote)) if near else self._said
        if wrong := self._other_year(text, own):
            return wrong
        if any(int(span["first"]) >= int(span["last"]) for span in _MONTHS_FROM_TO.finditer(text)):
            return "起止的月份不对"
        months = _months(words)
        for found in _MONTH.finditer(text):
            if not _numbers(found) <= months:
                return f"事实里没有“{found.group()}”"
            if found["day"] and found["day"][:-1] + "日" not in words and found["day"][:-1] + "号" not in words:
                return f"事实里没有“{found.group()}”"
        return self._wrong_year(text, near)

    @staticmethod
    def _other_year(text: str, own: Sequence[Fact]) -> str:
        """A clause that is a fact's own but for the year."""
        for clause in _CLAUSE.split(text):
            named = set(_YEAR.findall(clause))
            bare = _BARE.sub("", clause)
            for fact in own if named and len(bare) >= _SHORTEST else ():
                for told in _CLAUSE.split(fact.text):
                    years = set(_YEAR.findall(told))
                    if years and not named & years and bare.endswith(_BARE.sub("", told)[-_LONGEST:]):
                        return f"这件事在事实里不是{min(named)}年"
        return ""

    def _wrong_year(self, text: str, near: Sequence[Fact]) -> str:
        """A month or a year end given to another year than the facts give it."""
        if not near:
            return ""
        dated = {(found["year"], found["month"]) for fact in near for found in _MONTH_YEAR.finditer(fact.text)}
        for found in _MONTH_YEAR.finditer(text):
            pair = (found["year"], found["month"])
            told = {year for year, month in dated if month == pair[1]}
            loose = {str(fact.year or self._year) for fact in near if int(pair[1]) in _months(fact.text)}
            loose |= {str(self._year + 1) for fact in near if int(pair[1]) in _months(fact.text) and _ahead(fact)}
            if pair[0] not in (told or loose or {pair[0]}):
                return f"事实里不是{pair[0]}年{pair[1]}月"
        years = {int(year) for fact in near for year in _YEAR.findall(f"{fact.text}，{fact.quote}")}
        years |= {fact.year for fact in near if fact.year} | {self._year + 1 for fact in near if _ahead(fact)}
        years |= set() if years else {self._year}
        wrong = [year for year in _YEAR.findall(text) if years and int(year) not in years]
        return f"这件事在事实里不是{wrong[0]}年" if wrong else ""


def _clock_times(text: str) -> Iterator[tuple[str, int, int]]:
    """The times of the clock that a text names: the half of the day where it is said, hour (1 to 12) and minute."""
    for found in _CLOCK.finditer(text) if "点" in text else ():
        hour, minute = numeral(found["hour"]), numeral(found["minute"] or "0")
        if hour is not None and minute is not None and hour <= _DAY:
            yield _half(found["day"], int(hour)), int(hour) % 12 or 12, 30 if found["half"] else int(minute)


def _half(day: str | None, hour: int) -> str:
    """上午 or 下午; "" for an hour that may be of both. The night has the hours to midnight and those after it."""
    if _NOON < hour < _DAY:
        return "下午"
    if day in _BEFORE_NOON or (day in _NIGHT and not _DUSK <= hour < _NOON):
        return "上午"
    return "下午" if day in _AFTER_NOON + _NIGHT else ""


def _ahead(fact: Fact) -> bool:
    return _AHEAD.search(f"{fact.text}，{fact.quote}") is not None


def _months(text: str) -> set[int]:
    return {number for found in _MONTH.finditer(text) for number in _numbers(found)}


def _numbers(found: re.Match[str]) -> set[int]:
    return {
        int(word) if word.isdigit() else _MONTHS[word]
        for word in _NUMBER.findall(found["first"] + (found["more"] or ""))
    }
