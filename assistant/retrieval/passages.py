"""A file's text as passages: groups of whole sentences along the text's own structure, rows of tables, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from itertools import groupby
from typing import Literal, get_args

from assistant.documents.document import Block, Document
from assistant.figures.numerals import plain_width
from assistant.outline import NUMERALS, outlines
from assistant.text.spans import TextReport, sentences, size, span_of
from assistant.text.structure import read_structure

Kind = Literal["exemplar", "own", "term", "notice", "material"]
KINDS: tuple[Kind, ...] = get_args(Kind)
KIND_NAMES: dict[Kind, str] = {
    "exemplar": "范文",
    "own": "本单位往年报告",
    "term": "规范表述",
    "notice": "通知",
    "material": "材料",
}
CUT = 2
"""Version of the cutting: an index made with another one is made anew."""
LEAST, MOST = 80, 200
"""字 of a sentence group; a longer sentence stands alone, it is never cut."""

_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百]{1,4}[章节条部])"
)
_LONGEST_HEADING = 40
_YEAR = re.compile(r"(20\d{2})\s*(年度|年)")


@dataclass(frozen=True)
class Passage:
    """Something that can be found and quoted.

    `id` says document, place and content: 文件-第几段of共几段-内容; `doc` is the document's id, `source` its name,
    `locator` the place as a person would say it, `start`/`end` its code points in the document's text.
    `heading` is what it stands under, `part` the outline's part it belongs to ("" where none).
    `valid_from`/`valid_until` bound the years of a term (both included).
    """

    id: str
    kind: Kind
    doc: str
    source: str
    locator: str
    text: str
    heading: str = ""
    year: int | None = None
    valid_from: int | None = None
    valid_until: int | None = None
    start: int = 0
    end: int = 0
    part: str = ""

    def fits(self, year: int | None) -> bool:
        """Whether it may be used for a report of that year: a term within its years, a notice of that year."""
        if year is None:
            return True
        if self.kind == "notice" and self.year is not None and self.year not in (year, year + 1):
            return False
        return (self.valid_from or 0) <= year <= (self.valid_until or 9999)

    def belongs_to(self, year: int | None) -> bool:
        """Whether it is bound to years and this is one of them: a campaign's term, the notice of that year."""
        if year is None:
            return False
        if self.kind == "notice":
            return self.year == year
        return self.valid_from is not None and self.valid_until is not None and self.fits(year)


@dataclass(frozen=True)
class About:
    """What is known of a document beside its text; `year` None: read from the text."""

    kind: Kind
    doc: str
    source: str
    year: int | None = None


@dataclass(frozen=True)
class _Unit:
    """A sentence or a table row: place, locator of its block, number within it, and what it stands under."""

    start: int
    end: int
    block: str
    number: int
    section: str
    heading: str
    row: bool = False
    part: str = ""


def packed(passage: Passage) -> dict[str, object]:
    """What of a passage is worth writing down: `Passage(**packed(p)) == p`."""
    return {
        name: value
        for name, value in asdict(passage).items()
        if value not in (None, "", 0) or name in ("id", "kind", "doc", "source", "locator", "text")
    }


def document_id(data: bytes) -> str:
    """The id of a document: of its content alone, so that the same file is the same document."""
    return sha256(data).hexdigest()[:12]


def numbered(passages: Sequence[Passage]) -> list[Passage]:
    """The passages of one document with their ids; a document is whole where as many are there as the ids say."""
    total = len(passages)
    return [
        replace(passage, id=f"{passage.doc}-{number}of{total}-{sha256(passage.text.encode()).hexdigest()[:8]}")
        for number, passage in enumerate(passages, start=1)
    ]


_ID = re.compile(r"(?P<doc>[0-9a-f]{12})-\d+of(?P<total>\d+)-[0-9a-f]{8}")


def doc_of(name: str) -> str:
    """The id of the document that a passage's id names; "" where it is no id of ours."""
    match = _ID.fullmatch(name)
    return match["doc"] if match else ""


def by_document(ids: dict[Kind, list[str]]) -> dict[str, list[str]]:
    """The ids of passages by their document."""
    found: dict[str, list[str]] = {}
    for some in ids.values():
        for name in some:
            found.setdefault(doc_of(name), []).append(name)
    return found


def is_whole(names: Sequence[str]) -> bool:
    """Whether as many passages of a document are there as its ids say."""
    match = _ID.fullmatch(names[0])
    return match is not None and len(names) == int(match["total"])


