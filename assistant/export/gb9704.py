"""A blank Word document laid out to the figures of GB/T 9704—2012, ready to be written into."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor, Twips

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
_TO_FILL = re.compile("(【待补[^】]{0,200}】)")
_OFF = ("autoSpaceDE", "autoSpaceDN")
"""No extra blank between Chinese and digits or letters, so that 28 characters stand on a line."""
_PARAGRAPH_ORDER = ("autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind",
    "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
    "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange")  # fmt: skip
_STRAY_RELATIONS = ("thumbnail", "customXml", "stylesWithEffects")


@dataclass(frozen=True)
class Face:
    """A typeface by name, its size in points, and the face Word takes where the first is not installed."""

    name: str
    size: float
    fallback: str


@dataclass(frozen=True)
class Profile:
    """Page and type; lengths in twips (1/20 pt) unless said. The figures are those of GB/T 9704—2012.

    `line` is 225 mm over 22 lines (offices take 28 to 30 pt), `tighten` what lets 28 characters stand in 156 mm:
    both are practice, not the standard's words. `footer` puts the rule beside the page number 7 mm below the text.
    """

    width: int = 11906
    height: int = 16838
    top: int = 2098
    bottom: int = 1984
    left: int = 1588
    right: int = 1474
    line: int = 579
    tighten: int = -5
    footer: int = 1446
    title_line: int = 700
    number_line: int = 320
    body: Face = field(default=Face("仿宋_GB2312", 16, "FangSong"))
    title: Face = field(default=Face("方正小标宋简体", 22, "STZhongsong"))
    heading: Face = field(default=Face("黑体", 16, "SimHei"))
    subheading: Face = field(default=Face("楷体_GB2312", 16, "KaiTi"))
    number: Face = field(default=Face("宋体", 14, "SimSun"))

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every face used, for the font table."""
        return (self.body, self.title, self.heading, self.subheading, self.number)


GB9704 = Profile()


def clean(text: str) -> str:
    """The text without characters that XML forbids or nobody sees (controls, zero-width and direction marks)."""
    return _UNFIT.sub("", text)


def new_document(profile: Profile, title: str) -> WordDocument:
    """An empty document with page, styles, page numbers and title property set, and no author named."""
    document = Document()
    package: Any = document.part.package
    for relations in (package.rels, document.part.rels):
        for key in [key for key, rel in relations.items() if rel.reltype.rpartition("/")[2] in _STRAY_RELATIONS]:
            del relations[key]
    _properties(document, title)
    _styles(document, profile)
    _font_table(document, profile)
    document.settings.odd_and_even_pages_header_footer = True
    _page(document.sections[0], profile)
    return document


def write(paragraph: Paragraph, text: str, face: Face, *, bold: bool = False) -> None:
    """Adds the text as runs in this face; 【待补：…】 is marked yellow so that nobody overlooks it."""
    for piece in _TO_FILL.split(clean(text)):
        if piece:
            run = paragraph.add_run(piece)
            dress(run, face)
            run.bold = True if bold else None
            if _TO_FILL.fullmatch(piece):
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def dress(run: Run, face: Face) -> None:
    """Names the face for Chinese and Latin letters alike on the run itself; quotation marks then stand full width."""
    properties: Any = run._element.get_or_add_rPr()
    _fonts(properties, face)


def _fonts(properties: Any, face: Face) -> None:
    old = properties.find(qn("w:rFonts"))
    if old is not None:
        properties.remove(old)
    fonts = properties._add_rFonts()
    for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{slot}"), face.name)
    fonts.set(qn("w:hint"), "eastAsia")


def _properties(document: WordDocument, title: str) -> None:
    properties = document.core_properties
    properties.title = clean(title)[:255]
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
        setattr(properties, name, "")
    properties.language = "zh-CN"
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _page(section: Section, profile: Profile) -> None:
    section.page_width, section.page_height = Twips(profile.width), Twips(profile.height)
    section.top_margin, section.bottom_margin = Twips(profile.top), Twips(profile.bottom)
    section.left_margin, section.right_margin = Twips(profile.left), Twips(profile.right)
    section.footer_distance = Twips(profile.footer)
    properties: Any = section._sectPr
    grid = properties.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        properties.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(profile.line))
    for footer, alignment in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        _page_number(footer.paragraphs[0], alignment, profile)


