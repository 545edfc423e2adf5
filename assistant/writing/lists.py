"""The lists of a report (措施清单, 上年措施完成情况, 整改清单 …): rows from its measures, problems and promises, by the outline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.figures.printed import figure_words
from assistant.outline import Holds, ListPlan, Outline
from assistant.report import Commitment, Measure, Problem, Report
from assistant.suggestions import kinds_for
from assistant.writing.cells import NO_LEADER, Cell, base_of, leader, plain, quarters
from assistant.writing.kinship import kinship
from assistant.writing.measures import NO_DUE, NO_OWNER, NO_TARGET

__all__ = ["OUTCOMES", "Cell", "Sheet", "sheets"]
OUTCOMES = {"done": "已完成", "partly": "部分完成", "open": "未完成", "unanswered": "【待补：完成情况】"}
_SAME, _MOST_SUGGESTED = 0.3, 3
Row = dict[Holds, Cell]


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
    makers = {"measures": _measure_rows, "problems": _problem_rows, "promises": _promise_rows}
    rows = list(makers[plan.rows](report))
    if plan.rows == "measures" and any(column.holds == "status" for column in plan.columns):
        rows += [*_left_rows(report), *_suggested_rows(report)]
    cells = tuple(
        tuple(place if column.holds == "number" else row.get(column.holds) for column in plan.columns)
        for place, row in enumerate(rows, 1)
    )
    year = report.year if plan.rows == "promises" else report.year + 1
    return Sheet(
        plan.id,
        plan.name,
        f"{year}年度{re.sub('^(?:下年度|上年)', '', plan.name)}",
        tuple(column.name for column in plan.columns),
        tuple(column.width for column in plan.columns),
        cells,
    )


def _measure_rows(report: Report) -> Iterator[Row]:
    problems = {problem.id: problem for problem in report.problems}
    for measure in report.measures:
        problem = problems.get(measure.problem or "")
        yield {
            "problem": problem.headline if problem else "",
            "measure": plain(measure.text),
            "base": base_of(measure, report.facts, report.year),
            "target": measure.target,
            "leader": leader(measure.owner),
            "owner": measure.owner,
            "due": measure.due,
            "quarters": quarters(measure, report.year + 1),
            "status": "上年结转" if any(_taken_up(one, measure) for one in _unkept(report)) else "",
        }


# ---- last year's ----


def _unkept(report: Report) -> list[Commitment]:
    return [one for one in report.commitments if one.kind == "target" and one.outcome in ("partly", "open")]


def _taken_up(one: Commitment, measure: Measure) -> bool:
    """Whether a measure of next year's is what was left of one of last year's."""
    return kinship(plain(one.text), plain(measure.text)) >= _SAME


def _left_rows(report: Report) -> Iterator[Row]:
    """What was promised for this year, not done, and taken up by no measure: carried over, its date to be set anew."""
    for one in _unkept(report):
        if any(_taken_up(one, measure) for measure in report.measures):
            continue
        fact = next((fact for fact in report.facts if fact.id == one.fact), None)
        reached = fact.figure.value if fact is not None and fact.figure is not None else None
        yield {
            "problem": one.headline or "上年未完成事项",
            "measure": plain(one.text),
            "base": None if reached is None else int(reached) if reached == reached.to_integral_value() else reached,
            "target": figure_words(one.figure) if one.figure else NO_TARGET,
            "leader": leader(one.owner or NO_OWNER),
            "owner": one.owner or NO_OWNER,
            "due": NO_DUE,
            "quarters": "",
            "status": f"上年结转（{OUTCOMES[one.outcome]}）",
        }


def _promise_rows(report: Report) -> Iterator[Row]:
    facts = {fact.id: fact for fact in report.facts}
    for one in report.commitments:
        if one.kind != "target":
            continue
        fact = facts.get(one.fact or "")
        yield {
            "problem": one.headline,
            "measure": plain(one.text),
            "target": figure_words(one.figure) if one.figure else "",
            "owner": one.owner,
            "due": one.due,
            "status": OUTCOMES[one.outcome],
            "proof": one.answer or (fact.text if fact else ""),
            "carried": "结转" if one.outcome in ("partly", "open") else "",
        }


# ---- problems ----


def _suggested_rows(report: Report) -> Iterator[Row]:
    """What usually helps a problem that no measure answers, marked as a suggestion, every figure left to the person."""
    for problem in report.problems:
        if problem.measures or any(measure.problem == problem.id for measure in report.measures):
            continue
        for kind in kinds_for(problem.text or problem.headline)[:1]:
            for one in kind.measures[:_MOST_SUGGESTED]:
                yield {
                    "problem": problem.headline,
                    "measure": f"（建议）{one.text}",
                    "target": NO_TARGET,
                    "leader": NO_LEADER,
                    "owner": NO_OWNER,
                    "due": NO_DUE,
                    "quarters": "",
                    "status": f"建议，未采用；通常由{one.owner}负责",
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
    text = re.sub(r"^[一二三四五六七八九十]+是", "", problem.text).removeprefix(f"{problem.headline}。")
    for cause in causes:
        text = text.replace(cause, "")
    return "".join(s for s in re.findall(r"[^。]+。?", text) if "【待补" not in s and "原因" not in s).strip()
