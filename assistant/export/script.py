"""现场稿: the spoken version in large type with minute marks, as .docx and .md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents import save_all
from assistant.errors import FileError
from assistant.export.packed import packed

if TYPE_CHECKING:
    from assistant.report import Part, Report

Marks = Sequence[tuple[str, int, int]]


def save_script(report: Report, marks: Marks, path: Path) -> None:
    """Writes the spoken version; raises FileError for another suffix than .docx or .md."""
    renderers = {".docx": docx, ".md": markdown}
    render = renderers.get(path.suffix.lower())
    if render is None:
        raise FileError(f"不会写成“{path.name}”这种文件。", "现场稿请用 .docx 或 .md。")
    save_all({path: render(report, marks)})


def _lines(part: Part, marks: Marks) -> Iterator[str]:
    """The part's paragraphs with 〔n分〕 where a minute is over."""
    text, shift = part.text, 0
    for part_id, place, minute in marks:
        if part_id == part.id:
            at = place + shift
            mark = f"〔{minute}分〕"
            at -= len(text[:at]) - len(text[:at].rstrip("\n"))
            text = text[:at] + mark + text[at:]
            shift += len(mark)
    yield from (line for line in text.split("\n") if line.strip())


def markdown(report: Report, marks: Marks) -> bytes:
    """Plain Markdown, a paragraph each."""
    blocks = [f"# {report.title}", report.opening]
    for part in report.parts:
        blocks += [f"## {part.heading}", *_lines(part, marks)]
    return ("\n\n".join(block for block in [*blocks, report.closing] if block) + "\n").encode("utf-8")


def docx(report: Report, marks: Marks) -> bytes:
    """A Word file to read from at a lectern: size 20, wide lines, minute marks in grey."""
    from docx.shared import Pt, RGBColor

    from assistant.export.gb9704 import GB9704, first_line, new_document, write

    large = replace(GB9704.body, size=20)
    head = replace(GB9704.heading, size=20)
    document = new_document(GB9704, report.title)
    write(document.add_paragraph(style="Title"), report.title, GB9704.title)
    rows = [(report.opening, large)]
    for part in report.parts:
        rows += [(part.heading, head), *((line, large) for line in _lines(part, marks))]
    rows.append((report.closing, large))
    for text, face in rows:
        if not text:
            continue
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(38)
        first_line(paragraph, 2, face)
        for index, piece in enumerate(text.replace("〔", "\0〔").replace("分〕", "分〕\0").split("\0")):
            if piece:
                before = len(paragraph.runs)
                write(paragraph, piece, face)
                if index % 2:
                    for run in paragraph.runs[before:]:
                        run.font.color.rgb, run.font.size = RGBColor(0x80, 0x80, 0x80), Pt(12)
    return packed(document)
