"""The lists: 措施清单 to be filled in where it stands, the others as they will be written, and the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from markupsafe import Markup

from assistant.acts.measures import Field
from assistant.interview.events import Event
from assistant.shown.tables import CellShown, RowShown, TableShown, tables_shown
from assistant.ui.frame import Doing, Handler, View
from assistant.ui.html import empty, join, lines, tag

NAME = "lists"
TITLE = "措施清单"


def show(view: View) -> Markup:
    """The first list of measures with cells to fill in; the others folded."""
    report = view.report
    tables = tables_shown(report, view.outline) if report is not None else []
    if not tables:
        return empty("还没有措施清单。", "起草以后，责任人、时限、目标在这里改。")
    filled = next((one.id for one in tables if any(row.measure for row in one.rows)), "")
    return join((_above(view), *(_table(one, one.id == filled) for one in tables)))


def _above(view: View) -> Markup:
    name = view.session.id
    links = (("下载 Excel", "lists.xlsx"), ("下载 Word", "lists.docx"))
    return tag(
        "div",
        tag("span", "白底的格子可以直接改，改完点别处就存下，正文里的话也跟着改。", cls="dim"),
        tag("span", cls="grow"),
        *(tag("a", words, href=f"/download/{name}/{what}", cls="btn small", download=True) for words, what in links),
        cls="row",
    )


def _table(shown: TableShown, fillable: bool) -> Markup:
    heads = tag("tr", *(tag("th", words, scope="col") for words in shown.headings))
    rows = (_row(row, shown, fillable) for row in shown.rows)
    grid = tag("table", tag("thead", heads), tag("tbody", *rows), cls="table list")
    body = tag("div", grid, cls="scroll", tabindex=0, role="region", aria_label=shown.name)
    if fillable:
        return tag("section", tag("h3", shown.title), body, cls="list-open")
    return tag("details", tag("summary", f"{shown.title}（{len(shown.rows)}条）"), body, cls="card")


def _row(row: RowShown, shown: TableShown, fillable: bool) -> Markup:
    cells = (_cell(cell, row, heading, fillable) for cell, heading in zip(row.cells, shown.headings, strict=True))
    return tag("tr", *cells, id=f"measure-{row.measure}" if fillable and row.measure else None)


def _cell(cell: CellShown, row: RowShown, heading: str, fillable: bool) -> Markup:
    if not (fillable and cell.field):
        told = tag("mark", "待补", cls="pending") if cell.blank else lines(cell.words)
        return tag("td", told, cls="number" if cell.number else None)
    words = "" if cell.blank else cell.words
    number = row.cells[0].words
    field = tag(
        "textarea",
        words,
        name="words",
        id=f"cell-{row.measure}-{cell.field}",
        rows=max(1, min(6, -(-len(words) // (14 if cell.field == "target" else 7)))),
        placeholder="待补",
        data_act="lists.fill",
        data_measure=row.measure,
        data_field=cell.field,
        aria_label=f"第{number}条的{heading}",
        cls="cell blank" if cell.blank else "cell",
    )
    return tag("td", field, cls=f"fill {cell.field}")


def fill(doing: Doing) -> Iterable[Event] | None:
    """A cell of a measure."""
    told = doing.data
    if told.get("field") not in ("owner", "due", "target"):
        return None
    return doing.conversation.fill_measure(told.get("measure", ""), cast("Field", told["field"]), told.get("words", ""))


ACTS: Mapping[str, Handler] = {"fill": fill}
