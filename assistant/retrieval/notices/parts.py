"""The parts a notice wants a report to have, with their titles and in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.outline import Outline
from assistant.retrieval.notices.lists import MOST_TITLE, Run
from assistant.retrieval.notices.names import part_of_title
from assistant.retrieval.notices.words import words_of

MOST_PARTS = 5
"""A longer list is of parts only where what leads to it says so."""
_REVIEW_NAME = re.compile(
    r"(?:将|把|对|，|^|：|是)?(?P<name>(?:上年|去年|上一年|\d{4}年)[^，。；]{2,24}整改(?:落实|完成)?(?:情况)?|整改情况(?=这一?[段块部]))"
)


@dataclass(frozen=True)
class Heading:
    """A part that a notice demands: the outline's part id (causes: a block of causes), its title, where it stands."""

    part: str
    title: str
    start: int
    end: int


def headings_in(text: str, runs: list[Run], outline: Outline) -> list[Heading]:
    """The parts a notice demands, in its order; of several lists that name parts the one that names most."""
    lists = [_headings_of(run, outline) for run in runs]
    lists += list(_inline_headings(text, outline))
    found = max(lists, key=lambda found: len({heading.part for heading in found}), default=[])
    if not any(part_is_review(heading.part, outline) for heading in found):
        found = _with_review_apart(text, found, outline)
    return found


def part_is_review(part_id: str, outline: Outline) -> bool:
    """Whether a part is the one that holds last year's criticism alone."""
    return any(part.is_review and part.id == part_id for part in (*outline.parts, *outline.optional_parts))


def _with_review_apart(text: str, found: list[Heading], outline: Outline) -> list[Heading]:
    """将上年度……整改情况单列一部分，放在开头: a part of its own that no list names."""
    review = next((part for part in outline.optional_parts if part.is_review), None)
    for sentence in re.finditer(r"[^。；;\n]+", text if review else ""):
        named = _REVIEW_NAME.search(sentence[0])
        if review is None or named is None or not words_of("apart").search(sentence[0][named.end() :][:20]):
            continue
        start = sentence.start() + named.start("name")
        heading = Heading(review.id, named["name"], start, sentence.end())
        front = bool(words_of("at_front").search(sentence[0]))
        return [heading, *found] if front or not found else [found[0], heading, *found[1:]]
    return found


def _headings_of(run: Run, outline: Outline) -> list[Heading]:
    mapped = [
        "" if run.table and len(entry.title) < _SHORTEST_TITLE else part_of_title(entry.title, outline)
        for entry in run.entries
    ]
    first = outline.parts[0].id
    unknown = [place for place, part in enumerate(mapped) if not part]
    alone = len(unknown) == 1 and first not in mapped and len(run.entries) <= MOST_PARTS
    # what stands before the problems under a name of its own is the first part
    if alone and run.entries[unknown[0]].title and any(p not in ("", "causes") for p in mapped[unknown[0] + 1 :]):
        mapped[unknown[0]] = first
    found = [
        Heading(part, entry.title, entry.start, entry.end)
        for entry, part in zip(run.entries, mapped, strict=True)
        if part
    ]
    return _each_once(found) if _are_parts(run, found) else []


def _each_once(found: list[Heading]) -> list[Heading]:
    kept: dict[str, Heading] = {}
    for heading in found:
        kept.setdefault(heading.part, heading)
    return list(kept.values())


def _are_parts(run: Run, found: list[Heading]) -> bool:
    parts = {heading.part for heading in found} - {"causes"}
    several = run.table and len(parts) > 2
    if len(parts) < 2 or (len(found) < len(run.entries) - 1 and not several):
        return False
    if any(words_of("not_titles").match(heading.title) for heading in found):
        return False
    return len(run.entries) <= MOST_PARTS or several or words_of("part_leads").search(run.lead) is not None


