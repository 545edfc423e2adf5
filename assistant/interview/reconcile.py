"""Facts held against each other: values that differ, parts beyond their whole, rates, sums and claims that fail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from assistant.figures.comparing import same_quantity
from assistant.figures.units import measure
from assistant.interview.arithmetic import depending, in_one_sentence, rough, value_of
from assistant.interview.claim_words import claim_cue
from assistant.interview.claims import contradictions
from assistant.interview.clash import Clash
from assistant.interview.wholes import SHORT_NAME, Name, before_figure, core, full_names
from assistant.outline import Outline
from assistant.report import Fact, Figure, Finding, Origin, Pending

SAID = ("answer", "person")
"""Facts that are the person's own words, told in an answer or in revising."""
_ROUGH = Decimal("0.15")


@dataclass(frozen=True)
class Reconciled:
    """The facts, those that cannot stand marked as conflict, and what was found and is to be asked."""

    facts: list[Fact]
    findings: list[Finding]
    pending: list[Pending]


def reconcile(facts: list[Fact], outline: Outline) -> Reconciled:
    """Marks what contradicts itself; running it on its own result changes nothing."""
    grouped = _of_a_group(facts)
    clashes = list(_drift([fact for fact in facts if fact.id not in grouped], full_names(facts, outline)))
    for said in _by_sentence(facts):
        clashes += list(in_one_sentence(said))
    clashes += list(_claims(facts, outline))
    bad = {fact.id for clash in clashes for fact in clash.marked}
    for said in _by_sentence(facts):
        bad |= {fact.id for fact in depending(said, bad)}
        unwritten = {fact.text for fact in said if fact.id in bad}
        bad |= {fact.id for fact in said if fact.text in unwritten}
    marked = [fact.model_copy(update={"status": "conflict"}) if fact.id in bad else fact for fact in facts]
    return Reconciled(marked, [clash.finding() for clash in clashes], [clash.pending() for clash in clashes])


def _claims(facts: list[Fact], outline: Outline) -> Iterator[Clash]:
    """D12: what one sentence claims in several ways is one contradiction, told by its figure where it has one."""
    told: dict[tuple[str, int, str], list[tuple[Fact, Fact]]] = defaultdict(list)
    for claim, against in contradictions(facts, outline):
        told[claim.origin.ref, claim.sentence, against.id].append((claim, against))
    for pairs in told.values():
        claim, against = next((pair for pair in pairs if pair[0].figure is not None), pairs[0])
        ask = f"“{claim.quote}”与“{against.quote}”以哪个为准"
        yield Clash("D12", tuple(pair[0] for pair in pairs), (claim, against), _contradiction(claim, against), ask)


def _contradiction(claim: Fact, against: Fact) -> str:
    return (
        f"{claim.origin.ref} 说“{claim.quote}”，{against.origin.ref} 又说“{against.quote}”，前后对不上："
        "前一句暂不写入，问题照写；请核实后改其中一处。"
    )