def passages_of(document: Document, about: About) -> list[Passage]:
    """Cuts a document; none of its words is lost but the headings of parts, which stand in `heading`."""
    year = about.year or _year_of(document.text.lstrip())
    found = []
    for group in _groups(_units(document)):
        first, last = group[0], group[-1]
        text = document.text[first.start : last.end]
        found.append(
            Passage(
                "",
                about.kind,
                about.doc,
                about.source,
                _locator(first, last),
                text,
                first.heading,
                year,
                start=first.start,
                end=last.end,
                part=first.part,
            )
        )
    return numbered(found)


def _year_of(text: str) -> int | None:
    """The year a text is about: the first 年度 of its head, else the first year there."""
    found = _YEAR.findall(plain_width(text[:400]))
    return next((int(year) for year, word in found if word == "年度"), int(found[0][0]) if found else None)


def _structure(text: str) -> TextReport | None:
    """The text as a report of some kind; None where it has not two parts of any."""
    read = (read_structure(text, outline) for outline in outlines())
    return next((report for report in read if sum(part.id is not None for part in report.parts) > 1), None)


def _units(document: Document) -> Iterator[_Unit]:
    report = _structure(document.text)
    heading = ""
    for (is_row, _), line in groupby(
        document.blocks, key=lambda block: (block.style == "cell", _line(document.text, block))
    ):
        cells = list(line)
        if is_row:
            yield _row(cells, heading)
            continue
        for block in cells:
            if report is None:
                heading = block.text if _is_heading(block) else heading
                yield from _sentences(document.text, block, heading, heading)
            elif not any(part.heading.start == block.start == block.end for part in report.parts):
                yield from _in_report(report, block)


def _line(text: str, block: Block) -> int:
    """Which line a cell stands in: cells of a row share one; other blocks stand alone."""
    return text.rfind("\n", 0, block.start) if block.style == "cell" else block.start


def _row(cells: Sequence[Block], heading: str) -> _Unit:
    """A row of a table, under what its table says of it."""
    first = cells[0]
    place = re.sub(r"第\d+[列格].*$", "", first.locator)
    context = "；".join(dict.fromkeys(cell.context for cell in cells if cell.context))
    return _Unit(
        first.start, cells[-1].end, place or first.locator, 0, f"row{first.start}", context or heading, row=True
    )


def _is_heading(block: Block) -> bool:
    if block.style is not None:
        return block.style != "cell"
    return len(block.text) <= _LONGEST_HEADING and "。" not in block.text and _NUMBERED.match(block.text) is not None


def _in_report(report: TextReport, block: Block) -> Iterator[_Unit]:
    """Sentences of a block with the part and the item they stand in; a part's heading is context, not text."""
    part = next((p for p in report.parts if p.heading.start <= block.start < max(p.end, p.heading.end)), None)
    if part is None:
        yield from _sentences(report.text, block, "", "")
        return
    if block.start == part.heading.start:
        rest = span_of(report.text, part.heading.end, block.end)
        block = replace(block, text=rest.text, start=rest.start)
    items = [item for item in part.items if item.start <= block.start < item.end]
    item = items[-1] if items else None
    ordinal = f"第{NUMERALS[item.ordinal - 1]}条" if item is not None and item.ordinal <= len(NUMERALS) else ""
    section = " ".join(filter(None, (part.heading.text.strip("# "), ordinal)))
    headline = item.headline.text if item is not None else ""
    heading = f"{part.heading.text.strip('# ')} {headline}".strip()
    for unit in _sentences(report.text, block, section, heading):
        yield replace(unit, part=part.id or "")


def _sentences(text: str, block: Block, section: str, heading: str) -> Iterator[_Unit]:
    if not block.text:
        return
    for number, sentence in enumerate(sentences(span_of(text, block.start, block.end)), start=1):
        yield _Unit(sentence.start, sentence.end, block.locator, number, section, heading)


def _groups(units: Iterator[_Unit]) -> Iterator[list[_Unit]]:
    """Sentences side by side under the same head: up to 200 字, a paragraph's end closes what has 80."""
    group: list[_Unit] = []
    for unit in units:
        if group and _closes(group, unit):
            yield group
            group = []
        group.append(unit)
    if group:
        yield group


def _closes(group: Sequence[_Unit], unit: _Unit) -> bool:
    length = group[-1].end - group[0].start
    return (
        unit.row
        or group[-1].row
        or unit.section != group[-1].section
        or length + unit.end - unit.start > MOST
        or (unit.block != group[-1].block and length >= LEAST)
    )


def _locator(first: _Unit, last: _Unit) -> str:
    """一、履职情况 第二条 第12段第1—2句."""
    if first.row:
        return first.block
    sentence = f"第{first.number}句" if first.number == last.number else f"第{first.number}—{last.number}句"
    place = f"{first.block}{sentence}" if first.block == last.block else f"{first.block}至{last.block}"
    return f"{first.section} {place}".strip() if not first.section or size(first.section) <= _LONGEST_HEADING else place
