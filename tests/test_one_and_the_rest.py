"""Requests of one message that bear on one another: one item named and the rest, each of several, a lock beside them."""

from __future__ import annotations

import re

import pytest
from drafts import drafted, items

from assistant.report import Report
from assistant.revising import Reviser
from assistant.revising.todos import Revised
from assistant.text.spans import size
from assistant.writing.requests import read_requests


@pytest.fixture(autouse=True)
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings left as they were: what is edited is looked at here, and checking takes its time."""
    monkeypatch.setattr("assistant.revising.reviser.rechecked", lambda before, after, outline: after)


def revised(name: str, part: str, say: str) -> tuple[Report, Revised]:
    report, outline = drafted(name)
    return report, Reviser(outline, part).revise(report, say)


def touched(before: Report, after: Report) -> set[str]:
    old, new = items(before), items(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def states(after: Revised) -> list[str]:
    return [todo.state for todo in after.todos]


@pytest.mark.parametrize(
    ("say", "rest"),
    [
        # Nothing of the review is light: 已销号 is what came of it, and stays.
        ("第一条压到240字，其余的写短点", {"duty", "organisation", "fortress", "centre"}),
        ("最后一条别动，其他的都压短", {"politics", "duty", "organisation", "fortress", "centre"}),
        ("第三条和第四条别动，剩下的每条压到280字", {"duty", "centre"}),
    ],
)
def test_the_rest_are_the_items_that_were_not_named(say: str, rest: set[str]) -> None:
    before, after = revised("dongbei", "work", say)
    assert set(states(after)) == {"done"}
    assert touched(before, after.report) - {"politics"} == rest - {"politics"}


def test_the_rest_of_an_item_are_the_sentences_that_were_not_named() -> None:
    before, after = revised("sichuan", "problems", "龙洞村那几句保持不动，剩下的收紧")
    assert states(after) == ["done", "done"]
    assert touched(before, after.report) == {"P1"}
    assert "最差的龙洞村才3.2万" in items(after.report)["P1"]


@pytest.mark.parametrize(
    ("part", "say"),
    [
        ("plan", "最后一条别动，其余每条的责任人前面加上职务"),
        ("work", "第一条别动，其余的都删掉"),
        ("work", "第一条别动，其余的展开写"),
    ],
)
def test_what_cannot_be_done_to_the_rest_is_said_and_never_done_to_the_one_named(part: str, say: str) -> None:
    before, after = revised("dongbei", part, say)
    assert states(after) == ["done", "unknown"]
    assert touched(before, after.report) == set()


def test_each_item_is_squeezed_to_the_length_asked_for_and_no_further() -> None:
    before, after = revised("dongbei", "problems", "每条压到150字")
    assert touched(before, after.report) == {"P2", "P3"}
    lengths = {item.id: size(item.text) for part in after.report.parts for item in part.items}
    assert 140 <= lengths["P2"] <= 150
    assert 140 <= lengths["P3"] <= 150
    assert before.parts[1].items[0].headline in after.todos[0].note


@pytest.mark.parametrize("name", ["dongbei", "hunan", "jiangsu", "qiaoxiang", "shanbei", "sichuan", "zhejiang"])
def test_a_squeeze_leaves_no_cause_that_tells_nothing_and_says_what_it_leaves_out(name: str) -> None:
    before, after = revised(name, "problems", "每个问题压到60字")
    told = {cause.id: cause.text for cause in before.causes}
    for cause in after.report.causes:
        bare = re.sub("^(?:客观上，|[^，。：]{1,12}[上看]，|[^，。：]{1,12}：)", "", cause.text)
        assert told[cause.id].endswith(cause.text) or size(bare) >= 8, cause.text
    there = {fact for part in after.report.parts for item in part.items for fact in item.facts}
    gone = [fact for part in before.parts for item in part.items for fact in item.facts if fact not in there]
    texts = {fact.id: fact.text for fact in before.facts}
    assert [texts[fact] for fact in gone if texts[fact] not in after.todos[0].note] == []


@pytest.mark.parametrize(
    "say", ["拆违那句去掉“零强拆”三个字", "拆违那句去掉‘零强拆’三个字", "第五条“零强拆”三个字不要"]
)
def test_words_that_are_quoted_go_and_their_count_is_no_length(say: str) -> None:
    before, after = revised("jiangsu", "work", say)
    assert states(after) == ["done"]
    assert items(after.report)["centre"] == items(before)["centre"].replace("，零强拆", "")


@pytest.mark.parametrize(("say", "locked"), [("第三条不变", True), ("第三条也照旧", True), ("谈心谈话53人不变", False)])
def test_an_item_that_stays_is_locked_and_a_figure_that_stays_is_only_said(say: str, locked: bool) -> None:
    _, after = revised("dongbei", "work", f"第一条压到240字，{say}")
    assert {lock.item for lock in after.report.locks} == ({"organisation"} if locked else set())
    assert len(after.todos) == 1 + locked


@pytest.mark.parametrize("say", ["每条都压到150字，第三条别动", "第二部分压到440字，第三条别动"])
def test_a_lock_said_behind_a_wide_request_holds_for_it(say: str) -> None:
    before, after = revised("dongbei", "problems", say)
    assert states(after) == ["done", "done"]
    assert [todo.number for todo in after.todos] == [1, 2]
    assert "P2" in touched(before, after.report)
    assert "P3" not in touched(before, after.report)


def test_a_lock_said_behind_a_change_of_the_same_item_comes_after_it() -> None:
    before, after = revised("dongbei", "problems", "第三条压到150字，第三条别动")
    assert states(after) == ["done", "done"]
    assert touched(before, after.report) == {"P3"}


@pytest.mark.parametrize("say", ["时限改到6月底", "完成时间推到6月底", "完成日期放到6月底"])
def test_a_field_alone_is_that_of_the_measure_spoken_of(say: str) -> None:
    before, after = revised("hunan", "plan", f"第三条责任人写我，{say}")
    assert states(after) == ["done", "done"]
    assert touched(before, after.report) == {"MI3"}
    assert [(one.owner, one.due) for one in after.report.measures if one.id == "M4"] == [("我", "6月底")]
    assert "2022年6月底建成2个农产品加工项目，集体经济超过600万，由我负责" in items(after.report)["MI3"]


def test_how_often_stays_beside_a_date() -> None:
    _, after = revised("shanbei", "plan", "“分钱的事怎么说”那句时限写6月底")
    assert states(after) == ["done"]
    assert "每季度办一次“分钱的事怎么说”的现场会" in items(after.report)["MI3"]
    assert "由我负责，6月底完成。" in items(after.report)["MI3"]
    assert [one.due for one in after.report.measures if one.id == "M4"] == ["6月底"]


def test_a_reason_is_still_no_request() -> None:
    assert [one.does for one in read_requests("第二条压到200字，评委会烦")] == ["squeeze"]


def test_a_complaint_of_the_whole_only_says_why_a_part_is_to_be_shorter() -> None:
    before, after = revised("jiangsu", "work", "这个稿子太长了，先把亮点那部分砍到1200字")
    assert states(after) == ["done"]
    assert touched(before, after.report) <= {item.id for item in before.parts[0].items}
    assert size(after.report.parts[0].text) <= 1200


def test_each_item_of_a_part_that_is_named_is_squeezed_by_itself() -> None:
    before, after = revised("dongbei", "work", "问题部分每条压到150字")
    assert touched(before, after.report) == {"P2", "P3"}


@pytest.mark.parametrize("say", ["第三条和第四条别动", "第三、四条别动", "第三条、第四条都不要动"])
def test_every_item_of_a_list_is_meant(say: str) -> None:
    _, after = revised("dongbei", "work", say)
    assert states(after) == ["done", "done"]
    assert {lock.item for lock in after.report.locks} == {"organisation", "fortress"}


def test_every_measure_of_a_list_is_given_its_owner() -> None:
    _, after = revised("dongbei", "plan", "第一条和第五条的责任人写党建办")
    assert states(after) == ["done", "done"]
    assert {one.id for one in after.report.measures if one.owner == "党建办"} == {"M1", "M8"}


def test_a_list_and_the_rest() -> None:
    before, after = revised("dongbei", "work", "第三条和第四条别动，剩下的每条压到280字")
    assert touched(before, after.report) == {"duty", "centre"}


def test_a_sentence_put_before_another_stands_before_it() -> None:
    _, after = revised("dongbei", "work", "第三条第一句前面加一句：全年跑了5个村")
    assert items(after.report)["organisation"].startswith("严格组织生活，激励党员争先。全年走访5个村。选优配强")
