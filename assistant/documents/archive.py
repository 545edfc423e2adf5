"""Office files are zip archives of XML: what is refused before any of it is parsed, and a parser that cannot be led on."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.documents.opening import contents
from assistant.errors import FileError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_ENTRIES = 2000
MAX_ENTRY = 50 * 1024 * 1024
MAX_TOTAL = 100 * 1024 * 1024
MAX_XML = 20 * 1024 * 1024
MAX_RATIO = 100
SMALL = 1024 * 1024
"""Bytes below which a high ratio does no harm (a table of a thousand like rows)."""
MAX_DEPTH = 200
"""XML elements inside each other; Word itself stays below 60."""
MAX_ELEMENTS = 800_000
"""A text of the largest size we read has fewer; each takes some 200 bytes once parsed."""
SAVE_AGAIN = "请用 Word、Excel 或 WPS 打开它，另存为新的文件再用。"

_LOCAL_HEADER = 30
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError)


@contextmanager
def opened(data: bytes, name: str, what: str) -> Iterator[zipfile.ZipFile]:
    """The archive, after its table of contents was found sane; `what` it ought to be (“.docx 文档”), for the refusal.

    Limits (numbers of published guards): 2,000 entries, 50 MB each and 100 MB in all as declared, ratio 100 where it
    matters, no two entries sharing bytes, no name twice, none encrypted. Raises FileError; nested archives are never opened.
    """
    found = contents(data)
    if found and found[1] == "ole":
        raise FileError(f"“{name}”加了密码，或其实是旧版 Office 文件。", f"请去掉密码。{SAVE_AGAIN}")
    if found and found[1] != "zip":
        raise FileError(f"“{name}”打不开：它不是 {what}，里面其实是{found[0]}。", "请改回正确的后缀再用。")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_contents(archive, len(data), name)
            yield archive
    except _DAMAGE as error:
        raise FileError(f"“{name}”打不开：文件坏了，或不是 {what}。", SAVE_AGAIN) from error


def _check_contents(archive: zipfile.ZipFile, size: int, name: str) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise FileError(f"“{name}”里的零件太多，不像一份报告，没有打开。", SAVE_AGAIN)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise FileError(f"“{name}”加了密码。", f"请去掉密码。{SAVE_AGAIN}")
    total = sum(entry.file_size for entry in entries)
    if total > MAX_TOTAL or any(entry.file_size > MAX_ENTRY for entry in entries) or _inflates(total, size):
        raise FileError(f"“{name}”解开后大得不正常，没有打开。", SAVE_AGAIN)
    if len({entry.filename for entry in entries}) < len(entries) or _overlap(entries):
        raise FileError(f"“{name}”的压缩结构不正常，没有打开。", SAVE_AGAIN)


def _inflates(size: int, packed: int) -> bool:
    return size > SMALL and size > MAX_RATIO * max(packed, 1)


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether two entries share bytes, as in an archive made to unfold for ever."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    return any(
        one.header_offset + _LOCAL_HEADER + one.compress_size > other.header_offset for one, other in pairwise(ordered)
    )


def xml_part(archive: zipfile.ZipFile, part: str, name: str) -> Element | None:
    """One XML part parsed; None where the file has no such part. Raises FileError where it is too large or damaged."""
    try:
        info = archive.getinfo(part)
    except KeyError:
        return None
    if info.file_size > MAX_XML or _inflates(info.file_size, info.compress_size):
        raise FileError(f"“{name}”解开后大得不正常，没有打开。", SAVE_AGAIN)
    with archive.open(info) as stream:
        return parsed(stream.read(MAX_XML + 1), name)


def parsed(xml: bytes, name: str) -> Element:
    """XML without document type, entities, great depth or millions of elements; raises FileError where it has them."""
    from xml.etree.ElementTree import ParseError, TreeBuilder, XMLParser

    class Builder(TreeBuilder):
        depth = 0
        count = 0

        def doctype(self, *_: object) -> None:
            raise FileError(f"“{name}”带有不该有的文件类型声明，没有打开。", SAVE_AGAIN)

        def start(self, tag: str, attrs: dict[str, str], /) -> Element:
            self.depth += 1
            self.count += 1
            if self.depth > MAX_DEPTH:
                raise FileError(f"“{name}”的结构套得太深，没有打开。", SAVE_AGAIN)
            if self.count > MAX_ELEMENTS:
                raise FileError(f"“{name}”解开后大得不正常，没有打开。", SAVE_AGAIN)
            return super().start(tag, attrs)

        def end(self, tag: str, /) -> Element:
            self.depth -= 1
            return super().end(tag)

    parser = XMLParser(target=Builder())
    try:
        parser.feed(xml)
        root: Element = parser.close()
    except (ParseError, LookupError, ValueError) as error:
        raise FileError(f"“{name}”的正文坏了，读不了。", SAVE_AGAIN) from error
    return root
