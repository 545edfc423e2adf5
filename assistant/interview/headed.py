"""Words that go on from a figure of another year, headed by what that figure is told of, so that they stand alone."""

from __future__ import annotations

from assistant.figures.reading import read_figures
from assistant.report import Fact
from assistant.text.patterns import Lazy

_GOES_ON = Lazy(
    r"(?:降|升|增|减|提|涨|达|压)[一-龥]{0,3}[至到]|[增减]至|(?:现在|目前|眼下|如今)?(?:只|仅|才|就|还)?(?:有|剩)?\d"
)
# “去年是6名” behind “35岁以下接收10名” is 2024年35岁以下接收6名.
_YEAR_TOLD = Lazy(r"(?P<year>20\d\d年)(?:同期)?(?:[是为有]|只有|才)?(?=约?近?\d)")
_THIS_YEAR = Lazy(r"^(?:全年|本年度?|年内|20\d\d年)")
# “报表去年报了40张，今年只报了22张”: what is counted is told with the first alone.
_SAME_DEED = Lazy(r"(?:只|仅|才|共|一共|又)?(?P<deed>[一-龥]{1,2}了?)(?=约?近?\d)")
_COUNT = Lazy(r"\d+(?:\.\d+)?[^\d]*$")
_NO_HEAD = Lazy(r"(?:(?:20\d\d|[去上前今]一?)年度?|是|为|有|的|，)*$")


def headed(text: str, year: int, before: Fact | None, report: int) -> str:
    """The words of a figure of that year behind the fact before it in its sentence: 降至47岁 behind 平均年龄52岁 is
    平均年龄降至47岁. As they are where they stand alone."""
    if before is None or before.year == year:
        return text
    alike = _of_its_unit(text, before)
    deed = _SAME_DEED.match(text) if alike else None
    goes_on = alike and _GOES_ON.match(text) is not None
    head = _head(before) if deed is not None or goes_on else ""
    if deed is not None and head.endswith(deed["deed"]):
        return head.removesuffix(deed["deed"]) + text
    if not goes_on or not head:
        return text
    told = _YEAR_TOLD.match(text)
    if told is None and text.startswith(f"{report}年"):
        return text
    return f"{told['year']}{_THIS_YEAR.sub('', head)}{text[told.end() :]}" if told is not None else head + text


def _of_its_unit(text: str, before: Fact) -> bool:
    """Whether words count in the unit of the figure before: “收入50万元以上的村8个” behind 收入540万元 counts villages."""
    unit = before.figure.unit if before.figure is not None else ""
    spans = read_figures(text)
    return bool(spans) and spans[0].figure.unit == unit and spans[0].figure.threshold is None


def _head(fact: Fact) -> str:
    """What a fact's figure is told of, without the figure and its year; "" where no figure is found in its words."""
    spans = read_figures(fact.text)
    if not spans:
        return ""
    counted = _COUNT.search(spans[-1].text)
    head = fact.text[: spans[-1].start + (counted.start() if counted else 0)]
    return _NO_HEAD.sub("", head).replace(f"{fact.year}年", "")
