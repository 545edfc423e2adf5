"""The one real report as a sample of known faults: what must be found in it, and what must not."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from assistant.checking.check import Checked, check_text
from assistant.outline import find_outline
from assistant.text.structure import read_structure

NAME = "000_b54b24ad007351e6.txt"
FOUND = "A01 A02 A09 A10 B06 B08 B10 B11 C05 D03 D07 D08 D10 D11 D12 D13 H02 H04 H05 H06 H07"
SILENT = "A03 A04 A05 A06 A07 A08 B02 B05 C01 C02 C04 D01 D02 D09 H01 H03 H08 H09"
# The rules left to judgement: whether they fire on this report, and why that is right.
JUDGED = {
    "C06": (False, "成绩都写成完成的事，措施里没有已完成的事"),
    "E01": (False, "没有重复的句子"),
    "E02": (False, "十三字片段没有重复"),
    "E05": (True, "“大学习大讨论大落实”用了四次"),
    "E06": (False, "空话每千字不到三处"),
    "E07": (True, "明显、显著、充分一类每千字六处多"),
    "F01": (True, "通篇没有当年的政治表述"),
    "F02": (True, "衔接漏了拓展，千村示范、万村整治漏了工程"),
    "F04": (True, "“1510”没有释义"),
    "F05": (False, "没有引用文件"),
    "F06": (False, "引号都是弯的双引号"),
    "F08": (True, "整治面貌"),
    "F09": (False, "没有署名，职务只有一种叫法"),
    "F10": (False, "没有涉密内容"),
    "G01": (True, "增收计划后面一个半角逗号"),
    "G02": (False, "引号成对"),
    "G03": (True, "三处多余空格"),
    "G04": (True, "并列引号顿号有的用有的不用"),
    "G05": (False, "数字和年份都是规范的"),
    "G06": (True, "两个村级党群服务中心"),
    "G07": (False, "序次语后面没有标点"),
    "G08": (False, "没有破折号和文号"),
    "G09": (True, "固步自封"),
    "I01": (True, "镇名村名掩了，前所、涌泉没有掩"),
    "I02": (False, "没有个人信息"),
    "I03": (False, "没有没填的占位"),
    "D04": (False, "三条措施各能对上一个问题的关键词"),
    "D05": (True, "第二条措施里的班子内容没有哪个问题来领"),
    "D06": (False, "问题里没有借机表功的话"),
    "F03": (True, "退伍军人、扶贫、建档立卡等旧称"),
    "F07": (True, "发展正式党员的说法不成立，积极分子漏了入党"),
}
WITHOUT_FACTS = {"B01", "B03", "B04", "B07", "B09", "C03", "D14", "E03"}


@pytest.fixture(scope="module")
def checked() -> Checked:
    path = Path(os.environ.get("ASSISTANT_TEST_DATA", "../shared/data")) / NAME
    if not path.exists():
        pytest.skip(f"no {path}: set ASSISTANT_TEST_DATA to the folder that holds the real report")
    return check_text(path.read_text(encoding="utf-8"), find_outline(None), year=2022)


def fired(checked: Checked) -> Counter[str]:
    return Counter(finding.rule for finding in checked.findings)


@pytest.mark.parametrize("rule_id", FOUND.split())
def test_known_fault_is_found(rule_id: str, checked: Checked) -> None:
    assert fired(checked)[rule_id] >= 1


@pytest.mark.parametrize("rule_id", SILENT.split())
def test_no_false_alarm(rule_id: str, checked: Checked) -> None:
    assert [f.message for f in checked.findings if f.rule == rule_id] == []


@pytest.mark.parametrize("rule_id", JUDGED)
def test_judged_case_by_case(rule_id: str, checked: Checked) -> None:
    expected, why = JUDGED[rule_id]
    assert (fired(checked)[rule_id] > 0) is expected, why


def test_every_rule_is_placed(checked: Checked) -> None:
    skipped = {rule for rule, _ in checked.skipped}
    assert skipped == WITHOUT_FACTS
    assert set(fired(checked)) <= set(FOUND.split()) | set(JUDGED)


def test_places_and_numbers(checked: Checked) -> None:
    by_rule = {rule: [f for f in checked.findings if f.rule == rule] for rule in fired(checked)}
    assert len(by_rule["D12"]) >= 4
    assert all("……" in finding.quote for finding in by_rule["D12"])
    assert [finding.part for finding in by_rule["H04"]] == ["work"]
    assert [finding.quote for finding in by_rule["C05"]] == ["年内", "年内"]
    assert any("54.7%" in finding.message for finding in by_rule["H02"])
    assert any("14.8%" in finding.message for finding in by_rule["H02"])
    assert "783字" in by_rule["A10"][0].message
    (unowned,) = by_rule["H06"]
    assert unowned.message.startswith("有3条")
    for finding in checked.findings:
        if finding.start is not None:
            assert checked.text[finding.start : finding.end] == finding.quote.split("……")[0]


def test_structure(checked: Checked) -> None:
    report = read_structure(checked.text, find_outline(None))
    counts = Counter(item.kind for part in report.parts for item in part.items)
    assert counts == {"achievement": 3, "problem": 3, "cause": 3, "measure": 3}
    assert report.title is None
    assert report.ending is None


def test_without_year_the_latest_plan_tells_it(checked: Checked) -> None:
    assert fired(check_text(checked.text, find_outline(None))) == fired(checked)
