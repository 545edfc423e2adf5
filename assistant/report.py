"""The nouns: fact, figure, part, item, problem, cause, measure, finding, report, session, and what makes a report final."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    computed_field,
    model_serializer,
    model_validator,
)

SCHEMA_VERSION = 1

Level = Literal["high", "medium", "low"]


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(_plain_number, return_type=int | float, when_used="json")]


class Noun(BaseModel):
    """Base of all nouns: unknown keys are refused, so that a misspelt key is never lost in silence."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class Quantity(Noun):
    """A number with its unit, in the unit said (5000 with 万元)."""

    value: Number
    unit: str


class Figure(Noun):
    """One quantity as it was said.

    `value` is in the unit said; None for a range, which has `low` and `high` instead.
    `base` is the A of 从A到B; `approx` the word said (约 近 余 以上 不到 …); `per` the frequency (每季度);
    `threshold` the bar of “5000万元以上的项目2个”.
    """

    value: Number | None = None
    unit: str = ""
    base: Number | None = None
    low: Number | None = None
    high: Number | None = None
    approx: str | None = None
    per: str | None = None
    threshold: Quantity | None = None


class Origin(Noun):
    """Where a fact comes from: the answer (question id), file (locator), sum (formula) or person."""

    kind: Literal["answer", "file", "computed", "person"]
    ref: str


