"""The lists of a report as tables: a cell that is a measure's own field can be edited where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.outline import Holds, ListPlan, Outline
from assistant.report import Report
from assistant.writing.lists import Cell, Sheet, sheets

EDITED: dict[Holds, str] = {"owner": "owner", "due": "due", "target": "target"}


@dataclass(frozen=True)
class CellShown:
    """A cell's words; `field` is the measure's field that it shows ("" where it cannot be edited here)."""

    words: str
    field: str = ""
    blank: bool = False
    number: bool = False


@dataclass(frozen=True)
class RowShown:
    """A row; `measure` is the id of the measure it shows, "" in lists of problems."""

    measure: str
    cells: tuple[CellShown, ...]


@dataclass(frozen=True)
class TableShown:
    """A list with its headings."""

    id: str
    name: str
    title: str
    headings: tuple[str, ...]
    rows: tuple[RowShown, ...]


def tables_shown(report: Report, outline: Outline) -> list[TableShown]:
    """Every list that this kind of report has, as it would be written to a file."""
    plans = {plan.id: plan for plan in outline.lists}
    return [_table(report, sheet, plans[sheet.id]) for sheet in sheets(report, outline)]


def _table(report: Report, sheet: Sheet, plan: ListPlan) -> TableShown:
    ids = [measure.id for measure in report.measures] if plan.rows == "measures" else []
    rows = []
    for place, cells in enumerate(sheet.rows):
        measure = ids[place] if place < len(ids) else ""
        shown = tuple(
            _cell(cell, EDITED.get(column.holds, "") if measure else "")
            for cell, column in zip(cells, plan.columns, strict=True)
        )
        rows.append(RowShown(measure, shown))
    return TableShown(sheet.id, sheet.name, sheet.title, sheet.headings, tuple(rows))


def _cell(cell: Cell, field: str) -> CellShown:
    words = "" if cell is None else str(cell)
    return CellShown(words, field, words.startswith("【待补"), not isinstance(cell, str) and cell is not None)
