"""The rows of an Excel ledger (.xlsx) as clauses: “杨林村，党员数35人，收入12.5万元”, each figure with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from io import BytesIO
from itertools import takewhile
from typing import Any

from assistant.documents.archive import SAVE_AGAIN, opened, xml_part
from assistant.documents.document import Document, Piece, assembled
from assistant.documents.tables import clause, contexts, head_rows, heads, is_ordinal_head
from assistant.errors import FileError

MAX_ROWS = 20_000
MAX_COLUMNS = 200
_LITERAL = re.compile(r'[0#?]"([^"]{1,8})"')
_PLACES = re.compile(r"0\.(0+)")


def read_sheet(data: bytes, name: str) -> Document:
    """One line a row, its cells joined with the heads of their columns, so that each figure says what it counts.

    A table's title is a line of its own, the rows of heads stand only in what is below them.
    Locators are 台账!B4. Formulas give the value Excel last worked out; dates, percentages and units as shown.
    Hidden sheets are left out and named in `notes`. Raises FileError where the file is locked, damaged, too large.
    """
    with opened(data, name, ".xlsx 表格") as archive:
        if xml_part(archive, "xl/workbook.xml", name) is None:
            raise FileError(
                f"“{name}”不是 Excel 表格，或里面没有工作表。", f"请看看是不是改了后缀的其他文件；{SAVE_AGAIN}"
            )
        for entry in archive.namelist():
            if entry.startswith("xl/") and entry.endswith(".xml"):
                _refuse_declarations(archive.open(entry).read(4096), name)
    hidden: list[str] = []
    document = assembled(name, "sheet", _lines(data, name, hidden), "，")
    return replace(document, notes=("没有读隐藏的工作表：" + "、".join(hidden) + "。",) if hidden else ())


def _refuse_declarations(start: bytes, name: str) -> None:
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start or "<!DOCTYPE".encode("utf-16-le") in start:
        raise FileError(f"“{name}”带有不该有的文件类型声明，没有打开。", SAVE_AGAIN)


def _lines(data: bytes, name: str, hidden: list[str]) -> Iterator[list[Piece]]:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    left = MAX_ROWS
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            hidden.append(sheet.title)
            continue
        rows = _rows(sheet, name, left)
        left -= len(rows)
        yield from table_lines(sheet.title, rows)
        yield []


def _rows(sheet: Any, name: str, most: int) -> dict[int, dict[int, str]]:
    """Row number → column → what the cell shows. The declared size is not believed."""
    sheet.reset_dimensions()
    rows = (enumerate("" if cell.value is None else _shown(cell) for cell in row) for row in sheet.iter_rows())
    return rows_kept(rows, name, most)


def rows_kept(rows: Iterable[Iterable[tuple[int, str]]], name: str, most: int = MAX_ROWS) -> dict[int, dict[int, str]]:
    """Row number → column → words of the rows of any table, told as (column, words) in order; empty rows and cells and
    columns beyond MAX_COLUMNS left out. Raises FileError where more than `most` are left."""
    found: dict[int, dict[int, str]] = {}
    for number, row in enumerate(rows, 1):
        cells = {column: words for column, words in takewhile(lambda cell: cell[0] < MAX_COLUMNS, row) if words}
        if cells:
            found[number] = cells
        if len(found) > most:
            raise FileError(f"“{name}”超过{MAX_ROWS}行，没有读。", "请只留要用的行，例如合计和各村的数，另存再用。")
    return found


def _shown(cell: Any) -> str:
    """A cell's value as a person sees it."""
    value, pattern = cell.value, str(cell.number_format or "")
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value, pattern)
    if isinstance(value, datetime):
        clock = f"{value.hour}:{value.minute:02}" if (value.hour, value.minute) != (0, 0) else ""
        return f"{value.year}年{value.month}月{value.day}日{clock}"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}"
    words = " ".join(str(value).split())
    return "" if getattr(cell, "data_type", "") == "e" else words


def _number(value: int | float, pattern: str) -> str:
    literal = _LITERAL.search(pattern)
    places = _PLACES.search(pattern)
    percent = "%" in pattern
    if isinstance(value, float) and value != value:
        return ""
    amount = value * 100 if percent else value
    text = f"{amount:.{len(places[1])}f}" if places else f"{amount:.10g}"
    if "e" in text or "inf" in text:
        text = f"{amount:.0f}" if abs(amount) < 1e15 else str(value)
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text + ("%" if percent else literal[1].strip() if literal else "")


def table_lines(title: str, rows: Mapping[int, Mapping[int, str]]) -> Iterator[list[Piece]]:
    """The lines of a table by its rows and columns, each figure with the head of its column."""
    numbers, table = list(rows), list(rows.values())
    count = head_rows(table)
    columns = heads(table[:count])
    said = contexts(table)
    for place, row in enumerate(table):
        at = [(column, f"{title}!{_letters(column)}{numbers[place]}") for column in sorted(row)]
        if place < count:
            alone = len(at) == 1 or count == len(table)
            yield from [[Piece(row[column], locator, "head") for column, locator in at]] if alone else []
        else:
            yield list(_clauses(row, at, columns, said[place]))


def _clauses(
    row: Mapping[int, str], at: Sequence[tuple[int, str]], columns: Mapping[int, str], said: Mapping[int, str]
) -> Iterator[Piece]:
    for column, locator in at:
        head, words = columns.get(column, ""), row[column]
        if is_ordinal_head(head):
            continue
        yield Piece(clause(head, words), locator, "cell", said[column])


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
