"""Wording that has a right form: outdated words (F03) and the terms of admitting members (F07)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from assistant.checking.exemptions import exempt
from assistant.checking.lexicon import pattern, slips
from assistant.checking.places import clause_at
from assistant.checking.rule import Hit, Subject, rule
from assistant.wording.term_slips import SlipHit, in_quotes, told_slip
from assistant.wording.term_slips import slips as term_slips


@lru_cache(maxsize=4)
def _term_slips(text: str, year: int | None) -> tuple[SlipHit, ...]:
    return tuple(term_slips(text, year))


def found_by(subject: Subject, rule_id: str) -> Iterator[Hit]:
    """Slips of the terms that belong to this rule, and those of knowledge/checks/slips.yaml."""
    text, year = subject.report.text, subject.year
    for hit in _term_slips(text, year):
        left, right = clause_at(text, hit.start)
        if hit.rule == rule_id and not exempt(rule_id, text[left:right]):
            yield Hit(_advice(hit), hit.start, hit.end, level=None if hit.level == "medium" else hit.level)
    for slip in slips(rule_id):
        if slip.since is not None and year is not None and year < slip.since:
            continue
        for match in pattern(slip.find).finditer(text):
            left, right = clause_at(text, match.start())
            clause = text[left : max(right, match.end())]
            if not exempt(rule_id, clause) and not (slip.unless and pattern(slip.unless).search(clause)):
                if slip.hit:
                    yield Hit(f"{slip.say}。")
                else:
                    yield Hit(f"“{match.group()}”：{slip.say}。", match.start(), match.end())


def _advice(hit: SlipHit) -> str:
    why = f"（{hit.note}）" if hit.note else ""
    if hit.right:
        return f"{told_slip(hit.found, hit.right)}{why}。"
    return f"{in_quotes(hit.found)}：{hit.note or '按现行说法改'}。"


def longest(found: Iterable[Hit]) -> Iterator[Hit]:
    """One hit a place: of stretches that overlap, the longest."""
    taken: set[int] = set()
    for hit in sorted(found, key=lambda one: ((one.start or 0) - (one.end or 0), one.start or 0)):
        place = range(hit.start or 0, hit.end or 0)
        if taken.isdisjoint(place):
            taken.update(place)
            yield hit


@rule("F03", "medium", "过时的称谓和机构名会让评委觉得稿子是旧稿改的")
def outdated_words(subject: Subject) -> Iterator[Hit]:
    """Words that the report's year no longer uses; without a year all of them."""
    yield from longest(found_by(subject, "F03"))


@rule("F07", "medium", "发展党员五个阶段各有称谓，口径不清就分不出流量和存量")
def membership_terms(subject: Subject) -> Iterator[Hit]:
    """The terms of admitting members, and whether a count says what it counts."""
    yield from longest(found_by(subject, "F07"))
