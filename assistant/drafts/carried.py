"""Last year's list carried over: each promise with what came of it, from what was entered or from this year's facts."""

from __future__ import annotations

from assistant.interview.promises import keep_promises, outcome_of
from assistant.outline import Outline
from assistant.report import LastYear, Report


def carried(report: Report, outline: Outline, last: LastYear) -> Report:
    """The report with last year's promises and what became of each; one that nobody answered for stays unanswered."""
    bare = [one for one in last.commitments if not one.answer]
    kept = {one.id: one for one in keep_promises(bare, report.facts, outline, report.year).commitments}
    entered = {
        one.id: one.model_copy(update={"outcome": outcome_of(one.answer)}) for one in last.commitments if one.answer
    }
    return report.model_copy(update={"commitments": [(kept | entered)[one.id] for one in last.commitments]})
