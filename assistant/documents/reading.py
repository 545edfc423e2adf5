"""A file of any format we know, read: what it is by suffix and first bytes, then the reader of that format."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.document import Document, Piece, assembled
from assistant.documents.opening import READABLE, SEE_CONTENTS, bytes_of, shown, too_large
from assistant.documents.plain import TEXT_SUFFIXES, decoded, without_markdown
from assistant.errors import FileError

if TYPE_CHECKING:
    from assistant.report import Answers

ANSWERS_SUFFIXES = (".yaml", ".yml")
MAX_TEXT = 4 * 1024 * 1024
"""Bytes of text read at most; a report has about ten thousand."""
MAX_FILE = 20 * 1024 * 1024
"""Bytes of any other file read at most."""

_OTHER_SUFFIXES = {
    ".doc": "请用 Word 或 WPS 打开，另存为 .docx 再用。",
    ".wps": "请用 WPS 打开，另存为 .docx 再用。",
    ".rtf": "请用 Word 或 WPS 打开，另存为 .docx 再用。",
    ".odt": "请用 Word 或 WPS 打开，另存为 .docx 再用。",
    ".docm": "请用 Word 打开，另存为不带宏的 .docx 再用。",
    ".pdf": "请把里面的文字复制出来，存成 .txt，或找原来的 .docx。",
}
_MARKDOWN_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")


def read_text(path: Path | str) -> str:
    """The text of a file, lines ended by a newline: `read_blocks(path).text`. Raises FileError like it."""
    return read_blocks(path).text


def read_blocks(path: Path | str) -> Document:
    """Reads a file as text with places; formats by suffix: .txt, .md, .docx.

    Encodings of text: UTF-8 with or without BOM, UTF-16, GB18030. Raises FileError (missing, a folder, empty, too
    large, binary, unknown encoding, a Word file that is locked, damaged or not one).
    """
    path = Path(path)
    suffix, name = path.suffix.lower(), shown(path)
    if suffix == ".docx":
        from assistant.documents.word import read_word

        document = read_word(bytes_of(path, MAX_FILE), name)
        if len(document.text.encode("utf-8", "surrogatepass")) > MAX_TEXT:
            raise too_large(name, MAX_TEXT)
    elif suffix in TEXT_SUFFIXES:
        document = _text_document(decoded(bytes_of(path, MAX_TEXT), name), name, markdown=suffix == ".md")
    else:
        bytes_of(path, MAX_FILE)
        kind = f" {suffix} 文件" if suffix else "没有后缀的文件"
        raise FileError(f"读不了“{name}”：不认识{kind}。", _OTHER_SUFFIXES.get(suffix, READABLE))
    if not document.blocks:
        raise FileError(f"“{name}”里没有文字。", SEE_CONTENTS)
    return document


def _text_document(text: str, name: str, *, markdown: bool) -> Document:
    """Each line a block (第5行: as an editor counts them); headings of Markdown keep their level as style."""
    levels: dict[int, str] = {}
    if markdown:
        for number, line in enumerate(text.split("\n")):
            mark = _MARKDOWN_HEADING.match(line)
            if mark:
                levels[number] = f"heading{len(mark[1])}"
        text = without_markdown(text)
    lines = text.split("\n")
    pieces = ([Piece(line, f"第{number + 1}行", levels.get(number))] for number, line in enumerate(lines))
    return assembled(name, "text", pieces)


def load_answers(path: Path | str) -> Answers:
    """Reads an answers file (.yaml) as text; raises FileError, AnswersError or OutlineError."""
    from assistant.answers_file import parse_answers

    path = Path(path)
    if path.suffix.lower() not in (*ANSWERS_SUFFIXES, *TEXT_SUFFIXES):
        bytes_of(path, MAX_TEXT)
        raise FileError(f"“{shown(path)}”不是答案文件。", "答案文件的后缀是 .yaml；笔记请先用 assistant intake 整理。")
    return parse_answers(read_plain(path), shown(path))


def read_plain(path: Path, limit: int = MAX_TEXT) -> str:
    """Reads a text file whatever its suffix; `limit` in bytes. Raises FileError like `read_text`."""
    text = decoded(bytes_of(path, limit), shown(path))
    if not text.strip():
        raise FileError(f"“{shown(path)}”里没有文字。", SEE_CONTENTS)
    return text
