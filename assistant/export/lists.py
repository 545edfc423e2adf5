"""Lists to files: .xlsx with typed cells, .docx as a landscape table, .md and .json."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from assistant.documents import save_all
from assistant.errors import FileError
from assistant.export.packed import packed

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Cell = int | Decimal | str | None
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


class Sheet(Protocol):
    """A list ready to be written; see writing.lists."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def headings(self) -> tuple[str, ...]: ...
    @property
    def widths(self) -> tuple[int, ...]: ...
    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]: ...


def save_lists(sheets: Sequence[Sheet], path: Path) -> None:
    """Writes all lists to one file; raises FileError for a suffix other than .xlsx .docx .md .json."""
    renderers = {".xlsx": xlsx, ".docx": docx, ".md": markdown, ".json": as_json}
    render = renderers.get(path.suffix.lower())
    if render is None:
        raise FileError(f"不会写成“{path.name}”这种文件。", "清单请用 .xlsx .docx .md .json 之一。")
    save_all({path: render(sheets)})


def xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with a sheet a list: frozen and filtered heading, A4 landscape, one page wide, no formulas.

    Text is always written as text, so that what begins with = + - @ is never read as a formula.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _fill(book.create_sheet(_SHEET_NAME.sub("", sheet.name)[:31]), sheet)
    return packed(book)


def _fill(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    thin = Side(style="thin", color="808080")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    last = get_column_letter(len(sheet.headings))
    page.merge_cells(f"A1:{last}1")
    title: Any = page["A1"]
    title.value, title.font = sheet.title, Font(name="宋体", size=16, bold=True)
    title.alignment = Alignment(horizontal="center", vertical="center")
    page.row_dimensions[1].height = 30
    for column, heading in enumerate(sheet.headings, 1):
        cell: Any = page.cell(2, column, heading)
        cell.font, cell.fill = Font(name="黑体", size=11), PatternFill("solid", fgColor="E7E6E6")
        cell.border = border
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        page.column_dimensions[get_column_letter(column)].width = sheet.widths[column - 1] * 1.15 + 1
    for place, row in enumerate(sheet.rows, 3):
        for column, value in enumerate(row, 1):
            cell = page.cell(place, column)
            _put(cell, value)
            cell.font, cell.border = Font(name="仿宋", size=11), border
            number = isinstance(value, int | Decimal)
            cell.alignment = Alignment(
                horizontal="center" if number or sheet.widths[column - 1] <= 12 else "left",
                vertical="center",
                wrap_text=True,
            )
        page.row_dimensions[place].height = _height(sheet, row)
    _page(page, last, len(sheet.rows) + 2)


def _put(cell: Any, value: Cell) -> None:
    if value is None:
        return
    if isinstance(value, str):
        cell.value = _CONTROL.sub("", value)
        cell.data_type = "s"
        cell.number_format = "@"
    else:
        cell.value = int(value) if value == int(value) else float(value)


def _height(sheet: Sheet, row: Sequence[Cell]) -> float:
    """Room for the tallest cell: lines of `width` Chinese characters, 16 points each."""
    lines = [
        sum(-(-max(len(line), 1) // max(int(width / 1.9), 1)) for line in str(value or "").split("\n"))
        for value, width in zip(row, [w * 1.15 + 1 for w in sheet.widths], strict=True)
    ]
    return min(16.0 * max(lines, default=1) + 6, 400)


def _page(page: Worksheet, last: str, rows: int) -> None:
    page.freeze_panes = "A3"
    page.auto_filter.ref = f"A2:{last}{rows}"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    properties: Any = page.sheet_properties
    properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:2"
    footer: Any = page.oddFooter
    footer.center.text = "第 &P 页，共 &N 页"
    page.page_margins.left = page.page_margins.right = 0.5
    page.print_options.horizontalCentered = True


def docx(sheets: Sequence[Sheet]) -> bytes:
    """A Word file, A4 landscape, a table a list with its heading row repeated on each page."""
    from docx.enum.section import WD_ORIENT
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Mm, Pt

    from assistant.export.gb9704 import GB9704, new_document, write

    document = new_document(GB9704, "、".join(sheet.name for sheet in sheets))
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(22)
    room = 257.0
    for index, sheet in enumerate(sheets):
        title = document.add_paragraph(style="Title")
        title.paragraph_format.page_break_before = index > 0
        write(title, sheet.title, GB9704.title)
        table = document.add_table(rows=1 + len(sheet.rows), cols=len(sheet.headings), style="Table Grid")
        table.autofit = False
        total = sum(sheet.widths)
        for column, width in zip(table.columns, sheet.widths, strict=True):
            column.width = Mm(room * width / total)
        texts = [sheet.headings, *([_shown(value) for value in row] for row in sheet.rows)]
        for place, (row, cells) in enumerate(zip(table.rows, texts, strict=True)):
            for cell, text, width in zip(row.cells, cells, sheet.widths, strict=True):
                cell.width = Mm(room * width / total)
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.line_spacing = Pt(16)
                off = parse_xml(f'<w:snapToGrid {nsdecls("w")} w:val="0"/>')
                paragraph._p.get_or_add_pPr().insert_element_before(off, "w:spacing", "w:ind", "w:jc", "w:rPr")
                face = GB9704.heading if place == 0 else GB9704.body
                write(paragraph, text, face)
                for run in paragraph.runs:
                    run.font.size = Pt(10.5)
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        _repeat(table.rows[0])
    return packed(document)


def _repeat(row: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _shown(value: Cell) -> str:
    return "" if value is None else _CONTROL.sub("", str(value))


def markdown(sheets: Sequence[Sheet]) -> bytes:
    """A table a list; bars inside a cell are kept from breaking it."""
    blocks = []
    for sheet in sheets:
        lines = [f"| {' | '.join(sheet.headings)} |", f"| {' | '.join('---' for _ in sheet.headings)} |"]
        lines += [
            f"| {' | '.join(_shown(value).replace('|', '｜').replace(chr(10), '<br>') for value in row)} |"
            for row in sheet.rows
        ]
        blocks.append(f"# {sheet.title}\n\n" + "\n".join(lines))
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def as_json(sheets: Sequence[Sheet]) -> bytes:
    """The lists as objects by heading."""
    value = {
        "lists": [
            {
                "id": sheet.id,
                "name": sheet.name,
                "columns": list(sheet.headings),
                "rows": [dict(zip(sheet.headings, map(_plain, row), strict=True)) for row in sheet.rows],
            }
            for sheet in sheets
        ]
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _plain(value: Cell) -> int | float | str | None:
    return float(value) if isinstance(value, Decimal) else value
