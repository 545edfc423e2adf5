"""What one clause of a request holds: the place it names, the wishes and the opinions in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from assistant.text.patterns import Lazy
from assistant.writing import slots
from assistant.writing.asked import Does, Target
from assistant.writing.naming import read_target, target_pattern
from assistant.writing.revising_words import revising_words
from assistant.writing.speech import plain_speech

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
def cues_of() -> dict[Does, dict[str, re.Pattern[str]]]:
    """By operation the cues that it is wished, and those that the lack of it is complained of."""
    return {
        does: {
            kind: re.compile("|".join(f"(?:{one})" for one in told[kind])) for kind in ("wish", "view") if kind in told
        }
        for does, told in revising_words("senses")["senses"].items()
    }


@lru_cache(maxsize=256)
def hear(words: str) -> Heard:
    """One clause: its target, wishes and opinions."""
    said = plain_speech(words)
    target, rest = mentioned(said)
    heard = Heard(said, target, rest, words)
    left = _negated(rest, heard)
    for does, cues in cues_of().items():
        found = cues["wish"].search(left)
        if found and not slot_there(does, said):
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
    senses, turned = revising_words("senses")["senses"], revising_words("senses")["negated"]
    return tuple(
        (re.compile(f"{_NOT}(?:{'|'.join(f'(?:{one})' for one in senses[does]['wish'])})"), other)
        for does, other in turned.items()
    )


def _negated(rest: str, heard: Heard) -> str:
    """The words without what is forbidden in them, which is heard as the wish that it comes to (不能短: leave it)."""
    for pattern, does in _reversed():
        found = pattern.search(rest)
        if found and not (does == "lock" and cues_of()["leave_out"]["wish"].match(found[0])):
            heard.wishes += [does] if does not in heard.wishes else []
            rest = rest[: found.start()] + "　" + rest[found.end() :]
    return rest


def slot_there(does: Does, said: str) -> bool:
    """Whether what such a wish needs to be told is there."""
    needs = str(revising_words("senses")["senses"][does].get("needs", ""))
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
