"""Claims that nothing was left undone, against answers that say something was (D12)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.figures.units import measure
from assistant.interview.claim_words import claim_cue, claim_words
from assistant.outline import Outline
from assistant.report import Fact
from assistant.text.patterns import Lazy


def contradictions(facts: list[Fact], outline: Outline) -> Iterator[tuple[Fact, Fact]]:
    """Each claim of this or last year's work with the first answer that contradicts it, figures before words."""
    roles = {question.id: question.role for question in outline.questions}
    whole = _sentences(facts)
    claims = [f for f in facts if roles.get(f.origin.ref) in ("fact", "review") and _claims(f)]
    for claim in claims:
        about = whole[_place(claim)]
        rivals = [
            fact
            for fact in facts
            if fact.year == claim.year or roles.get(fact.origin.ref) != "measure"
            if roles.get(fact.origin.ref) in ("fact", "review", "problem", "evidence", "cause")
            if fact.id != claim.id and _place(fact) != _place(claim) and _may_differ(claim, fact)
        ]
        ranked = [f for f in rivals if _falls_short(f)] + [f for f in rivals if _admits(f)]
        against = next((f for f in ranked if _same_matter(claim, about, f, whole[_place(f)])), None)
        if against is not None:
            yield claim, against


def _place(fact: Fact) -> tuple[str, int, int | None]:
    return fact.origin.ref, fact.sentence, fact.about


def _sentences(facts: Iterable[Fact]) -> dict[tuple[str, int, int | None], str]:
    whole: dict[tuple[str, int, int | None], str] = {}
    for fact in facts:
        said = whole.get(_place(fact), "")
        whole[_place(fact)] = said if fact.quote in said else said + fact.quote
    return whole


def _may_differ(claim: Fact, fact: Fact) -> bool:
    """Whether both speak of the same time and place."""
    if claim.scope and fact.scope and claim.scope != fact.scope:
        return False
    return fact.year is None or claim.year is None or abs(fact.year - claim.year) <= 1


def _claims(fact: Fact) -> bool:
    if fact.figure is not None and measure(fact.figure.unit)[0] == "比":
        return fact.figure.value == 100 and fact.figure.base is None
    if fact.figure is not None and not re.search("[都全均]", fact.quote):
        return False
    said = claim_cue("all").search(fact.quote) or claim_cue("done").search(fact.quote)
    return said is not None and claim_cue("undone").search(fact.quote) is None


def _falls_short(fact: Fact) -> bool:
    figure = fact.figure
    if figure is None or measure(figure.unit)[0] != "比":
        return False
    most = figure.high if figure.value is None else figure.value
    return (
        most is not None
        and most * measure(figure.unit)[1] < 100
        and claim_cue("short_share").search(fact.quote) is not None
    )


def _admits(fact: Fact) -> bool:
    return claim_cue("undone").search(fact.quote) is not None


def _same_matter(claim: Fact, about: str, fact: Fact, against: str) -> bool:
    """Whether claim and admission share what they speak of: a name of three characters, or two telling pairs."""
    shared = _runs(about + claim.metric) & _runs(against + fact.metric)
    if shared:
        return True
    if _from_elsewhere(about, against):
        return False
    return bool(claim_cue("mended").search(claim.quote) and claim_cue("mended").search(fact.quote))


def _from_elsewhere(one: str, other: str) -> bool:
    """Whether both name where the criticism comes from, and name different places."""
    here, there = ({word for word in claim_words().sources if word in text} for text in (one, other))
    return bool(here and there) and not here & there


_NO_WORD = Lazy(r"[^一-龥]")


def _runs(text: str) -> set[str]:
    """Runs of four characters, and of three that hold no worn-out pair."""
    plain, worn = _NO_WORD.sub(" ", text), claim_words().worn
    four = {plain[i : i + 4] for i in range(len(plain) - 3)}
    three = {
        run for run in (plain[i : i + 3] for i in range(len(plain) - 2)) if run[:2] not in worn and run[1:] not in worn
    }
    return {run for run in four | three if " " not in run and not re.search(r"[的了也都是有]", run)}
