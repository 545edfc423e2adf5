"""Each finding of the chain comes with a request that ends it, done in one step by the very words it offers."""

from __future__ import annotations

import pytest
from drafts import drafted

from assistant.checking.check import check_report
from assistant.outline import Outline
from assistant.report import Finding, Report
from assistant.revising import Reviser
from assistant.revising.remedies import remedies


def checked(name: str) -> tuple[Report, Outline]:
    report, outline = drafted(name)
    return report.model_copy(update={"findings": [*report.findings, *check_report(report, outline)]}), outline


def said(report: Report, outline: Outline, words: str, part: str | None = None) -> Report:
    revised = Reviser(outline, part).revise(report, words)
    assert [todo.state for todo in revised.todos] == ["done"], (words, [todo.note for todo in revised.todos])
    return revised.report


def found(report: Report, rule: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule == rule]


BROKEN = {
    "D05": ("sichuan", None, []),
    "D04": ("hunan", None, ["第三条措施对应第二个问题"]),
    "D15": (
        "hunan",
        None,
        ["加一条措施：抓实村级培训，针对村干部队伍履职能力不足的问题，2022年上半年村干部跟班一周，全镇64个人全部轮训"],
    ),
    "D16": ("hunan", "plan", ["第三条的时限改成2024年底前"]),
    "B03": ("hunan", None, []),
    "D12": ("hunan", None, []),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_the_remedy_ends_the_finding_in_one_step(rule: str) -> None:
    name, part, steps = BROKEN[rule]
    report, outline = checked(name)
    for step in steps:
        report = said(report, outline, step, part)
    broken = found(report, rule)
    assert broken, rule
    closed = [remedy for remedy in remedies(broken[0], report) if not remedy.open]
    assert closed, rule
    for remedy in closed:
        after = said(report, outline, remedy.say)
        left = {(finding.message, finding.quote) for finding in found(after, rule)}
        assert (broken[0].message, broken[0].quote) not in left, remedy.say


@pytest.mark.parametrize("rule", ["D02", "D03", "D06", "D07", "D08", "D10", "D11"])
def test_what_only_the_person_knows_is_offered_as_the_beginning_of_a_sentence(rule: str) -> None:
    report, _ = checked("hunan")
    headline = report.measures and (report.problems[0].headline if rule < "D10" else "坚持培训提能，锻造过硬队伍")
    finding = Finding(rule=rule, level="medium", quote=headline, message=f"“{headline}”缺责任人、时限")
    offered = remedies(finding, report)
    assert offered
    assert all(remedy.open for remedy in offered)


def test_a_contradiction_of_the_text_is_decided_and_gone_everywhere() -> None:
    report, outline = checked("jiangsu")
    told = "第四条后面加一句：驻区单位共建项目28项全部落地"
    broken = said(report, outline, told, "work")
    clash = [finding for finding in found(broken, "D12") if finding.part is not None]
    if not clash:
        pytest.skip("the clash dictionary does not have this pair")
    after = said(broken, outline, "以问题为准")
    assert "全部落地" not in after.parts[0].text
    assert not [finding for finding in found(after, "D12") if finding.part is not None]
