from __future__ import annotations

import re

import pytest

from assistant.checking.check import check_report, check_text, rendered, year_of
from assistant.checking.exemptions import EXEMPTIONS, Exemption, exempt
from assistant.checking.rule import RULES, Hit, Subject, rule
from assistant.outline import Outline, find_outline
from assistant.report import Fact, Finding, Limits, Origin, Part, Report
from assistant.text.structure import read_structure

TITLE = "2024年度抓基层党建工作述职报告\n"
OPENING = "根据会议安排，现将本人2024年度履行抓基层党建第一责任人职责情况报告如下：\n"
WORK = (
    "一、履职工作特色和亮点\n"
    "一是突出政治建设，筑牢思想根基。我主持党委会学习24次，到9个村讲党课9次，查摆整改作风问题17个。\n"
    "二是突出头雁培育，建强骨干队伍。我同23名村党组织书记逐一谈心谈话，举办村干部培训班6期。\n"
    "三是突出整改落实，逐条对账销号。2023年度述职评议反馈问题2个，我逐条领办，两条都在5月前销号。\n"
)
PROBLEMS = (
    "二、存在的主要问题及原因\n"
    "一是流动党员教育仍有空当。主要表现在58名流动党员中有21名全年参加组织生活不足4次。原因是我联系得少。\n"
    "二是村级带头人后劲仍不足。主要表现在23名村党组织书记中55岁以上的有10名。原因是我抓培养重眼前。\n"
    "三是集体经济发展仍不平衡。主要表现在4个村经营性收入不足10万元。原因是我到薄弱村调研只有5次。\n"
)
PLAN = (
    "三、下一步工作思路和主要措施\n"
    "一是紧盯流动党员，织密教育管理网络。组织委员牵头，2025年3月底前建立临时党支部3个。\n"
    "二是紧盯头雁后劲，做实培养储备文章。由我牵头，2025年6月底前储备后备干部23名。\n"
    "三是紧盯薄弱村社，补齐集体经济短板。副书记负责，2025年底前4个薄弱村收入达到10万元。\n"
)
END = "以上述职，请予评议。\n中共松溪镇委员会书记　林某某\n2025年1月9日\n"
GOOD = TITLE + OPENING + WORK + PROBLEMS + PLAN + END
LONG = "我到村里同党员群众坐在一起，把难处一件一件记下来，当场定下谁来办、什么时候办完。"


def found(rule_id: str, text: str, limits: Limits | None = None) -> list[Finding]:
    checked = check_text(text, find_outline(None), limits=limits)
    assert all(text[f.start : f.end] == f.quote.split("……")[0] for f in checked.findings if f.start is not None)
    return [finding for finding in checked.findings if finding.rule == rule_id]


