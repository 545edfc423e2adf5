"""Lines on a page, of a PDF or recognised on a picture, put together to paragraphs and table rows."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from assistant.documents.document import Piece
from assistant.documents.tables import contexts

_PAGE_NUMBER = re.compile(
    r"[—\-–－\s·_]*\d{1,4}[—\-–－\s·_]*|第\s*\d+\s*页(?:\s*[，,/]?\s*共\s*\d+\s*页)?|\d+\s*/\s*\d+"
)
_SENTENCE_END = re.compile(r"[。！？；：!?;:]['\"”’）)》]*$")
_OPENER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、是]|第[一二三四五六七八九十]{1,3}[，、]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.、．])"
)
_MARGIN = 0.12
"""Share of a page's height, above and below, where headers and page numbers stand."""
_REPEATED = 3
_NARROW = 0.45
"""Share of the page's width below which lines are those of a list, not of a paragraph."""


@dataclass(frozen=True)
class Line:
    """One line as it stands on its page: `cells` are its texts where wide gaps part it; measures in any unit, y down."""

    cells: tuple[str, ...]
    left: float
    right: float
    top: float
    bottom: float
    size: float

    @property
    def text(self) -> str:
        """The line's words."""
        return "\t".join(self.cells)


@dataclass(frozen=True)
class Page:
    """The lines of a page, or of one column of it, from top to bottom; `number` counts from 1."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _Placed:
    """A line with its place: page and number of the line on it, headers and page numbers not counted."""

    line: Line
    page: Page
    number: int
    left: float
    right: float

    @property
    def locator(self) -> str:
        return f"第{self.page.number}页第{self.number}行"


def paragraphs(pages: Sequence[Page]) -> Iterable[list[Piece]]:
    """Paragraphs over line and page ends, table rows as cells; headers, footers and page numbers are left out."""
    repeated = _repeated(pages)
    placed: list[_Placed] = []
    for page in pages:
        before = placed[-1].number if placed and placed[-1].page.number == page.number else 0
        placed += _body(page, repeated, before)
    index = 0
    while index < len(placed):
        rows = _rows_from(placed, index)
        if rows:
            yield from _table(rows)
            index += len(rows)
            continue
        begin = index
        index += 1
        while (
            index < len(placed) and len(placed[index].line.cells) == 1 and _continues(placed[index - 1], placed[index])
        ):
            index += 1
        yield [Piece(_joined([one.line.text for one in placed[begin:index]]), placed[begin].locator)]


def _repeated(pages: Sequence[Page]) -> set[str]:
    """Words that stand at the edge of most pages: headers and footers."""
    told = {(page.number, _bare(line.text)) for page in pages for line in page.lines if _at_edge(line, page)}
    counts = Counter(text for _, text in told)
    most = max(_REPEATED, 0.6 * len({page.number for page in pages}))
    return {text for text, count in counts.items() if count >= most}


def _bare(text: str) -> str:
    return re.sub(r"\d+|\s", "", text)


def _at_edge(line: Line, page: Page) -> bool:
    return line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height


def _body(page: Page, repeated: set[str], before: int) -> list[_Placed]:
    kept = [
        line
        for line in page.lines
        if not (_at_edge(line, page) and (_PAGE_NUMBER.fullmatch(line.text.strip()) or _bare(line.text) in repeated))
    ]
    if not kept:
        return []
    widest = max(line.right - line.left for line in kept)
    wide = [line for line in kept if line.right - line.left > 0.7 * widest] or kept
    left, right = min(line.left for line in wide), max(line.right for line in wide)
    return [_Placed(line, page, number, left, right) for number, line in enumerate(kept, before + 1)]


def _continues(one: _Placed, other: _Placed) -> bool:
    """Whether a line goes on with the sentence of the line before: not indented, and that one was full."""
    size = max(one.line.size, 1e-6)
    if abs(other.line.size - one.line.size) > 0.2 * size:
        return False
    if other.line.left > other.left + 1.2 * size or one.right - one.left < _NARROW * one.page.width:
        return False
    ended = _SENTENCE_END.search(one.line.text.rstrip()) is not None
    room = one.right - one.line.right
    if room > (2.2 if ended else 4.5) * size:
        return False
    if ended and _OPENER.match(other.line.text.lstrip()):
        return False
    return one.page is not other.page or _gap(one, other) < 1.7 * _usual_gap(one.page, size)


def _gap(one: _Placed, other: _Placed) -> float:
    return other.line.top - one.line.top


def _usual_gap(page: Page, size: float) -> float:
    tops = [line.top for line in page.lines]
    gaps = [later - earlier for earlier, later in itertools.pairwise(tops) if later - earlier > 0.5 * size]
    return max(float(median(gaps)) if gaps else 0.0, 1.2 * size)


def _joined(lines: Sequence[str]) -> str:
    text = lines[0].strip()
    for line in lines[1:]:
        line = line.strip()
        words = text[-1:].isascii() and text[-1:].isalpha() and line[:1].isascii() and line[:1].isalpha()
        text += (" " if words else "") + line
    return text


def _rows_from(placed: Sequence[_Placed], index: int) -> list[_Placed]:
    """The run of lines that are rows of a table: parted by wide gaps, on the same page."""
    end = index
    while end < len(placed) and len(placed[end].line.cells) > 1 and placed[end].page is placed[index].page:
        end += 1
    return list(placed[index:end])


def _table(rows: Sequence[_Placed]) -> Iterable[list[Piece]]:
    counts = {len(row.line.cells) for row in rows}
    said = contexts([dict(enumerate(row.line.cells)) for row in rows]) if len(counts) == 1 else None
    for index, row in enumerate(rows):
        yield [
            Piece(text, f"{row.locator}第{place + 1}格", "cell", said[index][place] if said else "")
            for place, text in enumerate(row.line.cells)
        ]
