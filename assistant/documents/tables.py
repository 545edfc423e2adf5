"""What a table says of each of its cells: the heads above it and the label of its row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Row = Mapping[int, str]

_NUMBER = re.compile(r"[约近超]?[-+]?[\d０-９][\d０-９,，.]*\s*(?:%|％|[\u4e00-\u9fff]{0,3})[余多以上]*")
_YEAR = re.compile(r"(?:19|20)\d\d年?度?")
_ORDINAL_HEAD = re.compile(r"\s*(?:序\s*号|编\s*号|行\s*次|No\.?)\s*", re.IGNORECASE)
_NAMES = re.compile(r"名称?$|姓名|单位|村|镇|支部|类别|项目|地区")
_UNIT = re.compile(r"^(?P<head>.+?)\s*[（(【\[]\s*(?:单位[：:])?(?P<unit>[^（()）]{1,5})\s*[）)】\]]$")
_IS_UNIT = re.compile(
    r"[万亿千百]?(?:元|人|个|户|名|场|次|亩|件|份|家|公里|千米|平方米|吨|%|％|岁|项|处|人次|场次|批|条|天|月|年)"
)
_MOST_HEAD_ROWS = 4
_MOST_COLUMNS = 500


def is_number(words: str) -> bool:
    """Whether a cell holds a number and nothing but its unit beside it; a year is a name, not a number."""
    return _NUMBER.fullmatch(words.strip()) is not None and not _YEAR.fullmatch(words.strip())


def is_ordinal_head(head: str) -> bool:
    """Whether a column only counts its rows (序号)."""
    return _ORDINAL_HEAD.fullmatch(head) is not None


def head_rows(rows: Sequence[Row]) -> int:
    """How many leading rows are the table's title and heads; 0 where it has none (a form of pairs)."""
    for index, row in enumerate(rows[: _MOST_HEAD_ROWS + 1]):
        filled = [text for text in row.values() if text.strip()]
        if len(filled) > 1 and any(is_number(text) for text in filled):
            return index
    wide = (
        index for index, row in enumerate(rows[:_MOST_HEAD_ROWS]) if sum(map(bool, map(str.strip, row.values()))) > 1
    )
    first = next(wide, None)
    return first + 1 if first is not None and len(rows) > first + 1 else 0


def heads(rows: Sequence[Row]) -> dict[int, str]:
    """The head of each column: the head rows above it joined, merged cells carried to the right; a title row is none."""
    found: dict[int, list[str]] = {}
    wide = [row for row in rows if sum(map(bool, map(str.strip, row.values()))) > 1]
    for place, row in enumerate(wide):
        carried = ""
        below = wide[place + 1 :]
        last = max((*row, *(c for other in below for c in other)), default=-1)
        for column in range(min(last + 1, _MOST_COLUMNS)):
            text = row.get(column, "").strip()
            carried = text or (carried if any(other.get(column, "").strip() for other in below) else "")
            if carried and carried not in found.setdefault(column, []):
                found[column].append(carried)
    return {column: "".join(texts) for column, texts in found.items()}


def labels(rows: Sequence[Row], columns: Mapping[int, str]) -> list[tuple[int, str]]:
    """The column and words that name each row: its first cell that is neither number nor ordinal, else those above."""
    found: list[tuple[int, str]] = []
    before = (-1, "")
    for row in rows:
        named = next(
            (
                (column, text.strip())
                for column, text in sorted(row.items())
                if text.strip() and not is_number(text) and not is_ordinal_head(columns.get(column, ""))
            ),
            before,
        )
        found.append(named)
        before = named
    return found


def contexts(rows: Sequence[Row]) -> list[dict[int, str]]:
    """For each row what the table says of each cell: “甲村 党员数（人）”; of a form of pairs the cell to the left."""
    count = head_rows(rows)
    columns = heads(rows[:count])
    named = labels(rows[count:], columns) if count else [(-1, "")] * len(rows)
    found: list[dict[int, str]] = [dict.fromkeys(row, "") for row in rows[:count]]
    for row, (own, label) in zip(rows[count:], named, strict=True):
        said, left = {}, ""
        for column in sorted(row):
            head = columns.get(column, "") or left
            said[column] = " ".join(dict.fromkeys(word for word in ("" if column == own else label, head) if word))
            words = row[column].strip()
            left = ("" if is_number(words) else words) if words else left
        found.append(said)
    return found


def clause(head: str, words: str) -> str:
    """A cell with its column's head as one clause: 党员数（人）, 35 → 党员数35人; 进展, 已完成 → 进展：已完成."""
    if not head:
        return words
    if not is_number(words):
        return words if len(words) > len(head) * 8 or not head.strip() else _named(head, words)
    united = _UNIT.match(head)
    if united and _IS_UNIT.fullmatch(united["unit"]):
        return united["head"] + (words if words[-1] in "%％" or not words[-1].isdigit() else words + united["unit"])
    return head + ("" if not head[-1].isdigit() else "：") + words


def _named(head: str, words: str) -> str:
    return words if _NAMES.search(head) else f"{head}：{words}"


def head_and_unit(head: str) -> tuple[str, str]:
    """A head without the unit in its brackets, and that unit: 收入（万元） → 收入, 万元."""
    united = _UNIT.match(head)
    return (united["head"], united["unit"]) if united and _IS_UNIT.fullmatch(united["unit"]) else (head, "")
