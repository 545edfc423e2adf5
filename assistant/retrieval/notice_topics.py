"""The matters a notice wants spoken of: in lists behind a lead, in running text behind one or before one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.outline import Outline
from assistant.retrieval.notice_lists import QUOTED, Run
from assistant.retrieval.notice_parts import WHY, Heading, part_of_title
from assistant.retrieval.notice_words import notice_words, words_of

_CLOSE = re.compile(
    r"等(?=[^一-龥]|$|(?:\d|[两二三四五六七八九十])?[个项]?(?:方面|内容|重点|工作|情况|任务|事项|问题|部分))"
    r"|(?:\d|[两二三四五六七八九十])[个项大](?:方面|内容|重点|部分|板块|问题|事项|工作|任务)"
)
SHORTEST_TOPIC, LONGEST_TOPIC = 4, 40


@dataclass(frozen=True)
class Topic:
    """A matter that has to be spoken of, and where the notice says so."""

    name: str
    start: int


def topics_in(text: str, runs: list[Run], headings: list[Heading], outline: Outline) -> list[Topic]:
    """What has to be spoken of, each once, in the order of the notice."""
    taken = {heading.start for heading in headings}
    found: list[Topic] = []
    inside: list[tuple[int, int]] = []
    for run in runs:
        told = _of_list(run, taken, outline)
        found += told
        inside += [(entry.start, entry.end) for entry in run.entries] if told and not _within(run, taken) else []
    found += _inline_topics(text, inside, outline)
    kept: list[Topic] = []
    for topic in sorted(found, key=lambda one: one.start):
        if any(heading.start <= topic.start < heading.start + len(heading.title) for heading in headings):
            continue
        if not any(topic.name in other.name or other.name in topic.name for other in kept):
            kept.append(topic)
    return kept


def _within(run: Run, taken: set[int]) -> bool:
    return any(entry.start in taken for entry in run.entries)


def _of_list(run: Run, taken: set[int], outline: Outline) -> list[Topic]:
    """The matters of a list behind a lead; of a list of parts what no part stands for."""
    if _within(run, taken):
        free = [entry for entry in run.entries if entry.start not in taken and not part_of_title(entry.title, outline)]
        return [Topic(name, entry.start) for entry in free if (name := topic_name(entry.title))]
    if not words_of("topic_leads").search(run.lead) or words_of("not_topics").search(_last_noun(run.lead)):
        return []
    return [
        Topic(name, entry.start)
        for entry in run.entries
        if not _is_structural(entry.title, outline) and (name := topic_name(entry.title))
    ]


_TAIL = re.compile(r"(?:[及和与、]?(?:其)?(?:主要)?(?:原因|根源))?(?:分析|剖析|情况|等|部分)*$")


_TACKLED = re.compile("整治|治理|解决|化解|查处|纠治|破解|防范")
_OPEN_QUESTION = re.compile(r"哪些|哪几|什么事|如何$")
_ASKING = re.compile(
    r"(?:都|该|又)?(?:是什么|有什么|在哪里?|怎么[一-龥]{1,3}|怎样[一-龥]{0,3}|如何[一-龥]{1,3})[的了]?$"
)


def _is_structural(title: str, outline: Outline) -> bool:
    """Whether a matter is but the name of a later part: …存在的问题和不足, 下一步工作打算."""
    if _OPEN_QUESTION.search(title):
        return True
    if _TACKLED.match(title):
        return False
    bare = _TAIL.sub("", _ASKING.sub("", title))
    for part in outline.parts:
        if {block.role for block in part.blocks} != {"achievements"} and bare.endswith((part.title, *part.cues)):
            return True
    return WHY.match(title) is not None


def _last_noun(lead: str) -> str:
    return re.split(r"[，,]", lead)[-1][-12:]


_STRONG = re.compile(
    r"[：:，, 是为]*(?:重点|着重|主要|集中|紧紧|紧扣|必须|务必|应当?|须|要)?(?:围绕|聚焦|紧扣|突出|报告|述|讲清|体现|反映|写明|写清"
    r"|包含|包括|涵盖|说明|汇报|关注|讲好|回应)"
    r"(?:好|了|一下)?(?:以下|下列)?(?:内容|重点|情况|方面)?[：:]?"
)


def _inline_topics(text: str, inside: list[tuple[int, int]], outline: Outline) -> Iterator[Topic]:
    """重点围绕A、B、C等方面; 必须写明A情况; 须涵盖：A；B；C: matters in running text, behind a lead or before one."""
    for sentence in re.finditer(r"[^。\n]+", text):
        words = sentence[0].replace("|", "，").replace("\t", "，").replace("｜", "，")
        if any(start - 3 <= sentence.start() and sentence.end() <= end for start, end in inside):
            continue
        for pattern in notice_words().topics_before:
            for match in re.finditer(pattern, words):
                yield from _each_member(match["list"], sentence.start() + match.start("list"), outline)
        leads = list(words_of("topic_leads").finditer(words))
        if not leads or words_of("past").search(words[: leads[0].start()]):
            continue
        for lead, end in zip(leads, [*(later.start() for later in leads[1:]), len(words)], strict=True):
            strong = _STRONG.match(words, lead.end(), end)
            begin = strong.end() if strong else lead.end()
            colon = re.compile(r"[^，。；：]{0,10}[：:]").match(words, begin, end)
            if colon and words.count("；", colon.end(), end) and not re.match(r"\s*[一1①（(]", words[colon.end() :]):
                for piece in re.finditer(r"[^；]+", words[colon.end() : end]):
                    yield from _named(piece[0], sentence.start() + colon.end() + piece.start(), outline)
            else:
                yield from _listed(re.split("[；;]", words[begin:end])[0], sentence.start() + begin, outline)


def _named(words: str, at: int, outline: Outline) -> Iterator[Topic]:
    name = topic_name(words)
    if name and not _is_structural(name, outline):
        yield Topic(name, at)


def _listed(words: str, at: int, outline: Outline) -> Iterator[Topic]:
    """The members of a list up to 等, to a count (三项工作) or to the clause's end; one alone only as …情况."""
    at += len(words) - len(words.lstrip("，,：:、 "))
    words = words.lstrip("，,：:、 ")
    held = QUOTED.sub(lambda match: "\0" * len(match[0]), words)
    close = _CLOSE.search(held)
    stop = re.search(r"[，,]|(?:开展|进行|认真)?述职(?=$)|作为|(?:深入|认真)?(?:撰写|准备|总结)", held)
    ends = [found.start() for found in (close, stop) if found]
    held = held[: min(ends, default=len(held))]
    if "、" in held or "\0" in held or held.endswith("情况"):
        yield from _each_member(words[: len(held)], at, outline)


