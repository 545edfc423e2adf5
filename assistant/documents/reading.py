"""A file of any format we know, read: what it is by suffix and first bytes, then the reader of that format.

Text and small Word files are read in this process, after their archive's table of contents was found sane: two
megabytes of XML without entities or document type take at most half a second and 60 MB (benchmarks/documents.py),
where starting the parser process alone takes 0.1 s of the half second that `check` has. All else is parsed apart.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.document import MAX_TEXT, Document, Piece, assembled, joined
from assistant.documents.opening import READABLE, SEE_CONTENTS, bytes_of, contents, shown, too_large
from assistant.documents.plain import TEXT_SUFFIXES, decoded, without_markdown
from assistant.errors import FileError

if TYPE_CHECKING:
    from assistant.report import Answers

ANSWERS_SUFFIXES = (".yaml", ".yml")
MAX_FILE = 20 * 1024 * 1024
"""Bytes of any other file read at most."""
MAX_SCANS = 30
"""Pages of one file recognised at most, one to two seconds each."""

_WORD, _SHEET = (".docx", ".docm", ".dotx"), (".xlsx", ".xlsm")
_OLD_WORD, _OLD_SHEET, _OPEN = (".doc", ".wps"), (".xls", ".et"), (".odt", ".ods")
_PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp")
_GET_OCR = "请装上识别文字的部件：pip install 'assistant[ocr]'；或者把文字打出来，存成 .docx 再用。"
_MARKDOWN_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+")


def read_text(path: Path | str) -> str:
    """The text of a file, lines ended by a newline: `read_blocks(path).text`. Raises FileError like it."""
    return read_blocks(path).text


def read_blocks(path: Path | str) -> Document:
    """Reads a file as text with places, whatever its format (by suffix; README lists them).

    Encodings of text: UTF-8 with or without BOM, UTF-16, GB18030. Raises FileError, one sentence and what to do:
    missing, a folder, empty, too large, binary, unknown encoding, locked, damaged, not what its suffix says, a picture
    where nothing can recognise one, or made to do harm.
    """
    path = Path(path)
    suffix, name = path.suffix.lower(), shown(path)
    if suffix in TEXT_SUFFIXES:
        document = _text_document(decoded(bytes_of(path, MAX_TEXT), name), name, markdown=suffix == ".md")
    elif suffix == ".csv":
        document = _csv(decoded(bytes_of(path, MAX_TEXT), name), name)
    else:
        document = _document(bytes_of(path, MAX_FILE), name, suffix)
    if not document.blocks:
        raise FileError(f"“{name}”里没有文字。", SEE_CONTENTS)
    return document


def _document(data: bytes, name: str, suffix: str) -> Document:
    if suffix in _WORD:
        return _word(data, name)
    if suffix in _SHEET:
        return _apart("sheet", data, name)
    if suffix == ".pdf":
        return _pdf(data, name)
    if suffix in _PICTURES:
        return _picture(data, name)
    if suffix in (*_OLD_WORD, *_OLD_SHEET, *_OPEN, ".rtf"):
        return _old(data, name, suffix)
    kind = f" {suffix[:12]} 文件" if suffix else "没有后缀的文件"
    raise FileError(f"读不了“{name}”：不认识{kind}。", READABLE)


def _apart(job: str, data: bytes, name: str, **options: int) -> Document:
    from assistant.documents.apart import parse_apart

    return parse_apart(job, data, name, **options)


def _word(data: bytes, name: str) -> Document:
    from assistant.documents.word import is_small, read_word

    return read_word(data, name) if is_small(data, name) else _apart("word", data, name)


def _pdf(data: bytes, name: str) -> Document:
    what = contents(data)
    if what is None or what[1] != "pdf":
        inside = f"，里面其实是{what[0]}" if what else ""
        raise FileError(f"“{name}”打不开：文件坏了，或不是 PDF{inside}。", "请重新导出一份，或找原来的 .docx。")
    document = _apart("pdf", data, name)
    scans = document.pictures
    if not scans:
        return document
    if not _can_recognise():
        which = f"“{name}”是扫描的图片" if not document.blocks else f"“{name}”有{len(scans)}页是扫描的图片"
        raise FileError(f"{which}，里面没有文字可读。", _GET_OCR)
    if len(scans) > MAX_SCANS:
        raise FileError(f"“{name}”有{len(scans)}页是图片，一次最多认{MAX_SCANS}页。", "请只留要用的几页再用。")
    read = [_apart("picture_page", data, name, page=page) for page in scans]
    return joined(name, "pdf", [document, *read] if document.blocks else read)


def _picture(data: bytes, name: str) -> Document:
    what = contents(data)
    if what is not None and what[1] != "picture":
        raise FileError(f"“{name}”不是图片，里面其实是{what[0]}。", "请改回正确的后缀再用。")
    if not _can_recognise():
        raise FileError(f"“{name}”是图片，里面的字要先认出来才能用。", _GET_OCR)
    return _apart("picture", data, name)


def _can_recognise() -> bool:
    from importlib.util import find_spec

    return all(find_spec(package) for package in ("rapidocr", "onnxruntime"))


def _old(data: bytes, name: str, suffix: str) -> Document:
    from assistant.documents.old_office import converted

    what = contents(data)
    kind = what[1] if what else "text"
    if kind == "zip" and suffix not in _OPEN:
        return _word(data, name) if suffix in (*_OLD_WORD, ".rtf") else _apart("sheet", data, name)
    if kind == "zip":
        from assistant.documents.archive import opened

        with opened(data, name, f"{suffix} 文件"):
            pass
    elif kind == "text" and suffix in (*_OLD_WORD, *_OLD_SHEET) and (page := _page_inside(data)) is not None:
        return _web(page, name, sheet=suffix in _OLD_SHEET)
    elif kind == "rtf" and suffix in (*_OLD_WORD, ".rtf"):
        suffix = ".rtf"
    elif kind != "ole" or suffix in (*_OPEN, ".rtf"):
        inside = f"，里面其实是{what[0]}" if what else ""
        raise FileError(f"“{name}”打不开：文件坏了，或不是 {suffix} 文件{inside}。", f"请换一个文件。{READABLE}")
    made = converted(data, name, suffix)
    if isinstance(made, Document):
        return made
    return _word(made[0], name) if made[1] == ".docx" else _apart("sheet", made[0], name)


def _page_inside(data: bytes) -> bytes | None:
    from assistant.documents.web import page_inside

    return page_inside(data)


def _web(page: bytes, name: str, *, sheet: bool) -> Document:
    """A web page that an office system saved as .doc or .xls."""
    from assistant.documents.sheet import rows_kept, table_lines
    from assistant.documents.web import rows_of

    if len(page) > MAX_TEXT:
        raise too_large(name, MAX_TEXT)
    rows = rows_kept((row.items() for row in rows_of(decoded(page, name))), name)
    if sheet:
        return assembled(name, "sheet", table_lines("表", rows), "，")
    lines = (
        [Piece(words, f"第{n}行" + (f"第{at + 1}格" if len(row) > 1 else "")) for at, words in row.items()]
        for n, row in rows.items()
    )
    return assembled(name, "word", lines)


def _csv(text: str, name: str) -> Document:
    """A ledger that a system has written with commas between its cells."""
    import csv

    from assistant.documents.sheet import rows_kept, table_lines

    rows = (enumerate(" ".join(cell.split()) for cell in row) for row in csv.reader(text.split("\n")))
    try:
        found = rows_kept(rows, name)
    except csv.Error as error:
        raise FileError(f"“{name}”里的表格读不出来。", "请用 Excel 或 WPS 打开它，另存为 .xlsx 再用。") from error
    return assembled(name, "sheet", table_lines("表", found), "，")


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


def load_answers(path: Path | str, *, generated: bool = False) -> Answers:
    """Reads an answers file (.yaml) as text; raises FileError, AnswersError or OutlineError.

    `generated`: answers to questions of last year's report or a notice (L1, T1) are taken too.
    """
    from assistant.answers_file import parse_answers

    path = Path(path)
    if path.suffix.lower() not in (*ANSWERS_SUFFIXES, *TEXT_SUFFIXES):
        bytes_of(path, MAX_TEXT)
        raise FileError(f"“{shown(path)}”不是答案文件。", "答案文件的后缀是 .yaml；笔记请先用 assistant intake 整理。")
    return parse_answers(read_plain(path), shown(path), generated=generated)


def read_plain(path: Path, limit: int = MAX_TEXT) -> str:
    """Reads a text file whatever its suffix; `limit` in bytes. Raises FileError like `read_text`."""
    text = decoded(bytes_of(path, limit), shown(path))
    if not text.strip():
        raise FileError(f"“{shown(path)}”里没有文字。", SEE_CONTENTS)
    return text
