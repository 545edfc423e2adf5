"""What may leave the machine: 100 planted items, none in what is sent; leave is asked once; the key is nowhere."""

from __future__ import annotations

import base64
import io
import json
import logging
import sys
import traceback
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from fake_endpoint import Reply, serving
from fake_writer import honest_value

from assistant.address import Address
from assistant.commands import modelling
from assistant.connection import leave
from assistant.documents import load_answers
from assistant.drafts.modelled import Modelled
from assistant.errors import AssistantError, InputError
from assistant.outline import find_outline
from assistant.ports import Prompt
from assistant.settings import Settings
from assistant.workflow import written
from assistant.writing import steps
from assistant.writing.connect import connect
from assistant.writing.endpoint import Endpoint
from assistant.writing.ladder import Ladder
from assistant.writing.outgoing import fit_to_leave, held_back
from assistant.writing.raw_reply import Raw

DATA = Path(__file__).parent / "data"
FILES = [*sorted((DATA / "answers").glob("*.yaml")), DATA / "answers_seed.yaml"]
NAMES = ["张建国", "李秀英", "王桂兰", "赵铁柱", "刘德福", "陈永顺", "周玉梅", "何翠花", "罗永贵", "孙红梅"]
ILLS = ["患了尿毒症", "是低保户", "查出癌症", "精神残疾", "因病致贫住院", "刑满释放", "吸毒被查", "离异欠债"]


def planted() -> list[tuple[str, str]]:
    """What is said, and the words that must not leave."""
    found = [(f"村民{name}今年{ill}，我去看过。", name) for name in NAMES for ill in ILLS[:4]]
    found += [
        (f"这一户的身份证号62010219{70 + i}0101{1230 + i}，已登记。", f"{1230 + i}") for i, name in enumerate(NAMES)
    ]
    found += [(f"联系人电话138{i:04d}{4321 + i}，随时可打。", f"138{i:04d}") for i in range(11, 26)]
    found += [(f"补助打到卡号6228 4800 {1000 + i} 8888 123里。", f"{1000 + i} 8888") for i in range(15)]
    found += [(f"按照委密发〔2024〕{i}号文件办理，机密★{i}年。", f"〔2024〕{i}号") for i in range(10, 30)]
    return found


