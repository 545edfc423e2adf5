"""A page of the web saved under the name of an Office file, as office systems export them: paragraphs and table rows."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from email import message_from_bytes, policy

from assistant.documents.sheet import MAX_COLUMNS

_TAG = re.compile(r"<!--|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:]{0,30})(?P<told>[^<>]*)>|<[!?][^<>]*>")
_SKIPPED = frozenset({"script", "style", "title", "xml", "o:documentproperties"})
_BLOCKS = frozenset({"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "body"})
_CELLS = frozenset({"td", "th"})
_HEAD = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|meta|body|table)\b", re.IGNORECASE)
_ARCHIVE = re.compile(rb"\s*(?:MIME-Version|From|Content-Type):", re.IGNORECASE)
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?\s*(\d{1,5})", re.IGNORECASE)


def page_inside(data: bytes) -> bytes | None:
    """The bytes of the web page that a file is, or that a web archive (.mht) holds; None where it is none."""
    start = data[:1024].removeprefix(codecs.BOM_UTF8)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        start = start.decode("utf-16", "ignore").encode("utf-8", "ignore")
    if _HEAD.match(start):
        return data
    if not _ARCHIVE.match(start):
        return None
    for part in message_from_bytes(data, policy=policy.default).walk():
        if part.get_content_type() == "text/html":
            told = part.get_payload(decode=True)
            return told if isinstance(told, bytes) else None
    return None


def rows_of(page: str) -> Iterator[dict[int, str]]:
    """The page's paragraphs, one cell each, and the rows of its tables by column, as cells that span several leave them;
    no script, style or remark. Linear in the page."""
    table = _Table()
    for words, tag in _tags(page):
        table.say(words)
        name, end = (tag["name"].lower(), bool(tag["end"])) if tag else ("table", True)
        if name in _CELLS and (table.in_row or not end):
            table.cell(None if end or tag is None else tag["told"])
        elif name in ("tr", "table") or (name in _BLOCKS and not table.in_row):
            row = table.taken()
            if row:
                yield row
            table.begin(name, end)
        elif name in _BLOCKS:
            table.say(" ")


def _tags(page: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Each tag with the words before it, None behind the last; remarks and what no reader sees are left out whole."""
    at, words = 0, list[str]()
    while (tag := _TAG.search(page, at)) is not None:
        words.append(page[at : tag.start()])
        at = _behind(page, tag)
        if tag["name"] and tag["name"].lower() not in _SKIPPED:
            yield "".join(words), tag
            words = []
    yield "".join((*words, page[at:])), None


def _behind(page: str, tag: re.Match[str]) -> int:
    """Where the page goes on behind a tag, or behind the whole that it begins where no reader sees that."""
    name = (tag["name"] or "").lower()
    if tag[0] == "<!--":
        # Word also writes <!-->, a remark that ends with the dashes it begins with.
        close = re.compile("-->").search(page, tag.start() + 2)
    elif name in _SKIPPED and not tag["end"]:
        close = re.compile(rf"</{name}\b[^<>]*>", re.IGNORECASE).search(page, tag.end())
    else:
        return tag.end()
    return close.end() if close else len(page)


class _Table:
    """The row or paragraph being read, and the cells of rows above that reach down into it."""

    def __init__(self) -> None:
        self.in_row = False
        self._words: list[str] = []
        self._cells: dict[int, str] = {}
        self._open: str | None = None
        self._column = self._row = 0
        self._reaches: dict[int, int] = {}
        """Column → the first row below a cell that spans several."""

    def say(self, words: str) -> None:
        """More words of the cell or paragraph."""
        self._words.append(words)

    def cell(self, told: str | None) -> None:
        """A cell begins, `told` its attributes, or ends (None)."""
        self._place()
        self.in_row, self._open = True, told

    def taken(self) -> dict[int, str]:
        """The row or paragraph, which ends here."""
        self._place()
        cells, self._cells = self._cells, {}
        return cells

    def begin(self, name: str, end: bool) -> None:
        """What ended a row or paragraph begins the next."""
        self.in_row = name == "tr" and not end
        self._column, self._row = 0, self._row + self.in_row
        if name == "table":
            self._reaches, self._row = {}, 0

    def _place(self) -> None:
        """The open cell, or words that stand in none, into the first column that no cell of a row above reaches into."""
        words, told = " ".join(html.unescape("".join(self._words)).split()), self._open
        self._words, self._open = [], None
        if told is None and not words:
            return
        while self._reaches.get(self._column, 0) > self._row:
            self._column += 1
        if words:
            self._cells[self._column] = words
        spans = {which.lower(): max(1, int(count)) for which, count in _SPAN.findall(told or "")}
        right, high = self._column + spans.get("col", 1), spans.get("row", 1)
        if high > 1:
            self._reaches |= dict.fromkeys(range(self._column, min(right, MAX_COLUMNS)), self._row + high)
        self._column = right
