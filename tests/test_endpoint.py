"""The door to a model: the traps of real endpoints, each met and told in Chinese; the key in none of what comes out."""

from __future__ import annotations

import json
import logging
import traceback

import httpx2
import openai
import pytest
from fake_endpoint import Reply, fitting, requested_schema, serving
from pydantic import BaseModel

from assistant.address import Address, is_loopback, shown
from assistant.errors import (
    CancelledError,
    EndpointBrokenError,
    EndpointBusyError,
    EndpointSlowError,
    EndpointUnreachableError,
    KeyRefusedError,
    ModelError,
    ModelMissingError,
    QuotaGoneError,
    ReplyCutError,
    ReplyInvalidError,
    RequestRefusedError,
)
from assistant.ports import Prompt
from assistant.writing.endpoint import Endpoint, translated
from assistant.writing.ladder import Ladder

pytestmark = pytest.mark.loopback
KEY = "sk-sentinel-7f3a9c"


class Sentence(BaseModel):
    text: str
    facts: list[str]


class Draft(BaseModel):
    headline: str
    sentences: list[Sentence]


GOOD = json.dumps({"headline": "标题", "sentences": [{"text": "一句。", "facts": ["F01"]}]}, ensure_ascii=False)
PROMPT = Prompt("draft_item", "前缀", "写这一条", 300)


OPEN: list[Endpoint] = []


@pytest.fixture(autouse=True)
def _closed():
    yield
    while OPEN:
        OPEN.pop().close()


def model(url: str, **more: float) -> Ladder:
    OPEN.append(Endpoint(Address(url, KEY, "fake-chat", more.get("timeout", 5))))
    ladder = Ladder(OPEN[-1], "fake-chat")
    ladder.wait = lambda seconds: None
    return ladder


@pytest.mark.parametrize("stream", [True, False])
def test_a_good_reply_comes_back_typed(stream):
    with serving(lambda body: fitting(body, GOOD)) as fake:
        ladder = model(fake.url)
        ladder.stream = stream
        assert ladder.reply(PROMPT, Draft).sentences[0].facts == ["F01"]
    assert fake.requests[0]["response_format"]["type"] == "json_schema"
    assert fake.requests[0]["max_tokens"] == 300
    assert "max_completion_tokens" not in fake.requests[0]
    assert [m["content"] for m in fake.requests[0]["messages"]] == ["前缀", "写这一条"]


def test_the_ladder_goes_down_to_what_the_endpoint_knows_and_stays_there():
    def answer(body):
        form = (body.get("response_format") or {}).get("type")
        if form == "json_schema":
            return Reply(status=400, error={"message": "This response_format type is unavailable now"})
        if body.get("tools"):
            return Reply(status=400, error={"message": "tool_choice is not supported in thinking mode"})
        assert requested_schema(body)
        return Reply(GOOD)

    with serving(answer) as fake:
        ladder = model(fake.url)
        assert ladder.reply(PROMPT, Draft).headline == "标题"
        assert ladder.rung == "json_object"
        before = len(fake.requests)
        ladder.reply(PROMPT, Draft)
        assert len(fake.requests) == before + 1


def test_an_endpoint_that_only_talks_gives_its_json_in_prose():
    def answer(body):
        if body.get("response_format") or body.get("tools"):
            return Reply(status=500, error={"message": "grammar error"})
        return Reply(f"好的，结果如下：\n```json\n{GOOD}\n```\n希望有用")

    with serving(answer) as fake:
        ladder = model(fake.url)
        assert ladder.reply(PROMPT, Draft).headline == "标题"
        assert ladder.rung == "prompted"


def test_a_tool_that_was_not_called_is_no_silent_none():
    def answer(body):
        if (body.get("response_format") or {}).get("type") == "json_schema":
            return Reply(status=400, error={"message": "unsupported"})
        return Reply("我觉得可以这样写。") if body.get("tools") else Reply(GOOD)

    with serving(answer) as fake:
        ladder = model(fake.url)
        assert ladder.reply(PROMPT, Draft).headline == "标题"
        assert ladder.rung == "json_object"


