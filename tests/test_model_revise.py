"""The scripted requests with a model behind a local endpoint: honest, lying, lazy, rewriting its neighbours, deaf, broken.

Whatever it answers, only the named items change, no figure comes or goes, what was locked stays; what it cannot do the
program does as it does alone, or says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from drafts import bare, drafted
from fake_endpoint import Body, Reply, fitting, serving
from test_revisions import CASES, sound

from assistant.address import Address
from assistant.conversation import Conversation
from assistant.documents import load_answers
from assistant.figures.reading import read_figures
from assistant.interview.events import Interview
from assistant.outline import find_outline
from assistant.ports import Model
from assistant.report import Report
from assistant.revising import Reviser
from assistant.revising.editing import ModelEditor
from assistant.storage import Store
from assistant.writing.calls import Calls
from assistant.writing.endpoint import Endpoint
from assistant.writing.ladder import Ladder
from assistant.writing.requests import read_requests

pytestmark = pytest.mark.loopback
DATA = Path(__file__).parent / "data"
Edits = list[dict[str, Any]]
_ROW = re.compile(r"【(?P<item>\w+)】")
_SENTENCE = re.compile(r"^\s*(?P<number>\d+)\. (?P<text>.+)（(?P<facts>[^（）]*)）$", re.MULTILINE)
_MILDER = {"不足": "还有欠缺", "没有": "未能", "不高": "不够高", "不": "未", "主要表现在": "突出表现在", "着力": "注重"}


def shown(body: Body) -> Edits:
    """The sentences that the prompt shows, as edits that change nothing."""
    brief, found = body["messages"][-1]["content"], Edits()
    for block in re.split(r"(?=【\w+】)", brief):
        item = _ROW.match(block)
        rows = _SENTENCE.finditer(block) if item else ()
        found += [{"item": item["item"], "sentence": int(r["number"]), "text": r["text"]} for r in rows if item]
    return found


def honest(edits: Edits) -> Edits:
    """One of few milder words in each sentence, every figure as it was."""
    for edit in edits:
        word = next((old for old in _MILDER if old in edit["text"]), None)
        if word:
            edit["text"] = edit["text"].replace(word, _MILDER[word], 1)
    return edits


def lying(edits: Edits) -> Edits:
    for edit in edits:
        edit["text"] = re.sub(r"\d+", lambda found: str(int(found[0]) + 7), edit["text"])
    return edits


def lazy(edits: Edits) -> Edits:
    return edits


def neighbour(edits: Edits) -> Edits:
    """What was asked, and every other item beside."""
    others = ["politics", "duty", "centre", "P1", "P2", "P3", "MI1", "MI2", "MI3"]
    extra = [{"item": one, "sentence": n, "text": "这一句被改写了。"} for one in others for n in (1, 2)]
    return [*[one for one in extra if one["item"] not in {e["item"] for e in edits}], *honest(edits)]


def deleting(edits: Edits) -> Edits:
    return [{**edit, "text": ""} for edit in edits]


def praising(edits: Edits) -> Edits:
    return [{**edit, "text": edit["text"].rstrip("。") + "，成效显著，群众满意度达98%。"} for edit in edits]


@pytest.fixture
def connected() -> Iterator[Callable[[Callable[[Edits], Edits], bool], Model]]:
    stack: list[Any] = []

    def connect(answer: Callable[[Edits], Edits], understood: bool = True) -> Model:
        def reply(body: Body) -> Reply:
            edits = answer(shown(body)) if understood else []
            return fitting(body, json.dumps({"understood": understood, "edits": edits}, ensure_ascii=False))

        context = serving(reply)
        fake = context.__enter__()
        endpoint = Endpoint(Address(fake.url, "k", "fake", 10))
        ladder = Ladder(endpoint, "fake")
        ladder.wait = lambda seconds: None  # type: ignore[method-assign, assignment]
        stack.append((context, endpoint))
        return Calls(ladder, None)

    yield connect
    for context, endpoint in stack:
        endpoint.close()
        context.__exit__(None, None, None)


def figures(text: str) -> list[str]:
    return sorted(span.text for span in read_figures(text) if span.figure.unit not in ("月", "年", "日"))


def texts(report: Report) -> dict[str, str]:
    return {item.id: bare(item.text) for part in report.parts for item in part.items}


CHARACTERS = [honest, lying, lazy, neighbour]


@pytest.mark.parametrize("character", CHARACTERS, ids=lambda one: one.__name__)
def test_scripted_requests_with_a_model(character: Any, connected: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(CASES[CHARACTERS.index(character) :: 12], connected(character), monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("character", CHARACTERS, ids=lambda one: one.__name__)
def test_all_scripted_requests_with_a_model(character: Any, connected: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(CASES) >= 120
    asked(CASES, connected(character), monkeypatch)


def asked(cases: list[Any], model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each request with the model beside the program: done where it was named, nowhere else."""
    monkeypatch.setattr("assistant.revising.reviser.rechecked", lambda before, after, outline: after)
    for name, part, say, states, items, _, gone in cases:
        report, outline = drafted(name)
        editor = ModelEditor(model, report, outline)
        revised = Reviser(outline, None if part == "-" else part, editor=editor).revise(report, say)
        old, new = texts(report), texts(revised.report)
        touched = {one for one in old.keys() | new.keys() if old.get(one) != new.get(one)}
        wanted = [state for state in states.split() if state != "unknown"]
        got = [todo.state for todo in revised.todos]
        if "unknown" in states:
            continue
        if items != "*":
            offline = set(items) | ({one for one in touched if one not in old} if "+" in items else set())
            tone = any(todo.state == "done" for todo in revised.todos) and "refused" in wanted
            assert touched <= offline or tone, (say, touched)
        assert all(one == two or (one == "refused" and two == "done") for one, two in zip(wanted, got, strict=True)), (
            say
        )
        changed = "\n".join(new.get(one, "") for one in touched)
        assert not gone or gone not in changed, say
        assert "这一句被改写了" not in changed
        wording = {"softer", "firmer", "humbler", "plainer", "squeeze", "shorter", "expand", "longer", None}
        if {request.does for request in read_requests(say)} <= wording:
            kept = figures("\n".join(new.values()))
            assert all(figures("\n".join(old.values())).count(one) >= kept.count(one) for one in set(kept)), say
        sound(revised.report)


