"""An achievements item by the model: its facts in the model's sentences, one repair, the program's where that fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.errors import ModelError
from assistant.report import Fact
from assistant.writing import steps
from assistant.writing.asked_lengths import item_length
from assistant.writing.pieces import Group, Piece
from assistant.writing.sentences import forgotten, kept, unsaid, with_kept
from assistant.writing.under_way import UnderWay

FIGURES, SENTENCE = 2, 50
"""A sentence for so many figures, and one for so many 字: what an item's facts need."""


@dataclass(frozen=True)
class _Asked:
    """The facts that have to be told, all that may be, and the headline that stands over them."""

    wanted: Sequence[str]
    allowed: set[str]
    headline: str


def draft_item(work: UnderWay, item_id: str) -> None:
    """Drafts one item; the sanctioned forms it opens with, facts left out and 待补 stay as the program wrote them."""
    built = work.built[item_id]
    opening = _opening(work, item_id)
    rest = built.pieces[len(opening) :]
    told = list(dict.fromkeys(fact for piece in rest for fact in piece.facts if fact in work.facts))
    wanted = [fact for fact in told if not _slight(work.facts[fact])]
    spare = [*(work.facts[fact] for fact in told if fact not in wanted), *_spare(work, item_id)]
    if not wanted and not spare:
        return
    order = _order(work, item_id, [work.facts[fact] for fact in wanted], opening, spare)
    watch = work.sieve.watch(work.stopped, lambda text, _: work.passed(item_id, text))

    def draft(complaints: Sequence[str]) -> list[steps.Sentence]:
        return steps.draft_item(work.model, work.call, order, complaints, watch).sentences

    allowed = {*wanted, *(fact.id for fact in spare)}
    asked = _Asked(wanted, allowed, built.headline)
    pieces = _with_repair(work, draft, asked, opening)
    if any(piece.facts for piece in pieces):
        lost = _forgotten(work, asked, pieces)
        groups = [Group("plain", "", [*opening, *with_kept(work.sieve, pieces, kept(rest, lost), lost)])]
        work.put(item_id, replace(built, groups=groups, drafted_by=work.model.name))


def _order(
    work: UnderWay, item_id: str, facts: Sequence[Fact], opening: Sequence[Piece], spare: Sequence[Fact]
) -> steps.ItemOrder:
    plan = work.plan_of(item_id)
    length = item_length(work.report, item_id, sum(len(fact.text) for fact in facts or spare))
    return steps.ItemOrder(
        heading=work.home(item_id),
        headline=work.built[item_id].headline,
        facts=facts or spare,
        spare=spare if facts else (),
        review=plan is not None and plan.review,
        opening="".join(piece.text for piece in opening),
        length=length,
        most=max(3, sum(fact.figure is not None for fact in facts) // FIGURES, length // SENTENCE),
    )


def _forgotten(work: UnderWay, asked: _Asked, pieces: Sequence[Piece]) -> list[str]:
    return unsaid(work.facts, forgotten(asked.wanted, pieces), asked.headline)


def _with_repair(
    work: UnderWay,
    draft: Callable[[Sequence[str]], list[steps.Sentence]],
    asked: _Asked,
    opening: Sequence[Piece],
) -> list[Piece]:
    """The sentences that pass; one repair call where some were refused or facts forgotten, the better of the two."""
    allowed = asked.allowed
    already = {piece.text for piece in opening}
    pieces, refused = work.sieve.look(draft(()), allowed)
    pieces = [piece for piece in pieces if piece.text not in already]
    complaints = work.sieve.complaints(refused, _forgotten(work, asked, pieces))
    if not complaints or work.stopped.is_set():
        return pieces
    try:
        again, still = work.sieve.look(draft(complaints), allowed)
    except ModelError:
        return pieces
    again = [piece for piece in again if piece.text not in already]
    better = len(still) + len(_forgotten(work, asked, again)) <= len(complaints)
    return again if better and again else pieces


def _opening(work: UnderWay, item_id: str) -> list[Piece]:
    """What the program has already said well: the sanctioned forms of the year; what was raised last year, how many."""
    plan = work.plan_of(item_id)
    found: list[Piece] = []
    if plan is not None and plan.review and len(work.built[item_id].pieces) > 1:
        return [piece for piece in work.built[item_id].pieces[:1] if not piece.fixed]
    for piece in work.built[item_id].pieces if plan is not None and plan.terms else ():
        if piece.facts or piece.fixed:
            break
        found.append(piece)
    return found


def _slight(fact: Fact) -> bool:
    """A scrap of speech that says nothing alone (上级说): it may be told, it need not."""
    return fact.figure is None and len(fact.text) < _SHORTEST


_SHORTEST = 4


def _spare(work: UnderWay, item_id: str) -> list[Fact]:
    """Facts of the item's questions that the program could not put into words, and last year's to compare with."""
    plan = work.plan_of(item_id)
    if plan is None:
        return []
    told = work.told_by_program
    years = {None, work.report.year, work.report.year - 1}
    return [
        fact
        for fact in work.material.free
        if fact.origin.ref in plan.questions and fact.id not in told and fact.year in years
    ]
