"""What follows from a figure that was put right: rates worked out of it, and goals that start from it."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from assistant.figures.printed import number_words
from assistant.figures.reading import read_figures
from assistant.report import Fact, Figure, Report
from assistant.writing.board import Board
from assistant.writing.edits import put, spliced
from assistant.writing.facts_changed import FactChange, applied

_NUMBER = r"(\d+(?:\.\d+)?)[^\d（）÷−]*"
_GROWTH = re.compile(rf"（{_NUMBER}−{_NUMBER}）÷{_NUMBER}")
_SHARE = re.compile(rf"{_NUMBER}÷{_NUMBER}")


def followed(report: Report, changed: Fact, was: Figure) -> tuple[Report, list[str]]:
    """The report with every share and growth rate that stood on the old figure worked out anew, and their words.

    `changed` is the fact as it now is, `was` its figure before. A rate whose sign turns is left for the person: its
    words (增长, 下降) would be wrong; it is told of all the same.
    """
    report, told = _bases(report, changed, was)
    for fact in report.facts:
        if fact.origin.kind != "computed" or fact.origin.ref != changed.origin.ref or not fact.formula:
            continue
        if was.value is None or changed.figure is None or changed.figure.value is None or fact.figure is None:
            continue
        formula = _again(fact.formula, was, changed.figure)
        value = None if formula is None else _value(formula)
        if formula is None or value is None or fact.figure.value is None:
            continue
        if value <= 0:
            told.append(f"“{fact.text}”是由它算出来的，现在对不上了，请改这一句")
            continue
        report = _with(report, fact, formula, value)
        told.append(f"由它算出的“{fact.text}”跟着改成{number_words(value)}%")
    return report, told


def _bases(report: Report, changed: Fact, was: Figure) -> tuple[Report, list[str]]:
    """Goals that start from the old figure (从386万元增至430万元) start from the new one."""
    now = changed.figure
    if was.value is None or now is None or now.value is None:
        return report, []
    alike = [
        fact
        for fact in report.facts
        if fact.id != changed.id
        and fact.figure is not None
        and (fact.figure.base, fact.figure.unit) == (was.value, was.unit)
        and _of_one_matter(fact, changed)
    ]
    if not alike:
        return report, []
    old, new = number_words(was.value), number_words(now.value)
    pattern = re.compile(rf"(?<![\d.]){re.escape(old)}(?![\d.])")
    board, ids = Board(report), {fact.id for fact in alike}
    for row in [row for laid in board.laid for row in laid.rows]:
        for piece in list(row.built.pieces):
            fresh = piece
            for found in reversed(list(pattern.finditer(piece.text))):
                if any(u.fact in ids and u.start <= found.start() and found.end() <= u.end for u in piece.uses):
                    fresh = spliced(fresh, found.start(), found.end(), new)
            if fresh is not piece:
                put(row, piece, fresh)
    board.facts = [_from(fact, now.value, (pattern, new)) if fact.id in ids else fact for fact in board.facts]
    board.measures = [
        one.model_copy(update={"target": pattern.sub(new, one.target)}) if ids & set(one.facts) else one
        for one in board.measures
    ]
    return board.report(), [f"“{fact.text}”的起点也跟着改了" for fact in alike]


def _from(fact: Fact, base: Decimal, words: tuple[re.Pattern[str], str]) -> Fact:
    assert fact.figure is not None
    pattern, new = words
    figure = fact.figure.model_copy(update={"base": base})
    return fact.model_copy(update={"figure": figure, "text": pattern.sub(new, fact.text)})


def _of_one_matter(one: Fact, other: Fact) -> bool:
    """Whether two facts measure the same: their metrics share two characters in a row."""
    pairs = {one.metric[i : i + 2] for i in range(len(one.metric) - 1)}
    return any(pair in other.metric for pair in pairs)


def _again(formula: str, was: Figure, now: Figure) -> str | None:
    if was.value is None or now.value is None:
        return None
    old, new = number_words(was.value), number_words(now.value)
    fresh = re.sub(rf"(?<![\d.]){re.escape(old)}(?![\d.])", new, formula)
    return None if fresh == formula else fresh


def _value(formula: str) -> Decimal | None:
    if growth := _GROWTH.fullmatch(formula):
        after, before, base = map(Decimal, growth.groups())
        share = (after - before) / base if base else None
    elif part := _SHARE.fullmatch(formula):
        did, of = map(Decimal, part.groups())
        share = did / of if of else None
    else:
        return None
    return None if share is None else (share * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _with(report: Report, fact: Fact, formula: str, value: Decimal) -> Report:
    words = f"{number_words(value)}%"
    span = read_figures(words)[0]
    after, _ = applied(report, FactChange((fact,), span, ""))
    facts = [
        one.model_copy(update={"origin": fact.origin, "formula": formula, "quote": fact.quote})
        if one.id == fact.id
        else one
        for one in after.facts
    ]
    return after.model_copy(update={"facts": facts})