@pytest.mark.parametrize("character", [lying, deleting, praising], ids=lambda one: one.__name__)
def test_no_figure_comes_or_goes_by_a_model(character: Any, connected: Any) -> None:
    report, outline = drafted("hunan")
    editor = ModelEditor(connected(character), report, outline)
    revised = Reviser(outline, "problems", editor=editor).revise(report, "第二条换个说法，意思别变")
    assert figures(revised.report.parts[1].text) == figures(report.parts[1].text)
    assert "98%" not in revised.report.parts[1].text
    sound(revised.report)


def test_what_was_locked_is_not_the_models_to_change(connected: Any) -> None:
    report, outline = drafted("hunan")
    report = Reviser(outline, "problems").revise(report, "第二个问题别动").report
    editor = ModelEditor(connected(honest), report, outline)
    revised = Reviser(outline, "problems", editor=editor).revise(report, "第二条语气软一点")
    assert texts(revised.report)["P2"] == texts(report)["P2"]


def test_free_speech_that_only_a_model_understands_is_done(connected: Any) -> None:
    report, outline = drafted("hunan")
    editor = ModelEditor(connected(honest), report, outline)
    revised = Reviser(outline, "problems", editor=editor).revise(report, "第一条照着去年那篇的路数捯饬捯饬")
    assert [todo.state for todo in revised.todos] == ["done"]
    old, new = texts(report), texts(revised.report)
    assert {one for one in old if old[one] != new[one]} == {"P1"}


def test_a_model_that_does_not_understand_or_fails_leaves_all_as_it_was(connected: Any) -> None:
    report, outline = drafted("hunan")
    for model in (connected(honest, understood=False), connected(lazy)):
        editor = ModelEditor(model, report, outline)
        revised = Reviser(outline, "problems", editor=editor).revise(report, "第一条照着去年那篇的路数捯饬捯饬")
        assert revised.report is report
        assert revised.todos[0].state == "unknown"


def test_the_talk_revises_with_its_model_and_keeps_the_turn_first(connected: Any, tmp_path: Path) -> None:
    answers = load_answers(DATA / "answers" / "hunan.yaml")
    store = Store(f"sqlite:///{tmp_path / 's.db'}")
    talk = Conversation.begin(store, find_outline(answers.outline))
    saved = store.load(talk.session_id, Interview)
    saved.session.answers, saved.session.year = dict(answers.answers), answers.year
    saved.session.states = dict.fromkeys(answers.answers, "confirmed")
    store.save(saved)
    list(talk.draft())
    before = Report.model_validate(talk.session.report)
    talk.with_model(connected(honest))
    turns = len(talk.session.turns)
    events = talk.say("第二个问题照着去年那篇的路数捯饬捯饬")
    assert len(talk.session.turns) == turns + 1
    told = "\n".join(event.text for event in events)
    after = Report.model_validate(talk.session.report)
    assert "改了" in told
    old, new = texts(before), texts(after)
    assert {one for one in old if old[one] != new[one]} == {"P2"}
