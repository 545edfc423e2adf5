"""Tables of measures in last year's report: what each row promises, by whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.text.spans import Span, paragraphs_of

_OWNER = re.compile("责任|牵头|负责")
_DUE = re.compile("时限|时间|期限|节点|完成")
_ASIDE = re.compile("问题|序号|类别|原因|备注|差距|不足|表现")
_PROBLEM = re.compile("问题|短板|不足|差距")
_NO_PROBLEM = re.compile("原因|措施|序号|类别|类型|表现|目标|时限|整改")
_FEWEST_CELLS = 3


@dataclass(frozen=True)
class Row:
    """A row: its cells that tell what is to be done, whom and when its other cells name, and the problem it is about."""

    told: tuple[Span, ...]
    owner: str
    due: str
    problem: Span | None = None
    shown: str = ""
    """How the problem shows itself, of a column of its own."""


def is_row(words: str) -> bool:
    """Whether a line is a row of a table."""
    return words.count("\t") >= _FEWEST_CELLS - 1 or words.count("|") >= _FEWEST_CELLS + 1


def rows_of(body: Span) -> Iterator[Row]:
    """The rows of the tables of a part, the heads left out; each told by its columns' heads."""
    head: list[str] = []
    for line in paragraphs_of(body):
        if not is_row(line.text):
            head = []
            continue
        cells = list(_cells(line))
        words = [cell.text for cell in cells]
        if not head:
            head = words
            continue
        if any(set(cell) <= set("-: ") and cell for cell in words):
            continue
        named = [head[n] if n < len(head) else "" for n in range(len(cells))]
        told = [cell for cell, name in zip(cells, named, strict=True) if not _is_aside(name) and cell.text]
        owners = [cell.text for cell, name in zip(cells, named, strict=True) if _OWNER.search(name)]
        dues = [cell.text for cell, name in zip(cells, named, strict=True) if _is_due(name)]
        owed = [cell for cell, name in zip(cells, named, strict=True) if cell.text and _is_problem(name)]
        shown = [cell.text for cell, name in zip(cells, named, strict=True) if "表现" in name]
        yield Row(tuple(told), "".join(owners[:1]), "".join(dues[:1]), owed[0] if owed else None, "".join(shown[:1]))


def _is_problem(name: str) -> bool:
    return _PROBLEM.search(name) is not None and _NO_PROBLEM.search(name) is None


def _is_due(name: str) -> bool:
    return _DUE.search(name) is not None and _OWNER.search(name) is None and "目标" not in name


def _is_aside(name: str) -> bool:
    return bool(_ASIDE.search(name) and "措施" not in name) or _OWNER.search(name) is not None or _is_due(name)


def _cells(line: Span) -> Iterator[Span]:
    parting = "\t" if "\t" in line.text else "|"
    words = line.text
    start = 1 if parting == "|" and words.startswith("|") else 0
    end = len(words) - (1 if parting == "|" and words.endswith("|") else 0)
    at = start
    for cell in words[start:end].split(parting):
        lead = len(cell) - len(cell.lstrip())
        bare = cell.strip()
        yield Span(bare, line.start + at + lead, line.start + at + lead + len(bare))
        at += len(cell) + 1
