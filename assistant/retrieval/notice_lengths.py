"""Lengths, shares and minutes that a notice demands, and of what: the whole report, a part, an item, the spoken version."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from assistant.demands import Bounds, Demand, demands_in, ratios_in
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
_RESPECTIVELY = re.compile(r"分别(?:控制|掌握|限定|安排)?(?:在|为|是|占|不)|依次(?:为|是|占)")
_OF_SHARE = re.compile("比例|比重|篇幅|占比|字数|述职报告|部分")
_ORDINAL = re.compile(r"第(?P<n>[一二三四五])(?:个)?(?P<of>部分|块|板块|方面|大?块|章|段|、)")
_ANSWER = re.compile(r"问题的?(?:回答|作答|答复)")
_GLUE = 5
"""Characters a clause may hold beside a part's name and still name nothing else."""
_NEAR = 10
"""Characters behind 每个 in which it says of what."""
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
    inside: bool = False
    """Whether it stands in the description of a part."""

    @property
    def bounds(self) -> Bounds:
        """What is demanded."""
        return self.demand.bounds


@dataclass(frozen=True)
class _Subject:
    kind: Kind
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Frame:
    """What a notice's other sentences say of its parts: `entry_at` the part in whose description a place lies, `order`
    the parts in the notice's own order, for 第一部分."""

    outline: Outline
    entry_at: Callable[[int], str | None]
    order: tuple[str, ...]


def lengths_in(sentence: Sentence, frame: Frame) -> Iterator[Said]:
    """The demands of one sentence, each with what it is of."""
    words = sentence.words
    demands = demands_in(words)
    yield from _ratios(sentence, frame, demands)
    dealt = _dealt_out(words, demands, frame)
    home = frame.entry_at(sentence.start)
    homes = [frame.entry_at(sentence.start + demand.start) for demand in demands]
    spread = words == sentence.quote and len(set(homes)) > 1
    carried = _Subject("part", (home,)) if home else None
    last = 0
    for place, (demand, own) in enumerate(zip(demands, homes, strict=True)):
        entry = own if spread else home
        if spread and own:
            carried = _Subject("part", (own,))
        clause = _clause_at(words, demand)
        if place in dealt:
            last = demand.end
            if (share_out := dealt[place]) is not None:
                yield Said(share_out[1], "part", (share_out[0],), sentence, clause)
            continue
        before = words[last : demand.start]
        subject = _after(words, demand) or _before(_OPENED.sub("", before), frame, entry, demand) or carried
        last = demand.end
        if subject is None:
            subject = _Subject("report")
        elif subject.kind == "each_item" and not subject.parts and entry:
            subject = _Subject("each_item", (entry,))
        carried = subject
        if _is_remark(words, demand, clause, entry is not None) or ("分别" in clause and not subject.parts):
            continue
        each = len(subject.parts) > 1 and _EACH.search(clause)
        parts = [(part,) for part in subject.parts] if each else [subject.parts]
        for named in parts:
            yield Said(demand, subject.kind, named, sentence, clause, inside=entry is not None)


def _dealt_out(words: str, demands: list[Demand], frame: Frame) -> dict[int, tuple[str, Demand] | None]:
    """Which demand is of which part where a row of amounts answers a row of parts: 三部分分别为1200、900、600字左右.

    What is said of problems and of their causes apart is of one part, together.
    """
    for match in _RESPECTIVELY.finditer(words):
        end = min((place for stop in "。；;" if (place := words.find(stop, match.end())) >= 0), default=len(words))
        row = [n for n, demand in enumerate(demands) if match.end() <= demand.start < end]
        for parts in (parts_in_turn(words[: match.start()], frame.outline), frame.order):
            if len(parts) > 1 and len(row) >= len(parts) and len({demands[n].unit for n in row[: len(parts)]}) == 1:
                return _summed(list(zip(row, parts, strict=False)), demands)
    return {}


def _summed(dealt: list[tuple[int, str]], demands: list[Demand]) -> dict[int, tuple[str, Demand] | None]:
    found: dict[int, tuple[str, Demand] | None] = {}
    firsts: dict[str, int] = {}
    for place, part in dealt:
        demand = demands[place]
        first = firsts.setdefault(part, place)
        held = found.get(first)
        if held is None:
            found[place] = part, demand
            continue
        least, most = (
            None if a is None or b is None else a + b for a, b in zip(held[1].bounds, demand.bounds, strict=True)
        )
        found[first], found[place] = (part, replace(held[1], least=least, most=most)), None
    return found


