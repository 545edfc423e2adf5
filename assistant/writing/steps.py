"""The drafting steps: one function = one prompt file of the same name = one typed reply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from assistant.ports import Model, Prompt, Watch
from assistant.prompting import render
from assistant.report import Fact


class Sentence(BaseModel):
    """One sentence and the ids of the facts it stands on."""

    text: str
    facts: list[str]


class Headline(BaseModel):
    """A headline for an item."""

    id: str
    headline: str


class Headlines(BaseModel):
    """The reply of plan_headlines."""

    items: list[Headline]


class DraftedItem(BaseModel):
    """The reply of draft_item."""

    headline: str
    sentences: list[Sentence]


class DraftedProblem(BaseModel):
    """The reply of draft_problem."""

    headline: str
    shows: list[Sentence]
    causes: list[Sentence]


class DraftedMeasure(BaseModel):
    """One measure's sentences."""

    id: str
    sentences: list[Sentence]


class DraftedMeasures(BaseModel):
    """The reply of draft_measures."""

    measures: list[DraftedMeasure]


class SentenceEdit(BaseModel):
    """Sentence number `sentence` (1-based) of an item in better words; an empty text takes it out."""

    item: str
    sentence: int
    text: str


class Unified(BaseModel):
    """The reply of unify."""

    edits: list[SentenceEdit]


class RevisedPassage(BaseModel):
    """The reply of revise_passage and fit_length; an edit with an empty text takes its sentence out."""

    understood: bool
    edits: list[SentenceEdit]


class CondensedItem(BaseModel):
    """One item's sentences as they are read aloud."""

    id: str
    sentences: list[Sentence]


class CondensedPart(BaseModel):
    """The reply of condense_spoken."""

    items: list[CondensedItem]


@dataclass(frozen=True)
class Call:
    """What the calls of one report share: the rendered prefix, and which attempt this is (重写 raises it)."""

    shared: str
    attempt: int = 0

    def prompt(self, step: str, longest: int, **values: Any) -> Prompt:
        """The prompt of a step."""
        return Prompt(step, self.shared, render(step, values), longest, self.attempt)


@dataclass(frozen=True)
class About:
    """What all calls are told of the report: its title and year, who reports, what each question asks, how long it is
    to be."""

    title: str
    year: int
    post: str
    asks: Mapping[str, str] = field(default_factory=dict)
    lengths: Sequence[str] = ()


def shared_prefix(report: About, facts: Sequence[Fact], forms: Sequence[str], exemplars: Sequence[str]) -> str:
    """The prefix of all drafting calls of a report, rendered once: how to write, the facts by question with the
    person's own words, the exemplars."""
    groups = [
        {
            "question": ref,
            "ask": _line(report.asks.get(ref, "")),
            "quote": "，".join(dict.fromkeys(_line(fact.quote).rstrip("，。；") for fact in told if fact.quote)),
            "facts": [{"ids": "、".join(ids), "text": text} for text, ids in _by_text(told).items()],
        }
        for ref, told in _by_question(facts).items()
    ]
    return render(
        "shared",
        {
            "title": report.title,
            "post": report.post,
            "year": report.year,
            "forms": forms,
            "lengths": report.lengths,
            "exemplars": exemplars,
            "groups": groups,
        },
    )


def _line(text: str) -> str:
    return " ".join(text.split()).replace("｜", "|")


def _by_question(facts: Sequence[Fact]) -> dict[str, list[Fact]]:
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.origin.ref, []).append(fact)
    return groups


def _by_text(facts: Sequence[Fact]) -> dict[str, list[str]]:
    """The ids of facts by their words: two figures of one statement share them."""
    found: dict[str, list[str]] = {}
    for fact in facts:
        found.setdefault(_line(fact.text), []).append(fact.id)
    return found


def numbered(facts: Sequence[Fact]) -> list[str]:
    """Facts as the briefs name them: “F64、F65 86名党员联系412户”."""
    return [f"{'、'.join(ids)} {text}" for text, ids in _by_text(facts).items()]


def told(facts: Sequence[Fact]) -> list[dict[str, Any]]:
    """Facts as the briefs list them, by question; their quotes stand in the shared prefix."""
    return [{"question": ref, "facts": numbered(group)} for ref, group in _by_question(facts).items()]