FIRING = [
    pytest.param("A01", GOOD.replace(TITLE, ""), "没有标题", id="A01 no title"),
    pytest.param("A01", GOOD.replace(TITLE, "抓基层党建工作述职报告\n"), "年度", id="A01 no year"),
    pytest.param("A01", GOOD.replace(TITLE, "2024年度抓基层党建工作情况\n"), "“述职”", id="A01 no genre"),
    pytest.param(
        "A01", GOOD.replace("2024年度抓", "2024年度" + "松溪镇党委书记履行职责和" * 4 + "抓", 1), "40字", id="A01 long"
    ),
    pytest.param("A02", GOOD.replace(END, ""), "署名和日期", id="A02 neither"),
    pytest.param("A02", GOOD.replace("1月9日", "1月"), "写到日", id="A02 no day"),
    pytest.param("A02", GOOD.replace("2025年1月9日\n", ""), "没有日期", id="A02 no date"),
    pytest.param("A03", GOOD.replace(PROBLEMS, "").replace("三、下", "二、下"), "问题", id="A03 missing"),
    pytest.param("A03", TITLE + OPENING + PROBLEMS + WORK + PLAN, "次序", id="A03 order"),
    pytest.param("A03", GOOD.replace(PLAN, "三、下一步工作思路和主要措施\n"), "没有内容", id="A03 empty"),
    pytest.param("A04", GOOD.replace("三、下一步", "四、下一步"), "不连续", id="A04 gap"),
    pytest.param("A04", GOOD.replace("二、存在的", "2、存在的"), "不一致", id="A04 mixed"),
    pytest.param(
        "A05", GOOD.replace("二是突出头雁", "三是突出头雁").replace("三是突出整改", "四是突出整改"), "第2条", id="A05"
    ),
    pytest.param(
        "A05", GOOD.replace("查摆整改", "做到三点：一是早；三是实；四是细；查摆整改"), "第2条", id="A05 inside"
    ),
    pytest.param("A06", GOOD.replace("三是突出整改", "我还突出整改"), "成绩分了2条", id="A06 few"),
    pytest.param("A06", GOOD.replace("三是紧盯薄弱", "还要紧盯薄弱"), "措施只有2条", id="A06 measures"),
    pytest.param("A07", GOOD.replace("突出头雁培育，建强骨干队伍。", "抓队伍。"), "3字", id="A07 short"),
    pytest.param("A07", GOOD.replace("骨干队伍。我同", "骨干队伍，我同"), "没有单独的标题句", id="A07 none"),
    pytest.param("A07", GOOD.replace("思想根基。我", "思想根基；我"), "标题句", id="A07 no full stop"),
    pytest.param(
        "A08",
        GOOD.replace(
            "我主持党委会", "抓理论学习。全年学习12次。抓宣传教育。宣讲6场。强化作风建设。约谈3人。我主持党委会"
        ),
        "不一致",
        id="A08",
    ),
    pytest.param(
        "A08",
        GOOD.replace(
            "组织委员牵头", "以党建推进项目。落地2个。以党建推进产业。建社3个。以党建引领治理。建队6支。组织委员牵头"
        ),
        "不一致",
        id="A08 along",
    ),
    pytest.param("A09", GOOD.replace(OPENING, ""), "没有导语", id="A09 none"),
    pytest.param("A09", GOOD.replace("本人2024年度履行", "本人履行"), "年度", id="A09 no year"),
    pytest.param("A09", GOOD.replace(OPENING, OPENING.strip() + LONG * 3 + "\n"), "不超过120字", id="A09 long"),
    pytest.param("A10", GOOD.replace("两条都在", LONG * 16 + "两条都在"), "拆成", id="A10"),
    pytest.param("C01", GOOD.replace("举办村干部", "2022年举办村干部"), "2022年", id="C01 before"),
    pytest.param("C01", GOOD.replace("举办村干部", "2025年3月举办村干部"), "2025年", id="C01 after"),
    pytest.param("C02", GOOD.replace("2025年6月底前储备", "2024年6月底前储备"), "2024年", id="C02"),
    pytest.param("C02", GOOD.replace("2025年6月底前储备", "2024年整改落实后再储备"), "2024年", id="C02 plain"),
    pytest.param("C04", GOOD.replace("2023年度述职评议反馈问题2个，", ""), "没有交代", id="C04 none"),
    pytest.param("C04", GOOD.replace("2023年度述职", "2021年度述职"), "年份不对", id="C04 wrong year"),
    pytest.param("C05", GOOD.replace("举办村干部", "今年以来举办村干部"), "今年以来", id="C05"),
    pytest.param("C06", GOOD.replace("举办村干部", "力争举办村干部"), "打算", id="C06 work"),
    pytest.param("C06", GOOD.replace("储备后备干部23名", "储备后备干部23名，现已全部完成"), "已经做成", id="C06 plan"),
    pytest.param("H01", GOOD, "不少于2000字", id="H01 short"),
    pytest.param("H01", GOOD.replace("两条都在", LONG * 90 + "两条都在"), "不超过3500字", id="H01 long"),
    pytest.param("H02", GOOD.replace("两条都在", LONG * 16 + "两条都在"), "不超过50%", id="H02 work"),
    pytest.param("H02", GOOD.replace("储备后备", LONG * 8 + "储备后备"), "不少于25%", id="H02 problems"),
    pytest.param("H03", GOOD.replace("两条都在", LONG * 6 + "两条都在"), "悬殊", id="H03"),
    pytest.param(
        "H04",
        GOOD.replace("突出头雁培育，建强骨干队伍。", "突出头雁培育提升，建强骨干队伍。").replace(
            "突出政治建设，", "抓实政治，"
        ),
        "不平行",
        id="H04",
    ),
    pytest.param(
        "H04", GOOD.replace("突出头雁培育，建强骨干队伍", "突出头雁培育和骨干队伍建设"), "不平行", id="H04 segments"
    ),
    pytest.param("H05", GOOD.replace("我", "镇党委"), "不少于5句", id="H05"),
    pytest.param("H06", GOOD.replace("我同23名", "镇党委同23名"), "您本人做了什么", id="H06"),
    pytest.param("H06", GOOD.replace("我同23名", "我镇同23名"), "您本人做了什么", id="H06 not the town"),
    pytest.param(
        "H07", GOOD.replace("两条都在", LONG.replace("。", "，") * 4 + "两条都在"), "断成几句", id="H07 longest"
    ),
    pytest.param(
        "H07", GOOD.replace("。", "，").replace("\n", LONG.replace("。", "，") + "\n"), "平均每句", id="H07 mean"
    ),
    pytest.param("H08", GOOD.replace("两条都在", LONG * 40 + "两条都在"), "明显", id="H08 thin"),
    pytest.param(
        "H08",
        GOOD.replace("两条都在", "办班3期、5期、8期，" * 14 + LONG * 2 + "两条都在"),
        "最能说明问题",
        id="H08 dense",
    ),
    pytest.param("H09", GOOD.replace("党", "“党”"), "带引号的词", id="H09"),
]


