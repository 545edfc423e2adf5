"""What was said: an answers file, and an interview with its turns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from assistant.report.facts import Noun


class Answers(Noun):
    """The answers file: what was said to each question, in the person's own words.

    `outline` is a name or id of an outline; `year` the report's year (None where intake could not tell);
    `said_on` the day it was said, January of year + 1 unless given.
    """

    outline: str
    year: int | None
    said_on: date | None = None
    answers: dict[str, str] = {}

    @property
    def day(self) -> date | None:
        """The day all was said, as far as is known; None where neither it nor the year is."""
        if self.said_on is not None or self.year is None:
            return self.said_on
        return date(self.year + 1, 1, 1)


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

    def told(self) -> Answers:
        """All that was said, as an answers file holds it: on the day the interview began unless given."""
        day = self.said_on or self.created.date()
        return Answers(outline=self.outline, year=self.year, said_on=day, answers=dict(self.answers))
