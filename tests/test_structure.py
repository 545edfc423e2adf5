from __future__ import annotations

import time

import pytest

from assistant.outline import Outline, find_outline
from assistant.text.structure import Kind, Span, TextReport, read_structure, sentences, size


def shape(report: TextReport) -> list[tuple[str | None, list[tuple[str, int]]]]:
    return [(part.id, [(item.kind, item.ordinal) for item in part.items]) for part in report.parts]


def assert_places_agree(report: TextReport) -> None:
    spans: list[Span] = [s for s in (report.title, report.opening, report.ending) if s]
    spans += report.paragraphs
    for part in report.parts:
        spans += [part, part.heading]
        for item in part.items:
            spans += [item, item.headline, item.body]
            assert part.start <= item.start <= item.headline.start <= item.end <= part.end
    for span in spans:
        assert report.text[span.start : span.end] == span.text


ONE_PARAGRAPH_ITEMS = """根据会议安排，现将本人2021年度履职情况报告如下：
一、履职工作特色和亮点
一是抓实学习，筑牢思想根基。我讲党课6次。二是抓实队伍，建强骨干力量。培训村干部4期。
二、存在的主要问题及原因
一是流动党员管得松。主要表现在38名中有11名失联。二是阵地开放不够。主要表现在3处常年上锁。
存在问题的主要原因：一是我下村少。全年只去了9次。二是制度不细。三是督查不够。
三、下一步工作思路和主要措施
一是织密管理网络。组织委员每月联系一次。二是规范阵地开放。每周开放3天。
"""
LINES_WITH_BRACKETS = """# 2023年度抓基层党建工作述职报告
中共白沙镇委员会书记　***
（2024年1月8日）

各位领导、同志们：

2023年，我履行第一责任人职责，现述职如下。

## 一、履职情况

（一）强化政治引领，夯实思想根基
我主持研究8次。主要抓了三件事：一是建制度；二是强督导；三是促落实。
（二）抓实支部建设，建强战斗堡垒。培训9期。

## 二、存在的问题和原因分析

（一）存在的主要问题
1.党课质量参差不齐。12个村有5个照本宣科。
2.流动党员管理薄弱。63名中有21名半年没有参加组织生活。
（二）原因分析
1.思想有偏差。我重业务轻党建。
2.制度执行不严。督查只有2次。

## 三、下步打算

1、抓党课。我牵头，6月底前建成师资库。
2、管流动党员。每季度联系1次。

以上述职，请予评议。
"""
NO_ORDINALS_ON_HEADINGS = """**履职工作亮点**
**一是坚持政治引领，筑牢思想根基。**我带头讲党课6次。
**二是坚持强基固本，建强支部堡垒。**整顿软弱涣散村2个。
**存在的问题和不足**
党建品牌不亮。全镇18个支部只有1个市级示范。
阵地利用不够。6个活动室每月开放不足4次。
对照上述问题，剖析原因，主要是：一是谋划不够。二是督办不严。
**今后努力方向**
一是2025年打造示范支部2个。
二是活动室每周开放3天。
"""
CAUSES_INSIDE = """一、主要做法和成效。一年来，主要抓了三项工作：一是学，二是讲，三是督。
一是突出政治建设，筑牢思想防线。具体做到“三个到位”：一是领导到位；二是人员到位；三是经费到位。
二是突出队伍建设，锻造骨干力量。一是抓培训。办班6期。二是抓监督。约谈3人。
三是突出中心工作，推动乡村振兴。发展合作社5个。
二、存在的问题及原因
一是学习不深入。12次中有4次流于形式，究其原因，是我抓得不紧。二是队伍不够强。3名村书记能力不足。原因是培养单一。三是产业不旺。5个合作社2个亏损，根源在于我跑市场少。
三、下一步打算
针对以上问题，2025年重点抓好：一是由我带头讲党课12次；二是办培训班4期；三是引进龙头企业1家。
中共某某镇委员会书记 李某
2025年1月3日
"""
LISTED_CAUSES_INSIDE = """一、工作亮点
一要抓学习。全年12次。二要抓队伍。全年6期。
二、存在的问题及原因
一是培训针对性不强。
9期培训有6期是念文件。
原因分析：一是需求没有摸；二是师资没有选。
二是督查不细。
全年只通报2次。
原因分析：一是制度没有；二是我去得少；三是用得不好。
三是阵地不活。3个活动室常年上锁。原因有两条：一是钥匙在一人手里；二是没有值班表。
三、下步措施
第一，强培训。由我牵头办班6期。第二，严督查。每季度通报1次。第三，活阵地。6月底前全部开放。
"""
PARTS_OF_CHAPTERS = """第一部分　履职尽责情况
一、加强政治建设
一年来学习12次。
二、加强队伍建设
培训4期。
第二部分　存在的主要问题
一、学习不深
有3次走过场。
二、培训不多
有2个村没有参加。
第三部分　下一步工作打算
一、学深一层
每月1次。
二、训全一遍
每季度1期。
"""
CAUSES_IN_A_PART_OF_THEIR_OWN = """一、履职情况
一是抓学习，打牢思想底子。二是抓队伍，建强骨干力量。
二、存在问题
一是学习不深。二是培训不多。
三、原因分析
一是我学得少。二是我管得松。
四、下步打算
一是我每月学一次。二是每季度训一期。
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            ONE_PARAGRAPH_ITEMS,
            [
                ("work", [("achievement", 1), ("achievement", 2)]),
                ("problems", [("problem", 1), ("problem", 2), ("cause", 1), ("cause", 2), ("cause", 3)]),
                ("plan", [("measure", 1), ("measure", 2)]),
            ],
            id="items in one paragraph, causes in a block",
        ),
        pytest.param(
            LINES_WITH_BRACKETS,
            [
                ("work", [("achievement", 1), ("achievement", 2)]),
                ("problems", [("problem", 1), ("problem", 2), ("cause", 1), ("cause", 2)]),
                ("plan", [("measure", 1), ("measure", 2)]),
            ],
            id="markdown, brackets, digits",
        ),
        pytest.param(
            NO_ORDINALS_ON_HEADINGS,
            [
                ("work", [("achievement", 1), ("achievement", 2)]),
                ("problems", [("problem", 1), ("problem", 2), ("cause", 1), ("cause", 2)]),
                ("plan", [("measure", 1), ("measure", 2)]),
            ],
            id="bold headings without ordinals, unnumbered problems",
        ),
        pytest.param(
            CAUSES_INSIDE,
            [
                ("work", [("achievement", 1), ("achievement", 2), ("achievement", 3)]),
                (
                    "problems",
                    [("problem", 1), ("cause", 1), ("problem", 2), ("cause", 2), ("problem", 3), ("cause", 3)],
                ),
                ("plan", [("measure", 1), ("measure", 2), ("measure", 3)]),
            ],
            id="causes inline, lists inside items and in the introduction, measures in one sentence",
        ),
        pytest.param(
            LISTED_CAUSES_INSIDE,
            [
                ("work", [("achievement", 1), ("achievement", 2)]),
                (
                    "problems",
                    [("problem", 1), ("cause", 1), ("problem", 2), ("cause", 2), ("problem", 3), ("cause", 3)],
                ),
                ("plan", [("measure", 1), ("measure", 2), ("measure", 3)]),
            ],
            id="lists of causes inside problems, 一要, 第一",
        ),
        pytest.param(
            CAUSES_IN_A_PART_OF_THEIR_OWN,
            [
                ("work", [("achievement", 1), ("achievement", 2)]),
                ("problems", [("problem", 1), ("problem", 2)]),
                ("problems", [("cause", 1), ("cause", 2)]),
                ("plan", [("measure", 1), ("measure", 2)]),
            ],
            id="causes under a heading of their own",
        ),
    ],
)
def test_layouts(text: str, expected: list[tuple[str | None, list[tuple[str, int]]]], outline: Outline) -> None:
    report = read_structure(text, outline)
    assert shape(report) == expected
    assert_places_agree(report)
    assert_places_agree(read_structure("　　" + text.replace("\n", "\n　　"), outline))


def test_chapters_hold_the_parts(outline: Outline) -> None:
    report = read_structure(PARTS_OF_CHAPTERS, outline)
    assert [part.id for part in report.parts] == ["work", "problems", "plan"]
    assert report.parts[1].text.startswith("一、学习不深")


def test_head_and_end(outline: Outline) -> None:
    report = read_structure(LINES_WITH_BRACKETS, outline)
    assert report.title is not None
    assert report.title.text == "2023年度抓基层党建工作述职报告"
    assert report.opening is not None
    assert report.opening.text == "2023年，我履行第一责任人职责，现述职如下。"
    assert report.ending is not None
    assert report.ending.text == "以上述职，请予评议。"
    assert report.parts[-1].text.endswith("每季度联系1次。")
    signed = read_structure(CAUSES_INSIDE, outline)
    assert signed.ending is not None
    assert signed.ending.text == "中共某某镇委员会书记 李某\n2025年1月3日"
    assert signed.title is None
    assert signed.opening is None


def test_ending_within_the_last_paragraph(outline: Outline) -> None:
    report = read_structure("一、履职情况\n一是学。\n二、下步打算\n一是干好三件事。以上述职，请予评议。", outline)
    assert report.ending is not None
    assert report.ending.text == "以上述职，请予评议。"
    assert report.parts[-1].text == "一是干好三件事。"


def test_title_on_two_lines(outline: Outline) -> None:
    report = read_structure(
        "关于2024年度抓基层党建\n工作述职报告\n现将2024年情况报告如下：\n一、履职情况\n一是学。", outline
    )
    assert report.title is not None
    assert report.title.text == "关于2024年度抓基层党建\n工作述职报告"
    assert report.opening is not None
    assert report.opening.text == "现将2024年情况报告如下："


def test_item_holds_ordinal_headline_and_body(outline: Outline) -> None:
    item = read_structure(ONE_PARAGRAPH_ITEMS, outline).items("achievement")[1]
    assert item.text == "二是抓实队伍，建强骨干力量。培训村干部4期。"
    assert item.headline.text == "抓实队伍，建强骨干力量"
    assert item.body.text == "培训村干部4期。"
    assert item.part == "work"


def test_inline_cause_lies_inside_its_problem(outline: Outline) -> None:
    report = read_structure(CAUSES_INSIDE, outline)
    for problem, cause in zip(report.items("problem"), report.items("cause"), strict=True):
        assert problem.ordinal == cause.ordinal
        assert problem.start < cause.start
        assert cause.end <= problem.end
    assert report.items("cause")[0].text == "究其原因，是我抓得不紧。"


@pytest.mark.parametrize(
    ("heading", "part_id"),
    [
        ("履职尽责中存在的主要问题及原因", "problems"),
        ("针对存在问题的改进措施", "plan"),
        ("下一步主要工作", "plan"),
        ("主要做法和成效", "work"),
        ("2025年工作打算", "plan"),
        ("抓基层党建工作情况", "work"),
    ],
)
def test_what_a_heading_announces(heading: str, part_id: str, outline: Outline) -> None:
    report = read_structure(f"一、{heading}\n一是学。二是干。", outline)
    assert [part.id for part in report.parts] == [part_id]


def test_review_of_last_year_is_no_part_of_problems(outline: Outline) -> None:
    text = "一、履职情况\n一是学。\n二、上年度反馈问题整改情况\n一是改了。\n三、存在的问题\n一是浅。\n四、下步打算\n一是深。"
    assert [part.id for part in read_structure(text, outline).parts] == ["work", None, "problems", "plan"]


def test_heading_without_cue_takes_the_missing_place(outline: Outline) -> None:
    body = "一是突出政治建设，筑牢思想根基。" + "我到村讲课，帮助解决用水难题。" * 12
    text = f"一、这一年\n{body}\n二、存在的问题\n一是浅。\n三、下步打算\n一是深。"
    assert [part.id for part in read_structure(text, outline).parts] == ["work", "problems", "plan"]
    short = text.replace(body, "略。")
    assert [part.id for part in read_structure(short, outline).parts] == [None, "problems", "plan"]


def test_idioms_are_no_ordinals(outline: Outline) -> None:
    text = "一、履职情况\n一是讲实话。坚持一是一、二是二，做到第一时间到场。二是办实事。统一是为了用好，不是为了好看。"
    assert [item.ordinal for item in read_structure(text, outline).parts[0].items] == [1, 2]


def test_broken_sequence_is_kept(outline: Outline) -> None:
    text = "一、履职情况\n一是讲实话。\n三是办实事。\n"
    assert [item.ordinal for item in read_structure(text, outline).parts[0].items] == [1, 3]


def test_second_kind_has_problems_and_measures_in_one_part() -> None:
    summary = find_outline("年度工作总结")
    text = (
        "一、主要工作完成情况\n一是抓文稿，服务领导决策。\n二、存在不足和下一步打算\n"
        "工作中还存在以下不足：\n一是督查跟踪不紧。\n二是信息质量不高。\n"
        "下一步，重点抓好以下工作。\n一是健全闭环。\n二是改进信息。\n"
    )
    kinds: list[Kind] = [item.kind for part in read_structure(text, summary).parts for item in part.items]
    assert kinds == ["achievement", "problem", "problem", "measure", "measure"]


def test_empty_and_shapeless_texts(outline: Outline) -> None:
    for text in ("", "\n\n", "没有标题的一段话。", "一、\n二、\n", "、一是", "一是" * 50):
        report = read_structure(text, outline)
        assert_places_agree(report)


def test_sentences_carry_their_places() -> None:
    text = "头。他说：“行！”第二句？\n没有句号的一行\n末句。"
    span = Span(text[2:], 2, len(text))
    found = sentences(span)
    assert [s.text for s in found] == ["他说：“行！”", "第二句？", "没有句号的一行", "末句。"]
    assert all(text[s.start : s.end] == s.text for s in found)
    assert size(" 一 二\n三\u3000。") == 4


@pytest.mark.parametrize(
    "unit",
    [
        "一是学习。",
        "二是干。",
        "原因：",
        "一是",
        "存在问题的主要原因：一是",
        "一、履职\n",
        "二、存在的问题\n一是浅。原因是：一是懒；",
        "，",
        "（一）问题原因\n",
        "年",
        "# ",
        "**一是",
    ],
)
def test_time_is_linear(unit: str, outline: Outline) -> None:
    def taken(length: int) -> float:
        text = "一、履职情况\n一是学。\n二、存在的问题及原因\n" + unit * (length // len(unit))
        best = 9.0
        for _ in range(2):
            start = time.perf_counter()
            read_structure(text, outline)
            best = min(best, time.perf_counter() - start)
        return best

    taken(1_000)
    assert taken(40_000) < 2.5
