"""A reading of the whole by the model: single sentences in better words, never with other facts, or taken out."""

from __future__ import annotations

from dataclasses import replace

from assistant.writing import steps
from assistant.writing.pieces import Piece
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
    shown = {item_id: built.pieces for item_id, built in work.built.items()}
    for edit in steps.unify(work.model, work.call, parts, watch=watch).edits:
        sentences = shown.get(edit.item, [])
        if 1 <= edit.sentence <= len(sentences):
            _edit(work, edit, sentences[edit.sentence - 1])


def _edit(work: UnderWay, edit: steps.SentenceEdit, piece: Piece) -> None:
    built = work.built[edit.item]
    opens = work.plan_of(edit.item)
    if piece.fixed or (opens is not None and opens.terms and not piece.facts):
        return
    if not edit.text.strip():
        _take_out(work, edit.item, piece)
        return
    verdict = work.sieve.guard.sentence(closed(edit.text), piece.facts)
    before = {use.fact for use in work.sieve.guard.sentence(piece.text, piece.facts).uses}
    if verdict.refused or not before <= {use.fact for use in verdict.uses}:
        return
    fresh = replace(piece, text=verdict.text, uses=whole_uses(verdict.text, verdict.uses, piece.facts))
    groups = [replace(group, pieces=[fresh if one is piece else one for one in group.pieces]) for group in built.groups]
    work.put(edit.item, replace(built, groups=groups))


def _take_out(work: UnderWay, item_id: str, piece: Piece) -> None:
    """Takes a sentence out that says again what stands elsewhere; not the last of a cause, a measure or an item."""
    built = work.built[item_id]
    others = [one for item in work.built.values() for one in (item.head, *item.pieces) if one is not piece]
    told = {fact for one in others for fact in one.facts}
    alone = any(group.pieces == [piece] for group in built.groups if group.id) or len(built.pieces) < _FEWEST
    if alone or not piece.facts or not set(piece.facts) <= told:
        return
    groups = [replace(group, pieces=[one for one in group.pieces if one is not piece]) for group in built.groups]
    work.put(item_id, replace(built, groups=[group for group in groups if group.pieces]))


_FEWEST = 2
"""Sentences that an item must have before one may be taken out."""