@pytest.mark.parametrize(("rule_id", "text", "says"), FIRING)
def test_fires(rule_id: str, text: str, says: str) -> None:
    findings = found(rule_id, text)
    assert findings, f"{rule_id} is silent"
    assert any(says in finding.message for finding in findings), [f.message for f in findings]


def test_good_text_is_silent_but_for_its_length() -> None:
    checked = check_text(GOOD, find_outline(None))
    assert {f.rule for f in checked.findings if f.rule[0] in "ACH"} <= {"H01", "H08"}, checked.findings


SILENT = [
    pytest.param("A01", GOOD.replace("2024年度抓", "二〇二四年度抓", 1), id="A01 year in Chinese digits"),
    pytest.param("A01", "# " + GOOD, id="A01 markdown"),
    pytest.param(
        "A02",
        GOOD.replace(END, "").replace(TITLE, TITLE + "中共松溪镇委员会书记　***\n（2025年1月9日）\n"),
        id="A02 under the title",
    ),
    pytest.param("A02", GOOD.replace("林某某\n2025", "林某某　2025"), id="A02 one line"),
    pytest.param("A03", GOOD.replace("履职工作特色和亮点", "抓基层党建工作情况"), id="A03 other words"),
    pytest.param(
        "A03",
        GOOD.replace("二、存在", "二、上年度反馈问题整改情况\n2个问题都已销号。\n三、存在").replace(
            "三、下一步", "四、下一步"
        ),
        id="A03 review of its own",
    ),
    pytest.param("A04", GOOD.replace("一、", "").replace("二、", "").replace("三、", ""), id="A04 none numbered"),
    pytest.param("A05", GOOD.replace("查摆整改", "做到三点：一是早；二是实；三是细；查摆整改"), id="A05 nested"),
    pytest.param("A05", GOOD.replace("我主持", "做事一是一、二是二。我主持"), id="A05 idiom"),
    pytest.param(
        "A05", GOOD.replace("原因是我联系得少", "原因有二：一是我联系得少；二是制度粗"), id="A05 causes inside"
    ),
    pytest.param(
        "A06", GOOD.replace("原因是我联系得少", "原因有二：一是我联系得少；二是制度粗"), id="A06 causes do not count"
    ),
    pytest.param(
        "A07", GOOD.replace("原因是我联系得少。", "究其原因，一是懒。二是粗。"), id="A07 causes are not asked"
    ),
    pytest.param(
        "A08",
        GOOD.replace("我主持党委会", "抓理论学习。全年学习12次。抓宣传教育。宣讲6场。群众反响好。我主持党委会"),
        id="A08",
    ),
    pytest.param("A09", GOOD.replace(OPENING, "各位领导、同志们：\n" + OPENING), id="A09 salutation"),
    pytest.param("A10", GOOD.replace("\n", "\n" + LONG * 6 + "\n"), id="A10 many paragraphs"),
    pytest.param("C01", GOOD.replace("举办村干部", "比2020年多办2期，举办村干部"), id="C01 base"),
    pytest.param("C01", GOOD.replace("举办村干部", "2021年以来累计举办27期，举办村干部"), id="C01 since"),
    pytest.param("C01", GOOD.replace("举办村干部", "谋划2025年重点项目8个，举办村干部"), id="C01 planned"),
    pytest.param(
        "C01",
        GOOD.replace("举办村干部", "学习《2018—2022年全国干部教育培训规划》，举办村干部"),
        id="C01 title of a document",
    ),
    pytest.param(
        "C01", GOOD.replace("举办村干部", "2020年县委巡察反馈的5个问题全部销号，举办村干部"), id="C01 inspection"
    ),
    pytest.param("C01", GOOD.replace("举办村干部", "对2019年建成的6处活动室全部翻新，举办村干部"), id="C01 attribute"),
    pytest.param("C02", GOOD.replace("储备后备", "在2024年的基础上储备后备"), id="C02 base"),
    pytest.param("C02", GOOD.replace("储备后备", "巩固2024年整顿成果，储备后备"), id="C02 results"),
    pytest.param("C02", GOOD.replace("收入达到", "收入由2024年的6万元提高，达到"), id="C02 from"),
    pytest.param("C04", GOOD.replace("2023年度述职评议反馈", "上年度县委书记点评指出"), id="C04 other words"),
    pytest.param("C04", GOOD.replace("2023年度述职评议反馈", "上年没有书面反馈，自查"), id="C04 found by oneself"),
    pytest.param(
        "C05", GOOD.replace("举办村干部", "三年内轮训一遍，每年内不少于1次，举办村干部"), id="C05 within years"
    ),
    pytest.param("C05", GOOD.replace("举办村干部", "开展“今年我当家”活动，举办村干部"), id="C05 a name"),
    pytest.param(
        "C06",
        GOOD.replace("举办村干部", "制定三年规划，力争2026年全部达标，将任务分到人，举办村干部"),
        id="C06 a plan made",
    ),
    pytest.param("C06", GOOD.replace("储备后备", "依托已建成的4处阵地，储备后备"), id="C06 base"),
    pytest.param("H01", GOOD.replace("两条都在", LONG * 40 + "两条都在"), id="H01 within"),
    pytest.param("H03", GOOD.replace("原因是我联系得少", "原因是我联系得少，制度也粗"), id="H03"),
    pytest.param(
        "H04",
        GOOD.replace("流动党员教育仍有空当", "流动党员的教育和日常管理都仍有空当"),
        id="H04 problems are not asked",
    ),
    pytest.param("H06", GOOD.replace("我同23名", "先后主持座谈，同23名"), id="H06 act without 我"),
    pytest.param("H08", GOOD.replace("两条都在", LONG * 16 + "全年走访47户次、办结23件，两条都在"), id="H08 within"),
]


