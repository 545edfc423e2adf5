"""The day by which a notice wants the report, and the day the notice itself was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assistant.figures.due_days import Day, days_in
from assistant.figures.numerals import numeral
from assistant.retrieval.notices.text import Sentence
from assistant.retrieval.notices.words import words_of

_YEAR = re.compile(r"(20\d\d)年度?|(二[〇○零][〇○零一二三四五六七八九]{2})年")
_NUMBERED = re.compile(r"[〔\[【（(](20\d\d)[〕\]】）)]\d{1,4}号")
"""A document's number has the year in which it was sent."""
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_BEFORE_SIGNED = re.compile(r"(?:^|[（(]|[。！；）)\s：|\t]|(?<=[年月日]))[（(]?\s*$")
_AFTER_SIGNED = re.compile(
    r"\s*(?:\d{1,2}[:：]\d\d)?\s*[，,]?\s*(?:(?:星期|周)[一二三四五六日天])?\s*[）)]?\s*(?:[记录印发整理]{1,2})?\s*$"
)
_SAID = re.compile(r"(?:来电|通话|记录|接电)?时间[：:]\s*$")
_ADVERBS = re.compile(r"^(?:[，, ]|统一|一并|一起|务必|将|把|请)*")
_CONTACT = re.compile(r"[，,（(、]\s*(?=联系人|联系电话|电话)")
"""Whom to ask stands behind what is to be sent and is none of it."""
_BEFORE_MEETING = re.compile(r"(?:会议?|评议)[^，。；]{0,6}(?:召开)?前(?P<days>[一二三四五六七八九十]|\d{1,2})[日天]")
_MEETING = re.compile(r"会(?:议|上)?[^。；\n]{0,10}(?:定[于在]|拟于|将于|于|时间[：:为])[^。；\n]{0,4}$")


def written_on(text: str, year: int | None) -> date:
    """The day a notice was written: its own date line, else 1 December of the report's year."""
    found: date | None = None
    for line in text.split("\n"):
        for day in days_in(line, date(year or date.today().year, 12, 1)):
            before, after = line[: day.start], line[day.end :]
            named = day.whole and _YEAR.match(
                line[day.start : day.end].replace("-", "年").replace(".", "年").replace("/", "年")
            )
            if not named or day.last:
                continue
            if _SAID.search(before) or (_BEFORE_SIGNED.search(before) and _AFTER_SIGNED.match(after)):
                found = day.value
    if found is not None:
        return found
    numbered = _NUMBERED.search(text)
    if numbered is not None and year is None:
        return date(int(numbered[1]), 12, 1)
    told = _YEAR.search(text)
    own = int((told[1] or told[2]).translate(_DIGITS)) if told else date.today().year
    return date(year or own, 12, 1)


def tells_year(text: str) -> bool:
    """Whether a notice names any year; without one its days are of no year that could be known."""
    return _YEAR.search(text) is not None or re.search(r"20\d\d[-./年]", text) is not None


def deadline_in(sentences: list[Sentence], said: date) -> tuple[date, str] | None:
    """The first day by which the report has to be there, with its sentence; None where none is told."""
    told: list[tuple[date, str]] = []
    for sentence in sentences:
        for day, changed in _due(sentence, said):
            told = [(day, sentence.quote)] if changed else [*told, (day, sentence.quote)]
    return min(told, default=None) or _before_the_meeting(sentences, said)


def _due(sentence: Sentence, said: date) -> Iterator[tuple[date, bool]]:
    words = sentence.words
    lead = words_of("submit_lead").search(words)
    if not lead and not words_of("submit").search(words):
        return
    found = days_in(words, said)
    changes = [match.start() for match in words_of("changed").finditer(words)]
    elsewhere = _for_other_work(words, found)
    for index, day in enumerate(found):
        end = found[index + 1].start if index + 1 < len(found) else len(words)
        rest = _sent(re.split(r"[。；;]", words[day.end : end])[0])
        before = "，".join(re.split(r"[，,、]", re.split(r"[。；;]", words[: day.start])[-1])[-2:])
        moved = any(place < day.start for place in changes)
        told = day.last or lead or moved or words_of("submit").match(_ADVERBS.sub("", rest))
        if (
            not told
            or day in elsewhere
            or (words_of("finished").match(rest) and not words_of("submit").search(rest[:8]))
            or _of_another(f"{before}，{rest}")
        ):
            continue
        if not _is_replaced(words, day, found[index + 1 :], changes) and not re.match("不[用必需]|无需", rest):
            yield day.value, moved


def _for_other_work(words: str, found: list[Day]) -> list[Day]:
    """The days behind which something is done that sends in no report, where another day has its sending: 12月20日前备好."""
    clauses = [_ADVERBS.sub("", re.split("[，,。；;]", words[day.end :])[0]) for day in found]
    if not any(words_of("submit").search(clause) for clause in clauses):
        return []
    sends = re.compile(f"{words_of('submit').pattern}|{words_of('report').pattern}")
    return [day for day, clause in zip(found, clauses, strict=True) if clause and not sends.search(clause)]


def _sent(rest: str) -> str:
    """What is sent in by a day: to the clause's end where it says that it is sent, never whom to ask."""
    rest = _CONTACT.split(rest)[0]
    clause = re.split("[，,]", rest)[0]
    return clause if words_of("submit").search(_ADVERBS.sub("", clause)) else rest


def _is_replaced(words: str, day: Day, later: list[Day], changes: list[int]) -> bool:
    if not later:
        return False
    after = later[0]
    if re.fullmatch(r"\s*[至到—~～-]{1,2}\s*", words[day.end : after.start]):
        return True
    return any(day.end <= place <= after.start for place in changes) or "最迟" in words[day.end : after.start + 3]


def _of_another(words: str) -> bool:
    """Whether what is to be sent in is something else than the report."""
    bare, others = words_of("not_submitted").subn("", words)
    return others > 0 and words_of("report").search(bare) is None


def _before_the_meeting(sentences: list[Sentence], said: date) -> tuple[date, str] | None:
    """评议会召开前7日报送, where the notice says when the meeting is."""
    asked = next(
        (
            (one, m)
            for one in sentences
            if (m := _BEFORE_MEETING.search(one.words)) and words_of("submit").search(one.words)
        ),
        None,
    )
    if asked is None:
        return None
    count = asked[1]["days"]
    ahead = int(numeral(count) or 0)
    for sentence in sentences:
        for day in days_in(sentence.words, said):
            if _MEETING.search(sentence.words[: day.start]):
                return day.value - timedelta(days=ahead), asked[0].quote
    return None
