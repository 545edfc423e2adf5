"""What a model is told and may do: lengths and shares, a refused headline once more, a repeated sentence taken out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fake_endpoint import Body, Reply, fitting
from fake_writer import honest, honest_value, step_of
from test_model_draft import DATA, run

from assistant.outline import find_outline
from assistant.report import Limits, Report
from assistant.writing.asked_lengths import asked_lengths, item_length
from assistant.writing.headline import LONGEST, SHORTEST
from assistant.writing.model_headlines import HALF
from assistant.writing.model_problems import _opened
from assistant.writing.pieces import Piece

pytestmark = pytest.mark.loopback
JIEDAO = DATA / "answers" / "jiedao.yaml"


def brief_of(body: Body) -> str:
    return str(body["messages"][-1]["content"])


def replying(kind: str, change: Any) -> Any:
    """An honest model but for its replies of one kind; `change` gets the value and the brief."""

    def answer(body: Body) -> Reply:
        value = honest_value(body)
        if step_of(body) == kind:
            value = change(value, brief_of(body))
        return fitting(body, json.dumps(value, ensure_ascii=False))

    return answer


def words_of(report: Report) -> str:
    return "".join(part.text for part in report.parts)


def test_the_shares_asked_for_are_told_with_every_call() -> None:
    report, _, _, fake = run(JIEDAO, honest)
    heads = {str(body["messages"][0]["content"]) for body in fake.requests}
    assert len(heads) == 1
    assert all(line in next(iter(heads)) for line in asked_lengths(report))
    lengths = [int(found[1]) for body in fake.requests if (found := re.search(r"(\d+)字上下", brief_of(body)))]
    assert lengths
    assert sum(lengths) < 3500


def test_lengths_are_said_in_words_and_bound_the_items() -> None:
    report, _, _, _ = run(JIEDAO, honest)
    limits = Limits(total=(None, 1000), shares={"work": (None, 0.4), "problems": (0.3, None)})
    asked = report.model_copy(update={"limits": limits})
    told = asked_lengths(asked)
    assert told[0] == "整份稿子不超过1000字。"
    assert any(line.endswith("占全文不超过40%。") for line in told)
    assert any(line.endswith("占全文不少于30%。") for line in told)
    item = report.parts[0].items[1].id
    assert item_length(asked, item, 400) == 308
    assert item_length(report.model_copy(update={"limits": Limits()}), item, 400) == 440


def test_a_refused_headline_is_asked_for_once_more_with_the_reason() -> None:
    asked: list[str] = []

    def change(value: Any, brief: str) -> Any:
        asked.append(brief)
        bad = "没有通过" not in brief
        value["items"][1]["headline"] = "荣获全国先进，带动海棠湾村" if bad else "带头研究党建，主动谈心谈话"
        return value

    report, _, _, _ = run(JIEDAO, replying("Headlines", change))
    assert len(asked) == 2
    assert "荣获全国先进" in asked[1]
    headlines = [item.headline for part in report.parts for item in part.items]
    assert "带头研究党建，主动谈心谈话" in headlines


def test_the_matter_of_an_item_is_never_cut_in_a_list() -> None:
    _, _, _, fake = run(JIEDAO, honest)
    brief = next(brief_of(body) for body in fake.requests if step_of(body) == "Headlines")
    matters = re.findall(r"这一条写的事：(.*)", brief)
    assert matters
    assert all(matter.endswith(("。", "）")) or not matter for matter in matters)


def told_twice(read_over: bool) -> Report:
    """A report in whose items the first sentence is said again at the end; read over, every sentence is to go."""

    def answer(body: Body) -> Reply:
        value = honest_value(body)
        if step_of(body) == "DraftedItem":
            first = value["sentences"][0]
            value["sentences"].append(first | {"text": f"此外，{first['text']}"})
        if step_of(body) == "Unified" and read_over:
            value = {"edits": list(every_sentence_out(brief_of(body)))}
        return fitting(body, json.dumps(value, ensure_ascii=False))

    return run(JIEDAO, answer)[0]


def every_sentence_out(brief: str) -> Iterator[dict[str, Any]]:
    item = ""
    for found, number in re.findall(r"【(\w+)】|^  (\d+)\. ", brief, re.MULTILINE):
        item = found or item
        if number:
            yield {"item": item, "sentence": int(number), "text": ""}


def test_a_sentence_that_repeats_another_may_be_taken_out_and_no_other() -> None:
    twice, once = told_twice(read_over=False), told_twice(read_over=True)
    facts = [{fact for part in one.parts for item in part.items for fact in item.facts} for one in (twice, once)]
    assert facts[0] == facts[1]
    assert words_of(twice).count("此外，") > 2
    assert len(words_of(once)) < len(words_of(twice)) - 20


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("责任在我，只看报表。", "责任在我，只看报表。"),
        ("怪我一年没去过几回。", "怪我一年没去过几回。"),
        ("只看报表，没有下去过。", "说到底，只看报表，没有下去过。"),
    ],
)
def test_a_cause_that_says_so_itself_gets_no_opening(text: str, opened: str) -> None:
    assert _opened(Piece(text, [], []), "说到底，").text == opened


def test_no_headline_of_the_program_holds_a_word_that_the_prompt_bans() -> None:
    banned = ("赋能", "抓手", "闭环")
    plans = [item for part in find_outline("基层党建述职").parts for block in part.blocks for item in block.items]
    assert not [plan for plan in plans for word in banned if word in str(plan)]


def test_a_headline_of_halves_as_asked_for_is_of_a_length_that_passes() -> None:
    shortest, longest = ("字" * half + "，" + "字" * half for half in HALF)
    assert SHORTEST <= len(shortest) <= len(longest) <= LONGEST
