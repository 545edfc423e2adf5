"""问题单: what is still missing, a sheet for each person who can know it, to be filled in and sent back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.export.packed import packed

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

    from assistant.export.gb9704 import Profile

TITLE = "待补问题单"
HOW = "请在题号后面写答案，连题号一起发回来。没有就写“没有”，不清楚写“不清楚”，不便公开写“不公开”。"
NOTHING = "没有要补的问题。"
ASK, LOOKUP, EXAMPLE = "问：", "查：", "例："
"""How the sheet's own lines begin: whoever reads replies drops lines that begin so."""


@dataclass(frozen=True)
class SheetEntry:
    """One question still open: its id, what is asked, a good answer, and the ledger where it can be looked up."""

    question: str
    ask: str
    example: str = ""
    lookup: str = ""


Sheets = Mapping[str, Sequence[SheetEntry]]
"""The entries by who can know them (书记, 组织委员 …)."""


def render_text(sheets: Sheets) -> str:
    """Plain text fit for a chat message: short lines, an “E3：” to answer after, a rule between people."""
    people = ["\n".join(_for_one(who, entries)) for who, entries in sheets.items() if entries]
    return "\n\n".join(people or [NOTHING]) + "\n"


def render_markdown(sheets: Sheets) -> str:
    """The same as Markdown: a heading for each person."""
    blocks = [f"# {TITLE}", HOW if any(sheets.values()) else NOTHING]
    for who, entries in sheets.items():
        blocks += [f"## {who}（{len(entries)}题）"] if entries else []
        blocks += ["  \n".join(_lines(entry)) for entry in entries]
    return "\n\n".join(blocks) + "\n"


def _for_one(who: str, entries: Sequence[SheetEntry]) -> list[str]:
    lines = [f"【{who}】请补{len(entries)}题", HOW]
    for entry in entries:
        lines += ["", *_lines(entry)]
    return lines


def _lines(entry: SheetEntry) -> list[str]:
    notes = ((ASK, entry.ask), (LOOKUP, entry.lookup), (EXAMPLE, entry.example))
    return [*(mark + _flat(words) for mark, words in notes if words.strip()), f"{entry.question}："]


def _flat(text: str) -> str:
    return " ".join(text.split())


def render_docx(sheets: Sheets) -> bytes:
    """A Word file with a page for each person; read back it gives the same lines as the plain text."""
    from assistant.export.gb9704 import GB9704, new_document, write

    document = new_document(GB9704, TITLE)
    wanted = [(who, entries) for who, entries in sheets.items() if entries]
    for index, (who, entries) in enumerate(wanted):
        title = document.add_paragraph(style="Title")
        title.paragraph_format.page_break_before = index > 0
        write(title, TITLE, GB9704.title)
        write(document.add_paragraph(style="Heading 1"), f"【{who}】请补{len(entries)}题", GB9704.heading)
        write(_paragraph(document, GB9704), HOW, GB9704.body)
        for entry in entries:
            *notes, answer = _lines(entry)
            for note in notes:
                face = GB9704.body if note.startswith(ASK) else GB9704.subheading
                write(_paragraph(document, GB9704), note, face)
            line = _paragraph(document, GB9704)
            write(line, answer, GB9704.heading)
            _underline(line, GB9704)
    if not wanted:
        write(document.add_paragraph(), NOTHING, GB9704.body)
    return packed(document)


def _paragraph(document: WordDocument, profile: Profile) -> Paragraph:
    from assistant.export.gb9704 import first_line

    paragraph = document.add_paragraph()
    first_line(paragraph, 2, profile.body)
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def _underline(paragraph: Paragraph, profile: Profile) -> None:
    """A rule to write on, and room below it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Twips

    paragraph.paragraph_format.keep_with_next = False
    paragraph.paragraph_format.space_after = Twips(profile.line // 2)
    properties: Any = paragraph._element.get_or_add_pPr()
    rule = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="4" w:space="1" w:color="auto"/></w:pBdr>'
    later = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")
    properties.insert_element_before(parse_xml(rule), *later)
