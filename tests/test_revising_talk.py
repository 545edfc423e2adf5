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
    assert "党建引领经济发展成效不佳" in told
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
