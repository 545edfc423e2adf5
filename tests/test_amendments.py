"""What is set right when all is gone through is put into the answer it speaks of, or asked for."""

from __future__ import annotations

import pytest

from assistant.interview.answers import Reading, read_answers
from assistant.outline import Outline
from assistant.report import Answers

TOLD = {
    "D2": "后岭村，去了26次。带着物探队打了两个孔，够87户吃。钱是县水利局出了38万元，镇里出了6万元。",
    "E1": "培训8期，412人次。",
    "E6": "排查2个。西坪村换了书记。南沟村没有转化，村里四百多口人分成两派，开党员会都坐两边，中间空三排凳子。",
    "F2": "虾稻6.8万亩。支部领办合作社16家。",
    "F4": "机井打了26眼，管网38.6公里。",
}


def read(outline: Outline, said: str, **more: str) -> Reading:
    return read_answers(Answers(outline=outline.name, year=2025, answers=TOLD | more | {"K1": said}), outline)


def text(reading: Reading) -> str:
    return "；".join(fact.text for fact in reading.facts)


# (what was said at the end, what must stand, what must not)
RIGHT = [
    (
        "看过了。有一个地方改一下，刚才我说后岭村打井镇里出6万元，应该是7.5万元，县里38万元没错。",
        ("7.5万元", "38万元"),
        ("出6万元",),
    ),
    ("E1培训8期错了，是9期。", ("9期", "412人次"), ("8期",)),
    ("培训不是8期，是9期。其他都对。", ("9期",), ("8期",)),
    ("E1培训是9期，不是8期。", ("9期",), ("8期",)),
    ("培训应该是9期。", ("9期", "412人次"), ("8期",)),
    ("都对。E1的期数改成9期。", ("9期", "412人次"), ("8期",)),
    ("培训那个412人次，会计核了一遍，是421人次。", ("421人次", "8期"), ("412",)),
    ("E6里南沟村那两派坐两边的事，不要写那么细，写有矛盾就行。", ("有矛盾", "南沟村"), ("两派", "坐两边", "凳子")),
    ("就是那个机井，26眼，有2眼还没通电，你加个注。", ("26眼（有2眼还没通电）",), ("加个注",)),
    ("管网38.6公里是完工数，在建的还有11公里，不要加在一起。", ("38.6公里",), ("11公里", "49.6")),
    (
        "办公室报的“退捕渔民就业率100%”不属实，不能用。有就业意愿的538人，就业511人，95%。",
        ("退捕渔民有就业意愿", "538人", "511人", "95%"),
        ("100%", "不属实"),
    ),
]


@pytest.mark.parametrize(("said", "wanted", "forbidden"), RIGHT, ids=[said[:16] for said, *_ in RIGHT])
def test_what_is_set_right_at_the_end_holds(
    outline: Outline, said: str, wanted: tuple[str, ...], forbidden: tuple[str, ...]
) -> None:
    reading = read(outline, said)
    assert [words for words in wanted if words not in text(reading)] == [], text(reading)
    assert [words for words in forbidden if words in text(reading)] == [], text(reading)
    assert not any(one.question == "K1" for one in reading.pending), reading.pending


def test_the_fact_set_right_keeps_the_words_that_were_said(outline: Outline) -> None:
    reading = read(outline, "刚才我说后岭村打井镇里出6万元，应该是7.5万元。")
    fact = next(fact for fact in reading.facts if "7.5" in fact.text)
    assert (fact.quote, fact.origin.ref) == ("应该是7.5万元", "D2")
    assert any(f.rule == "W07" and "“6万元”改成“7.5万元”" in f.message for f in reading.findings)


def test_a_denied_claim_of_another_answer_gives_way(outline: Outline) -> None:
    reading = read(
        outline, "材料里写的“渔民就业率100%”不属实。有就业意愿的538人，就业511人。", F3="渔民就业率100%，网格30个。"
    )
    assert "100%" not in text(reading)
    assert "511人" in text(reading)
    assert "30个" in text(reading)


def test_what_fits_no_figure_or_several_is_asked_for(outline: Outline) -> None:
    none = read(outline, "修路那个17公里错了，是18公里。")
    assert any(one.question == "K1" and "17公里" in one.what for one in none.pending)
    several = read(outline, "9期错了，是10期。", E1="党务培训9期。", E2="电商培训9期。")
    assert "10期" not in text(several)
    assert any(one.question == "K1" for one in several.pending)


def test_an_answer_may_set_another_right(outline: Outline) -> None:
    reading = read(outline, "都对。", F3="网格30个。对了，刚才我说后岭村镇里出了6万元，应该是7.5万元。化解纠纷12件。")
    assert "7.5万元" in text(reading)
    assert "出6万元" not in text(reading)
    assert "12件" in text(reading)
    assert not any("7.5" in fact.text for fact in reading.facts if fact.origin.ref == "F3")


def test_a_name_set_right_holds_everywhere(outline: Outline) -> None:
    reading = read(outline, "南沟村写错了，是南峪村。其他没错。")
    assert "南峪村" in text(reading)
    assert "南沟村" not in text(reading)
    assert any("南沟村" in fact.quote for fact in reading.facts)


def test_what_is_called_wrong_and_not_understood_is_asked_for(outline: Outline) -> None:
    assert any("整改那条说反了" in one.what for one in read(outline, "整改那条说反了。").pending)
    for fine in ("看过了，没有错的，不用改。", "没什么不对的。", "都对，没有记错的。"):
        assert not any(one.question == "K1" for one in read(outline, fine).pending)
