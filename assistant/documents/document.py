"""What a file comes to once it is read: its text, and its blocks, each with the place a person finds it at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from assistant.documents.opening import too_large

Kind = Literal["text", "word", "pdf", "sheet", "picture"]
KINDS: tuple[Kind, ...] = ("text", "word", "pdf", "sheet", "picture")

MAX_TEXT = 4 * 1024 * 1024
"""Bytes of text read at most; a report has about ten thousand."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# The 18 characters that GB 18030—2022 moved out of the private use area; Python's codec has the mapping of 2005, and
# files written with that mapping have them in other encodings too.
_PRIVATE_2005 = [*range(0xE78D, 0xE797), 0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864]
_STANDARD_2022 = [0xFE10, 0xFE12, 0xFE11, *range(0xFE13, 0xFE1A), *range(0x9FB4, 0x9FBC)]
_TO_2022 = dict(zip(_PRIVATE_2005, _STANDARD_2022, strict=True))
_SENTENCE_END = re.compile(r"[。！？；：!?;:]['\"”’）)》]*$")
# Radicals that PDF writers put for the characters that look like them (⼯作 for 工作); Unicode says which those are, but
# for those that only exist as simplified radicals.
_RADICALS = (*range(0x2F00, 0x2FD6), 0x2E9F, 0x2EF3)
_SIMPLIFIED = dict(
    zip(
        "⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰",
        "民虎西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙",
        strict=True,
    )
)
_STRANGE = re.compile("[\u2e80-\u2fdf\ue78d-\ue796\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864]")


@cache
def _characters() -> dict[int, int | str]:
    radicals = {code: unicodedata.normalize("NFKC", chr(code)) for code in _RADICALS}
    return {**_TO_2022, **radicals, **{ord(radical): char for radical, char in _SIMPLIFIED.items()}}


def plain(text: str) -> str:
    """The text with lines ended by a newline, without byte order mark, its characters those of GB 18030—2022."""
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    return text.translate(_characters()) if _STRANGE.search(text) else text


@dataclass(frozen=True)
class Block:
    """A paragraph, a cell of a table or a line of a file.

    `locator` is the place as a person would say it (第3段, 表1第2行第3列, 台账!B4, 第2页第5行); `start` the code point
    at which `text` begins in the document's text. `style`: title, heading1 … heading9, cell, or None.
    `context` of a cell: what its table says of it, row and column heads (“甲村 党员数（人）”); "" elsewhere.
    """

    text: str
    locator: str
    style: str | None = None
    start: int = 0
    context: str = ""

    @property
    def end(self) -> int:
        """The code point behind the block in the document's text."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Document:
    """A file as read: `name` without its folder, `text` the whole, `blocks` those of its pieces that hold words.

    `text[block.start : block.end] == block.text` for each block. `recognised` is true where the words were read off
    a picture: each figure is then to be compared with the paper before it is used. `notes`: sentences for the person
    about what was not read (a hidden sheet); `pictures`: pages of a PDF that are pictures and not yet read.
    """

    name: str
    kind: Kind
    text: str
    blocks: tuple[Block, ...]
    recognised: bool = False
    notes: tuple[str, ...] = ()
    pictures: tuple[int, ...] = ()


@dataclass(frozen=True)
class Piece:
    """What a reader found, before it has a place in the text: see `Block`."""

    text: str
    locator: str = ""
    style: str | None = None
    context: str = ""


def assembled(name: str, kind: Kind, lines: Iterable[Sequence[Piece]], apart: str = "\t") -> Document:
    """Joins lines of pieces into a document: pieces of a line by `apart`, lines by newlines; blank ones keep place.

    Raises FileError as soon as the text is larger than MAX_TEXT.
    """
    words: list[str] = []
    blocks: list[Block] = []
    place = size = 0
    for line in lines:
        for index, piece in enumerate(line):
            text = plain(piece.text)
            size += len(text.encode("utf-8", "surrogatepass"))
            if size > MAX_TEXT:
                raise too_large(name, MAX_TEXT)
            place += len(apart) if index else 0
            lead = len(text) - len(text.lstrip())
            if text.strip():
                blocks.append(Block(text.strip(), piece.locator, piece.style, place + lead, piece.context))
            words.append(apart + text if index else text)
            place += len(text)
        words.append("\n")
        place += 1
    return Document(name, kind, "".join(words[:-1]), tuple(blocks))


def joined(name: str, kind: Kind, documents: Sequence[Document]) -> Document:
    """Documents of one file's pages as one; a paragraph cut by the end of a page is put together again."""
    text = ""
    blocks: list[Block] = []
    for document in documents:
        last = blocks[-1] if blocks else None
        cut = last is not None and last.style is None and len(last.text) > 15 and not _SENTENCE_END.search(last.text)
        place = len(text) + (1 if text and not cut else 0)
        text += ("\n" if text and not cut else "") + document.text
        moved = [replace(block, start=block.start + place) for block in document.blocks]
        if cut and last is not None and moved and moved[0].start == place and moved[0].style is None:
            blocks[-1] = replace(last, text=last.text + moved.pop(0).text)
        blocks += moved
    notes = tuple(note for document in documents for note in document.notes)
    return Document(name, kind, text, tuple(blocks), any(document.recognised for document in documents), notes)


def as_plain(document: Document) -> dict[str, Any]:
    """A document as JSON can carry it."""
    blocks = [vars(block) for block in document.blocks]
    return vars(document) | {"blocks": blocks}


def from_plain(data: Mapping[str, Any]) -> Document:
    """The document of `as_plain`, its types made sure of: it comes from a process that parsed a stranger's file."""
    blocks = tuple(
        Block(str(b["text"]), str(b["locator"]), b["style"] and str(b["style"]), int(b["start"]), str(b["context"]))
        for b in data["blocks"]
    )
    notes, pictures = tuple(str(note) for note in data["notes"]), tuple(int(page) for page in data["pictures"])
    kind: Kind = next(kind for kind in KINDS if kind == data["kind"])
    return Document(str(data["name"]), kind, str(data["text"]), blocks, bool(data["recognised"]), notes, pictures)