def _each_member(words: str, at: int, outline: Outline) -> Iterator[Topic]:
    members = list(_members(words))
    if len(members) == 1 and "情况" not in words and (joint := _JOINT.search(words)):
        members = [(0, joint.start()), (joint.end(), len(words))]
    for start, end in members:
        yield from _named(words[start:end], at + start, outline)


_JOINT = re.compile(r"以及|(?<=[一-龥]{3})[和及](?=[一-龥]{4})")


def _members(words: str) -> Iterator[tuple[int, int]]:
    """The members of a list, apart by 、 or by quotation marks that follow each other; the last may hold a 和."""
    held = QUOTED.sub(lambda match: "\0" * len(match[0]), words)
    cuts = {match.start(): match.end() for match in re.finditer("、", held)}
    cuts |= {match.start() + 1: match.start() + 1 for match in re.finditer("”“", words)}
    edges = [0, *(edge for cut in sorted(cuts.items()) for edge in cut), len(words)]
    pieces = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]
    for index, (start, end) in enumerate(pieces):
        joint = _JOINT.search(held, start, end) if index and index == len(pieces) - 1 else None
        if joint:
            yield start, joint.start()
            yield joint.end(), end
        else:
            yield start, end


def topic_name(words: str) -> str:
    """A matter's short name without the verbs before and the 情况 behind it; "" where it is none."""
    name = _ASKING.sub("", words.strip(" \t\u3000*，,。；;：:、？?"))
    if name.count("“") == 1 and name.startswith("“") and name.endswith("”"):
        name = name[1:-1]
    name = re.sub(r"^的?[^，。；：:“]{0,6}[：:]|^的(?=[一-龥])", "", name)
    head = re.match(f"(?:{words_of('topic_head').pattern})", name)
    if head and len(name) - head.end() >= SHORTEST_TOPIC:
        name = name[head.end() :]
    tail = re.search(f"(?:{words_of('topic_tail').pattern})$", name)
    if tail and tail.start() >= SHORTEST_TOPIC:
        name = name[: tail.start()]
    if not SHORTEST_TOPIC <= len(name) <= LONGEST_TOPIC or words_of("not_topics").search(name):
        return ""
    return name
