"""Reading figures: over three hundred spoken answers, the arithmetic of units, and what must never break."""

from __future__ import annotations

import re
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.figures import FigureSpan, normal, numeral, read_figures, same_quantity
from assistant.report import Figure, Quantity

TABLE = yaml.safe_load((Path(__file__).parent / "data" / "figures_cases.yaml").read_text(encoding="utf-8"))
SPOKEN = [(name, say, wanted) for name, cases in TABLE["figures"].items() for say, wanted in cases]
SILENT = [(name, say) for name, cases in TABLE["nothing"].items() for say in cases]

EXPECTED = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)(?:\.\.(?P<high>\d+))? (?P<unit>\S+)(?: base=(?P<base>[\d.]+))?(?: approx=(?P<approx>\S+))?"
    r"(?: per=(?P<per>\S+))?(?: bar=(?P<bar>[\d.]+)(?P<bar_unit>\S+))?(?: (?P<direction>up|down))?"
)


def as_figure(wanted: str) -> tuple[Figure, str | None]:
    """The table's notation as a figure and, where it is said, a direction."""
    found = EXPECTED.fullmatch(wanted)
    assert found, f"unreadable expectation {wanted!r}"
    unit = "" if found["unit"] == "-" else found["unit"]
    numbers: dict[str, Any] = (
        {"low": Decimal(found["low"]), "high": Decimal(found["high"])} if found["high"] else {"value": Decimal(found["low"])}
    )
    bar = Quantity(value=Decimal(found["bar"]), unit=found["bar_unit"]) if found["bar"] else None
    base = Decimal(found["base"]) if found["base"] else None
    figure = Figure(**numbers, unit=unit, base=base, approx=found["approx"], per=found["per"], threshold=bar)
    return figure, found["direction"]


def test_table_is_as_large_and_as_varied_as_promised() -> None:
    said = [say for _, say, _ in SPOKEN] + [say for _, say in SILENT]
    assert len(said) == len(set(said)) >= 300
    assert len(TABLE["figures"]) >= 60
    assert len(SILENT) >= 60
    assert all(1 <= len(cases) <= 3 for kind in TABLE.values() for cases in kind.values())
    assert not set(TABLE["figures"]) & set(TABLE["nothing"])
    assert all(wanted for _, _, wanted in SPOKEN)


@pytest.mark.parametrize(("name", "say", "wanted"), SPOKEN, ids=[f"{name}-{say[:12]}" for name, say, _ in SPOKEN])
def test_spoken_figures(name: str, say: str, wanted: list[str]) -> None:
    found = read_figures(say)
    expected = [as_figure(one) for one in wanted]
    assert [span.figure for span in found] == [figure for figure, _ in expected], name
    for span, (_, direction) in zip(found, expected, strict=True):
        assert direction is None or span.direction == direction, (name, span)


@pytest.mark.parametrize(("name", "say"), SILENT, ids=[f"{name}-{say[:12]}" for name, say in SILENT])
def test_no_figure_where_there_is_none(name: str, say: str) -> None:
    assert read_figures(say) == [], name
