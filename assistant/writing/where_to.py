"""Where a request puts something: beside a place, first or last of it, one step on, or in exchange for another."""

from __future__ import annotations

import re
from typing import Literal

from assistant.writing.asked import Request, Target
from assistant.writing.naming import read_target

Side = Literal["before", "after", "in", "first", "last"]
_FIRST = "最前(?:面|边|头)?|第一(?:位)?|首位|开头|头里|前头|第一个|最上面|前面|首"
_LAST = "最后(?:面|边|头)?|末尾|末位|最末|后头|最下面|后面|最后一(?:条|个|位)|尾|末|最尾"
_SIDE = re.compile(
    "(?P<place>.+?)(?:的)?(?:(?P<first>最前(?:面|边|头)?|开头|头里|之首)|(?P<last>末尾|最后(?:面|边|头)?|结尾)"
    "|(?P<before>前面|之前|前边|前头|前)|(?P<after>后面|之后|后边|后头|后)|里面|里头|里|中|下面|下)(?:讲|说|写)?"
)


def read_where(words: str) -> tuple[Target | None, Side] | None:
    """Where to: a target and the side of it, None for that of what is moved itself; None where no place is named."""
    words = re.sub("(?:去|来|上)$", "", words.strip("，、 "))
    words = re.sub(
        "^(?:这|那|本|该)(?:一)?(?:条|段|个问题)(?:的|里)?(?=最|前|开头|末|后)|^(?:条|段)(?=首|尾|末)", "", words
    )
    if re.fullmatch(_FIRST, words):
        return None, "first"
    if re.fullmatch(_LAST, words):
        return None, "last"
    found = _SIDE.fullmatch(words)
    target = read_target(found["place"]) if found else None
    if found and target is not None:
        sides: tuple[Side, ...] = ("first", "last", "before", "after")
        return target, next((side for side in sides if found[side]), "in")
    target = read_target(words)
    if target is None and (topic := re.fullmatch("(?P<topic>[^，。；：“”第]{3,20}?)(?:的|这个|那个)?问题", words)):
        target = Target(words, "item", role="problems", topic=topic["topic"])
    return (target, "in") if target is not None else None


def changes_round(request: Request) -> bool:
    """Whether two are to change places (对调, 换一下)."""
    how = _about_the_move(request)
    return request.old == "对调" or re.search("对调|互换|调换|换(?!到|在|至)|[调掉]个个", how) is not None


def one_step(request: Request, at: int, most: int) -> int:
    """The place one further on or back (往后挪一句), never beyond 0 or `most`."""
    on = re.search("往后|后移|靠后|后面|往下", _about_the_move(request))
    return min(at + 1, most) if on else max(at - 1, 0)


def _about_the_move(request: Request) -> str:
    """What is said of a move without what names the places: 换届那条 asks for no exchange."""
    target, said = request.target, request.said
    names = [request.where, *((target.said, target.topic, target.quote) if target is not None else ())]
    for name in sorted(names, key=len, reverse=True):
        said = said.replace(name, "") if name and name != said else said
    return said
