"""Getting below a limit when only figures are left: what weighs least is offered by number, and goes when it is agreed to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.checking.check import check_report
from assistant.checking.rule import RULES
from assistant.outline import Outline
from assistant.report import Proposal, Report, Spare
from assistant.revising.choosing import chosen, left_of
from assistant.revising.depth import called
from assistant.revising.measured import length_of
from assistant.writing.asked import Place
from assistant.writing.edits import drop, put, spliced
from assistant.writing.light import Cut, Light
from assistant.writing.pieces import Piece
from assistant.writing.places import Finder

_MUST_STAY_SILENT = re.compile(r"[ACD]\d\d|N\d\d|H06")
"""Rules that what goes must give no reason to speak: structure, time, the chain, the notice, one's own part in it."""
_ROUNDS = 3
_LONGEST_TOLD = 46


def proposed(report: Report, place: Place, most: int, outline: Outline, kept: Sequence[str] = ()) -> Proposal | None:
    """What could go, lightest first, until the place has at most `most` 字; None where nothing may."""
    if place.kind not in ("whole", "part", "item"):
        return None
    finder = Finder(report)
    over = length_of(finder, place)() - most
    cuts = [cut for cut in _light(finder, outline).cuts(finder.rows(place)) if not _is_kept(cut, kept)]
    spares: list[Spare] = []
    for _ in range(_ROUNDS):
        spares = _spares(finder, chosen(cuts, over))
        bad = _needed_by_checks(report, spares, outline)
        if not bad:
            break
        cuts = [cut for cut in cuts if not _within(cut, bad)]
    else:
        spares = [spare for spare in spares if spare not in _needed_by_checks(report, spares, outline)]
    if not spares:
        return None
    kind = "whole" if place.kind == "whole" else "part" if place.kind == "part" else "item"
    return Proposal(
        most=most, kind=kind, part=place.part, items=list(place.items), spares=spares, kept=list(dict.fromkeys(kept))
    )


def told(proposal: Proposal, now: int) -> str:
    """The offer in words: each place by its number, with what it saves, and how to answer."""
    count, left = len(proposal.spares), now - sum(spare.saves for spare in proposal.spares)
    lines = [
        f"{number}. （{spare.where}）“{_brief(spare.words)}”（{spare.saves}字）"
        for number, spare in enumerate(proposal.spares, 1)
    ]
    lead = f"再删下面{count}处就到{left}字："
    if left > proposal.most:
        lead = (
            f"还能删的只有下面{count}处，都删了是{left}字，比{proposal.most}字还多{left - proposal.most}字；"
            "剩下的是必须写的数、荣誉、问题和措施，再短请说删掉哪一句："
        )
    keep = "说“第2处留着，其余照删”" if count > 1 else "说“第1处留着”"
    return "\n".join(["", lead, *lines, f"要照删，说“照这个删”；要留哪处，{keep}。"])


def _brief(words: str) -> str:
    return words if len(words) <= _LONGEST_TOLD else f"{words[: _LONGEST_TOLD - 8]}……{words[-6:]}"


@dataclass(frozen=True)
class Taken:
    """A report without the places that were agreed to; `gone` those that went, `lost` those whose words had changed."""

    report: Report
    gone: tuple[Spare, ...]
    lost: tuple[Spare, ...]


def take(report: Report, spares: Iterable[Spare]) -> Taken:
    """Takes places out, those that still stand as they were offered; what the text then tells no more is not asked for."""
    finder, gone, lost = Finder(report), list[Spare](), list[Spare]()
    for spare in spares:
        (gone if _taken_out(finder, spare) else lost).append(spare)
    if not gone:
        return Taken(report, (), tuple(lost))
    after = finder.board.report()
    standing = _told_facts(after)
    untold = [fact for fact in _told_facts(report) if fact not in standing]
    update = {"left_out": list(dict.fromkeys([*report.left_out, *untold])), "taken": gone}
    return Taken(after.model_copy(update=update), tuple(gone), tuple(lost))


def again(report: Report, spares: Sequence[Spare], outline: Outline) -> Taken:
    """The same places taken out of a draft written anew; what is then still offered there is worked out afresh."""
    taken = take(report, spares)
    return Taken(standing_offer(taken.report, outline), taken.gone, taken.lost)


def standing_offer(report: Report, outline: Outline, kept: Sequence[str] = ()) -> Report:
    """The report with what could still go to come to the length asked for; with no offer where it is short enough."""
    offer = report.proposal
    if offer is None:
        return report
    held = [*offer.kept, *kept]
    place = place_of(offer)
    there = {item.id for part in report.parts for item in part.items}
    fresh = None
    if set(offer.items) <= there and length_of(Finder(report), place)() > offer.most:
        fresh = proposed(report, place, offer.most, outline, held)
    return report.model_copy(update={"proposal": fresh})


def place_of(offer: Proposal) -> Place:
    """The place that an offer is about."""
    return Place("", offer.kind, offer.part, tuple(offer.items))


def gone_from(before: Report, after: Report) -> str:
    """Which facts the text no longer tells; "" where it tells them all."""
    untold = set(_told_facts(before)) - set(_told_facts(after))
    gone = dict.fromkeys(fact.text for fact in before.facts if fact.id in untold)
    return f"正文里不再写：{'；'.join(gone)}。" if gone else ""