def _page_number(paragraph: Paragraph, alignment: WD_ALIGN_PARAGRAPH, profile: Profile) -> None:
    """— n — one character in from the outer edge, as a field that Word fills."""
    paragraph.alignment = alignment
    indent = Pt(profile.number.size)
    if alignment == WD_ALIGN_PARAGRAPH.RIGHT:
        paragraph.paragraph_format.right_indent = indent
    else:
        paragraph.paragraph_format.left_indent = indent
    for kind, text in (
        ("", "— "),
        ("begin", ""),
        ("instr", " PAGE "),
        ("separate", ""),
        ("", "1"),
        ("end", ""),
        ("", " —"),
    ):
        run = paragraph.add_run(text if not kind else "")
        dress(run, profile.number)
        if kind == "instr":
            element: Any = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = text
        elif kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            continue
        run._element.append(element)


def _styles(document: WordDocument, profile: Profile) -> None:
    normal: Any = document.styles["Normal"]
    _style(normal, profile.body, profile.line)
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(profile.tighten))
    normal.element.get_or_add_rPr().append(spacing)
    _ordered(normal.element.rPr)
    for name, face in (("Heading 1", profile.heading), ("Heading 2", profile.subheading)):
        style: Any = document.styles[name]
        _style(style, face, profile.line)
        style.paragraph_format.keep_with_next = True
        first_line(style, 2, face)
    title: Any = document.styles["Title"]
    _style(title, profile.title, profile.title_line)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _switch_off(title.element.pPr, "snapToGrid")
    for name in ("Header", "Footer"):
        small: Any = document.styles[name]
        _style(small, profile.number, profile.number_line)
        _switch_off(small.element.pPr, "snapToGrid")


def _style(style: ParagraphStyle, face: Face, line: int) -> None:
    """Sets a built-in style from scratch: black, upright, not bold, exact line spacing (twips)."""
    element: Any = style.element
    for old in (element.pPr, element.rPr):
        if old is not None:
            level = old.find(qn("w:outlineLvl"))
            element.remove(old)
            if level is not None:
                element.get_or_add_pPr().append(level)
    _fonts(element.get_or_add_rPr(), face)
    style.font.size = Pt(face.size)
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.widow_control = False
    for name in _OFF:
        _switch_off(element.get_or_add_pPr(), name)
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    layout.line_spacing = Twips(line)


def _switch_off(properties: Any, name: str) -> None:
    """Adds a paragraph switch set to off at the place in the order that the schema demands."""
    later = _PARAGRAPH_ORDER[_PARAGRAPH_ORDER.index(name) + 1 :]
    element = OxmlElement(f"w:{name}")
    element.set(qn("w:val"), "0")
    properties.insert_element_before(element, *(f"w:{tag}" for tag in later))


def _ordered(properties: Any) -> None:
    """Puts run spacing where the schema wants it: before the size."""
    spacing, size = properties.find(qn("w:spacing")), properties.find(qn("w:sz"))
    if size is not None:
        size.addprevious(spacing)


def first_line(holder: ParagraphStyle | Paragraph, characters: int, face: Face) -> None:
    """Indents the first line by so many characters of this face (0: none)."""
    holder.paragraph_format.first_line_indent = Pt(characters * face.size)
    element: Any = holder._element if hasattr(holder, "_element") else None
    indent = element.pPr.find(qn("w:ind"))
    indent.set(qn("w:firstLineChars"), str(characters * 100))


def _font_table(document: WordDocument, profile: Profile) -> None:
    """Tells Word which face to take where the wanted one is not installed."""
    part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = "".join(
        f'<w:font w:name="{face.name}"><w:altName w:val="{face.fallback}"/><w:charset w:val="86"/></w:font>'
        for face in {face.name: face for face in profile.faces}.values()
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    part._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{space}">{fonts}</w:fonts>'
    ).encode()