class Recording:
    """A transport that keeps what it is given to send."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def ask(self, prompt, extra, watch=None, *, stream=True):
        self.sent += [prompt.shared, prompt.brief]
        body = {"messages": [{"content": prompt.shared}, {"content": prompt.brief}], **extra}
        return Raw(json.dumps(honest_value(body), ensure_ascii=False), "stop")


def test_nothing_planted_in_a_prompt_leaves() -> None:
    items = planted()
    assert len(items) >= 100
    transport = Recording()
    ladder = Ladder(transport, "far", away=True)
    for words, _ in items:
        call = steps.Call(f"事实表\nF01｜E1｜{words}｜{words}")
        order = steps.ItemOrder("一、工作", "坚持办实事", [], opening=words)
        steps.draft_item(ladder, call, order)
    text = "\n".join(transport.sent)
    assert [secret for _, secret in items if secret in text] == []


def test_nothing_planted_in_answers_leaves() -> None:
    answers = load_answers(FILES[-1])
    ids = [question for question in answers.answers if question[0] in "CDEFGH"]
    told = dict(answers.answers)
    for place, (words, _) in enumerate(planted()):
        told[ids[place % len(ids)]] += words
    told["E9"] = "不公开，给困难户捐款的事别写，捐了48216元。"
    transport = Recording()
    work = Modelled(
        written(answers.model_copy(update={"answers": told}), find_outline(answers.outline)),
        Ladder(transport, "far", away=True),
        exemplars=[words for words, _ in planted()[:20]],
    )
    list(work.write())
    text = "\n".join(transport.sent)
    assert len(transport.sent) > 10
    assert [secret for _, secret in planted() if secret in text] == []
    assert "48216" not in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_own_word_of_a_report_is_held_back(path: Path) -> None:
    answers = load_answers(path)
    first = written(answers, find_outline(answers.outline))
    shared = steps.shared_prefix(steps.About(first.report.title, first.report.year, "书记"), first.free, [], [])
    prompt = Prompt("x", shared, "\n".join(first.known))
    assert fit_to_leave(prompt) is prompt


@pytest.mark.parametrize(
    "text", ["村集体收入3580000元。", "亩产1200.5公斤，共18600件。", "拆除1.4万平方米，覆盖人口31000人。"]
)
def test_no_figure_is_held_back(text: str) -> None:
    assert held_back(text) == text


# ---- leave is asked once ----


def known(folder: Path, url: str = "https://models.example/v1") -> Settings:
    return Settings(data_dir=folder, api_key="k", base_url=url)


class Terminal(io.StringIO):
    """A person at a keyboard."""

    def isatty(self) -> bool:
        return True


def test_the_first_use_of_an_address_asks_and_the_second_does_not(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda words: "同意")
    assert modelling._may_send(known(tmp_path), False)
    assert "models.example" in capsys.readouterr().out
    monkeypatch.setattr("builtins.input", lambda words: pytest.fail("asked twice"))
    assert modelling._may_send(known(tmp_path), False)
    assert "不会发" not in capsys.readouterr().out


def test_no_is_no_and_is_not_remembered(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda words: "不同意")
    assert not modelling._may_send(known(tmp_path), False)
    assert not (tmp_path / leave.LEAVE_FILE).exists()


def test_a_batch_needs_yes(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(InputError, match="还没有得到同意"):
        modelling._may_send(known(tmp_path), False)
    assert modelling._may_send(known(tmp_path), True)
    assert modelling._may_send(known(tmp_path), False)


def test_this_machine_needs_no_leave(tmp_path, capsys) -> None:
    assert modelling._may_send(known(tmp_path, "http://127.0.0.1:8000/v1"), False)
    assert capsys.readouterr().out == ""


def test_an_address_that_is_not_this_machine_is_away(tmp_path) -> None:
    for url, away in (
        ("https://models.example/v1", True),
        ("http://127.0.0.1:1/v1", False),
        ("http://localhost:1/v1", False),
    ):
        ladder, _ = connect(Settings(data_dir=tmp_path, api_key="k", base_url=url, model="m"))
        assert ladder.away is away


# ---- the key ----

KEY = "sk-Zeta+7/Q9wX=mark"
FORMS = {
    "raw": KEY,
    "percent": quote(KEY, safe=""),
    "plus": quote_plus(KEY),
    "repr": repr(KEY)[1:-1],
    "base64": base64.b64encode(KEY.encode()).decode().rstrip("="),
    "hex": KEY.encode().hex(),
    "json": json.dumps(KEY)[1:-1],
    "first 8": KEY[:8],
    "reversed": KEY[::-1],
}
FAILURES = {
    "401": lambda body: Reply(status=401, error={"message": f"Incorrect API key provided: {KEY}"}),
    "403": lambda body: Reply(status=403, error={"message": f"key {KEY} may not"}),
    "400": lambda body: Reply(status=400, error={"message": f"Authorization: Bearer {KEY}"}),
    "404": lambda body: Reply(status=404),
    "429": lambda body: Reply(status=429, headers={"Retry-After": "99"}),
    "500": lambda body: Reply(status=500, error={"message": KEY}),
    "html": lambda body: Reply(raw=f"<html>{KEY}</html>".encode()),
    "bad json": lambda body: Reply(lines=["{", KEY]),
    "cut": lambda body: Reply(text="{}", cut_after=0),
    "empty": lambda body: Reply(choices=False),
    "length": lambda body: Reply(text="{", finish="length"),
    "filter": lambda body: Reply(text="x", finish="content_filter"),
    "reply": lambda body: Reply(text=json.dumps({"edits": KEY})),
    "encoded": lambda body: Reply(status=400, error={"message": " ".join(FORMS.values())}),
    "header": lambda body: Reply(status=401, headers={"X-Key": quote(KEY)}, error={"message": "no", "code": KEY}),
}


def sinks(error: BaseException, log: str) -> dict[str, str]:
    """Everything that a person, a log or a crash report might see of a failure."""
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain:
        chain.append(one)
        one = one.__cause__ or one.__context__
    frames = "".join(
        "".join(traceback.TracebackException.from_exception(e, capture_locals=True).format()) for e in chain
    )
    return {
        "message": str(error),
        "repr": repr(error),
        "args": repr([e.args for e in chain]),
        "attributes": repr([vars(e) for e in chain]),
        "traceback with locals": frames,
        "log": log,
    }


def failure(ladder: Ladder) -> AssistantError:
    """The error of one call; its traceback begins here, where nothing but the product's own objects is in sight."""
    try:
        steps.unify(ladder, steps.Call("s"), [])
    except AssistantError as error:
        return error
    raise AssertionError("no failure")


@pytest.mark.loopback
@pytest.mark.parametrize("name", FAILURES)
def test_the_key_is_in_no_trace_of_a_failure(name: str, caplog, capsys) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(FAILURES[name]) as fake:
        endpoint = Endpoint(Address(fake.url, KEY, "fake", 5))
        ladder = Ladder(endpoint, "fake")
        ladder.wait = lambda seconds: None
        shown = sinks(failure(ladder), caplog.text)
        shown |= {"objects": repr((endpoint, ladder, endpoint.address)), "printed": "".join(capsys.readouterr())}
        endpoint.close()
    found = [(sink, form) for sink, text in shown.items() for form, words in FORMS.items() if words in text]
    assert found == []


def test_the_search_for_the_key_finds_it_where_it_is() -> None:
    for form, words in FORMS.items():
        found = sinks(ValueError(f"x {words} y"), f"log {words}")
        assert all(words in found[sink] for sink in ("message", "log")), form
        assert "x " in found["traceback with locals"]
