"""What a report is made of: parts, items and the words that stand on facts, problems, causes, measures."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assistant.report.facts import Noun


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