class Fact(Noun):
    """One statement with at most one figure; the only thing a draft may stand on.

    `text` is written register with corrected terms, fit to stand as a clause of the report;
    `quote` the words said, unaltered; `metric` what the figure measures (“入党积极分子”); `year` the year it belongs to.
    `about` is the number of the problem it speaks of (1-based; 第二条 → 2), `sentence` its place in the answer.
    Facts that could not be separated share one `text`, which is written once.
    In JSON the figure's keys stand flat in the fact (docs: report.json in README).
    """

    id: str
    kind: Literal["figure", "name", "act"]
    text: str
    quote: str
    metric: str = ""
    figure: Figure | None = None
    year: int | None = None
    status: Literal["ok", "conflict"] = "ok"
    origin: Origin
    scope: str | None = None
    formula: str | None = None
    about: int | None = None
    sentence: int = 0

    @model_validator(mode="before")
    @classmethod
    def _gather_figure(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "figure" in data:
            return data
        names = [name for name in Figure.model_fields if name in data]
        flat = {name: data[name] for name in names}
        rest = {key: value for key, value in data.items() if key not in flat}
        given = {key: value for key, value in flat.items() if value not in (None, "")}
        return rest | {"figure": given or None}

    @model_validator(mode="after")
    def _figure_fits_kind(self) -> Fact:
        if (self.kind == "figure") != (self.figure is not None):
            raise ValueError("数字类事实须有且只有一个数，其他事实不带数")
        return self

    @model_serializer(mode="wrap")
    def _flatten_figure(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        figure = data.pop("figure", None) or {"value": None, "unit": None}
        keep = {key: value for key, value in figure.items() if value is not None or key in ("value", "unit")}
        optional = ("scope", "formula", "about")
        return {key: value for key, value in data.items() if value is not None or key not in optional} | keep


class Use(Noun):
    """Which words of an item stand on which fact: code-point span in `item.text`."""

    fact: str
    start: int
    end: int


class Item(Noun):
    """One 一是… of a part; `text` is the whole item as it stands in the part, ordinal and headline included.

    `drafted_by` is the model that drafted it, None where the program did.
    """

    id: str
    headline: str
    text: str
    facts: list[str] = []
    uses: list[Use] = []
    guided_by: list[str] = []
    drafted_by: str | None = None


class Part(Noun):
    """One of the report's parts; `text` is the whole part without its heading, items joined by a newline."""

    id: str
    heading: str
    text: str
    items: list[Item] = []


class Problem(Noun):
    """A problem as it stands in its item (same id), with its causes and measures by id."""

    id: str
    headline: str
    text: str
    facts: list[str] = []
    causes: list[str] = []
    measures: list[str] = []


class Cause(Noun):
    """Why a problem is there; `text` is the words as they stand in the part."""

    id: str
    text: str
    problem: str | None = None
    facts: list[str] = []


class Measure(Noun):
    """What will be done about a problem; owner, due and target are the words said or 【待补：…】, never empty.

    `base` is where the target starts from and `carrier` what it is done with, in the words said; "" where not said.
    """

    id: str
    text: str
    problem: str | None = None
    owner: str = Field(min_length=1)
    due: str = Field(min_length=1)
    due_date: date | None = None
    target: str = Field(min_length=1)
    base: str = ""
    carrier: str = ""
    facts: list[str] = []


class Commitment(Noun):
    """What last year's report owes this year's: a problem it owned up to, or a target it promised.

    `text` is the clause as it stands there, `headline` of a problem without its 一是; `year` the year it was promised
    for; `figure` the target, `metric` what that measures; `locator` where it stands; `id` the question it becomes.
    `outcome` is how this year's report answers it, `answer` the words it was answered with, `fact` the fact these are.
    In JSON `target` and `unit` are the figure's.
    """

    id: str
    kind: Literal["problem", "target"] = "target"
    text: str
    headline: str = ""
    metric: str = ""
    figure: Figure | None = None
    year: int | None = None
    due: str = ""
    owner: str = ""
    locator: str = ""
    outcome: Literal["done", "partly", "open", "unanswered"] = "unanswered"
    answer: str = ""
    fact: str | None = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def target(self) -> int | float | None:
        """The target's number in the unit said; None for a problem."""
        value = self.figure.value if self.figure else None
        return None if value is None else _plain_number(value)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def unit(self) -> str:
        """The target's unit."""
        return self.figure.unit if self.figure else ""

    @model_validator(mode="before")
    @classmethod
    def _without_computed(cls, data: Any) -> Any:
        return {k: v for k, v in data.items() if k not in ("target", "unit")} if isinstance(data, dict) else data


class LastYear(Noun):
    """What last year's report owes and gives.

    `year` is the year it tells of (None where it cannot be told), `facts` the figures of its achievements (origin
    file, without ids until they are taken over), `text` all of it.
    """

    name: str
    text: str
    year: int | None = None
    commitments: list[Commitment] = []
    facts: list[Fact] = []


class Finding(Noun):
    """What a rule found.

    `quote` is the text's own words (two passages joined by “……”, "" where something is missing or counted);
    `start`/`end` are code points of the first passage in the part's text (of the whole text where `part` is None).
    `reason` is why a person let it through (带理由放行).
    """

    rule: str
    level: Level
    part: str | None = None
    quote: str = ""
    message: str
    start: int | None = None
    end: int | None = None
    reason: str | None = None


class Pending(Noun):
    """Something known to be unknown: the question it belongs to and what is missing, in Chinese."""

    question: str
    what: str
    required: bool = False


class Todo(Noun):
    """A reviewer's remark tied to words of the report; closed as accepted or declined, with a reason."""

    id: str
    text: str
    author: str = ""
    part: str | None = None
    item: str | None = None
    quote: str = ""
    state: Literal["open", "accepted", "declined"] = "open"
    reason: str = ""


Range = tuple[float | None, float | None]


class Limits(Noun):
    """Lengths (字) and shares in force: [least, most], None where there is none; `source` says from where each comes.

    A key of `parts` and `shares` is a part's id, or several joined by + where they count together.
    `spoken` is the length of the version read aloud, `items` of one item of a part ("*": of any).
    `headings` are the titles a notice demands, by part id in its order; `causes` how it wants them: with each problem
    or in a block of their own. `quotes` has beside the keys of `source` one for each topic (topics.1 …).
    """

    total: tuple[int | None, int | None] = (None, None)
    parts: dict[str, tuple[int | None, int | None]] = {}
    shares: dict[str, Range] = {}
    minutes: float | None = None
    mode: Literal["written", "spoken"] = "written"
    topics: list[str] = []
    deadline: date | None = None
    spoken: tuple[int | None, int | None] = (None, None)
    items: dict[str, tuple[int | None, int | None]] = {}
    headings: dict[str, str] = {}
    causes: Literal["inline", "block"] | None = None
    format: str = ""
    source: dict[str, str] = {}
    quotes: dict[str, str] = {}


class Version(Noun):
    """A restorable state of the report: `report` is its whole JSON without its own versions."""

    id: str
    at: datetime
    why: str
    report: dict[str, Any]


class Authorship(Noun):
    """Who wrote the draft: the program or a model, with the calls made and the fallbacks taken."""

    kind: Literal["offline", "model"] = "offline"
    model: str | None = None
    calls: int = 0
    fallbacks: list[str] = []


class Lock(Noun):
    """Words of an item that the person wants left as they are (这句别动); no edit touches them until they are let go."""

    item: str
    text: str


class RequiredPart(Noun):
    """A part that the kind of report demands, by id and heading (with its 一、), in order."""

    id: str
    heading: str


class Report(Noun):
    """The whole report; see README for report.json. A report that lacks a required part cannot be final.

    `why` is what was asked for the version that stands, and `at` when it was made; `parent` is the version it was made
    of, `asked_in` the part that was spoken of (- for none) where `why` is a request that can be done again, else "".
    """

    schema_version: Literal[1] = 1
    outline: str
    year: int
    title: str
    opening: str = ""
    closing: str = ""
    signature: str = ""
    date: str = ""
    final: bool = False
    required_parts: list[RequiredPart] = []
    parts: list[Part]
    problems: list[Problem] = []
    causes: list[Cause] = []
    measures: list[Measure] = []
    commitments: list[Commitment] = []
    facts: list[Fact] = []
    pending: list[Pending] = []
    findings: list[Finding] = []
    todos: list[Todo] = []
    limits: Limits = Limits()
    version: str = "v1"
    why: str = ""
    at: datetime | None = None
    parent: str = ""
    asked_in: str = ""
    versions: list[Version] = []
    writer: Authorship = Authorship()
    locks: list[Lock] = []

    @model_validator(mode="after")
    def _final_is_earned(self) -> Report:
        if not self.final:
            return self
        if not self.required_parts:
            raise ValueError("定稿须写明必备部分")
        place = {part.id: index for index, part in enumerate(self.parts)}
        last = -1
        for required in self.required_parts:
            index = place.get(required.id)
            if index is None:
                raise ValueError(f"不能定稿：缺少“{required.heading}”部分")
            if not self.parts[index].text.strip():
                raise ValueError(f"不能定稿：“{required.heading}”部分没有内容")
            if index < last:
                raise ValueError(f"不能定稿：“{required.heading}”部分次序不对")
            last = index
        if any(p.required for p in self.pending):
            raise ValueError("不能定稿：还有必答的问题没有答")
        if any(f.level == "high" and not f.reason for f in self.findings):
            raise ValueError("不能定稿：还有高级别的核稿意见没有处理")
        return self


class Answers(Noun):
    """The answers file: what was said to each question, in the person's own words.

    `outline` is a name or id of an outline; `year` the report's year (None where intake could not tell);
    `said_on` the day it was said, January of year + 1 unless given.
    """

    outline: str
    year: int | None
    said_on: date | None = None
    answers: dict[str, str] = {}


class Turn(Noun):
    """One exchange of the interview: what was asked (question id or None), said, and replied."""

    at: datetime
    question: str | None
    said: str
    reply: str


AnswerStatus = Literal["confirmed", "pending", "not_applicable", "private"]


class Session(Noun):
    """One interview's whole state; lives in storage, never in a page or a terminal.

    `states` holds what each answered question came to; `follow_ups` how often it was asked again;
    `current` the question now open; `origins` whether an answer was said or taken from notes.
    """

    id: str
    outline: str
    year: int | None = None
    said_on: date | None = None
    answers: dict[str, str] = {}
    states: dict[str, AnswerStatus] = {}
    follow_ups: dict[str, int] = {}
    origins: dict[str, str] = {}
    current: str | None = None
    history: list[str] = []
    full: bool = False
    turns: list[Turn] = []
    unplaced: list[str] = []
    report: dict[str, Any] | None = None
    created: datetime
    updated: datetime
