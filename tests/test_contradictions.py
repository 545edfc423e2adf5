"""Invented contradictions and innocent look-alikes: how many are found, and how often an honest answer is accused."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import yaml

from assistant.interview.answers import read_answers
from assistant.outline import Outline
from assistant.report import Answers, Finding

DATA = Path(__file__).parent / "data"
FIRST, FRESH = (
    yaml.load((DATA / name).read_text(encoding="utf-8"), yaml.BaseLoader)
    for name in ("contradictions.yaml", "contradictions_fresh.yaml")
)
CASES = {sort: FIRST[sort] + FRESH[sort] for sort in ("clash", "honest")}
RULES = ("B03", "B07", "D12")


def found(outline: Outline, answers: dict[str, str]) -> list[Finding]:
    reading = read_answers(Answers(outline=outline.name, year=2024, answers=answers), outline)
    return [f for f in reading.findings if f.level == "high" and f.rule in RULES]


def test_contradictions_are_found(outline: Outline) -> None:
    cases = CASES["clash"]
    missed = [answers for answers in cases if not found(outline, answers)]
    assert len(cases) >= 130
    assert len(missed) <= 0.05 * len(cases), missed


def test_honest_answers_are_not_accused(outline: Outline) -> None:
    cases = CASES["honest"]
    accused = [(answers, finding.message) for answers in cases for finding in found(outline, answers)]
    assert len(cases) >= 165
    assert not accused


def test_a_contradiction_is_said_once_and_quotes_both_sides(outline: Outline) -> None:
    for answers in CASES["clash"]:
        findings = found(outline, answers)
        assert [q for q, n in Counter(f.quote for f in findings).items() if n > 1] == []
        for finding in findings:
            passages = finding.quote.split("……")
            assert len(passages) >= 2 or finding.rule == "B07"
            assert all(any(passage in words for words in answers.values()) for passage in passages)


def test_neither_side_of_two_values_may_be_written(outline: Outline) -> None:
    for answers in CASES["clash"]:
        reading = read_answers(Answers(outline=outline.name, year=2024, answers=answers), outline)
        for finding in reading.findings:
            if finding.level == "high" and finding.rule == "B03":
                for quote in finding.quote.split("……"):
                    quoted = [f for f in reading.facts if f.quote == quote and f.figure]
                    assert any(fact.status == "conflict" for fact in quoted), finding


def test_what_is_worked_out_from_a_disputed_figure_may_not_be_written(outline: Outline) -> None:
    told = {"B2": "35岁以下1037名，占25.1%；女党员1323名，占32.1%。", "H2": "第二条，35岁以下党员937名，占22.7%。"}
    facts = read_answers(Answers(outline=outline.name, year=2025, answers=told), outline).facts
    kept = {fact.quote for fact in facts if fact.status == "ok"}
    assert kept == {"女党员1323名", "占32.1%"}
