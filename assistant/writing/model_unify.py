"""A reading of the whole by the model: single sentences in better words, never with other facts."""

from __future__ import annotations

from dataclasses import replace

from assistant.writing import steps
from assistant.writing.sentences import closed, whole_uses
from assistant.writing.under_way import UnderWay


def unify(work: UnderWay) -> None:
    """Asks for edits over the whole draft and makes those that keep the facts and pass the guard."""
    if not any(built.drafted_by for built in work.built.values()):
        return
    parts = [
        {
            "heading": part.heading,
            "rows": [
                {"id": item.id, "sentences": [piece.text for piece in work.built[item.id].pieces]}
                for item in part.items
            ],
        }
        for part in work.report.parts
    ]
    watch = work.sieve.watch(work.stopped)
    for edit in steps.unify(work.model, work.call, parts, watch=watch).edits:
        _edit(work, edit)


def _edit(work: UnderWay, edit: steps.SentenceEdit) -> None:
    built = work.built.get(edit.item)
    if built is None or not 1 <= edit.sentence <= len(built.pieces):
        return
    piece = built.pieces[edit.sentence - 1]
    opens = work.plan_of(edit.item)
    if piece.fixed or (opens is not None and opens.terms and not piece.facts):
        return
    verdict = work.sieve.guard.sentence(closed(edit.text), piece.facts)
    before = {use.fact for use in work.sieve.guard.sentence(piece.text, piece.facts).uses}
    if verdict.refused or not before <= {use.fact for use in verdict.uses}:
        return
    fresh = replace(piece, text=verdict.text, uses=whole_uses(verdict.text, verdict.uses, piece.facts))
    groups = [replace(group, pieces=[fresh if one is piece else one for one in group.pieces]) for group in built.groups]
    work.put(edit.item, replace(built, groups=groups))
