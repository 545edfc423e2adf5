"""Requests in the talk after a draft: changed, one taken back, taken back again, made concrete; nothing lost by 定稿."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.conversation import Conversation
from assistant.documents import load_answers
from assistant.interview.events import Interview
from assistant.outline import find_outline
from assistant.report import Report
from assistant.storage import Store

SEED = Path(__file__).parent / "data" / "answers_seed.yaml"


@pytest.fixture
def talk(tmp_path: Path) -> Conversation:
    answers = load_answers(SEED)
    store = Store(f"sqlite:///{tmp_path / 's.db'}")
    conversation = Conversation.begin(store, find_outline(answers.outline))
    saved = store.load(conversation.session_id, Interview)
    saved.session.answers, saved.session.year = dict(answers.answers), answers.year
    saved.session.states = dict.fromkeys(answers.answers, "confirmed")
    store.save(saved)
    list(conversation.draft())
    return conversation


def said(talk: Conversation, words: str) -> str:
    return "\n".join(event.text for event in talk.say(words))


def report(talk: Conversation) -> Report:
    return Report.model_validate(talk.session.report)


def text(talk: Conversation) -> str:
    return "\n".join(part.text for part in report(talk).parts)


def test_requests_are_done_one_taken_back_and_the_rest_undone(talk: Conversation) -> None:
    first = text(talk)
    told = said(talk, "培训不是6场是8场，第五条措施对应第三个问题")
    assert "培训8场" in told
    assert "前：" in told
    assert "第几处不要" in told
    said(talk, "第二处不要")
    assert "培训8场" in text(talk)
    assert report(talk).parts[2].text in first
    said(talk, "撤销")
    assert text(talk) == first


def test_a_change_outlives_the_list_of_findings_and_the_final_copy(talk: Conversation) -> None:
    said(talk, "培训不是6场是8场")
    said(talk, "意见")
    said(talk, "定稿")
    assert "培训8场" in text(talk)


def test_vague_problems_are_asked_about_one_by_one_and_the_answer_is_written_in(talk: Conversation) -> None:
    told = said(talk, "写实")
    assert "党建引领经济发展成效不好" in told
    told = said(talk, "前所村的合作社建起来两年没有分过红，我一次也没去看过")
    assert "两年" in text(talk) or "2年" in text(talk)
    assert "抓党建补短板能力不足" in told
    said(talk, "先不改")
    facts = [fact for fact in report(talk).facts if fact.origin.kind == "person"]
    assert facts


def test_what_is_no_request_is_an_answer_as_before(talk: Conversation) -> None:
    before = text(talk)
    said(talk, "全镇16个村，21个党组织，620名党员")
    assert text(talk) == before


def test_edits_are_done_again_in_a_new_draft_and_what_is_lost_is_said(talk: Conversation) -> None:
    said(talk, "培训不是6场是8场")
    said(talk, "第一个问题语气软一点，第五条措施对应第三个问题")
    said(talk, "先问荣誉")
    told = said(talk, "今年6月镇党委被县委评为先进基层党组织")
    told += said(talk, "写吧")
    assert "照样改到了新的一稿上" in told
    assert "培训8场" in text(talk)
    now = report(talk)
    assert next(m for m in now.measures if "样板党支部" in m.text).problem == "P3"
    assert len(now.versions) >= 3
    said(talk, "意见")
    assert "培训8场" in text(talk)


def test_what_measures_lack_is_asked_one_by_one_and_written_in(talk: Conversation) -> None:
    told = said(talk, "补措施")
    assert "？" in told
    before = report(talk)
    told = said(talk, "组织委员")
    after = report(talk)
    changed = [m for m, old in zip(after.measures, before.measures, strict=True) if m != old]
    assert changed or "没有改" in told
    assert "先不改" in told


def test_advice_is_given_where_a_problem_has_no_measure(talk: Conversation) -> None:
    told = said(talk, "建议")
    assert "措施" in told


def test_a_place_that_is_named_is_about_the_draft_even_where_the_wish_is_not_understood(talk: Conversation) -> None:
    before = report(talk).model_dump()
    told = said(talk, "第二个问题跟县长汇报过了")
    assert "没有听懂" in told
    assert report(talk).model_dump() == before
