"""Invented contradictions and innocent look-alikes: how many are found, and how often an honest answer is accused."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from assistant.interview.answers import read_answers
from assistant.outline import Outline, find_outline
from assistant.report import Answers, Finding

CASES = yaml.load((Path(__file__).parent / "data" / "contradictions.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
RULES = ("B03", "B07", "D12")


@pytest.fixture(scope="module")
def outline() -> Outline:
    return find_outline("基层党建述职")


def found(outline: Outline, answers: dict[str, str]) -> list[Finding]:
    reading = read_answers(Answers(outline=outline.name, year=2024, answers=answers), outline)
    return [f for f in reading.findings if f.level == "high" and f.rule in RULES]


def test_contradictions_are_found(outline: Outline) -> None:
    cases = CASES["clash"]
    missed = [answers for answers in cases if not found(outline, answers)]
    assert len(cases) >= 100
    assert len(missed) <= 0.1 * len(cases), missed


def test_honest_answers_are_not_accused(outline: Outline) -> None:
    cases = CASES["honest"]
    accused = [(answers, finding.message) for answers in cases for finding in found(outline, answers)]
    assert len(cases) >= 100
    assert len(accused) <= 0.02 * len(cases), accused


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
                quoted = [f for f in reading.facts if f.quote in finding.quote.split("……") and f.figure]
                assert all(fact.status == "conflict" for fact in quoted), finding
