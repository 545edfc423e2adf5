"""How the places of a report are called: 成绩第一条, 第二个问题, 第三条措施; and which item holds a place of a part."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.outline import Outline
from assistant.report import Item, Part, Report
from assistant.writing.board import numeral_of


@dataclass(frozen=True)
class Named:
    """An item, its part, what it is (achievements, problems, measures), and what a person would call it."""

    item: Item
    part: Part
    role: str
    name: str


def named_items(report: Report, outline: Outline) -> list[Named]:
    """Every item in the order of the report, counted within its part and role."""
    found: list[Named] = []
    for part in report.parts:
        counts: dict[str, int] = {}
        for item in part.items:
            role = role_of(report, outline, part, item)
            counts[role] = counts.get(role, 0) + 1
            found.append(Named(item, part, role, _called(role, counts[role])))
    return found


def role_of(report: Report, outline: Outline, part: Part, item: Item) -> str:
    """achievements, problems, causes or measures: by the chain, else by the outline's block that the part has."""
    if any(problem.id == item.id for problem in report.problems):
        return "problems"
    if any(cause.id == item.id for cause in report.causes):
        return "causes"
    plan = next((plan for plan in (*outline.parts, *outline.optional_parts) if plan.id == part.id), None)
    roles = [block.role for block in plan.blocks] if plan else []
    if any(measure.text in item.text for measure in report.measures) and "measures" in roles:
        return "measures"
    own = (
        next((block.role for block in plan.blocks if any(one.id == item.id for one in block.items)), None)
        if plan
        else None
    )
    return own or (roles[0] if roles else "achievements")


def _called(role: str, number: int) -> str:
    numeral = numeral_of(number - 1)
    return {"problems": f"第{numeral}个问题", "causes": f"第{numeral}条原因", "measures": f"第{numeral}条措施"}.get(
        role, f"成绩第{numeral}条"
    )


def item_at(part: Part, start: int) -> Item | None:
    """The item in which a code point of the part's text lies."""
    at = 0
    for item in part.items:
        left = part.text.find(item.text, at)
        if left < 0:
            continue
        if left <= start < left + len(item.text):
            return item
        at = left + len(item.text)
    return None
