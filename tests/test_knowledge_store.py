"""The store: taken in once, found, taken out whole, one process at a time, mended when damaged."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from knowledge_files import Words, a_term, open_store, text_of, write
from numpy.typing import NDArray

from assistant.encoder import HashedPairs
from assistant.errors import FileError, InputError, KnowledgeBusyError
from assistant.retrieval import store as store_module
from assistant.retrieval.index import EF_SEARCH, Index
from assistant.retrieval.passages import CUT, Passage, numbered
from assistant.retrieval.retriever import Retriever
from assistant.retrieval.store import FOLDER, KnowledgeStore


@pytest.fixture(autouse=True)
def _ships_one_term(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "shipped_passages", lambda: numbered([a_term()]))


def found(store: KnowledgeStore, number: int) -> bool:
    hits = Retriever(store).search(text_of(number)[:60], 3)
    return any(f"第{number}号材料" in hit.passage.text for hit in hits)


def test_what_was_taken_in_is_found_after_reopening(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        cards = [store.add(write(tmp_path, n), "material")[0] for n in range(3)]
        assert all(found(store, n) for n in range(3))
    words = Words()
    with open_store(tmp_path, say=words) as store:
        assert [card.id for card in store.documents()] == [card.id for card in cards]
        assert all(found(store, n) for n in range(3))
    assert words.said == []


def test_shipped_knowledge_is_there_from_the_start_and_that_is_said_once(tmp_path: Path) -> None:
    words = Words()
    with open_store(tmp_path, say=words) as store:
        assert Retriever(store).search("清风屋场行动")[0].passage.locator == "T1"
    assert "自带" in str(words)


def test_changed_shipped_knowledge_takes_the_place_of_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(tmp_path):
        pass
    other = a_term("“连心夜话”活动")
    monkeypatch.setattr(
        store_module, "shipped_passages", lambda: numbered([type(other)(**{**vars(other), "doc": "b" * 12})])
    )
    with open_store(tmp_path) as store:
        assert [passage.heading for passage in store.ready.passages] == ["“连心夜话”活动"]


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, 1)
    with open_store(tmp_path) as store:
        card, new = store.add(path, "material")
        before = store.ready.passages
        again, newly = store.add(path, "material")
        renamed, _ = store.add(path.rename(tmp_path / "改名.txt"), "material")
        assert (new, newly) == (True, False)
        assert again == renamed == card
        assert store.ready.passages == before


def test_under_another_kind_it_moves_there(tmp_path: Path) -> None:
    path = write(tmp_path, 1)
    with open_store(tmp_path) as store:
        store.add(path, "material")
        store.add(path, "own", 2023)
        kinds = {p.kind for p in store.ready.passages if p.source == path.name}
        assert kinds == {"own"}
        assert {p.year for p in store.ready.passages if p.kind == "own"} == {2023}
        assert len(store.documents()) == 1


def test_removing_removes_all(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.add(write(tmp_path, 1), "material")
        gone, _ = store.add(write(tmp_path, 2), "material")
        store.remove(gone.id[:6])
        assert not found(store, 2)
        assert found(store, 1)
        with pytest.raises(InputError, match="没有编号"):
            store.remove(gone.id)
        left = [str(path) for path in (tmp_path / FOLDER).rglob("*") if gone.id in str(path)]
        assert left == []
        trace = text_of(2)[:20].encode()
        # Chroma's vector files (.bin) are written with whatever the memory held before; they are no place of ours.
        files = [p for p in (tmp_path / FOLDER).rglob("*") if p.is_file() and p.suffix != ".bin"]
        assert [p for p in files if trace in p.read_bytes()] == []
        rows = sum(path.stat().st_size for path in (tmp_path / FOLDER / "vectors").rglob("rows"))
        assert rows == len({*store.ready.rows}) * HashedPairs.dim * 2, "no vector of the removed file is kept"
    with open_store(tmp_path) as store:
        assert not found(store, 2)
        assert found(store, 1)


def test_unknown_ids_are_refused(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.add(write(tmp_path, 1), "material")
        for name in ("", "zz", "../.."):
            with pytest.raises(InputError):
                store.remove(name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.txt", b""),
        ("空白.txt", b" \n "),
        ("坏.docx", b"PK\x03\x04nothing"),
        ("图.png", b"\x89PNG\r\n"),
        ("无.txt", None),
    ],
)
def test_a_bad_file_leaves_nothing_behind(tmp_path: Path, name: str, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with open_store(tmp_path) as store:
        before = sorted(str(path) for path in (tmp_path / FOLDER).rglob("*"))
        with pytest.raises(FileError):
            store.add(tmp_path / name, "material")
        assert store.documents() == []
        assert sorted(str(path) for path in (tmp_path / FOLDER).rglob("*")) == before


def test_a_second_process_is_refused_with_a_sentence(tmp_path: Path) -> None:
    code = "from pathlib import Path; from knowledge_files import open_store; open_store(Path({!r}))"
    with open_store(tmp_path):
        with pytest.raises(KnowledgeBusyError, match="一次只能有一个"):
            open_store(tmp_path)
        done = subprocess.run(
            [sys.executable, "-c", code.format(str(tmp_path))],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(Path(__file__).parent)},
            timeout=60,
        )
        assert "KnowledgeBusyError: 知识库正被另一个" in done.stderr
    open_store(tmp_path).close()


def test_rebuild_encodes_nothing_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(tmp_path) as store:
        for number in range(3):
            store.add(write(tmp_path, number), "material")
        before = store.ready.passages
        calls: list[int] = []
        real = HashedPairs.embed

        def counting(self: HashedPairs, texts: Sequence[str]) -> NDArray[np.float32]:
            calls.append(len(texts))
            return real(self, texts)

        monkeypatch.setattr(HashedPairs, "embed", counting)
        assert store.rebuild() == len(before)
        assert store.ready.passages == before
        assert calls == []
        assert found(store, 2)
    assert len([path for path in (tmp_path / FOLDER / "index").iterdir() if path.is_dir()]) <= 2


def test_another_encoder_means_another_index(tmp_path: Path) -> None:
    class Other(HashedPairs):
        id = "other/1"
        dim = 512

    with open_store(tmp_path) as store:
        store.add(write(tmp_path, 1), "material")
    words = Words()
    with KnowledgeStore(tmp_path, Other(), say=words) as store:
        assert found(store, 1)
    assert "另一种向量" in str(words)
    assert "重建" in str(words)


def test_settings_of_the_index_stand_in_it(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        for collection in store._opened._collections.values():
            assert collection.metadata == {"embedder": HashedPairs.id, "dim": 512, "cut": CUT}
            hnsw = collection._model.configuration_json["hnsw"]
            assert (hnsw["space"], hnsw["ef_search"]) == ("cosine", EF_SEARCH)


@pytest.mark.slow
def test_more_passages_than_one_call_may_fetch_come_back(tmp_path: Path) -> None:
    passages = [p for n in range(40_000) for p in numbered([Passage("", "own", f"{n:012x}", "", "", f"第{n}段")])]
    vectors = np.random.default_rng(1).normal(size=(len(passages), 8)).astype(np.float32)
    index = Index(tmp_path / "index", ("random", 8))
    index.put(passages, vectors)
    assert sorted(p.id for p in index.passages()) == sorted(p.id for p in passages)
    index.close()


def _spoil(folder: Path, how: str) -> None:
    index = next(path for path in (folder / FOLDER / "index").iterdir() if path.is_dir())
    if how == "gone":
        shutil.rmtree(index)
    elif how == "pointer":
        (index.parent / "current").write_text("../../etc", encoding="utf-8")
    elif how == "no database":
        (index / "chroma.sqlite3").unlink()
    else:
        chance = random.Random(how)
        path = index / "chroma.sqlite3"
        data = bytearray(path.read_bytes())
        if how == "truncated":
            data = data[: len(data) // 3]
        elif how == "head":
            data[:100] = chance.randbytes(100)
        else:
            for _ in range(400):
                data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)


@pytest.mark.parametrize("how", ["gone", "pointer", "no database", "truncated", "head", "bits"])
def test_a_damaged_index_is_said_and_made_anew(tmp_path: Path, how: str) -> None:
    with open_store(tmp_path) as store:
        for number in range(3):
            store.add(write(tmp_path, number), "material")
        before = store.ready.passages
    _spoil(tmp_path, how)
    words = Words()
    with open_store(tmp_path, say=words) as store:
        assert store.ready.passages == before
        assert all(found(store, n) for n in range(3))
    assert "重建" in str(words) or "补回" in str(words)


def test_spoilt_vectors_and_ready_files_are_made_anew(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        store.add(write(tmp_path, 1), "material")
        assert found(store, 1)
    for path in (tmp_path / FOLDER / "vectors").rglob("rows"):
        path.write_bytes(b"\x7f\x7c" * (path.stat().st_size // 2))
    for path in (tmp_path / FOLDER / "ready").rglob("*.npy"):
        path.write_bytes(path.read_bytes()[:-1])
    with open_store(tmp_path) as store:
        assert found(store, 1)
        assert np.isfinite(store.ready.vectors.matrix[store.ready.rows].astype(np.float32)).all()


def test_a_torn_taking_in_is_cleared_and_can_be_done_again(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        card, _ = store.add(write(tmp_path, 1), "material")
        store.add(write(tmp_path, 2), "material")
        (tmp_path / FOLDER / "originals" / card.id / "document.json").unlink()
    words = Words()
    with open_store(tmp_path, say=words) as store:
        assert not found(store, 1)
        assert found(store, 2)
        assert store.add(write(tmp_path, 1), "material")[1]
        assert found(store, 1)
    assert "没有收完" in str(words)


def test_passages_torn_from_a_document_are_put_back(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        card, _ = store.add(write(tmp_path, 1, 20), "material")
        lost = [name for name in store._opened.ids()["material"] if name.startswith(card.id)]
        store._opened.drop({"material": lost[:2]})
    with open_store(tmp_path) as store:
        assert {p.id for p in store.ready.passages if p.doc == card.id} == set(lost)


def test_no_socket_is_opened(tmp_path: Path) -> None:
    """In a process of its own, watched by the interpreter: open, add, search, rebuild."""
    code = """
import json, sys
opened = []
sys.addaudithook(lambda name, args: opened.append(name) if name.startswith("socket.") and name != "socket.__new__" else None)
from pathlib import Path
from knowledge_files import open_store, write
from assistant.retrieval.retriever import Retriever
folder = Path(sys.argv[1])
with open_store(folder) as store:
    store.add(write(folder, 1), "material")
    Retriever(store).search("底数")
    store.rebuild()
print(json.dumps([name for name in opened if name in ("socket.connect", "socket.getaddrinfo", "socket.sendto")]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(Path(__file__).parent)},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
