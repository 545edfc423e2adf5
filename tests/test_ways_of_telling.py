"""Ways of telling that were misread: a clerk's strokes and arrows, a dialect's particles, what a predecessor did."""

from __future__ import annotations

import pytest

from assistant.interview.answers import read_answer, read_answers
from assistant.outline import Outline, find_outline
from assistant.report import Answers, Report
from assistant.wording.register import is_aside, plain_speech, write
from assistant.workflow import draft

KIND = "基层党建述职"


def drafted(**told: str) -> Report:
    least = {
        "D1": "党委会专题研究党建6次。",
        "H1": "第一条，支部活动形式单一，年轻党员不愿来。",
        "I1": "第一条怪我督促少。",
        "J1": "第一条，6月底前办示范党日4次，组织委员负责。",
    }
    return draft(Answers(outline=KIND, year=2024, answers=least | told), find_outline(KIND))


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("台账72→29项", "台账从72项到29项"),
        ("参加率84%→88%", "参加率从84%到88%"),
        ("营业额同比+18%", "营业额同比增长18%"),
        ("投诉≤40宗", "投诉不超过40宗"),
        ("场地320㎡", "场地320平方米"),
        ("2024.8", "2024年8月"),
        ("截至2024.12.31", "截至2024年12月31日"),
        ("伤亡0", "无人员伤亡"),
        ("参加率84%（应到3120/平均实到2621）", "参加率84%（应到3120人/平均实到2621人）"),
        ("新建党组织9个（组织办，8月）", "新建党组织9个，由组织办负责，8月完成"),
        ("转移咧412户", "转移了412户"),
        ("把招待饭给停咧", "把招待饭停了"),
    ],
)
def test_short_forms_and_particles_are_read_as_plain_speech(said: str, plain: str) -> None:
    assert plain_speech(said) == plain


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("党纪学习教育：读书班3期/专题党课13场/警示教育5场。", [3, 13, 5]),
        ("转移低洼住户408户/1120人。", [408, 1120]),
    ],
)
def test_a_list_between_strokes_is_told_piece_by_piece(outline: Outline, words: str, counts: list[int]) -> None:
    facts = read_answer(outline.question("C1"), words, 2024, outline).facts
    assert [fact.figure.value for fact in facts if fact.figure] == counts
    assert not any("/" in fact.text for fact in facts)


def test_a_rate_keeps_its_stroke_in_one_statement(outline: Outline) -> None:
    (fact,) = read_answer(outline.question("E7"), "社区工作经费15万元/社区/年。", 2024, outline).facts
    assert fact.quote == "社区工作经费15万元/社区/年"


@pytest.mark.parametrize("told", ["是2023年12月省委组织部发的", "是去年市委授予的", "算去年的"])
def test_an_honour_of_another_year_is_not_told_as_this_years(told: str) -> None:
    work = drafted(E8=f"黄柏村评了“全省示范村”，{told}。").parts[0].text
    assert "全省示范村" not in work


def test_an_honour_of_the_reports_year_stands(outline: Outline) -> None:
    facts = read_answer(outline.question("E8"), "黄柏村评上“全省示范村”，是2024年6月省委发的。", 2024, outline).facts
    assert facts[0].year == 2024


@pytest.mark.parametrize(
    "raised", ["县委反馈了3条：党课走过场、产业单一、流动党员失管。", "反馈3条：①党课走过场②产业单一③流动党员失管。"]
)
def test_points_raised_in_one_breath_are_named_one_by_one(raised: str) -> None:
    text = drafted(
        G1=f"去年是前任述的职，{raised}", G2="第一条，办了党课18场。第二条，建厂房。第三条，建支部1个。"
    ).parts[0]
    for point in ("党课走过场", "产业单一", "流动党员失管"):
        assert f"关于{point}的问题" in text.text
    assert "述的职的问题" not in text.text


def test_points_told_by_a_bare_mark_each_have_their_cause_and_evidence() -> None:
    report = drafted(
        H1="一个，牧民党员太散，会开不起来。一个，村书记不会算账。一个，我写的计划多，看的少。",
        H2="一个，夏季两个月，9个支部一次会没有开。一个，6个书记里会看报表的1个。一个，定的事20件，我回头看8件。",
        I1="一个怪我，没有送学上门。一个怪我，没有安排培训。一个怪我，督办不严。",
        J1="一个，临时党小组8个，组织委员管，5月前。一个，送6个书记去州党校，副乡长管，9月前。一个，每月回头看1次，我自己管。",
    )
    assert len(report.problems) == 3
    assert all(problem.causes for problem in report.problems)
    assert "一个" not in "".join(problem.headline for problem in report.problems)


