"""What is known: figures as they were said, and facts, each one statement with where it comes from."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    PlainSerializer,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)


def plain_number(value: Decimal) -> int | float:
    """A number as JSON has it."""
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(plain_number, return_type=int | float, when_used="json")]


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
    `told`: it is of a story, and its `text` the words in which it was told.
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
    told: bool = False

    @property
    def breath(self) -> tuple[str, int | None, int]:
        """The same for all that was said in one breath: one sentence of one answer about one problem."""
        return self.origin.ref, self.about, self.sentence

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
        optional = ("scope", "formula", "about", "told")
        return {key: value for key, value in data.items() if value not in (None, False) or key not in optional} | keep
