"""Speech in long breaths: who answers behind the matter, speech to its end, what was counted and how."""

from __future__ import annotations

import pytest
from least_told import draft_of

from assistant.interview.answers import read_answer
from assistant.outline import find_outline
from assistant.report import Report
from assistant.wording.register import write
from assistant.writing.measures import by_owner, named_owner

OUTLINE = find_outline("基层党建述职")


def told(question: str, words: str) -> list[str]:
    return [fact.text for fact in read_answer(OUTLINE.question(question), words, 2025, OUTLINE).facts]


@pytest.mark.parametrize(
    ("words", "owner"),
    [
        ("流动党员组织委员负责", "组织委员"),
        ("集体经济分管副镇长负责", "分管副镇长"),
        ("安置区纪委书记盯", "纪委书记"),
        ("矛盾调解政法委员牵头", "政法委员"),
        ("后备干部组织委员负责", "组织委员"),
        ("流动党员党建办负责", "党建办"),
        ("小区支部党建办负责", "党建办"),
        ("街道党建办负责", "街道党建办"),
        ("机关支部书记负责", "机关支部书记"),
        ("组织委员负责", "组织委员"),
        ("柳台村支部书记负责", "柳台村支部书记"),
        ("党委副书记负责", "党委副书记"),
        ("镇党委副书记负责", "镇党委副书记"),
        ("组织委员和纪委书记负责", "组织委员和纪委书记"),
        ("党群服务中心主任负责", "党群服务中心主任"),
    ],
)
def test_who_answers_is_the_title_behind_the_matter(words: str, owner: str) -> None:
    assert named_owner(words) == owner
    assert by_owner(words).startswith(f"由{owner}")


@pytest.mark.parametrize(
    "words", ["没有死一个人没有伤一个人", "没死一个人没伤一个人", "没有死人没有伤人", "没有死一个人也没有伤一个人"]
)
def test_nobody_came_to_harm_is_said_once(words: str) -> None:
    assert write(words, year=2025) == "无人员伤亡"


def test_speech_goes_on_to_where_it_ends() -> None:
    story = "柳台村一个老党员一夜划了14趟，我去看他，他说水退了再来看我，现在没空。"
    assert "他说“水退了再来看我，现在没空”" in told("E9", story)
    story = "有个老党员不肯搬，他说我家在这，别再来了，第二天自己搬了。"
    assert "他说“我家在这，别再来了”" in told("E9", story)
    story = "有个大姐带头签字，她说我信党，现在签了61户。"
    assert "她说“我信党”" in told("E9", story)


def whole(report: Report) -> str:
    return "\n".join(part.text for part in report.parts)


def test_who_is_not_in_a_figure_is_no_gap() -> None:
    for words in ("参加率88%，按签到的，流动党员没算", "参加率88%，去年是86%，按签到统计的，流动党员不算在内"):
        read = read_answer(OUTLINE.question("E4"), words, 2025, OUTLINE)
        assert not read.pending
        assert "流动党员未计入" in {fact.text for fact in read.facts}
    assert read_answer(OUTLINE.question("E4"), "主题党日12次，参加率没算", 2025, OUTLINE).pending


@pytest.mark.parametrize(
    ("question", "words", "wanted"),
    [
        (
            "D5",
            "镇里搞了支部书记月例会，每月8号开，一共开了12次",
            ["我镇建立支部书记月例会", "每月8日召开，共召开12次"],
        ),
        ("D5", "镇里搞了个党建擂台赛，每季度开，一共4次", ["我镇建立党建擂台赛"]),
        ("C1", "到县廉政馆去了1次", ["赴县廉政馆一次"]),
        ("C1", "去市看守所看了1次", ["赴市看守所一次"]),
        ("E1", "去江苏学了1次", ["赴江苏学习1次"]),
        ("G2", "流动党员那条，建了1个支部，算完成", ["已完成"]),
        ("G2", "产业单一这条，办了2个车间，算改了一半", ["完成一半"]),
        ("D3", "年初定的建4个先锋岗，年底先锋岗建了6个", ["年底建成先锋岗6个"]),
        ("F2", "去年水大，龙虾减产两成", ["2024年水大"]),
        ("F2", "水大，龙虾减产两成", ["受大水影响"]),
        ("D2", "村里想搞莲藕没有人敢带头", ["村里想发展莲藕无人敢带头"]),
    ],
)
def test_spoken_words_are_put_so_that_nothing_is_lost(question: str, words: str, wanted: list[str]) -> None:
    found = told(question, words)
    assert all(any(one in text for text in found) for one in wanted), found


