from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from rule_cases import hits, quotes, report

from assistant.checking.check import check_text
from assistant.outline import find_outline

OUTDATED = [
    ("26名退伍军人进入后备库", "退伍军人"),
    ("带动建档立卡户增收", "建档立卡户"),
    ("帮助贫困户发展养殖", "贫困户"),
    ("与县扶贫办对接资金", "扶贫办"),
    ("向县国土局争取指标", "国土局"),
    ("扶贫项目全部完工", "扶贫"),
    ("全面打赢脱贫攻坚战", "打赢脱贫攻坚"),
]


@pytest.mark.parametrize(("words", "found"), OUTDATED)
def test_f03_fires_on_what_the_year_no_longer_says(words: str, found: str) -> None:
    assert quotes("F03", report(work=f"一是抓好队伍，办好实事。年内{words}，共走访18个村。")) == [found]


@pytest.mark.parametrize(
    "words",
    [
        "26名退役军人进入后备库",
        "对防止返贫监测对象逐户走访",
        "帮扶项目全部完工",
        "原来扶贫工厂改造为帮扶车间",
        "原有扶贫车间和原扶贫工厂都改了名",
        "防贫困户返贫监测一户不漏",
        "原建档立卡户张某已稳定增收",
        "巩固拓展脱贫攻坚成果同乡村振兴有效衔接",
        "回顾2020年打赢脱贫攻坚战的经验",
    ],
)
def test_f03_is_silent_on_current_forms(words: str) -> None:
    assert not hits("F03", report(work=f"一是抓好队伍，办好实事。年内{words}。"))


def test_f03_knows_since_when_a_word_is_outdated() -> None:
    text = report(work="一是抓好帮扶。带动贫困户增收。")
    assert hits("F03", text, year=2022)
    assert not hits("F03", text, year=2019)
    assert hits("F03", text, year=None)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("发展正式党员4名", "发展正式党员"),
        ("培养积极分子26名", "积极分子"),
        ("新增26名积极分子", "26名积极分子"),
        ("预备党员5名", "预备党员5名"),
        ("发展对象12名", "发展对象12名"),
        ("发展预备党员6名", "发展预备党员"),
        ("批准正式党员3名", "批准正式党员"),
        ("清退不合格党员1名", "清退不合格党员"),
    ],
)
def test_f07_fires_on_wrong_or_unclear_terms(words: str, found: str) -> None:
    assert found in quotes("F07", report(work=f"一是严把入口，建强队伍。年内{words}。"))


@pytest.mark.parametrize(
    "words",
    [
        "预备党员按期转正4名",
        "接收预备党员5名",
        "确定发展对象12名",
        "培养入党积极分子26名",
        "年末在册预备党员5名",
        "组织文艺积极分子12名排演节目",
        "发展党员8名",
        "处置不合格党员1名",
        "举办发展对象培训班，培训12名",
    ],
)
def test_f07_is_silent_on_exact_terms(words: str) -> None:
    assert not hits("F07", report(work=f"一是严把入口，建强队伍。年内{words}。"))


UNSEEN = yaml.safe_load((Path(__file__).parent / "data" / "term_slips.yaml").read_text(encoding="utf-8"))


def _told(year: int, sentence: str) -> list[str]:
    """The rules of wording that find something in a sentence of a report of that year."""
    text = f"{year}年度述职报告\n一、履职情况\n一是抓落实。{sentence}\n"
    found = check_text(text, find_outline(None), year=year).findings
    return [f.rule for f in found if f.rule.startswith("F") and f.rule != "F01" and f.quote and f.quote in sentence]


def test_most_unseen_slips_of_terms_are_found() -> None:
    missed = [sentence for year, sentence in UNSEEN["slips"] if not _told(year, sentence)]
    assert len(UNSEEN["slips"]) >= 95
    assert len(missed) <= 5, missed


def test_hardly_any_right_term_is_called_a_slip() -> None:
    wronged = [sentence for year, sentence in UNSEEN["clean"] if _told(year, sentence)]
    assert len(UNSEEN["clean"]) >= 95
    assert len(wronged) <= 3, wronged


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("学习《中国共产党农村基层组织工作条列》。", True),
        ("学习《中国共产党农村工作规定》。", True),
        ("学习《中国共产党农村工作条例》。", False),
        ("学习《中国共产党宣传工作条例》。", False),
    ],
)
def test_a_misnamed_document_is_told(words: str, wrong: bool) -> None:
    assert ("F05" in _told(2024, words)) is wrong


@pytest.mark.parametrize(
    ("words", "wrong"), [("推进党建引领基层治里。", True), ("新型农村集体经营性收入12万元。", False)]
)
def test_another_last_character_before_a_stop_is_a_slip(words: str, wrong: bool) -> None:
    assert ("F02" in _told(2024, words)) is wrong
