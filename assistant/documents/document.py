"""What a file comes to once it is read: its text, and its blocks, each with the place a person finds it at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "word", "pdf", "sheet", "picture"]

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# The 18 characters that GB 18030—2022 moved out of the private use area; Python's codec has the mapping of 2005, and
# files written with that mapping have them in other encodings too.
_PRIVATE_2005 = [*range(0xE78D, 0xE797), 0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864]
_STANDARD_2022 = [0xFE10, 0xFE12, 0xFE11, *range(0xFE13, 0xFE1A), *range(0x9FB4, 0x9FBC)]
_TO_2022 = dict(zip(_PRIVATE_2005, _STANDARD_2022, strict=True))
_IN_PRIVATE = re.compile("[\ue78d-\ue796\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864]")


def plain(text: str) -> str:
    """The text with lines ended by a newline, without byte order mark, its characters those of GB 18030—2022."""
    text = _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))
    return text.translate(_TO_2022) if _IN_PRIVATE.search(text) else text


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
    a picture: each figure is then to be compared with the paper before it is used.
    """

    name: str
    kind: Kind
    text: str
    blocks: tuple[Block, ...]
    recognised: bool = False

    def block_at(self, place: int) -> Block | None:
        """The block that holds this code point of the text, or the last before it; None before the first."""
        found = None
        for block in self.blocks:
            if block.start > place:
                break
            found = block
        return found


@dataclass(frozen=True)
class Piece:
    """What a reader found, before it has a place in the text: see `Block`."""

    text: str
    locator: str = ""
    style: str | None = None
    context: str = ""


def assembled(name: str, kind: Kind, lines: Iterable[Sequence[Piece]], *, recognised: bool = False) -> Document:
    """Joins lines of pieces into a document: pieces of a line apart by tabs, lines by newlines; blank ones keep place."""
    words: list[str] = []
    blocks: list[Block] = []
    place = 0
    for line in lines:
        for index, piece in enumerate(line):
            text = plain(piece.text)
            place += 1 if index else 0
            lead = len(text) - len(text.lstrip())
            if text.strip():
                blocks.append(Block(text.strip(), piece.locator, piece.style, place + lead, piece.context))
            words.append("\t" + text if index else text)
            place += len(text)
        words.append("\n")
        place += 1
    return Document(name, kind, "".join(words[:-1]), tuple(blocks), recognised)
