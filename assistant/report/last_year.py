"""Last year's report: what it owes this year's, and the figures it gives."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import computed_field, model_validator

from assistant.report.facts import Fact, Figure, Noun, plain_number


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
        return None if value is None else plain_number(value)

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
