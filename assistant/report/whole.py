"""The whole report: its parts, what was found and is pending, its versions, and what makes it final."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import model_validator

from assistant.report.facts import Fact, Noun
from assistant.report.last_year import Commitment
from assistant.report.limits import Limits
from assistant.report.parts import Cause, Measure, Part, Problem
from assistant.report.proposal import Proposal, Spare

SCHEMA_VERSION = 1
Level = Literal["high", "medium", "low"]


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
    """Something known to be unknown: the question it belongs to and what is missing, in Chinese.

    `measures`: ids of the measures that lack it, where it is asked once for all of them.
    """

    question: str
    what: str
    required: bool = False
    measures: tuple[str, ...] = ()


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

    def touches(self, words: str) -> bool:
        """Whether words of the text, whole sentences or more, hold what is locked or lie within it."""
        return self.text in words or words.strip() in self.text


class RequiredPart(Noun):
    """A part that the kind of report demands, by id and heading (with its 一、), in order."""

    id: str
    heading: str


class Report(Noun):
    """The whole report; see README for report.json. A report that lacks a required part cannot be final.

    `why` is what was asked for the version that stands, and `at` when it was made; `parent` is the version it was made
    of, `asked_in` the part that was spoken of (- for none) where `why` is a request that can be done again, else "".
    `emphasis` is what the person most wants remembered. `proposal` waits for an answer; `taken` are the places of one
    that went in this version, `left_out` the facts (ids) that the text does not tell because they were agreed to go.
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
    emphasis: str = ""
    proposal: Proposal | None = None
    taken: list[Spare] = []
    left_out: list[str] = []

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
