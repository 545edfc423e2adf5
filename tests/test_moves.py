"""Moves told by words about the move, not by those that name the places: 换届那条 asks for no exchange, nor 提前谋划 for before."""

from __future__ import annotations

import re

import pytest
from drafts import drafted, items

from assistant.report import Report
from assistant.revising import Reviser
from assistant.writing.where_to import read_where


@pytest.fixture(autouse=True)
def unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings left as they were: what is edited is looked at here, and checking takes its time."""
    monkeypatch.setattr("assistant.revising.reviser.rechecked", lambda before, after, outline: after)


def done(part: str, say: str) -> tuple[Report, Report]:
    report, outline = drafted("dongbei")
    revised = Reviser(outline, part).revise(report, say)
    assert [todo.state for todo in revised.todos] == ["done"], revised.todos[0].note
    return report, revised.report


@pytest.mark.parametrize(
    ("say", "order"),
    [
        ("换届那条挪到第一条前面", ["MI5", "MI1", "MI2", "MI3", "MI4"]),
        ("第一条挪到换届那条前面", ["MI2", "MI3", "MI4", "MI1", "MI5"]),
        ("第三条换到第一条前面", ["MI3", "MI1", "MI2", "MI4", "MI5"]),
        ("第三条和换届那条换一下", ["MI1", "MI2", "MI5", "MI4", "MI3"]),
        ("第二条挪到“提前谋划”那条后面", ["MI1", "MI3", "MI4", "MI5", "MI2"]),
    ],
)
def test_an_item_goes_where_it_is_said(say: str, order: list[str]) -> None:
    _, after = done("plan", say)
    assert [item.id for item in after.parts[2].items] == order


@pytest.mark.parametrize(
    ("item", "say", "order"),
    [
        ("centre", "第五条更换自来水那句挪到第一句前面", [0, 4, 1, 2, 3, 5]),
        ("organisation", "第三条老姜头那句挪到“比换届前小5岁”那句后面", [0, 1, 7, 2, 3, 4, 5, 6]),
        ("organisation", "第三条第一句挪到第三句", [0, 2, 3, 1, 4, 5, 6, 7]),
        ("organisation", "第三条最后一句挪到第三条开头", [0, 7, 1, 2, 3, 4, 5, 6]),
        ("organisation", "第三条换届前那句往后挪一句", [0, 2, 1, 3, 4, 5, 6, 7]),
    ],
)
def test_a_sentence_goes_where_it_is_said(item: str, say: str, order: list[int]) -> None:
    before, after = done("work", say)
    old, new = (re.findall("[^。]+。", items(report)[item]) for report in (before, after))
    assert [old.index(sentence) for sentence in new] == order


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("“提前谋划”那句后面", "after"),
        ("第二条开头", "first"),
        ("第二条末尾", "last"),
        ("第二条最后面", "last"),
        ("第二条前面", "before"),
        ("第二条", "in"),
    ],
)
def test_the_side_of_a_place_is_read_once(words: str, side: str) -> None:
    told = read_where(words)
    assert told is not None
    assert told[0] is not None
    assert told[1] == side
