"""Files made for the tests: Word, Excel, PDF, zip, pictures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(entries: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return stream.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def word(xml: str, **others: bytes | str) -> bytes:
    """A bare .docx with this body; other entries by name, `__` for a slash and `_xml` for the suffix."""
    entries: dict[str, bytes | str] = {"word/document.xml": f"<w:document {SPACE}><w:body>{xml}</w:body></w:document>"}
    return zipped(entries | {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in others.items()})


def sheet(rows: Iterable[Sequence[Any]], title: str = "台账", formats: Mapping[str, str] | None = None) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(list(row))
    for cell, pattern in (formats or {}).items():
        page[cell].number_format = pattern
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


Placed = tuple[float, float, float, str]
"""Left, height above the lower edge, size, words."""


def pdf(pages: Sequence[Sequence[Placed]], rotate: int = 0, extra: str = "") -> bytes:
    """A PDF whose Chinese font is only named, as old office writers do; A4."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R" + extra + ">>",
        f"<</Type/Pages/Count {len(pages)}/Kids[" + " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages))) + "]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        "/Supplement 2>>/FontDescriptor 5 0 R/DW 1000>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]/ItalicAngle 0/Ascent 880"
        "/Descent -120/CapHeight 880/StemV 80>>",
    ]
    for number, page in enumerate(pages):
        shown = "".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj ET\n"
            for x, y, size, words in page
        )
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Rotate {rotate}/Contents {7 + 2 * number} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(shown)}>>stream\n{shown}endstream")
    return assembled(objects)


def assembled(objects: Sequence[str]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    body = b"%PDF-1.7\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    return body + (
        f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("latin-1")


def typeset(paragraphs: Sequence[str], wide: int = 28, size: float = 15, lines: int = 22) -> list[list[Placed]]:
    """Paragraphs as an office prints them: first line indented by two characters, numbered pages."""
    broken: list[tuple[int, str]] = []
    for words in paragraphs:
        first, rest = words[: wide - 2], words[wide - 2 :]
        broken += [(2, first), *((0, rest[at : at + wide]) for at in range(0, len(rest), wide))]
    pages = []
    for begin in range(0, len(broken), lines):
        page = [
            (80 + indent * size, 735 - 28 * row, size, text)
            for row, (indent, text) in enumerate(broken[begin : begin + lines])
        ]
        pages.append([*page, (290, 60, 12, f"— {len(pages) + 1} —")])
    return pages


FONT = next(
    (
        path
        for folder in ("/usr/share/fonts", "/usr/local/share/fonts", "C:/Windows/Fonts", "/Library/Fonts")
        for name in ("NotoSerifCJK-Regular.ttc", "simsun.ttc", "NotoSansCJK-Regular.ttc", "Songti.ttc")
        for path in Path(folder).rglob(name)
    ),
    None,
)
"""A font with Chinese characters on this machine, or None."""


def picture(lines: Sequence[str], size: int = 34) -> Any:
    """A page with these lines, as a Pillow image."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(str(FONT), size, index=2 if FONT and FONT.suffix == ".ttc" and "CJK" in FONT.name else 0)
    page = Image.new("RGB", (size * 36, size * (6 + 2 * len(lines))), "white")
    for number, words in enumerate(lines):
        ImageDraw.Draw(page).text((size * 4, size * (3 + 1.8 * number)), words, font=font, fill="black")
    return page


def encoded(image: Any, form: str = "JPEG", **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()
