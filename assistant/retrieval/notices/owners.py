"""Whom an amount belongs to: the whole report, the version read aloud, a part, each of its items, or another paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.demands import Demand
from assistant.retrieval.notices.names import Kind, Mention, Names
from assistant.retrieval.notices.words import words_of

_STOPS = "，,。；;：？+＋\n\t"
_ANSWER = re.compile(r"问题的?(?:回答|作答|答复)")
_HEADED = re.compile(r"部分|板块|[那这一][块段]|方面|篇幅|字数|内容|占比|比例|分量|比重")
_RATIO = re.compile(r"\d[:∶：]\d")
_QUOTED_LIST = re.compile(r"“[^”]*、[^”]*”")
_OPENED = re.compile(r"[（(](?![\d一二三四五六七八九][）)])[^（）()]{0,40}[）)]")
_BOUND_NAME = re.compile("不足$")
"""不足 right before a number bounds it and is no name of a part."""
_EXCEEDS = re.compile(
    r"(?<!不)(?<!不得)(?<!不能)(?<!不应)(?<!不宜)(?<!别)(?:超过?|超出|多于|少于|不足|不到|仅有?|只有|占了|写了|达到了|长达|多达|每超)$"
)
_BY_SO_MUCH = re.compile(r"(?:压缩|压减|减少|删减|精简|增加|增补|补充|再加|多写)(?:约|大约|了)?$")
"""压缩300字 tells by how much, not to what length."""
_OF_LENGTH = re.compile(r"字数|篇幅|控制|一般|为宜|左右|上下|约|限|书面|报告|稿|部分|材料|[（(]$")
_AFTER = re.compile(
    r"(?:以内|以上|左右|之内|以下|上下)?(?:的|(?:的?篇幅)?(?:来|用来|用于|用以)?[讲写谈说])(?P<noun>[^，。；、]{1,14})"
)
_WHOLE = re.compile("^(?:总?篇幅|总?字数|合计|总计|总共|一共)")
"""Of a part where a part is described."""
_NUMBERED = re.compile(r"(?:^|[\s：|])(?P<n>[1-5])[.．]\s?(?:不[一-龥]{1,3}|约)?$")
"""1.不超过1100字 2.不少于900字: amounts numbered as the parts are."""
_ANSWERS_TO = re.compile("[与跟同和](?:各|每[个条])?(?:问题|原因|措施)(?:相|一一|逐一|逐条)*(?:对应|呼应)")
"""措施与问题一一对应: what follows is of the measures."""
_GLUE = 6
"""Characters a clause may hold beside a part's name and still name nothing else."""
_NEAR = 10
"""Characters behind 每个 in which it says of what."""
_REACH = 10
"""How many characters a part's name may stand before the number that is its length."""


@dataclass(frozen=True)
class Owner:
    """What an amount is of; `parts` the ids of the parts named (kinds part and each_item)."""

    kind: Kind
    parts: tuple[str, ...] = ()


def owner_of(words: str, demand: Demand, last: int, names: Names, home: str | None) -> Owner | None:
    """What an amount is of by the words around it, `last` being where the amount before it ends; None: nothing says.

    `home` is the part in whose description the amount stands.
    """
    return _after(words, demand, names) or _before(words[last : demand.start], names, home, demand)


def _after(words: str, demand: Demand, names: Names) -> Owner | None:
    """3000字以内的书面述职报告: the noun behind says what is measured."""
    found = _AFTER.match(words, demand.end)
    mentions = names.in_words(found["noun"]) if found else []
    if not mentions:
        return None
    return Owner(mentions[-1].kind, (mentions[-1].part,) if mentions[-1].part else ())


