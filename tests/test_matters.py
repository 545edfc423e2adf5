"""Measures told matter by matter: who answers for all of it, what promises nothing, and what is asked, once a matter."""

from __future__ import annotations

import pytest

from assistant.interview.clauses import cut
from assistant.outline import find_outline
from assistant.report import Answers, Measure, Report
from assistant.revising import Reviser
from assistant.revising.lacking import lacking
from assistant.wording.register import write
from assistant.workflow import draft
from assistant.writing.measures import named_owner

OUTLINE = find_outline(None)
SAID = {
    "B1": "全镇14个村，党支部19个，党员902名。",
    "E1": "村干部培训4期，260人次。",
    "D1": "专题研究党建8次，我牵头解决了2个村办公场所的事。",
    "H1": "1. 后备干部断档。\n2. 集体经济薄弱，全靠土地流转。\n3. 流动党员管不住。",
    "H2": "1. 14个村里6个村书记过了55岁。\n2. 5万元以下的村还有4个。\n3. 在外党员143名，31名一年没联系上。",
    "I1": "1. 我手懒，没往下压担子。\n2. 我对产业不懂。\n3. 我没盯。",
}


def drafted(**said: str) -> Report:
    return draft(Answers(outline=OUTLINE.name, year=2025, answers=SAID | said), OUTLINE)


def plan(report: Report) -> str:
    return report.parts[2].text


def of(report: Report, problem: str) -> list[Measure]:
    return [measure for measure in report.measures if measure.problem == problem]


def asked(report: Report, *questions: str) -> list[str]:
    return [entry.what for entry in report.pending if entry.question in questions and not entry.required]


def remarks(report: Report) -> str:
    return "".join(finding.message for finding in report.findings if "不是要做的事" in finding.message)


# Who answers for a matter


@pytest.mark.parametrize(
    "said",
    [
        "第一条：组织委员牵头，3月底前每村选2名后备；6月底前选送12人到县里跟班；年底后备库达到40名。",
        "一、3月底前每村选2名后备，组织委员牵头；6月底前选送12人到县里跟班；年底后备库达到40名。",
        "（1）3月底前每村选2名后备；6月底前选送12人到县里跟班；年底后备库达到40名；组织委员牵头。",
    ],
)
def test_an_owner_at_the_head_or_end_of_a_matter_answers_for_all_of_it(said: str) -> None:
    report = drafted(J1=said)
    assert "的问题，由组织委员牵头，2026年3月底前每村选2名后备" in plan(report)
    assert plan(report).count("组织委员") == 1
    assert [measure.owner for measure in of(report, "P1")] == ["组织委员"] * 3
    assert "，由组织委员牵头，。" not in plan(report)
    assert not asked(report, "J1")
    assert "【待补" not in plan(report)


def test_owners_of_single_sentences_stay_with_them() -> None:
    said = "第二条，9个项目砍成5个，1月底前砍完，我负责；再上40个大棚，镇长负责，9月底前建成；年底租金占比降到50%以下。"
    report = drafted(J1=said)
    assert "9个项目砍成5个，2026年1月底前砍完，由我负责。" in plan(report)
    assert "40个大棚，2026年9月底前建成，由镇长负责。" in plan(report)
    assert not asked(report, "J1")


def test_an_owner_without_an_act_is_no_measure() -> None:
    report = drafted(J1="第一条，组织委员负责。第二条，5月底前建1个分拣中心，副镇长负责。")
    assert "组织委员" not in plan(report)
    assert "。，" not in plan(report)


def test_a_third_matter_told_between_semicolons_answers_the_third_problem() -> None:
    said = "第三条：副书记牵头，2月底前建台账；每村不少于2名联系人，总数到28名；7个空白村5月底前全部补上。"
    report = drafted(J1=said)
    assert {measure.problem for measure in report.measures} == {"P3"}
    assert all("副书记" in measure.owner for measure in report.measures)


def test_points_counted_in_another_answer_are_no_numbers_of_problems() -> None:
    report = drafted(J6="换届是大事，先做三件事，一是4月底前查账，二是6月底前谈完话，三是后备名单报县里。")
    assert all(measure.problem is None for measure in report.measures)
    assert "先做3件事：2026年4月底前查账；2026年6月底前谈完话；后备名单报县里。" in plan(report)
    assert "做好换届工作" in plan(report)


def test_steps_keep_their_own_owners() -> None:
    report = drafted(J6="我们分两步走：3月底前把14个村的账查一遍，财政所长负责；5月底前摸清人选，我牵头。")
    (steps,) = [measure for measure in report.measures if "分两步走：" in measure.text]
    assert "由财政所长负责；2026年5月底前" in steps.text
    assert not steps.target.startswith("分两步")


@pytest.mark.parametrize(
    ("words", "owner"),
    [("商会会长跟统战委员一起管", "商会会长跟统战委员"), ("组织委员小陈负责", "组织委员小陈"), ("年底前完成", "")],
)
def test_who_is_named(words: str, owner: str) -> None:
    assert named_owner(words) == owner


