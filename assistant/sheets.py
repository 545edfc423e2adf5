"""问题单: what is still missing, by who can know it, from what is pending."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.export.sheet import SheetEntry
from assistant.outline import Outline
from assistant.report import Pending


def sheets_of(pending: Iterable[Pending], outline: Outline) -> dict[str, list[SheetEntry]]:
    """What is pending, by who can know it, each question once, in the outline's order."""
    lacking = {entry.question for entry in pending}
    sheets: dict[str, list[SheetEntry]] = {}
    for question in outline.questions:
        if question.id in lacking:
            sheet = SheetEntry(question.id, question.ask, question.example, question.lookup)
            sheets.setdefault(question.who, []).append(sheet)
    return sheets
