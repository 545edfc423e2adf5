"""Speech in long breaths: who answers behind the matter, speech to its end, what was counted and how."""

from __future__ import annotations

import pytest

from assistant.interview.answers import read_answer
from assistant.outline import find_outline
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
