"""A report's text taken apart: title, opening, parts, items, ending, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.outline import Outline
from assistant.text.headings import headings_in
from assistant.text.items import items_of
from assistant.text.patterns import Lazy
from assistant.text.spans import (
    Kind,
    Span,
    TextItem,
    TextPart,
    TextReport,
    paragraphs_in,
    paragraphs_of,
    sentences,
    size,
    span_of,
)

__all__ = [
    "Kind",
    "Span",
    "TextItem",
    "TextPart",
    "TextReport",
    "is_date_line",
    "is_signature_line",
    "read_structure",
    "sentences",
    "size",
]

_ENDS = Lazy(
    r"以上(?:述职|报告|汇报|是|情况|总结)|(?:请|敬请|恳请)[^，。；]{0,12}(?:评议|审议|批评|指正|审阅)|(?:述职|汇报|报告)完毕|特此报告"
)
_SHORT_LINE = 40
_DATE = Lazy(
    r"[（(]?\s*(?:\d{4}|[〇○零一二三四五六七八九Oo]{4}|[*×Xx]{2,4})\s*年\s*[\d一二三四五六七八九十*×Xx]{1,3}\s*月(?:\s*[\d一二三四五六七八九十*×Xx]{1,3}\s*日)?\s*[）)]?"
)
_SIGNED = Lazy(r"书记|委员会|党委|党工委|党组|支部|中共|述职人|报告人|主任|办公室|政府|局$")


def is_date_line(words: str) -> bool:
    """Whether a line is a date alone, in brackets or not: （2023年1月5日）."""
    return len(words) <= _SHORT_LINE and _DATE.fullmatch(words.strip()) is not None


def is_signature_line(words: str) -> bool:
    """Whether a short line names who reports (with a date behind it, perhaps): 中共某镇委员会书记　某某."""
    bare = _DATE.sub("", words).strip()
    return (
        0 < len(bare) <= _SHORT_LINE and not re.search(r"[。；！？：，|\t]", bare) and _SIGNED.search(bare) is not None
    )


def _head(text: str, before: Sequence[Span]) -> tuple[Span | None, Span | None]:
    """Title and opening, from the paragraphs before the first part."""
    title: Span | None = None
    rest = list(before)
    if rest and _titles(rest[0].text):
        last = rest.pop(0)
        start = last.start
        while rest and not re.search(r"报告|总结|述职|汇报|材料$", text[start : last.end]) and _titles(rest[0].text):
            last = rest.pop(0)
        title = _unmarked(text, start, last.end)
    body = [p for p in rest if not is_date_line(p.text) and not is_signature_line(p.text) and not _salutes(p.text)]
    if not body:
        return title, None
    return title, span_of(text, body[0].start, body[-1].end)


def _titles(words: str) -> bool:
    return len(words) <= 100 and not re.search(r"[。；！？：:，,]\W*$", words) and not is_date_line(words)


def _unmarked(text: str, start: int, end: int) -> Span:
    match = re.compile(r"#{1,6}[ \t]+").match(text, start, end)
    return span_of(text, match.end() if match else start, end)


def _salutes(words: str) -> bool:
    return len(words) <= 40 and re.search(r"(?:领导|同志|代表|委员|书记)[们]?[，、：:！!]*$", words) is not None


def _ending(text: str, last: Span) -> Span | None:
    """What closes the report behind the last part's items: 以上述职……, signature, date."""
    lines = paragraphs_of(last)
    start: int | None = None
    for line in reversed(lines[-4:]):
        closing = _closing_start(line)
        if closing is not None and (start is None or closing < start):
            start = closing
        if closing != line.start:
            break
    return None if start is None else span_of(text, start, last.end)


def _closing_start(line: Span) -> int | None:
    if is_date_line(line.text) or is_signature_line(line.text):
        return line.start
    found: int | None = None
    for sentence in reversed(sentences(line)[-2:]):
        if len(sentence.text) > 60 or not _ENDS.search(sentence.text):
            break
        found = sentence.start
    return found


def read_structure(text: str, outline: Outline) -> TextReport:
    """Takes a report's text apart by the outline's parts and the words their headings are known by.

    An item's `text` begins with its ordinal; its `headline` is the first sentence without ordinal and full stop.
    A cause inside a problem's item is listed after it, with the problem's ordinal and a span inside the problem's.
    Runs in time linear in the text.
    """
    lines = paragraphs_in(text)
    headings = headings_in(text, lines, outline)
    begin = headings[0].span.start if headings else len(text)
    title, opening = _head(text, [line for line in lines if line.start < begin])
    ends = [*(heading.span.start for heading in headings[1:]), len(text)]
    bodies = [span_of(text, heading.rest, end) for heading, end in zip(headings, ends, strict=bool(headings))]
    ending = _ending(text, bodies[-1]) if bodies else None
    if ending:
        bodies[-1] = span_of(text, bodies[-1].start, ending.start)
    parts = tuple(
        TextPart(body.text, body.start, body.end, heading.part, heading.span, items_of(text, body, heading, outline))
        for heading, body in zip(headings, bodies, strict=True)
    )
    return TextReport(text, title, opening, ending, parts, tuple(lines))
