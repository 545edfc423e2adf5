from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.interview.answers import Reading, read_answers
from assistant.interview.reconcile import derive, reconcile
from assistant.outline import Outline
from assistant.report import Answers, Fact

Y = 2024


def read(outline: Outline, answers: dict[str, str]) -> Reading:
    return read_answers(Answers(outline=outline.name, year=Y, answers=answers), outline)


# (answers, rule, what the quote holds, values in conflict)
CLASHES: list[tuple[dict[str, str], str, list[str], list[str]]] = [
    # B03：同一个数两处说得不一样
    ({"E3": "发展党员5名。", "E9": "今年发展党员8名，都是骨干。"}, "B03", ["发展党员5名", "发展党员8名"], ["5", "8"]),
    ({"E1": "村干部培训办了6场。", "D5": "班子抓得紧，开展村干部培训9场。"}, "B03", ["6场", "9场"], ["6", "9"]),
    ({"B4": "村集体收入120万元。", "F2": "村集体收入达到150万元。"}, "B03", ["120万元", "150万元"], ["120", "150"]),
    ({"B4": "村集体收入1.2亿元。", "F2": "村集体收入1.5亿元。"}, "B03", ["1.2亿元", "1.5亿元"], ["1.2", "1.5"]),
    ({"F2": "谋划储备项目20个。", "F1": "今年储备项目18个。"}, "B03", ["20个", "18个"], ["20", "18"]),
    ({"F3": "调处矛盾128件。", "F1": "一年下来调处矛盾96件。"}, "B03", ["128件", "96件"], ["128", "96"]),
    ({"E3": "积极分子26名。", "B1": "党员900名，入党积极分子31名。"}, "B03", ["26名", "31名"], ["26", "31"]),
    ({"E1": "培训村干部120人。今年培训村干部90人。"}, "B03", ["120人", "90人"], ["120", "90"]),
    # B07：部分比总数大、率与数不合、合计不对
    ({"E3": "发展党员11名，其中35岁以下的15名。"}, "B07", ["发展党员11名", "15名"], ["11", "15"]),
    ({"E4": "主题党日应到50人，实到30人，参加率80%。"}, "B07", ["应到50人", "80%"], ["50", "30", "80"]),
    ({"F3": "排查矛盾120件，化解100件，化解率98%。"}, "B07", ["120件", "98%"], ["120", "100", "98"]),
    ({"E1": "上半年培训3场，下半年培训5场，一共9场。"}, "B07", ["3场", "一共9场"], ["3", "5", "9"]),
    ({"B1": "党支部20个，分别是农村支部12个、机关支部5个。"}, "B07", ["20个"], ["20", "12", "5"]),
    ({"H2": "第三条，主题党日应到40人，实到52人。"}, "B07", ["应到40人", "实到52人"], ["40", "52"]),
    (
        {"F3": "纠纷总共186件，土地的74件，邻里的58件，婚姻的39件，就这三样。"},
        "B07",
        ["总共186件", "39件"],
        ["186", "74", "58", "39"],
    ),
    # D12：话说满了，别处又说没做到
    (
        {"E4": "三会一课、主题党日都按时开，落实率100%。", "H2": "第三条，主题党日实到也就六成。"},
        "D12",
        ["落实率100%", "六成"],
        ["100"],
    ),
    (
        {"E4": "主题党日每月都搞，全覆盖，参加率100%。", "H2": "第三条，主题党日那次只来了一半。"},
        "D12",
        ["参加率100%", "一半"],
        ["100"],
    ),
    ({"G1": "上年反馈3条问题，全部整改到位。", "G2": "第二条还没改完。"}, "D12", ["全部整改到位", "没改完"], []),
    (
        {"G1": "上年反馈3条问题，都改完了。", "H3": "村级阵地那条反弹了，去年就提过整改。"},
        "D12",
        ["都改完了", "反弹"],
        [],
    ),
    ({"E1": "村干部培训全覆盖。", "H2": "第二条，村干部培训有4个村没人参加。"}, "D12", ["全覆盖", "没人参加"], []),
    ({"F3": "网格走访覆盖率百分之百。", "H2": "网格走访覆盖率实际只有70%。"}, "", [], []),
]


@pytest.mark.parametrize(("answers", "rule", "quoted", "values"), CLASHES)
def test_what_contradicts_itself(
    outline: Outline, answers: dict[str, str], rule: str, quoted: list[str], values: list[str]
) -> None:
    reading = read(outline, answers)
    high = [f for f in reading.findings if f.level == "high"]
    if not rule:
        assert len(high) == 1
        assert high[0].rule in ("B03", "D12")
        return
    assert [f.rule for f in high] == [rule]
    assert "……" in high[0].quote
    for words in quoted:
        assert words in high[0].quote
    assert all(passage in "".join(answers.values()) for passage in high[0].quote.split("……"))
    conflict = [f for f in reading.facts if f.status == "conflict"]
    assert conflict
    assert sorted(str(f.figure.value) for f in conflict if f.figure) == sorted(values)
    asked = [p for p in reading.pending if not p.required]
    assert len(asked) == 1
    assert asked[0].question in answers


