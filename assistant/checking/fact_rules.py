"""Figures and names against the facts (group B with facts): sources, agreement, completeness, arithmetic, names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from assistant.checking import claim_rules as claim_rules
from assistant.checking import sums as sums
from assistant.checking.binding import Verdict, bind
from assistant.checking.exemptions import exempt
from assistant.checking.ledger import Ledger, ledger_of
from assistant.checking.likeness import likeness
from assistant.checking.names import Name, place_names, quoted_names
from assistant.checking.places import clause_at, passages
from assistant.checking.rule import Hit, Subject, rule
from assistant.checking.standing import Standing, standings
from assistant.figures.comparing import same_quantity
from assistant.figures.units import measure
from assistant.report import Fact, Figure
from assistant.wording.terms import is_known_name

DRIFTED = 0.6
ROUNDED = Decimal("0.03")
_METRIC_ALIKE = 0.6
_MONEY_LIKE = ("元", "长", "面", "体", "重")
_SHORT = 40
MOST_COMPARED = 200


def _facts(subject: Subject) -> tuple[Fact, ...]:
    return subject.facts or ()


def _sound(subject: Subject) -> Ledger:
    """The facts that no answer disputes."""
    facts = _facts(subject)
    sound = tuple(fact for fact in facts if fact.status == "ok")
    return ledger_of(facts if len(sound) == len(facts) else sound)


def _said(fact: Fact) -> str:
    return fact.text if len(fact.text) <= _SHORT else fact.text[: _SHORT - 1] + "…"


def _source(fact: Fact) -> str:
    return f"（出自{fact.origin.ref}）" if fact.origin.ref else ""


@rule("B01", "high", "数字没有来源，或者安错了地方，一查就出事", ("facts",))
def figures_sourced(subject: Subject) -> Iterator[Hit]:
    """Every figure is bound to a fact by value, unit, year and what it measures."""
    book = ledger_of(_facts(subject))
    for standing in standings(subject):
        verdict = bind(standing, book, subject.report)
        if verdict.entry is None:
            yield Hit(_unbound(standing, verdict), standing.span.start, standing.span.end)


def _unbound(standing: Standing, verdict: Verdict) -> str:
    said = f"“{standing.span.text}”"
    other = verdict.other.fact if verdict.other else None
    if verdict.why == "year" and other:
        return f"{said}在事实里属于{other.year}年（{_said(other)}），这里写成了{standing.year}年：核对年度。"
    if verdict.why == "metric" and other:
        return f"{said}与它旁边的话对不上，事实是“{_said(other)}”{_source(other)}：核对是不是张冠李戴。"
    if other:
        return f"{said}没有出处，事实里是“{_said(other)}”{_source(other)}：按事实改，或补上新的来源。"
    return f"{said}在已知事实里找不到出处：补上来源，否则删去。"


@rule("B03", "high", "同一个数前后不一样，评委只会问哪个是真的", ("facts",))
def figures_agree(subject: Subject) -> Iterator[Hit]:
    """One metric, one value: within the text, against the facts, and between answers."""
    book = _sound(subject)
    for standing in standings(subject):
        score, entry = book.measured(standing)
        if entry is None or score < DRIFTED or book.same(standing) or _both_known(standing, book):
            continue
        yield Hit(
            f"这里写“{standing.span.text}”，事实是“{_said(entry.fact)}”{_source(entry.fact)}：核实后改成一致。",
            standing.span.start,
            standing.span.end,
        )
    yield from _drift(subject)
    yield from _conflicts(subject)


def _both_known(standing: Standing, book: Ledger) -> bool:
    """Whether both ends of a 从A到B were told, be it in two places."""
    figure = standing.span.figure
    if figure.base is None or figure.value is None:
        return False
    ends = (Figure(value=value, unit=figure.unit) for value in (figure.base, figure.value))
    return all(book.same(replace(standing, span=replace(standing.span, figure=end))) for end in ends)


def _drift(subject: Subject) -> Iterator[Hit]:
    """Two places of the text that give one thing two values; two that were both told are two things of like wording."""
    book = _sound(subject)
    seen: dict[tuple[str, str, int | None, str], Standing] = {}
    for role in ("achievements", "problems", "measures"):
        for span in passages(subject, role):
            for standing in standings(subject):
                if not span.start <= standing.span.start < span.end:
                    continue
                label = re.sub(r"[^一-鿿]|年内|全年|共|累计|开展|举办|完成", "", standing.before)
                key = (
                    label,
                    measure(standing.span.figure.unit)[0],
                    standing.year,
                    "measures" if role == "measures" else "",
                )
                first = seen.setdefault(key, standing)
                bare = len(label) < 4 or label.endswith(("给", "把", "将", "让", "对", "在", "前"))
                told = book.same(first) and book.same(standing)
                if not bare and not told and not same_quantity(first.span.figure, standing.span.figure):
                    yield Hit(
                        f"“{label}”前面写{first.span.text}，后面写{standing.span.text}：核实后统一成一个数。",
                        standing.span.start,
                        standing.span.end,
                        (first.span.start, first.span.end),
                    )


def _conflicts(subject: Subject) -> Iterator[Hit]:
    """Of answers that disagree (reading them says so) neither value may stand in the text."""
    disputed = tuple(fact for fact in _facts(subject) if fact.status == "conflict")
    if not disputed:
        return
    book = Ledger(disputed)
    sound = _sound(subject)
    for standing in standings(subject):
        verdict = bind(standing, book, subject.report)
        if verdict.entry and verdict.entry.own and bind(standing, sound, subject.report).entry is None:
            fact = verdict.entry.fact
            yield Hit(
                f"“{standing.span.text}”有两种说法（“{fact.quote}”{_source(fact)}与另一处答复不一致）：核实前先不写。",
                standing.span.start,
                standing.span.end,
            )


@rule("B04", "medium", "问到了又没写进去，等于白问", ("facts",))
def figures_used(subject: Subject) -> Iterator[Hit]:
    """Every figure told for this year or the next stands in the text."""
    book = ledger_of(_facts(subject))
    written = standings(subject)
    for fact in _facts(subject):
        if fact.figure is None or fact.status != "ok" or fact.origin.kind not in ("answer", "person"):
            continue
        if subject.year is not None and fact.year not in (subject.year, subject.year + 1):
            continue
        if (
            fact.id in subject.asked | subject.stated
            or fact.text in subject.report.text
            or _single(fact)
            or exempt("B04", fact.text)
        ):
            continue
        if not any(_stands(fact, standing, book, subject) for standing in written):
            quote = fact.quote or fact.text
            words = quote if len(quote) <= _SHORT else quote[: _SHORT - 1] + "…"
            yield Hit(f"“{words}”{_source(fact)}没有写进正文：补上，或说明为什么不用。")


def _single(fact: Fact) -> bool:
    """一个, 一次: told as one of something, not counted."""
    return fact.figure is not None and fact.figure.value == 1 and "1" not in fact.text + fact.quote


def _stands(fact: Fact, standing: Standing, book: Ledger, subject: Subject) -> bool:
    equal = [entry for entry in book.same(standing) if entry.fact == fact]
    if not equal:
        return False
    bound = bind(standing, book, subject.report).entry
    return (bound is not None and bound.fact == fact) or any(book.label_score(standing, entry) > 0 for entry in equal)


@rule("B05", "medium", "同一件事换着单位写，看的人会以为是两个数")
def units_kept(subject: Subject) -> Iterator[Hit]:
    """One quantity, one unit, and the precision of the fact."""
    written = [one for one in standings(subject) if measure(one.span.figure.unit)[0] in _MONEY_LIKE]
    for index, one in enumerate(written):
        for other in written[index + 1 : index + 1 + MOST_COMPARED]:
            if one.span.figure.unit != other.span.figure.unit and _one_thing(one, other):
                yield Hit(
                    f"前面写“{one.span.text}”，这里写“{other.span.text}”：同一件事统一成一个单位。",
                    other.span.start,
                    other.span.end,
                    (one.span.start, one.span.end),
                )
    yield from _rounded(subject, written)


def _one_thing(one: Standing, other: Standing) -> bool:
    if {name.text for name in place_names(one.label)} != {name.text for name in place_names(other.label)}:
        return False
    alike = max(likeness(one.before, other.before), likeness(one.label, other.label))
    equal = same_quantity(_bare(one.span.figure), _bare(other.span.figure))
    return alike >= _METRIC_ALIKE or (equal and alike > 0)


def _bare(figure: Figure) -> Figure:
    return Figure(value=figure.value, unit=figure.unit)


def _rounded(subject: Subject, written: list[Standing]) -> Iterator[Hit]:
    book = ledger_of(_facts(subject))
    for standing in written:
        score, entry = book.measured(standing)
        figure = standing.span.figure
        if entry is None or score < DRIFTED or figure.approx or book.same(standing):
            continue
        if figure.value is None or entry.figure.value is None:
            continue
        here = figure.value * measure(figure.unit)[1]
        known = entry.figure.value * measure(entry.figure.unit)[1]
        if known and abs(here - known) / abs(known) <= ROUNDED:
            yield Hit(
                f"“{standing.span.text}”与事实“{_said(entry.fact)}”精度不一样：照事实写，或加“约”字。",
                standing.span.start,
                standing.span.end,
            )


@rule("B09", "high", "村名、荣誉、品牌写错或写多一个，比写错数更难解释", ("facts",))
def names_sourced(subject: Subject) -> Iterator[Hit]:
    """Every name in the text is one that a fact or the terms know."""
    known = _known_names(_facts(subject))
    text = subject.report.text
    for name in _once([*quoted_names(text), *place_names(text)]):
        left, right = clause_at(text, name.start)
        if _is_known(name.text, known) or exempt("B09", text[left:right]):
            continue
        advice = "待确认：补上来源，没有就删去" if name.sure else "如果是专名请补来源，如果是比喻可以不加引号"
        yield Hit(
            f"“{name.text}”在已知事实里没有，{advice}。", name.start, name.end, level=None if name.sure else "low"
        )


def _known_names(facts: tuple[Fact, ...]) -> str:
    return "\n".join(part for fact in facts for part in (fact.text, fact.quote, fact.metric, fact.scope or ""))


def _is_known(name: str, known: str) -> bool:
    if name in known or is_known_name(name):
        return True
    plain = re.sub(r"[“”、，\s*＊×]", "", name)
    bare = re.sub(r"(?:村|社区)$", "", plain)
    return len(bare) >= 2 and bare in re.sub(r"[“”、，\s*＊×]", "", known)


def _once(names: list[Name]) -> list[Name]:
    """Each name once, where it stands first; a place inside a quoted name is that name."""
    kept: dict[str, Name] = {}
    for name in names:
        if not any(other.start <= name.start and name.end <= other.end for other in kept.values()):
            kept.setdefault(name.text, name)
    return sorted(kept.values(), key=lambda name: name.start)
