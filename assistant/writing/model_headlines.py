"""Headlines by the model: those that are sound, as long as the part's headlines stay parallel."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.ports import Guard
from assistant.writing import steps
from assistant.writing.pieces import Piece
from assistant.writing.under_way import UnderWay

SHORTEST, LONGEST = 10, 32
_HALF = (4, 9)


def plan_headlines(work: UnderWay) -> None:
    """Puts the model's sound headlines over achievements and measures where the part stays parallel with them."""
    wanted = [item_id for item_id in work.built if item_id not in work.problem_items()]
    rows = [_row(work, item_id) for item_id in wanted]
    reply = steps.plan_headlines(work.model, work.call, rows, work.material.emphasis, _HALF)
    told = {row.id: row.headline.strip("。 ") for row in reply.items if row.id in wanted}
    for part in work.report.parts:
        own = {
            item.id: words
            for item in part.items
            if (words := told.get(item.id, "")) and item.id in wanted and sound(words, work.sieve.guard)
        }
        whole = [own.get(item.id, work.built[item.id].headline) for item in part.items if item.id in wanted]
        if own and parallel(whole):
            for item_id, headline in own.items():
                head = Piece(f"{headline}。", [], [])
                work.put(item_id, replace(work.built[item_id], headline=headline, head=head))


def _row(work: UnderWay, item_id: str) -> dict[str, str]:
    built = work.built[item_id]
    matter = "；".join(piece.text for piece in built.pieces)[:360]
    return {"id": item_id, "part": work.home(item_id), "headline": built.headline, "matter": matter}


def sound(headline: str, guard: Guard) -> bool:
    """Whether a headline is of the right length, without figures, and passes the guard unaltered."""
    length = len(re.sub(r"\s", "", headline))
    if not SHORTEST <= length <= LONGEST or re.search(r"[\d。；：！？\n]", headline):
        return False
    verdict = guard.sentence(headline + "。")
    return not verdict.refused and not verdict.uses and verdict.text == headline + "。"


def parallel(headlines: Sequence[str]) -> bool:
    """Two halves each, as long as each other's within two characters, no headline twice."""
    halves = [words.split("，") for words in headlines]
    if any(len(pair) != 2 for pair in halves):
        return False
    alike = all(max(len(pair[k]) for pair in halves) - min(len(pair[k]) for pair in halves) <= 2 for k in (0, 1))
    return alike and len(set(headlines)) == len(headlines)
