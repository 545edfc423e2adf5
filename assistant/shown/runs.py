"""A text cut into runs: plain words, words that stand on facts, figures, and what is still to be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from assistant.figures.comparing import same_quantity
from assistant.figures.reading import read_figures
from assistant.report import Fact, Use

RunKind = Literal["plain", "words", "figure", "pending"]
PENDING = re.compile(r"【待补[^】\n]{0,60}】")


@dataclass(frozen=True)
class Run:
    """Words that are shown alike: the facts they stand on, and the findings (by number) that speak of them."""

    text: str
    kind: RunKind = "plain"
    facts: tuple[str, ...] = ()
    findings: tuple[int, ...] = ()


@dataclass(frozen=True)
class Mark:
    """Where a finding speaks of a text: code points, and the finding's number."""

    number: int
    start: int
    end: int


def cut_runs(
    text: str, uses: Sequence[Use] = (), facts: Mapping[str, Fact] | None = None, marks: Sequence[Mark] = ()
) -> tuple[Run, ...]:
    """The text as runs, which joined are the text; a figure is marked by itself within the clause that tells it."""
    known = facts or {}
    layers = [*_pending(text), *_figures(text, uses, known), *_words(text, uses, known)]
    edges = sorted(
        {0, len(text)}
        | {edge for start, end, _, _ in layers for edge in (start, end)}
        | {min(max(edge, 0), len(text)) for mark in marks for edge in (mark.start, mark.end)}
    )
    runs: list[Run] = []
    for start, end in pairwise(edges):
        over = [(kind, ids) for left, right, kind, ids in layers if left <= start and end <= right]
        numbers = tuple(mark.number for mark in marks if mark.start <= start and end <= mark.end)
        kind, ids = over[0] if over else ("plain", ())
        runs.append(Run(text[start:end], kind, ids, numbers))
    return tuple(_joined(runs))


_Layer = tuple[int, int, RunKind, tuple[str, ...]]


def _pending(text: str) -> Iterator[_Layer]:
    for found in PENDING.finditer(text):
        yield found.start(), found.end(), "pending", ()


def _figures(text: str, uses: Iterable[Use], facts: Mapping[str, Fact]) -> list[_Layer]:
    """Each figure of the text that is a fact's, with the facts whose clause holds it."""
    bound = [(use, facts[use.fact]) for use in uses if use.fact in facts and facts[use.fact].figure is not None]
    if not bound:
        return []
    found: list[_Layer] = []
    for span in read_figures(text):
        ids = tuple(
            dict.fromkeys(
                use.fact
                for use, fact in bound
                if use.start <= span.start
                and span.end <= use.end
                and fact.figure is not None
                and same_quantity(fact.figure, span.figure)
            )
        )
        if ids:
            found.append((span.start, span.end, "figure", ids))
    return found


def _words(text: str, uses: Iterable[Use], facts: Mapping[str, Fact]) -> Iterator[_Layer]:
    """The clauses that stand on facts; one clause with several facts carries them all."""
    spans: dict[tuple[int, int], list[str]] = {}
    for use in uses:
        if use.fact in facts and 0 <= use.start < use.end <= len(text):
            spans.setdefault((use.start, use.end), []).append(use.fact)
    for (start, end), ids in sorted(spans.items(), key=lambda one: one[0][1] - one[0][0]):
        yield start, end, "words", tuple(dict.fromkeys(ids))


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours that are shown alike as one."""
    last: Run | None = None
    for run in runs:
        if not run.text:
            continue
        if last is not None and (last.kind, last.facts, last.findings) == (run.kind, run.facts, run.findings):
            last = Run(last.text + run.text, run.kind, run.facts, run.findings)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last
