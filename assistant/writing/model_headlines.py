"""Headlines by the model: those that are sound; of the others the model is told once why they are not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.errors import ModelError
from assistant.ports import Guard
from assistant.writing import steps
from assistant.writing.headline import LONGEST, SHORTEST
from assistant.writing.pieces import Piece
from assistant.writing.under_way import UnderWay

HALF = (5, 9)
"""字 of each half that are asked for: two of the shortest with their comma are a headline of fitting length."""
_MATTER = 700
"""字 of an item's matter that the headlines are asked for with; whole sentences, never a list cut in its middle."""


def plan_headlines(work: UnderWay) -> None:
    """Puts the model's sound headlines over achievements and measures; one that is refused is asked for once more."""
    wanted = [item_id for item_id in work.built if item_id not in work.problem_items()]
    rows = [_row(work, item_id) for item_id in wanted]
    emphasis = (work.material.emphasis, HALF)
    told = _told(steps.plan_headlines(work.model, work.call, rows, emphasis), wanted)
    complaints = _complaints(work, told)
    if complaints and not work.stopped.is_set():
        try:
            again = _told(
                steps.plan_headlines(work.model, work.call, rows, emphasis, list(complaints.values())), wanted
            )
        except ModelError:
            again = {}
        told |= {item_id: words for item_id, words in again.items() if item_id in complaints}
    new = {item_id: words for item_id, words in told.items() if words != work.built[item_id].headline}
    taken = {built.headline for item_id, built in work.built.items() if item_id not in new}
    for item_id, headline in new.items():
        if headline not in taken and not unsound(headline, work.sieve.guard):
            taken.add(headline)
            head = Piece(f"{headline}。", [], [])
            work.put(item_id, replace(work.built[item_id], headline=headline, head=head))


def _told(reply: steps.Headlines, wanted: Sequence[str]) -> dict[str, str]:
    return {row.id: row.headline.strip("。 ") for row in reply.items if row.id in wanted}


def _complaints(work: UnderWay, told: Mapping[str, str]) -> dict[str, str]:
    """Why headlines that are not the program's own cannot stand, by item."""
    new = {item_id: words for item_id, words in told.items() if words != work.built[item_id].headline}
    return {
        item_id: f"{item_id} “{words}”：{why}"
        for item_id, words in new.items()
        if (why := unsound(words, work.sieve.guard))
    }


def _row(work: UnderWay, item_id: str) -> dict[str, str]:
    built = work.built[item_id]
    matter = ""
    for piece in built.pieces:
        if matter and len(matter) + len(piece.text) > _MATTER:
            matter += "（还有别的事，见事实表）"
            break
        matter += piece.text
    return {"id": item_id, "part": work.home(item_id), "headline": built.headline, "matter": matter}


def unsound(headline: str, guard: Guard) -> str:
    """Why a headline cannot stand, "" where it can: two halves of fitting length, no figures, passed by the guard.

    That the halves of all are equally long is asked for, and not insisted on: the matter counts for more.
    """
    if re.search(r"[\d。；：！？\n]", headline):
        return "标题里不写数字，也不用逗号以外的标点"
    if not SHORTEST <= len(re.sub(r"\s", "", headline)) <= LONGEST:
        return f"总长要在{SHORTEST}到{LONGEST}个字之间"
    if headline.count("，") != 1:
        return "要由两个分句组成，中间一个逗号"
    verdict = guard.sentence(headline + "。")
    if verdict.refused:
        return verdict.refused
    return (
        "标题里不写数" if verdict.uses else "" if verdict.text == headline + "。" else f"规范的写法是“{verdict.text}”"
    )
