"""A wish with what it needs to be done: who, when, how long, which words for which, where to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.writing import slots
from assistant.writing.asked import Request, Target
from assistant.writing.heard import Heard, cues_of
from assistant.writing.understanding import moves_what_is_said


def completed(request: Request, run: Sequence[Heard]) -> Request | None:
    """The request with its slots; None where it lacks what it needs."""
    does, said = request.does, request.said
    rest = "，".join(one.rest for one in run)
    if does in ("set_owner", "set_due"):
        return _told_of_measures(request, slots.due(said) if does == "set_due" else slots.who(rest) or slots.who(said))
    if does == "set_target":
        told = slots.quoted(said) or [span.text for span in slots.counts(rest)[-1:]]
        return replace(request, words=told[-1]) if told else None
    if does in ("squeeze", "shorter"):
        size = slots.length(said)
        if size is not None:
            return replace(request, count=size.count, fewer=size.fewer, share=size.share)
        return request
    if does == "change_fact":
        return _correction(request)
    fills = {"merge": _merged, "move": _moved, "leave_out": _left_out, "replace": _replaced, "insert": _inserted}
    if does in fills:
        return fills[does](request, run)
    if does == "undo" and re.search("头一|第一|最早|最初|原(?:来|版|稿|始)", said):
        return replace(request, count=1, target=None)
    if does == "link":
        found = re.search("第?[一二三四五六七八九十0-9]{1,2}(?:个)?问题", re.sub("^第?.{1,2}条", "", rest))
        return replace(request, where=found[0]) if found else None
    if does == "split":
        return _split(request, run)
    return request


def _told_of_measures(request: Request, words: str) -> Request:
    """Who or when, of the measure named; of all where 都 or 没定的 is said of no one."""
    bare = request.target is None or request.target.kind == "part"
    if bare and re.search("凡是|所有|全部|都|没人|没定", request.said):
        request = replace(request, target=Target(request.said, "item", role="measures", every=True))
    return replace(request, words=words)


def _correction(request: Request) -> Request | None:
    told = slots.correction(request.said)
    if told is None:
        topic = re.split("的?(?:数|数字|数据)", request.said)[0]
        topic = re.sub("^第?[一二三四五六七八九十0-9]{1,2}(?:条|个问题)(?:里|的)*", "", topic)
        return replace(request, topic=topic[-12:], new="") if re.search("数", request.said) else None
    subject, old, new = told
    return replace(request, topic=subject if not old else f"{subject}{old}", old=old, new=new)


def _merged(request: Request, run: Sequence[Heard]) -> Request:
    return replace(request, targets=slots.items(request.said))


def _moved(request: Request, run: Sequence[Heard]) -> Request | None:
    said = request.said
    if not moves_what_is_said(request, said):
        return None
    two = slots.items(said)
    if re.search("换|头|颠倒|对调|倒|调个|顺序|位置", said) and len(two) == 2:
        number = two[1].ordinals[0] if two[1].ordinals else 0
        return replace(
            request, target=two[0], where=f"第{number}{'个问题' if two[1].role == 'problems' else '条'}", old="对调"
        )
    if re.search("打头|最前|第一位|头里|开头|排头|头一个", said):
        return replace(request, where="最前")
    if re.search("殿后|压轴|压后|最后|垫底|末尾|收尾", said) and not re.match("最后", said):
        return replace(request, where="最后")
    rest = "，".join(one.rest for one in run)
    found = re.search(
        "(第[一二三四五六七八九十0-9]{1,2}(?:条|个问题|个|项)?(?:的)?(?:后面|前面|后头|前头|后|前)?)", rest
    )
    if found is None and not re.search("往|前|后|提|靠|[上下](?:移|挪|调|提)", said):
        return None
    return replace(request, where=found[1] if found else "")


def _left_out(request: Request, run: Sequence[Heard]) -> Request | None:
    told = next(one for one in run if "leave_out" in one.wishes)
    item = request.target is not None and request.target.kind == "item"
    said = told.rest if item and told.target is not None else told.words
    cue = cues_of()["leave_out"]["wish"].search(said)
    if cue is None:
        return None
    quotes = slots.quoted(said)
    before, after = _bare(said[: cue.start()]), _bare(re.sub("^(?:到|起|进去|了|上去)", "", said[cue.end() :]))
    words = quotes[0] if quotes else before or (after if len(after) > 1 else "")
    if not words and request.target is not None and request.target.quote:
        return replace(request, topic=request.target.quote, target=None)
    if not words:
        return replace(request, does="delete") if item else None
    return replace(request, topic=words) if 1 < len(words) <= _LONGEST_TOPIC else None


_LONGEST_TOPIC = 16


def _bare(words: str) -> str:
    """A matter without the small words around it."""
    before = None
    while before != words:
        before, words = words, slots.AROUND.sub("", words.strip("，。　 "))
    return words


def _replaced(request: Request, run: Sequence[Heard]) -> Request | None:
    said = request.said
    quotes = slots.quoted(said)
    if len(quotes) >= 2:
        within = request.target is not None and request.target.kind in ("opening", "closing")
        return replace(request, old=quotes[0], new=quotes[1], target=request.target if within else None)
    if request.target is None:
        return None
    target = request.target
    if re.search("标题|题目|帽子|小标", said) and target.inner is None:
        target = replace(target, inner="headline")
    return replace(request, new=quotes[0], target=target)


def _inserted(request: Request, run: Sequence[Heard]) -> Request | None:
    said = request.said
    told = said.partition("：")[2] or (slots.quoted(said) or [""])[-1]
    head = said.partition("：")[0]
    found = re.search("(?:进|到|在|往)(第?[一二三四五六七八九十0-9]{1,2}(?:条|个问题|项|个)?)", head)
    where = found[1] if found else request.target.said if request.target is not None else ""
    return replace(request, words=told, where=where, target=None) if told.strip() and where else None


def _split(request: Request, run: Sequence[Heard]) -> Request:
    """Of a matter set apart (共享食堂的事单拎出来) the item is where it stands, and the cut before it."""
    target = request.target
    if target is not None and target.kind in ("item", "part") and not target.topic:
        return request
    topic = target.quote or target.topic if target is not None else ""
    return (
        replace(request, where=f"“{topic}”那句", target=Target(request.said, "item", topic=topic)) if topic else request
    )
