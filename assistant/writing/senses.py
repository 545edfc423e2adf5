"""Requests in words that no phrasing has: what is wished is told by cues, and done only where they agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from assistant.text.patterns import Lazy
from assistant.writing import slots
from assistant.writing.asked import Does, Request, Target
from assistant.writing.naming import read_target, target_pattern
from assistant.writing.speech import plain_speech, senses_file

Clauses = Sequence[tuple[str, str]]
_LONGEST_RUN = 4
_STRUCTURE: tuple[Does, ...] = ("undo", "redo", "lock", "leave_out", "delete", "merge", "split", "move", "link")
_TOLD: tuple[Does, ...] = ("replace", "change_fact", "set_owner", "set_due", "set_target", "squeeze", "insert")
_PLACELESS: tuple[Does, ...] = ("undo", "redo", "merge", "change_fact", "leave_out")
_PLACE_BEGINS = Lazy("第|最后|倒数|“|[一二三四五六七八九十]{1,2}(?:条|是)|结|开")
_MADE = Lazy(
    "(?:改成|改为|改作|换成|改|换|叫|写成|说成|用)“[^”]*”"
    "|(?:归|放|挪动|挪|移动|移|调整|调|搬|排|插|对应|挂|算|记|划|落)(?:到|在|给)?第[一二三四五六七八九十0-9]{1,2}(?:条|个问题|个|项|位)?"
    "|(?:成|做|为|另起|单列|单写|写|列|立|凑|并|加|补|放)(?:一|两|二|三|四|五|六)(?:条|个|段|句)(?!措施|问题|的)"
)
"""What something is made into (写成一条) is no place."""
_BEFORE_PLACE = "把将在对给让里的，由从请跟是"
_ALL_PROBLEMS = Lazy("(?:这)?(?:[两三四五]|几)个问题(?=都|全|逐)|(?:各|每)(?:个|条)问题")
_COUNT_OF_ITEMS = Lazy("^(?:一共|共)?[一二两三四五六七八九十0-9]{1,2}(?:条|个|项)(?:太|写)?(?:多|少)")


@dataclass
class Heard:
    """What one clause holds: its target, the wishes and the opinions in it, the words without its target.

    `hints` are wishes that lack what they need to be told (谁来干没写清), which may come in the next clause.
    """

    words: str
    target: Target | None
    rest: str
    spoken: str
    wishes: list[Does] = field(default_factory=list)
    views: list[Does] = field(default_factory=list)
    hints: list[Does] = field(default_factory=list)


@cache
def _cues() -> dict[Does, dict[str, re.Pattern[str]]]:
    return {
        does: {
            kind: re.compile("|".join(f"(?:{one})" for one in told[kind])) for kind in ("wish", "view") if kind in told
        }
        for does, told in senses_file()["senses"].items()
    }


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
        does = next((one for one in first.hints if _slot_there(one, following.words)), None)
        if does is None or (following.wishes and does not in following.wishes):
            break
        target = following.target or first.target
        request = _filled(Request(does, f"{first.words}，{following.words}", target), [following])
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


@lru_cache(maxsize=256)
def hear(words: str) -> Heard:
    """One clause: its target, wishes and opinions."""
    said = plain_speech(words)
    target, rest = mentioned(said)
    heard = Heard(said, target, rest, words)
    left = _negated(rest, heard)
    for does, cues in _cues().items():
        found = cues["wish"].search(left)
        if found and not _slot_there(does, said):
            heard.hints.append(does)
        elif found and does not in heard.wishes:
            heard.wishes.append(does)
        if found and does in heard.wishes and does in ("lock", "leave_out", "undo"):
            left = left[: found.start()] + "　" + left[found.end() :]
        if "view" in cues and cues["view"].search(left):
            heard.views.append(does)
    return heard


_NOT = "(?<!能)(?:别|不要|不能|不许|不准|不用|不必)(?:太|再|这么|那么|给我|去)?"


@cache
def _reversed() -> tuple[tuple[re.Pattern[str], Does], ...]:
    """Cues behind a 别 or 不能, and the wish that they then are."""
    senses, turned = senses_file()["senses"], senses_file()["negated"]
    return tuple(
        (re.compile(f"{_NOT}(?:{'|'.join(f'(?:{one})' for one in senses[does]['wish'])})"), other)
        for does, other in turned.items()
    )


def _negated(rest: str, heard: Heard) -> str:
    """The words without what is forbidden in them, which is heard as the wish that it comes to (不能短: leave it)."""
    for pattern, does in _reversed():
        found = pattern.search(rest)
        if found and not (does == "lock" and _cues()["leave_out"]["wish"].match(found[0])):
            heard.wishes += [does] if does not in heard.wishes else []
            rest = rest[: found.start()] + "　" + rest[found.end() :]
    return rest


def _slot_there(does: Does, said: str) -> bool:
    """Whether what such a wish needs to be told is there."""
    needs = str(senses_file()["senses"][does].get("needs", ""))
    if needs == "figure":
        return bool(slots.counts(said)) or bool(re.search("数(?:字|据|目)?", said))
    there = {
        "who": slots.who,
        "due": slots.due,
        "length": slots.length,
        "told": lambda words: "：" in words or slots.quoted(words),
        "quotes": slots.quoted,
    }
    return not needs or bool(there[needs](said))


def mentioned(said: str) -> tuple[Target | None, str]:
    """The place that a clause names and the clause without it; an item with quoted words of it is one place."""
    if every := _ALL_PROBLEMS.match(said):
        return Target(every[0], "item", role="problems", every=True), said[every.end() :]
    found = None if _COUNT_OF_ITEMS.match(said) else _first_place(_MADE.sub(lambda made: "　" * len(made[0]), said))
    if found is None:
        return None, said
    target, start, end = found
    if target.kind == "item" and target.inner is None:
        longer = next(
            (stop for stop in range(min(len(said), end + 16), end, -1) if _names_inner(said[start:stop])), None
        )
        target, end = (read_target(said[start:longer]) or target, longer) if longer else (target, end)
    rest = said[:start] + said[end:]
    quotes = slots.quoted(rest)
    if target.kind == "item" and target.inner is None and len(quotes) == 1:
        exact = re.search("”(?:这|那)?(?:几|两|三|四|一)?(?:个)?(?:字|词|说法|提法)", rest) is not None
        if exact or re.search("”(?:这|那)", rest):
            return replace(target, inner="quote", quote=quotes[0], exact=exact), re.sub("“[^”]*”", "", rest)
    return target, rest


def _first_place(said: str) -> tuple[Target, int, int] | None:
    """The first item that is named, else the first place of another kind, with where it stands."""
    pattern = re.compile(target_pattern())
    best: tuple[Target, int, int] | None = None
    for start in range(min(len(said), 16)):
        if start and not _PLACE_BEGINS.match(said[start:]) and said[start - 1] not in _BEFORE_PLACE:
            continue
        found = pattern.match(said, start)
        target = read_target(found[0]) if found else None
        if found is None or target is None:
            continue
        if target.kind == "item":
            return target, start, found.end()
        best = best or (target, start, found.end())
    return best


def _names_inner(words: str) -> bool:
    target = read_target(words) if words.endswith(("句", "话", "段", "事")) else None
    return target is not None and target.kind == "item" and target.inner is not None


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
    chosen = _chosen(wishes, views, said)
    if len(chosen) > 1 and not set(chosen) <= {"set_owner", "set_due", "set_target"}:
        return [Request(None, "，".join(one.spoken for one in run), target, between=tuple(chosen[:3]))]
    if target is None and chosen and chosen[0] in _OF_A_MATTER and len(run) > 1:
        target = _matter(run[0])
    if _THE_REST.search(said) and set(chosen) & {"delete", "leave_out"}:
        return []
    if chosen == ["delete"] and target is not None and target.kind == "item" and target.inner is None:
        return [_part_of_item(said, target, run)]
    found = [_filled(Request(does, said, target), run) for does in chosen]
    spoken = "，".join(one.spoken for one in run)
    return [replace(_placed(one), said=spoken) for one in found if one is not None]


_NO_MATTER = Lazy(
    "整(?:条|个|段)|全部|全都|都|这|那|也|就|给|我|吧|了|完全|没(?:有)?必要|多余|重复|的|把|将|直接|干脆|可以|先|太|还|是|有|一下|算"
)


def _part_of_item(said: str, target: Target, run: Sequence[Heard]) -> Request:
    """第六条销号的说法去掉 takes 销号 out of the item, never the item."""
    told = next(one for one in run if "delete" in one.wishes)
    left = _AROUND.sub("", _cues()["delete"]["wish"].sub("", told.rest).strip("，。　 "))
    topic = re.sub("的?(?:说法|提法|话|句子|内容|表述|字眼|字样)$", "", left)
    spoken = "，".join(one.spoken for one in run)
    if len(_NO_MATTER.sub("", topic)) >= 2:
        return Request("leave_out", spoken, target, topic=topic)
    return Request("delete", spoken, target)


_THE_REST = Lazy("(?:别的|其他|其它|其余|剩下)")
"""What is left over is never what is meant to go."""
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


def _chosen(wishes: list[Does], views: list[Does], said: str) -> list[Does]:
    """The operations that the cues come to: one, or several that must be chosen between."""
    told = [does for does in wishes if does in _TOLD]
    structure = [does for does in wishes if does in _STRUCTURE]
    if "undo" in structure or "redo" in structure:
        return structure[:1]
    if "link" in structure and "问题" in said:
        return ["link"]
    if "merge" in structure and (slots.items(said) or not told):
        return ["merge"]
    return _told(told, said) or _structural(structure) or _of_style(wishes, views, said)


def _told(told: list[Does], said: str) -> list[Does]:
    """Of the wishes that bring what they need the one that the words serve best; owner and date may stand together."""
    if "replace" in told:
        return ["replace"]
    if "change_fact" in told and _corrects(said):
        return ["change_fact"]
    fields: list[Does] = [does for does in told if does in ("set_owner", "set_due")]
    order: tuple[Does, ...] = ("squeeze", "insert", "set_target")
    return fields or [does for does in order if does in told][:1]


def _structural(structure: list[Does]) -> list[Does]:
    return _preferred(structure)


def _of_style(wishes: list[Does], views: list[Does], said: str) -> list[Does]:
    """How it is to be written: what is both wished and complained of, else what is wished, else what is complained of."""
    style = [does for does in wishes if does not in _TOLD]
    if slots.length(said) is not None and ("shorter" in style or "分钟" in said):
        return ["shorter"]
    both = [does for does in style if does in views]
    return both if len(both) == 1 else _preferred(style or views)


def _preferred(found: list[Does]) -> list[Does]:
    """Without what gives way to another (knowledge/revising/senses.yaml, prefer)."""
    gone = {second for first, second in senses_file()["prefer"] if first in found and second in found}
    return [does for does in found if does not in gone]


def _corrects(said: str) -> bool:
    found = slots.counts(said)
    return bool(found) or bool(re.search("数(?:字|据|目)?.{0,4}(?:报|写|记)?(?:高|低|多|少|大|小|错|不对)", said))


def _filled(request: Request, run: Sequence[Heard]) -> Request | None:
    """The request with its slots; None where it lacks what it needs."""
    does, said = request.does, request.said
    rest = "，".join(one.rest for one in run)
    if does in ("set_owner", "set_due"):
        words = slots.who(rest) or slots.who(said) if does == "set_owner" else slots.due(said)
        every = re.search("凡是|所有|全部|都|没人|没定", said) is not None and (
            request.target is None or request.target.kind == "part"
        )
        target = Target(said, "item", role="measures", every=True) if every else request.target
        return replace(request, words=words, target=target)
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
    two = slots.items(said)
    if re.search("换|头|颠倒|对调|倒", said) and len(two) == 2:
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
    return replace(request, where=found[1] if found else "")


_AROUND = Lazy(
    "^(?:把|将|有关|关于|涉及)|(?:的|那|这)(?:个|件|桩)?(?:事|话|段|句|块|牌子|说法|提法|内容|字|名字|东西)?(?:也|就|都|还是|再|先|可)*$|(?:先|也|就|都|千万|还是|可|再|你|您)+$"
)


def _left_out(request: Request, run: Sequence[Heard]) -> Request | None:
    told = next(one for one in run if "leave_out" in one.wishes)
    item = request.target is not None and request.target.kind == "item"
    said = told.rest if item and told.target is not None else told.words
    cue = _cues()["leave_out"]["wish"].search(said)
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
        before, words = words, _AROUND.sub("", words.strip("，。　 "))
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
