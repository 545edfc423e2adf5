"""Plain words into to-dos: each clause of a message understood as one typed request, or said not to be."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.text.patterns import Lazy
from assistant.writing.asked import Does, Request, Target
from assistant.writing.heard import hear, mentioned
from assistant.writing.message import clauses_of, plain
from assistant.writing.naming import read_list, read_target
from assistant.writing.revising_words import revising_words
from assistant.writing.senses import explains, sensed
from assistant.writing.slots import counts
from assistant.writing.speech import plain_speech
from assistant.writing.understanding import of_the_rest, stripped, understand

LONGEST_SAID = 2000
_TAKES_MORE: tuple[Does, ...] = ("insert", "concrete", "replace", "better")
_FIELDS: dict[Does, str] = {"set_owner": "责任人", "set_due": "时限", "set_target": "目标"}
_JOINED = 4
_OF_SEVERAL: tuple[Does, ...] = ("squeeze", "shorter", "lock", "unlock", "softer", "firmer", "humbler", "plainer")
_ONE_ITEM = "第?[0-9一二两三四五六七八九十]{1,3}(?:条|个|项|点)?(?:问题|措施)?"
_LIST = Lazy(f"(?:把|将|请)*(?P<list>{_ONE_ITEM}(?:(?:和|、|及|以及){_ONE_ITEM})+)(?!也?一样|比|重复)")
_ASKS = Lazy(
    "^(?:能不能|可不可以|要(?!求)|请|可以|是不是|应该?|最好|得|把|建议|给|再|你|您|帮|必须|需要)"
    "|哪个|哪里|哪些|什么|吗$|谁|例子|实例|事例"
)
"""A clause that asks for something to be told is not the telling."""
_CALLED_OFF = Lazy("(?:那|还是|嗯|哦)*(?:算了|别改了?|不改了?|当我没说|先不改了?)吧?")


def read_requests(message: str) -> list[Request]:
    """The to-dos of a message, in its order; what is not understood has `does` None and its words in `said`."""
    clauses = clauses_of(plain(message)[:LONGEST_SAID])
    found: list[Request] = []
    at = 0
    while at < len(clauses):
        if found and _CALLED_OFF.fullmatch(clauses[at][1]):
            found.pop()
            at += 1
            continue
        requests, taken = _next(clauses, at, found)
        found += requests
        at += taken
    return _sourced(_without_complaints(_once(found)), message)


def _next(clauses: list[tuple[str, str]], at: int, before: list[Request]) -> tuple[list[Request], int]:
    """The request that begins at a clause, and how many clauses it takes; None where they ask nothing."""
    for count in range(1, min(_JOINED, len(clauses) - at) + 1):
        if count > 1 and clauses[at + count - 1][0] in "。；\n":
            break
        words = clauses[at][1] + "".join(mark + more for mark, more in clauses[at + 1 : at + count])
        request = understand(words)
        if request is None:
            continue
        end = at + count
        if count == 1 and _names_only(request, clauses, at):
            continue
        if request.does == "concrete" and not request.words and end < len(clauses) and _tells(clauses[end][1]):
            request, end = replace(request, words=clauses[end][1]), end + 1
        if request.does in _TAKES_MORE and (request.words or request.new):
            request, end = _with_rest(request, clauses, end)
        elif (
            _corrects(request)
            and end < len(clauses)
            and re.match("(?:而)?是|应该?是|应为|其实是|实际", clauses[end][1])
        ):
            continue
        return [_in_context(one, before) for one in _each_named(request)], end - at
    return _otherwise(clauses, at, before)


def _each_named(request: Request) -> list[Request]:
    """第三条和第四条压到240字 is a request of each; only the first of a list is read as the target."""
    found = _LIST.match(request.said)
    targets = read_list(found["list"]) if found and request.does in (*_OF_SEVERAL, "set_owner", "set_due") else ()
    if len(targets) < 2 or request.target is None or request.target.inner is not None:
        return [request]
    return [replace(request, target=one) for one in targets]


def _otherwise(clauses: list[tuple[str, str]], at: int, before: list[Request]) -> tuple[list[Request], int]:
    """A clause that no phrasing fits: a place whose wish comes next, an opinion, the same again, or not understood."""
    words = clauses[at][1]
    if at + 1 < len(clauses) and clauses[at][0] != "\n" and read_target(words) is not None:
        for between in ("", "的"):
            request = understand(words + between + clauses[at + 1][1])
            if request is not None and request.target is not None and request.target.kind == "item":
                return [request], 2
    field = _same_again(words, before)
    if field is not None and field.does in _FIELDS:
        return [field], 1
    if _aside(words) or (before and before[-1].does is not None and explains(clauses[at], before)):
        return [], 1
    again = _same_again(words, before)
    if again is None:
        requests, taken = sensed(clauses, at)
        if requests:
            return [_in_context(each, before) for one in requests for each in _each_named(one)], taken
    if again is None and re.search(_sources(), "".join(one[1] for one in clauses)):
        again = understand(f"台账上{words}")
    return [again or Request(None, words, mentioned(plain_speech(words))[0])], 1


def _tells(words: str) -> bool:
    """Whether a clause after 具体点 is the very thing to write: a matter with a number, a place or oneself in it."""
    if _ASKS.search(words):
        return False
    return bool(re.search("[0-9]|[一二两三四五六七八九十百]+[次个人名场户件天条村]|村|社区|我", words)) and (
        len(words) >= 6 and understand(words) is None and not _aside(words)
    )


def _names_only(request: Request, clauses: list[tuple[str, str]], at: int) -> bool:
    """Whether a clause was understood as a correction whose other half is still to come (不是6场，是8场)."""
    return (
        request.does == "leave_out" and at + 1 < len(clauses) and clauses[at + 1][1].startswith(("要说", "要写", "改"))
    )


def _corrects(request: Request) -> bool:
    return request.does == "change_fact" and not request.new


def _with_rest(request: Request, clauses: list[tuple[str, str]], end: int) -> tuple[Request, int]:
    """What is told goes on until a clause that asks for something itself."""
    told = request.words or request.new
    while end < len(clauses):
        mark, words = clauses[end]
        if understand(words) is not None or _aside(words) or mark == "\n":
            break
        told += mark + words
        end += 1
    return (replace(request, words=told) if request.words else replace(request, new=told)), end


def _in_context(request: Request, before: list[Request]) -> Request:
    """A request without a place, or with one that names no part, speaks of what the message spoke of before."""
    last = next((one for one in reversed(before) if one.target is not None and one.target.kind == "item"), None)
    target = request.target
    bare = target is None or target.kind == "loose" or (target.every and request.does in _OF_SEVERAL)
    if bare and of_the_rest(request.said):
        return _of_the_others(request, before)
    if target is None or last is None or last.target is None:
        return request
    if target.kind == "loose" and target.inner is None:
        return replace(request, target=last.target)
    if target.kind == "item" and target.ordinals and not target.role and target.part_number is None:
        role, number = last.target.role, last.target.part_number
        return replace(request, target=replace(target, role=role, part_number=number))
    if target.kind == "loose" and target.inner in ("headline", "cause", "shows", "sentence"):
        return replace(request, target=replace(last.target, inner=target.inner, sentence=target.sentence))
    return request


def _of_the_others(request: Request, before: list[Request]) -> Request:
    """其余的写短点 speaks of the items or sentences that the message has not named, never of what it named last."""
    targets = [target for one in before for target in (one.target, *one.targets) if target is not None]
    named = tuple(one for one in targets if (one.kind == "item" and not one.every) or one.inner == "quote")
    if not named or request.does not in _OF_SEVERAL:
        return Request(None, request.said)
    return replace(request, target=Target(request.said, "item", every=True, besides=named))


def _same_again(words: str, before: list[Request]) -> Request | None:
    """第三条也是, 第三条也一样: the same as asked just before, of another place; 具体点: of the same place."""
    if not before or before[-1].does is None:
        return None
    found = re.fullmatch("(.+?)(?:也|也要|也得)(?:是|一样|这样|如此|照办|同样)?(?:这样)?(?:改|处理|办)?", words)
    target = read_target(found[1]) if found else read_target(words)
    if target is None and (found := re.fullmatch("(.+?)(?:也|同样)(?:写|改成|改为|填|是|写成|定|由)(.+)", words)):
        target, said = read_target(found[1]), _FIELDS.get(before[-1].does or "undo")
        if target is not None and said:
            return understand(f"{found[1]}的{said}写成{found[2]}")
    if target is not None and before[-1].target is not None:
        return _in_context(replace(before[-1], said=words, target=target), before)
    for said in stripped(words):
        again = understand(f"{before[-1].target.said}{said}") if before[-1].target is not None and said else None
        if again is not None:
            return replace(again, said=words, target=before[-1].target)
    return None


def _aside(words: str) -> bool:
    """Whether a clause only gives an opinion, or says only where a figure comes from, and asks nothing."""
    if not re.search("[一-龥A-Za-z0-9]", words):
        return True
    if any(re.fullmatch(pattern, said) for said in stripped(words) for pattern in revising_words("ways")["aside"]):
        return True
    heard = hear(words)
    return re.search(_sources(), words) is not None and heard.target is None and not counts(heard.words)


def _sources() -> str:
    return str(revising_words("ways")["sources"])


def _sourced(requests: list[Request], message: str) -> list[Request]:
    """Whether the message says where its figures come from."""
    found = re.search(f"[^，。；！\n]*(?:{_sources()})[^，。；！\n]*", message)
    return [replace(one, sourced=found[0].strip()) for one in requests] if found else requests


_KIN: tuple[set[Does], ...] = ({"shorter", "squeeze"}, {"longer", "expand"})
"""Wishes of one kind: the one that tells how long wins."""


def _once(requests: list[Request]) -> list[Request]:
    """The same request said twice in other words is one to-do (太虚，具体点)."""
    found: list[Request] = []
    for request in requests:
        same = next((one for one in found if request.does and _same(one, request)), None)
        if same is None:
            found.append(request)
        elif (same.does != request.does and request.does in ("squeeze", "expand")) or (
            request.words and not same.words
        ):
            found[found.index(same)] = replace(request, said=f"{same.said}，{request.said}")
    return found


def _without_complaints(requests: list[Request]) -> list[Request]:
    """全文太长 before 亮点部分砍到1200字 only says why: what is to be shorter is told behind it."""
    shorter = [request.does in ("shorter", "squeeze") for request in requests]
    return [
        request
        for at, request in enumerate(requests)
        if not (all(shorter[at : at + 2]) and at + 1 < len(requests) and _complains_of_all(request))
    ]


def _complains_of_all(request: Request) -> bool:
    wide = request.target is not None and request.target.kind in ("whole", "part")
    heard = hear(request.said)
    return wide and "shorter" in heard.views and not heard.wishes


def _same(one: Request, other: Request) -> bool:
    if {one.does, other.does} in _KIN and other.target is not None and one.target is not None:
        bare_one, bare_other = replace(one.target, said=""), replace(other.target, said="")
        return bare_one == bare_other
    if one.does != other.does or one.does in ("undo", "redo", "insert", "merge"):
        return False
    bare = {"said": "", "sourced": "", "words": ""}
    left, right = replace(one, **bare), replace(other, **bare)  # type: ignore[arg-type]
    a, b = left.target, right.target
    if a is not None and b is not None:
        left, right = replace(left, target=replace(a, said="")), replace(right, target=replace(b, said=""))
    return left == right
