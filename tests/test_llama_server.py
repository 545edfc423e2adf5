"""A server by others (llama-cpp-python) with random weights: fluent protocol, garbage words; the report is the program's.

Slow and optional. It needs a Python that has llama-cpp-python[server] and gguf: this one, or the one named in
ASSISTANT_TEST_LLAMA_PYTHON. Building llama-cpp-python takes a C++ compiler and some ten minutes:
    python3 -m venv llama && llama/bin/pip install 'llama-cpp-python[server]' gguf
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.address import Address
from assistant.documents import load_answers
from assistant.drafts.modelled import Modelled
from assistant.errors import ModelError
from assistant.outline import find_outline
from assistant.ports import Prompt
from assistant.report import Answers
from assistant.workflow import draft, written
from assistant.writing.calls import Calls
from assistant.writing.endpoint import Endpoint
from assistant.writing.ladder import LADDER, Ladder, Probe, ask_once

pytestmark = [pytest.mark.slow, pytest.mark.loopback]
PYTHON = os.environ.get("ASSISTANT_TEST_LLAMA_PYTHON", sys.executable)
DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running server; skips where it cannot be run here."""
    ready = subprocess.run([PYTHON, "-c", "import llama_cpp.server.app, gguf"], capture_output=True, check=False)
    if ready.returncode:
        pytest.skip("llama-cpp-python[server] and gguf are not installed (ASSISTANT_TEST_LLAMA_PYTHON)")
    model = tmp_path_factory.mktemp("llama") / "tiny.gguf"
    subprocess.run([PYTHON, Path(__file__).parent / "tiny_gguf.py", model], check=True, timeout=60)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PYTHON, "-m", "llama_cpp.server", "--model", str(model), "--model_alias", "tiny", "--n_ctx", "16384"]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield _when_up(f"http://127.0.0.1:{port}/v1", server)
    finally:
        server.kill()
        server.wait()


def _when_up(address: str, server: subprocess.Popen[bytes]) -> str:
    for _ in range(100):
        assert server.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(f"{address}/models", timeout=2):
                return address
        except OSError:
            time.sleep(0.3)
    raise AssertionError("the server did not come up")


def test_it_is_listed_and_answers_in_the_protocol(url: str) -> None:
    endpoint = Endpoint(Address(url, "k", "tiny", 60))
    assert endpoint.models() == ["tiny"]
    outcomes = []
    for rung in LADDER:
        try:
            ask_once(endpoint, Prompt("probe", "答题。", "1+1？", 60), Probe, rung, stream=False)
            outcomes.append("ok")
        except ModelError as error:
            outcomes.append(type(error).__name__)
    endpoint.close()
    assert len(outcomes) == len(LADDER)  # each rung gave a reply of its type or an error of ours


def test_garbage_in_fluent_protocol_ends_with_the_programs_report(url: str) -> None:
    whole = load_answers(DATA / "answers" / "heilongjiang.yaml")
    kept = {key: words for key, words in whole.answers.items() if key[0] in "ABDHIJ"}
    answers = Answers(outline=whole.outline, year=whole.year, answers=kept)
    first = written(answers, find_outline(answers.outline))
    endpoint = Endpoint(Address(url, "k", "tiny", 8))
    ladder = Ladder(endpoint, "tiny")
    ladder.wait = lambda seconds: None
    work = Modelled(first, Calls(ladder, None, most_calls=14))
    events = list(work.write())
    endpoint.close()
    report, plain = work.report, draft(answers, find_outline(answers.outline))
    assert report.parts == plain.parts
    assert report.writer.kind == "offline"
    assert report.writer.fallbacks
    assert report.facts == plain.facts
    shown = [event for event in events if type(event).__name__ == "Passed"]
    assert shown == []
    assert ladder.calls > 0
