"""Figures that material brings along, each with its place: proposed, never used before a person has confirmed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.documents import Block, Document
from assistant.documents.tables import clause, head_and_unit, is_number
from assistant.figures.reading import read_figures
from assistant.interview.clauses import cut
from assistant.interview.metrics import measure
from assistant.interview.years import Calendar, year_at, year_words
from assistant.report import Fact, Figure, Origin
from assistant.wording.screening import screen

MOST = 500
"""Proposals from one file; a ledger of persons is not what a report is written from."""


def propose_facts(document: Document, year: int | None = None) -> list[Fact]:
    """The figures of a document as facts of origin file, in its order, ids P1, P2 ….

    `quote` is the words as they stand, `origin.ref` file and place (“台账.xlsx 台账!E4”); of a cell `metric` is its column's
    head and `scope` its row's label. `year` is that named before the figure, else the report's if given, else None.
    Where the words were recognised on a picture, the reference says so. Personal numbers and the like are left out.
    """
    found: list[Fact] = []
    for block in document.blocks:
        said = screen(block.text).text
        clean = block if said == block.text else replace(block, text=said)
        for fact in _of_cell(clean, year) if block.style == "cell" else _of_paragraph(clean, year):
            place = f"{document.name} {block.locator}" + ("（从图片上认出，请对照原件）" if document.recognised else "")
            origin = Origin(kind="file", ref=place)
            found.append(fact.model_copy(update={"id": f"P{len(found) + 1}", "origin": origin}))
            if len(found) == MOST:
                return found
    return found


_NOWHERE = Origin(kind="file", ref="")


def _of_paragraph(block: Block, year: int | None) -> Iterator[Fact]:
    known = Calendar(year, year, year) if year is not None else None
    words = year_words(block.text, known) if known else []
    for piece in cut(block.text, points=False):
        spans = read_figures(piece.words)
        for index, span in enumerate(spans):
            told = measure(piece.words, spans, index)
            named = year_at(words, piece.start + span.start) if known else None
            yield Fact(
                id="P0",
                kind="figure",
                text=piece.words,
                quote=piece.words,
                metric=told.metric,
                figure=span.figure,
                year=named or year,
                origin=_NOWHERE,
                scope=told.scope,
            )


def _of_cell(block: Block, year: int | None) -> Iterator[Fact]:
    """A cell of one number: its column says what it counts, its row where."""
    label, _, head = block.context.rpartition(" ")
    metric, unit = head_and_unit(head)
    words = clause(head, block.text) if is_number(block.text) else block.text
    spans = read_figures(words.removeprefix(metric) if metric else words)
    figure = spans[0].figure if len(spans) == 1 else _bare(block.text.removeprefix(metric), unit) if not spans else None
    if figure is None or not head:
        return
    yield Fact(
        id="P0",
        kind="figure",
        text=f"{label}{words}",
        quote=block.text,
        metric=metric,
        figure=figure,
        year=year,
        origin=_NOWHERE,
        scope=label or None,
    )


def _bare(words: str, unit: str) -> Figure | None:
    """A number without unit: 35."""
    plain = words.strip("：: ").replace(",", "").replace("，", "")
    return Figure.model_validate({"value": plain, "unit": unit}) if plain.replace(".", "", 1).isdecimal() else None