# What promises nothing


@pytest.mark.parametrize(
    "words",
    [
        "示范点不定目标",
        "示范点保持现有",
        "不新报",
        "争不争得上",
        "能不能争上不好说",
        "尽力吧",
        "不搞擂台了",
        "别的没想好",
        "别的不铺摊子了",
    ],
)
def test_what_is_no_promise_is_said_to_the_secretary_alone(words: str) -> None:
    report = drafted(J5=f"集体经济收入达到700万元，{words}。")
    assert words not in plan(report)
    assert "700万元" in plan(report)
    assert (words in remarks(report)) is (words not in ("争不争得上", "尽力吧"))  # said to the drafter: talk
    assert not asked(report, "J5")


@pytest.mark.parametrize(
    "words",
    [
        "保持零上访",
        "不新增村级债务",
        "一个人不少于15天",
        "不许念稿",
        "按县里统一部署推进",
        "看准了项目再上2个",
        "迎检材料一律不搞了",
    ],
)
def test_what_is_a_promise_stays(words: str) -> None:
    assert "J5" not in remarks(drafted(J5=f"{words}，集体经济收入达到700万元。"))


@pytest.mark.parametrize(
    ("words", "hole"),
    [
        ("送8个人到外县住着学，谁带队还没定", "“送8个人到外县住着学”：谁带队还没有定"),
        ("建1个分拣中心，租给谁用还没有谈", "“建1个分拣中心”：租给谁用还没有定"),
        ("建1个分拣中心，什么时候投用等县里通知", "什么时候投用还没有定"),
        ("搞4期培训，具体哪个月办，等县里通知", "具体哪个月办还没有定"),
        ("搞4期培训，人数待换届后定", "“搞4期培训”：人数还没有定"),
        ("推物业公司自营，试几个还没定", "“推物业公司自营”：试几个还没有定"),
    ],
)
def test_what_is_not_settled_is_asked_and_not_written(words: str, hole: str) -> None:
    report = drafted(J1=f"第二条，{words}，副镇长负责，9月底前完成。")
    assert hole in asked(report, "J1")
    assert not any(left in plan(report) for left in ("没定", "没有谈", "通知", "后定"))


# What is asked


def test_what_a_matter_lacks_is_asked_once_in_words_to_answer() -> None:
    report = drafted(
        J1="第一条，每村选2名后备。送12人到县里跟班。后备库达到40名。", J4="先锋队到18支。无职党员设岗260个。"
    )
    assert asked(report, "J1") == [f"针对“{report.problems[0].headline}”的措施：由谁负责、几月底前完成"]
    assert len(asked(report, "J4")) == 1
    assert all(item.text.count("【待补") <= 1 for part in report.parts for item in part.items)


def test_neither_own_promises_nor_targets_are_asked_for_owner_or_date() -> None:
    report = drafted(J2="每季度研究1次党建，驻村不少于60天，讲党课4次。", J5="集体经济收入达到700万元，样板支部2个。")
    assert not asked(report, "J2", "J5")
    assert "【待补" not in plan(report)


def test_one_answer_fills_what_was_asked_once() -> None:
    report = drafted(J1="第一条，每村选2名后备。送12人到县里跟班。后备库达到40名。")
    owned = Reviser(OUTLINE, "plan").revise(report, "第一条的责任人写组织委员").report
    assert {measure.owner for measure in of(owned, "P1")} == {"组织委员"}
    assert plan(owned).count("组织委员") == 1
    assert "【待补" not in plan(owned)
    assert asked(owned, "J1") == [f"针对“{report.problems[0].headline}”的措施：几月底前完成"]


# Words


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("把312户重新走一遍", "重新走访312户"),
        ("把38个浩特小组重新理一遍", "重新梳理38个浩特小组"),
        ("把9个嘎查走一遍", "走遍9个嘎查"),
    ],
)
def test_once_over_anew(said: str, written: str) -> None:
    assert write(said, year=2025) == written


@pytest.mark.parametrize(
    ("answers", "written"),
    [
        ({"J4": "先锋队64支到70支。"}, "先锋队从64支增至70支"),
        ({"J4": "参加率七成到八成五。"}, "参加率从70%提高到85%"),
        ({"J5": "后岭村要过10万元。"}, "收入超过10万元"),
    ],
)
def test_from_what_is_to_what_is_to_come(answers: dict[str, str], written: str) -> None:
    text = plan(drafted(**answers))
    assert written in text
    assert "达到超过" not in text


