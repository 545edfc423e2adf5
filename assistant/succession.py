"""A draft written anew after another: the earlier one stays as a version, and what was put right in it stays right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from assistant.errors import InputError
from assistant.figures import read_figures, same_quantity
from assistant.offer import PutRight, Renamed
from assistant.outline import Outline
from assistant.report import Report
from assistant.todos import rechecked
from assistant.versions import changed
from assistant.writing.facts_changed import FactChange, applied
from assistant.writing.names_changed import renamed
from assistant.writing.worked_out import followed

REWRITTEN = "按新的回答重写"
_OWN = {"version", "versions", "why", "at", "final", "findings", "writer"}


def succeeding(before: Mapping[str, Any] | None, fresh: Report) -> Report:
    """`fresh` as the next version after the kept draft `before`; the same words are no new version."""
    if before is None:
        return fresh
    old = Report.model_validate(before)
    if old.model_dump(exclude=_OWN) == fresh.model_dump(exclude=_OWN):
        return fresh.model_copy(update={"version": old.version, "versions": old.versions, "why": old.why, "at": old.at})
    return changed(old, fresh, REWRITTEN)


def put_right_again(fresh: Report, put_right: Sequence[PutRight], names: Sequence[Renamed], outline: Outline) -> Report:
    """What was put right in an earlier draft, in the draft now written from the answers, which keep the words first
    said: figures, then names."""
    report = fresh
    for right in put_right:
        fact = next(
            (
                one
                for one in report.facts
                if one.origin.ref == right.ref
                and one.quote == right.quote
                and one.figure is not None
                and same_quantity(one.figure, right.old)
            ),
            None,
        )
        spans = read_figures(right.words)
        if fact is None or fact.figure is None or len(spans) != 1:
            continue
        report, _ = applied(report, FactChange((fact,), spans[0], right.source))
        now = next(one for one in report.facts if one.id == fact.id)
        report, _ = followed(report, now, fact.figure)
    for name in names:
        with suppress(InputError):  # what is no longer spoken of needs no right name
            report = renamed(report, name.old, name.new)
    return report if report is fresh else rechecked(fresh, report, outline)
