"""The key in nothing that the commands leave behind: files, the session store, what is printed, logged or listed."""

from __future__ import annotations

import base64
import gc
import io
import json
import logging
import sys
import tempfile
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import fake_interviewer
import fake_writer
import psutil
import pytest
from browser import serve
from fake_endpoint import Answer, Body, Reply, serving
from fake_writer import honest, honest_value, step_of
from page_client import PageClient

from assistant.cli import main
from assistant.errors import ModelError
from assistant.secrecy import HIDDEN, forms, scrubbed, secrets_of
from assistant.settings import Settings, settings

KEY = "sk-Quill9+4/Rb7=tone"
WRITTEN = {
    "raw": KEY.encode(),
    "percent": quote(KEY, safe="").encode(),
    "json": json.dumps(KEY)[1:-1].encode(),
    "base64": base64.b64encode(KEY.encode()).rstrip(b"="),
    "hex": KEY.encode().hex().encode(),
    "first 8": KEY[:8].encode(),
    "reversed": KEY[::-1].encode(),
}
DATA = Path(__file__).parent / "data"
ANSWERS = DATA / "answers" / "heilongjiang.yaml"


def echoing(body: Body) -> Reply:
    """An honest model whose every sentence says the key."""
    value = json.dumps(honest_value(body), ensure_ascii=False).replace("。", f"，{KEY}。")
    return Reply(value)


ENDPOINTS: dict[str, Answer] = {
    "refuses the key and says it back": lambda body: Reply(status=401, error={"message": f"bad key {KEY}"}),
    "says it in every way": lambda body: Reply(
        status=400, error={"message": " ".join(words.decode() for words in WRITTEN.values()), "code": KEY}
    ),
    "says it as a page": lambda body: Reply(raw=f"<html>{KEY}</html>".encode()),
    "says it in its replies": echoing,
    "is honest": honest,
}


def found_in(name: str, data: bytes) -> list[tuple[str, str]]:
    """Where the key is written, whichever way; a Word file is looked into."""
    found = [(name, form) for form, words in WRITTEN.items() if words in data]
    start = data.find(b"PK\x03\x04")
    if 0 <= start < 300:
        with zipfile.ZipFile(io.BytesIO(data[start:])) as packed:
            for inner in packed.namelist():
                found += found_in(f"{name}!{inner}", packed.read(inner))
    return found


def left_in(*folders: Path) -> list[tuple[str, str]]:
    return [
        hit
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for hit in found_in(path.name, path.name.encode() + b"\n" + path.read_bytes())
    ]


def listed() -> str:
    """What a list of processes shows of this one and its children."""
    own = psutil.Process()
    return "\n".join(" ".join(one.cmdline()) for one in (own, *own.children(recursive=True)))


def commands(out: Path) -> list[list[str]]:
    return [
        ["doctor"],
        ["draft", str(ANSWERS), *(word for end in ("docx", "json", "md") for word in ("-o", str(out / f"稿.{end}")))],
        ["speak", str(out / "稿.json"), "--minutes", "4", "-o", str(out / "现场稿.docx")],
        ["measures", str(out / "稿.json"), "-o", str(out / "措施.xlsx"), "-o", str(out / "措施.docx")],
        ["revise", str(out / "稿.json"), "--part", "work", "--say", "第一条太虚", "-o", str(out / "新稿.json")],
        ["chat", "-o", str(out / "谈.json")],
    ]


@pytest.mark.loopback
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # a command leaves its client to the process's end
@pytest.mark.parametrize(
    "name",
    [
        name if "every way" in name or "replies" in name else pytest.param(name, marks=pytest.mark.slow)
        for name in ENDPOINTS
    ],
)
def test_the_key_is_in_nothing_that_is_left_behind(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], caplog
) -> None:
    caplog.set_level(logging.DEBUG)
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    with serving(ENDPOINTS[name]) as fake:
        monkeypatch.setenv("OPENAI_BASE_URL", fake.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("ASSISTANT_MODEL", "fake")
        monkeypatch.setattr("assistant.writing.ladder.Ladder._pause", lambda *_: None)
        settings.cache_clear()
        said = "2025年的。\n办了6场培训，来了312人次。\n写吧\n"
        for command in commands(tmp_path):
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(said.encode()), encoding="utf-8"))
            main(command)
        gc.collect()
        processes = listed()
        assert f"Bearer {KEY}" in fake.headers[-1].values()
    printed = capfd.readouterr()
    texts = {"out": printed.out, "err": printed.err, "log": caplog.text, "processes": processes}
    found = [hit for sink, text in texts.items() for hit in found_in(sink, text.encode())]
    assert found + left_in(tmp_path, settings().data_dir) == []
    assert (tmp_path / "稿.docx").is_file()
    assert any(path.read_bytes()[:6] == b"SQLite" for path in settings().data_dir.glob("*") if path.is_file())