@pytest.mark.parametrize(("rule_id", "text"), SILENT)
def test_silent(rule_id: str, text: str) -> None:
    assert found(rule_id, text) == []


def test_every_rule_of_the_groups_fires_and_is_silent() -> None:
    listed = {str(case.values[0]) for case in FIRING}
    assert {f"A{n:02}" for n in range(1, 11)} | {"C01", "C02", "C04", "C05", "C06"} <= listed
    assert {f"H{n:02}" for n in range(1, 10)} <= listed
    assert {"C03"} | listed <= set(RULES)


def figure_fact(year: int, value: int = 23, metric: str = "村党组织书记谈心谈话") -> Fact:
    words = f"同{value}名村党组织书记逐一谈心谈话"
    return Fact.model_validate(
        {
            "id": "F01", "kind": "figure", "text": words, "quote": words, "metric": metric, "value": value,
            "unit": "名", "year": year, "origin": Origin(kind="answer", ref="D4"),
        }
    )  # fmt: skip


def test_c03_fact_of_another_year() -> None:
    outline = find_outline(None)
    fired = [f for f in check_text(GOOD, outline, facts=[figure_fact(2021)]).findings if f.rule == "C03"]
    assert [(f.quote, f.level, f.part) for f in fired] == [("23名", "high", "work")]
    assert "2021年" in fired[0].message
    for facts, text in (
        ([figure_fact(2024)], GOOD),
        ([figure_fact(2021), figure_fact(2024)], GOOD),
        ([figure_fact(2021)], GOOD.replace("我同23名", "2021年我同23名")),
    ):
        assert not [f for f in check_text(text, outline, facts=facts).findings if f.rule == "C03"]


