"""A kind of report as data: parts, blocks, items, questions, limits, sentence patterns, from knowledge/outlines."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.errors import OutlineError
from assistant.settings import knowledge_files
from assistant.strict_yaml import read_strict

Role = Literal["setting", "fact", "review", "problem", "evidence", "cause", "measure", "private"]
Setting = Literal["year", "limits", "tenure", "topics", "slogans", "masking", "confirm", "emphasis", "signature"]
Who = Literal["书记", "组织委员", "党建办", "主任", "经办人", "其他"]
NUMERALS = "一二三四五六七八九十"


class Strict(BaseModel):
    """Unknown keys are refused, so that a slip of the pen in an outline is said, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FollowUp(Strict):
    """Asked when the answer holds one of `when` (regular expressions) and `unless` none; `when` empty: when the
    answer is vague as a whole (no figure where the question wants one)."""

    ask: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Slot(Strict):
    """The written form of a figure that answers a question.

    `cues`: words (regular expressions) of which one must stand beside the figure; `bare`: may also stand with none
    (“2回。”). `units`: what is counted, the written word first. `also`: words that may stand there and add nothing.
    `write`: the written form with {n} figure and unit, {cue} the cue as said, {bar} the bar of “10万元以上的村”, {of}
    what stands before and {what} behind the figure, {place} the village told of
    (`of` where that is not said), {1} a group of the cue; what stands before | is left out after a form that opened the same way.
    `about`: what a figure without words of its own measures.
    """

    about: str = ""
    cues: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    write: str
    of: str = ""
    also: tuple[str, ...] = ()
    bare: bool = False


class Share(Strict):
    """A rate worked out from two counts of one sentence: `did` of `of` (regular expressions over written facts)."""

    of: str
    did: str
    name: str


class Question(Strict):
    """One question of the interview.

    `types` as in the handbook: number date text name list yesno ratio. `minimal`: asked first. `who` can know it.
    `role`: what the answer is for (setting: steers the report, is no fact of it; private: never leaves the session).
    `year_offset`: the year its facts belong to, relative to the report's year (−1: last year's review; +1: plans).
    `per_problem`: asked once for each problem. `objective`: a cause outside one's own doing.
    `skip`: what is written when it is skipped; `lookup`: the ledger where the figure can be found.
    `against`: the kinds of problem (knowledge/chain) that its measures answer, where it is asked of no one problem.
    `growth`: growth on the year before is worked out where both were told; `share`: a rate that is.
    `by_self`: the one who reports promises it for himself.
    `cues`: words by which notes are put to this question; `slots`: how its figures are written, `besides`
    what may stand beside any of them and adds nothing;
    `turns`: its own turns of speech, [as said (regular expression), as written];
    `frames`: sentence patterns around {facts} for what was done, `states`: for how things stand.
    `usual`: lines of work, or beginnings, that answers to it usually open with; offered, never written of themselves.
    """

    id: str
    ask: str
    why: str
    example: str
    types: tuple[Literal["number", "date", "text", "name", "list", "yesno", "ratio"], ...]
    required: bool
    minimal: bool = False
    who: Who = "书记"
    role: Role
    setting: Setting | None = None
    year_offset: int = 0
    per_problem: bool = False
    objective: bool = False
    against: tuple[str, ...] = ()
    by_self: bool = False
    growth: bool = False
    share: Share | None = None
    skippable: bool = True
    skip: str
    lookup: str = ""
    follow_ups: tuple[FollowUp, ...] = ()
    cues: tuple[str, ...] = ()
    slots: tuple[Slot, ...] = ()
    besides: tuple[str, ...] = ()
    turns: tuple[tuple[str, str], ...] = ()
    frames: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _slots_know_besides(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not data.get("besides") or not isinstance(data.get("slots"), list):
            return data
        slots = [{**slot, "also": [*slot.get("also", []), *data["besides"]]} for slot in data["slots"]]
        return data | {"slots": slots}

    @model_validator(mode="after")
    def _setting_has_key(self) -> Question:
        if (self.role == "setting") != (self.setting is not None):
            raise ValueError("role 为 setting 的题须写 setting，其他题不写")
        return self


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
    cause_opening: str = ""
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

    def setting(self, key: Setting) -> Question | None:
        """The question that gives this setting, or None."""
        return next((q for q in self.questions if q.setting == key), None)

    def heading(self, part_id: str) -> str:
        """A part's heading as written, with its ordinal: 一、…"""
        for index, part in enumerate(self.parts):
            if part.id == part_id:
                return f"{NUMERALS[index]}、{part.title}"
        raise KeyError(part_id)


def load_outline(path: Path) -> Outline:
    """Reads one outline file; raises OutlineError naming file and line where it breaks the schema."""
    return read_strict(path, Outline.model_validate, "请照 README 的说明改这一处。", OutlineError)


_loaded = cache(load_outline)
_HEAD = re.compile(r"^(id|name|default):[ \t]*[\"']?([^\n#\"']*?)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)


@cache
def _heads() -> tuple[tuple[Path, dict[str, str]], ...]:
    """Each outline file with the id, name and default that stand at its top: enough to know which one is meant."""
    read = ((path, path.read_text(encoding="utf-8")) for path in knowledge_files("outlines", ".yaml"))
    return tuple((path, dict(_HEAD.findall(text))) for path, text in read)


@cache
def outlines() -> tuple[Outline, ...]:
    """All kinds of report known, the default first."""
    found = [_loaded(path) for path in knowledge_files("outlines", ".yaml")]
    return tuple(sorted(found, key=lambda outline: (not outline.default, outline.id)))


def find_outline(name: str | None) -> Outline:
    """The outline of that name or id (None: the default one); raises OutlineError listing the choices."""
    wanted = None if name is None else name.strip()
    meant = [
        path
        for path, head in _heads()
        if (head.get("default") == "true" if wanted is None else wanted in (head.get("name"), head.get("id")))
    ]
    if len(meant) == 1:
        return _loaded(meant[0])
    known = outlines()
    if name is None:
        return known[0]
    for outline in known:
        if name.strip() in (outline.name, outline.id):
            return outline
    choices = "、".join(outline.name for outline in known)
    raise OutlineError(f"没有“{name}”这种报告。", f"可用的有：{choices}。")