PLANTS: dict[str, Callable[[Path, bytes], object]] = {
    "report.json": lambda folder, words: (folder / "r.json").write_bytes(b'{"a": "' + words + b'"}'),
    "session store": lambda folder, words: (folder / "sessions.db").write_bytes(b"SQLite format 3\0" + words),
    "kept reply": lambda folder, words: (folder / "ab.json").write_bytes(words),
    "log file": lambda folder, words: (folder / "a.log").write_bytes(b"x " + words + b" y"),
}


@pytest.mark.parametrize("form", WRITTEN)
@pytest.mark.parametrize("sink", [*PLANTS, "Word file"])
def test_the_search_finds_what_is_planted(sink: str, form: str, tmp_path: Path) -> None:
    if sink == "Word file":
        with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("docProps/core.xml", b"<x>" + WRITTEN[form] + b"</x>")
    else:
        PLANTS[sink](tmp_path, WRITTEN[form])
    assert form in {found for _, found in left_in(tmp_path)}


def test_the_search_finds_a_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / WRITTEN["hex"].decode()).touch()
    assert [form for _, form in left_in(tmp_path)] == ["hex"]


def test_words_are_scrubbed_of_every_form_and_of_nothing_else() -> None:
    for words in WRITTEN.values():
        assert scrubbed(f"a {words.decode()} b", [KEY]) == f"a {HIDDEN} b"
    assert scrubbed("村集体经济收入12万元", [KEY, "none", ""]) == "村集体经济收入12万元"
    assert forms("k") == ()
    assert secrets_of(KEY, "https://u:pass%2Fword@h/v1?token=abcdef1") == (KEY, "pass/word", "abcdef1")


def thoughtless(body: Body) -> Reply:
    """A model that is honest in the talk and in writing, but says the key in every sentence."""
    leads = step_of(body) in ("Lead", "SortedNotes", "ReadFacts")
    reply = (fake_interviewer if leads else fake_writer).honest(body)
    reply.text = reply.text.replace("。", f"，{KEY}。")
    return reply


@pytest.mark.slow
@pytest.mark.loopback
def test_the_key_is_on_no_page_and_in_nothing_that_a_server_leaves_behind(tmp_path: Path) -> None:
    with serving(thoughtless) as fake:
        env = {"OPENAI_BASE_URL": fake.url, "OPENAI_API_KEY": KEY, "ASSISTANT_MODEL": "fake", "TMPDIR": str(tmp_path)}
        server = serve(tmp_path / "server", env)
        try:
            tab = PageClient(server.port)
            pages = [tab.begin().text, tab.say("2025年度的").text, tab.say("3000字以内").text]
            tab.act("start.sample", outline="party_building")
            for tab.tab in ("draft", "facts", "chain", "findings", "sources", "versions"):
                pages.append(tab.act("open").text)
            pages.append(tab.act("settings.try", base_url=fake.url, key="", model="fake").text)
            pages += [server.get(path).text for path in ("/", "/config", "/alive")]
        finally:
            server.stop()
        assert f"Bearer {KEY}" in fake.headers[-1].values()
    assert any("A2" in text and "通知" in text for text in pages)
    found = [hit for at, text in enumerate(pages) for hit in found_in(f"page {at}", text.encode())]
    assert found + found_in("output", server.output.encode()) + left_in(tmp_path) == []


@pytest.mark.loopback
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_endpoint_of_vectors_tells_nobody_the_key(tmp_path: Path, caplog) -> None:
    from assistant.retrieval.endpoint import embedder_of

    caplog.set_level(logging.DEBUG)
    with serving(lambda body: Reply(status=401, error={"message": f"bad key {KEY}", "code": KEY})) as fake:
        known = Settings(data_dir=tmp_path, base_url=fake.url, api_key=KEY, embedding_model="bge", timeout=5)
        with pytest.raises(ModelError) as caught:
            embedder_of(known)
        gc.collect()
    error: BaseException | None = caught.value
    told = [repr(known), caplog.text]
    while error is not None:
        told += [str(error), repr(error), repr(vars(error)), "".join(traceback.format_exception(error))]
        error = error.__cause__ or error.__context__
    assert found_in("vectors", "\n".join(told).encode()) + left_in(tmp_path) == []