@pytest.mark.parametrize(("rule_id", "exemption"), [(r, e) for r, group in EXEMPTIONS.items() for e in group])
def test_each_exemption_holds_for_the_sentence_that_needed_it(rule_id: str, exemption: Exemption) -> None:
    assert rule_id in RULES
    pattern, sentence = exemption.pattern, exemption.sentence
    assert re.search(pattern, sentence)
    assert exempt(rule_id, sentence)


# ---- check.py itself ----


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (GOOD, 2024),
        (GOOD.replace("2024年度", "", 1), 2024),
        (GOOD.replace("2024年度", ""), 2024),
        ("二〇二三年度述职报告\n一、履职情况\n一是学。", 2023),
        ("述职报告\n我2021年3月到任，现将2023年度情况报告如下：\n一、履职情况\n一是学。", 2023),
        ("述职报告\n一、履职情况\n2023年办班6期。", 2022),
        ("述职报告\n一、履职情况\n一是学。", None),
    ],
)
def test_year_is_read_from_the_text(text: str, year: int | None, outline: Outline) -> None:
    assert year_of(read_structure(text, outline), outline) == year


def test_what_cannot_run_is_skipped_with_a_reason(outline: Outline) -> None:
    checked = check_text("述职报告\n一、履职情况\n一是学。", outline)
    why = dict(checked.skipped)
    assert {"C01", "C02", "C03", "C04", "D14", "E03", "B01"} <= set(why)
    assert "--year" in why["C01"]
    assert "事实表" in why["B01"]
    assert "上年" in why["D14"]
    assert not {f.rule for f in checked.findings} & set(why)
    with_facts = dict(check_text(GOOD, outline, facts=[]).skipped)
    assert set(with_facts) == {"D14", "E03"}


def test_given_year_wins(outline: Outline) -> None:
    assert not [f for f in check_text(GOOD, outline).findings if f.rule == "C02"]
    assert [f for f in check_text(GOOD, outline, year=2025).findings if f.rule == "C02"]


def test_notice_raises_the_level_and_is_named(outline: Outline) -> None:
    notice = Limits(
        total=(None, 300),
        shares={"problems": (0.4, None)},
        source={"total": "notice", "shares": "notice"},
    )
    findings = {f.rule: f for f in check_text(GOOD, outline, limits=notice).findings}
    assert (findings["H01"].level, findings["H02"].level) == ("high", "high")
    assert "通知" in findings["H01"].message
    assert "通知" in findings["H02"].message
    plain = {f.rule: f for f in check_text(GOOD, outline, limits=Limits(total=(None, 300))).findings}
    assert plain["H01"].level == "medium"
    assert "通知" not in plain["H01"].message


