"""Notices of many counties: what is read is there, what is there is read, each with its sentence."""

from __future__ import annotations

from datetime import date

import pytest
from notice_score import notices, score

from assistant.outline import Outline, find_outline
from assistant.retrieval.notice import read_notice

CASES = notices()


@pytest.fixture
def outline() -> Outline:
    return find_outline(None)


def test_there_are_notices_enough() -> None:
    assert len(CASES) >= 30


@pytest.mark.parametrize("name", CASES)
def test_a_notice_is_read(name: str) -> None:
    right, missing, extra = score(*CASES[name])
    assert not extra
    assert len(right) >= 0.9 * (len(right) + len(missing)), missing


@pytest.mark.parametrize(
    "words",
    [
        "去年有的乡镇述职报告超过5000字。",
        "附件说明不超过500字，汇总材料4000字以内。",
        "述职报告不限字数。",
        "电话：0931-8123456，邮编730000。",
        "每个乡镇限报参会人员3名。",
        "优秀等次比例不超过30%，测评参会率不低于90%。",
        "请提前15分钟入场，点评每人3分钟。",
        "党员教育短片时长不超过8分钟。",
        "村党组织书记述职报告不超过1500字。",
    ],
)
def test_what_is_no_demand_of_the_report_is_not_read(words: str, outline: Outline) -> None:
    limits = read_notice(f"关于述职评议的通知\n{words}\n", outline, 2025)
    assert limits.total == (None, None)
    assert not limits.shares
    assert not limits.parts
    assert limits.minutes is None
    assert limits.deadline is None


def test_an_empty_or_foreign_text_demands_nothing(outline: Outline) -> None:
    for text in ("", "\n\n", "今天天气很好。我们去了三个村，走了8公里。", "字字字" * 5000):
        limits = read_notice(text, outline, 2025)
        assert not {key for key in limits.source if key != "mode"}


def test_every_demand_has_the_notices_own_sentence(outline: Outline) -> None:
    for text, _ in CASES.values():
        limits = read_notice(text, outline, None)
        assert set(limits.source) <= set(limits.quotes)
        assert all(quote and quote in text for quote in limits.quotes.values())
        assert all(f"topics.{n}" in limits.quotes for n, _ in enumerate(limits.topics, start=1))


def test_a_deadline_without_year_follows_the_notices_day(outline: Outline) -> None:
    text = "述职报告请于1月10日前报县委组织部。\n2025年12月20日"
    assert read_notice(text, outline, None).deadline == date(2026, 1, 10)