def _by_sentence(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    groups: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.kind == "figure" and fact.origin.kind in SAID:
            groups[fact.origin.ref, fact.sentence].append(fact)
    yield from (group for group in groups.values() if len(group) > 1)


def _of_a_group(facts: Iterable[Fact]) -> set[str]:
    """Facts under a short name that count within a group just told of: “建了1个联合支部，党员5个”."""
    found = set()
    for said in _by_sentence(facts):
        for one, other in pairwise(said):
            short = len(core(other.metric)) <= SHORT_NAME and not claim_cue("whole").search(other.quote)
            if short and (one.id in found or claim_cue("made_group").search(one.quote)):
                found.add(other.id)
    return found


def _drift(facts: list[Fact], names: dict[str, Name]) -> Iterator[Clash]:
    """B03: the same thing of the same whole, year, time and scope told with different values."""
    groups: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.figure is not None and fact.id in names:
            groups[_key(fact, fact.figure, names[fact.id].text)].append(fact)
    for group in groups.values():
        clash = _odd_ones(group, {fact.id for fact in group if names[fact.id].some})
        if clash:
            quotes = "、".join(f"{fact.origin.ref}“{fact.quote}”" for fact in clash)
            asked = "与".join(f"“{fact.quote}”" for fact in clash)
            yield Clash(
                "B03",
                tuple(fact for fact in group if any(_told_of_one(fact, other) for other in clash)),
                tuple(clash),
                f"同一个数说得不一样：{quotes}。请核对台账，只留一个；核清前都不写入正文。",
                f"{asked}两处不一致，{clash[0].metric}以哪个数为准",
            )


def _key(fact: Fact, figure: Figure, name: str) -> tuple[object, ...]:
    bar = figure.threshold
    return (
        "".join(sorted(name)),
        tuple(sorted(claim_cue("apart").findall(before_figure(fact)))),
        fact.year,
        fact.scope,
        figure.per,
        None if bar is None else (bar.value, bar.unit),
        measure(figure.unit)[0],
    )


def _told_of_one(one: Fact, other: Fact) -> bool:
    """Whether two facts may tell of one thing: not of two problems, measures or parts of one list."""
    if one.about and other.about and one.about != other.about:
        return False
    return one is other or (one.origin.ref, one.sentence) != (other.origin.ref, other.sentence)


def _odd_ones(group: list[Fact], some: Container[str]) -> list[Fact]:
    """The first fact and those that differ from it; facts of one sentence are a list, not two tellings.

    What may count only `some` of it differs where it is more.
    """
    told: list[Fact] = []
    for fact in group:
        if told and not all(_told_of_one(fact, other) for other in told):
            continue
        if not told or not any(_agree(fact, other) or _less(fact, other, some) for other in told):
            told.append(fact)
    return told if len(told) > 1 else []


def _less(one: Fact, other: Fact, some: Container[str]) -> bool:
    size, whole = value_of(one), value_of(other)
    return (one.id in some and size <= whole) or (other.id in some and whole <= size)


def _agree(one: Fact, other: Fact) -> bool:
    a, b = one.figure, other.figure
    if a is None or b is None:
        return True
    if a.value is None or b.value is None:
        return _within_range(a, b)
    one_size, other_size = a.value * measure(a.unit)[1], b.value * measure(b.unit)[1]
    if one_size == other_size or same_quantity(a, b):
        return True
    return (rough(a) or rough(b)) and abs(one_size - other_size) <= _ROUGH * max(abs(one_size), abs(other_size))


def _within_range(a: Figure, b: Figure) -> bool:
    def ends(figure: Figure) -> tuple[Decimal | None, Decimal | None]:
        return (figure.value, figure.value) if figure.value is not None else (figure.low, figure.high)

    (low, high), (least, most) = ends(a), ends(b)
    apart = (high is not None and least is not None and high < least) or (
        low is not None and most is not None and most < low
    )
    return not apart


def derive(facts: list[Fact], first: int) -> list[Fact]:
    """Growth and difference between two years of one metric, and the change of a 从A到B: facts with their formula.

    Only where both bases are there, in one unit and free of contradiction; ids count from `first`.
    """
    sound = [f for f in facts if f.status == "ok" and f.figure is not None and f.origin.kind in SAID]
    earlier = {(_alike(f), f.year): f for f in sound if f.year is not None}
    found: list[tuple[Fact, str, Decimal, str, str]] = []
    for fact in sound:
        figure = fact.figure
        if figure is None or figure.value is None or rough(figure):
            continue
        if figure.base is not None:
            found += _change(fact, figure.base, figure.value, figure.unit)
        elif fact.year is not None:
            before = earlier.get((_alike(fact), fact.year - 1))
            if before is not None and before.figure is not None and before.figure.unit == figure.unit:
                found += _change(fact, value_of(before), figure.value, figure.unit)
    return [
        Fact(
            id=f"F{first + index:02d}",
            kind="figure",
            text=f"{metric}{_printed(value)}{unit}",
            quote="",
            metric=metric,
            figure=Figure(value=value, unit=unit),
            year=fact.year,
            origin=Origin(kind="computed", ref=fact.id),
            scope=fact.scope,
            formula=formula,
        )
        for index, (fact, metric, value, unit, formula) in enumerate(found)
    ]


def _alike(fact: Fact) -> tuple[str, str | None, str | None, str]:
    figure = fact.figure or Figure()
    return core(fact.metric), fact.scope, figure.per, figure.unit


def _change(fact: Fact, base: Decimal, value: Decimal, unit: str) -> Iterator[tuple[Fact, str, Decimal, str, str]]:
    if base == value:
        return
    way = "增加" if value > base else "减少"
    step = "个百分点" if unit == "%" else unit
    big, small = max(value, base), min(value, base)
    yield fact, f"{fact.metric}{way}", big - small, step, f"{_printed(big)}{unit}−{_printed(small)}{unit}"
    if base > 0 and unit not in ("%", "成", "周岁", "岁"):
        rate = ((value - base).copy_abs() / base * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        yield (
            fact,
            f"{fact.metric}{'增长' if value > base else '下降'}",
            rate,
            "%",
            (f"（{_printed(big)}{unit}−{_printed(small)}{unit}）÷{_printed(base)}{unit}"),
        )


def _printed(value: Decimal) -> str:
    return format(value.normalize(), "f")
