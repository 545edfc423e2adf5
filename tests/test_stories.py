"""Stories and what people said in them: whole and in the words told, or not at all; the teller's own remarks left out."""

from __future__ import annotations

import pytest
from least_told import draft_of, work_of

from assistant.checking.check import check_report
from assistant.interview.answers import read_answer
from assistant.outline import Outline
from assistant.revising.todos import rechecked


@pytest.mark.parametrize(
    ("question", "said", "wanted"),
    [
        (
            "E9",
            "志愿队6支。有个事我得说说，2月里一天夜里，老支书梁伯挨家敲门，说，水要来了，先走人，东西以后再说。后来一个人也没落下。",
            "2月里一天夜里，老支书梁伯挨家敲门，说“水要来了，先走人，东西以后再说”。后来一个人也没落下。",
        ),
        (
            "C1",
            "班子集中学习8次。有个开挖机的党员举手问我，书记，这八条管不管我？我说，管，先管我，再管你。",
            "有个开挖机的党员举手问我“书记，这八条管不管我？”我说“管，先管我，再管你”。",
        ),
        ("F4", "修路3公里。通车那天来了个老太太，站着不走，说想再看一眼。", "来了个老太太，站着不走，说想再看一眼"),
        ("D4", "党课4次，有一回讲完，小丁说别光讲我们，书记你也讲讲自己。", "小丁说“别光讲我们，书记你也讲讲自己”"),
        (
            "E9",
            "志愿队6支。印象最深的是腊月里，独居的周婆婆家烟囱倒了，支部的老赵搬了梯子就上去，干到天黑。周婆婆拉着他不放，说你们吃了饺子再走。老赵说，饺子留着，明天我再来看。",
            "干到天黑。周婆婆拉着他不放，说“你们吃了饺子再走”。老赵说“饺子留着，明天我再来看”。",
        ),
        ("D2", "联系桥头社区，去了28次。通水那天他打来电话，就一句话，书记，不淹了。", "就一句话“书记，不淹了”"),
        ("E4", "主题党日12次。有个支部书记跟我说，人来不齐，能不能算上视频，我没同意。", "能不能算上视频”，我没同意"),
        (
            "D3",
            "建工坊6个。工人来问我，书记，还干不干了，我说干，后来从县里谈来了订单。",
            "“书记，还干不干了”，我说“干”，后来",
        ),
        ("E9", "志愿队6支。他家老伴站出来喊，先抬西头的，自己把门板卸了下来。", "喊“先抬西头的”，自己把门板卸了下来"),
    ],
)
def test_what_was_said_stands_whole_with_its_speaker(question: str, said: str, wanted: str) -> None:
    assert wanted in work_of(**{question: said})


@pytest.mark.parametrize(
    "said",
    [
        "老杨后来跟我说，他也怕。",
        "村支书一喊，党员都来了。",
        "上级来问，都答得出。",
        "修了一条大道，直通码头。",
        "电话里老板说停工这几天工资照发，十分钟人就散了。",
        "群众反映说，路修好了。",
        "我说了算的事不多，都上会。",
    ],
)
def test_what_is_only_reported_is_not_put_in_quotation_marks(outline: Outline, said: str) -> None:
    facts = read_answer(outline.question("F1"), f"转移群众230人。{said}", 2025, outline).facts
    assert not any("“" in fact.text for fact in facts if "路修好" not in fact.text)


@pytest.mark.parametrize(
    ("question", "said", "kept", "gone"),
    [
        ("E4", "主题党日12次，上报参加率91%，我不认。", "91%", "我不认"),
        ("B1", "12个村，党员830名，误差不超过三五个。", "830名", "误差"),
        ("E6", "软弱涣散2个，转化1个，算是有点起色吧。", "2个", "起色"),
        ("F3", "调解纠纷88件，化解80件。有人后来说我是走运，不是走运，是网格员腿勤。", "88件", "走运"),
        ("F5", "会议从40次减到28次，微信群我没管。", "28次", "没管"),
        ("D2", "联系河湾村，去了20次，我懂这个，带着农技员改了两口塘。", "20次", "我懂这个"),
    ],
)
def test_the_tellers_own_remarks_are_left_out(question: str, said: str, kept: str, gone: str) -> None:
    text = work_of(**{question: said})
    assert kept in text
    assert gone not in text


def test_a_doer_named_in_a_remark_is_not_lost_with_it() -> None:
    text = work_of(D2="联系河湾村，去了20次。我懂这个，带着农技员一家一家看塘。")
    assert "我带" in text


@pytest.mark.parametrize("question", ["怎么算的？", "党建怎么引领呢？"])
def test_a_question_put_to_oneself_is_no_statement(question: str) -> None:
    text = work_of(E4=f"主题党日12次，参加率71%。{question}签到本加视频点名。")
    assert question[:3] not in text
    assert "签到" in text


def test_no_honour_and_a_joke_about_it_make_no_sentence() -> None:
    text = work_of(E8="没有，今年一块牌子都没拿。有人让我去报个示范点，我说菇还没长满呢。")
    assert "牌子" not in text
    assert "菇" not in text


def test_a_long_sentence_of_a_story_is_parted_where_somebody_acts_anew() -> None:
    said = (
        "有个事我得说说，7月一天凌晨，村里一个63岁的老党员，以前是救护队的，腿上有钢板，挨家敲门，敲到最后一家老太太死活不走，"
        "说“这房是老头子拿命换的”，他就坐在炕沿上跟老太太说，你今天得让我背一回。"
    )
    assert "拿命换的”。他就坐在炕沿上跟老太太说“你今天得让我背一回”。" in work_of(E9=f"志愿队6支。{said}")


def test_an_answer_has_one_story_and_the_figures_of_the_others() -> None:
    report = draft_of(
        E9="志愿队6支。有个老伯跟我说，你们来得勤。活动88次。下雪那天，老赵背着80岁的林阿婆走了3公里，"
        "林阿婆说，你比我儿子还亲，你歇一歇。"
    )
    text = report.parts[0].text
    assert "林阿婆说“你比我儿子还亲，你歇一歇”" in text
    assert "来得勤" not in text
    assert "88次" in text
    assert any(f.rule == "W07" and "来得勤" in f.message for f in report.findings)


def test_figures_of_a_story_are_facts(outline: Outline) -> None:
    said = "志愿队6支。有个事我得说说，3月夜里一户媳妇要生了，老党员开着铲车在前头推雪，14公里走了5个钟头，他不要谢礼，说，叫我一声叔就行。"
    facts = read_answer(outline.question("E9"), said, 2025, outline).facts
    assert [(f.figure.value, f.told) for f in facts if f.figure] == [(6, False), (1, True), (14, True), (5, True)]


def test_no_figure_is_missed_in_words_said_to_be_left_out_neither_in_the_draft_nor_once_it_is_revised(
    outline: Outline,
) -> None:
    report = draft_of(
        H1="第一条，支部活动形式单一，年轻党员不愿来。第二条，流动党员联系不上。",
        H5="粮食产量在全县11个镇里头排第5，公路最窄。",
    )
    (left,) = [f for f in report.findings if f.rule == "W02"]
    assert "“粮食产量在全县11个镇里头排第5，公路最窄”" in left.message
    again = rechecked(report, report, outline)
    assert left in again.findings
    assert not [f for f in (*report.findings, *again.findings) if f.rule == "B04"]
    assert [f for f in check_report(report.model_copy(update={"findings": []}), outline) if f.rule == "B04"]
