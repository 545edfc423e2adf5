"""The words of a Word file (.docx) in reading order, after making sure that it is safe to open."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from assistant.errors import FileError
from assistant.word_numbering import Numbering, numbering

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

MAX_ENTRIES = 2000
MAX_XML = 20 * 1024 * 1024
MAX_RATIO = 100
MAX_DEPTH = 200
"""XML elements inside each other; Word itself stays below 60."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = {
    *(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "instrText", "rt")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SAVE_AGAIN = "请用 Word 或 WPS 打开它，另存为 .docx 再用。"


def word_text(data: bytes, name: str) -> str:
    """Paragraphs and tables of a .docx in order, one line each (table cells apart by tabs), automatic numbers included.

    Headers, footers, comments, footnotes and deleted revisions are left out. Raises FileError where the file is
    locked by a password, an old .doc, no Word file, damaged, or larger inside than any report is.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileError(f"“{name}”加了密码，或其实是旧版 .doc 文件。", "请用 Word 或 WPS 去掉密码，另存为 .docx 再用。")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.infolist()) > MAX_ENTRIES:
                raise FileError(f"“{name}”里的零件太多，不像一份报告，没有打开。", _SAVE_AGAIN)
            root = _part(archive, "word/document.xml", name)
            numbers = numbering(*(_part(archive, f"word/{part}.xml", name) for part in ("numbering", "styles")))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise FileError(f"“{name}”打不开：文件坏了，或不是 .docx 文档。", _SAVE_AGAIN) from error
    body = root.find(f"{_W}body") if root is not None else None
    if body is None:
        raise FileError(f"“{name}”不是 Word 文档，或里面没有正文。", f"请看看是不是改了后缀的其他文件；{_SAVE_AGAIN}")
    return "\n".join(_blocks(body, numbers))


def _part(archive: zipfile.ZipFile, part: str, name: str) -> Element | None:
    """One part parsed; None where the file has no such part."""
    try:
        info = archive.getinfo(part)
    except KeyError:
        return None
    if info.flag_bits & 0x1:
        raise FileError(f"“{name}”加了密码。", "请去掉密码，另存为 .docx 再用。")
    with archive.open(info) as stream:
        xml = stream.read(MAX_XML + 1)
    if len(xml) > MAX_XML or (len(xml) > 1024 * 1024 and len(xml) > MAX_RATIO * max(info.compress_size, 1)):
        raise FileError(f"“{name}”解开后大得不正常，没有打开。", _SAVE_AGAIN)
    return _parsed(xml, name)


def _parsed(xml: bytes, name: str) -> Element:
    from xml.etree.ElementTree import ParseError, TreeBuilder, XMLParser

    class Builder(TreeBuilder):
        depth = 0

        def doctype(self, *_: object) -> None:
            raise FileError(f"“{name}”带有不该有的文件类型声明，没有打开。", _SAVE_AGAIN)

        def start(self, tag: str, attrs: dict[str, str], /) -> Element:
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise FileError(f"“{name}”的结构套得太深，没有打开。", _SAVE_AGAIN)
            return super().start(tag, attrs)

        def end(self, tag: str, /) -> Element:
            self.depth -= 1
            return super().end(tag)

    parser = XMLParser(target=Builder())
    try:
        parser.feed(xml)
        root: Element = parser.close()
    except (ParseError, LookupError, ValueError) as error:
        raise FileError(f"“{name}”的正文坏了，读不了。", _SAVE_AGAIN) from error
    return root


def _blocks(parent: Element, numbers: Numbering) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield numbers.label(child) + _words(child, numbers)
        elif child.tag == f"{_W}tr":
            yield "\t".join("\n".join(_blocks(cell, numbers)) for cell in _cells(child))
        elif child.tag not in _SKIPPED:
            yield from _blocks(child, numbers)


def _cells(row: Element) -> Iterator[Element]:
    """The row's own cells, also those inside content controls, not those of tables within them."""
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag not in _SKIPPED:
            yield from _cells(child)


def _words(paragraph: Element, numbers: Numbering) -> str:
    words = "".join(_pieces(paragraph, numbers))
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    broken_for_looks = style is not None and style.get(f"{_W}val") == "Title"
    return words.replace("\n", "") if broken_for_looks else words


def _pieces(element: Element, numbers: Numbering) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _MARKS:
            yield "" if child.get(f"{_W}type") == "page" else _MARKS[child.tag]
        elif child.tag == f"{_W}p":
            yield "\n" + numbers.label(child) + _words(child, numbers)
        elif child.tag not in _SKIPPED:
            yield from _pieces(child, numbers)
