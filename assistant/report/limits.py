"""Lengths, shares and whatever else is demanded of a report, each with where it was said."""

from __future__ import annotations

from datetime import date
from typing import Literal

from assistant.report.facts import Noun

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
