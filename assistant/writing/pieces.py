"""A report's items taken apart into sentences that know their facts, and put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from assistant.outline import NUMERALS
from assistant.report import Item, Part, Report, Use

_SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?[”）]?|[。！？\n]")


@dataclass
class Piece:
    """A sentence; `uses` count in its own text; `facts` are all it stands on; `fixed` ones no model may touch."""

    text: str
    uses: list[Use] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    fixed: bool = False


@dataclass
class Group:
    """Sentences that belong together: plain text, a cause, or a measure with its id."""

    kind: Literal["plain", "cause", "measure"]
    id: str
    pieces: list[Piece]

    @property
    def text(self) -> str:
        """The words as they stand in the part."""
        return "".join(piece.text for piece in self.pieces)


@dataclass
class Built:
    """An item taken apart; the ordinal and headline are put before the groups again."""

    id: str
    headline: str
    head: Piece
    groups: list[Group]
    drafted_by: str | None = None

    @property
    def pieces(self) -> list[Piece]:
        """All sentences after the headline."""
        return [piece for group in self.groups for piece in group.pieces]


def cut(text: str, uses: Iterable[Use], start: int = 0) -> list[Piece]:
    """A text cut at its full stops; `uses` count from `start`; a use over two sentences goes to the one it begins in."""
    pieces: list[Piece] = []
    uses = list(uses)
    for found in _SENTENCE.finditer(text[start:]):
        left, right = found.start() + start, found.end() + start
        own = [use for use in uses if left <= use.start < right]
        spans = [Use(fact=u.fact, start=u.start - left, end=min(u.end, right) - left) for u in own]
        facts = list(dict.fromkeys(use.fact for use in own))
        pieces.append(Piece(text[left:right], spans, facts, "【待补" in text[left:right]))
    return pieces


def take_apart(report: Report, part: Part, item: Item) -> Built:
    """An item as sentences; those of causes and measures under their ids."""
    prefix = f"{item.headline}。"
    at = item.text.find(prefix)
    body = at + len(prefix) if at >= 0 else 0
    head_uses = [use for use in item.uses if use.start < body]
    offset = max(at, 0)
    head = Piece(
        item.text[offset:body],
        [Use(fact=u.fact, start=max(u.start - offset, 0), end=min(u.end, body) - offset) for u in head_uses],
        list(dict.fromkeys(u.fact for u in head_uses)),
    )
    pieces = cut(item.text, item.uses, body)
    groups = _grouped(report, item, pieces)
    return Built(item.id, item.headline, head, groups, item.drafted_by)


def _grouped(report: Report, item: Item, pieces: list[Piece]) -> list[Group]:
    owned: list[tuple[str, str, Literal["cause", "measure"]]] = [
        (cause.id, cause.text, "cause") for cause in report.causes if cause.problem == item.id
    ]
    owned += [(measure.id, measure.text, "measure") for measure in report.measures if measure.text in item.text]
    groups: list[Group] = []
    for piece in pieces:
        owner = next(((i, kind) for i, text, kind in owned if piece.text.strip() and piece.text in text), None)
        name, kind = owner if owner else ("", "plain")
        if groups and groups[-1].id == name and groups[-1].kind == kind:
            groups[-1].pieces.append(piece)
        else:
            groups.append(Group(kind, name, [piece]))  # type: ignore[arg-type]
    return groups


def put_together(built: Built, place: int) -> Item:
    """The item again, its uses counted in its whole text; `place` is its place in the block, from 0."""
    text = f"{NUMERALS[place]}是"
    uses: list[Use] = []
    facts: list[str] = []
    for piece in (built.head, *built.pieces):
        start = len(text)
        text += piece.text
        uses += [Use(fact=use.fact, start=use.start + start, end=use.end + start) for use in piece.uses]
        facts += piece.facts
    return Item(
        id=built.id,
        headline=built.headline,
        text=text,
        facts=list(dict.fromkeys(facts)),
        uses=uses,
        drafted_by=built.drafted_by,
    )


def rebuilt(report: Report, items: dict[str, Built]) -> Report:
    """The report with these items put together anew; problems, causes and measures take the words that now stand."""
    parts: list[Part] = []
    for part in report.parts:
        new: list[Item] = []
        text = part.text
        for item in part.items:
            built = items.get(item.id)
            fresh = item if built is None else put_together(built, _ordinal(item))
            text = text.replace(item.text, fresh.text, 1)
            new.append(fresh)
        parts.append(part.model_copy(update={"text": text, "items": new}))
    return _linked(report, parts, items)


def _ordinal(item: Item) -> int:
    return max(NUMERALS.find(item.text[:1]), 0)


def _linked(report: Report, parts: list[Part], items: dict[str, Built]) -> Report:
    texts = {group.id: group.text for built in items.values() for group in built.groups if group.id}
    whole = {item.id: item for part in parts for item in part.items}
    problems = [
        problem.model_copy(update={"text": whole[problem.id].text, "headline": whole[problem.id].headline})
        if problem.id in whole
        else problem
        for problem in report.problems
    ]
    causes = [cause.model_copy(update={"text": texts.get(cause.id, cause.text)}) for cause in report.causes]
    measures = [measure.model_copy(update={"text": texts.get(measure.id, measure.text)}) for measure in report.measures]
    return report.model_copy(update={"parts": parts, "problems": problems, "causes": causes, "measures": measures})
