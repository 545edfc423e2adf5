"""The headings of a report's parts: which lines are headings, and which part of the outline each announces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.outline import Outline
from assistant.text.ordinals import number
from assistant.text.patterns import Lazy
from assistant.text.spans import Span, span_of

_HEADING = Lazy(
    r"(?P<mark>#{1,6}[ \t]+)?(?P<bold>\*\*|__)?"
    r"(?:(?P<part>第[一二三四五六七八九十]{1,3}部分[：:，、 \t\u3000]*)"
    r"|(?P<top>[一二三四五六七八九十]{1,3}[、.．][ \t\u3000]*)"
    r"|(?P<paren>[（(][一二三四五六七八九十]{1,3}[）)][、 \t\u3000]*)"
    r"|(?P<digit>\d{1,2}(?:[.．](?!\d)|、)[ \t\u3000]*))?"
)
_SPOKEN = Lazy(
    r"(?:第[一二三四五](?:个)?(?:方面|部分|块|点)?[，,：:]?)?(?:首先|先|再|接着|接下来|下面|然后|最后|其次)?[，,]?(?:我)?(?:来|就|再|给大家|跟大家|向大家)*"
    r"(?:[说讲谈聊]一?[说讲谈聊]|汇报一下|报告一下)(?P<words>[^。，,：:！？\n]{2,24})[。，,：:]"
)
"""A part announced in speech: 再说说还差在哪。"""
_LONGEST = 50
_SHORT_PART = 150
_STYLES = ("part", "top", "mark1", "mark2", "mark3", "mark4", "paren", "digit", "said", "bare")
_ALONG = Lazy(r"[及和与、，,]|以及|暨")
_REVIEW = Lazy(
    r"(?:上年|去年|上一年|往年|\d{4}年|反馈|巡[视察]|点评)[^，。]{0,20}整改|(?:点评|反馈)[^，。]{0,8}(?:落实|办理)情况|^(?!.*存在).*整改[^，。]{0,6}(?:情况|落实)"
)
_AHEAD = Lazy(r"下一?步|打算|措施|思路")
_WHY = Lazy(r"原因|根源|症结")


@dataclass(frozen=True)
class Heading:
    """A line that may head a part.

    `words` without the ordinal, `ordinal` its value (None: not numbered), `rest` where the text goes on,
    `part` the outline's part it announces, None where it announces none.
    """

    span: Span
    words: str
    style: str
    ordinal: int | None
    rest: int
    part: str | None = None


def headings_in(text: str, lines: Sequence[Span], outline: Outline) -> list[Heading]:
    """The headings of a report's parts, in order, each with the part it announces."""
    found = [heading for line in lines if (heading := _heading(text, line))]
    return _placed(text, _part_headings(found, outline), outline)


def is_review_heading(words: str) -> bool:
    """Whether a heading announces how last year's criticism was answered: 上年度反馈问题整改情况."""
    return _REVIEW.search(words) is not None and not _AHEAD.search(words)


def _heading(text: str, line: Span) -> Heading | None:
    match = _HEADING.match(line.text)
    if match is None:
        return None
    spoken = _SPOKEN.match(line.text)
    if spoken:
        rest = line.start + spoken.end()
        return Heading(span_of(text, line.start, rest), spoken["words"], "said", None, rest)
    style = next((name for name in ("part", "top", "paren", "digit") if match[name]), "")
    ordinal = _ordinal(match[style]) if style else None
    style = style or (f"mark{len(match['mark'].strip())}" if match["mark"] else "bare")
    words, rest = line.text[match.end() :], line.end
    stop = words.find("。")
    if style in ("part", "top") and 0 <= stop < len(words) - 1:
        # The heading runs into its text: 一、履职情况。一年来……
        words, rest = words[:stop], line.start + match.end() + stop + 1
    words = words.strip("*_# 　：:。")
    if not words or len(words) > _LONGEST or "。" in words:
        return None
    if style in ("bare", "digit") and re.search(r"[；！？：:。，]$", line.text):
        return None
    return Heading(span_of(text, line.start, rest), words, style, ordinal, rest)


def _ordinal(words: str) -> int | None:
    match = re.search(r"\d{1,2}|十?[一二三四五六七八九]|十", words)
    return None if match is None else int(match[0]) if match[0].isdigit() else number(match[0])


def parts_of_heading(words: str, outline: Outline) -> list[str]:
    """The outline's parts that a heading may announce, by the parts' cues, the likeliest first.

    Of 存在的问题及打算 the first member counts first; of 履职中存在的问题 the later part before the earlier.
    """
    if is_review_heading(words):
        return [part.id for part in outline.parts if part.is_review]
    found: list[str] = []
    for member in _ALONG.split(words):
        cued = [part.id for part in outline.parts if any(cue in member for cue in part.cues)]
        found.extend(part_id for part_id in reversed(cued) if part_id not in found)
    return found


def _part_headings(found: Sequence[Heading], outline: Outline) -> list[Heading]:
    """The headings of the parts: all of the style that announces most parts, and others that announce the rest."""
    choices = {heading.span.start: parts_of_heading(heading.words, outline) for heading in found}
    reach = {
        style: len({part for h in found if h.style == style for part in choices[h.span.start][:1]}) for style in _STYLES
    }
    style = max(_STYLES, key=lambda name: reach[name])
    if not reach[style]:
        return []
    main = [heading for heading in found if heading.style == style]
    taken = {parts[0] for heading in main if len(parts := choices[heading.span.start]) == 1}
    chosen: list[Heading] = []
    for heading in found:
        parts = choices[heading.span.start]
        free = [part for part in parts if part not in taken]
        if heading.style == style:
            part = next(iter(parts if len(parts) == 1 else free or parts), None)
        elif free and _stands_alone(heading, len([h for h in chosen if h.style == style]), outline):
            part = free[0]
        else:
            continue
        taken |= {part} if part else set()
        chosen.append(replace(heading, part=part))
    return chosen


def _stands_alone(heading: Heading, before: int, outline: Outline) -> bool:
    """Whether a line of another style heads a part after all: its words are little but a cue, its number is next."""
    cues = [cue for part in outline.parts for cue in part.cues if cue in heading.words]
    if max(map(len, cues)) * 3 < len(heading.words) or heading.rest != heading.span.end:
        return False
    return heading.style not in ("paren", "digit") or heading.ordinal == before + 1


def _placed(text: str, headings: list[Heading], outline: Outline) -> list[Heading]:
    """Gives a heading without cues the part missing just where it stands; 原因分析 goes with what it explains."""
    order = [part.id for part in outline.parts]
    missing = [part_id for part_id in order if all(part_id != heading.part for heading in headings)]
    placed = list(headings)
    for index, heading in enumerate(headings):
        if heading.part is not None:
            continue
        before = placed[index - 1].part if index else None
        after = headings[index + 1].part if index + 1 < len(headings) else None
        end = headings[index + 1].span.start if index + 1 < len(headings) else len(text)
        fitting = [part_id for part_id in missing if _neighbours(order, part_id) == (before, after)]
        if _WHY.search(heading.words) and before is not None:
            placed[index] = replace(heading, part=before)
        elif fitting and end - heading.rest > _SHORT_PART and not is_review_heading(heading.words):
            placed[index] = replace(heading, part=fitting[0])
    return placed


def _neighbours(order: Sequence[str], part_id: str) -> tuple[str | None, str | None]:
    place = order.index(part_id)
    return order[place - 1] if place else None, order[place + 1] if place + 1 < len(order) else None
