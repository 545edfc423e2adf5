"""A page of the web saved under the name of an Office file, as office systems export them: paragraphs and table rows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from email import message_from_bytes, policy

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:]{0,30})[^<>]*>|<!--|-->|<[!?][^<>]*>")
_SKIPPED = frozenset({"script", "style", "title", "xml", "o:documentproperties"})
_BLOCKS = frozenset({"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "body"})
_HEAD = re.compile(rb"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html|head|meta|body|table)\b", re.IGNORECASE)
_ARCHIVE = re.compile(rb"\s*(?:MIME-Version|From|Content-Type):", re.IGNORECASE)

Rows = list[list[str]]


def page_inside(data: bytes) -> bytes | None:
    """The bytes of the web page that a file is, or that a web archive (.mht) holds; None where it is none."""
    start = data[:1024].removeprefix(b"\xef\xbb\xbf")
    if _HEAD.match(start):
        return data
    if not _ARCHIVE.match(start):
        return None
    for part in message_from_bytes(data, policy=policy.default).walk():
        if part.get_content_type() == "text/html":
            told = part.get_payload(decode=True)
            return told if isinstance(told, bytes) else None
    return None


def rows_of(page: str) -> Iterator[list[str]]:
    """The page's paragraphs, one cell each, and the rows of its tables; no script, style or remark. Linear in the page."""
    cells: list[str] = []
    words, at, skipped = "", 0, ""
    inside_row = False
    for tag in [*_TAG.finditer(page), None]:
        words += "" if skipped else page[at : tag.start() if tag else len(page)]
        at = tag.end() if tag else len(page)
        name, end = (tag["name"] or "").lower() if tag else "body", bool(tag and tag["end"])
        if skipped:
            skipped = "" if tag and (tag[0] == "-->" if skipped == "<!--" else end and name == skipped) else skipped
        elif tag and (tag[0] == "<!--" or (name in _SKIPPED and not end)):
            skipped = tag[0] if tag[0] == "<!--" else name
        elif name in ("td", "th") and inside_row and (end or _plain(words)):
            cells, words = [*cells, _plain(words)], ""
        elif name == "tr" or (name in _BLOCKS and not inside_row):
            told = [*cells, _plain(words)] if _plain(words) else cells
            if any(told):
                yield told
            cells, words, inside_row = [], "", name == "tr" and not end
        elif name in _BLOCKS:
            words += " "


def _plain(words: str) -> str:
    return " ".join(html.unescape(words).split())
