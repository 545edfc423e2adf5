"""Notes as a clerk jots them, a line a matter, with leads, lists and semicolons: from the heap to a draft."""

from __future__ import annotations

import pytest

from assistant.encoder import local_embedder
from assistant.interview.answers import read_answers
from assistant.interview.clauses import cut
from assistant.interview.intake import intake
from assistant.outline import find_outline
from assistant.report import Answers
from assistant.workflow import draft

NOTES = """今年我们白沙镇一共14个行政村1个社区，党支部46个，党员一千三百多，具体组织委员知道。
书记例会每月一次，党建专题会开了8回，我都参加了。
年初我给自己认领了个书记项目，就是沙坝村那个冷库，跑了三趟县发改局才把资金要下来，一共280万，11月建成。
培训村干部5期，去了浙江安吉一回，20个人。
集体经济：15个村社区总收入512万，去年是430万，最少的一个村才6.8万。
整顿的软弱涣散村是长岭村，两委闹矛盾，换了书记，9月验收。
问题：一个是流动党员管不住，86个里头联系不上的有15个。再一个是我自己抓产业多抓党建少，下半年只去了5个村查三会一课。还有村里后备干部少，6个村没有35岁以下的。
原因嘛，主要还是我思想上有偏差，觉得项目才是硬指标；组织委员一个人管三摊子事，忙不过来；没有考核，干好干坏一个样。
明年打算：流动党员6月底前全部联系上，组织委员负责；每季度查一遍三会一课；每村储备2个后备干部；集体经济过10万的村要达到13个。
"""


def test_a_heap_of_plain_notes_becomes_three_problems_each_answered() -> None:
    outline = find_outline("基层党建述职")
    found = intake([("笔记", NOTES)], outline, embedder=local_embedder())
    assert not found.unplaced
    report = draft(found.answers(outline).model_copy(update={"year": 2025}), outline)
    headlines = [problem.headline for problem in report.problems]
    assert len(headlines) == 3
    assert headlines[0].startswith("流动党员")
    assert "抓党建少" in headlines[1]
    assert "后备" in headlines[2]
    text = "\n".join(part.text for part in report.parts)
    for kept in ("86", "15", "2026年6月底前", "13个", "书记项目（沙坝村冷库）", "15个村（社区）总收入512万元"):
        assert kept in text
    for gone in ("问题：", "打算：", "原因嘛", "集体经济：", "组织委员知道", "要下来"):
        assert gone not in text
    answered = {measure.problem for measure in report.measures}
    assert {problem.id for problem in report.problems} <= answered
    assert any(p.question == "B1" and "党员" in p.what for p in report.pending)


def test_causes_in_how_things_are_run_are_not_told_as_ones_own() -> None:
    outline = find_outline("基层党建述职")
    found = intake([("笔记", NOTES)], outline, embedder=local_embedder())
    report = draft(found.answers(outline).model_copy(update={"year": 2025}), outline)
    own = [cause.text for cause in report.causes if "我自" in cause.text or "在我" in cause.text]
    assert own
    assert not any("组织委员" in text or "考核" in text for text in own)
    assert any("组织委员一人兼管" in cause.text for cause in report.causes)


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        ("一个是甲村路没修，再一个是乙村账不清，最后一个是丙村没人管。", [1, 2, 3]),
        ("问题：一个是流动党员管不住。再一个是我下村少。还有村里后备干部少。", [1, 2, 3]),
        ("一个是流动党员管不住。还有15个联系不上。", [1, 1]),
        ("存在的问题主要有：组织生活质量不高；后备力量不足。", [1, 2]),
    ],
)
def test_points_told_without_numbers(answer: str, about: list[int | None]) -> None:
    assert [clause.about for clause in cut(answer, points=True)] == about


def test_a_semicolon_parts_matters_only_where_points_are_told() -> None:
    assert [c.sentence for c in cut("修路5公里；建桥1座", points=True)] == [0, 1]
    assert [c.sentence for c in cut("修路5公里；建桥1座", points=False)] == [0, 0]


LISTED = """2025年述职要点
一、今年干的事
1. 专题研究党建11次，书记项目“红色物业”，32个小区里24个成立了业委会。
2. 主题党日12次/支部，平均到会率83%。
3. 我个人：联系桂湖社区，去了31次，牵头解决停车难，新增车位260个。
二、问题
（1）新业态覆盖不够，外卖站点14个只建了3个支部。原因是我对新业态研究少，总觉得人员流动大不好管。
（2）居民小组长年龄大，平均63岁。原因是待遇低，一个月才300块，我没有专门研究过。
（3）部分党员活动走过场，桂苑社区7月主题党日应到62人实到29人。我去支部少，全年只参加4次。
三、明年
① 6月底前14个外卖站点支部覆盖到10个，党群办主任负责。
② 年底前35个居民小组长换成55岁以下，组织委员抓。
"""