# Honest answers: nothing here may be called a contradiction.
HONEST: list[dict[str, str]] = [
    {"E1": "培训办了6场。", "C1": "研讨办了6场。"},
    {"E1": "村干部培训6场。", "C1": "党员培训9场。"},
    {"E3": "发展党员5名，入党积极分子26名。", "B3": "有26名年轻干部进了村班子。"},
    {"H2": "党员参与率只有60%。", "J4": "党员参与率提到85%。"},
    {"B4": "去年集体收入16万元，今年20万元。"},
    {"F4": "杨柳村修路2公里。大槐树村修路3公里。"},
    {"E1": "上半年培训3场，下半年培训5场，一共8场。"},
    {"E3": "发展党员11名，其中35岁以下的7名，女党员6名。"},
    {"E4": "主题党日应到50人，实到30人，参加率60%。"},
    {"F3": "排查矛盾120件，化解117件，化解率97.5%。"},
    {"F3": "矛盾纠纷大概120件。", "F1": "全年矛盾纠纷118件。"},
    {"E1": "培训6场次。", "D5": "全年培训6场。"},
    {"B4": "集体收入0.9万元。", "F2": "集体收入9000元。"},
    {"J4": "党员冬训全覆盖。", "H2": "党员冬训参加的还不到六成。"},
    {"G1": "上年反馈3条问题，改完了2条。", "G2": "第三条还没改完。"},
    {"E4": "主题党日每月一次。", "H1": "第三条是组织生活形式单一，大家参加积极性不高。"},
    {"F4": "自来水全覆盖。", "H1": "党员志愿服务走过场。"},
    {"J1": "针对第一条，培训3次。针对第二条，培训5次。"},
    {"B1": "党支部20个，其中农村支部12个、机关支部5个。"},
    {"E5": "党群服务中心翻新了4个，花了310万。", "F4": "修了村道6.8公里，一共花了1280万。"},
    {"F3": "纠纷总共186件，其中土地的74件，邻里的58件，婚姻的39件。"},
    {"E6": "软弱涣散村1个。", "J5": "转化软弱涣散村2个。"},
    {"E1": "书记班2期，120人。干部班3期，200人。"},
    {"F2": "带动户增收300元。", "F4": "带动户150户。"},
    {"J2": "每季度研究党建1次，每月下村4天。", "D1": "研究党建12次。"},
    {"B1": "党员1200名，积极分子26名，发展对象12名，共发展党员5名。"},
]


@pytest.mark.parametrize("answers", HONEST)
def test_honest_answers_stand(outline: Outline, answers: dict[str, str]) -> None:
    reading = read(outline, answers)
    assert [(f.rule, f.quote) for f in reading.findings if f.level == "high"] == []
    assert all(fact.status == "ok" for fact in reading.facts)


def test_reconciling_again_changes_nothing(outline: Outline) -> None:
    reading = read(outline, {"E3": "发展党员5名。", "E9": "今年发展党员8名。"})
    again = reconcile(reading.facts, outline)
    assert again.facts == reading.facts
    assert [f.rule for f in again.findings] == ["B03"]


def test_facts_in_conflict_keep_their_figures(outline: Outline) -> None:
    reading = read(outline, {"E3": "发展党员5名。", "E9": "今年发展党员8名。"})
    assert {str(f.figure.value) for f in reading.facts if f.figure} == {"5", "8"}


def derived(outline: Outline, answers: dict[str, str]) -> list[Fact]:
    facts = [fact for fact in read(outline, answers).facts if fact.origin.kind == "answer"]
    return derive(facts, len(facts) + 1)


def test_growth_and_difference(outline: Outline) -> None:
    found = derived(outline, {"B4": "去年集体收入16万元，今年集体收入20万元。"})
    assert [(f.metric, f.figure.value, f.figure.unit) for f in found if f.figure] == [
        ("集体收入增加", Decimal(4), "万元"),
        ("集体收入增长", Decimal(25), "%"),
    ]
    assert [f.formula for f in found] == ["20万元−16万元", "（20万元−16万元）÷16万元"]
    assert all(f.origin.kind == "computed" and f.year == Y for f in found)
    assert found[0].id == "F03"


def test_nothing_is_derived_from_what_is_not_there(outline: Outline) -> None:
    assert derived(outline, {"B4": "集体收入20万元。"}) == []
    assert derived(outline, {"B4": "去年集体收入16万元，今年大概20多万元。"}) == []
    assert derived(outline, {"E3": "发展党员5名。", "E9": "今年发展党员8名。去年发展党员4名。"}) == []
