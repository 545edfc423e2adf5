"""What a notice calls things: the report, the version read aloud, its parts by whatever name, and what is none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.outline import Outline
from assistant.retrieval.notices.words import notice_words, words_of
from assistant.text.headings import is_review_heading, parts_of_heading

Kind = Literal["report", "spoken", "other", "each_item", "each_part", "part"]
_KINDS: tuple[Kind, ...] = ("other", "spoken", "each_item", "each_part", "report")
CAUSES = "causes"
"""Stands for a block of causes, which is a part of the notice and none of the outline."""
_ORDINAL = re.compile(
    r"第?[（(]?(?P<first>[一二三四五1-5])[）)]?(?P<more>(?:[、和与及]第?[（(]?[一二三四五1-5][）)]?)*)(?:个)?(?:部分|大?块|板块|方面|章|段|栏)"
)
WHY = re.compile(
    r"^(?:产生|存在|主要|问题|深刻|剖析|分析)*(?:问题)?(?:的)?(?:主要|深层次?)?(?:原因|根源)(?:分析|剖析)?$"
)
_NUMBER = re.compile(r"\s*[\d一二两三四五六七八九百]")
"""What makes 不足 a bound and no name: 不足300字."""
_POINTS = re.compile(
    r"第?(?P<points>(?:[（(][一二三四五六七八九1-9][）)][、和与及]?)+)(?:这)?[两三]?(?:项|条|点|个?方面)"
)
_JOINED = re.compile(r"[、和与及其+＋/]|以及|暨|的|讲|写|说")


@dataclass(frozen=True)
class Mention:
    """Something named in some words: where, of which kind, and for a part its id in the outline (or `CAUSES`)."""

    start: int
    end: int
    kind: Kind
    part: str = ""


@dataclass(frozen=True)
class Names:
    """How this notice names the parts of this outline; `order` the parts as it numbers them, for 第一部分.

    `listed`: what the points of its list of contents are, for 第（五）（六）两项.
    `two_versions`: it speaks of a written version and of one read aloud.
    """

    outline: Outline
    order: tuple[str, ...]
    two_versions: bool = False
    listed: tuple[str, ...] = ()

    def in_words(self, words: str) -> list[Mention]:
        """What is named, in order; of names that overlap the one that begins first, then the longest."""
        found = [Mention(m.start(), m.end(), "other") for m in words_of("others_report").finditer(words)]
        for kind in _KINDS:
            found += [Mention(m.start(), m.end(), kind) for m in words_of(kind).finditer(words)]
        script: Kind = "spoken" if self.two_versions else "report"
        found += [Mention(m.start(), m.end(), script) for m in words_of("script").finditer(words)]
        found += self._parts(words)
        found.sort(key=lambda one: (one.start, -one.end, one.kind != "other"))
        kept: list[Mention] = []
        for one in found:
            last = kept[-1] if kept else None
            if last is None or one.start > last.end or (one.start == last.end and not _one_thing(last, one)):
                kept.append(one)
            elif one.end > last.end and (one.kind == "other" or _one_thing(last, one)):
                kept[-1] = Mention(last.start, one.end, "other" if "other" in (one.kind, last.kind) else last.kind)
        return kept

    def _parts(self, words: str) -> list[Mention]:
        found = []
        for match in _ORDINAL.finditer(words):
            numbers = _numbers(match["first"] + match["more"])
            if match[0].startswith("第") or match["more"]:
                named = [self.order[n] for n in numbers if n < len(self.order)][:1]
                found += [Mention(match.start(), match.end(), "part" if part else "other", part) for part in named]
        for match in _POINTS.finditer(words):
            named = [self.listed[n] for n in _points(match["points"]) if n < len(self.listed)]
            found += [Mention(match.start(), match.end(), "part", part) for part in named if part][:1]
        for part, pattern in _patterns(self.outline):
            found += [
                Mention(m.start(), m.end(), "part", part)
                for m in pattern.finditer(words)
                if not (m[0].endswith("不足") and _NUMBER.match(words, m.end()))
            ]
        return found

    def by_number(self, words: str) -> tuple[str, ...]:
        """The parts of 第二、第三板块, by the notice's own order."""
        points = [n for match in _POINTS.finditer(words) for n in _points(match["points"])]
        if points:
            named = [self.listed[n] for n in points if n < len(self.listed)]
            return tuple(dict.fromkeys(part for part in named if part))
        numbers: list[int] = []
        for match in _ORDINAL.finditer(words):
            if match[0].startswith("第"):
                numbers += _numbers(match[0])
        found = [self.order[number] for number in numbers if number < len(self.order)]
        return tuple(dict.fromkeys(part for part in found if part))

    def in_turn(self, words: str) -> tuple[str, ...]:
        """The parts in the order in which some words name them first."""
        return tuple(dict.fromkeys(one.part for one in self.in_words(words) if one.kind == "part"))

    def together(self, words: str, last: Mention) -> tuple[str, ...]:
        """The parts named in one breath with the last one: 问题、原因和打算, 问题、措施两部分加起来."""
        parts = [one for one in self.in_words(words) if one.kind == "part" and one.start <= last.start]
        group = [parts[-1]] if parts else [last]
        for one in reversed(parts[:-1]):
            between = _JOINED.sub("", words[one.end : group[0].start])
            if len(between) > 2 or "占" in between:
                break
            group.insert(0, one)
        return tuple(dict.fromkeys(one.part for one in group))


