"""What stands in the cells of a list of measures: leader, base, quarters, told from the facts, blank where unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.figures.reading import read_figures
from assistant.report import Fact, Measure
from assistant.writing.measures import due_date

_LEADERS = re.compile(r"书记|镇长|乡长|主任|委员|主席|部长|领导|局长|我|本人")
_EACH = re.compile(r"每(?:半年|季度|个?季|个?月|周|年|两个?月)[^，。；]{0,14}")
_OPENING = re.compile(r"^(?:针对|对|瞄准|聚焦|围绕)[^，。]{2,40}?(?:的问题|这一短板|问题|短板)，")
_DATED = re.compile(
    r"(?:20\d\d年)?(?P<due>年?(?:年底|年末|年中|上半年|下半年|第?[一二三四]季度(?:末|底)?|(?:1[0-2]|[1-9])月(?:份|底|末|中旬|上旬|下旬)?))(?:之?前|以前|内)?"
)
_LONGEST_STEP = 18
NO_LEADER = "【待补：责任领导】"
Cell = int | Decimal | str | None


def plain(text: str) -> str:
    """A measure without the opening that names its problem, which has a column of its own, and without 待补."""
    text = _OPENING.sub("", text.strip())
    return "".join(s for s in re.findall(r"[^。]+。?", text) if "【待补" not in s) or text


def leader(owner: str) -> str:
    """Who answers for it among the leaders, where the words said name one; else to be filled in."""
    if owner.startswith("【待补"):
        return NO_LEADER
    if owner in ("我", "本人"):
        return "书记"
    named = [word for word in re.split(r"[、和及]", owner) if _LEADERS.search(word)]
    return "、".join(named) if named else NO_LEADER


def base_of(measure: Measure, facts: Sequence[Fact], year: int) -> int | Decimal | None:
    """The present figure that a target starts from: what was said of it, the A of 从A到B, else this year's figure of the
    same matter in the same unit and frequency; None where it is not known or could be several."""
    told = [span.figure for span in read_figures(measure.base)] if measure.base else []
    if told and told[0].value is not None:
        return _number(told[0].value, told[0].unit)
    by_id = {fact.id: fact for fact in facts}
    own = [by_id[fact] for fact in measure.facts if fact in by_id]
    for fact in own:
        if fact.figure is not None and fact.figure.base is not None:
            return _number(fact.figure.base, fact.figure.unit)
    for fact in own:
        others = [other for other in facts if other.id not in measure.facts and _same_matter(fact, other, year)]
        same = {other.figure.value for other in others if other.figure is not None}
        if len(same) == 1 and (value := same.pop()) is not None:
            return _number(value, fact.figure.unit if fact.figure else "")
    return None


def _same_matter(fact: Fact, other: Fact, year: int) -> bool:
    if fact.figure is None or other.figure is None or other.status != "ok" or other.year != year:
        return False
    if fact.figure.per != other.figure.per:
        return False
    one, two = (re.sub(r"\d+|年|前|底|达到?|到|提高|增加|争取|力争", "", f.metric) for f in (fact, other))
    shorter, longer = sorted((one, two), key=len)
    alike = len(shorter) >= 3 and shorter in longer and len(shorter) * 5 >= len(longer) * 3
    return alike and _unit(fact.figure.unit) == _unit(other.figure.unit)


def _unit(unit: str) -> str:
    return {"万": "万元", "亿": "亿元", "人": "名"}.get(unit, unit)


def _number(value: Decimal, unit: str = "") -> int | Decimal:
    value = value * 10 if unit == "成" else value
    return int(value) if value == value.to_integral_value() else value


def quarters(measure: Measure, year: int) -> str:
    """What is due in which quarter of `year`: step by step where several dates are told, else from the due or frequency."""
    steps = _steps(plain(measure.text), year)
    if len({quarter for quarter, _ in steps}) > 1:
        return "；".join(f"{'一二三四'[quarter - 1]}季度：{words}" for quarter, words in sorted(steps))
    if measure.due_date is not None:
        return f"{'一二三四'[(measure.due_date.month - 1) // 3]}季度完成"
    often = _EACH.search(measure.text) or _EACH.search(measure.due)
    if often and re.match(r"每(?:个?季|个?月|周|两个?月)", often.group()):
        return "一至四季度逐季推进"
    return "二、四季度推进" if often and often.group().startswith("每半年") else ""


def _steps(text: str, year: int) -> list[tuple[int, str]]:
    """(quarter, what is to be done by then) of each clause that names a date of the year."""
    found = []
    for clause in re.split(r"[，；。]", text):
        dated = _DATED.search(clause)
        day = due_date(dated["due"].removeprefix("年年").strip(), year) if dated else None
        if dated is None or day is None or day.year != year:
            continue
        words = (clause[: dated.start()] + clause[dated.end() :]).strip("，、 ")
        if len(words) >= 4:
            found.append(((day.month - 1) // 3 + 1, words[:_LONGEST_STEP]))
    return found
