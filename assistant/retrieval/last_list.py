"""Last year's list of measures read back: each row a promise, with what was entered under 完成情况 as its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.documents import Document
from assistant.figures.reading import read_figures
from assistant.report import Commitment, LastYear

MOST_ROWS = 300
_LONGEST_HEAD = 10
_HEADS = {
    "measure": re.compile("具体措施|整改措施|工作措施|责任事项|措施内容|^措施$|承诺事项|上年措施"),
    "problem": re.compile("对应问题|^问题|存在问题|查摆问题"),
    "target": re.compile("量化目标|整改目标|目标|考核标准"),
    "owner": re.compile("责任人|责任单位|责任站所"),
    "due": re.compile("时限|完成时间|期限"),
    "done": re.compile("完成情况|进展|落实情况|整改情况|销号"),
}
_SHEET = re.compile(r"^(?P<table>.*)!(?P<column>[A-Z]+)(?P<row>\d+)$")
_WORD = re.compile(r"^(?P<table>表\d+)第(?P<row>\d+)行第(?P<column>\d+)列$")
_IDLE = ("年", "月", "日", "号", "季度")
Row = dict[str, str]


def read_last_list(document: Document, year: int | None = None) -> LastYear | None:
    """The promises of a list; None where the file holds no table with a column of measures.

    `year` is the year this year's report tells of, for which the list was made. Of several lists in one file (措施清单,
    整改清单 …) the first with 完成情况 filled in is taken, else the first.
    """
    tables = [rows for rows in _tables(document) if any("measure" in row for row in rows)]
    if not tables:
        return None
    rows = next((rows for rows in tables if any(row.get("done") for row in rows)), tables[0])
    told = [row for row in rows if row.get("measure")][:MOST_ROWS]
    found = [_commitment(row, place, year, document.name) for place, row in enumerate(told, 1)]
    past = year - 1 if year is not None else None
    return LastYear(name=document.name, text=document.text, year=past, commitments=found)


def _commitment(row: Row, place: int, year: int | None, name: str) -> Commitment:
    target = row.get("target", "")
    spans = [span for span in read_figures(target or row["measure"]) if span.figure.unit not in _IDLE]
    words = (target or row["measure"])[: spans[0].start] if spans else ""
    return Commitment(
        id=f"L{place}",
        text=row["measure"],
        headline=row.get("problem", ""),
        metric=re.split("[，。；、]", words)[-1],
        figure=spans[0].figure if spans else None,
        year=year,
        due=_told(row.get("due", "")),
        owner=_told(row.get("owner", "")),
        locator=f"{name}第{place}行",
        answer=row.get("done", ""),
    )


def _told(words: str) -> str:
    return "" if words.startswith("【待补") else words


def _tables(document: Document) -> Iterator[list[Row]]:
    """The tables of a file as rows by what their columns are."""
    tables: dict[str, dict[int, dict[str, str]]] = {}
    heads: dict[tuple[str, str], str] = {}
    for block in document.blocks:
        found = _SHEET.match(block.locator) or _WORD.match(block.locator)
        if found is None:
            continue
        table, row, column = found["table"], int(found["row"]), found["column"]
        head = heads.get((table, column), "") or (block.context.split(" ")[-1] if block.locator.count("!") else "")
        words = block.text.strip()
        for shown in (f"{head}：", head):
            words = words.removeprefix(shown) if head else words
        kind = next((name for name, pattern in _HEADS.items() if pattern.search(head)), "") if head else ""
        if not head and len(words) <= _LONGEST_HEAD and any(pattern.search(words) for pattern in _HEADS.values()):
            heads[table, column] = words
        elif kind and words:
            tables.setdefault(table, {}).setdefault(row, {}).setdefault(kind, words)
    for rows in tables.values():
        yield [rows[number] for number in sorted(rows)]
