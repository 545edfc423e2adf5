"""Facts worked out from what was said, where the outline wants them: growth on the year before, share done of received."""

from __future__ import annotations

import re
from collections.abc import Container
from decimal import ROUND_HALF_UP, Decimal

from assistant.figures.units import measure
from assistant.interview.arithmetic import rough, value_of
from assistant.interview.reconcile import derive
from assistant.outline import Outline, Question, Share
from assistant.report import Fact, Figure, Origin

_TENTH = Decimal("0.1")
_EACH = re.compile("平均|均|每[一个]?[村户人]|一个村|最[多少高低]")


def with_computed(facts: list[Fact], outline: Outline, withheld: Container[str]) -> list[Fact]:
    """The facts with what is worked out from them, each behind the fact it is told of; new ids follow the old ones.

    Nothing is worked out where the person gave a percentage himself, from a rough figure, a disputed or withheld one.
    A worked-out fact has origin computed (ref: the question), a formula and no words said; one decimal, half up.
    """
    behind: dict[str, Fact] = {}
    for question in outline.questions:
        told = [f for f in facts if f.origin.ref == question.id and f.id not in withheld]
        for source, fact in _of_question(question, told):
            behind[source] = fact.model_copy(update={"id": f"F{len(facts) + len(behind) + 1:02d}"})
    found: list[Fact] = []
    for fact in facts:
        found += [fact, behind[fact.id]] if fact.id in behind else [fact]
    return found


def _of_question(question: Question, told: list[Fact]) -> list[tuple[str, Fact]]:
    """Source fact id and the computed fact that stands behind it."""
    found = _growth(question, told) if question.growth else []
    if question.share is not None:
        found += _share(question.share, told)
    return found


def _growth(question: Question, told: list[Fact]) -> list[tuple[str, Fact]]:
    """同比增长: only where the year before was told as such, and no percentage in the same breath."""
    found = []
    sources = {fact.id: fact for fact in told}
    for fact in derive(told, 1):
        source = sources[fact.origin.ref]
        base = source.figure.base if source.figure is not None else None
        if fact.figure is None or fact.figure.unit != "%" or base is not None or _has_share(told, source):
            continue
        if _EACH.search(source.quote):
            continue
        way = "增长" if fact.metric.endswith("增长") else "下降"
        value = fact.figure.value or Decimal(0)
        found.append((source.id, _computed(source, f"同比{way}", value, fact.formula or "", question.id)))
    return found


def _share(share: Share, told: list[Fact]) -> list[tuple[str, Fact]]:
    """化解率: of what was received the part done, both told in one breath, the part smaller than the whole."""
    for place, did in enumerate(told):
        if not re.search(share.did, did.text) or not _sound(did) or _has_share(told, did):
            continue
        for of in reversed(told[:place]):
            fits = re.search(share.of, of.text) and of.sentence == did.sentence and of.year == did.year and _sound(of)
            if fits and _alike_units(of, did) and 0 < value_of(did) < value_of(of):
                value = (value_of(did) / value_of(of) * 100).quantize(_TENTH, ROUND_HALF_UP)
                unit = did.figure.unit if did.figure is not None else ""
                formula = f"{value_of(did).normalize():f}{unit}÷{value_of(of).normalize():f}{unit}"
                return [(did.id, _computed(did, share.name, value, formula, did.origin.ref))]
    return []


def _computed(source: Fact, name: str, value: Decimal, formula: str, question: str) -> Fact:
    printed = f"{value.normalize():f}"
    return Fact(
        id="F00",
        kind="figure",
        text=f"{name}{printed}%",
        quote="",
        metric=name if name.endswith("率") else f"{source.metric}{name}",
        figure=Figure(value=Decimal(printed), unit="%"),
        year=source.year,
        origin=Origin(kind="computed", ref=question),
        scope=source.scope,
        formula=formula,
        about=source.about,
        sentence=source.sentence,
    )


def _sound(fact: Fact) -> bool:
    return fact.status == "ok" and fact.figure is not None and not rough(fact.figure) and fact.figure.base is None


def _alike_units(one: Fact, other: Fact) -> bool:
    units = [measure(fact.figure.unit)[0] for fact in (one, other) if fact.figure is not None]
    return len(set(units)) == 1


def _has_share(told: list[Fact], source: Fact) -> bool:
    """Whether a percentage was said in the source's own sentence."""
    return any(
        fact.sentence == source.sentence and fact.figure is not None and measure(fact.figure.unit)[0] == "比"
        for fact in told
    )
