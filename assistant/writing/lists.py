"""The lists of a report (措施清单, 整改清单, 问题清单, 责任清单): rows from its problems and measures, columns by the outline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.outline import Holds, ListPlan, Outline
from assistant.report import Fact, Measure, Problem, Report

Cell = int | Decimal | str | None
_LEADERS = re.compile(r"书记|镇长|乡长|主任|委员|主席|部长|领导|局长|我|本人")
_OFFICES = re.compile(r"办|站|所|室|中心|办公室|支部|村")
_EACH = re.compile(r"每(?:半年|季度|个?季|个?月|周|年|两个?月)[^，。；]{0,14}")
_OPENING = re.compile(r"^(?:针对|对|瞄准|聚焦|围绕)[^，。]{2,40}?(?:的问题|这一短板|问题|短板)，")


@dataclass(frozen=True)
class Sheet:
    """A list ready to be written: its name, its columns' headings and widths (in characters), its rows."""

    id: str
    name: str
    title: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(report: Report, outline: Outline) -> list[Sheet]:
    """All lists that this kind of report has; one without rows is left out."""
    made = [_sheet(report, outline, plan) for plan in outline.lists]
    return [sheet for sheet in made if sheet.rows]


def _sheet(report: Report, outline: Outline, plan: ListPlan) -> Sheet:
    year = report.year + 1
    rows = _measure_rows(report) if plan.rows == "measures" else _problem_rows(report)
    cells = tuple(
        tuple(place if column.holds == "number" else row.get(column.holds) for column in plan.columns)
        for place, row in enumerate(rows, 1)
    )
    return Sheet(
        plan.id,
        plan.name,
        f"{year}年度{plan.name.removeprefix('下年度')}",
        tuple(column.name for column in plan.columns),
        tuple(column.width for column in plan.columns),
        cells,
    )


Row = dict[Holds, Cell]


def _measure_rows(report: Report) -> Iterator[Row]:
    problems = {problem.id: problem for problem in report.problems}
    facts = {fact.id: fact for fact in report.facts}
    for measure in report.measures:
        problem = problems.get(measure.problem or "")
        own = [facts[fact] for fact in measure.facts if fact in facts]
        yield {
            "problem": problem.headline if problem else "",
            "measure": plain(measure.text),
            "base": base_of(own, report.facts, report.year),
            "target": measure.target,
            "leader": leader(measure.owner),
            "owner": measure.owner,
            "due": measure.due,
            "quarters": quarters(measure),
        }


def _problem_rows(report: Report) -> Iterator[Row]:
    for problem in report.problems:
        causes = [cause.text for cause in report.causes if cause.problem == problem.id]
        measures = [plain(measure.text) for measure in report.measures if measure.problem == problem.id]
        yield {
            "problem": problem.headline,
            "shows": _shows(problem, causes),
            "cause": "".join(causes),
            "measure": "\n".join(measures),
        }


def _shows(problem: Problem, causes: list[str]) -> str:
    text = re.sub(r"^[一二三四五六七八九十]是", "", problem.text).removeprefix(f"{problem.headline}。")
    for cause in causes:
        text = text.replace(cause, "")
    return "".join(s for s in re.findall(r"[^。]+。?", text) if "【待补" not in s and "原因" not in s).strip()


def plain(text: str) -> str:
    """A measure without the opening that names its problem, which has a column of its own, and without 待补."""
    text = _OPENING.sub("", text.strip())
    return "".join(s for s in re.findall(r"[^。]+。?", text) if "【待补" not in s) or text


def leader(owner: str) -> str:
    """Who answers for it among the leaders, where the words said name one; else to be filled in."""
    if owner.startswith("【待补"):
        return "【待补：责任领导】"
    if owner in ("我", "本人"):
        return "书记"
    named = [word for word in re.split(r"[、和及]", owner) if _LEADERS.search(word)]
    return "、".join(named) if named else "【待补：责任领导】"


def base_of(own: list[Fact], facts: list[Fact], year: int) -> int | Decimal | None:
    """The present figure that a target starts from: the A of 从A到B, else this year's figure of the same matter."""
    for fact in own:
        if fact.figure is not None and fact.figure.base is not None:
            return _number(fact.figure.base)
    for fact in own:
        same = [other for other in facts if _same_matter(fact, other, year)]
        if len(same) == 1 and same[0].figure is not None and same[0].figure.value is not None:
            return _number(same[0].figure.value)
    return None


def _same_matter(fact: Fact, other: Fact, year: int) -> bool:
    if fact.figure is None or other.figure is None or other.status != "ok" or other.year != year:
        return False
    one, two = (re.sub(r"\d+|年|前|底|达到?|到|提高|增加|争取", "", metric) for metric in (fact.metric, other.metric))
    shorter, longer = sorted((one, two), key=len)
    alike = len(shorter) >= 3 and shorter in longer and len(shorter) * 5 >= len(longer) * 3
    return alike and fact.figure.unit == other.figure.unit


def _number(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def quarters(measure: Measure) -> str:
    """What is due in which quarter, told from the due date or the frequency said; "" where neither tells."""
    often = _EACH.search(measure.text) or _EACH.search(measure.due)
    if measure.due_date is not None:
        quarter = "一二三四"[(measure.due_date.month - 1) // 3]
        return f"{quarter}季度完成"
    if often and re.match(r"每(?:个?季|个?月|周|两个?月)", often.group()):
        return "一至四季度逐季推进"
    return "二、四季度推进" if often and often.group().startswith("每半年") else ""