def _before(before: str, names: Names, home: str | None, demand: Demand) -> Owner | None:
    """What a number is of: looked for in its own clause, then clause by clause before it.

    A part named further off counts only as 部分 or as a clause of its own; a share is never one of the whole report.
    """
    numbered = _NUMBERED.search(before)
    if numbered and int(numbered["n"]) <= len(names.order) and not home:
        return Owner("part", (names.order[int(numbered["n"]) - 1],))
    before = _OPENED.sub("", _BOUND_NAME.sub("", before))
    reach = before if home else re.split("[。；;]", before)[-1]
    clauses = re.split(f"[{_STOPS}]", reach)
    if not home and demand.unit == "字" and _WHOLE.search(clauses[-1]) and _tells_all(clauses[:-1], names):
        return Owner("report")
    for distance, clause in enumerate(reversed(clauses)):
        if distance and _RATIO.search(clause):
            break
        mentions = [
            one
            for one in names.in_words(_QUOTED_LIST.sub("", clause))
            if not (demand.unit == "share" and one.kind == "report")
            and not (distance and home and one.kind == "each_item")
            and (one.kind != "part" or _of_part(one, clause, distance, home))
        ]
        if mentions and home and not distance and _WHOLE.search(clause):
            return Owner("part", (home,))
        if mentions:
            return _among(mentions, clause, before, names)
    return None


def _tells_all(clauses: list[str], names: Names) -> bool:
    """Whether the clauses before a length tell all that is to be written: 总结工作，查找问题，提出措施，字数2000字以内."""
    named = [{one.part for one in names.in_words(clause) if one.kind == "part"} for clause in clauses]
    return len(set().union(*named)) > 1 and all(len(parts) <= 1 for parts in named[-2:]) and bool(named[-1])


def _among(mentions: list[Mention], clause: str, before: str, names: Names) -> Owner:
    """Which of the things a clause names an amount is of: the last, but 每条 and the part before 全文 come first."""
    kinds = {one.kind for one in mentions}
    items = next((one for one in reversed(mentions) if one.kind == "each_item"), None)
    if items is not None:
        return Owner("other") if kinds & {"other", "spoken"} else _of_items(items, clause, before, names)
    last = mentions[-1]
    if names.two_versions and last.kind == "part" and "spoken" in kinds:
        return Owner("other")
    if last.kind == "report" and mentions[0].kind == "part":
        last = [one for one in mentions if one.kind == "part"][-1]
    if last.kind == "part":
        return Owner("part", names.by_number(clause[: last.end]) or names.together(clause, last))
    return Owner(last.kind)


def _of_part(one: Mention, clause: str, distance: int, home: str | None) -> bool:
    """Whether a clause that names a part speaks of its length."""
    rest = clause[one.end :]
    if not distance:
        return bool(_HEADED.search(rest[:12]) or "占" in rest or len(rest) <= _REACH)
    if home:
        return "部分" in clause
    if re.search("如下|以下|下列", rest):
        return False
    if _HEADED.search(rest[:6]) or len(clause) - (one.end - one.start) <= _GLUE:
        return True
    said = re.search(r"[讲写谈说摆找]$", clause[: one.start])
    return bool(said or (one.start == 0 and re.match("只|要|须|应|可|主要", rest)))


def _of_items(items: Mention, clause: str, before: str, names: Names) -> Owner:
    """Which part's items 每条 are: named behind it, else before it in the sentence."""
    if _ANSWER.search(clause):
        return Owner("each_item")
    parts = names.in_turn(clause[items.start + 1 :][:_NEAR])[:1]
    told = _ANSWERS_TO.sub("", re.split("[。；;]", before)[-1])
    return Owner("each_item", parts or names.in_turn(told)[-1:])


def clause_at(words: str, demand: Demand) -> str:
    """The clause in which an amount stands."""
    start = max(words.rfind(stop, 0, demand.start) for stop in _STOPS) + 1
    end = min([end for stop in _STOPS if (end := words.find(stop, demand.end)) >= 0], default=len(words))
    return words[start:end]


def is_remark(words: str, demand: Demand, clause: str, named: bool) -> bool:
    """Whether an amount is told and not asked for: how long reports were, what happens to one that exceeds it.

    `words` are what stands before it; `named`: what it is of is named beside it or above it.
    """
    if _told_of_the_past(words, clause) or (not demand.bound and demand.unit != "分钟" and _EXCEEDS.search(words)):
        return True
    if demand.unit != "字" or demand.bound:
        return False
    if _BY_SO_MUCH.search(words):
        return True
    return words_of("not_wanted").search(clause) is not None or not (named or _OF_LENGTH.search(words + clause))


def _told_of_the_past(before: str, clause: str) -> bool:
    """Whether a number tells how long reports were, not how long they may be."""
    past = list(words_of("past").finditer(before))
    if not past:
        return False
    since = before[past[-1].end() :] + clause
    return not words_of("demand").search(since)
