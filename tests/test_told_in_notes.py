"""Notes with keys, honours without a verb, points told one by one, and what leans on a figure that is kept out."""

from __future__ import annotations

import pytest
from least_told import work_of

from assistant.interview.answers import read_answer
from assistant.outline import Outline
from assistant.text.ordinals import item_markers, markers
from assistant.writing.leaning import upright


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (
            "柳溪村党总支，2025年7月，县委组织部，“五星党组织”。",
            "柳溪村党总支2025年7月被县委组织部评为“五星党组织”",
        ),
        (
            "青石社区党支部，今年9月评的市级“红色驿站示范点”，市委组织部发的牌子。",
            "青石社区党支部9月被市委组织部评为市级“红色驿站示范点”",
        ),
        ("我镇联户小组的做法，2025年4月，市委组织部简报刊登。", "做法2025年4月被市委组织部简报刊登"),
    ],
)
def test_an_honour_told_as_a_note_gets_its_verb(said: str, wanted: str) -> None:
    assert wanted in work_of(E8=said)


@pytest.mark.parametrize(
    ("question", "said", "wanted", "gone"),
    [
        ("D3", "书记项目：“一村一坊”。目标：建工坊6个。结果：建成8个。", ["领办书记项目“一村一坊”", "8个"], "目标："),
        ("F1", "抗旱保苗。时间7月3日至7月20日，出动党员120人。", ["7月3日至7月20日", "120"], "时间7月"),
    ],
)
def test_the_keys_of_notes_become_clauses(question: str, said: str, wanted: list[str], gone: str) -> None:
    text = work_of(**{question: said})
    assert all(words in text for words in wanted)
    assert gone not in text


@pytest.mark.parametrize(
    "said",
    [
        "党委会研究党建9次。我亲手办的有两件。第一件，老粮站的产权，6月办下来。第二件，后山的水管，9月通的水。",
        "党委会研究党建9次。我亲手办的有两件。一件是老粮站的产权，6月办下来。还有一件，是后山的水管，9月通的水。",
        "党委会研究党建9次。亲自解决两件：一、老粮站的产权，6月办下来；二、后山的水管，9月通的水。",
    ],
)
def test_points_that_were_announced_keep_their_numbers(said: str) -> None:
    text = work_of(D1=said)
    assert "其一，老粮站的产权" in text
    assert "其二，后山的水管" in text


def test_a_share_goes_with_the_figure_that_is_kept_out(outline: Outline) -> None:
    said = "女党员452名，占24.1%；60岁以上812名，占43.3%；35岁以下236名，占12.6%。"
    facts = read_answer(outline.question("B2"), said, 2025, outline).facts
    free = {fact.id for fact in facts if "35岁以下" not in fact.text}
    kept = "，".join(fact.text for fact in upright(facts, free, 2025))
    assert "43.3%" in kept
    assert "12.6%" not in kept


def test_a_difference_from_another_year_goes_with_it(outline: Outline) -> None:
    text = work_of(F3="纠纷417件，化解389件。去年352件，今年多的那些大多是欠薪。")
    assert "欠薪" not in text
    assert "417件" in text


@pytest.mark.parametrize(
    ("question", "said", "wanted"),
    [
        ("E2", "调整1名书记，2月免的，他自己的侄子承包着村里的鱼塘，租金两年没交。", "他自己的侄子承包着村里的鱼塘"),
        ("F1", "转移群众230人。没有出人身事故。", "没有出人身事故"),
        ("E1", "培训6期，其中书记专题2期，电商1期，防汛1期。", "其中书记专题2期、电商1期、防汛1期"),
        ("B4", "总收入2146万元，其中经营性收入1368万元，增长12.2%。", "经营性收入1368万元，增长12.2%"),
        ("F2", "小龙虾产量1.02万吨。养虾的单看虾这一项，没有多赚，多的是藕上面来的。", "没有多赚，多的是藕"),
        ("C1", "查摆问题14条，整改13条，还有一条是车辆老旧，得等县里统一换。", "还有一条是车辆老旧，得等县里统一换"),
        ("F1", "转移群众230人。最硬的两仗，一仗是雨，一仗是雪。", "最硬的两仗，一仗是雨，一仗是雪"),
        ("D5", "我弄了个东西，不叫制度，叫“点检表”，每月看一次。", "不叫制度，叫“点检表”"),
        ("D3", "书记项目“老厂新坊”。建棚62个，带动174人，没到200，差26个。", "没到200，差26个"),
        ("D1", "党委会研究党建11次，我主持9次。", "专题研究党建11次，其中本人主持9次"),
        ("E2", "调整1名书记，收受承包商好处，留党察看。", "原因是收受承包商好处，留党察看"),
    ],
)
def test_what_hangs_together_is_not_torn(question: str, said: str, wanted: str) -> None:
    assert wanted in work_of(**{question: said})


def test_a_time_alone_leads_what_is_told_next() -> None:
    assert "3月至7月，举办读书班4天" in work_of(C1="3月到7月，规定动作。读书班4天。")
    assert "3月" not in work_of(C2="第一议题24次。3月到7月，规定动作。")


def test_points_within_an_item_do_not_number_items() -> None:
    text = "三是甲。\n二是乙，解决三件事，其一，修渠；其二，建桥。其三，补路。\n四是丙。"
    found = item_markers(markers("一是子。\n" + text, 0, len(text) + 5))
    assert [marker.value for marker in found] == [1, 3, 2, 4]


def test_a_bare_announcement_is_no_statement() -> None:
    text = work_of(C3="两条，都有数。接待费从46万元降到29万元。")
    assert "2条" not in text
    assert "29万元" in text


def test_a_village_named_as_the_lowest_is_no_name_of_the_village_before(outline: Outline) -> None:
    facts = read_answer(outline.question("B4"), "最高是东窑村163万元，最低的是后岭村，3万元出头。", 2025, outline).facts
    assert not any("（最低" in fact.text for fact in facts)
