"""设置 on the page: what may be filled in, that the key never comes back, leave to send, the line about the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from fake_endpoint import Reply, fitting, serving

from assistant.app import App, build
from assistant.connection.endpoint_choice import chosen, may_choose
from assistant.connection.model_link import ModelLink
from assistant.errors import InputError
from assistant.interview.events import Event
from assistant.outline import outlines
from assistant.settings import settings
from assistant.ui import settings_panel
from assistant.ui.frame import Doing, View

SUM = '{"answer": 7, "words": ["三", "四"]}'
KEY = "sk-sentinel-4f1c"


@pytest.fixture
def app() -> App:
    return replace(build(settings(), link=ModelLink()), local=True)


def done(app: App, act: str, **data: str) -> list[Event]:
    return list(settings_panel.ACTS[act](Doing(app, "", data)) or ())


def page(app: App, data: Mapping[str, str] | None = None) -> str:
    return str(settings_panel.show(View(app, arg=data or {})))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "api.example/v1",
        "ftp://api.example/v1",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http://user:word@api.example/v1",
        "https://api.example/v1?key=sk-1",
        "https://api.example/v1#x",
        "http://api.example:99999/v1",
        "http://[::1/v1",
        "https://api.example/v1\nASSISTANT_AUTH=a:b",
        "https://api.example/" + "v" * 400,
    ],
)
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(InputError):
        chosen({"base_url": address, "key": KEY, "model": "x"})


@pytest.mark.parametrize("word", ["a\nb", "a b", 'a"b', "a'b", "a\x00b", "x" * 400])
def test_a_key_or_name_of_another_shape(word: str) -> None:
    for name in ("key", "model"):
        with pytest.raises(InputError):
            chosen({"base_url": "http://127.0.0.1:9/v1", "key": "k", "model": "m", name: word})
    with pytest.raises(InputError, match="汉字"):
        chosen({"base_url": "http://127.0.0.1:9/v1", "key": "密钥"})


def test_the_key_is_kept_and_never_comes_back(app: App) -> None:
    done(app, "save", base_url="http://127.0.0.1:9/v1/", key=KEY, model="qwen")
    assert settings().api_key == KEY
    assert settings().base_url == "http://127.0.0.1:9/v1"
    shown = page(app, {"act": "settings.save", "key": KEY, "base_url": "x"})
    assert KEY not in shown
    assert "已存着" in shown
    assert 'type="password"' in shown
    assert app.model_line == "大模型：qwen"


def test_an_empty_key_means_the_kept_one_only_at_its_own_place(app: App) -> None:
    done(app, "save", base_url="http://127.0.0.1:9/v1", key=KEY, model="qwen")
    assert chosen({"base_url": "http://127.0.0.1:9/other"}).key == KEY
    for other in (
        "http://127.0.0.1:8/v1",
        "https://127.0.0.1:9/v1",
        "http://evil.example:9/v1",
        "http://localhost:9/v1",
    ):
        assert chosen({"base_url": other}).key == "", other


def test_nothing_leaves_the_machine_unasked(app: App) -> None:
    away = {"base_url": "https://api.example/v1", "key": KEY, "model": "m"}
    with pytest.raises(InputError, match="同意发送"):
        done(app, "save", **away)
    assert settings().base_url == ""
    told = done(app, "save", **away, agreed="1")
    assert "已保存" in told[-1].text
    assert done(app, "save", **away | {"key": ""})
    assert settings().api_key == KEY
    plain = done(app, "save", base_url="http://api.example/v1", key=KEY, model="m", agreed="1")
    assert "明文" in plain[-1].text


def test_forgetting_takes_the_key_off_the_disk(app: App) -> None:
    done(app, "save", base_url="http://127.0.0.1:9/v1", key=KEY, model="qwen")
    done(app, "forget")
    assert settings().base_url == ""
    assert app.model_line == "由本机程序起草，不联网"
    folder = settings().data_dir
    assert not [path for path in folder.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]


@pytest.mark.parametrize("act", ["try", "save", "forget"])
def test_only_whoever_sits_at_the_machine(act: str, app: App) -> None:
    with pytest.raises(InputError, match="别的电脑"):
        done(replace(app, local=False), act, base_url="http://127.0.0.1:9/v1")
    assert "<form" not in page(replace(app, local=False))


def test_the_environment_wins_and_is_not_changed_here(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    settings.cache_clear()
    assert "环境变量" in may_choose(True)
    with pytest.raises(InputError):
        done(app, "save", base_url="http://127.0.0.1:8/v1")


@pytest.mark.loopback
def test_trying_out_tells_what_works_and_keeps_nothing(app: App) -> None:
    with serving(lambda body: fitting(body, SUM)) as fake:
        told = done(app, "try", base_url=fake.url, key=KEY, model="fake-chat")
        assert "已记下" in told[-1].text
        assert KEY not in "".join(event.text for event in told)
        assert all(KEY not in str(body) for body in fake.requests)
    assert settings().base_url == ""


@pytest.mark.loopback
def test_trying_out_says_what_is_wrong(app: App) -> None:
    with serving(lambda body: Reply(status=401, error={"message": f"bad key {KEY}"})) as fake:
        told = done(app, "try", base_url=fake.url, key=KEY, model="fake-chat")
    words = "".join(event.text for event in told)
    assert "密钥" in words
    assert KEY not in words
    told = done(app, "try", base_url="http://127.0.0.1:9/v1", key="", model="")
    assert "连不上" in told[-1].text


@pytest.mark.loopback
def test_the_talk_goes_on_with_the_new_model_at_once(app: App) -> None:
    conversation = app.begin(outlines()[0])
    assert app.resume(conversation.session_id)._companion is None
    with serving(lambda body: fitting(body, SUM)) as fake:
        done(app, "save", base_url=fake.url, key="", model="fake-chat")
        first = app.resume(conversation.session_id)
        assert first._companion is not None
        assert app.resume(conversation.session_id)._companion is first._companion
        assert first._writer is not None
        done(app, "forget")
        assert app.resume(conversation.session_id)._companion is None


@pytest.mark.loopback
def test_an_endpoint_that_points_elsewhere_is_not_followed(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing reaches the other address, nor a proxy that the environment names, where the endpoint is this machine."""
    with serving(lambda body: fitting(body, SUM)) as other:
        monkeypatch.setenv("HTTP_PROXY", other.url)
        monkeypatch.setenv("ALL_PROXY", other.url)
        away = {"Location": f"{other.url}/chat/completions"}
        with serving(lambda body: Reply(status=307, headers=away)) as fake:
            told = done(app, "try", base_url=fake.url, key=KEY, model="fake-chat")
            assert fake.requests
        assert "转到了别处" in told[-1].text
        assert other.requests == []