def plan_headlines(
    model: Model,
    call: Call,
    items: Sequence[dict[str, str]],
    emphasis: tuple[str, tuple[int, int]],
    complaints: Sequence[str] = (),
) -> Headlines:
    """Headlines for the achievements and measures, parallel within a part, from the person's own emphases; with those
    come the fewest and the most characters of a half."""
    words, half = emphasis
    values = {"items": items, "emphasis": words, "half_min": half[0], "half_max": half[1], "complaints": complaints}
    return model.reply(call.prompt("plan_headlines", 900, **values), Headlines)


@dataclass(frozen=True)
class ItemOrder:
    """What draft_item is asked for: 字 as `length`, at most `most` sentences; `facts` must be told, `spare` may be.

    `review`: it answers for last year's criticism, point by point.
    """

    heading: str
    headline: str
    facts: Sequence[Fact]
    spare: Sequence[Fact] = ()
    review: bool = False
    opening: str = ""
    length: int = 200
    most: int = 6


def draft_item(
    model: Model, call: Call, order: ItemOrder, complaints: Sequence[str] = (), watch: Watch | None = None
) -> DraftedItem:
    """One achievements item from its facts and the person's own words."""
    values = {
        "heading": order.heading,
        "headline": order.headline,
        "told": told(order.facts),
        "spare": told(order.spare),
        "review": order.review,
        "opening": order.opening,
        "most": order.most,
        "length": order.length,
        "complaints": complaints,
    }
    return model.reply(call.prompt("draft_item", 1500, **values), DraftedItem, watch)


@dataclass(frozen=True)
class ProblemOrder:
    """What draft_problem is asked for; `causes` pairs each fact with 自己, 班子和制度 or 客观; `spare` may be told."""

    heading: str
    headline: str
    shows: Sequence[Fact]
    causes: Sequence[tuple[Fact, str]]
    spare: Sequence[Fact] = ()


def draft_problem(
    model: Model, call: Call, order: ProblemOrder, complaints: Sequence[str] = (), watch: Watch | None = None
) -> DraftedProblem:
    """One problem with what shows it and what causes it."""
    kinds: dict[str, list[Fact]] = {}
    for fact, kind in order.causes:
        kinds.setdefault(kind, []).append(fact)
    values = {
        "heading": order.heading,
        "headline": order.headline,
        "shows": told(order.shows),
        "causes": [{"kind": kind, "facts": numbered(facts)} for kind, facts in kinds.items()],
        "spare": told(order.spare),
        "complaints": complaints,
    }
    return model.reply(call.prompt("draft_problem", 1200, **values), DraftedProblem, watch)


def draft_measures(
    model: Model, call: Call, order: dict[str, Any], complaints: Sequence[str] = (), watch: Watch | None = None
) -> DraftedMeasures:
    """The whole part of measures; `order` holds heading, next_year and the items with their measures."""
    return model.reply(call.prompt("draft_measures", 3000, **order, complaints=complaints), DraftedMeasures, watch)


def unify(
    model: Model, call: Call, parts: Sequence[dict[str, Any]], most: int = 15, watch: Watch | None = None
) -> Unified:
    """Typed edits over the whole draft: repeated words, transitions, leftovers of speech; never a rewrite."""
    return model.reply(call.prompt("unify", 2500, parts=parts, most=most), Unified, watch)


def condense_spoken(
    model: Model, call: Call, heading: str, items: Sequence[dict[str, Any]], complaints: Sequence[str] = ()
) -> CondensedPart:
    """A part of the written report as it is read aloud; `items` hold id, headline, room in 字 and sentences."""
    values = {"heading": heading, "items": items, "complaints": complaints}
    return model.reply(call.prompt("condense_spoken", 3000, **values), CondensedPart)


def revise_passage(model: Model, call: Call, request: str, rows: Sequence[dict[str, Any]]) -> RevisedPassage:
    """Typed edits of the sentences that a request in plain words is about; never a rewrite."""
    return model.reply(call.prompt("revise_passage", 1500, request=request, rows=rows), RevisedPassage)


def fit_length(
    model: Model, call: Call, rows: Sequence[dict[str, Any]], length: tuple[int, int], *, squeeze: bool
) -> RevisedPassage:
    """Sentences squeezed or expanded without touching facts; `length` is (字 now, 字 wanted)."""
    values = {"rows": rows, "now": length[0], "count": length[1], "squeeze": squeeze}
    return model.reply(call.prompt("fit_length", 3000, **values), RevisedPassage)
