"""Which fact a figure of the text stands on: by value, unit, year and what it measures, told from the words beside it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.checking.ledger import Entry, Ledger, agree, year_fits
from assistant.checking.places import item_at
from assistant.checking.standing import Standing
from assistant.text.structure import TextReport

CLEAR, CLEARLY_MORE = 0.5, 1.6


@dataclass(frozen=True)
class Verdict:
    """What a figure of the text stands on: `entry` where it is bound, else why not and the fact it was taken for."""

    entry: Entry | None
    why: str = ""
    other: Entry | None = None


def bind(standing: Standing, book: Ledger, report: TextReport) -> Verdict:
    """Binds a figure to a fact, or says why it cannot be: unknown · other year · other metric.

    Where two figures share a clause without a mark between them, either side may name what one measures.
    """
    equal = book.same(standing)
    named, rival = book.measured(standing)
    if not equal:
        return Verdict(None, "unknown", rival if named >= CLEAR else None)
    fitting = [entry for entry in equal if year_fits(standing, entry)]
    if not fitting:
        return Verdict(None, "year", equal[0])
    best = max(fitting, key=lambda entry: book.label_score(standing, entry))
    score = book.label_score(standing, best)
    if (
        rival is not None
        and not agree(standing.span.figure, rival.figure)
        and named >= CLEAR
        and named > score * CLEARLY_MORE
    ):
        return Verdict(None, "metric", rival)
    if score:
        return Verdict(best)
    headline = item_at(report, standing.span.start)
    near = headline.text if headline else ""
    backed = next((entry for entry in fitting if book.supported(standing, entry, near)), None)
    return Verdict(backed) if backed else Verdict(None, "metric", best)
