"""Requests in words that no phrasing has: what is wished is told by cues, and done only where they agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.text.patterns import Lazy
from assistant.writing import slots
from assistant.writing.asked import Does, Request, Target
from assistant.writing.choosing import choose
from assistant.writing.completing import completed
from assistant.writing.heard import Heard, cues_of, hear, slot_there
from assistant.writing.naming import the_rest
from assistant.writing.understanding import of_the_rest

Clauses = Sequence[tuple[str, str]]
_LONGEST_RUN = 4
_PLACELESS: tuple[Does, ...] = ("undo", "redo", "merge", "change_fact", "leave_out")


def sensed(clauses: Clauses, at: int) -> tuple[list[Request], int]:
    """The requests that begin at a clause and how many clauses they take; ([], 0) where nothing can be told.

    Where two senses fit equally well the request has `does` None and both in `between`.
    """
    first = hear(clauses[at][1])
    if first.hints and not first.wishes:
        hinted, taken = _hinted(first, clauses, at)
        if hinted:
            return hinted, taken
    run, taken = [first], 1
    while at + taken < len(clauses) and taken < _LONGEST_RUN and clauses[at + taken][0] not in "\n":
        following = hear(clauses[at + taken][1])
        if not _goes_on(run, following):
            break
        run.append(following)
        taken += 1
    requests = _requests(run)
    if not requests and taken > 1:
        requests, taken = _requests(run[:1]), 1
    if not requests:
        return [], 0
    while at + taken < len(clauses) and explains(clauses[at + taken], requests):
        taken += 1
    return requests, taken


_WISHES_MORE = Lazy(
    "^(?:要|得|改|写|加|弄|给|把|将|请|应|再|就|还|也|另|顺便|然后|最后|第|补|换|多|少|别|不要|不能|让|能不能|可以)"
)
_LONGEST_REASON = 14


def explains(clause: tuple[str, str], before: Sequence[Request]) -> bool:
    """Whether a clause only says why (评委会烦; 还没销呢; 县里要求九成) and asks nothing of its own."""
    mark, words = clause
    if mark in "\n；。" or len(words) > _LONGEST_REASON or _WISHES_MORE.match(words) or "：" in words:
        return False
    if of_the_rest(words):
        return False
    heard = hear(words)
    told = "".join(request.said for request in before)
    figures = all(span.text in told for span in slots.counts(heard.words))
    return heard.target is None and not heard.wishes and not heard.views and figures


def _hinted(first: Heard, clauses: Clauses, at: int) -> tuple[list[Request], int]:
    """What the clauses after a hint tell of it: 谁来干没写清，就写党群办主任; 都还没定人，四条给副书记，五条给党建办."""
    found: list[Request] = []
    taken = 1
    while at + taken < len(clauses) and clauses[at + taken][0] != "\n":
        following = hear(clauses[at + taken][1])
        does = next((one for one in first.hints if slot_there(one, following.words)), None)
        if does is None or (following.wishes and does not in following.wishes):
            break
        target = following.target or first.target
        request = completed(Request(does, f"{first.words}，{following.words}", target), [following])
        if request is None:
            break
        found.append(replace(request, said=f"{first.spoken}，{following.spoken}"))
        taken += 1
    return found, taken


def _goes_on(run: Sequence[Heard], following: Heard) -> bool:
    """Whether a clause belongs to what was begun: it names no other place, and wishes nothing else."""
    had = {does for one in run for does in one.wishes}
    if had == {"move"} == set(following.wishes):
        return True
    if following.target is not None and any(one.target is not None for one in run):
        figures = sum(len(slots.counts(one.words)) for one in run)
        return figures == 1 and len(slots.counts(following.words)) == 1 and "change_fact" in had | set(following.wishes)
    if slots.only_due(following.words) and following.target is None and had <= {"set_due", "insert", "softer"}:
        return True
    return not had or not following.wishes or bool(had & set(following.wishes)) or had <= {"change_fact"}


def _requests(run: Sequence[Heard]) -> list[Request]:
    """The requests of clauses that belong together; several where one sentence tells owner and date."""
    said = "，".join(one.words for one in run)
    target = next((one.target for one in run if one.target is not None), None)
    wishes = list(dict.fromkeys(does for one in run for does in one.wishes))
    views = list(dict.fromkeys(does for one in run for does in one.views))
    if (
        any(slots.only_due(one.words) for one in run)
        and target is not None
        and not {"set_owner", "set_due"} & set(wishes)
    ):
        wishes = ["set_due"]
    chosen = choose(wishes, views, said)
    if len(chosen) > 1 and not set(chosen) <= {"set_owner", "set_due", "set_target"}:
        return [Request(None, "，".join(one.spoken for one in run), target, between=tuple(chosen[:3]))]
    if target is None and chosen and chosen[0] in _OF_A_MATTER and len(run) > 1:
        target = _matter(run[0])
    if the_rest().search(said) and set(chosen) & {"delete", "leave_out"}:
        return []  # What is left over is never what is meant to go.
    if chosen == ["delete"] and target is not None and target.kind == "item" and target.inner is None:
        return [_part_of_item(said, target, run)]
    quotes = slots.quoted("".join(one.rest for one in run))
    if chosen == ["delete"] and target is not None and target.inner in ("quote", "sentence") and len(quotes) == 1:
        # 拆违那句去掉“零强拆”三个字 takes these words out of the sentence, never the sentence.
        return [Request("replace", "，".join(one.spoken for one in run), target, old=quotes[0])]
    found = [completed(Request(does, said, target), run) for does in chosen]
    spoken = "，".join(one.spoken for one in run)
    return [replace(_placed(one), said=spoken) for one in found if one is not None]


_NO_MATTER = Lazy(
    "整(?:条|个|段)|全部|全都|都|这|那|也|就|给|我|吧|了|完全|没(?:有)?必要|多余|重复|的|把|将|直接|干脆|可以|先|太|还|是|有|一下|算"
)


def _part_of_item(said: str, target: Target, run: Sequence[Heard]) -> Request:
    """第六条销号的说法去掉 takes 销号 out of the item, never the item."""
    told = next(one for one in run if "delete" in one.wishes)
    left = slots.AROUND.sub("", cues_of()["delete"]["wish"].sub("", told.rest).strip("，。　 "))
    topic = re.sub("的?(?:说法|提法|话|句子|内容|表述|字眼|字样)$", "", left)
    spoken = "，".join(one.spoken for one in run)
    if len(_NO_MATTER.sub("", topic)) >= 2:
        return Request("leave_out", spoken, target, topic=topic)
    return Request("delete", spoken, target)


_OF_A_MATTER: tuple[Does, ...] = ("delete", "lock", "shorter", "softer", "humbler", "leave_out")


def _matter(first: Heard) -> Target | None:
    """A first clause that only names a matter (拆违零强拆，……拿掉) is the place where it stands."""
    words = first.words.strip("，。 ")
    if first.wishes or first.views or not 3 <= len(words) <= 16:
        return None
    return Target(words, "loose", inner="quote", quote=words)


def _placed(request: Request) -> Request:
    """A request that names no place speaks of what was spoken of last, never of a whole part."""
    if request.target is None and request.does in ("squeeze", "shorter") and "分钟" in request.said:
        return replace(request, target=Target("全文", "whole"))
    if request.target is None and request.does not in (*_PLACELESS, "insert", "replace"):
        return replace(request, target=Target(request.said, "loose"))
    return request
