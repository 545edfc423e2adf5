"""去年 said after the report's year is over: that year, or the one before it."""

from __future__ import annotations

from datetime import date

import pytest
from least_told import LEAST

from assistant.interview.answers import read_answers
from assistant.interview.last_year_said import said_of_own_year
from assistant.outline import Outline
from assistant.report import Answers
from assistant.workflow import draft

JANUARY = date(2026, 1, 6)
OWN, BEFORE = 2025, 2024

# (question, words said in January 2026 of 2025, the year of 去年)
SAID = [
    ("D2", "我联系蒋湾村，去年一年去了29趟，今年扩到340亩", OWN),
    ("H2", "211个里头64个没联系上，去年一次组织生活都没参加的有88个", OWN),
    ("F2", "产业上水生蔬菜4900亩。去年水大，龙虾减产两成", OWN),
    ("D4", "党课去年全年讲了6次", OWN),
    ("B4", "村集体经济去年收入1123万元", OWN),
    ("E8", "去年12月党总支被市委组织部评为示范点", OWN),
    ("H2", "联系卡没有人填，去年一回碰头会也没开", OWN),
    ("B4", "村集体收入去年一共840万元，前年是712万元", OWN),
    ("B1", "全乡12个村，党员876名，去年年底的数", OWN),
    ("B1", "党员876名，是去年底的数，里头住在场部的有两百来人", OWN),
    ("H2", "会定的事，去年一件也没落实的有17件", OWN),
    ("H3", "年轻党员的事是去年才冒出来的", OWN),
    ("B4", "20万元以上的村16个，去年才11个", BEFORE),
    ("F2", "羔羊出栏9.6万只，肉牛1.86万头。去年肉牛1.65万头。", BEFORE),
    ("F3", "矛盾纠纷收了302件，调成295件，群众满意。去年收了340件。", BEFORE),
    ("B4", "村集体收入1123万元。去年986万元。", BEFORE),
    ("B4", "村集体收入一千一百二十万，去年是九百八十万", BEFORE),
    ("B4", "村集体经济全年收入1123万元，去年是986万元", BEFORE),
    ("E8", "黄柏村评了“全省示范村”，是去年市委授予的", BEFORE),
    ("F5", "会从去年64个减到45个", BEFORE),
    ("E4", "主题党日12次，参加率88%，去年是86%", BEFORE),
    ("G1", "县里去年给我们提了三条，头一条是村干部年龄大", BEFORE),
    ("H3", "流动党员是老问题，去年也写了", BEFORE),
    ("H3", "集体经济去年就说过产业单一，没有真正改过来", BEFORE),
    ("E7", "村书记报酬每月2800元，比去年涨了200元", BEFORE),
    ("F5", "十七个村去年招待费花了28万元，今年压到9万元", BEFORE),
    ("F3", "去年一年收了302件，今年收了251件", BEFORE),
    ("E5", "阵地去年开工，今年8月启用", BEFORE),
    ("H2", "去年光是要求，没有给办法", BEFORE),
    ("B2", "20万元以上的村去年11个，今年16个", BEFORE),
]


@pytest.mark.parametrize(("question", "words", "year"), SAID, ids=[words for _, words, _ in SAID])
def test_last_year_in_january(outline: Outline, question: str, words: str, year: int) -> None:
    """The words leave it open in some: then this person, who says 去年 of the report's year elsewhere, means it here too."""
    told = {"D1": "去年一年研究党建14次", question: words}
    changed = said_of_own_year(told, outline, OWN, JANUARY)
    assert (question in changed) is (year == OWN)
    facts = read_answers(Answers(outline=outline.name, year=OWN, said_on=JANUARY, answers=told), outline).facts
    for fact in facts:
        assert fact.quote in told[fact.origin.ref]
        if year == OWN:
            assert fact.year == (BEFORE if fact.quote.startswith("前年") else OWN)
            assert "2024年" not in fact.text or fact.year == BEFORE


def test_before_the_year_is_over_it_is_the_year_before(outline: Outline) -> None:
    assert not said_of_own_year({"D4": "党课去年全年讲了6次"}, outline, 2025, date(2025, 12, 20))


def test_who_calls_the_reports_year_this_year_means_the_one_before(outline: Outline) -> None:
    told = {"E3": "今年接收17名", "E8": "去年七一让市委评了个先进"}
    assert not said_of_own_year(told, outline, 2025, JANUARY)
    assert said_of_own_year({"E8": told["E8"]}, outline, 2025, JANUARY)


def test_no_wrong_year_is_written(outline: Outline) -> None:
    told = LEAST | {
        "H1": "一个是流动党员还是散。",
        "H2": "流动党员211个里头64个没联系上，去年一次组织生活都没参加的有88个。",
    }
    answers = Answers(outline=outline.name, year=2025, said_on=JANUARY, answers=told)
    text = "".join(part.text for part in draft(answers, outline).parts)
    assert "，一次组织生活都未参加的有88个" in text
    assert "2024年一次" not in text
    assert "去年一次" not in text


def test_what_the_year_before_is_told_of_heads_the_years_own_value(outline: Outline) -> None:
    told = LEAST | {
        "F3": "矛盾纠纷去年调处了210件，今年调处了180件，信访去年45批，今年只有21批。",
        "F5": "会议去年开了52个，今年31个，报表去年报了40张，今年只报了22张。",
    }
    answers = Answers(outline=outline.name, year=2025, said_on=date(2025, 12, 20), answers=told)
    text = "".join(part.text for part in draft(answers, outline).parts)
    assert "2024年" not in text
    for wanted in ("矛盾纠纷调处180件", "信访只有21批", "会议开了31个", "报表只报了22张"):
        assert wanted in text
