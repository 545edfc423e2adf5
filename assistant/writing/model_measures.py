"""The measures by the model: all in one call, each taken only where it says everything it has to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant.errors import ModelError
from assistant.report import Measure
from assistant.writing import steps
from assistant.writing.chain import named_short
from assistant.writing.pieces import Group, Piece
from assistant.writing.sentences import forgotten
from assistant.writing.under_way import UnderWay


def draft_measures(work: UnderWay) -> None:
    """Drafts the measures of all items; one that lacks a figure or has a refused sentence stays the program's."""
    told = _with_repair(work)
    for item_id in work.measure_items():
        built = work.built[item_id]
        groups = [_with(group, told.get(group.id, ())) for group in built.groups]
        if groups != built.groups:
            work.put(item_id, replace(built, groups=groups, drafted_by=work.model.name))
        work.settle()
        work.done(item_id)


def _with(group: Group, told: Sequence[Piece]) -> Group:
    """A measure in the model's words; its 待补 stay."""
    if group.kind != "measure" or not told:
        return group
    return replace(group, pieces=[*told, *(piece for piece in group.pieces if piece.fixed)])


def _with_repair(work: UnderWay) -> dict[str, list[Piece]]:
    order = _order(work)
    homes = {
        fact: item_id
        for item_id in work.measure_items()
        for piece in work.built[item_id].pieces
        for fact in piece.facts
    }

    def show(text: str, facts: Sequence[str]) -> None:
        home = next((homes[fact] for fact in facts if fact in homes), "")
        if home:
            work.passed(home, text)

    watch = work.sieve.watch(work.stopped, show)
    told, complaints = _looked_at(work, steps.draft_measures(work.model, work.call, order, (), watch))
    if not complaints or work.stopped.is_set():
        return told
    try:
        again, still = _looked_at(work, steps.draft_measures(work.model, work.call, order, complaints, watch))
    except ModelError as error:
        work.fall_back("措施的第二稿", error)
        return told
    return again if len(still) < len(complaints) else told


def _looked_at(work: UnderWay, reply: steps.DraftedMeasures) -> tuple[dict[str, list[Piece]], list[str]]:
    """By measure id the sentences, where all pass and no figure of it is forgotten; and what is wrong elsewhere."""
    told: dict[str, list[Piece]] = {}
    complaints: list[str] = []
    drafted = {measure.id: measure.sentences for measure in reply.measures}
    for measure in work.report.measures:
        pieces, refused = work.sieve.look(drafted.get(measure.id, []))
        wanted = [fact for fact in measure.facts if fact in work.facts and work.facts[fact].figure is not None]
        wrong = [*refused, *work.sieve.complaints([], forgotten(wanted, pieces))]
        if not pieces:
            wrong.append(f"没有写 {measure.id}")
        complaints += wrong
        if pieces and not wrong:
            told[measure.id] = pieces
    return told, complaints


def _order(work: UnderWay) -> dict[str, Any]:
    names = {problem.id: named_short(problem.headline) for problem in work.report.problems}
    rows = []
    for item_id in work.measure_items():
        built = work.built[item_id]
        own = [m for m in work.report.measures if any(group.id == m.id for group in built.groups)]
        rows.append(
            {
                "id": item_id,
                "headline": built.headline,
                "problem": next((names.get(m.problem or "") for m in own if m.problem), None),
                "measures": [m.model_dump() | {"spare": _spare(work, m, own)} for m in own],
            }
        )
    heading = work.home(work.measure_items()[0])
    return {"heading": heading, "next_year": work.report.year + 1, "items": rows}


def _spare(work: UnderWay, measure: Measure, own: Sequence[Measure]) -> list[str]:
    """Facts told beside a measure that the program could not put into words; with the last measure of their question."""
    refs = {work.facts[fact].origin.ref for fact in measure.facts if fact in work.facts}
    later = own[own.index(measure) + 1 :]
    refs -= {work.facts[fact].origin.ref for one in later for fact in one.facts if fact in work.facts}
    numbers = {work.facts[fact].about for fact in measure.facts if fact in work.facts}
    return steps.numbered(
        [
            fact
            for fact in work.material.free
            if fact.origin.ref in refs and fact.about in numbers and fact.id not in work.told_by_program
        ]
    )