_FIRST_PART = re.compile(r"(?P<name>[^，。；：\n]{4,30})作为(?:述职)?(?:报告)?的?第一部分")
_IN_TURN = re.compile(r"依次(?:为|是|写|述)(?P<list>[^。；\n]{6,80})")
_COUNT = r"(?:等|这|共)?(?:[三四五3-5])(?:个|大)?(?:部分|板块|块|方面|层次|章节?|节|栏|篇|段)"
_LISTED = re.compile(
    r"(?:分为?|包括|包含|由|按照?|含|为|围绕|，|：|:|“)(?P<list>[^。；\n]{8,120}?)"
    rf"(?:(?P<count>{_COUNT})|的?(?:顺序|结构|框架|体例|思路)(?:来)?(?:述职|汇报|撰写|写|组织|展开|排列|行文))"
)
_COUNT_FIRST = re.compile(
    rf"(?:{_COUNT}|(?:结构|框架|体例|提纲|板块设置|层次)(?![^，：:。；]*(?:清晰|合理|完整|严谨)))[^，。；：:\n]{{0,8}}"
    r"(?:[，,]?(?:即|分别为|分别是|依次为|依次是|也就是)|[：:，]|——|为|是|包括)(?P<list>[^。；\n]{8,160})"
)
_COUNT_THEN_CLAUSES = re.compile(rf"{_COUNT}[^，。；：:\n]{{0,6}}[：:](?P<list>[^。；：\n]{{4,40}}；[^。\n]{{8,120}})")
_HELD = re.compile(
    r"(?:正文|报告|主体|内容)[^，。；\n]{0,4}(?:包括|包含|分为)(?P<list>[^。；\n、]{4,24}、[^。；\n]{4,100})"
)
_CLAUSES = re.compile(
    r"(?:包含|包括|分为|撰写|写)(?:以下|下列)?[^，。；：\n]{0,6}[：](?P<list>[^。；：\n]{6,40}；[^。\n]{8,120})"
)
_VERBS = r"^.*?(?:包括|包含|分为|分成|围绕|分别是|分别为|即(?=[一-龥]{4}))|^(?:和|及|以及|由|按照?|分|为|是|有|从)"
_REST = re.compile(
    r"(?<=[一-龥”])(?:等|这|共)?[三四五3-5](?:个|大)?(?:部分|板块|块|方面|层次|章节?|栏|段)(?:[^、]*)$|(?:来)?(?:展开|构成|组成|撰写)$|[，,].*$|[（(].*$"
)
_LENGTH = re.compile(r"(?:不超过|不少于|约|各)?\d{3,4}字.*$")
_REMARK = re.compile(r"[（(][^（）()]*[，：；、][^（）()]*[）)]")
"""A remark in brackets that is a sentence: what it names is no part."""
_SHORTEST_TITLE = 3
_LONGEST_BY_PLACE = 12
"""Characters of a part's name that is taken for one by its place alone."""


def _inline_headings(text: str, outline: Outline) -> Iterator[list[Heading]]:
    """包括履职情况、存在问题及原因、下步打算三部分; “特色亮点”“问题及原因”“下步打算”三个部分; 结构：……; 依次为……."""
    for match in (
        *_LISTED.finditer(text),
        *_IN_TURN.finditer(text),
        *_COUNT_FIRST.finditer(text),
        *_COUNT_THEN_CLAUSES.finditer(text),
        *_HELD.finditer(text),
        *_CLAUSES.finditer(text),
    ):
        first = _FIRST_PART.search(text, max(0, match.start() - 60), match.start() + 1)
        pieces = [(first["name"], first.start("name"))] if first else []
        at = match.start("list")
        told = _REMARK.sub(lambda remark: " " * len(remark[0]), match["list"])
        pieces += [(piece[0], at + piece.start()) for piece in re.finditer(r"(?:(?!——|—|→)[^、“”：:；/／+＋])+", told)]
        found = [heading for words, place in pieces if (heading := _inline_heading(words, place, outline))]
        found = _by_place(pieces, found, outline)
        if len({heading.part for heading in found} - {"causes"}) >= 2:
            yield _each_once(found)


def _by_place(pieces: list[tuple[str, int]], found: list[Heading], outline: Outline) -> list[Heading]:
    """Names that no cue tells, known by their place where there are as many as the outline has parts."""
    pieces = [piece for piece in pieces if piece[0].strip("，, ")]
    order = [part.id for part in outline.parts]
    if len(pieces) != len(order) or not found or len(found) == len(order):
        return found
    titles = [(_bare(words), place) for words, place in pieces]
    known = {heading.start: heading.part for heading in found}
    if any(part != order[n] for n, (title, place) in enumerate(titles) if (part := known.get(place + title[1]))):
        return found
    if order[1] not in known.values() or not all(
        _SHORTEST_TITLE <= len(title[0]) <= _LONGEST_BY_PLACE for title, _ in titles
    ):
        return found
    return [
        Heading(part, words, place + lead, place + lead + len(words))
        for part, ((words, lead), place) in zip(order, titles, strict=True)
    ]


def _bare(words: str) -> tuple[str, int]:
    """A member's words without what leads to it and what follows, and how many characters lead to it."""
    lead = 0
    for _ in range(2):
        found = re.search(_VERBS, words[lead:])
        lead += found.end() if found else 0
    return _REST.sub("", words[lead:]).strip(" ，,"), lead


def _inline_heading(words: str, place: int, outline: Outline) -> Heading | None:
    """The part that one member of a list names, without what leads to it and what follows it."""
    _, lead = _bare(words)
    comma = words.rfind("，", lead, len(words))
    if comma > 0 and part_of_title(words[comma + 1 :], outline):
        lead = comma + 1
    title = _LENGTH.sub("", _REST.sub("", words[lead:])).strip(" ，,")
    if not _SHORTEST_TITLE <= len(title) <= MOST_TITLE or words_of("not_titles").match(title):
        return None
    part = part_of_title(title, outline)
    return Heading(part, title, place + lead, place + lead + len(title)) if part else None
