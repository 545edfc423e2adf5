"""Of what could go, which does: the lightest first, as few and as little as the length asked for needs."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.text.spans import size
from assistant.writing.light import Cut
from assistant.writing.light_clauses import without

_FEWEST = 2
"""Sentences that an item keeps behind its headline."""


def chosen(cuts: Sequence[Cut], over: int) -> list[Cut]:
    """The cuts by which a text gets `over` 字 shorter; all that there are where they do not suffice."""
    taken: list[Cut] = []
    while (left := over - saved(taken)) > 0:
        now = [cut for cut in cuts if _open(cut, taken)]
        if not now:
            break
        lightest = min(cut.weight for cut in now)
        same = [cut for cut in now if cut.weight == lightest]
        enough = [cut for cut in same if _adds(cut, taken) >= left]
        taken.append(
            min(enough, key=lambda one: _adds(one, taken)) if enough else max(same, key=lambda one: _adds(one, taken))
        )
    return _needed(taken, over)


def saved(cuts: Sequence[Cut]) -> int:
    """字 that go with several cuts; a stretch of a sentence that goes whole counts once."""
    whole = {id(piece) for cut in cuts if not cut.ranges for piece in cut.pieces}
    return sum(cut.saves for cut in cuts if not cut.ranges or id(cut.pieces[0]) not in whole)


def left_of(cuts: Sequence[Cut]) -> str:
    """What stays of the sentence of which these are stretches."""
    return without(cuts[0].pieces[0].text, [span for cut in cuts for span in cut.ranges])


def _adds(cut: Cut, taken: Sequence[Cut]) -> int:
    return saved([*taken, cut]) - saved(taken)


def _open(cut: Cut, taken: Sequence[Cut]) -> bool:
    if any(cut is one for one in taken) or (cut.first is not None and not any(cut.first is one for one in taken)):
        return False
    if cut.ranges:
        (start, end), piece = cut.ranges[0], cut.pieces[0]
        mine = [one for one in taken if any(piece is other for other in one.pieces)]
        return all(one.ranges and (one.ranges[0][1] <= start or end <= one.ranges[0][0]) for one in mine)
    gone = {id(piece) for one in (*taken, cut) if not one.ranges and one.row is cut.row for piece in one.pieces}
    stay = [piece for piece in cut.row.built.pieces if id(piece) not in gone and not piece.fixed]
    return len(stay) >= (_FEWEST if cut.pieces[0].facts and not _is_measure(cut) else 1)


def _is_measure(cut: Cut) -> bool:
    return any(group.kind == "measure" for group in cut.row.built.groups)


def _needed(taken: Sequence[Cut], over: int) -> list[Cut]:
    """Without those that the length does not need: the heaviest first, and no stretch of what goes whole."""
    whole = {id(piece) for cut in taken if not cut.ranges for piece in cut.pieces}
    kept = [cut for cut in taken if not cut.ranges or id(cut.pieces[0]) not in whole]
    for cut in sorted(kept, key=lambda one: (-one.weight, size(one.pieces[0].text))):
        others = [one for one in kept if one is not cut]
        if saved(others) >= over and not any(one.first is cut for one in others):
            kept = others
    return kept
