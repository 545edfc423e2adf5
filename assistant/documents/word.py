"""The words of a Word file (.docx) in reading order, with the place of each paragraph and cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.documents.archive import SAVE_AGAIN, opened, xml_part
from assistant.documents.document import Document, Piece, assembled
from assistant.documents.tables import contexts
from assistant.documents.word_numbering import Numbering, numbering
from assistant.errors import FileError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _T, _TBL, _TR, _TC, _BOX = (f"{_W}{name}" for name in ("p", "t", "tbl", "tr", "tc", "txbxContent"))
_SKIPPED = {
    *(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "instrText", "rt")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录) ?[1-9]", re.IGNORECASE)


SMALL_XML = 2 * 1024 * 1024
"""Bytes of XML that are parsed in a blink whatever they hold; a report has a tenth."""
_PARTS = tuple(f"word/{part}.xml" for part in ("document", "styles", "numbering"))


def is_small(data: bytes, name: str) -> bool:
    """Whether a .docx is small enough to be read without a process of its own; raises FileError where it is not sane."""
    with opened(data, name, ".docx 文档") as archive:
        return sum(entry.file_size for entry in archive.infolist() if entry.filename in _PARTS) <= SMALL_XML


def read_word(data: bytes, name: str) -> Document:
    """Paragraphs and tables of a .docx in order, one line each (table cells apart by tabs), automatic numbers included.

    Left out on purpose: headers, footers, comments, footnotes, a table of contents, deleted revisions, hidden text;
    tracked insertions and text boxes (after the paragraph that holds them) are read. Nothing outside the file is ever
    followed. Raises FileError where the file is locked by a password, an old .doc, no Word file, damaged, or larger
    inside than any report is.
    """
    with opened(data, name, ".docx 文档") as archive:
        root, styles, definitions = (xml_part(archive, part, name) for part in _PARTS)
        numbers = numbering(definitions, styles)
    body = root.find(f"{_W}body") if root is not None else None
    if body is None:
        raise FileError(f"“{name}”不是 Word 文档，或里面没有正文。", f"请看看是不是改了后缀的其他文件；{SAVE_AGAIN}")
    return assembled(name, "word", _Reading(numbers, _styles(styles)).lines(body))


def _styles(styles: Element | None) -> dict[str, str]:
    """What each paragraph style is: title, heading1 … heading9 or contents; by its name or its outline level."""
    found = {}
    for node in styles.iter(f"{_W}style") if styles is not None else ():
        named = node.find(f"{_W}name")
        name = named.get(f"{_W}val", "") if named is not None else ""
        level = node.find(f"{_W}pPr/{_W}outlineLvl")
        outline = level.get(f"{_W}val", "") if level is not None else ""
        heading = _HEADING.fullmatch(name)
        if heading:
            found[node.get(f"{_W}styleId", "")] = f"heading{heading[1]}"
        elif name.lower() in ("title", "标题"):
            found[node.get(f"{_W}styleId", "")] = "title"
        elif _CONTENTS.fullmatch(name):
            found[node.get(f"{_W}styleId", "")] = "contents"
        elif outline in tuple("012345678"):
            found[node.get(f"{_W}styleId", "")] = f"heading{int(outline) + 1}"
    return found


@dataclass
class _Reading:
    """One pass through a document: counts its paragraphs and tables as it goes."""

    numbers: Numbering
    styles: dict[str, str]
    paragraphs: int = 0
    tables: int = 0
    boxes: list[Element] = field(default_factory=list)

    def lines(self, parent: Element) -> Iterator[list[Piece]]:
        joined = ""
        for child in _content(parent):
            if child.tag == _TBL:
                yield from self._table(child)
                continue
            self.boxes = []
            words = joined + self.numbers.label(child) + self._words(child)
            if _is_deleted(child, f"{_W}pPr/{_W}rPr/{_W}del") and not self.boxes:
                joined = words
                continue
            joined = ""
            style = self._style(child)
            if style == "contents":
                continue
            yield [self._paragraph(words, style)]
            for box in self.boxes:
                yield from self._box(box)
        if joined:
            yield [self._paragraph(joined, None)]

    def _paragraph(self, words: str, style: str | None) -> Piece:
        self.paragraphs += bool(words.strip())
        return Piece(words, f"第{self.paragraphs}段", style)

    def _box(self, box: Element) -> Iterator[list[Piece]]:
        for words in self._flat(box).split("\n"):
            if words.strip():
                yield [Piece(words, f"第{max(self.paragraphs, 1)}段旁文本框")]

    def _table(self, table: Element) -> Iterator[list[Piece]]:
        self.tables += 1
        rows: list[list[tuple[int, str]]] = []
        for row in _inside(table, _TR):
            if _is_deleted(row, f"{_W}trPr/{_W}del"):
                continue
            cells: list[tuple[int, str]] = []
            column = 0
            for cell in _inside(row, _TC):
                cells.append((column, self._flat(cell)))
                column += _span(cell)
            rows.append(cells)
        said = contexts([{column: text.replace("\n", "") for column, text in row} for row in rows])
        for number, texts in enumerate(rows):
            yield [
                Piece(text, f"表{self.tables}第{number + 1}行第{place + 1}列", "cell", said[number][column])
                for place, (column, text) in enumerate(texts)
            ]

    def _flat(self, parent: Element) -> str:
        """The lines of a cell or box as one text, tables within them included."""
        lines = []
        for child in _content(parent):
            if child.tag == _TBL:
                rows = (row for row in _inside(child, _TR))
                lines += ["\t".join(self._flat(cell) for cell in _inside(row, _TC)) for row in rows]
            else:
                self.boxes = []
                lines.append(self.numbers.label(child) + self._words(child))
                lines += [self._flat(box) for box in self.boxes]
        return "\n".join(lines)

    def _style(self, paragraph: Element) -> str | None:
        own = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = own.get(f"{_W}val", "") if own is not None else ""
        return self.styles.get(name) or ("title" if name == "Title" else None)

    def _words(self, paragraph: Element) -> str:
        words = "".join(self._runs(paragraph))
        return words.replace("\n", "") if self._style(paragraph) == "title" else words

    def _runs(self, element: Element) -> Iterator[str]:
        for child in element:
            if child.tag == _T:
                yield child.text or ""
            elif child.tag in _MARKS:
                yield "" if child.get(f"{_W}type") == "page" else _MARKS[child.tag]
            elif child.tag == _BOX:
                self.boxes.append(child)
            elif child.tag not in _SKIPPED and not _is_hidden(child):
                yield from self._runs(child)


def _content(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables of a body, cell or box, also those inside content controls and revisions."""
    for child in parent:
        if child.tag in (_P, _TBL):
            yield child
        elif child.tag not in _SKIPPED:
            yield from _content(child)


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those inside content controls, not those of tables within them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _inside(child, tag)


def _span(cell: Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = span.get(f"{_W}val", "1") if span is not None else "1"
    return min(int(value), 100) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def _is_deleted(element: Element, path: str) -> bool:
    return element.find(path) is not None


def _is_hidden(run: Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}vanish") if run.tag == f"{_W}r" else None
    return mark is not None and mark.get(f"{_W}val", "true") not in ("0", "false", "off")
