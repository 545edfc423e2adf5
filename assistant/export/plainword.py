"""A plain Word file of lines under a title, in the office profile."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.export.packed import packed


def document_of(title: str, lines: Sequence[str]) -> bytes:
    """The lines as paragraphs; a line that begins with 一、… is set as a heading."""
    from assistant.export.gb9704 import GB9704, first_line, new_document, write

    document = new_document(GB9704, title)
    write(document.add_paragraph(style="Title"), title, GB9704.title)
    for line in lines:
        if not line.strip():
            continue
        heads = line[:1] in "一二三四五六七八九十" and line[1:2] == "、"
        paragraph = document.add_paragraph(style="Heading 1" if heads else None)
        if not heads:
            first_line(paragraph, 2, GB9704.body)
        write(paragraph, line.strip(), GB9704.heading if heads else GB9704.body)
    return packed(document)