def test_only_a_notice_or_a_standard_is_called_a_rule(outline: Outline) -> None:
    for case in FIRING:
        for finding in check_text(str(case.values[1]), outline).findings:
            if finding.rule[0] in "ACH":
                assert "规定" not in finding.message


def test_a_crashing_rule_is_not_swallowed(outline: Outline, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.checking import check

    def crash(subject: Subject) -> list[Hit]:
        raise ZeroDivisionError

    rule("Z99", "low", "crashes")(crash)
    broken = RULES.pop("Z99")
    monkeypatch.setattr(check, "_rules", lambda: (broken,))
    with pytest.raises(ZeroDivisionError):
        check_text(GOOD, outline)
    with pytest.raises(ValueError, match="A01"):
        rule("A01", "low", "twice")(crash)


def test_findings_of_a_report_count_in_their_part(outline: Outline) -> None:
    bodies = {"work": WORK, "problems": PROBLEMS, "plan": PLAN}
    parts = [
        Part(id=part_id, heading=words.split("\n")[0], text=words.split("\n", 1)[1].rstrip())
        for part_id, words in bodies.items()
    ]
    parts[0] = parts[0].model_copy(update={"text": parts[0].text.replace("举办村干部", "今年举办村干部")})
    report = Report(
        outline=outline.name, year=2024, title="述职报告", opening=OPENING.strip(), parts=parts,
        signature="中共松溪镇委员会书记　林某某", date="2025年1月",
    )  # fmt: skip
    text, places = rendered(report)
    assert text.startswith("述职报告\n根据会议")
    findings = {f.rule: f for f in check_report(report, outline)}
    today = findings["C05"]
    assert today.part == "work"
    assert report.parts[0].text[today.start : today.end] == today.quote == "今年"
    title = findings["A01"]
    assert (title.part, title.start, title.end) == (None, 0, 4)
    date = findings["A02"]
    assert date.part is None
    assert text[date.start : date.end] == date.quote == "2025年1月"
    assert all(places[part.id].text == part.text for part in report.parts)
    assert "B01" in {f.rule for f in check_report(report, outline)}


def test_counts_and_order(outline: Outline) -> None:
    checked = check_text(GOOD.replace(PLAN, ""), outline)
    assert checked.text == GOOD.replace(PLAN, "")
    assert checked.counts["high"] == sum(f.level == "high" for f in checked.findings) > 0
    levels = [["high", "medium", "low"].index(f.level) for f in checked.findings]
    assert levels == sorted(levels)


def test_second_kind_of_report() -> None:
    summary = find_outline("年度工作总结")
    text = (
        "2024年度工作总结\n按照工作安排，现将本单位2024年度主要工作完成情况和下一步打算总结如下：\n"
        "一、主要工作完成情况\n一是围绕中心工作，抓实以文辅政。起草文稿120篇。\n"
        "二是围绕统筹协调，抓实办会服务。承办会议86场。\n二、存在不足和下一步打算\n对照职责要求，工作中还存在以下不足。\n"
        "一是督查跟踪办理不够紧凑。主要表现在7件交办事项超期。原因是台账更新慢。\n"
        "二是信息稿件质量不够过硬。主要表现在采用率只有31%。原因是编审把关松。\n下一步，重点抓好以下工作。\n"
        "一是健全督办闭环，推动任务落地。主任牵头，2025年每月通报1次。\n"
        "二是改进文稿质量，提升辅政水平。2025年办培训4期。\n某某镇党政综合办公室\n2025年1月6日\n"
    )
    rules = {f.rule for f in check_text(text, summary).findings if f.rule[0] in "ACH"}
    assert rules == {"H01"}
