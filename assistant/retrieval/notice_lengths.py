"""Lengths, shares and minutes that a notice demands, and of what: the whole report, a part, an item, the spoken version."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.demands import Bounds, Demand, demands_in
from assistant.headings import is_review_heading
from assistant.outline import Outline
from assistant.retrieval.notice_text import Sentence
from assistant.retrieval.notice_words import words_of

Kind = Literal["report", "spoken", "other", "each_item", "each_part", "part"]
_KINDS: tuple[Kind, ...] = ("other", "spoken", "each_item", "each_part", "report")
_STOPS = "，,。；;：:\n"
_OF_LENGTH = re.compile(r"字数|篇幅|控制|一般|为宜|左右|上下|约|限|书面|报告|稿|部分|材料|[（(]$")
_OPENED = re.compile(r"[（(][^（）()]{0,40}[）)]")
_EXCEEDS = re.compile(r"(?<!不)(?<!不得)(?<!不能)(?<!不应)(?<!不宜)(?:超过|超出|多于|少于|不足|不到)$")
_EACH = re.compile("(?:各|均|分别|都)(?:不|占|为|至少|控制|要|须|应)")
_GLUE = 5
"""Characters a clause may hold beside a part's name and still name nothing else."""
REACH = 10
"""How many characters a part's name may stand before the number that is its length."""


@dataclass(frozen=True)
class Said:
    """A demand with what it is of; `parts` the ids of the parts named (kind part), `sentence` where it stands."""

    demand: Demand
    kind: Kind
    parts: tuple[str, ...]
    sentence: Sentence
    clause: str

    @property
    def bounds(self) -> Bounds:
        """What is demanded."""
        return self.demand.bounds


@dataclass(frozen=True)
class _Subject:
    kind: Kind
    parts: tuple[str, ...] = ()


def lengths_in(sentence: Sentence, outline: Outline, entry_at: Callable[[int], str | None]) -> Iterator[Said]:
    """The demands of one sentence; `entry_at` tells the part in whose description a place of the notice lies."""
    words = sentence.words
    demands = demands_in(words)
    home = entry_at(sentence.start)
    homes = [entry_at(sentence.start + demand.start) for demand in demands]
    spread = words == sentence.quote and len(set(homes)) > 1
    carried = _Subject("part", (home,)) if home else None
    last = 0
    for demand, own in zip(demands, homes, strict=True):
        entry = own if spread else home
        if spread and own:
            carried = _Subject("part", (own,))
        clause = _clause_at(words, demand)
        before = words[last : demand.start]
        subject = _after(words, demand) or _before(_OPENED.sub("", before), outline, entry, demand) or carried
        last = demand.end
        if subject is None:
            subject = _Subject("report")
        carried = subject
        if _told_of_the_past(words[: demand.start], clause) or ("分别" in clause and not subject.parts):
            continue
        if not demand.bound and _EXCEEDS.search(words[: demand.start]):
            continue
        if demand.unit == "字" and not demand.bound and not _OF_LENGTH.search(words[: demand.start] + clause):
            continue
        each = len(subject.parts) > 1 and _EACH.search(clause)
        parts = [(part,) for part in subject.parts] if each else [subject.parts]
        for named in parts:
            yield Said(demand, subject.kind, named, sentence, clause)


def _clause_at(words: str, demand: Demand) -> str:
    start = max(words.rfind(stop, 0, demand.start) for stop in _STOPS) + 1
    return words[start : _clause_end(words, demand.end)]


def _clause_end(words: str, at: int) -> int:
    return min([end for stop in _STOPS if (end := words.find(stop, at)) >= 0], default=len(words))


def _told_of_the_past(before: str, clause: str) -> bool:
    """Whether a number tells how long reports were, not how long they may be."""
    past = list(words_of("past").finditer(before))
    if not past:
        return False
    since = before[past[-1].end() :] + clause
    return not words_of("demand").search(since)


def _after(words: str, demand: Demand) -> _Subject | None:
    """3000字以内的书面述职报告: the noun behind says what is measured."""
    found = re.compile(r"(?:以内|以上|左右|之内|以下|上下)?的(?P<noun>[^，。；、]{1,14})").match(words, demand.end)
    if found is None:
        return None
    mentions = _mentions(found["noun"])
    return _Subject(mentions[-1][2]) if mentions else None


def _mentions(words: str) -> list[tuple[int, int, Kind]]:
    """What is named in some words, in order; of names that overlap the one that begins first, then the longest."""
    found: list[tuple[int, int, Kind]] = [
        (match.start(), match.end(), "other") for match in words_of("others_report").finditer(words)
    ]
    for kind in _KINDS:
        found += [(match.start(), match.end(), kind) for match in words_of(kind).finditer(words)]
    found.sort(key=lambda one: (one[0], -one[1]))
    kept: list[tuple[int, int, Kind]] = []
    for start, end, kind in found:
        if kept and start < kept[-1][1]:
            continue
        # 附件材料 and PPT文稿 are one thing: what stands right behind the name belongs to it.
        if kept and start - kept[-1][1] <= 1 and kept[-1][2] in ("other", "spoken") and kind == "report":
            kept[-1] = (kept[-1][0], end, kept[-1][2])
        else:
            kept.append((start, end, kind))
    return kept


def _before(before: str, outline: Outline, entry: str | None, demand: Demand) -> _Subject | None:
    """What a number is of: looked for in its own clause, then clause by clause before it.

    A part named further off counts only as 部分 or as a clause of its own; a share is never one of the whole report.
    """
    for distance, clause in enumerate(reversed(re.split(f"[{_STOPS}]", before))):
        mentions = [one for one in _mentions(clause) if not (demand.unit == "share" and one[2] == "report")]
        kind = mentions[-1][2] if mentions else None
        parts = parts_named(clause, outline)
        if distance and not ("部分" in clause if entry else _names_part_alone(clause, outline)):
            parts = ()
        if parts and kind not in ("other", "each_item", "spoken"):
            return _Subject("part", parts)
        if kind is not None:
            return _Subject(kind, parts if kind == "each_item" else ())
    return None


def _names_part_alone(clause: str, outline: Outline) -> bool:
    names = [name for part in outline.parts for name in (part.title, *part.cues) if name in clause]
    if "部分" in clause or len(clause) - max(map(len, names), default=0) <= _GLUE:
        return True
    known = "|".join(map(re.escape, names))
    return re.match(rf"(?:{known})(?:只|要|须|应|可|主要)", clause) is not None or (
        re.search(rf"[讲写谈说摆找](?:{known})$", clause) is not None
    )


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))


def parts_named(clause: str, outline: Outline) -> tuple[str, ...]:
    """The parts whose length a clause speaks of: a name of theirs, then 部分, 篇幅, 占 or, shortly, the number."""
    if is_review_heading(clause):
        return tuple(part.id for part in (*outline.parts, *outline.optional_parts) if part.is_review)
    found: list[tuple[int, str]] = []
    for part in outline.parts:
        matches = list(_pattern((part.title, *part.cues)).finditer(clause))
        if not matches:
            continue
        rest = clause[matches[-1].end() :]
        if re.match(r"[^，。；：:]{0,8}?(?:部分|篇幅|板块|字数|占|内容|方面)", rest) or len(rest) <= REACH:
            found.append((matches[-1].start(), part.id))
    return tuple(part_id for _, part_id in sorted(found))
