"""Wording that has a right form: outdated words (F03) and the terms of admitting members (F07)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.checking.exemptions import exempt
from assistant.checking.lexicon import Slip, pattern, slips
from assistant.checking.rule import Hit, Subject, rule

_CLAUSE_END = re.compile(r"[，。；！？\n]")


def _clause(text: str, start: int, end: int) -> str:
    """The clause around a stretch, looked for at most 60 characters to either side."""
    before = text[max(0, start - 60) : start]
    after = text[end : end + 60]
    return _CLAUSE_END.split(before)[-1] + text[start:end] + _CLAUSE_END.split(after, maxsplit=1)[0]


def _found(subject: Subject, rule_id: str, listed: tuple[Slip, ...]) -> Iterator[tuple[int, int, str]]:
    text = subject.report.text
    for slip in listed:
        if slip.since is not None and subject.year is not None and subject.year < slip.since:
            continue
        for match in pattern(slip.find).finditer(text):
            clause = _clause(text, match.start(), match.end())
            if exempt(rule_id, clause) or (slip.unless and pattern(slip.unless).search(clause)):
                continue
            yield match.start(), match.end(), f"“{match.group()}”：{slip.say}。"


def _longest(found: Iterator[tuple[int, int, str]]) -> Iterator[Hit]:
    """One hit a place: of stretches that overlap, the longest."""
    taken: list[tuple[int, int]] = []
    for start, end, message in sorted(found, key=lambda one: (one[0] - one[1], one[0])):
        if all(end <= a or b <= start for a, b in taken):
            taken.append((start, end))
            yield Hit(message, start, end)


@rule("F03", "medium", "过时的称谓和机构名会让评委觉得稿子是旧稿改的")
def outdated_words(subject: Subject) -> Iterator[Hit]:
    """Words that the report's year no longer uses; without a year all of them."""
    yield from _longest(_found(subject, "F03", slips("outdated")))


@rule("F07", "medium", "发展党员五个阶段各有称谓，口径不清就分不出流量和存量")
def membership_terms(subject: Subject) -> Iterator[Hit]:
    """The terms of admitting members, and whether a count says what it counts."""
    yield from _longest(_found(subject, "F07", slips("membership")))
