"""The spoken version: the written report's own sentences, chosen to fit a time; no word and no figure is changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import InputError
from assistant.report import Fact, Part, Report
from assistant.text.spans import size
from assistant.writing.pieces import Built, Piece, put_together, rebuilt, take_apart

RATE = 220
"""字 read aloud in a minute, unless set: practice of official speech, 200 to 240."""
SHARES = (0.42, 0.28, 0.30)
"""What the three parts get where the organiser asks for no shares: achievements under half, problems over a quarter."""
LEAST = 0.6
_POINT = re.compile(r"第[一二三四五六七八九十]{1,2}，")
_OWN = re.compile(r"我(?![镇乡县区市])|本人")


@dataclass(frozen=True)
class Spoken:
    """A report cut to be read aloud; `marks` are (part id, place in the part's text, minute) where a minute is over."""

    report: Report
    minutes: float
    rate: int
    length: int
    marks: tuple[tuple[str, int, int], ...]


def spoken(report: Report, minutes: float, rate: int = RATE) -> Spoken:
    """The version for `minutes`; never longer than the time. Raises InputError where the time is none to speak in."""
    return put_in_time(report, chosen(report, minutes, rate), minutes, rate)


def chosen(report: Report, minutes: float, rate: int = RATE) -> dict[str, Built]:
    """The items with the sentences that fit the time, by id; raises InputError where the time is none to speak in."""
    if not 1 <= minutes <= 120:
        raise InputError(f"{minutes:g} 分钟不对。", "请写 1 到 120 之间的分钟数，例如 --minutes 8。")
    facts = {fact.id: fact for fact in report.facts}
    kept: dict[str, Built] = {}
    for part, share in zip(report.parts, _shares(report), strict=True):
        kept |= _cut(report, part, int(room(report, minutes, rate) * share), facts)
    return kept


def room(report: Report, minutes: float, rate: int = RATE) -> int:
    """字 that are left for the parts beside opening, headings and closing."""
    fixed = [report.opening, report.closing, *(part.heading for part in report.parts)]
    return int(minutes * rate) - sum(size(text) for text in fixed)


def put_in_time(report: Report, kept: dict[str, Built], minutes: float, rate: int = RATE) -> Spoken:
    """The report made of these items, those without a sentence left out, with its minute marks."""
    shorter = _without_empty(rebuilt(report, kept), kept)
    shorter = shorter.model_copy(
        update={"limits": report.limits.model_copy(update={"mode": "spoken", "minutes": minutes})}
    )
    return Spoken(shorter, minutes, rate, length_of(shorter), tuple(_marks(shorter, rate)))


def length_of(report: Report) -> int:
    """字 that are read out: opening, headings, parts, closing."""
    texts = [report.opening, report.closing, *(p.heading for p in report.parts), *(p.text for p in report.parts)]
    return sum(size(text) for text in texts)


def _shares(report: Report) -> list[float]:
    """Each part's share of the time: the organiser's where there are any, else the usual, never above what it has."""
    usual = list(SHARES) if len(report.parts) == 3 else [1 / len(report.parts)] * len(report.parts)
    for place, part in enumerate(report.parts):
        least, most = report.limits.shares.get(part.id, (None, None))
        if least is not None:
            usual[place] = max(usual[place], least + 0.01)
        if most is not None:
            usual[place] = min(usual[place], most - 0.01)
    total = sum(usual)
    return [share / total for share in usual]


def _cut(report: Report, part: Part, room: int, facts: dict[str, Fact]) -> dict[str, Built]:
    """The part's items with their best sentences, round by round, until the room is used up."""
    items = [take_apart(report, part, item) for item in part.items]
    chosen: dict[str, list[Piece]] = {built.id: [] for built in items}
    left = room - sum(size(built.head.text) + 2 for built in items)
    while left < 0 and len(items) > 1:
        last = items.pop()
        left += size(last.head.text) + 2
        chosen.pop(last.id)
    ranked = {built.id: _ranked(built, facts) for built in items}
    progress = True
    while progress:
        progress = False
        for built in items:
            while ranked[built.id]:
                unit = ranked[built.id].pop(0)
                length = sum(size(piece.text) for piece in unit)
                if length <= left:
                    chosen[built.id] += unit
                    left -= length
                    progress = True
                    break
    return {
        built.id: _only(built, chosen.get(built.id, [])) for built in (take_apart(report, part, i) for i in part.items)
    }


Unit = list[Piece]


def _units(built: Built) -> list[Unit]:
    """Sentences that only make sense together: a numbered point with all that follows it up to the next."""
    units: list[Unit] = []
    point = False
    for piece in built.pieces:
        if piece.fixed or not piece.text.strip():
            continue
        opens = _POINT.match(piece.text) is not None
        if point and not opens:
            units[-1].append(piece)
        else:
            units.append([piece])
        point = point or opens
    return units


def _ranked(built: Built, facts: dict[str, Fact]) -> list[Unit]:
    """An item's units, the one to keep first at the head: figures, the speaker's own acts, causes, then the rest.

    A sentence that opens the item and stands on no fact is the sanctioned wording, which is always kept first.
    """

    def worth(unit: Unit) -> float:
        text = "".join(piece.text for piece in unit)
        told = [fact for piece in unit for fact in piece.facts]
        figures = sum(1 for fact in told if fact in facts and facts[fact].figure is not None)
        own = bool(_OWN.search(text))
        kinds = {group.kind for group in built.groups for piece in unit if piece in group.pieces}
        opens = unit[0] is built.pieces[0]
        linked = 2 * ("cause" in kinds) + 1.5 * ("measure" in kinds)
        return 2 * min(figures, 2) + 1.5 * own + linked + opens * (1 if told else 6) - size(text) / 80

    return sorted(_units(built), key=worth, reverse=True)


def _only(built: Built, chosen: Sequence[Piece]) -> Built:
    """The item with the chosen sentences alone, in the order they stood."""
    texts = {piece.text for piece in chosen}
    for group in built.groups:
        group.pieces = [piece for piece in group.pieces if piece.text in texts]
    built.groups = [group for group in built.groups if group.pieces]
    return built


def _without_empty(report: Report, kept: dict[str, Built]) -> Report:
    """Items left without a sentence go, the rest are counted anew; so do the links to what is no longer there."""
    parts = []
    for part in report.parts:
        items = [item for item in part.items if kept[item.id].groups]
        fresh = [put_together(kept[item.id], place) for place, item in enumerate(items)]
        parts.append(part.model_copy(update={"text": "\n".join(item.text for item in fresh), "items": fresh}))
    text = "\n".join(part.text for part in parts)
    causes = [cause for cause in report.causes if cause.text and cause.text in text]
    measures = [measure for measure in report.measures if measure.text and measure.text in text]
    whole = {item.id: item.text for part in parts for item in part.items}
    problems = [
        problem.model_copy(
            update={
                "text": whole[problem.id],
                "causes": [cause.id for cause in causes if cause.problem == problem.id],
                "measures": [measure.id for measure in measures if measure.problem == problem.id],
            }
        )
        for problem in report.problems
        if problem.id in whole
    ]
    return report.model_copy(update={"parts": parts, "problems": problems, "causes": causes, "measures": measures})


def _marks(report: Report, rate: int) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    read = size(report.opening)
    minute = 1
    for part in report.parts:
        read += size(part.heading)
        for sentence in re.finditer(r"[^。！？\n]+[。！？]?\n?", part.text):
            read += size(sentence.group())
            if read >= minute * rate:
                found.append((part.id, sentence.end(), read // rate))
                minute = read // rate + 1
    return found
