"""The comments of a Word file, each with the words it is tied to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.archive import opened, xml_part
from assistant.documents.reading import read_blocks

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = (f"{_W}del", f"{_W}moveFrom")


@dataclass(frozen=True)
class Remark:
    """What a reviewer wrote, who, and the words it is tied to ("" where it stands at a point)."""

    text: str
    author: str
    quote: str


def read_remarks(path: Path) -> list[Remark]:
    """All comments in the order they stand in the file; none where the file has none or is no .docx. Raises FileError."""
    if path.suffix.lower() not in (".docx", ".docm"):
        return []
    read_blocks(path)
    data = path.read_bytes()
    with opened(data, path.name, ".docx 文档") as archive:
        comments = xml_part(archive, "word/comments.xml", path.name)
        document = xml_part(archive, "word/document.xml", path.name)
    if comments is None or document is None:
        return []
    quotes = _Anchors()
    quotes.walk(document)
    told = {comment.get(f"{_W}id") or "": comment for comment in comments.iter(f"{_W}comment")}
    found = []
    for number, words in quotes.words.items():
        comment = told.get(number)
        if comment is not None:
            lines = ["".join(t.text or "" for t in p.iter(f"{_W}t")) for p in comment.iter(f"{_W}p")]
            text = "\n".join(line for line in lines if line.strip())
            found.append(Remark(text, comment.get(f"{_W}author") or "", "".join(words).strip()))
    return [remark for remark in found if remark.text]


class _Anchors:
    """The words between a comment's marks, by its number; deleted revisions are no words."""

    def __init__(self) -> None:
        self.words: dict[str, list[str]] = {}
        self._open: list[str] = []

    def walk(self, element: Element) -> None:
        for child in element:
            if child.tag in _GONE:
                continue
            self._mark(child.tag, child.get(f"{_W}id") or "")
            if child.tag == f"{_W}t":
                for number in self._open:
                    self.words[number].append(child.text or "")
            self.walk(child)

    def _mark(self, tag: str, number: str) -> None:
        if tag == f"{_W}commentRangeStart":
            self._open.append(number)
            self.words.setdefault(number, [])
        elif tag == f"{_W}commentRangeEnd" and number in self._open:
            self._open.remove(number)
        elif tag == f"{_W}commentReference":
            self.words.setdefault(number, [])
