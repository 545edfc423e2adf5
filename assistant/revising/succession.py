"""A draft written anew after another: the earlier one stays as a version, and what was put right in it stays right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from assistant.errors import InputError
from assistant.figures.comparing import same_quantity
from assistant.figures.reading import read_figures
from assistant.interview.offer import PutRight, Renamed
from assistant.outline import Outline
from assistant.report import Report
from assistant.revising import Reviser
from assistant.revising.agreeing import is_answer
from assistant.revising.proposing import Taken
from assistant.revising.proposing import again as taken_again
from assistant.revising.todos import rechecked
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


@dataclass(frozen=True)
class EditedAgain:
    """A new draft with the edits of the last one done again: how many were, and those that could not be, with why."""

    report: Report
    done: int = 0
    lost: tuple[str, ...] = ()


def edited_again(
    before: Mapping[str, Any] | None, fresh: Report, outline: Outline, known: Sequence[str] = ()
) -> EditedAgain:
    """What was asked of the draft before, asked of the new one again, in its order.

    An edit whose words are gone, or that was made by hand, is not done again and told of; it stays in the version before.
    `known`: words of edits that the new draft has already (figures and names put right).
    """
    if before is None:
        return EditedAgain(fresh)
    done, lost = 0, list[str]()
    for edit in _edits(Report.model_validate(before)):
        if edit.taken:
            again = taken_again(fresh, edit.taken, outline)
            fresh = _with_taken(fresh, again, edit, outline)
            done += len(again.gone)
            lost += [f"“{spare.words[:_SHORT]}”：新的一稿里已经不是这句话，没有删" for spare in again.lost]
            continue
        if is_answer(edit.why):  # only said what stays; what is offered is worked out anew
            continue
        if not edit.asked_in:
            lost += (
                [] if any(word and word in edit.why for word in known) else [f"“{edit.why[:_SHORT]}”是在稿子上直接改的"]
            )
            continue
        revised = Reviser(outline, None if edit.asked_in == "-" else edit.asked_in).revise(fresh, edit.why)
        fresh = revised.report
        done += sum(todo.state in ("done", "asks") for todo in revised.todos)
        lost += [f"“{todo.said[:_SHORT]}”：{todo.note}" for todo in revised.todos if todo.state not in ("done", "asks")]
    return EditedAgain(fresh, done, tuple(lost))


def _with_taken(fresh: Report, again: Taken, edit: Report, outline: Outline) -> Report:
    """The version of which those places are taken again that still stand as they did; the draft itself where none does."""
    if not again.gone:
        return fresh
    return changed(fresh, rechecked(fresh, again.report, outline), edit.why, asked_in=edit.asked_in)


def _edits(report: Report) -> list[Report]:
    """The versions from the last draft to the one that stands, without the draft itself."""
    versions = {version.id: version for version in report.versions}
    found: list[Report] = []
    while report.parent in versions and report.why != REWRITTEN and len(found) < _MOST:
        found.append(report)
        report = Report.model_validate(versions[report.parent].report)
    return found[::-1]


_SHORT, _MOST = 24, 200


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
