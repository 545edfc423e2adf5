"""The report as a Word file, laid out as county offices expect it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Twips

from assistant.export.gb9704 import GB9704, Profile, clean, first_line, new_document, write
from assistant.export.packed import packed
from assistant.text.patterns import Lazy

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

    from assistant.report import Part, Report

_SUBHEADING = Lazy(r"（[一二三四五六七八九十]{1,3}）[^。；]{1,40}")
_LEAD = Lazy(r"[一二三四五六七八九十]{1,3}是[^。\n]{1,60}。")
_SALUTATION = Lazy(r"[^。，]{2,20}：")
_TITLE_BREAKS = Lazy(
    r"(?<=书记)|(?<=委员会)|(?<=党工委)|(?<=关于)|(?<=、)|(?=[和与及]|[0-9]{4}年)|(?<!工作)(?<!述职)(?=(?:工作)?(?:述职)?(?:报告|总结))"
)


def render(report: Report, profile: Profile = GB9704) -> bytes:
    """The whole report as .docx bytes: title, who and when below it, opening, parts, closing.

    Layout: GB/T 9704—2012 in its usual application to a report that is no statutory document (no red head, no seal,
    no signature at the end where it stands under the title).
    """
    document = new_document(profile, report.title)
    _head(document, report, profile)
    for index, line in enumerate(_lines(report.opening)):
        _body(document, line, profile, flush=index == 0 and _SALUTATION.fullmatch(line) is not None)
    for part in report.parts:
        write(document.add_paragraph(style="Heading 1"), part.heading, profile.heading)
        _part(document, part, profile)
    for line in _lines(report.closing):
        _body(document, line, profile)
    return packed(document)


def _lines(text: str) -> list[str]:
    return [line for line in clean(text).split("\n") if line.strip()]


def _head(document: WordDocument, report: Report, profile: Profile) -> None:
    title = document.add_paragraph(style="Title")
    write(title, "\n".join(title_lines(report.title, _title_room(profile))), profile.title)
    last = title
    for text in (report.signature, _in_brackets(report.date)):
        for line in _lines(text):
            last = document.add_paragraph()
            last.alignment = WD_ALIGN_PARAGRAPH.CENTER
            write(last, line, profile.subheading)
    last.paragraph_format.space_after = Twips(profile.line)


def _title_room(profile: Profile) -> int:
    return int((profile.width - profile.left - profile.right) / 20 / profile.title.size)


def _in_brackets(date: str) -> str:
    return f"（{date}）" if date.strip() and not date.startswith(("（", "(")) else date


def title_lines(title: str, room: int) -> list[str]:
    """A title too long for one line, broken where the sense allows and so that the lines are nearly alike.

    `room` is what fits on a line, in Chinese characters. Source: GB/T 9704—2012, 7.3.1 (回行词意完整).
    """
    title = clean(title).replace("\n", "")
    if _width(title) <= room:
        return [title]
    cuts = [found.start() for found in _TITLE_BREAKS.finditer(title) if 0 < found.start() < len(title)]
    fitting = [cut for cut in cuts if max(_width(title[:cut]), _width(title[cut:])) <= room]
    if not fitting:
        return [title]
    cut = min(fitting, key=lambda place: abs(_width(title[:place]) - _width(title[place:])))
    return [title[:cut], title[cut:]]


def _width(text: str) -> float:
    return sum(0.5 if char.isascii() else 1 for char in text)


def _part(document: WordDocument, part: Part, profile: Profile) -> None:
    headlines = [clean(item.headline).strip() for item in part.items]
    for line in _lines(part.text):
        if _SUBHEADING.fullmatch(line):
            write(document.add_paragraph(style="Heading 2"), line, profile.subheading)
        else:
            _body(document, line, profile, lead=_lead(line, headlines))


def _lead(line: str, headlines: list[str]) -> int:
    """How many characters of the paragraph are its headline sentence, ordinal and full stop included."""
    for headline in headlines:
        at = line.find(headline) if headline else -1
        if 0 <= at <= 4:
            end = at + len(headline)
            return end + (line[end : end + 1] in ("。", "；", "："))
    found = _LEAD.match(line)
    return found.end() if found else 0


def _body(document: WordDocument, line: str, profile: Profile, *, lead: int = 0, flush: bool = False) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Twips(profile.line)
    first_line(paragraph, 0 if flush else 2, profile.body)
    write(paragraph, line[:lead], profile.body, bold=True)
    write(paragraph, line[lead:], profile.body)
    return paragraph
