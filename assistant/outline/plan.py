"""A kind of report as data: its parts with their blocks and items, limits, lists and sentence patterns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from assistant.outline.questions import Question, Setting, Strict

NUMERALS = "一二三四五六七八九十"


class Headline(Strict):
    """A headline for an item, taken where one of `cues` stands in its facts (no cues: always fits)."""

    text: str
    cues: tuple[str, ...] = ()


class ItemPlan(Strict):
    """An item of an achievements block: which questions feed it and how it is headed.

    `terms`: opens with the sanctioned forms of the report's year. `review`: last year's criticism, point by point.
    """

    id: str
    questions: tuple[str, ...]
    headlines: tuple[Headline, ...]
    terms: bool = False
    review: bool = False


class Block(Strict):
    """A run of items of one role inside a part; `lead` stands before it where a part has several blocks.

    `causes`: inline (in each problem's item) or block (one by one after the problems).
    `headlines`: for measures, headed by the kind of problem they answer.
    """

    role: Literal["achievements", "problems", "measures"]
    lead: str = ""
    items: tuple[ItemPlan, ...] = ()
    causes: Literal["inline", "block"] = "inline"
    headlines: tuple[Headline, ...] = ()


class PartPlan(Strict):
    """A part: its id, title (without 一、), the words by which its heading is known elsewhere, and its blocks."""

    id: str
    title: str
    cues: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def is_review(self) -> bool:
        """Whether it holds nothing but last year's criticism."""
        items = [item for block in self.blocks for item in block.items]
        return bool(items) and all(item.review for item in items)


class OutlineLimits(Strict):
    """Lengths in 字 and shares used where neither notice nor answer says otherwise."""

    total: tuple[int | None, int | None] = (None, None)
    parts: dict[str, tuple[int | None, int | None]] = {}
    shares: dict[str, tuple[float | None, float | None]] = {}


class Vague(Strict):
    """A vague way of speaking (regular expressions) and what is asked back (handbook §5.3)."""

    when: tuple[str, ...]
    ask: str


Holds = Literal[
    "number",
    "problem",
    "shows",
    "cause",
    "measure",
    "base",
    "target",
    "leader",
    "owner",
    "due",
    "quarters",
    "status",
    "proof",
    "carried",
    "blank",
]


class ListColumn(Strict):
    """A column of a list: its heading and what it `holds` (blank: for hand-written entries such as 完成情况)."""

    name: str
    holds: Holds
    width: int = 12


class ListPlan(Strict):
    """A list that is made from a report: a row for each measure, problem or promise of last year's, its columns in order."""

    id: str
    name: str
    rows: Literal["measures", "problems", "promises"]
    columns: tuple[ListColumn, ...] = Field(min_length=2)


class Phrases(Strict):
    """The fixed wording of this kind of report; {year}, {next_year}, {post}, {facts} … are filled by the writer."""

    title: str
    opening: str
    opening_tenure: str = ""
    closing: str = ""
    post: str
    signature: str = "{post}"
    problem_shows: tuple[str, ...]
    cause_openings: tuple[str, ...] = ()
    cause_own: tuple[str, ...]
    cause_shared: tuple[str, ...] = ()
    cause_mechanism: tuple[str, ...]
    cause_objective: tuple[str, ...]
    measure_for: tuple[str, ...]
    measure_owner: tuple[str, ...]
    review_lead: tuple[str, ...]
    review_raised: str = "针对{year}年反馈的{count}问题"
    review_waiting: str = ""
    commitment: tuple[str, ...] = ("{year}年承诺{promise}，",)
    commitment_problem: str = "上年承诺的事项没有全部兑现"


class Outline(Strict):
    """A kind of report; `id` and `name` are how an answers file names it.

    `optional_parts` are written only where a notice demands them; their items then leave the part they stand in else.
    """

    id: str
    name: str
    default: bool = False
    vague: tuple[Vague, ...] = ()
    parts: tuple[PartPlan, ...] = Field(min_length=1)
    optional_parts: tuple[PartPlan, ...] = ()
    questions: tuple[Question, ...] = Field(min_length=1)
    limits: OutlineLimits = OutlineLimits()
    thresholds: dict[str, dict[str, float]] = {}
    phrases: Phrases
    lists: tuple[ListPlan, ...] = ()

    @model_validator(mode="after")
    def _ids_agree(self) -> Outline:
        ids = [q.id for q in self.questions]
        doubled = {i for i in ids if ids.count(i) > 1}
        if doubled:
            raise ValueError(f"题号重复：{'、'.join(sorted(doubled))}")
        for part in (*self.parts, *self.optional_parts):
            for block in part.blocks:
                for item in block.items:
                    unknown = [q for q in item.questions if q not in ids]
                    if unknown:
                        raise ValueError(f"条目 {item.id} 用了没有的题号：{'、'.join(unknown)}")
        return self

    def question(self, question_id: str) -> Question:
        """Finds a question by id; KeyError where there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def items(self) -> Iterator[ItemPlan]:
        """The plans of the items of all parts, in order."""
        return (item for part in self.parts for block in part.blocks for item in block.items)

    def setting(self, key: Setting) -> Question | None:
        """The question that gives this setting, or None."""
        return next((q for q in self.questions if q.setting == key), None)

    def heading(self, part_id: str) -> str:
        """A part's heading as written, with its ordinal: 一、…"""
        for index, part in enumerate(self.parts):
            if part.id == part_id:
                return f"{NUMERALS[index]}、{part.title}"
        raise KeyError(part_id)