def test_since_i_came_is_a_part_of_each_count_and_contradicts_none() -> None:
    told = {"D1": "全年党委会研究党建10次，我来了以后7次。", "D5": "督查5次，我来了以后3次。"}
    reading = read_answers(Answers(outline=KIND, year=2024, answers=told), find_outline(KIND))
    assert not [found for found in reading.findings if found.rule == "B03"]
    assert all(fact.status == "ok" for fact in reading.facts)


def test_what_i_do_myself_by_a_date_has_its_owner() -> None:
    report = drafted(J1="第一条，3月底前我把剩下的12个支部跑完，以后每个支部一年不少于2次。")
    assert report.measures[0].owner == "我"


def test_an_office_in_brackets_owns_the_measure() -> None:
    report = drafted(J1="第一条，6月底前青年党员人才库建到60人（组织办负责）。")
    assert report.measures[0].owner == "组织办"


@pytest.mark.parametrize("words", ["我很佩服", "等县里通知", "①③为新查摆"])
def test_what_is_no_matter_of_the_report_is_an_aside(words: str) -> None:
    assert is_aside(words.removeprefix("①"))


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("没想办法", "没想办法"),
        ("砍了1.2万株", "砍伐1.2万株"),
        ("今年黄龙病减收了90万元", "黄龙病减收90万元"),
        ("谈心谈话谈了52个人", "谈心谈话52人"),
        ("会议砍了12个", "会议减少12个"),
        ("钱主要花在渠道维修、文化设施管护上", "资金主要用于渠道维修、文化设施管护"),
        ("资金花在网上", "资金花在网上"),
        ("我去州上交通局要了六十万", "我协调州上交通局提供60万元"),
        ("说好了17件", "化解17件"),
    ],
)
def test_words_keep_their_meaning(said: str, written: str) -> None:
    assert write(said, year=2024) == written


def test_candidates_for_membership_not_known_are_asked_for(outline: Outline) -> None:
    read = read_answer(outline.question("E3"), "新收预备党员4名，转正3名。发展对象不清楚。", 2024, outline)
    assert [pending.what for pending in read.pending] == ["发展对象"]
    assert not any("不清楚" in fact.text for fact in read.facts)


@pytest.mark.parametrize(
    ("question", "words", "useless"),
    [
        ("B4", "2025年总共463万，2024年是387万。", "上年是多少"),
        ("E6", "整顿了1个村，11月县上来验过，说是能摘帽了。", "验收了没有"),
    ],
)
def test_what_was_told_is_not_asked_again(outline: Outline, question: str, words: str, useless: str) -> None:
    asked = read_answer(outline.question(question), words, 2025, outline).follow_ups
    assert not any(useless in ask for ask in asked)


@pytest.mark.parametrize(
    "words",
    [
        "集体收入：2680万元（上年2410万元），经营性收入1720万元。",
        "集体收入2680万元，头一年是2410万元，10万元以上的村6个。",
    ],
)
def test_a_figure_put_beside_last_years_is_of_the_reports_year(outline: Outline, words: str) -> None:
    facts = read_answer(outline.question("B4"), words, 2025, outline).facts
    assert [fact.year for fact in facts if fact.figure] == [2025, 2024, 2025]


@pytest.mark.parametrize("words", ["我没有经手", "我没参与", "是张书记时候建的", "算去年的"])
def test_what_disclaims_a_deed_is_said_to_the_report_not_beside_it(words: str) -> None:
    assert not is_aside(words)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("未完成：发展党员2名", "未完成"),
        ("未销号：群众反映问题13个", "未销号"),
        ("目标：开展培训3次", "目标"),
        ("周书记派了2名干部", "周书记"),
        ("补贴发给农户了", "发给农户"),
        ("项目交给支部了", "交给支部"),
        ("补贴一直拖着没兑现", "兑现"),
        ("用于60岁以上", "60岁以上"),
        ("培训3场（县农业农村办）", "（县农业农村办）"),
        ("每年4次/年", "4次"),
    ],
)
def test_what_says_how_it_stands_and_who_did_it_is_kept(said: str, kept: str) -> None:
    written = write(plain_speech(said), year=2024)
    assert kept in written
    assert "兑现放" not in written
