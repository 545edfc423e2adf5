"""After one figure was changed: what was worked out from it follows everywhere, contradictions come and go."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.documents import load_answers
from assistant.export.jsonfile import load
from assistant.outline import Outline, find_outline
from assistant.report import Report
from assistant.revising import Reviser
from assistant.workflow import draft

DATA = Path(__file__).parent / "data"


def fresh(name: str) -> tuple[Report, Outline]:
    answers = load_answers(DATA / "answers" / f"{name}.yaml")
    outline = find_outline(answers.outline)
    return draft(answers, outline), outline


def said(report: Report, outline: Outline, words: str) -> tuple[Report, str]:
    revised = Reviser(outline).revise(report, words)
    assert [todo.state for todo in revised.todos] == ["done"], [todo.note for todo in revised.todos]
    return revised.report, revised.todos[0].note


def whole(report: Report) -> str:
    return "\n".join(part.text for part in report.parts)


@pytest.mark.parametrize(
    ("name", "say", "was", "now"),
    [
        ("sichuan", "化解的不是298件是290件", "化解率96.1%", "化解率93.5%"),
        ("sichuan", "村集体经济收入685万元写错了，应该是650万元", "同比增长26.4%", "同比增长19.9%"),
        ("guizhou", "化解88件核实过，是90件", "化解率91.7%", "化解率93.8%"),
        ("hunan", "村集体经济收入不是470万元是492万元", "同比增长14.6%", "同比增长20%"),
    ],
)
def test_a_rate_follows_its_figure_with_its_formula(name: str, say: str, was: str, now: str) -> None:
    report, outline = fresh(name)
    assert was in whole(report)
    after, note = said(report, outline, say)
    assert was not in whole(after)
    assert now in whole(after)
    fact = next(fact for fact in after.facts if fact.text == now)
    assert fact.origin.kind == "computed"
    assert fact.formula
    assert now.removeprefix("同比增长").removeprefix("化解率") in note
    assert not [finding for finding in after.findings if finding.rule == "B01"]


def test_a_rate_that_can_no_longer_be_worked_out_goes_with_its_words() -> None:
    report, outline = fresh("sichuan")
    after, note = said(report, outline, "化解的不是298件是312件")
    assert "化解率" not in whole(after)
    assert "算不成" in note
    assert not [fact for fact in after.facts if fact.origin.kind == "computed" and "化解率" in fact.text]


def test_a_solved_contradiction_goes_and_a_new_one_is_found_and_asked() -> None:
    report = load(DATA / "drafts" / "hunan.json")
    outline = find_outline(report.outline)

    def sums(one: Report) -> list[str]:
        return [f.message for f in one.findings if f.rule == "B07" and "矛盾纠纷" in f.message]

    assert sums(report)
    solved, _ = said(report, outline, "婚姻家庭的不是39件是54件")
    assert not sums(solved)
    assert not [entry for entry in solved.pending if "婚姻家庭" in entry.what]
    assert [fact.status for fact in solved.facts if "婚姻家庭" in fact.text] == ["ok"]
    broken, _ = said(solved, outline, "婚姻家庭的不是54件是40件")
    assert sums(broken)
    assert [entry for entry in broken.pending if "婚姻家庭" in entry.what]
    back = Reviser(outline).revise(broken, "撤销").report
    assert not sums(back)
