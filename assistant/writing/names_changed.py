"""A name put right once: in every sentence, in the facts, in the measures, and outside the parts."""

from __future__ import annotations

from assistant.errors import InputError
from assistant.figures.reading import read_figures
from assistant.report import Fact, Measure, Origin, Report
from assistant.writing.asked import Place
from assistant.writing.edits import replace_words
from assistant.writing.locks import keep_locks
from assistant.writing.places import Finder

LONGEST_NAME = 30
_OUTSIDE = ("title", "opening", "closing", "signature")


def renamed(report: Report, old: str, new: str) -> Report:
    """The report with the name in its right form; what was said (the quotes) stays as it was said.

    Raises InputError where it is no name, stands nowhere, holds a figure, or is locked.
    """
    if not 2 <= len(old) <= LONGEST_NAME or not 1 <= len(new) <= LONGEST_NAME or "\n" in old + new:
        raise InputError(f"请写清楚哪个名字改成哪个，都不超过{LONGEST_NAME}字。", "例如“松树坪村”改成“松树岭村”。")
    if old == new:
        raise InputError("两个名字是一样的。", "")
    if read_figures(old) or read_figures(new):
        raise InputError("这里只改名字；数请在表里点着改。", "")
    inside = any(old in item.text for part in report.parts for item in part.items)
    outside = any(old in getattr(report, name) for name in _OUTSIDE)
    if not inside and not outside:
        raise InputError(f"稿子里没有“{old}”。", "请照稿子上的字写。")
    after = replace_words(Finder(report), Place("", "whole"), old, new) if inside else report
    words = {name: getattr(after, name).replace(old, new) for name in _OUTSIDE}
    facts = [_fact(fact, old, new) for fact in after.facts]
    measures = [_measure(measure, old, new) for measure in after.measures]
    after = after.model_copy(update={**words, "facts": facts, "measures": measures})
    keep_locks(report, after)
    return after


def _fact(fact: Fact, old: str, new: str) -> Fact:
    if old not in f"{fact.text}{fact.metric}{fact.scope or ''}":
        return fact
    update = {
        "text": fact.text.replace(old, new),
        "metric": fact.metric.replace(old, new),
        "scope": fact.scope.replace(old, new) if fact.scope else fact.scope,
        "origin": Origin(kind="person", ref=fact.origin.ref),
    }
    return fact.model_copy(update=update)


def _measure(measure: Measure, old: str, new: str) -> Measure:
    fields = {name: getattr(measure, name).replace(old, new) for name in ("owner", "due", "target")}
    return measure.model_copy(update=fields)
