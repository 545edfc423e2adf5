"""Lengths, shares and minutes that a notice demands, and of what: the whole report, a part, an item, the spoken version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.demands import Bounds, Demand, demands_in, ratios_in
from assistant.retrieval.notices.names import CAUSES, Kind, Names
from assistant.retrieval.notices.owners import Owner, clause_at, is_remark, owner_of
from assistant.retrieval.notices.scopes import Scope, Scopes
from assistant.retrieval.notices.text import Sentence
from assistant.retrieval.notices.words import words_of

_EACH = re.compile("(?:各|均|分别|都)(?:不|占|为|至少|控制|要|须|应)")
_ROW = re.compile(r"\s*(?:字|分钟)?(?:左右|以内|上下|以上)?[、，,/和]\s*(?:(?:不(?:超过|少于|低于)|约|各)\s*)?")
_OF_SHARE = re.compile("比例|比重|篇幅|占比|字数|述职报告|部分|＝|=")
_SHORT_CLAUSE = 14
"""Characters of a clause that is a part's name and a number: 成绩三百字."""


@dataclass(frozen=True)
class Said:
    """A demand with what it is of; `parts` the ids of the parts named (kind part), `sentence` where it stands.

    `inside`: it stands in the description of a part; `changed`: it takes the place of what was said before.
    """

    demand: Demand
    kind: Kind
    parts: tuple[str, ...]
    sentence: Sentence
    clause: str
    inside: bool = False
    changed: bool = False

    @property
    def bounds(self) -> Bounds:
        """What is demanded."""
        return self.demand.bounds


def lengths_in(sentence: Sentence, names: Names, scopes: Scopes) -> Iterator[Said]:
    """The demands of one sentence, each with what it is of; what another one of the same sentence replaces is left out."""
    told = [*_ratios(sentence, names), *_owned(sentence, names, scopes)]
    changes = [match.start() for match in words_of("changed").finditer(sentence.words)]
    for one in told:
        later = [
            other
            for other in told
            if (other.kind, other.parts, other.demand.unit) == (one.kind, one.parts, one.demand.unit)
            and other.demand.start > one.demand.start
            and any(one.demand.end <= place < other.demand.start for place in changes)
        ]
        if later and (later[0].demand.bound or not one.demand.bound):
            continue
        yield replace(one, changed=any(place < one.demand.start for place in changes))


def _owned(sentence: Sentence, names: Names, scopes: Scopes) -> Iterator[Said]:
    words = sentence.words
    demands = [one for one in demands_in(words) if one.start >= len(sentence.asked)]
    dealt = _dealt_out(words, demands, names)
    carried: Owner | None = None
    last = len(sentence.asked)
    for place, demand in enumerate(demands):
        clause = clause_at(words, demand)
        scope = scopes.at(sentence.place(demand.start))
        home = scope.part if scope is not None and scope.kind == "part" else None
        if place in dealt:
            last = demand.end
            if (told := dealt[place]) is not None:
                yield Said(told[1], "part", (told[0],), sentence, clause, inside=True)
            continue
        carried = _carried(carried, words[last : demand.start], scope)
        owner = owner_of(words, demand, last, names, home) or carried or _asked_of(sentence, names, demand)
        if owner.kind == "each_item" and not owner.parts:
            owner = Owner("each_item", names.in_turn(sentence.asked)[-1:])
        carried = owner = _in_scope(owner, scope)
        last = demand.end
        named = home is not None or (len(clause) <= _SHORT_CLAUSE and bool(names.in_words(clause)))
        if is_remark(words[len(sentence.asked) : demand.start], demand, clause, named):
            continue
        if "分别" in clause and not owner.parts:
            continue
        each = len(owner.parts) > 1 and _EACH.search(clause)
        for parts in [(part,) for part in owner.parts] if each else [owner.parts]:
            yield Said(demand, owner.kind, parts, sentence, clause, inside=home is not None)


def _carried(before: Owner | None, between: str, scope: Scope | None) -> Owner | None:
    """What an amount is of where no word says so: what the one before it was of, or its stretch is about."""
    if scope is not None:
        return Owner(scope.kind, (scope.part,) if scope.part else ())
    gone = before is not None and before.kind != "report" and re.search("[；;。]", between)
    return None if gone else before


