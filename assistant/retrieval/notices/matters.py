"""The single matters of a list and what each is called: parted at 、 ； 和, without the verbs before and the 情况 behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outline import Outline
from assistant.retrieval.notices.lists import QUOTED
from assistant.retrieval.notices.names import WHY
from assistant.retrieval.notices.words import words_of

SHORTEST_TOPIC, LONGEST_TOPIC = 4, 40
_MOST_BANNED = 4
"""Characters a point of a list may hold beside a word that is no matter (时间, 准备) and still be none."""
_TAIL = re.compile(r"(?:[及和与、]?(?:其)?(?:主要)?(?:原因|根源))?(?:分析|剖析|情况|等|部分)*$")
JOINT = re.compile(r"以及|还有|(?<=[一-龥”\x01]{3})[和及与](?=[一-龥“\x01]{4})")
_FINAL_JOINT = re.compile(r"以及|还有|(?<=[一-龥”\x01])[和及与](?=[一-龥“\x01])")
_ONE_QUOTE = re.compile(r"\s*“([^“”]*、[^“”]*)”\s*")
_PARTING = re.compile(r"[、；;，,]|[①-⑳]|(?<!\d)[（(]\d[）)]")


def hidden(match: re.Match[str]) -> str:
    """As many signs that part nothing."""
    return "\1" * len(match[0])


def members(words: str, counted: int = 0) -> Iterator[tuple[int, int]]:
    """The members of a list, apart by 、 ； or commas, or by quotation marks that follow each other.

    The last may hold a 和; it parts nothing where the list is `counted` (三个方面) and has its number without.
    """
    whole = _ONE_QUOTE.fullmatch(words)
    if whole:
        yield from ((start + whole.start(1), end + whole.start(1)) for start, end in members(whole[1]))
        return
    held = words_of("set_phrases").sub(hidden, QUOTED.sub(hidden, words))
    cuts = {match.start(): match.end() for match in _PARTING.finditer(held)}
    cuts |= {match.start() + 1: match.start() + 1 for match in re.finditer("”“", words)}
    edges = [0, *(edge for cut in sorted(cuts.items()) for edge in cut), len(words)]
    pieces = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if words[start:end].strip("\0 ")]
    complete = len(pieces) == counted > 1
    for index, (start, end) in enumerate(pieces):
        last = index == len(pieces) - 1
        joint = (_FINAL_JOINT if index else JOINT).search(held, start, end) if last and not complete else None
        if joint and (index or "情况" not in words[start : joint.start()]):
            if joint.start() > start:
                yield start, joint.start()
            yield joint.end(), end
        else:
            yield start, end


def topic_name(words: str, listed: bool = False) -> str:
    """A matter's short name without the verbs before and the 情况 behind it; "" where it is none.

    `listed`: it is a point of a list of matters, where fewer words are no matter.
    """
    name = words_of("asking").sub("", words.strip(" \t\u3000*，,。；;：:、？?\0"))
    if name.count("“") == 1 and name.startswith("“") and name.endswith("”"):
        name = name[1:-1]
    name = re.sub(r"^的?[^，。；：:“]{0,6}[：:]|^的(?=[一-龥])", "", name)
    for _ in range(2):
        head = words_of("topic_head").match(name)
        if head and len(name) - head.end() >= SHORTEST_TOPIC:
            name = name[head.end() :]
    tail = re.search(f"(?:{words_of('topic_tail').pattern})$", name)
    if tail and tail.start() >= SHORTEST_TOPIC:
        name = name[: tail.start()]
    name = name.strip("，,、的") if not name.endswith("”") else name
    if name.count("（") != name.count("）"):
        return ""
    shortest = SHORTEST_TOPIC - (listed or words.strip().startswith("“"))
    if not shortest <= len(name) <= LONGEST_TOPIC or words_of("never_topics").search(name):
        return ""
    banned = words_of("not_topics").search(name)
    if banned and not ((listed or "“" in name) and len(name) - len(banned[0]) > _MOST_BANNED):
        return ""
    return name


def is_structural(title: str, outline: Outline) -> bool:
    """Whether a matter is but the name of a later part: …存在的问题和不足, 下一步工作打算."""
    if words_of("open_question").search(title):
        return True
    if words_of("tackled").match(title) or words_of("of_review").search(title):
        return False
    if words_of("named_plans").search(title):
        return False
    bare = _TAIL.sub("", words_of("asking").sub("", title))
    for part in outline.parts:
        if {block.role for block in part.blocks} != {"achievements"} and bare.endswith((part.title, *part.cues)):
            return True
    return WHY.match(title) is not None
