"""What the predicates of telling of a sentence take as their object: 重点报告A、B; 把A、B讲清楚; A、B这两项必须写到."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.retrieval.notices.lists import QUOTED
from assistant.retrieval.notices.matters import JOINT, SHORTEST_TOPIC, hidden, members
from assistant.retrieval.notices.words import words_of

_HAN = "一二三四五六七八九十"
_OF = r"(?:重点|方面|具体|规定)?(?:的)?(?:工作|内容|情况|问题|事项|事情|任务|专题|动作|元素|事|主题)?(?:的)?(?:情况)?"
_COUNT = rf"(?:以下|下列|这|那|上述|如下)?(?:[两{_HAN}几]|\d{{1,2}})(?:[个项件点条块桩类份大]|(?=方面))+(?:方面)?{_OF}"
_SKIPPED = re.compile(
    rf"(?:了|好|清楚|明白|着|的)?(?:{_COUNT})?(?:的)?(?:内容|情况|方面|重点|工作|问题)?(?:[：:，,\s、是为即有]|分别)*"
)
_CLOSE = re.compile(
    rf"(?:等|之类)(?=[^一-龥]|$|(?:\d|[两{_HAN}])?[个项]?(?:方面|内容|重点|工作|情况|任务|事项|问题|部分))"
    rf"|(?:的)?(?:这|那)?(?:\d|[两{_HAN}])(?:[个项大件块点条]|(?=方面))(?:重点)?"
    r"(?:方面|内容|重点|部分|板块|问题|事项|事情|事|工作|任务|情况)?(?=$|[^一-龥]|[写讲说述都要须作应得的进为]|是|汇报|情况|展开|撰写)"
)
_CLOSED_BY = re.compile(
    rf"(?:等)?[，,\0]*(?:的)?(?:这|那|等|以上|上述)?(?P<n>[两{_HAN}几]|\d)(?:[个项件块点条桩类]|方面)+[^，,、“”\d]{{0,12}}"
    r"(?:[，,][^，,、“”]{0,16})?$"
)
_ENDED_BY = re.compile(r"(?:等(?:方面|工作|内容|情况|问题|事项)?|[，,](?=$))+$")
_NUMBERED = re.compile(rf"(?:[两{_HAN}]+、|\d{{1,2}}[.．、）)]|[①-⑳]|[（(][{_HAN}\d]+[）)])\s*")
_SAYS_WHICH = re.compile(rf"[：:]|[两{_HAN}\d]|以下|下列|如下")
_LISTS_AHEAD = re.compile(r"[一1①][、.．是]?|[（(][一1]")
_HEADING = 20
"""Characters of a sentence that may be but the heading of what follows: （一）突出政治建设。"""
_LONGEST_ALONE = 24
"""Characters of a matter that is named alone, neither listed nor in quotes."""
_PIECES = re.compile("[，,、]")


def objects(words: str, answer: int) -> Iterator[tuple[int, int]]:
    """Where the objects stand; `answer` is where the answer to the question at the head of the words begins."""
    if answer:
        yield from _answered(words, answer)
    for match in words_of("telling").finditer(words):
        if match.start() < answer or _unwanted(words, match.start(), match.end()):
            continue
        asked = len(words) > _HEADING and words_of("demand").search(words) is not None
        strong = asked or words_of("strong").match(match[0]) is not None
        forward = _behind(words, match.end(), strong)
        if forward is not None:
            if words_of("strong").match(match[0]) or not _led_on(words, match.end(), forward):
                yield forward
            continue
        backward = _ahead(words, answer, match.start())
        if backward is not None:
            yield backward
    for match in words_of("topic_leads").finditer(words):
        if match.start() >= answer and not _unwanted(words, match.start(), match.end()):
            forward = _behind(words, match.end(), strong=True)
            if forward is not None:
                yield forward


def _answered(words: str, answer: int) -> Iterator[tuple[int, int]]:
    """The matter of a question whether it has to be told, where the answer is yes; all of an answer to 必须写哪些."""
    asked = words[:answer]
    if words_of("asked_which").search(asked) and any(words_of(k).search(asked) for k in ("telling", "topic_leads")):
        said = _worth(words, answer, len(words.rstrip("。 ")), strong=True)
        if said is not None:
            yield said
        return
    whether = words_of("asked_whether").search(words, 0, answer)
    if whether is None or whether["topic"] is None:
        return
    said_then = re.sub(r"^\s*(?:答|A)?[：:]?\s*", "", words[answer:])
    if words_of("yes").match(said_then):
        yield whether.start("topic"), whether.end("topic")


def _unwanted(words: str, start: int, end: int) -> bool:
    """Whether a predicate is denied, told of others, or of what was written before: 不要求写, 有的没有写."""
    clause = re.split(r"[，,。；;：:]", words[:start])[-1] + words[start:end]
    if words_of("not_wanted").search(clause + re.split(r"[，,。；;：:]", words[end : end + 4])[0]):
        return True
    before = re.split(r"[。；;]", words[:start])[-1]
    past = list(words_of("past").finditer(before))
    return bool(past) and not words_of("demand").search(before[past[-1].end() :] + words[start:end])


def _led_on(words: str, at: int, found: tuple[int, int]) -> bool:
    """Whether 围绕 and the like but lead on to another predicate of the sentence: 围绕……行动，对A、B进行重点汇报."""
    if re.search("[、；;]", words[found[0] : found[1]]):
        return False
    rest = words[at:].split("。")[0]
    return any(words_of("strong").match(match[0]) for match in words_of("telling").finditer(rest))


def _behind(words: str, at: int, strong: bool) -> tuple[int, int] | None:
    """The object behind a predicate: to the clause's end, or over the clauses of a list told by ； or counted."""
    skip = _SKIPPED.match(words, at)
    begin = skip.end() if skip else at
    skipped = words[at:begin]
    if "，" in skipped and not _SAYS_WHICH.search(skipped):
        return None
    if _LISTS_AHEAD.match(words, begin) or words_of("telling").match(words, begin):
        return None
    held = QUOTED.sub(hidden, words)
    colon = re.search("[：:]", skipped)
    stops = [place for stop in ("。" if colon else "。；;") if (place := held.find(stop, begin)) >= 0]
    end = min(stops, default=len(words))
    stretch = held[begin:end]
    if colon and re.search("[；;]", stretch):
        return _worth(words, begin, end, strong)
    close = _CLOSE.search(stretch)
    commas = [match.start() for match in re.finditer("[，,]", stretch)]
    cut = [
        place for place in commas if not words_of("also").match(stretch, place) and not _goes_on(stretch, place, close)
    ]
    ended = words_of("object_ends").search(stretch)
    edges = [*cut[:1], *([close.start()] if close else []), *([ended.start()] if ended else [])]
    return _worth(words, begin, begin + min(edges, default=len(stretch)), strong)