@pytest.mark.parametrize(
    ("bad", "kind"),
    [
        (Reply(GOOD[:-20]), ReplyInvalidError),
        (Reply(GOOD, finish="length"), ReplyCutError),
        (Reply(GOOD, finish=None, done=False), ReplyCutError),
        (Reply(GOOD, finish=None), ReplyCutError),
        (Reply(GOOD, cut_after=24), ReplyCutError),
        (Reply(""), ReplyInvalidError),
        (Reply('{"headline": "只有标题"}'), ReplyInvalidError),
        (Reply('{"headline": null, "sentences": null}'), ReplyInvalidError),
        (Reply("[" * 5000), ReplyInvalidError),
        (Reply('{"a":' * 3000), ReplyInvalidError),
        (Reply("抱歉，作为AI我不能写。"), ReplyInvalidError),
        (Reply("字" * 200_000), ReplyInvalidError),
        (Reply(raw=b"<html><body>login</body></html>"), EndpointBrokenError),
        (Reply(choices=False, text=GOOD), ModelError),
        (Reply(lines=['{"broken', "[DONE]"]), EndpointBrokenError),
        (Reply(lines=['{"error": {"message": "boom", "code": 500}}']), EndpointBrokenError),
        (Reply(GOOD, finish="content_filter"), RequestRefusedError),
        (Reply(status=401, error={"message": f"Incorrect API key provided: {KEY}"}), KeyRefusedError),
        (Reply(status=404, error={"message": "model not found"}), ModelMissingError),
        (Reply(status=429, error={"message": "x", "code": "insufficient_quota"}), QuotaGoneError),
        (Reply(status=402, error={"message": "Insufficient Balance"}), QuotaGoneError),
        (Reply(status=429, error={"message": "rate"}), EndpointBusyError),
        (Reply(status=503, raw=b"<html>overloaded</html>"), EndpointBusyError),
        (Reply(status=500), EndpointBrokenError),
        (Reply(status=400, error={"message": "maximum context length is 8192"}), RequestRefusedError),
    ],
)
@pytest.mark.parametrize("stream", [True, False])
def test_each_trap_ends_in_our_error_with_a_chinese_sentence(bad, kind, stream):
    if not stream and (bad.lines or bad.cut_after or bad.finish is None):
        pytest.skip("only a stream can do this")
    with serving(lambda body: bad) as fake:
        ladder = model(fake.url)
        ladder.stream = stream
        with pytest.raises(kind) as caught:
            ladder.reply(PROMPT, Draft)
    assert len(fake.requests) <= 6
    assert any("一" <= char <= "鿿" for char in caught.value.message)
    assert caught.value.hint
    assert KEY not in str(caught.value) + caught.value.detail + repr(caught.value)


def test_a_torn_reply_is_asked_again_and_the_second_one_taken():
    replies = iter([Reply(GOOD[:-9]), Reply(GOOD)])
    with serving(lambda body: next(replies)) as fake:
        assert model(fake.url).reply(PROMPT, Draft).headline == "标题"
    assert "上一次的回复没法用" in fake.requests[1]["messages"][1]["content"]


def test_quota_is_not_retried_and_rate_is_with_the_wait_it_asks_for():
    with serving(lambda body: Reply(status=429, error={"message": "x", "code": "insufficient_quota"})) as fake:
        with pytest.raises(QuotaGoneError):
            model(fake.url).reply(PROMPT, Draft)
        assert len(fake.requests) == 1
    replies = iter([Reply(status=429, headers={"Retry-After": "3"}), Reply(GOOD)])
    waits: list[float] = []
    with serving(lambda body: next(replies)) as fake:
        ladder = model(fake.url)
        ladder.wait = waits.append
        ladder.reply(PROMPT, Draft)
    assert waits == [3.0]


def test_thinking_aloud_and_reasoning_never_reach_the_reply():
    with serving(lambda body: Reply(f'<think>{{"headline": "草稿"}}想想</think>\n{GOOD}', reasoning="先想")) as fake:
        seen: list[str] = []
        assert model(fake.url).reply(PROMPT, Draft, seen.append).headline == "标题"
    assert not any("想想" in text or "先想" in text for text in seen)


def test_a_list_sent_as_a_string_is_read():
    text = json.dumps({"headline": "标题", "sentences": json.dumps([{"text": "句。", "facts": "[]"}])})
    with serving(lambda body: Reply(text)) as fake:
        assert model(fake.url).reply(PROMPT, Draft).sentences[0].text == "句。"


