"""The table of facts: what was told, its figure, where it comes from, and every place where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.outline import Outline
from assistant.report import Fact, Report
from assistant.shown.origins import Source, sources_of, value_of
from assistant.shown.places import named_items


@dataclass(frozen=True)
class FactPlace:
    """Where a fact stands: the item by id and by name, and the words."""

    item: str
    name: str
    words: str


@dataclass(frozen=True)
class FactRow:
    """One fact; `number` and `unit` as they can be edited ("" where it holds no single number).

    `state`: used, unused (told and not written), disputed (two answers differ).
    """

    id: str
    text: str
    value: str
    number: str
    unit: str
    year: str
    source: Source
    state: str
    places: tuple[FactPlace, ...]
    part: str

    @property
    def editable(self) -> bool:
        """Whether its figure can be changed in one place for all."""
        return bool(self.value)


STATES = {"used": "已写入", "unused": "没有写进去", "disputed": "说法不一"}


def fact_rows(report: Report, outline: Outline) -> list[FactRow]:
    """Every fact in the order told; those that share a clause stand by each other."""
    sources = sources_of(report, outline)
    places: dict[str, list[FactPlace]] = {}
    parts: dict[str, str] = {}
    for named in named_items(report, outline):
        for use in named.item.uses:
            words = named.item.text[use.start : use.end]
            places.setdefault(use.fact, []).append(FactPlace(named.item.id, named.name, words))
            parts.setdefault(use.fact, named.part.heading)
    return [_row(fact, sources[fact.id], places.get(fact.id, []), parts.get(fact.id, "")) for fact in report.facts]


def _row(fact: Fact, source: Source, places: list[FactPlace], part: str) -> FactRow:
    figure = fact.figure
    single = figure is not None and figure.value is not None
    return FactRow(
        id=fact.id,
        text=fact.text,
        value=value_of(fact),
        number=f"{figure.value.normalize():f}" if single and figure is not None and figure.value is not None else "",
        unit=figure.unit if figure is not None else "",
        year="" if fact.year is None else f"{fact.year}年",
        source=source,
        state="disputed" if fact.status == "conflict" else "used" if places else "unused",
        places=tuple(places),
        part=part,
    )