def _ratios(sentence: Sentence, frame: Frame, demands: list[Demand]) -> Iterator[Said]:
    """The shares of 4:3:3 and 三七开, given to the parts in turn; of two numbers the second is all that follows."""
    if any(demand.unit == "share" for demand in demands):
        return
    for values, at in ratios_in(sentence.words):
        named = parts_in_turn(sentence.words[:at], frame.outline) or parts_in_turn(sentence.words, frame.outline)
        order = named if len(named) >= len(values) else tuple(part.id for part in frame.outline.parts)
        if not named and not _OF_SHARE.search(sentence.words):
            continue
        if len(values) > len(order):
            continue
        last = "+".join(order[len(values) - 1 :])
        for index, (value, part) in enumerate(zip(values, (*order[: len(values) - 1], last), strict=True)):
            least, most = (None, value) if part == frame.outline.parts[0].id and index == 0 else (value, None)
            demand = Demand("share", least, most, at, len(sentence.words), bound=True)
            yield Said(demand, "part", tuple(part.split("+")), sentence, "")


def parts_in_turn(words: str, outline: Outline) -> tuple[str, ...]:
    """The parts named by some words, in the order in which they are named first."""
    places: dict[str, int] = {}
    for part in outline.parts:
        found = _pattern((part.title, *part.cues)).search(words)
        if found:
            places[part.id] = found.start()
    return tuple(sorted(places, key=lambda part: places[part]))


def _clause_at(words: str, demand: Demand) -> str:
    start = max(words.rfind(stop, 0, demand.start) for stop in _STOPS) + 1
    return words[start : _clause_end(words, demand.end)]


def _clause_end(words: str, at: int) -> int:
    return min([end for stop in _STOPS if (end := words.find(stop, at)) >= 0], default=len(words))


def _is_remark(words: str, demand: Demand, clause: str, inside: bool) -> bool:
    """Whether an amount is told and not asked for: how long reports were, what happens to one that exceeds it."""
    before = words[: demand.start]
    if _told_of_the_past(before, clause) or (not demand.bound and _EXCEEDS.search(before)):
        return True
    return demand.unit == "字" and not demand.bound and not inside and not _OF_LENGTH.search(before + clause)


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


def _before(before: str, frame: Frame, entry: str | None, demand: Demand) -> _Subject | None:
    """What a number is of: looked for in its own clause, then clause by clause before it.

    A part named further off counts only as 部分 or as a clause of its own; a share is never one of the whole report.
    """
    outline = frame.outline
    for distance, clause in enumerate(reversed(re.split(f"[{_STOPS}]", before))):
        mentions = [one for one in _mentions(clause) if not (demand.unit == "share" and one[2] == "report")]
        if distance and entry:
            mentions = [one for one in mentions if one[2] != "each_item"]
        kind = mentions[-1][2] if mentions else None
        numbered = _by_number(clause, frame.order)
        parts = numbered or parts_named(clause, outline)
        if distance and not numbered and not ("部分" in clause if entry else _names_part_alone(clause, outline)):
            parts = ()
        if kind == "each_item" and not parts and not _ANSWER.search(clause):
            parts = parts_in_turn(clause[mentions[-1][0] :][:_NEAR], outline)[:1]
            parts = parts or parts_in_turn(re.split("[。；;]", before)[-1], outline)[-1:]
        if parts and kind not in ("other", "each_item", "spoken"):
            return _Subject("part", parts)
        if kind is not None:
            return _Subject(kind, parts if kind == "each_item" and not _ANSWER.search(clause) else ())
    return None


def _by_number(clause: str, order: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of 第二、第三板块, by the notice's own order."""
    numbers = ["一二三四五".index(match["n"]) for match in _ORDINAL.finditer(clause)]
    if not any(match["of"] != "、" for match in _ORDINAL.finditer(clause)):
        return ()
    return tuple(dict.fromkeys(order[number] for number in numbers if number < len(order)))


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
