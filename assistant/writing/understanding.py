"""One clause understood as a typed request by the phrasings of knowledge/revising, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from assistant.figures.numerals import numeral
from assistant.text.patterns import Lazy
from assistant.writing.asked import Does, Request, Target
from assistant.writing.naming import read_list, read_target, target_pattern, the_rest
from assistant.writing.phrasings import HELD, Phrasing, phrasings
from assistant.writing.revising_words import revising_words
from assistant.writing.slots import counts
from assistant.writing.speech import plain_speech
from assistant.writing.where_to import read_where

_SHORTEST_TOLD = 4
_LONGEST_FIELD = 30
_DECIDES = Lazy(
    "(?:“.+”|(?:前|后|上|下|第)(?:面|边|头|[一二12])*(?:的|那|这)*(?:一?个|句|条|处|数|一个)?|(?:成绩|问题|措施|工作|亮点)(?:部分|里|那边|那句|那个|写的|说的|的)*).{0,3}"
)
_PLACED = Lazy("(?:倒数)?第[0-9一二三四五六七八九十]{1,2}(?:条|个|项|句|部分)|那个|这个")
_BARE = Lazy("[一二三四五六七八九十]{1,2}条")
"""六条 before 太多 is how many there are, not which."""


def understand(words: str) -> Request | None:
    """One clause, or clauses that belong together, as a request; None where no phrasing fits."""
    for spoken in _ways_of_saying(words):
        for said in stripped(spoken):
            for phrasing in phrasings():
                request = _fits(phrasing, said)
                if request is not None:
                    return replace(request, said=words.strip("，。；！ "))
    return None


def _ways_of_saying(words: str) -> Iterator[str]:
    """The words, the same in common speech, and each with 第二条把第二句挪到…… turned to 把第二条的第二句挪到……."""
    for spoken in dict.fromkeys((words, plain_speech(words))):
        found = re.fullmatch("(?P<item>[^，。“”]{2,14}?)(?:里|中|里面)?，?(?:把|将)(?P<rest>.+)", spoken)
        outer = read_target(found["item"]) if found else None
        if found and outer is not None and outer.kind in ("item", "part"):
            yield f"把{found['item']}的{found['rest']}"
        yield spoken


def stripped(words: str) -> Iterator[str]:
    """The words as said, then without politeness before and particles behind."""
    words = words.strip("，。；！？、 ")
    yield words
    before = ""
    while words != before:
        before = words
        words = re.sub(_polite(), "", words).strip("，、：")
        yield words
        words = re.sub(_tails(), "", words)
        yield words


def of_the_rest(words: str) -> bool:
    """Whether words begin with all that was not named (把其余的写短点)."""
    return any(the_rest().match(re.sub("^(?:把|将|至于)", "", said)) for said in stripped(words))


@cache
def _polite() -> str:
    return "^(?:" + "|".join(sorted(map(re.escape, revising_words("ways")["polite"]), key=len, reverse=True)) + ")"


@cache
def _tails() -> str:
    return "(?:" + "|".join(sorted(map(re.escape, revising_words("ways")["tails"]), key=len, reverse=True)) + ")$"


def _fits(phrasing: Phrasing, said: str) -> Request | None:
    for pattern in (phrasing.short, phrasing.long):
        found = pattern.fullmatch(said)
        if found is None:
            break
        slots = {name: value for name, value in found.groupdict().items() if value}
        request = _filled(phrasing, slots)
        if request is not None:
            return request
    places = _holding(said) if "{target}" in phrasing.said else ()
    for words, rest in places:
        found = phrasing.held.fullmatch(rest)
        request = _filled(phrasing, found.groupdict(default="") | {"target": words}) if found is not None else None
        if request is not None:
            return request
    return None


@lru_cache(maxsize=64)
def _holding(said: str) -> tuple[tuple[str, str], ...]:
    """Every place that is named in the words, and the words with HELD in its stead."""
    found: list[tuple[str, str]] = []
    pattern = re.compile(target_pattern())
    for start in range(min(len(said), 12)):
        match = pattern.match(said, start)
        if match and read_target(match[0]) is not None:
            found.append((match[0], said[:start] + HELD + said[match.end() :]))
    return tuple(found)


def _filled(phrasing: Phrasing, slots: dict[str, str]) -> Request | None:
    """The request where every slot holds what it should."""
    request = Request(phrasing.does, "")
    if slots.get("target"):
        target = read_target(slots["target"])
        if target is None:
            return None
        request = replace(request, target=target)
    elif "{target}" in phrasing.said:
        return None
    if "list" in slots:
        targets = read_list(slots["list"])
        if not targets:
            return None
        request = replace(request, targets=targets)
    if "n" in slots:
        number = numeral(slots["n"])
        if number is None:
            return None
        request = replace(request, count=int(number))
    request = replace(
        request,
        where=slots.get("where", ""),
        old=_unquoted(slots.get("old", "")),
        new=_unquoted(slots.get("new", "")),
        words=_unquoted(slots.get("words", "")),
        topic=_topic(_unquoted(slots.get("topic", "")), phrasing.does),
    )
    if phrasing.does == "replace" and "(改|换)" in phrasing.said and not _alike(slots):
        return None
    request = _of_achievements(_out_of(_within(_of_a_matter(request))))
    return request if _sensible(request) else None


def _of_achievements(request: Request) -> Request:
    """What is to sound better is an achievement, unless another part is spoken of."""
    target = request.target
    if request.does != "better" or target is None or target.kind != "item" or target.role or target.part_number:
        return request
    return replace(request, target=replace(target, role="achievements"))


_PLACE_AND_WORDS = Lazy("(?P<place>[^“”]+?)(?:里|中|里面)?(?:的|那句|这句)*“(?P<old>[^“”]+)”(?:(?:这|那).{0,4})?")


def _within(request: Request) -> Request:
    """结尾“请予评议”改成…… names a place and the words in it."""
    found = _PLACE_AND_WORDS.fullmatch(request.old) if request.does == "replace" and request.target is None else None
    target = read_target(re.sub("^(?:把|将)", "", found["place"])) if found else None
    return replace(request, target=target, old=found["old"]) if found and target is not None else request


_A_LITTLE = Lazy("[一二两三半][下点些句条哈]")


def _alike(slots: dict[str, str]) -> bool:
    """Whether 甲改乙 without 成 exchanges words: both in quotation marks, or names that begin or end alike."""
    old, new = slots["old"], slots["new"]
    if old.startswith("“") and new.startswith("“"):
        return True
    if _A_LITTLE.match(new):
        return False
    short = 2 <= len(old) <= 12 and 2 <= len(new) <= 12 and old != new
    return short and (old[0] == new[0] or old[-1] == new[-1]) and read_target(old) is None


_A_DUE = Lazy("(?:完成|做完|办结)?(?:的)?(?:时间|时限|期限|日期)?")


def _of_a_matter(request: Request) -> Request:
    """分选线改到9月底前 names the measure by its matter alone; 时限改到9月底前 none, so that the one before is meant."""
    if request.does not in ("set_due", "set_owner") or request.target is not None or not request.topic:
        return request
    if _A_DUE.fullmatch(request.topic):
        return replace(request, target=Target(request.topic, "loose"), topic="")
    matter = Target(request.topic, "loose", inner="quote", quote=request.topic)
    return replace(request, target=read_target(request.topic) or matter, topic="")


def _out_of(request: Request) -> Request:
    """挪 of 梧桐里的事 从第二条: the sentence is looked for there."""
    target = request.target
    if request.does == "move" and target is not None and target.topic and _INTO_ITEM.search(request.where):
        return replace(request, target=Target(target.said, "loose", inner="quote", quote=target.topic))
    if request.does != "move" or not request.words or target is None or target.inner != "quote":
        return request
    home = read_target(request.words)
    inside = (
        replace(home, said=target.said, inner="quote", quote=target.quote) if home and home.kind == "item" else None
    )
    return replace(request, target=inside or target, words="")


_INTO_ITEM = Lazy("[条点项个段](?:的)?(?:开头|最前|首|末尾|最后|结尾|里)|^(?:这|那|本)条|^条首|^条[尾末]")
_OF_SENTENCES = Lazy(
    "第[0-9一二三四五六七八九十]{1,2}(?:句|点)|(?:[那这两二几2]|最后一)句"
    "|前(?:面|头)?[0-9一二两三]句|的(?:那|这)?(?:件)?事(?:情)?从"
)
"""Words of a move that speak of sentences: the whole item is not what is meant then."""


def _topic(words: str, does: Does) -> str:
    """A topic without 的事, 这事, 先 around it."""
    if does != "leave_out":
        return words
    return re.sub("(?<=[^，])(?:的|这|那)?(?:件|个|码)?(?:事|事情|话题)?(?:先|就|都)?$", "", words)


def _unquoted(words: str) -> str:
    words = words.strip("，、： ")
    inner = re.fullmatch("“([^“”]+)”(?:(?:这|那)(?:几|[一二两三四五六])?个?(?:字|词|说法|提法|话))?", words)
    return inner[1] if inner else words


def _sensible(request: Request) -> bool:
    """Whether the slots fit the operation: a fact's change has a figure, a place is a place, a topic is short."""
    if request.does == "change_fact":
        return (
            len(request.topic) <= 20
            and not (_A_LITTLE.match(request.new) or request.new in ("一", "半"))
            and request.topic not in ("是", "为")
            and not re.search("[0-9一二两三四五六七八九十百千]个?字", request.new)
            and not re.search("标题|时限|责任人|[。，]|凭|为什么|怎么|谁", request.topic)
        )
    if request.does == "insert" and (len(request.words) < _SHORTEST_TOLD or re.match("[进到在入]第", request.words)):
        return False
    if request.does == "move" and not moves_what_is_said(
        request, "".join((request.target.said if request.target else "", request.where))
    ):
        return False
    if request.does == "set_due" and not _WHEN.search(request.words):
        return False
    if request.does in ("move", "link", "insert") and request.where:
        return read_where(request.where) is not None
    if request.does in ("shorter", "longer") and request.target is not None and _BARE.fullmatch(request.target.said):
        return False
    if request.does == "leave_out":
        placed = read_target(request.topic) is not None or _PLACED.match(request.topic) or of_the_rest(request.topic)
        return 1 < len(request.topic) <= 16 and not placed
    if request.does == "decide":
        return _DECIDES.fullmatch(request.words) is not None or bool(counts(request.words))
    if request.does in ("set_owner", "set_due", "set_target", "set_base", "set_carrier"):
        return _fills_a_field(request)
    return True


def _fills_a_field(request: Request) -> bool:
    """Whether a measure is named, or left to what was spoken of before, and its field told in a few words."""
    target = request.target
    if target is None or len(request.words) > _LONGEST_FIELD:
        return False
    placed = target.kind == "item" or target.inner == "quote" or _A_DUE.fullmatch(target.said) is not None
    return placed and (request.does == "set_target" or "，" not in request.words)


_WHEN = Lazy("[0-9一二两三四五六七八九十]+(?:年|月|日|号|季|周|天|个|次)|[年月季]|底|春|秋|夏|冬|节|长期|随时|下周")


def moves_what_is_said(request: Request, said: str) -> bool:
    """False where the words speak of a sentence and the target is a whole item."""
    target = request.target
    whole = target is not None and target.kind == "item" and target.inner is None
    return not (whole and _OF_SENTENCES.search(said))