def test_each_line_of_a_numbered_list_of_problems_is_one_with_its_own_cause() -> None:
    outline = find_outline("基层党建述职")
    found = intake([("要点", LISTED)], outline, embedder=local_embedder())
    put = {row.words[:9]: row.question for row in found.rows}
    roles = {words: outline.question(question).role for words, question in put.items()}
    assert [role for words, role in roles.items() if words.startswith("（") and "原因" not in words] == ["problem"] * 3
    assert {role for words, role in roles.items() if "原因是" in words} == {"cause"}
    assert set(found.heads) >= {"一、今年干的事", "二、问题", "三、明年"}
    report = draft(found.answers(outline), outline)
    told = [problem.text for problem in report.problems]
    assert len(told) == 3
    for text, own in zip(told, (("14个", "流动大"), ("63岁", "300"), ("62人", "29人")), strict=True):
        assert all(words in text for words in own)
    achieved = report.parts[0].text
    assert not any(words in achieved for words in ("走过场", "63岁", "个人："))
    assert "没有专题研究党建" not in "".join(told)


SPOKEN = """嗯今年嘛我们镇上最大的事就是那个高铁站征地，动迁了317户，一户没闹，靠的是9个支部包片。
发展了15个年轻的，平均29岁。
不好的地方也有，一个就是我去支部上党课少，全年就讲了2次。还有就是村书记年纪大，22个里头55岁以上的有9个。另外党员大会签到代签的，查出来3个村。
为啥呢，说白了我心思全在征地上，党建的事推给组织委员。
明年头一件把村书记换届人选备好，每村2个后备，6月底前。第二件党员大会实行刷脸签到，组织委员弄，一季度装好。
"""


def test_talk_that_turns_to_what_is_wrong_why_and_what_next_is_heard_turning() -> None:
    outline = find_outline("基层党建述职")
    found = intake([("录音", SPOKEN)], outline, embedder=local_embedder())
    roles = {
        outline.question(row.question).role for row in found.rows if row.words.startswith(("不好", "还有", "另外"))
    }
    assert roles == {"problem"}
    assert {outline.question(r.question).role for r in found.rows if "心思" in r.words or "推给" in r.words} == {
        "cause"
    }
    assert {outline.question(r.question).role for r in found.rows if "明年" in r.words} == {"measure"}
    report = draft(found.answers(outline).model_copy(update={"year": 2025}), outline)
    assert len(report.problems) == 3
    text = "".join(part.text for part in report.parts)
    assert not any(words in text for words in ("不好的地方", "为啥", "说白了", "头一件", "年轻，"))
    assert all(cause.text for cause in report.causes)


GROUP = """王书记 2025-12-20 09:12
小刘，述职材料你先起个稿，我说几句
王书记 2025-12-20 09:13
今年最拿得出手的是产业路，跑下来1200万，修了18公里，7个村受益，我带着班子跑了5次省交通厅
王书记 2025-12-20 09:16
还有就是把12个村的账都审了一遍，处理了3个村会计
党建办小刘 2025-12-20 10:02
发展党员18名，转正15名，入党积极分子41名
王书记 2025-12-20 10:20
问题不用写太多，三条够了：我对村集体这块谋划少，12个村有4个不到5万；支部书记不会讲党课，抽了10个有6个照着念；考核没兑现，去年说的绩效差距拉开也没做到
王书记 2025-12-20 10:22
原因就写我重项目轻党建，没沉下去
王书记 2025-12-20 10:30
明年：①4个薄弱村每村上一个项目，年底都过5万，我牵头；②支部书记轮训4期，请党校老师，组织委员管；③考核结果跟报酬挂钩，差距不低于30%，3月底出办法
王书记 2025-12-20 10:31
处理会计那个别写
"""


def test_messages_of_a_group_become_a_draft_without_what_was_asked_to_be_left_out() -> None:
    outline = find_outline("基层党建述职")
    found = intake([("群", GROUP)], outline, embedder=local_embedder())
    put = {row.words[:6]: outline.question(row.question) for row in found.rows}
    assert not any("起个稿" in row.words for row in found.rows)
    assert any("起个稿" in words for words in found.unplaced)
    assert next(q for words, q in put.items() if words.startswith("今年最拿")).role == "fact"
    report = draft(found.answers(outline).model_copy(update={"year": 2025}), outline)
    assert [len([m for m in report.measures if m.problem == p.id]) for p in report.problems] == [1, 1, 1]
    everything = report.model_dump_json()
    assert "会计" not in everything
    assert any(finding.rule == "W05" for finding in report.findings)
    text = "".join(part.text for part in report.parts)
    assert all(words in text for words in ("1200万元", "18公里", "12个村的账", "不低于30%"))
    assert all(len(item.text) > len(item.headline) + 8 for part in report.parts for item in part.items)


@pytest.mark.parametrize(
    ("private", "said", "kept"),
    [
        ("处理会计那个别写。", "处理了3个村会计。", False),
        ("上访那户的事不要写进去。", "接访23次，上访那户给他解决了低保。", False),
        ("没有。", "处理了3个村会计。", True),
        ("都可以写。", "处理了3个村会计。", True),
        ("村里欠债的事别写。", "处理了3个村会计。", True),
    ],
)
def test_what_is_named_as_not_to_be_written_is_left_out_of_every_answer(private: str, said: str, kept: bool) -> None:
    outline = find_outline("基层党建述职")
    read = read_answers(Answers(outline=outline.name, year=2025, answers={"E6": said, "H6": private}), outline)
    told = "".join(fact.quote for fact in read.facts)
    assert (("会计" in told) or ("上访那户" in told)) is kept


