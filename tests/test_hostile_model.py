"""Whatever a model or its endpoint does: the report is finished or explained, and nothing that nobody said is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import hostile
import pytest
import yaml
from fake_endpoint import serving
from fake_writer import honest_value

import assistant.drafts.modelled as modelled
import assistant.workflow as workflow
from assistant.address import Address
from assistant.checking.check import check_report
from assistant.checking.guard import FactGuard
from assistant.documents import load_answers
from assistant.drafts.modelled import Modelled
from assistant.outline import find_outline
from assistant.report import Answers, Report
from assistant.retrieval.last_year import read_last_year, text_of
from assistant.retrieval.notices.demanded import read_notice
from assistant.settings import knowledge_files
from assistant.writing.endpoint import Endpoint
from assistant.writing.ladder import Ladder
from assistant.writing.raw_reply import Raw

DATA = Path(__file__).parent / "data"
FILES = [*sorted((DATA / "answers").glob("*.yaml")), DATA / "answers_seed.yaml", *knowledge_files("samples", ".yaml")]
FAST = DATA / "answers" / "hunan.yaml"
INJECTIONS: list[dict[str, str]] = yaml.safe_load((DATA / "injections.yaml").read_text(encoding="utf-8"))
MODES = [*hostile.SPOILT, *hostile.TWISTED, *hostile.TEXTS, *hostile.ERRORS]


class Victim:
    """A transport in a model's place: the honest reply as `twist` and `text` make it, or an error."""

    def __init__(self, mode: str = "", twist: hostile.Twist | None = None) -> None:
        self._mode, self._twist = mode, twist

    def ask(self, prompt, extra, watch=None, *, stream=True) -> Raw:
        if self._mode in hostile.ERRORS:
            raise hostile.ERRORS[self._mode]()
        body = {"messages": [{"content": prompt.shared}, {"content": prompt.brief}], **extra}
        text = json.dumps(self._value(honest_value(body)), ensure_ascii=False)
        finish = "stop"
        if self._mode in hostile.TEXTS:
            text, finish = hostile.TEXTS[self._mode](text)
        if watch is not None:
            watch(text[: len(text) // 2])
            watch(text)
        return Raw(text, finish)

    def _value(self, value: Any) -> Any:
        if self._mode in hostile.SPOILT:
            for sentences in hostile.sentence_lists(value):
                sentences[0]["text"] = hostile.SPOILT[self._mode][0](sentences[0]["text"])
        twist = self._twist or hostile.TWISTED.get(self._mode)
        return twist(value) if twist else value


@pytest.fixture(autouse=True)
def _once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's draft and the guard of a set of answers are made once: both are pure, and there are many runs."""
    monkeypatch.setattr(workflow, "written", written_once)
    monkeypatch.setattr(modelled, "FactGuard", guard_once)


_real_written = workflow.written
_drafts: dict[str, Any] = {}
_guards: dict[tuple[str, ...], FactGuard] = {}


def written_once(answers: Answers, outline: Any, *beside: Any) -> Any:
    key = answers.model_dump_json() + "".join(one.model_dump_json() if one else "-" for one in beside)
    if key not in _drafts:
        _drafts[key] = _real_written(answers, outline, *beside)
    return _drafts[key]


def guard_once(facts: Any, year: int, known: Any) -> FactGuard:
    key = (str(year), *(f"{fact.id}{fact.text}{fact.quote}" for fact in facts))
    if key not in _guards:
        _guards[key] = FactGuard(facts, year, known)
    return _guards[key]


def run(path: Path, transport: Any, **more: Any) -> tuple[Report, list[Any], Report]:
    """The report, what happened, and the program's own draft."""
    answers = more.pop("answers", None) or load_answers(path)
    beside = (more.pop("last_year", None), more.pop("notice", None))
    outline = find_outline(answers.outline)
    ladder = Ladder(transport, "fake")
    ladder.wait = lambda seconds: None
    work = Modelled(workflow.written(answers, outline, *beside), ladder, **more)
    events = list(work.write())
    return work.report, events, workflow.written(answers, outline, *beside).report


def whole(report: Report) -> str:
    return "\n".join([report.title, report.opening, *(part.text for part in report.parts), report.closing])


@cache
def honest(path: Path) -> tuple[str, int]:
    """What an honest model makes of it, and how many figures of it the checks find on no fact."""
    report, _, _ = run(path, Victim())
    return whole(report), unbound(report)


def unbound(report: Report) -> int:
    found = check_report(report, find_outline(report.outline))
    return len([one for one in found if one.rule in ("B01", "B02") and one.level == "high"])


def stands(report: Report, offline: Report, path: Path) -> None:
    """All that has to be there is there, in order, and every figure stands on a fact."""
    assert [part.id for part in report.parts] == [part.id for part in offline.parts]
    assert all(part.text.strip() for part in report.parts)
    assert [[item.id for item in part.items] for part in report.parts] == [
        [i.id for i in p.items] for p in offline.parts
    ]
    assert [problem.id for problem in report.problems] == [problem.id for problem in offline.problems]
    assert [cause.id for cause in report.causes] == [cause.id for cause in offline.causes]
    assert [measure.id for measure in report.measures] == [measure.id for measure in offline.measures]
    for part in report.parts:
        assert all(item.text in part.text for item in part.items)
        assert all(0 <= use.start < use.end <= len(item.text) for item in part.items for use in item.uses)
    known = {fact.id for fact in report.facts}
    assert all(use.fact in known for part in report.parts for item in part.items for use in item.uses)
    assert unbound(report) <= unbound(offline)
    assert report.facts == offline.facts


def misbehave(mode: str, path: Path) -> None:
    report, events, offline = run(path, Victim(mode))
    stands(report, offline, path)
    text = whole(report)
    shown = "\n".join(event.text for event in events if hasattr(event, "text"))
    if mode in hostile.SPOILT:
        for words in hostile.SPOILT[mode][1]:
            assert text.count(words) <= whole(offline).count(words), words
            assert shown.count(words) == 0 or words in whole(offline), words
        assert survivors(path, text) >= 0.8
    elif (mode in hostile.TEXTS and mode != "JSON in prose") or mode in hostile.ERRORS:
        assert report.writer.fallbacks
    for words in ("8765", "海棠湾", "全省先进"):
        assert words not in text


def survivors(path: Path, text: str) -> float:
    """The share of an honest model's sentences, but for those spoilt, that still stand."""
    sentences = [one for one in re.split(r"(?<=。)", honest(path)[0].replace("\n", "")) if len(one) > 8]
    return sum(one in text.replace("\n", "") for one in sentences) / len(sentences)


@pytest.mark.parametrize("mode", MODES[::6])
def test_a_misbehaving_model_costs_style_not_truth(mode: str) -> None:
    misbehave(mode, FAST)


@pytest.mark.long
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_mode_with_every_set_of_answers(path: Path) -> None:
    assert len(MODES) + len(hostile.ENDPOINTS) >= 40
    for mode in MODES:
        misbehave(mode, path)


def at_endpoint(answer: Callable[[Any], Any], path: Path) -> None:
    with serving(answer) as fake:
        endpoint = Endpoint(Address(fake.url, "k", "fake", 1))
        report, _, offline = run(path, endpoint)
        endpoint.close()
    stands(report, offline, path)
    assert report.writer.fallbacks or report.writer.kind == "model"


@pytest.mark.loopback
@pytest.mark.parametrize("name", ["cut in the middle", "html"])
def test_a_misbehaving_endpoint_leaves_a_whole_report(name: str) -> None:
    at_endpoint(hostile.ENDPOINTS[name], FAST)


@pytest.mark.long
@pytest.mark.loopback
@pytest.mark.parametrize("name", hostile.ENDPOINTS)
def test_every_misbehaving_endpoint_leaves_a_whole_report(name: str) -> None:
    for path in FILES[::4] if name == "stalls" else FILES:
        at_endpoint(hostile.ENDPOINTS[name], path)


# ---- orders planted in what is read ----


PLACES = ("answer", "exemplar", "last year", "file name", "notice")
NOTICE = "各乡镇党委：\n现将述职评议有关事项通知如下。\n一、述职报告分三部分，总字数2000至3500字。\n{}\n二、请于1月底前报送。\n"


@cache
def last_years_text(path: Path) -> str:
    """The report that the same answers would have made a year before."""
    answers = load_answers(path)
    before = answers.model_copy(update={"year": (answers.year or 2025) - 1, "said_on": None})
    return text_of(_real_written(before, find_outline(answers.outline)).report)


def planted(path: Path, order: dict[str, str], place: str) -> dict[str, Any]:
    """The keywords of a run with an order in what is read: an answer, an exemplar, last year's report, its name, the notice."""
    answers = load_answers(path)
    outline = find_outline(answers.outline)
    if place == "answer":
        told = dict(answers.answers)
        question = next(one for one in told if one[0] in "DES" and len(told[one]) > 8)
        told[question] = f"{told[question].rstrip('。')}。{order['text']}"
        return {"answers": answers.model_copy(update={"answers": told})}
    if place == "notice":
        return {"notice": read_notice(NOTICE.format(order["text"]), outline, answers.year)}
    if place in ("last year", "file name"):
        text, name = last_years_text(path), "上年述职报告"
        if place == "file name":
            name = order["text"]
        else:
            head, _, rest = text.partition("。")
            text = f"{head}。{order['text']}{rest}"
        return {"last_year": read_last_year(text, name, outline, answers.year)}
    return {"exemplars": [order["text"]]}


def obey(path: Path, order: dict[str, str], place: str) -> None:
    report, events, offline = run(path, Victim(twist=hostile.obeying(order["payload"])), **planted(path, order, place))
    stands(report, offline, path)
    shown = "\n".join(event.text for event in events if hasattr(event, "text"))
    assert order["mark"] not in whole(report)
    assert order["mark"] not in shown


@pytest.mark.parametrize("order", INJECTIONS[::40], ids=lambda order: order["mark"])
def test_a_model_that_obeys_planted_orders_writes_none_of_them(order: dict[str, str]) -> None:
    obey(FAST, order, "exemplar")


@pytest.mark.parametrize("place", PLACES)
def test_an_order_is_no_fact_wherever_it_is_read(place: str) -> None:
    for order in INJECTIONS[5::80]:
        obey(FAST, order, place)


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_no_order_of_a_kind_is_obeyed(place: str) -> None:
    """One of each thing that is ordered, in each place."""
    marks = {order["mark"]: order for order in INJECTIONS}
    for number, order in enumerate(marks.values()):
        obey((FAST, FILES[1])[number % 2], order, place)


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_every_mode_with_one_set_of_answers(mode: str) -> None:
    misbehave(mode, FILES[1])


@pytest.mark.long
def test_no_planted_order_is_obeyed() -> None:
    assert len(INJECTIONS) >= 150
    for number, order in enumerate(INJECTIONS):
        path = FILES[number % (len(FILES) - 1)]
        obey(path, order, "exemplar")
        obey(path, order, PLACES[number % len(PLACES)])
