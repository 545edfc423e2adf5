"""Speech into written register: a table of pairs, quoted words kept, residue named."""

from __future__ import annotations

import pytest

from assistant.wording.register import is_aside, plain_speech, residue, write

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
    ("以前要跑3个部门办的事", "过去分散在3处办理的事项"),
    ("现在都集中到一个大厅办", "现在归并到一个大厅办理"),
    ("人招来了没管好", "人招来后管理未跟上"),
]
ACCENTS = [
    ("我哋镇加埋13条村", "我们镇一共13个村"),
    ("户均多增收6800蚊", "户均多增收6800元"),
    ("两个班子不咬弦", "两个班子不团结"),
    ("追回来三十八万", "追回来三十八万"),
    ("今年是72%", "今年是72%"),
    ("冇得别的路子", "没有别的路子"),
    ("搞了“加埋”活动", "搞了“加埋”活动"),
    ("一季度研究一次", "每季度研究一次"),
    ("一季度办一个班", "一季度办一个班"),
    ("一月下村6天", "每月下村6天"),
]
KEEPS = [
    ("送12名书记去成都跟班学习", "成都"),
    ("那座桥烂了6年", "烂了6年"),
    ("6月下了5天雨", "5天雨"),
    ("把那座危桥修好了", "修复危桥"),
    ("意见办了376条", "办结376条"),
    ("一年省10余万接待费", "10余万元接待费"),
    ("在3个商圈各建1个骑手驿站", "1个骑手驿站"),
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


@pytest.mark.parametrize(("said", "plain"), ACCENTS)
def test_local_ways_of_speaking_become_standard_words_before_they_are_read(said: str, plain: str) -> None:
    assert plain_speech(said) == plain


@pytest.mark.parametrize(("said", "kept"), KEEPS)
def test_written_words_keep_the_meaning(said: str, kept: str) -> None:
    assert kept in write(said, year=2022)


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
    assert residue("老念念这事")
    assert not residue("有6个只是念念文件")