SUMMARY = """2024年工作小结（镇党委）
一、主要工作
（一）抓班子带队伍。全年召开党委会26次，专题研究党建8次。
（二）抓阵地。新建党群服务中心1个，投入资金120万元。
二、存在不足
1、党建与业务融合不深。部分村干部重发展轻党建，6个村全年没有专题研究过党建。
2、年轻干部储备不足，35岁以下村干部只有9名。
究其原因，一是思想认识有偏差，我把主要精力放在招商上；二是制度执行不严，党建考核占比只有10%。
三、2025年打算
1、6月底前每村至少储备2名35岁以下后备干部，由组织委员负责。
"""


def test_a_summary_of_the_office_is_taken_apart_by_its_headings() -> None:
    outline = find_outline("基层党建述职")
    found = intake([("小结", SUMMARY)], outline, embedder=local_embedder())
    assert found.year == 2024
    assert {"2024年工作小结（镇党委）", "（一）抓班子带队伍。", "（二）抓阵地。", "三、2025年打算"} <= set(found.heads)
    report = draft(found.answers(outline), outline)
    achieved = report.parts[0].text
    assert "专题研究党建8次" in achieved
    assert "专题研究党建26次" not in achieved
    assert "抓阵地" not in achieved
    first, second = (problem.text for problem in report.problems)
    assert "主要在我自身：思想认识有偏差" in first
    assert "制度执行不严" in second
    assert "究其原因，思想" not in first


MIXED = """今年基本情况：全街道7个社区，党组织63个，党员3100余名
E3：发展11名
书记项目是“家门口的服务站”，投了60万，建了5个站。
难点堵点：
1.小区党组织覆盖不全，128个小区建了97个
2.社工流失，走了23个，占了两成
主要原因是我对社工关心不够，我去区里争取得少
下一步
小区党支部覆盖率到90%，2026年9月底前，组织科负责
"""


def test_an_id_in_free_notes_speaks_for_its_line_only() -> None:
    outline = find_outline("基层党建述职")
    found = intake([("笔记", MIXED)], outline, embedder=local_embedder())
    assert [row.words for row in found.rows if row.question == "E3"] == ["发展11名"]
    assert set(found.heads) == {"难点堵点：", "下一步"}
    report = draft(found.answers(outline).model_copy(update={"year": 2025}), outline)
    assert len(report.problems) == 2
    measure = next(m for m in report.measures if "90%" in m.text)
    assert measure.owner == "组织科"
    assert "9月底前" in measure.due


def test_replies_to_a_list_of_questions_go_on_over_lines() -> None:
    outline = find_outline("基层党建述职")
    found = intake([("回复", "E3：转正4名\n接收5名\nE1：培训6场\n")], outline)
    assert [row.words for row in found.rows if row.question == "E3"] == ["转正4名\n接收5名"]


def test_a_list_within_a_reply_is_of_that_reply() -> None:
    outline = find_outline("基层党建述职")
    told = (
        "G1：反馈4条：\n（1）村级后备力量不足；\n（2）党建品牌影响力不强。\nG2：\n（1）后备干部增加到46名；\n"
        "（2）品牌没有专门做。\nF4：\n1. 通组路17.6公里；\n2. 农村改厕286户。\n（口头）食堂每餐收6块钱。\nE1：培训6场\n"
    )
    answers = intake([("回复", told)], outline).answers(outline).answers
    assert list(answers) == ["E1", "F4", "G1", "G2"]
    assert answers["G1"] == "反馈4条：\n（1）村级后备力量不足；\n（2）党建品牌影响力不强。"
    assert answers["G2"].count("\n") == 1
    assert answers["F4"].startswith("1. 通组路17.6公里；\n2. 农村改厕286户。\n（口头）")


OUTLINE = """述职提纲（2025）
干了这么几件事
黄桃种了3200亩，合作社8家，村集体分红210万，带了640户。
不足之处主要有三点：1.我对年轻党员关心不够，走了17个；2.支部活动质量不高，抽查12个支部有5个记录是补的；3.村干部待遇落实慢，有3个村拖了4个月。
根子在我，光顾跑项目。组织办人手也不够，就2个人。
2026年准备这样干：年轻党员建台账，3月底建好，组织委员管；支部活动每月抽查4个，纪委书记牵头。
"""


def test_an_outline_jotted_down_leaves_no_lead_in_the_text() -> None:
    outline = find_outline("基层党建述职")
    found = intake([("提纲", OUTLINE)], outline, embedder=local_embedder())
    assert found.year == 2025
    report = draft(found.answers(outline), outline)
    assert len(report.problems) == 3
    text = "".join(part.text for part in report.parts)
    assert not any(words in text for words in ("不足之处", "根子在我", "准备这样干", "几件事"))
    assert any("组织办人手" in cause.text and "我" not in cause.text for cause in report.causes)