def test_the_story_keeps_its_head() -> None:
    words = (
        "我联系蒋湾村，去年一年去了29趟，村里想搞水生蔬菜没有人敢带头，我带着村书记跑到江苏宝应看了两次，"
        "回来先种了60亩芡实，今年扩到340亩"
    )
    text = whole(draft_of(D2=words))
    assert "没有人敢带头" in text or "无人敢带头" in text
    assert "60亩芡实，扩到340亩" in text
    assert "29次" in text


def test_nobody_came_to_inspect_is_not_written() -> None:
    for words in ("没有来巡察。", "今年巡察没来过我们镇。", "没有审计过。"):
        assert read_answer(OUTLINE.question("G3"), words, 2025, OUTLINE).status == "not_applicable"
    assert "巡察" not in whole(draft_of(G3="没有来巡察。"))
    read = read_answer(OUTLINE.question("G3"), "县委巡察指出2条问题，都改了", 2025, OUTLINE)
    assert read.facts


def test_own_words_head_a_problem() -> None:
    said = {"H1": "头一个是集体经济怕水，一淹就回头。", "H2": "集体经济8月一场水，9家合作社有5家亏了。"}
    assert "一是集体经济怕水，一淹就回头" in whole(draft_of(**said))


def test_what_village_officials_lack_stands_behind_what_the_leadership_lacks() -> None:
    said = {
        "H1": "头一个是安置区人心没拢到一块。再一个是流动党员还是散。",
        "H2": "安置区到会率只有61%。流动党员64个没联系上。",
        "H4": "班子里头管项目的多，做群众工作的少。村干部会填表不会开群众会。",
    }
    report = draft_of(**said)
    assert "做群众工作的少；村干部会填表不会开群众会" in whole(report)
    assert not any(one.rule == "W02" for one in report.findings)


def test_how_to_write_it_is_an_order() -> None:
    assert not any("写实" in text for text in told("D3", "先锋岗建了6个，又退回来17户，这个要写实。"))


def test_what_counts_as_done_is_said_so() -> None:
    said = {"G1": "头一条是村干部年龄大。", "G2": "年龄这一条好转了，配了9个35岁以下的村干部，组织委员管的，算完成。"}
    text = whole(draft_of(**said))
    assert "已完成" in text
    assert "算完成" not in text


def test_who_did_not_do_it_is_named() -> None:
    assert "对未做到的当场指出" in told("D5", "支部书记月例会开了12次，谁没有做到当场说。")


def test_a_mean_or_the_least_stands_behind_what_it_is_of() -> None:
    words = (
        "村里想搞水生蔬菜没有人敢带头，我带着村书记跑到江苏宝应看了两次，回来先种了60亩芡实，扩到340亩，"
        "一家一家去说收成，把路也修到了田头，亩均收入3100块"
    )
    assert "，亩均收入3100元" in whole(draft_of(D2=words))


def test_went_there_to_hold_meetings() -> None:
    assert "去召开" not in write("交完房我只去开过2次会", year=2025)


def test_never_looked_back_is_told() -> None:
    words = "会上定的事，一件也没回头查过的有17件。"
    assert any("17件" in text for text in told("H2", words))
    assert "17件" in whole(draft_of(H1="头一个是会上定的事不落实。", H2=words))


def test_the_value_of_another_unit_is_not_headed_by_the_one_before() -> None:
    words = "村集体经济全年收入1123万元，其中经营性的619万元，去年是540万元，50万元以上的村8个。"
    found = told("B4", words)
    assert not any("经营性收入50万元以上的村" in text for text in found), found


def test_what_is_left_now_is_headed_by_what_there_was() -> None:
    assert "报表现在剩28张" in told("F5", "报表去年是62张，现在剩28张")


def test_new_this_year_keeps_its_year() -> None:
    assert write("年轻党员的事是今年才冒出来的", year=2025) == "年轻党员的事是2025年才冒出来的"
