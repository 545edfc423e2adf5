"""Drafts of next to nothing, to which a test tells what it is about."""

from __future__ import annotations

from assistant.outline import find_outline
from assistant.report import Answers, Report
from assistant.workflow import draft

OUTLINE = find_outline(None)
LEAST = {
    "B1": "全镇16个村，党员1480名。",
    "D1": "专题研究党建4次。",
    "H1": "第一条，后备干部少。",
    "J2": "全年讲党课4次。",
}


def draft_of(**told: str) -> Report:
    """A report of 2025 from the least that a draft needs and what was told, by question."""
    return draft(Answers(outline=OUTLINE.name, year=2025, answers=LEAST | told), OUTLINE)


def work_of(**told: str) -> str:
    """The first part of such a report."""
    return draft_of(**told).parts[0].text
