"""What hangs on a fact that was changed: sums worked out from it follow, contradictions are looked for again."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.figures.comparing import same_quantity
from assistant.figures.printed import figure_words
from assistant.figures.reading import read_figures
from assistant.interview.computed import with_computed
from assistant.interview.reconcile import Reconciled, reconcile
from assistant.outline import Outline
from assistant.report import Fact, Finding, Report
from assistant.revising.striking import forget
from assistant.writing.board import Board
from assistant.writing.facts_changed import FactChange, applied

Key = tuple[str, str, int | None, str | None]


def recomputed(report: Report, outline: Outline) -> tuple[Report, list[str]]:
    """The report with what was worked out from its facts worked out anew, and what is to be told of it.

    One whose value changed is another everywhere; one that can no longer be worked out, or has turned from growth to
    decline, goes with its clause.
    """
    old = {_key(fact): fact for fact in report.facts if fact.origin.kind == "computed"}
    if not old:
        return report, []
    told = [fact for fact in report.facts if fact.origin.kind != "computed"]
    fresh = {_key(f): f for f in with_computed(told, outline, ()) if f.origin.kind == "computed"}
    notes: list[str] = []
    for key, fact in old.items():
        now = fresh.get(key)
        if now is None:
            board = Board(report)
            forget(board, [fact.id])
            report = board.report()
            notes.append(f"“{fact.text}”是算出来的，现在算不成了，已去掉。")
        elif now.figure != fact.figure:
            report = _follow(report, fact, now)
            notes.append(f"“{fact.text}”是算出来的，跟着改成“{now.text}”（{now.formula}）。")
        elif now.formula != fact.formula:
            report = _with_fact(report, fact.model_copy(update={"formula": now.formula}))
    return report, notes


def _key(fact: Fact) -> Key:
    return fact.origin.ref, fact.metric, fact.year, fact.scope


def _follow(report: Report, old: Fact, now: Fact) -> Report:
    spans = read_figures(now.text)
    after = applied(report, FactChange((old,), spans[-1], ""))[0] if spans else report
    return _with_fact(after, now.model_copy(update={"id": old.id}))


def _with_fact(report: Report, fact: Fact) -> Report:
    return report.model_copy(update={"facts": [fact if one.id == fact.id else one for one in report.facts]})


def reconciled(before: Report, after: Report, outline: Outline) -> tuple[Report, Report]:
    """Both reports with the contradictions between facts as they now are: solved ones gone, new ones found and asked.

    The findings stand in `before`, from which checking anew takes what it does not find itself.
    """
    if before.facts == after.facts:
        return before, after
    told = _first_told(before)
    was, now = _held(before.facts, outline, told), _held(after.facts, outline, told)
    had, has = _keys(was.findings), _keys(now.findings)
    solved, new = had - has, [one for one in now.findings if _keys([one]) - had]
    findings = [one for one in before.findings if not _keys([one]) & solved]
    questions = {entry.what for entry in was.pending} - {entry.what for entry in now.pending}
    asked = [entry for entry in now.pending if entry.what not in {one.what for one in was.pending}]
    freed = _marked(was) - _marked(now)
    facts = [
        f.model_copy(update={"status": "ok"}) if f.id in freed and f.status == "conflict" else f for f in after.facts
    ]
    pending = [entry for entry in after.pending if entry.what not in questions]
    known = {entry.what for entry in pending}
    pending += [entry for entry in asked if entry.what not in known]
    return (
        before.model_copy(update={"findings": [*findings, *new]}),
        after.model_copy(update={"facts": facts, "pending": pending}),
    )


def _held(facts: Iterable[Fact], outline: Outline, told: dict[str, Fact]) -> Reconciled:
    """What the facts come to as they stand; of a corrected one (不是39件是54件) the first words say it, with its new figure."""
    plain = []
    for fact in facts:
        quote = _as_first_told(fact, told.get(fact.id)) if fact.origin.kind == "person" else fact.quote
        plain.append(fact.model_copy(update={"status": "ok", "quote": quote}))
    return reconcile(plain, outline)


def _as_first_told(fact: Fact, first: Fact | None) -> str:
    if first is None or first.figure is None or fact.figure is None:
        return fact.text
    for span in read_figures(first.quote):
        if same_quantity(span.figure, first.figure):
            return f"{first.quote[: span.start]}{figure_words(fact.figure)}{first.quote[span.end :]}"
    return fact.text


def _first_told(report: Report) -> dict[str, Fact]:
    """Each fact as it was first told in an answer, over all versions."""
    kept = [Fact.model_validate(fact) for version in report.versions for fact in version.report.get("facts", [])]
    return {fact.id: fact for fact in reversed([*kept, *report.facts]) if fact.origin.kind == "answer"}


def _marked(found: Reconciled) -> set[str]:
    return {fact.id for fact in found.facts if fact.status == "conflict"}


def _keys(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(finding.rule, finding.message) for finding in findings}
