"""A problem by the model: what shows it and what causes it, each cause still standing on its own facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.errors import ModelError
from assistant.report import Cause, Fact
from assistant.writing import steps
from assistant.writing.headline import LONGEST, SHORTEST
from assistant.writing.pieces import Built, Group, Piece
from assistant.writing.sentences import forgotten, kept, unsaid, whole_uses, with_kept
from assistant.writing.under_way import UnderWay


@dataclass(frozen=True)
class _Told:
    """What passed of a reply, and what is wrong with the rest."""

    shows: list[Piece]
    causes: list[Piece]
    head: Piece
    complaints: list[str]


def draft_problem(work: UnderWay, item_id: str) -> None:
    """Drafts one problem; facts left out and causes that none speaks of stay as the program wrote them."""
    built = work.built[item_id]
    own = [cause for cause in work.report.causes if cause.problem == item_id]
    plain = [p for group in built.groups if group.id not in {cause.id for cause in own} for p in group.pieces]
    wanted_causes = [fact for cause in own for fact in cause.facts if fact in work.facts]
    in_text = [*built.head.facts, *(fact for piece in plain for fact in piece.facts)]
    wanted = [f for f in dict.fromkeys(in_text) if f in work.facts and f not in wanted_causes]
    if not wanted and not wanted_causes:
        return
    told = _with_repair(work, item_id, wanted, wanted_causes)
    if not told.shows and not told.causes:
        return
    lost = _forgotten(work, [*wanted, *wanted_causes], told)
    fixed = [piece for piece in built.pieces if piece.fixed]
    body = with_kept(work.sieve, told.shows, kept([piece for piece in plain if not piece.fixed], lost), lost)
    causes = _cause_groups(work, own, told.causes, built)
    if causes and causes[0].pieces and told.causes:
        causes[0].pieces[0] = _opened(causes[0].pieces[0], _opening(work, item_id))
    groups = [Group("plain", "", body), *causes, Group("plain", "", fixed)]
    fresh = replace(built, head=told.head, headline=told.head.text.rstrip("。"), drafted_by=work.model.name)
    work.put(item_id, replace(fresh, groups=[group for group in groups if group.pieces]))


def _with_repair(work: UnderWay, item_id: str, wanted: Sequence[str], wanted_causes: Sequence[str]) -> _Told:
    built = work.built[item_id]
    order = steps.ProblemOrder(
        heading=work.home(item_id),
        headline=built.headline,
        shows=[work.facts[fact] for fact in wanted],
        causes=_causes(work, item_id, wanted_causes),
        spare=_spare(work, item_id, [*wanted, *wanted_causes]),
    )
    watch = work.sieve.watch(work.stopped, lambda text, _: work.passed(item_id, text))
    first = _looked_at(work, steps.draft_problem(work.model, work.call, order, (), watch), built)
    lost = _forgotten(work, [*wanted, *wanted_causes], first)
    complaints = work.sieve.complaints(first.complaints, lost)
    if not complaints or work.stopped.is_set():
        return first
    try:
        again = _looked_at(work, steps.draft_problem(work.model, work.call, order, complaints, watch), built)
    except ModelError:
        return first
    worse = len(again.complaints) > len(complaints) or not (again.shows or again.causes)
    return first if worse else again


def _forgotten(work: UnderWay, wanted: Sequence[str], told: _Told) -> list[str]:
    """The facts that neither the headline says nor a sentence tells."""
    lost = forgotten(wanted, [told.head, *told.shows, *told.causes])
    return unsaid(work.facts, lost, told.head.text)


def _spare(work: UnderWay, item_id: str, told: Sequence[str]) -> list[Fact]:
    """Facts said of the same problem that the program could not put into words."""
    roles = {question.id: question.role for question in work.outline.questions}
    numbers = {work.facts[fact].about for fact in told} - {None}
    return [
        fact
        for fact in work.material.free
        if fact.about in numbers
        and roles.get(fact.origin.ref) in ("problem", "evidence", "cause")
        and fact.id not in work.told_by_program
    ]


def _looked_at(work: UnderWay, reply: steps.DraftedProblem, built: Built) -> _Told:
    own = {*built.head.facts, *(fact for piece in built.pieces for fact in piece.facts)}
    shows, refused = work.sieve.look(reply.shows, own)
    causes, refused_causes = work.sieve.look(reply.causes, own)
    return _Told(shows, causes, _head(work, reply.headline, built), [*refused, *refused_causes])


def _head(work: UnderWay, headline: str, built: Built) -> Piece:
    words = re.sub(r"^[一二三四五六七八九十]是", "", headline.strip()).rstrip("。；，")
    verdict = work.sieve.guard.sentence(words + "。", built.head.facts)
    if verdict.refused or not SHORTEST <= len(words) <= LONGEST or "【待补" in built.head.text:
        return built.head
    facts = list(dict.fromkeys([*(use.fact for use in verdict.uses), *built.head.facts]))
    return Piece(verdict.text, whole_uses(verdict.text, verdict.uses, built.head.facts), facts)


def _causes(work: UnderWay, item_id: str, wanted: Sequence[str]) -> list[tuple[Fact, str]]:
    """The facts of the causes, each with the kind of the cause it belongs to."""
    kinds: dict[str, str] = {}
    for cause in work.report.causes:
        if cause.problem == item_id:
            told = [work.facts[fact] for fact in cause.facts if fact in work.facts]
            kind = next((found for fact in told if (found := _kind(work, fact))), _KINDS[0])
            kinds |= {fact.id: kind for fact in told if fact.id not in kinds}
    return sorted(((work.facts[fact], kinds[fact]) for fact in wanted), key=lambda told: _KINDS.index(told[1]))


_KINDS = ("自己", "班子和制度", "客观")
"""The order in which causes are told."""


def _kind(work: UnderWay, fact: Fact) -> str:
    """Which kind of cause a question asks for; "" for one that asks for something else."""
    causes = [question for question in work.outline.questions if question.role == "cause"]
    question = next((q for q in causes if q.id == fact.origin.ref), None)
    if question is None:
        return ""
    return _KINDS[0] if question is causes[0] else _KINDS[2] if question.objective else _KINDS[1]


def _cause_groups(work: UnderWay, own: Sequence[Cause], pieces: list[Piece], built: Built) -> list[Group]:
    """Each cause with the sentences that stand on its facts; one that none speaks of keeps the program's words.

    A sentence that stands on none of them (原因是各管一段, told with what shows the problem) follows the last.
    """
    offline = {group.id: group for group in built.groups if group.kind == "cause"}
    groups: list[Group] = []
    taken: set[int] = set()
    for cause in own:
        mine = [i for i, p in enumerate(pieces) if i not in taken and set(p.facts) & set(cause.facts)]
        taken |= set(mine)
        told = {fact for i in mine for fact in pieces[i].facts}
        if mine and set(cause.facts) <= told | (set(cause.facts) - work.facts.keys()):
            groups.append(Group("cause", cause.id, [pieces[i] for i in mine]))
        elif cause.id in offline:
            groups.append(offline[cause.id])
    listed = {fact for cause in own for fact in cause.facts}
    beside = [p for i, p in enumerate(pieces) if i not in taken and not set(p.facts) & listed]
    return [*groups, Group("plain", "", beside)] if beside else groups


_SAYS_CAUSE = re.compile(r"原因|根源|根子|症结|归根|责任|怪我|怪自己|在我|是我|因为|说到底")


def _opening(work: UnderWay, item_id: str) -> str:
    """The words that open the causes of a problem, other ones for the next problem."""
    ways = work.outline.phrases.cause_openings
    place = [problem.id for problem in work.report.problems].index(item_id)
    return ways[place % len(ways)] if ways else ""


def _opened(piece: Piece, words: str) -> Piece:
    """The first cause with the words that tell a reader that causes begin here, where it does not say so itself."""
    if not words or _SAYS_CAUSE.search(piece.text):
        return piece
    shift = len(words)
    uses = [use.model_copy(update={"start": use.start + shift, "end": use.end + shift}) for use in piece.uses]
    return Piece(words + piece.text, uses, piece.facts, piece.fixed)
