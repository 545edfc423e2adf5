"""The library of measures: something for every kind of problem, with blanks and without invented targets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.errors import InputError
from assistant.exemplars import exemplars
from assistant.outline import find_outline
from assistant.settings import knowledge_files
from assistant.suggestions import ProblemKind, kinds_for, load_suggestions, suggestions
from assistant.text.structure import read_structure

TOPICS = """组织生活 集体经济 带头人 党员作用 流动党员 后备 治理 软弱涣散 阵地 责任传导 减负 发展党员 两新 物业 人才
意识形态"""


def test_there_is_enough_for_every_kind() -> None:
    assert len(suggestions()) >= 20
    names = "".join(kind.name for kind in suggestions())
    for topic in TOPICS.split():
        assert topic in names


@pytest.mark.parametrize("kind", suggestions(), ids=lambda kind: kind.id)
def test_a_kind_offers_choices_that_can_be_checked(kind: ProblemKind) -> None:
    assert len(kind.measures) >= 8
    assert len(kind.cues) >= 5
    for measure in kind.measures:
        timed = {"时限", "多久"} & set(measure.blanks) or re.search(
            r"每[季月周半年天次]|半年|全年|一年|一期|一线", measure.text
        )
        assert timed, measure.text
        assert not re.search(r"[0-9０-９]", measure.text + measure.owner + measure.evidence)
        owned = "责任人" in measure.blanks or re.search(
            r"我|班子成员|支部|党小组|党员|书记|联席会议|干部|驻村|社区|指标", measure.text
        )
        assert owned, measure.text
        assert not re.search(r"进一步加强|持续推进|不断提高|大力|切实", measure.text), measure.text
    assert len({measure.text[:18] for measure in kind.measures}) == len(kind.measures)


def test_no_suggestion_stands_twice() -> None:
    texts = [measure.text for kind in suggestions() for measure in kind.measures]
    assert len(texts) == len(set(texts))
    assert len(texts) >= 160


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        ("组织生活质量不高，形式单一。抽查的支部有6个只念文件。", "organisation_life"),
        ("村集体经济底子薄，增收路子窄。有4个村经营性收入不到5万元。", "collective_economy"),
        ("村书记带富能力弱，不敢拍板。", "leaders"),
        ("无职党员作用发挥不好，认了岗不上岗。", "members_role"),
        ("流动党员管理有空档，19名联系不上。", "mobile_members"),
        ("后备力量不足，接班的人青黄不接。", "reserve"),
        ("网格员不会调解，矛盾纠纷往上推。", "governance"),
        ("软弱涣散村整顿不彻底，账目不清。", "weak_branches"),
        ("党群服务中心常年锁门，阵地闲置。", "venues"),
        ("责任传导层层递减，督办一抓到底不够。", "responsibility"),
        ("报表多、会议多，减负没有落到位。", "style"),
        ("党员老龄化，三年没有发展党员。", "admission"),
        ("两新组织覆盖有盲区，骑手找不到组织。", "new_sectors"),
        ("老旧小区没有物业，业委会没选出来。", "neighbourhoods"),
        ("年轻干部留不住，社区工作者业务不熟。", "talents"),
        ("意识形态抓得不紧，舆情回应慢。", "ideology"),
        ("理论学习不深，学用脱节。", "theory"),
        ("党建品牌有名气没内涵，同质化。", "brands"),
        ("驻区单位共建一头热，条块统筹不够。", "joint_building"),
        ("群众诉求答复慢，窗口没人。", "service"),
        ("小微权力监督不够，采购不公开。", "integrity"),
        ("支部领办合作社少，产业带动弱。", "industry"),
        ("支书不会带班子，头雁不领。", "leaders"),
        ("外出党员一年到头没人管。", "mobile_members"),
    ],
)
def test_a_problem_finds_its_kind(problem: str, kind: str) -> None:
    assert kind in [found.id for found in kinds_for(problem)[:2]]


def test_every_problem_of_the_exemplars_finds_some_kind() -> None:
    problems = [
        item.text
        for exemplar in exemplars()
        for item in read_structure(exemplar.text, find_outline(None)).items("problem")
    ]
    assert len(problems) >= 30
    assert [problem[:20] for problem in problems if not kinds_for(problem)] == []


def test_words_that_say_no_problem_find_none() -> None:
    assert kinds_for("今天天气很好。") == []


GOOD = """- id: demo
  name: 演示
  cues: [演示]
  measures:
    - {text: 由【责任人】在【时限】前办【几场】演示, owner: 组织委员, evidence: 签到表}
"""


@pytest.mark.parametrize(
    ("spoilt", "line", "told"),
    [
        (GOOD.replace("owner:", "owners:"), 5, "不认识的键"),
        (GOOD.replace("  cues: [演示]\n", ""), 1, "缺少"),
        (GOOD.replace("【几场】", "6场"), 5, "不写现成的数"),
        (GOOD.replace("由【责任人】在【时限】前办【几场】演示", "组织委员抓好各项演示工作"), 5, "空"),
        (GOOD.replace("measures:", "measure:"), 4, "不认识的键"),
        (GOOD + "  - x: [", 6, "YAML"),
    ],
)
def test_a_slip_is_said_with_file_and_line(spoilt: str, line: int, told: str, tmp_path: Path) -> None:
    path = tmp_path / "演示.yaml"
    path.write_text(spoilt, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_suggestions(path)
    assert "演示.yaml" in str(caught.value)
    assert told in str(caught.value)
    if told != "YAML":
        assert f"第{line}行" in str(caught.value)


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "演示.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert load_suggestions(path)[0].measures[0].blanks == ("责任人", "时限", "几场")
    assert all(load_suggestions(shipped) for shipped in knowledge_files("measures", ".yaml"))
