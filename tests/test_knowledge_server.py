"""The same store on a real Chroma server and with a real embedding endpoint, both on this machine; LangChain's door to it."""

from __future__ import annotations

import gc
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from fake_endpoint import Reply, serving
from knowledge_files import a_term, open_store, text_of, write

from assistant.encoder import HashedPairs
from assistant.errors import KnowledgeError, ModelError
from assistant.retrieval import store as store_module
from assistant.retrieval.endpoint import EndpointEmbedder, embedder_of
from assistant.retrieval.passages import numbered
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.store import KnowledgeStore
from assistant.settings import Settings

# Chroma's client leaves its connections to the garbage collector.
pytestmark = [pytest.mark.loopback, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]


@pytest.fixture(autouse=True)
def _ships_one_term(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(store_module, "shipped_passages", lambda: numbered([a_term()]))
    yield
    gc.collect()


# A Chroma server -------------------------------------------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = Path(sys.executable).with_name("chroma.exe" if sys.platform == "win32" else "chroma")
    if not program.exists():
        pytest.skip("chromadb brought no `chroma` program")
    port = free_port()
    process = subprocess.Popen(
        [
            str(program),
            "run",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
            "--path",
            str(tmp_path_factory.mktemp("served")),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 30
        while time.monotonic() < until:
            if process.poll() is not None:
                pytest.skip(f"`chroma run` ended at once with {process.returncode}")
            with socket.socket() as probe:
                probe.settimeout(1)
                if real_connect(probe, port):
                    break
            time.sleep(0.1)
        else:
            pytest.skip("`chroma run` did not answer within 30 seconds")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def real_connect(probe: socket.socket, port: int) -> bool:
    try:
        probe.connect(("127.0.0.1", port))
    except OSError:
        return False
    return True


def sources(store: KnowledgeStore, number: int) -> list[str]:
    return [hit.passage.source for hit in Retriever(store).search(text_of(number)[:60], 3)]


def test_two_offices_share_a_server(server: str, tmp_path: Path) -> None:
    one, other = tmp_path / "甲", tmp_path / "乙"
    for folder in (one, other):
        folder.mkdir()
    with open_store(one, url=server) as first, open_store(other, url=server) as second:
        card, _ = first.add(write(one, 1), "material")
        second.add(write(other, 2), "own")
    with open_store(one, url=server) as first, open_store(other, url=server) as second:
        assert "材料2.txt" in sources(first, 2)
        assert "材料1.txt" in sources(second, 1)
        assert [kept.id for kept in first.documents()] == [card.id]
        assert first.rebuild() > 0
        assert "材料2.txt" in sources(first, 2), "a rebuild leaves what others put there"
        first.remove(card.id)
        assert "材料1.txt" not in sources(first, 1)


def test_two_processes_of_one_machine_share_its_folder(server: str, tmp_path: Path) -> None:
    with open_store(tmp_path, url=server) as first, open_store(tmp_path, url=server) as second:
        first.add(write(tmp_path, 3), "material")
        second.add(write(tmp_path, 4), "material")
        assert "材料4.txt" in sources(second, 4)
    with open_store(tmp_path, url=server) as third:
        assert "材料3.txt" in sources(third, 3)
        assert "材料4.txt" in sources(third, 4)


def test_a_server_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="没有应答"):
        open_store(tmp_path, url=f"http://127.0.0.1:{free_port()}")


# An embedding endpoint -------------------------------------------------------------------------------------------


class _Embeddings(BaseHTTPRequestHandler):
    """Answers `/v1/embeddings` with hashed vectors of 512, in disorder, or as `spoil` says."""

    spoil = ""
    asked: ClassVar[list[int]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        texts = body["input"]
        type(self).asked.append(len(texts))
        rows = [
            {"object": "embedding", "index": index, "embedding": [round(float(v) * 3, 5) for v in vector]}
            for index, vector in enumerate(HashedPairs().embed(texts))
        ][::-1]
        if self.spoil == "short":
            rows = rows[1:]
        if self.spoil == "nan":
            rows[0]["embedding"] = [float("nan")] * 512
        data = json.dumps(
            {"object": "list", "model": body["model"], "data": rows, "usage": {"prompt_tokens": 1, "total_tokens": 1}}
        )
        payload = b"<html>" if self.spoil == "html" else data.encode()
        self.send_response(404 if self.spoil == "404" else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[Settings]:
    _Embeddings.spoil, _Embeddings.asked = "", []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Embeddings)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Settings(
        data_dir=tmp_path,
        base_url=f"http://127.0.0.1:{server.server_port}/v1",
        embedding_model="bge-small-zh",
        timeout=10,
    )
    server.shutdown()
    server.server_close()
    thread.join(timeout=10)


def test_vectors_come_from_the_endpoint(endpoint: Settings, tmp_path: Path) -> None:
    embedder = embedder_of(endpoint)
    assert isinstance(embedder, EndpointEmbedder)
    assert embedder.dim == 512
    with KnowledgeStore(tmp_path, embedder) as store:
        store.add(write(tmp_path, 1, 90), "material")
        assert sources(store, 1)[0] == "材料1.txt"
        before = len(_Embeddings.asked)
        store.rebuild()
        assert len(_Embeddings.asked) == before, "a rebuild asks for nothing twice"
    assert max(_Embeddings.asked) <= 64


def test_what_stays_on_this_machine_goes_through_no_proxy(endpoint: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda body: Reply(status=500)) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        assert embedder_of(endpoint).dim == 512
        assert proxy.requests == []


@pytest.mark.parametrize("spoil", ["short", "nan", "html", "404"])
def test_an_endpoint_that_answers_wrongly_is_a_sentence(endpoint: Settings, spoil: str) -> None:
    embedder = embedder_of(endpoint)
    _Embeddings.spoil = spoil
    with pytest.raises(ModelError, match=r"向量接口|坏数"):
        embedder.embed(["甲", "乙"])


def test_without_a_model_named_nothing_is_asked(tmp_path: Path) -> None:
    assert not isinstance(embedder_of(Settings(data_dir=tmp_path, base_url="http://127.0.0.1:1/v1")), EndpointEmbedder)


# LangChain -------------------------------------------------------------------------------------------------------


def test_langchain_finds_what_we_find(tmp_path: Path) -> None:
    from assistant.retrieval.langchain_retriever import KnowledgeRetriever

    with open_store(tmp_path) as store:
        store.add(write(tmp_path, 1), "own", 2023)
        retriever = Retriever(store)
        documents = KnowledgeRetriever(retriever=retriever, count=2, kinds=("own",)).invoke("第1号材料的第2件事")
        hits = retriever.search("第1号材料的第2件事", 2, kinds=("own",))
    assert [document.id for document in documents] == [hit.passage.id for hit in hits]
    assert documents[0].metadata["source"] == "材料1.txt"
    assert documents[0].metadata["year"] == 2023
