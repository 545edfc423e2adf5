"""The file that came back from Word: its words become the report's, sentence by sentence, and new figures are asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from assistant.errors import InputError
from assistant.figures.comparing import same_quantity
from assistant.figures.reading import read_figures
from assistant.outline import Outline, PartPlan
from assistant.report import Cause, Fact, Item, Measure, Part, Pending, Problem, Report, Use
from assistant.text.spans import TextItem, TextPart, TextReport
from assistant.writing.measures import read_elements
from assistant.writing.pieces import Piece, cut, take_apart

ALIKE = 0.5
"""From this likeness on two sentences are one that was changed."""
_ORDINAL = re.compile(r"^\s*[一二三四五六七八九十]{1,3}是")
_IDLE = ("年", "月", "日", "号", "季度", "届", "个方面")


L = TypeVar("L", Cause, Measure)


@dataclass(frozen=True)
class Change:
    """One sentence that came back otherwise: "" before where it is new, "" after where it was struck out; or elsewhere."""

    part: str
    before: str
    after: str
    moved: bool = False


@dataclass(frozen=True)
class Reread:
    """The report with the words that came back, what changed, and what has to be asked."""

    report: Report
    changes: tuple[Change, ...]
    asked: tuple[str, ...]


def reread(report: Report, text: TextReport, outline: Outline) -> Reread:
    """Takes over the words of `text`; a sentence that came back as it was keeps its facts, a changed one those it holds.

    Raises InputError where a part of the report is not in the file.
    """
    found = {part.id: part for part in text.parts if part.id}
    missing = [part.heading for part in report.parts if part.id not in found]
    if missing:
        raise InputError(
            f"改过的文件里没有“{'”“'.join(missing)}”这一部分。", "请看看是不是删了标题，补上后再读；原来的稿子没有动。"
        )
    work = _Work(report, {plan.id: plan for plan in outline.parts})
    parts = [work.part(part, found[part.id]) for part in report.parts]
    fresh = work.linked(parts).model_copy(update=_frame(report, text))
    pending = [*report.pending, *(Pending(question="K1", what=what) for what in work.asked)]
    return Reread(fresh.model_copy(update={"pending": pending, "final": False}), tuple(work.changes), tuple(work.asked))


def _frame(report: Report, text: TextReport) -> dict[str, object]:
    """Title and opening as they came back; closing, signature and date only where the file holds them."""
    told: dict[str, object] = {}
    if text.title is not None and text.title.text.strip():
        told["title"] = " ".join(text.title.text.split())
    if text.opening is not None and text.opening.text.strip():
        told["opening"] = text.opening.text.strip()
    if text.ending is not None:
        lines = [line.strip() for line in text.ending.text.split("\n") if line.strip()]
        if lines and lines[0] not in (report.signature, report.date):
            told["closing"] = lines[0]
    return told


class _Work:
    def __init__(self, report: Report, plans: dict[str, PartPlan]) -> None:
        self.report = report
        self.plans = plans
        self.facts = {fact.id: fact for fact in report.facts}
        self.changes: list[Change] = []
        self.asked: list[str] = []
        self._ids = {item.id for part in report.parts for item in part.items}

    def part(self, old: Part, new: TextPart) -> Part:
        text = new.text.strip()
        known = [(item.id, piece) for item in old.items for piece in self._pieces(old, item)]
        top = [item for item in new.items if not _nested(item, new.items)]
        came = [(place, piece) for place, item in enumerate(top) for piece in _sentences(item)]
        homes = self._matched(old.id, known, came)
        items: list[Item] = []
        taken: set[str] = set()
        for place, item in enumerate(top):
            item_id = self._id([home for p, home in homes if p == place and home], taken, old)
            taken.add(item_id)
            items.append(self._item(item_id, item, [piece for p, piece in came if p == place]))
        items = [item for item in items if item.text in text]
        return old.model_copy(update={"text": text, "items": items})

    def _pieces(self, part: Part, item: Item) -> list[Piece]:
        built = take_apart(self.report, part, item)
        return [built.head, *built.pieces]

    def _matched(
        self, part: str, known: Sequence[tuple[str, Piece]], came: Sequence[tuple[int, Piece]]
    ) -> list[tuple[int, str]]:
        """Where each sentence that came back comes from; facts go along, changes are noted."""
        old = [_plain(piece.text) for _, piece in known]
        new = [_plain(piece.text) for _, piece in came]
        homes: list[tuple[int, str]] = []
        pairs: dict[int, int] = {}
        gone: list[int] = []
        extra: list[int] = []
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                pairs |= dict(zip(range(j1, j2), range(i1, i2), strict=True))
            else:
                gone += range(i1, i2)
                extra += range(j1, j2)
        for j in list(extra):
            likely = max(gone, key=lambda i: _likeness(old[i], new[j]), default=None)
            if likely is not None and _likeness(old[likely], new[j]) >= ALIKE:
                pairs[j] = likely
                if old[likely] == new[j] and new[j]:
                    self.changes.append(Change(part, new[j], new[j], moved=True))
                gone.remove(likely)
        for j, (place, piece) in enumerate(came):
            source = known[pairs[j]] if j in pairs else None
            homes.append((place, source[0] if source else ""))
            self._take_over(part, source[1] if source else None, piece)
        self.changes += [Change(part, known[i][1].text, "") for i in gone if old[i]]
        return homes

    def _take_over(self, part: str, old: Piece | None, new: Piece) -> None:
        same = old is not None and _plain(old.text) == _plain(new.text)
        if old is not None and same:
            shift = new.text.find(old.text.strip())
            lead = len(old.text) - len(old.text.lstrip())
            moved = [Use(fact=u.fact, start=u.start - lead + shift, end=u.end - lead + shift) for u in old.uses]
            new.uses = [use for use in moved if 0 <= use.start < use.end <= len(new.text)]
            new.facts = list(old.facts)
            return
        before, after = old.text.strip() if old else "", new.text.strip()
        if before or after:
            self.changes.append(Change(part, before, after))
        near = [self.facts[fact] for fact in (old.facts if old else []) if fact in self.facts]
        new.uses, unknown = self._bound(new.text, near)
        new.facts = list(dict.fromkeys([*(use.fact for use in new.uses), *(f.id for f in near if f.figure is None)]))
        self.asked += [f"改稿里新写的“{words}”（“{_short(new.text)}”）出自哪里，是不是事实" for words in unknown]

    def _bound(self, text: str, near: Sequence[Fact]) -> tuple[list[Use], list[str]]:
        """The figures of a changed sentence by the facts it stood on, then by all that fit its words; and the rest."""
        uses: list[Use] = []
        unknown: list[str] = []
        for span in read_figures(text):
            if span.figure.unit in _IDLE or (span.figure.value == 1 and span.text.startswith("一")):
                continue
            fact = next((f for f in near if f.figure and same_quantity(f.figure, span.figure)), None)
            fact = fact or next((f for f in self.facts.values() if self._fits(f, text, span.start, span.end)), None)
            if fact is None:
                unknown.append(span.text)
            else:
                uses.append(Use(fact=fact.id, start=span.start, end=span.end))
        return uses, unknown

    def _fits(self, fact: Fact, text: str, start: int, end: int) -> bool:
        spans = [span for span in read_figures(text) if (span.start, span.end) == (start, end)]
        if fact.figure is None or fact.status != "ok" or not spans or not same_quantity(fact.figure, spans[0].figure):
            return False
        return any(fact.metric[i : i + 2] in text for i in range(len(fact.metric) - 1))

    def _id(self, homes: Sequence[str], taken: set[str], part: Part) -> str:
        """The item that most of the sentences come from; a new one gets a new id."""
        counts = {home: homes.count(home) for home in homes if home not in taken}
        if counts:
            return max(counts, key=lambda home: counts[home])
        stem = re.sub(r"\d+$", "", part.items[0].id) if part.items else part.id
        number = 1
        while f"{stem}{number}" in self._ids or f"{stem}{number}" in taken:
            number += 1
        self._ids.add(f"{stem}{number}")
        return f"{stem}{number}"

    def _item(self, item_id: str, item: TextItem, pieces: Sequence[Piece]) -> Item:
        text = item.text.rstrip()
        uses: list[Use] = []
        cursor = 0
        for piece in pieces:
            at = text.find(piece.text, cursor)
            if at < 0:
                continue
            uses += [
                Use(fact=u.fact, start=u.start + at, end=u.end + at) for u in piece.uses if u.end + at <= len(text)
            ]
            cursor = at + len(piece.text)
        facts = list(dict.fromkeys(fact for piece in pieces for fact in piece.facts))
        return Item(id=item_id, headline=item.headline.text.strip("。；"), text=text, facts=facts, uses=uses)

    # ---- the chain ----

    def linked(self, parts: list[Part]) -> Report:
        """Problems, causes and measures with the words that now stand; what no longer stands is gone from the chain."""
        old = {problem.id: problem for problem in self.report.problems}
        role = next((p.id for p in self.plans.values() if any(b.role == "problems" for b in p.blocks)), "")
        items = [item for part in parts if part.id == role for item in part.items]
        causes = [c for cause in self.report.causes if (c := self._again(cause, parts)) is not None]
        measures = [m for measure in self.report.measures if (m := self._again(measure, parts)) is not None]
        problems = []
        for item in items:
            known = old.get(item.id) or Problem(id=item.id, headline=item.headline, text=item.text)
            problems.append(
                known.model_copy(
                    update={
                        "headline": item.headline,
                        "text": item.text,
                        "facts": [fact for fact in item.facts if fact in self.facts],
                        "causes": [cause.id for cause in causes if cause.problem == item.id],
                        "measures": [measure.id for measure in measures if measure.problem == item.id],
                    }
                )
            )
        ids = {problem.id for problem in problems}
        causes = [
            c if c.problem in ids or c.problem is None else c.model_copy(update={"problem": None}) for c in causes
        ]
        measures = [
            m if m.problem in ids or m.problem is None else m.model_copy(update={"problem": None}) for m in measures
        ]
        return self.report.model_copy(
            update={"parts": parts, "problems": problems, "causes": causes, "measures": measures}
        )

    def _again(self, link: L, parts: Sequence[Part]) -> L | None:
        text = "\n".join(part.text for part in parts)
        if link.text in text:
            return link
        sentences = [piece.text for part in parts for item in part.items for piece in cut(item.text, [])]
        likely = max(sentences, key=lambda sentence: _likeness(link.text, sentence), default="")
        if _likeness(link.text, likely) < ALIKE:
            return None
        if isinstance(link, Measure):
            told = read_elements(likely, [], self.report.year + 1)
            due = told.due if not told.due.startswith("【") else link.due
            owner = told.owner if not told.owner.startswith("【") else link.owner
            date = told.due_date if told.due_date is not None else link.due_date
            return link.model_copy(update={"text": likely, "owner": owner, "due": due, "due_date": date})
        return link.model_copy(update={"text": likely})


def _nested(item: TextItem, items: Sequence[TextItem]) -> bool:
    return any(other is not item and other.start <= item.start and item.end <= other.end for other in items)


def _sentences(item: TextItem) -> Iterator[Piece]:
    yield from cut(item.text.rstrip(), [])


def _plain(text: str) -> str:
    return re.sub(r"\s", "", _ORDINAL.sub("", text))


def _likeness(one: str, other: str) -> float:
    one, other = _plain(one), _plain(other)
    if not one or not other or min(len(one), len(other)) * 4 < max(len(one), len(other)):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 30 else f"{text[:28]}……"