def _told_facts(report: Report) -> dict[str, None]:
    return dict.fromkeys(fact for part in report.parts for item in part.items for fact in item.facts)


def _light(finder: Finder, outline: Outline) -> Light:
    report = finder.report
    optional = frozenset(question.id for question in outline.questions if not question.required)
    return Light(finder.board, report.facts, report.locks, report.year, optional, report.emphasis)


# ---- cuts and the places that are told ----


def _spares(finder: Finder, cuts: Sequence[Cut]) -> list[Spare]:
    """The cuts as a person is told of them: what hangs together is one place; in the order of the text."""
    found: list[tuple[tuple[int, int], Spare]] = []
    rows = [row for laid in finder.board.laid for row in laid.rows]
    for together in _together(cuts):
        row = together[0].row
        numbers = {id(piece): at for at, piece in enumerate(row.built.pieces)}
        pieces = sorted({id(p): p for cut in together for p in cut.pieces}.values(), key=lambda p: numbers[id(p)])
        stretch = bool(together[0].ranges)
        ranges = sorted(span for cut in together for span in cut.ranges)
        words = (
            [pieces[0].text[a:b].strip("，；。") for a, b in ranges] if stretch else [p.text.strip() for p in pieces]
        )
        spare = Spare(
            item=row.id,
            where=called(finder, row),
            sentences=[piece.text.strip() for piece in pieces],
            stretches=[pieces[0].text[a:b] for a, b in ranges],
            left=left_of(together).strip() if stretch else "",
            words="……".join(words) if stretch else "".join(words),
            saves=sum(cut.saves for cut in together),
        )
        at = next(i for i, one in enumerate(rows) if one is row)
        found.append(((at, numbers[id(pieces[0])]), spare))
    return [spare for _, spare in sorted(found, key=lambda pair: pair[0])]


def _together(cuts: Sequence[Cut]) -> list[list[Cut]]:
    groups: list[list[Cut]] = []
    for cut in cuts:
        for group in groups:
            chain = any(cut.first is one or one.first is cut for one in group)
            same = cut.ranges and group[0].ranges and cut.pieces[0] is group[0].pieces[0]
            if chain or same:
                group.append(cut)
                break
        else:
            groups.append([cut])
    return groups


def _is_kept(cut: Cut, kept: Sequence[str]) -> bool:
    texts = {piece.text.strip() for piece in cut.pieces}
    if cut.ranges:
        texts |= {cut.pieces[0].text[start:end].strip("，；。") for start, end in cut.ranges}
    return any(one in texts for one in kept)


def _within(cut: Cut, spares: Sequence[Spare]) -> bool:
    return any(
        cut.row.id == spare.item and {piece.text.strip() for piece in cut.pieces} & set(spare.sentences)
        for spare in spares
        if bool(cut.ranges) == bool(spare.left)
    )


def _needed_by_checks(report: Report, spares: Sequence[Spare], outline: Outline) -> list[Spare]:
    """The places without which a check would have something to say that it did not say before."""
    only = _must_stay_silent()
    before = _said(report, outline, only) if spares else set()
    fresh = _said(take(report, spares).report, outline, only) - before if spares else set()
    rules = frozenset(rule for rule, _ in fresh)
    left, needed = list(spares), list[Spare]()
    while left and rules and _said(take(report, left).report, outline, rules) - before:
        quiet, speaks = 0, len(left)  # the first so many places after which a rule speaks, by halves
        while speaks - quiet > 1:
            middle = (quiet + speaks) // 2
            if _said(take(report, left[:middle]).report, outline, rules) - before:
                speaks = middle
            else:
                quiet = middle
        needed.append(left.pop(speaks - 1))
    return needed


def _must_stay_silent() -> frozenset[str]:
    return frozenset(rule for rule in RULES if _MUST_STAY_SILENT.fullmatch(rule))


def _said(report: Report, outline: Outline, only: frozenset[str]) -> set[tuple[str, str]]:
    """What the rules say, without the amounts that any shortening moves."""
    return {
        (found.rule, re.sub(r"\d+(?:\.\d+)?", "", found.message)) for found in check_report(report, outline, only=only)
    }


# ---- taking out ----


def _taken_out(finder: Finder, spare: Spare) -> bool:
    board = finder.board
    row = next((row for laid in board.laid for row in laid.rows if row.id == spare.item), None)
    pieces = [] if row is None else [p for p in row.built.pieces if p.text.strip() in spare.sentences]
    if row is None or [piece.text.strip() for piece in pieces] != spare.sentences:
        return False
    if any(lock.touches(piece.text) for lock in board.locks for piece in pieces):
        return False
    if spare.stretches:
        fresh = _narrowed(pieces[0], spare)
        if fresh is None:
            return False
        put(row, pieces[0], fresh)
    elif len(pieces) == len(row.built.pieces):
        return False
    else:
        drop(board, row, pieces)
    return True


def _narrowed(piece: Piece, spare: Spare) -> Piece | None:
    """A sentence without the stretches that go, so that its facts keep their places; None where they are not there."""
    at = 0
    for words in spare.stretches:
        at = piece.text.find(words, at)
        if at < 0:
            return None
        piece = spliced(piece, at, at + len(words), "")
    return piece if piece.text.strip() == spare.left else None