def _in_scope(owner: Owner, scope: Scope | None) -> Owner:
    """An owner as its stretch has it: each item is of the part described, a part named in another paper is not ours."""
    if scope is None:
        return owner
    if scope.kind == "part" and owner.kind == "each_item" and not owner.parts:
        return Owner("each_item", (scope.part,))
    if scope.kind in ("other", "spoken") and owner.kind in ("part", "each_item"):
        return Owner(scope.kind)
    return owner


def _asked_of(sentence: Sentence, names: Names, demand: Demand) -> Owner:
    """What the answer to a question is of: the part named there; else the whole report."""
    found = [one for one in names.in_words(sentence.asked) if one.kind in ("part", "spoken")]
    if found and found[-1].kind == "spoken":
        return Owner("spoken")
    return Owner("part", (found[0].part,)) if found and demand.unit != "分钟" else Owner("report")


def _dealt_out(words: str, demands: list[Demand], names: Names) -> dict[int, tuple[str, Demand] | None]:
    """Which demand is of which part where a row of amounts answers a row of parts: 三部分分别为1200、900、600字左右.

    What is said of problems and of their causes apart is of one part, together.
    """
    row: list[int] = []
    for n, demand in enumerate(demands):
        if row and (
            demands[row[-1]].unit != demand.unit or not _ROW.fullmatch(words, demands[row[-1]].end, demand.start)
        ):
            break
        row.append(n)
    if len(row) < 2:
        return _dealt_out_later(words, demands, names) if len(demands) > 2 else {}
    lead = words[: demands[row[0]].start]
    for parts in (names.in_turn(lead), names.order):
        if len(parts) > 1 and len(row) == len(parts) and not any(demands[n].bound for n in row[1:-1]):
            problems = [one if one != CAUSES else next((p for p in parts if p != CAUSES), one) for one in parts]
            merged = [_before_causes(parts, n) if one == CAUSES else one for n, one in enumerate(problems)]
            return _summed(list(zip(row, merged, strict=True)), demands)
    return {}


def _dealt_out_later(words: str, demands: list[Demand], names: Names) -> dict[int, tuple[str, Demand] | None]:
    """The same where the whole's length stands before the row."""
    rest = _dealt_out(words, demands[1:], names)
    return {place + 1: told for place, told in rest.items()}


def _before_causes(parts: tuple[str, ...], place: int) -> str:
    return next((part for part in reversed(parts[:place]) if part != CAUSES), CAUSES)


def _summed(dealt: list[tuple[int, str]], demands: list[Demand]) -> dict[int, tuple[str, Demand] | None]:
    found: dict[int, tuple[str, Demand] | None] = {}
    firsts: dict[str, int] = {}
    for place, part in dealt:
        demand = demands[place]
        first = firsts.setdefault(part, place)
        held = found.get(first)
        if held is None:
            found[place] = part, demand
            continue
        least, most = (
            None if a is None or b is None else a + b for a, b in zip(held[1].bounds, demand.bounds, strict=True)
        )
        found[first], found[place] = (part, replace(held[1], least=least, most=most)), None
    return found


def _ratios(sentence: Sentence, names: Names) -> Iterator[Said]:
    """The shares of 4:3:3 and 三七开, given to the parts in turn; of two numbers the second is all that follows."""
    if any(demand.unit == "share" for demand in demands_in(sentence.words)):
        return
    outline = names.outline
    for values, at in ratios_in(sentence.words):
        named = names.in_turn(sentence.words[:at]) or names.in_turn(sentence.words)
        order = named if len(named) >= len(values) else tuple(part.id for part in outline.parts)
        plainly = re.search(r"[\d开]", sentence.words[at : at + 5]) is not None
        if (not named and not (plainly and _OF_SHARE.search(sentence.words))) or len(values) > len(order):
            continue
        last = "+".join(order[len(values) - 1 :])
        for index, (value, part) in enumerate(zip(values, (*order[: len(values) - 1], last), strict=True)):
            least, most = (None, value) if part == outline.parts[0].id and index == 0 else (value, None)
            demand = Demand("share", least, most, at, len(sentence.words), bound=True)
            yield Said(demand, "part", tuple(part.split("+")), sentence, "")
