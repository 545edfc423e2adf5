"""Units said half or not at all: what they are read as, and what stands in the report."""

from __future__ import annotations

import pytest

from assistant.figures.reading import read_figures
from assistant.interview.answers import read_answers
from assistant.outline import Outline
from assistant.report import Answers


def texts(outline: Outline, question: str, words: str) -> list[str]:
    reading = read_answers(Answers(outline=outline.name, year=2025, answers={question: words}), outline)
    return [fact.text for fact in reading.facts]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("承包费一亩才1块2。", ["1.2元"]),
        ("鱼价从6块5掉到4块2。", ["4.2元"]),
        ("土豆三块八一斤收的。", ["3.8元"]),
        ("挡墙高两米三，宽一米八。", ["2.3米", "1.8米"]),
        ("划出去3块5亩的地。", ["3块", "5亩"]),
        ("桩子动了11公分。", ["11公分"]),
        ("户均多收千把块。", ["1000元"]),
        ("来了百把人看。", ["100人"]),
        ("打了三百把锄头。", []),
        ("比全县差26个点。", ["26个百分点"]),
        ("还差8个点位没装。", ["8个"]),
        ("10月有一天半夜1点闻到焦味。", []),
    ],
)
def test_what_is_read(words: str, told: list[str]) -> None:
    assert [f"{span.figure.value}{span.figure.unit}" for span in read_figures(words)] == told


@pytest.mark.parametrize(
    ("question", "words", "wanted", "unwanted"),
    [
        ("D2", "草场让人低价租走了，一亩才1块2。", "1.2元", "1块2"),
        ("F3", "纠纷417件，化解389件，93%出头。", "超过93%", "93余%"),
        ("F5", "社区牌子从平均19块清到6块。", "6块", "元"),
        ("F2", "工人工资从每天160块涨到190块。", "190元", "块"),
        ("B1", "户籍5.8万人，外来17.6万人，倒挂三倍。", "倒挂三倍", "，挂"),
        ("B4", "最高的是宝力根，刚好10万。", "刚好10万元", "，好10"),
        ("B4", "东窑村那152万里头有23万是一次性的补偿。", "23万元", "万里"),
        ("D2", "欠薪128万元，拍卖回款以后余下88万结清。", "88万元结清", "88万结"),
        ("B1", "外来17.6万，流动得快。", "外来17.6万", "万元"),
        ("F2", "稻谷产量1.2万，卖得还行。", "产量1.2万", "万元"),
        ("F2", "收购价从一斤45块涨到58块。", "58元", "块"),
        ("H2", "第一条，35岁以下的只占两成三，比上年低5个点。", "23%", "5个点"),
        ("F4", "食堂每餐收6块钱，80岁以上收4块。", "收6元，", "元钱"),
        ("E6", "清了合同，9份清了7份。", "9份清了7份", "清理9份"),
        ("G2", "第四条，35岁以下接收了10名，去年是6名。", "2024年35岁以下接收6名", "接收2024年"),
        ("I1", "第三条，没往后看三年五年。", "三年五年", "3年"),
        ("B3", "书记平均51.3岁，最大的59，最小的38。", "最小的38岁", "38，"),
    ],
)
def test_what_is_written(outline: Outline, question: str, words: str, wanted: str, unwanted: str) -> None:
    found = "，".join(texts(outline, question, words))
    assert wanted in found
    assert unwanted not in f"，{found}，"


@pytest.mark.parametrize(
    ("question", "words", "wanted"),
    [
        ("D1", "党委会研究党建11次，我主持9次。", "其中本人主持9次"),
        ("C2", "第一议题24次，我领学4次。", "其中本人领学4次"),
        ("C1", "四中全会精神宣讲46场，我讲了5场。", "其中本人宣讲5场"),
        ("D4", "党课4堂，我讲的两堂。", "其中本人讲授2堂"),
        ("C1", "集中学习11次，我领着学了3次。", "其中本人领学3次"),
        ("C1", "警示教育3场，我也去了1场。", "其中本人参加1场"),
        ("D4", "班子成员讲党课22次，我自己讲了5次。", "其中本人讲授5次"),
        ("E1", "村干部培训6场，我讲了2场。", "其中本人讲授2场"),
        ("C1", "四中全会精神是11月开始宣讲的，一共46场，我讲了5场。", "其中本人宣讲5场"),
    ],
)
def test_ones_own_part_of_the_times_told_is_no_second_count(
    outline: Outline, question: str, words: str, wanted: str
) -> None:
    assert wanted in texts(outline, question, words)


@pytest.mark.parametrize(
    ("question", "words", "unwanted"),
    [
        ("D2", "去了31次，我开了4次会。", "其中"),
        ("D4", "讲党课4次，我跟58个人谈了话。", "其中"),
        ("C1", "警示教育3场，我讲了5场党课。", "其中"),
        ("C1", "38个支部都组织学了，覆盖党员大概九百八。", "人次"),
    ],
)
def test_what_is_no_part_stays_what_it_is(outline: Outline, question: str, words: str, unwanted: str) -> None:
    assert unwanted not in "，".join(texts(outline, question, words))