def _goes_on(stretch: str, comma: int, close: re.Match[str] | None) -> bool:
    """Whether a list goes on behind a comma: its count or 等 is still to come, with nothing but members between."""
    if close is None or close.start() < comma or words_of("opens_list").match(stretch, comma + 1):
        return False
    if words_of("verbs").search(stretch, comma, close.start()):
        return False
    return max(map(len, _PIECES.split(stretch[: close.start()]))) <= _LONGEST_ALONE


def _worth(words: str, start: int, end: int, strong: bool) -> tuple[int, int] | None:
    """An object that is a list, holds a name in quotes, or is plainly a matter: …情况, …建设."""
    said = words[start:end].rstrip("。 ")
    if len(re.sub(r"[\0\s]", "", said)) < SHORTEST_TOPIC:
        return None
    if re.search("[、；;“]", said) or JOINT.search(said) or words_of("matter_ends").search(said):
        return start, end
    alone = strong and len(said) <= _LONGEST_ALONE and words_of("matter_words").search(said)
    return (start, end) if alone else None


def _ahead(words: str, floor: int, at: int) -> tuple[int, int] | None:
    """The object before a predicate: 把A、B这几项(讲透), A、B、C三块(要重点说), 没写“A”，(要补上)."""
    start = max(floor, max(words.rfind(stop, 0, at) for stop in "。；;：:？") + 1)
    mark = _NUMBERED.match(words, start)
    start = mark.end() if mark else start
    said = words[start:at]
    while adverb := re.search(f"[，,\\0]*(?:{words_of('adverbs').pattern})$|[，,\\0]+$", said):
        said = said[: adverb.start()]
        if not said:
            return None
    counted = _CLOSED_BY.search(said)
    closing = counted or _ENDED_BY.search(said) or (words[start + len(said) : at].startswith(("，", ",")) or None)
    body = said[: closing.start() if isinstance(closing, re.Match) else len(said)].rstrip("，,\0的 ")
    opened = list(
        re.finditer(rf"(?:^|[，,])\0*[^，,、“”]{{0,12}}?(?:{words_of('opens_list').pattern})(?=[^，,]{{3}})", body)
    )
    begin = _begin(body, opened, counted)
    held = body[begin:]
    told = re.search("[、“]|情况$", held) or words_of("of_review").search(held) or JOINT.search(held)
    if not held.strip("\0 ") or not (told or opened or (closing and not counted)):
        return None
    return start + begin, start + len(body)


def _begin(body: str, opened: list[re.Match[str]], counted: re.Match[str] | None) -> int:
    """Where the list before a predicate begins: behind 把, 对 …, else as many clauses back as its count asks for."""
    if opened:
        first = opened[0] if counted else opened[-1]
        if words_of("opens_case").search(first[0]) and "，" in body[first.end() :]:
            return body.rfind("，") + 1
        return first.end()
    if counted is None:
        return body.rfind("，") + 1
    number = counted["n"]
    wanted = int(number) if number.isdigit() else 2 if number == "两" else f" {_HAN}".find(number)
    begins = [0, *(match.end() for match in re.finditer("[，,]", body))]
    return next((place for place in reversed(begins) if len(list(members(body[place:]))) >= max(2, wanted)), 0)
