"""How counts told one after another are joined: a verb governs what it takes, and no more."""

from __future__ import annotations

import pytest

from assistant.report import Fact, Origin
from assistant.writing.prose import Prose, Statement, write_sentences


def _written(*texts: str) -> str:
    told = [
        Statement(text, (Fact(id=f"f{i}", kind="act", text=text, quote=text, origin=Origin(kind="answer", ref="F1")),))
        for i, text in enumerate(texts)
    ]
    prose = Prose()
    write_sentences(prose, [told])
    return prose.text


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        (("转移群众860余人", "冲垮河堤4处"), "转移群众860余人，河堤冲垮4处。"),
        (("转移群众430人", "倒塌房屋12间"), "转移群众430人，房屋倒塌12间。"),
        (("种植油茶2300亩", "合作社6个"), "种植油茶2300亩，合作社6个。"),
        (("签订花椒订单1200亩", "合作社4个"), "签订花椒订单1200亩，合作社4个。"),
        (
            ("领办强村公司3家", "合作社5家", "入社农户1100户", "产业产值2.3亿元"),
            "领办强村公司3家、合作社5家，入社农户1100户，产业产值2.3亿元。",
        ),
        (("接收预备党员6名", "入党积极分子31名"), "接收预备党员6名，入党积极分子31名。"),
        (("预备党员转正9名", "入党积极分子31名"), "预备党员转正9名，入党积极分子31名。"),
        (("确定发展对象16名", "入党积极分子34名"), "确定发展对象16名、入党积极分子34名。"),
        (("走访老党员35人", "困难党员12名"), "走访老党员35人、困难党员12名。"),
        (("茶叶8400亩", "甘蔗1.1万亩"), "茶叶8400亩、甘蔗1.1万亩。"),
        (("下辖22个村", "3个社区", "党员2387名"), "下辖22个村、3个社区，党员2387名。"),
    ],
)
def test_a_verb_governs_only_what_it_takes(texts: tuple[str, ...], written: str) -> None:
    assert _written(*texts) == written


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        (("党员6840名", "“两新”党员1150名"), "党员6840名，其中“两新”党员1150名。"),
        (("党员2346名", "农村党员1870名", "女党员310余名"), "党员2346名，其中农村党员1870名、女党员310余名。"),
        (("党员2346名", "女党员310名", "党支部67个"), "党员2346名，其中女党员310名；党支部67个。"),
        # More than the whole is no part of it, and one part is none of another.
        (("党员300名", "流动党员320名"), "党员300名、流动党员320名。"),
        (("女党员310余名", "流动党员127名"), "女党员310余名、流动党员127名。"),
    ],
)
def test_a_count_of_some_members_is_a_part_of_all(texts: tuple[str, ...], written: str) -> None:
    assert _written(*texts) == written
