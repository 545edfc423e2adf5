"""A draft by a model shows each sentence once it has passed, and can be stopped at any moment without losing what is done."""

from __future__ import annotations

import json
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fake_endpoint import Answer, Body, Reply, fitting, serving
from fake_writer import honest, honest_value, step_of

from assistant.address import Address
from assistant.conversation import Conversation
from assistant.documents import load_answers
from assistant.drafts.stops import Stops
from assistant.interview.events import Drafted, Event, Interview, ItemWritten, SentenceWritten
from assistant.outline import find_outline
from assistant.report import Report
from assistant.storage import Store
from assistant.writing.calls import Calls
from assistant.writing.endpoint import Endpoint
from assistant.writing.ladder import Ladder

pytestmark = pytest.mark.loopback
DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 1, 10, 8, 0, tzinfo=UTC)


class Room:
    """A talk in which all answers of a file have been given, beside a model of the given ways."""

    def __init__(self, folder: Path, url: str, stops: Stops | None = None) -> None:
        answers = load_answers(DATA / "answers" / "hunan.yaml")
        store = Store.in_folder(folder)
        self.talk = Conversation.begin(store, find_outline(answers.outline), lambda: NOW)
        saved = store.load(self.talk.session_id, Interview)
        saved.session.answers = dict(answers.answers)
        saved.session.year = answers.year
        store.save(saved)
        self.endpoint = Endpoint(Address(url, "k", "fake", 10))
        self.talk.with_model(Calls(Ladder(self.endpoint, "fake"), folder / "calls"))

    def drafted(self) -> Report:
        return Report.model_validate(self.talk.session.report)


def slow(stuck: threading.Event, steps: tuple[str, ...]) -> Answer:
    """Honest, but for the named steps, which wait until `stuck` is set."""

    def answer(body: Body) -> Reply:
        if step_of(body) in steps:
            stuck.wait(20)
        return honest(body)

    return answer


def test_sentences_are_shown_as_they_pass_and_items_as_they_stand(tmp_path: Path) -> None:
    with serving(honest) as fake:
        room = Room(tmp_path, fake.url)
        events = list(room.talk.say("写吧"))
        room.endpoint.close()
    shown = [event for event in events if isinstance(event, SentenceWritten)]
    done = [event for event in events if isinstance(event, ItemWritten)]
    report = room.drafted()
    items = {item.id: item for part in report.parts for item in part.items}
    assert {event.item for event in shown} <= set(items)
    assert len({event.item for event in shown}) >= len(items) - 1
    assert {event.item for event in done} == set(items)
    assert all(event.headline for event in shown)
    whole = "".join(item.text for item in items.values())
    assert sum(event.text in whole for event in shown) >= 0.95 * len(shown)
    assert isinstance(events[-1], Drafted)
    assert events.index(shown[0]) < events.index(done[0]) < len(events) - 1


def test_a_spoilt_sentence_is_never_shown(tmp_path: Path) -> None:
    def lying(body: Body) -> Reply:
        text = json.dumps(honest_value(body), ensure_ascii=False).replace("。", "，覆盖群众8765人次。")
        return fitting(body, text)

    with serving(lying) as fake:
        room = Room(tmp_path, fake.url)
        events = list(room.talk.say("写吧"))
        room.endpoint.close()
    assert not [event for event in events if "8765" in event.text or "8765" in getattr(event, "words", "")]


def test_stopping_keeps_what_is_written_and_writing_goes_on_from_there(tmp_path: Path) -> None:
    stuck = threading.Event()
    with serving(slow(stuck, ("DraftedMeasures",))) as fake:
        room = Room(tmp_path, fake.url)
        events: list[Event] = []
        done: list[str] = []
        items = len(honest_items(room))
        for event in room.talk.say("写吧"):
            events.append(event)
            if isinstance(event, ItemWritten):
                done.append(event.item)
                if len(done) == items:
                    assert room.talk.stops.busy(room.talk.session_id)
                    began = time.monotonic()
                    assert room.talk.stop()
        took = time.monotonic() - began
        half = room.drafted()
        session = room.talk.session
        stuck.set()
        sent = len(fake.requests)
        again = list(room.talk.say("写吧"))
        room.endpoint.close()
        bought = len(fake.requests) - sent
    assert took < 3
    assert any("已停止" in event.text for event in events)
    assert isinstance(events[-1], Drafted)
    by_model = [item.id for part in half.parts for item in part.items if item.drafted_by]
    assert set(done) >= set(by_model)
    assert len(by_model) >= items - 1
    assert session.half_written
    assert session.turns[-1].said == "写吧"
    assert not room.talk.stops.busy(room.talk.session_id)
    assert not room.talk.stop()
    assert isinstance(again[-1], Drafted)
    assert bought <= 3
    assert room.drafted().writer.kind == "model"
    assert not room.talk.session.half_written


def honest_items(room: Room) -> list[str]:
    """The items that are not measures: what is written side by side."""
    from assistant.workflow import draft

    session = room.talk.session
    answers = load_answers(DATA / "answers" / "hunan.yaml").model_copy(update={"answers": dict(session.answers)})
    report = draft(answers, find_outline(session.outline))
    held = {measure.text for measure in report.measures}
    return [item.id for part in report.parts for item in part.items if not any(words in item.text for words in held)]


def test_whoever_goes_away_leaves_the_draft_behind(tmp_path: Path) -> None:
    stuck = threading.Event()
    with serving(slow(stuck, ("DraftedMeasures", "Unified"))) as fake:
        room = Room(tmp_path, fake.url)
        coming = room.talk.say("写吧")
        for event in coming:
            if isinstance(event, ItemWritten):
                break
        coming.close()  # type: ignore[attr-defined]
        stuck.set()
        room.endpoint.close()
    assert any(item.drafted_by for part in room.drafted().parts for item in part.items)
    assert room.talk.session.half_written


def test_rewriting_buys_the_replies_anew(tmp_path: Path) -> None:
    with serving(honest) as fake:
        room = Room(tmp_path, fake.url)
        list(room.talk.say("写吧"))
        first = len(fake.requests)
        list(room.talk.say("写吧"))
        assert len(fake.requests) == first
        events = list(room.talk.say("重写一遍"))
        room.endpoint.close()
    assert isinstance(events[-1], Drafted)
    assert len(fake.requests) >= 2 * first - 1


def test_a_stop_asked_too_early_or_twice_is_heeded() -> None:
    stops, asked = Stops(), []
    assert not stops.stop("a")
    with stops.during("a") as stop:
        assert stops.busy("a")
        assert not stops.busy("b")
        assert stops.stop("a")
        stop.then(lambda: asked.append(1))
        assert asked == [1]
        stops.stop("a")
    assert asked == [1, 1]
    assert not stops.busy("a")