@pytest.mark.parametrize(
    ("answers", "written"),
    [
        ({"J5": "经营性收入1480万元。"}, "经营性收入达到1480万元"),
        ({"J1": "第三条，年底纳管率到72%，组织委员负责，总数到60名。"}, "总数达到60名"),
        (
            {"J1": "第二条，12月前改造旧厂房6万平方米，农办主任负责。"},
            "2026年12月前完成旧厂房改造6万平方米，由农办主任负责",
        ),
        ({"J1": "第二条，9个项目砍成5个，1月底前砍，我负责。"}, "2026年1月底前，9个项目砍成5个，由我负责"),
        ({"J6": "明年村“两委”换届。3月底前摸清底数。"}, "做好2026年村“两委”换届工作，2026年3月底前摸清底数"),
        ({"J6": "明年有村“两委”换届，3月底前摸清底数。"}, "做好2026年村“两委”换届工作，2026年3月底前摸清底数"),
    ],
)
def test_targets_dates_and_tasks_read_as_plans(answers: dict[str, str], written: str) -> None:
    assert written in plan(drafted(**answers))


def test_who_answers_for_a_part_is_not_put_before_what_he_does_himself() -> None:
    told = "第二条，我每季度带队抽查11个支部，12月底前把42个支部查一遍；3月底前把党建考核跟绩效挂上钩，组织委员负责。"
    text = plan(drafted(J1=told))
    assert "由组织委员负责，我" not in text
    assert text.count("由组织委员负责") == 1


def test_what_only_tells_of_elections_is_headed_so() -> None:
    told = {"J2": "讲党课4次，驻村不少于50天。", "J6": "明年有村“两委”换届，6月底前把人选储备好，我来牵头。"}
    assert "做好换届准备" not in plan(drafted(**told))
    assert "做好换届准备" in plan(drafted(**{**told, "J2": "没有"}))


def test_too_little_for_an_item_goes_where_the_rest_of_its_answer_went() -> None:
    report = drafted(J1="第二条，5月底前建1个分拣中心，副镇长负责。", J5="集体经济收入达到700万元。示范点争创1个。")
    items = [item.text for item in report.parts[2].items]
    (home,) = [text for text in items if "700万元" in text]
    assert "示范点争创1个" in home


def test_of_two_matters_in_one_item_each_is_asked_by_its_words() -> None:
    report = drafted(J1="第三条，建3个流动党员支部。", J3="村书记培训4期。", J4="先锋队到18支，无职党员设岗260个。")
    waiting = [one for one in lacking(report) if one.what == "责任人"]
    shared = [one for one in waiting if one.named.endswith("那句")]
    for one in shared:
        revised = Reviser(OUTLINE, "plan").revise(report, one.answered("组织委员")).report
        assert {m.id for m in revised.measures if m.owner == "组织委员"} == {one.measure.id}
    assert len(waiting) == 3
    assert shared


# As a clerk writes them


def test_points_within_a_matter_answer_its_problem() -> None:
    said = (
        "一、建强后备队伍\n1. 每村选2名后备，责任人：组织委员，时限：3月底前；\n2. 送12人跟班，责任人：副书记，时限：6月底前。\n"
        "二、壮大集体经济（责任领导：副镇长；完成时限：10月底）\n1. 建分拣中心1个；\n2. 4个薄弱村全部过5万元。\n"
        "三、流动党员：建3个党支部，6月底前完成（党建办）。"
    )
    report = drafted(J1=said)
    first, second, third = (of(report, problem) for problem in ("P1", "P2", "P3"))
    assert [measure.owner for measure in first] == ["组织委员", "副书记"]
    assert "建强后备队伍，每村选2名后备，2026年3月底前完成，由组织委员负责。" in plan(report)
    assert {measure.owner for measure in second} == {"副镇长"}
    assert "责任" not in plan(report)
    assert [measure.owner for measure in third] == ["党建办"]
    assert not asked(report, "J1")


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("一、强队伍\n1. 每村选2名。\n2. 送12人。\n二、强经济\n1. 建1个中心。", [1, 1, 1, 2, 2]),
        ("第一条，一是建后备台账，二是送人学习。第二条，一是大棚动工。", [1, 1, 2]),
        ("第一，后备干部少。二是集体经济弱。三是没有人管。", [1, 2, 3]),
        ("一、存在的问题\n1. 后备干部少。\n2. 集体经济弱。", [1, 1, 2]),
    ],
)
def test_marks_within_a_point_count_for_themselves(text: str, about: list[int]) -> None:
    assert [clause.about for clause in cut(text, points=True)] == about


def test_a_date_does_not_go_over_what_is_not_settled_to_what_follows() -> None:
    text = plan(drafted(J1="第三条，建三个流动党员支部，四月底前，谁当书记还在物色，失联的31个请派出所协查。"))
    assert "2026年4月底前，建" in text
    assert "4月底前失联" not in text


def test_one_s_own_failing_is_mended_by_oneself_and_how_often_is_a_target() -> None:
    report = drafted(
        H1="第一条，后备干部断档。第二条，集体经济薄弱。第三条，我下村少。",
        J1="第三条，每周二雷打不动下村，办公室记账，年底晒出来。第二条，办送学小组14个，宣传委员，全年覆盖410人。",
        J2="研究党建一季度一次。",
    )
    assert {measure.owner for measure in of(report, "P3")} == {"我"}
    assert [measure.owner for measure in of(report, "P2")] == ["宣传委员"]
    assert not asked(report, "J1")
    assert "研究党建每季度一次" in plan(report)
