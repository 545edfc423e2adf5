"""Told figures in the outline's written forms: bare answers, spoken units, whose it is, and what no slot may swallow."""

from __future__ import annotations

import pytest

from assistant.figures.printed import arabic
from assistant.interview.answers import read_answer
from assistant.outline import find_outline

WRITTEN = [
    ("E1", "2回。", ["举办村（社区）干部培训2次"]),
    ("E1", "村干部和后备干部的培训搞了三场，来了两百一十多人次。", ["举办村干部和后备干部培训3场", "参训210余人次"]),
    ("C2", "中心组学了十回，第一议题26次。", ["理论学习中心组集中学习10次", "落实“第一议题”制度学习26次"]),
    ("D4", "上了三堂党课，跟人谈心四十几次。", ["讲授党课3堂", "开展谈心谈话40余次"]),
    ("B4", "总共进账三百二十来万。", ["村集体经济收入320余万元"]),
    ("B4", "10万以上的村七个。", ["收入10万元以上的村7个"]),
    ("E3", "接收预备党员9个，里头35岁以下的占三成多。", ["接收预备党员9名", "其中35岁以下占比超过30%"]),
    ("E4", "主题党日全年十二次，参加率八成三。", ["开展主题党日活动12次", "参加率83%"]),
    ("B1", "全镇二十一个村、三个社区，党员两千三百四十六个。", ["下辖21个村", "3个社区", "党员2346名"]),
    ("E6", "有1个，就黄坡村。", ["排查确定软弱涣散党组织1个（黄坡村）"]),
    ("F5", "工作群从四十一个砍到九个。", ["工作群从41个减至9个"]),
    ("D2", "我包的是河口村，跑了二十来趟。", ["我包联河口村", "到河口村走访20余次"]),
    ("F3", "网格96个，纠纷调了六十四件，成了61件。", ["划分网格96个", "调处矛盾纠纷64件", "化解61件"]),
    ("E4", "主题党日一月一回。", ["每月开展主题党日活动1次"]),
    ("E1", "嘎查干部培训3期。", ["举办嘎查干部培训3期"]),
    ("F5", "村里牌子从32块清到6块。", ["村级挂牌从32块减至6块"]),
    ("B4", "集体收入495万，13个村都超过20万。", ["村集体经济收入495万元", "13个村均超过20万元", "13个村均超过20万元"]),
]
# What is said beside the figure is of substance: the slot must not swallow it.
KEPT = [
    ("E3", "接收预备党员17名，里面两新领域的6名。", "“两新”领域"),
    ("C2", "我来以后中心组5次，前任主持的3次。", "前任"),
    ("E9", "志愿活动帮孤寡老人抢收稻谷105户。", "抢收稻谷"),
    ("D4", "给新党员上了2堂党课，没讲完。", "没讲完"),
]


ACTS = [
    ("D2", "把外头欠村里的承包费要回来了。", "追回拖欠村集体的承包费"),
    ("E6", "11月份县里验收过了。", "11月通过县级验收"),
    ("C1", "查出问题17个，改了16个。", "整改16个"),
    ("E8", "有个“洞塘红”的牌子。", "打造“洞塘红”党建品牌"),
    ("D1", "我抓了两件事，一件是5月份把活动场所的产权办下来了。", "其一，5月办妥活动场所的产权"),
    ("C3", "那口机井坏了两年，12天就修好了。", "12天就修好了"),
    ("F2", "车间建起来了，安了65个人就业。", "安置65人就业"),
    ("I3", "草原地广人稀，一个嘎查三百多平方公里。", "草原地广人稀，一个嘎查300余平方公里"),
    ("F1", "最硬的两仗，一仗是雨，一仗是关矿。", "最硬的两仗，一仗是雨"),
    ("B1", "党支部67个，党员2346个，都是十二月底的数哈。", "截至12月底，设有党支部67个"),
]


def written(question: str, words: str) -> list[str]:
    outline = find_outline("基层党建述职")
    return [fact.text for fact in read_answer(outline.question(question), words, 2024, outline).facts]


@pytest.mark.parametrize(("question", "words", "texts"), WRITTEN)
def test_figures_take_the_outlines_form(question: str, words: str, texts: list[str]) -> None:
    assert written(question, words) == texts


@pytest.mark.parametrize(("question", "words", "kept"), KEPT)
def test_a_slot_takes_only_what_it_holds(question: str, words: str, kept: str) -> None:
    assert kept in "".join(written(question, words))


@pytest.mark.parametrize(("question", "words", "text"), ACTS)
def test_what_was_done_keeps_its_meaning_in_written_words(question: str, words: str, text: str) -> None:
    assert text in written(question, words)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("五月份搬进新房子", "5月搬进新房子"),
        ("举办两期，投入三万二", "举办2期，投入3.2万"),
        ("7月28号到30号", "7月28日至30日"),
        ("从四十一个砍到九个", "从41个砍到9个"),
        ("十一公里半", "11.5公里"),
        ("三会一课、两个确立、百花齐放、两天两夜、两三百户", "三会一课、两个确立、百花齐放、两天两夜、两三百户"),
        ("六成左右", "六成左右"),
    ],
)
def test_dates_and_counts_are_printed_in_arabic_numerals(said: str, printed: str) -> None:
    assert arabic(said) == printed
