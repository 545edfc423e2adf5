"""What the county's notice asks for beyond lengths: the matters to be spoken of (N01), the titles of the parts (N02), the day (N03)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.checking.likeness import coverage
from assistant.checking.rule import Hit, Subject, rule
from assistant.report import Level
from assistant.text.headings import is_review_heading
from assistant.text.structure import sentences, size

COVERED = 0.6
_MUST = re.compile(r"必须|务必|必述|必写|不得遗漏|不得缺|缺一不可|规定内容|退回")
_REVIEWED = re.compile(
    r"(?:上年|去年|上一年|20\d\d年)[^。]{0,24}(?:反馈|点评|评议|考核|查摆)[^。]{0,30}(?:问题|意见)|问题整改情况"
)
_PLAIN = re.compile(r"情况|工作|落实|推进|开展|实施|抓好?|加强|深入|进一步|执行|建设|作用|发挥|运用")


@rule("N01", "medium", "通知点名的事没有写到，评议时会被当面问")
def topics_spoken_of(subject: Subject) -> Iterator[Hit]:
    """Every matter that the notice names is spoken of somewhere; high where the notice says 必须."""
    if subject.limits.source.get("topics") != "notice":
        return
    said = [s.text for paragraph in subject.report.paragraphs for s in sentences(paragraph)]
    for number, topic in enumerate(subject.limits.topics, start=1):
        if not any(_speaks_of(topic, words) for words in said):
            quote = subject.limits.quotes.get(f"topics.{number}", "")
            level: Level | None = "high" if _MUST.search(quote) else None
            yield Hit(f"通知要求写到“{topic}”，全文没有写到。请补上这方面做了什么、结果怎样。", level=level)


def _speaks_of(topic: str, words: str) -> bool:
    """Whether a sentence holds the topic's name, what stands in quotation marks there, or most of its telling words."""
    if topic in words or (is_review_heading(topic) and _REVIEWED.search(words)):
        return True
    quoted = re.findall(r"“([^”]{2,20})”", topic)
    if quoted:
        return any(name in words for name in quoted)
    key = _PLAIN.sub("，", topic)
    return coverage(key if re.search("[一-龥]{2}", key) else topic, words) >= COVERED


@rule("N02", "medium", "部分的标题与通知不一样，汇编时要退回来改")
def titles_as_the_notice_says(subject: Subject) -> Iterator[Hit]:
    """Each part that the notice names stands under the notice's title."""
    if subject.limits.source.get("headings") != "notice":
        return
    for part in subject.report.parts:
        title = subject.limits.headings.get(part.id or "")
        if title and size(title) and _bare(title) not in _bare(part.heading.text):
            yield Hit(f"通知给这一部分定的标题是“{title}”，请照改。", part.heading.start, part.heading.end)


def _bare(words: str) -> str:
    return re.sub(r"[^一-龥A-Za-z0-9]", "", words)


_DATE_LINE = re.compile(r"^\s*(20\d\d)年(\d{1,2})月(\d{1,2})日\s*$")
_ENDING = 3
"""Paragraphs at a report's end among which its date stands."""


@rule("N03", "low", "落款日期晚于通知的报送时限，会被看成迟报")
def dated_before_the_deadline(subject: Subject) -> Iterator[Hit]:
    """The date under the report is not after the day by which the notice wants it."""
    deadline = subject.limits.deadline
    if deadline is None or subject.limits.source.get("deadline") != "notice":
        return
    for paragraph in subject.report.paragraphs[-_ENDING:]:
        found = _DATE_LINE.match(paragraph.text)
        if found is None:
            continue
        try:
            day = date(*(int(number) for number in found.groups()))
        except ValueError:
            continue
        if day > deadline:
            asked = f"{deadline.year}年{deadline.month}月{deadline.day}日"
            yield Hit(f"通知要求{asked}前报送，落款日期晚了，请核对日期并尽快报送。", paragraph.start, paragraph.end)
