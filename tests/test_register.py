"""Speech into written register: a table of pairs, quoted words kept, residue named."""

from __future__ import annotations

import pytest

from assistant.register import is_aside, residue, write

PAIRS = [
    ("村干部的培训办了6场次", "举办村干部培训6场次"),
    ("今年最大的硬仗是抗旱", "全力打好抗旱这场硬仗"),
    ("围绕“五破五立”搞了6场研讨", "围绕“五破五立”开展6场研讨"),
    ("我包的就是那个软弱涣散村", "我包抓软弱涣散村"),
    ("村集体经济一共增收16%", "村集体经济增收16%"),
    ("把支部书记责任清单优化一遍", "优化支部书记责任清单"),
    ("修渠道2.1公里", "修建渠道2.1公里"),
    ("老百姓的事", "群众的事"),
    ("硬化村道5公里，都验收了", "硬化村道5公里，均已验收"),
    ("党员一千二百六十三个", "党员1263个"),
    ("经营性收入两百二十多万", "经营性收入220余万元"),
    ("参加率百分之八十八点五", "参加率88.5%"),
    ("党课上了2次", "讲授党课2次"),
    ("跟15个社区书记每个人都谈了一遍", "与15个社区党组织书记逐一谈心谈话"),
    ("冇死一个人", "无人员伤亡"),
    ("组织委员管", "组织委员负责"),
]
ASIDES = [
    "按台账算的",
    "都是今年的数",
    "我让组织委员发你",
    "文号要找",
    "具体多少钱要查三资平台",
    "稍后补",
    "村名不写",
    "写**村",
]
MATTERS = ["我每季度专题研究一次党建", "查处违纪问题3件", "找准村集体经济短板", "写好乡村振兴文章", "党员带头补种30亩"]


@pytest.mark.parametrize(("said", "written"), PAIRS)
def test_spoken_to_written(said: str, written: str) -> None:
    assert write(said, year=2022) == written
    assert not residue(write(said, year=2022))


@pytest.mark.parametrize("said", ASIDES)
def test_asides_are_no_matter_of_the_report(said: str) -> None:
    assert is_aside(said)


@pytest.mark.parametrize("said", MATTERS)
def test_matters_are_no_asides(said: str) -> None:
    assert not is_aside(said)


def test_years_are_told_by_the_question() -> None:
    assert write("今年培训4期", year=2022) == "培训4期"
    assert write("年底前完成4期", year=2022, about=2023) == "2023年底前完成4期"
    assert "2021年" in write("去年反馈了3条", year=2022)


def test_quoted_words_stay_as_they_are() -> None:
    assert "“扫雪除冰搞了我带头”" in write("搞了“扫雪除冰搞了我带头”", year=2022)


def test_residue_is_named_outside_quotation_marks_only() -> None:
    assert residue("咱们搞了活动")
    assert not residue("开展“咱们一起干”活动")