def _points(words: str) -> list[int]:
    """The numbers of （五）（六）, from nought."""
    return [
        int(one) - 1 if one.isdigit() else "一二三四五六七八九".index(one)
        for one in re.findall(r"[一二三四五六七八九1-9]", words)
    ]


def _numbers(words: str) -> list[int]:
    """The ordinals of some words, from nought."""
    return [("一二三四五12345".index(char)) % 5 for char in words if char in "一二三四五12345"]


def _one_thing(first: Mention, second: Mention) -> bool:
    """附件材料 and PPT文稿 are one thing: what stands right behind the name belongs to it."""
    return (first.kind in ("other", "spoken") and second.kind == "report") or (
        first.kind == "part" and second.kind == "other" and second.start <= first.end
    )


Patterns = tuple[tuple[str, re.Pattern[str]], ...]


def _patterns(outline: Outline) -> Patterns:
    words = [(part.id, tuple(map(re.escape, (part.title, *part.cues)))) for part in outline.parts]
    told = [(part_of_role(role, outline), phrases) for role, phrases in notice_words().parts.items()]
    return _compiled((*words, *(one for one in told if one[0])))


@cache
def _compiled(words: tuple[tuple[str, tuple[str, ...]], ...]) -> Patterns:
    by_part: dict[str, list[str]] = {}
    for part, phrases in words:
        by_part.setdefault(part, []).extend(phrases)
    return tuple((part, re.compile("|".join(sorted(told, key=len, reverse=True)))) for part, told in by_part.items())


def part_of_role(role: str, outline: Outline) -> str:
    """The part of an outline that plays a role: achievements, problems, measures, review, causes; "" where none does."""
    if role == CAUSES:
        return CAUSES if part_of_role("problems", outline) else ""
    if role == "review":
        return next((part.id for part in (*outline.parts, *outline.optional_parts) if part.is_review), "")
    return next((part.id for part in outline.parts if any(block.role == role for block in part.blocks)), "")


def part_of_title(title: str, outline: Outline) -> str:
    """The part that a title announces: an id of the outline (also of an optional part), `CAUSES`, or ""."""
    if not title:
        return ""
    if is_review_heading(title):
        return part_of_role("review", outline)
    if WHY.match(title):
        return CAUSES
    found = parts_of_heading(title, outline)
    if found:
        return found[0]
    names = [one.part for one in Names(outline, ()).in_words(title) if one.kind == "part" and one.part != CAUSES]
    return names[0] if names else ""