def test_max_tokens_is_spelt_as_the_endpoint_wants_it():
    def answer(body):
        if "max_tokens" in body:
            return Reply(status=400, error={"message": "Unsupported parameter: use 'max_completion_tokens' instead"})
        return fitting(body, GOOD)

    with serving(answer) as fake:
        ladder = model(fake.url)
        ladder.reply(PROMPT, Draft)
        assert fake.requests[-1]["max_completion_tokens"] == 300
        assert ladder.rung == "json_schema"


def test_a_stalled_stream_and_a_dead_port_are_told_apart():
    with serving(lambda body: Reply(GOOD, stall_after=12, stall=3)) as fake, pytest.raises(EndpointSlowError):
        model(fake.url, timeout=0.3).reply(PROMPT, Draft)
    with pytest.raises(EndpointUnreachableError):
        model("http://127.0.0.1:9/v1").reply(PROMPT, Draft)


def test_watching_sees_the_reply_grow_and_can_stop_it():
    seen: list[str] = []

    def watch(text: str) -> None:
        seen.append(text)
        if len(seen) == 2:
            raise CancelledError("已停止。")

    with serving(lambda body: Reply(GOOD)) as fake, pytest.raises(CancelledError):
        model(fake.url).reply(PROMPT, Draft, watch)
    assert len(seen) == 2
    assert seen[1].startswith(seen[0])


def test_models_are_listed_without_those_that_cannot_chat():
    with serving(lambda body: Reply(GOOD), ["bge-m3", "text-embedding-3", "qwen3-32b"]) as fake:
        OPEN.append(Endpoint(Address(fake.url, KEY, "")))
        assert OPEN[-1].models() == ["qwen3-32b"]


def test_every_error_of_the_sdk_is_mapped():
    request = httpx2.Request("POST", "http://127.0.0.1/v1")
    ours: dict[str, type[ModelError]] = {}

    def walk(kind: type[openai.OpenAIError]) -> None:
        for child in kind.__subclasses__():
            walk(child)
        ours[kind.__name__] = type(translated(_made(kind, request)))

    walk(openai.OpenAIError)
    assert len(ours) >= 15
    assert all(kind is not ModelError for kind in ours.values())
    assert ours["RateLimitError"] is EndpointBusyError
    assert ours["AuthenticationError"] is KeyRefusedError
    assert ours["APITimeoutError"] is EndpointSlowError
    assert ours["APIConnectionError"] is EndpointUnreachableError


def _made(kind: type[openai.OpenAIError], request: httpx2.Request) -> openai.OpenAIError:
    """An instance of any SDK error without going through its own constructor."""
    error = kind.__new__(kind)
    Exception.__init__(error, "x")
    codes = {"BadRequest": 400, "Authentication": 401, "Permission": 403, "NotFound": 404, "Conflict": 409}
    codes |= {"Unprocessable": 422, "RateLimit": 429, "InternalServer": 500}
    code = next((code for name, code in codes.items() if kind.__name__.startswith(name)), 418)
    error.__dict__.update(status_code=code, response=httpx2.Response(code, request=request), request=request)
    return error


def test_the_key_is_in_no_log_error_or_repr(caplog):
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    for reply in (Reply(status=401, error={"message": f"bad {KEY}"}), Reply(status=500), Reply(raw=b"<html>")):
        with serving(lambda body, reply=reply: reply) as fake:
            ladder = model(fake.url)
            try:
                ladder.reply(PROMPT, Draft)
            except ModelError as error:
                told += traceback.format_exception(error)
                told += [repr(error.__cause__), repr(error.__context__) if not error.__suppress_context__ else ""]
                told.append(repr(vars(error)))
            told += [repr(ladder), repr(ladder.transport), str(ladder.transport)]
            assert any(KEY in value for value in fake.headers[0].values())
    assert KEY not in "\n".join(told) + caplog.text


def test_an_address_is_shown_without_what_is_secret_in_it():
    assert shown(f"https://user:{KEY}@host.example:8443/v1?key={KEY}") == "https://host.example:8443/v1"
    assert is_loopback("http://127.0.0.1:1/v1")
    assert is_loopback("http://localhost/v1")
    assert not is_loopback("http://127.0.0.1.example.com/v1")
