"""Measures among themselves: none said twice (D15), none due after the year it is for (D16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from assistant.checking.exemptions import exempt
from assistant.checking.lexicon import cue
from assistant.checking.likeness import likeness
from assistant.checking.links import plain_headline
from assistant.checking.places import clause_at
from assistant.checking.rule import Hit, Subject, rule
from assistant.outline import NUMERALS
from assistant.text.structure import Span, TextItem

SHORTEST = 10
_WAITING = re.compile(r"[^。]*【待补[^】]{0,40}】[^。]*。?")
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_DUE = re.compile(
    r"(?P<year>20\d\d)年(?:年?底|年?末|年中|[上下]半年|第?[一二三四]季度|1[0-2]月|[1-9]月|春节|七一|国庆|内)?"
    r"(?:份|底|末|初|中旬|上旬|下旬)?(?:之?前|以前|底)?"
)


@rule("D15", "medium", "一件事写成两条措施，到年底只能算一条")
def measures_once(subject: Subject) -> Iterator[Hit]:
    """No two measures say nearly the same; what only sums up, or waits to be filled in, is none."""
    most = subject.threshold("D15", "similarity_max")
    told = [(item, span) for item in subject.report.items("measure") for span in _said(item)]
    seen: set[tuple[int, int]] = set()
    for (one, first), (other, second) in combinations(told, 2):
        pair = one.ordinal, other.ordinal
        if pair in seen or likeness(_core(first.text), _core(second.text)) < most:
            continue
        seen.add(pair)
        yield Hit(
            f"“{_short(first.text)}”与“{_short(second.text)}”是同一件事，写了两遍：{_way_out(one, other, second)}",
            first.start,
            first.end,
            (second.start, second.end),
        )


def _way_out(one: TextItem, other: TextItem, second: Span) -> str:
    named = f"第{_numeral(other.ordinal)}条措施"
    alone = len(list(_said(other))) == 1 and one is not other
    struck = f"删掉{named}" if alone else f"{named}里“{_short(second.text, 10)}”那句删掉"
    if one is other:
        return f"可以说“{struck}”。"
    return f"可以说“{struck}”，或者“第{_numeral(one.ordinal)}条措施和{named}合并”。"


def _numeral(number: int) -> str:
    return NUMERALS[number - 1] if 0 < number <= len(NUMERALS) else str(number)


def _said(item: TextItem) -> Iterator[Span]:
    for match in _SENTENCE.finditer(item.body.text):
        words = match.group().rstrip("。；")
        if len(_core(words)) >= SHORTEST and not _WAITING.fullmatch(match.group()):
            start = item.body.start + match.start()
            yield Span(words, start, start + len(words))


def _core(words: str) -> str:
    """A measure without the problem it names and without who answers for it."""
    words = re.sub(r"^(?:针对|对|瞄准|聚焦|围绕)[^，。]{2,40}?(?:的问题|这一短板|问题|短板)，", "", words)
    return re.sub(r"，由[^，。；]{1,16}(?:负责|牵头|落实|督办)$", "", words)


def _short(words: str, most: int = 16) -> str:
    words = _core(words).strip("，。； ")
    return words if len(words) <= most else words[:most]


@rule("D16", "medium", "下年度的措施写到了后年，明年就没法对账", ("year",))
def measures_due_next_year(subject: Subject) -> Iterator[Hit]:
    """No measure is due after the next year; what sums up several years is not due then."""
    following = (subject.year or 0) + 1
    for item in subject.report.items("measure"):
        for match in _DUE.finditer(item.text):
            start = item.start + match.start()
            left, right = clause_at(subject.report.text, start)
            clause = subject.report.text[left:right]
            if int(match["year"]) <= following or cue("long_run").search(clause) or exempt("D16", clause):
                continue
            yield Hit(
                f"“{plain_headline(item)}”写到了{match.group()}，不在{following}年之内：写明{following}年做到哪一步。"
                f"可以说“第{item.ordinal}条措施的时限改成{following}年底前”。",
                start,
                item.start + match.end(),
            )
