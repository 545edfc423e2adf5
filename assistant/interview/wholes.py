"""What a told count is a count of: 35岁以下10名 of those admitted, 整改4条 of what the 巡察 found.

Two counts are held against each other only under the full name that is given here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from assistant.figures.reading import read_figures
from assistant.interview.claim_words import claim_cue
from assistant.interview.metrics import is_bare
from assistant.interview.predicates import starts_with_verb
from assistant.outline import Outline
from assistant.report import Fact

SHORT_NAME = 3
"""A name as short as 党员 or 网格 may be told of any few of them."""
_OVER = re.compile("往(?=[上下])")


def core(metric: str) -> str:
    """A metric without the words that change nothing about what is measured."""
    return claim_cue("scaffold").sub("", metric)


def plain_name(metric: str) -> str:
    """A metric in one form for the ways of saying it: 我讲党课 and 主题教育里讲了党课 are 讲党课."""
    name, wrappers = _OVER.sub("以", core(metric)), claim_cue("wrappers")
    while (shorter := wrappers.sub("", name, count=1)) != name and len(shorter) >= 2:
        name = shorter
    same = re.compile(f"^{claim_cue('same_thing').expression}")
    while (shorter := same.sub("", name)) != name and len(shorter) >= 4:
        name = shorter
    return name


def before_figure(fact: Fact) -> str:
    """The words of a fact's quote before its figure."""
    return fact.quote[: _place(fact)[0]]


def _place(fact: Fact) -> tuple[int, int]:
    for span in read_figures(fact.quote):
        if fact.figure is not None and span.figure.value == fact.figure.value and span.figure.unit == fact.figure.unit:
            return span.start, span.end
    return len(fact.quote), len(fact.quote)


@dataclass(frozen=True)
class Name:
    """What a figure counts of what whole; `some`: told among other things where it is not asked for, so maybe not all."""

    text: str
    some: bool = False


@dataclass(frozen=True)
class _Asked:
    """The question answered: its words, the whole its parts are of, the classes of which it asks how many there are."""

    id: str
    ask: str
    whole: str
    classes: frozenset[str]
    of_facts: bool


@dataclass(frozen=True)
class _Told:
    """A fact with its place: first in its sentence or later than another figure, and the next fact of that sentence."""

    fact: Fact
    asked: _Asked
    first: bool
    later: bool
    follower: Fact | None


def full_names(facts: Iterable[Fact], outline: Outline) -> dict[str, Name]:
    """Fact id → what it counts of what whole; a fact whose whole cannot be told with certainty is left out."""
    asked = _questions(outline)
    answers: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.origin.kind in ("answer", "person"):
            answers[fact.origin.ref].append(fact)
    found: dict[str, Name] = {}
    for ref, told in answers.items():
        found |= _of_answer(told, asked.get(ref, _Asked(ref, "", "", frozenset(), of_facts=False)))
    return found


def _questions(outline: Outline) -> dict[str, _Asked]:
    """The questions by id; a class (党员) belongs to the first that asks for it, elsewhere some of it are told of."""
    taken: set[str] = set()
    found: dict[str, _Asked] = {}
    for question in outline.questions:
        names = {name for slot in question.slots for name in (*slot.cues, slot.about)} - taken
        taken |= names
        found[question.id] = _Asked(
            question.id, question.ask, question.whole, frozenset(names), of_facts=question.role == "fact"
        )
    return found


def _of_answer(facts: list[Fact], asked: _Asked) -> dict[str, Name]:
    found: dict[str, Name] = {}
    host, last, about = "", "", None
    for index, fact in enumerate(facts):
        told = _told(facts, index, asked)
        if fact.about != about:
            host, last, about = "", "", fact.about
        if fact.figure is None:
            # What is done in between may restrict what is counted next.
            host = "" if told.first else host
            continue
        part = part_name(fact)
        if claim_cue("share").fullmatch(part):
            name = last and last + part
        elif part:
            name = last = _part_of(part, host, told)
        else:
            name = last = plain_name(fact.metric)
            host = name if len(name) > 1 else ""
            name = name if _stands_alone(told, name) else ""
        if name:
            found[fact.id] = Name(name, _of_some(told, name))
    return found


def _told(facts: list[Fact], index: int, asked: _Asked) -> _Told:
    fact = facts[index]
    after = facts[index + 1] if index + 1 < len(facts) else None
    said = [one for one in facts[:index] if one.sentence == fact.sentence]
    later = any(one.figure is not None for one in said)
    return _Told(fact, asked, not said, later, after if after is not None and after.sentence == fact.sentence else None)


def _of_some(told: _Told, name: str) -> bool:
    """办了2期读书班，我讲了1次党课: told among other things, where the question does not ask for it."""
    if not told.asked.of_facts or not told.later or claim_cue("whole").search(told.fact.quote):
        return False
    return not any("".join(pair) in told.asked.ask for pair in pairwise(name))


def part_name(fact: Fact) -> str:
    """The fact's own words where they name a part or a doing that needs a whole (35岁以下, 整改), else ""."""
    name = plain_name(fact.metric) or fact.metric
    said = core(fact.quote) + fact.quote
    while name and not all(char in said for char in name):
        name = name[1:]
    if claim_cue("part").fullmatch(name) or claim_cue("doing").fullmatch(name):
        return name
    return ""


def _part_of(part: str, host: str, told: _Told) -> str:
    mark = claim_cue("part").fullmatch(part)
    if mark is None:
        if host:
            return plain_name(_short(host) + part)
        if claim_cue("all_year").search(told.fact.quote):
            return f"全年{part}"
    else:
        of = mark["of"] or ""
        whole = host if host and host != of else told.asked.whole
        sure = claim_cue("whole").search(told.fact.quote) or (told.first and not _goes_on(told.fact))
        if whole or (of and sure):
            return plain_name(mark["mark"] + _short(whole or of))
    return f"{told.asked.id}：{part}" if told.first else ""


def _short(whole: str) -> str:
    """In one form for the ways of saying a whole: 村书记 and 书记."""
    shorter = re.sub(f"^{claim_cue('same_thing').expression}", "", whole)
    return shorter if len(shorter) > 1 else whole


def _stands_alone(told: _Told, name: str) -> bool:
    """Whether the fact itself says what it counts, of all there is and not of some."""
    fact = told.fact
    if is_bare(name) or len(name) < 2:
        return False
    own = [char for char in name if char in fact.quote]
    if len(own) < len(name) * 4 // 5:
        return False
    before = before_figure(fact)
    if claim_cue("remaining").search(before) or claim_cue("of_some").search(before):
        return False
    if claim_cue("whole").search(fact.quote) or not claim_cue("class_").search(name):
        return True
    if name in told.asked.classes:
        return True
    if starts_with_verb(name):
        return True
    if len(name) > SHORT_NAME:
        return told.first and not _goes_on(fact)
    return told.first and told.follower is not None and _of_it(told.follower)


def _goes_on(fact: Fact) -> bool:
    """Whether something is said of those counted (党员186名上了堤): it counts those it is said of."""
    return bool(claim_cue("goes_on").match(fact.quote[_place(fact)[1] :]))


def _of_it(fact: Fact) -> bool:
    return fact.figure is not None and bool(claim_cue("of_it").match(fact.quote))
