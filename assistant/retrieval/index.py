"""The vector index: ChromaDB, embedded in a folder or a server by URL; a collection per kind, vectors always handed in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.config import Settings
from numpy.typing import NDArray

from assistant.errors import KnowledgeDamagedError, KnowledgeError, KnowledgeMismatchError
from assistant.retrieval.passages import CUT, KINDS, Kind, Passage, packed
from assistant.retrieval.vectors import Progress

EF_SEARCH = 200
"""Up to 10,000 passages this finds what an exact search finds; a query takes 2 to 4 ms."""
BATCH = 1000
READ_AT_ONCE = 5000
"""Texts fetched in one call: with some 30,000 Chroma's own database refuses (too many SQL variables)."""
TIMEOUT = 60.0
"""Seconds a server may be silent."""
_SPACE = {"hnsw": {"space": "cosine", "ef_search": EF_SEARCH}}
_PROBES = 3
_HINT = "请运行 assistant knowledge rebuild，由留存的原件重建。"


@contextmanager
def _sound(url: str) -> Iterator[None]:
    """Whatever Chroma fails with becomes an error of ours; its core panics with no Exception at all."""
    try:
        yield
    except (KnowledgeError, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException as error:
        if url:
            raise KnowledgeError(
                f"向量库服务器 {urlsplit(url).netloc} 没有应答或出了错。", "请检查 ASSISTANT_CHROMA_URL 和那台服务器。"
            ) from error
        raise KnowledgeDamagedError("知识库的索引读不出来，像是损坏了。", _HINT) from error


class Index:
    """Passages with their vectors; `space` is embedder id and dimension, compared at open.

    Embedded, only one process may have it open: the caller holds the lock. Raises KnowledgeDamagedError,
    KnowledgeMismatchError, and with a server KnowledgeError where it does not answer.
    """

    def __init__(self, folder: Path, embedder: tuple[str, int], url: str = "") -> None:
        self._url = url
        self._marks = {"embedder": embedder[0], "dim": embedder[1], "cut": CUT}
        self._collections: dict[Kind, Any] = {}
        with _sound(url):
            self._client = _client(folder, url)
            for kind in KINDS:
                self._collections[kind] = self._collection(kind)
        self._pool = ThreadPoolExecutor(max_workers=len(KINDS))

    def _collection(self, kind: Kind) -> Any:
        collection = self._client.get_or_create_collection(
            f"assistant-{kind}", metadata=self._marks, configuration=_SPACE, embedding_function=None
        )
        stored = {name: (collection.metadata or {}).get(name) for name in self._marks}
        if stored != self._marks:
            raise KnowledgeMismatchError(
                f"知识库的索引是用另一种向量做的（{stored['embedder']}，{stored['dim']}维），"
                f"现在用的是 {self._marks['embedder']}，{self._marks['dim']}维。",
                _HINT,
            )
        return collection

    def ids(self) -> dict[Kind, list[str]]:
        """The ids of all passages."""
        with _sound(self._url):
            return {kind: list(c.get(include=[])["ids"]) for kind, c in self._collections.items()}

    def passages(self) -> list[Passage]:
        """All passages, in no order."""
        with _sound(self._url):
            return [passage for collection in self._collections.values() for passage in _read(collection)]

    def put(self, passages: Sequence[Passage], vectors: NDArray[np.float32], progress: Progress | None = None) -> None:
        """Adds or replaces passages; `vectors` has shape (len(passages), dim)."""
        order = np.argsort([KINDS.index(passage.kind) for passage in passages], kind="stable")
        done = 0
        for kind in KINDS:
            rows = [int(row) for row in order if passages[row].kind == kind]
            for at in range(0, len(rows), BATCH):
                part = rows[at : at + BATCH]
                self._upsert(kind, [passages[row] for row in part], vectors[part])
                done += len(part)
                if progress is not None:
                    progress(done, len(passages))

    def _upsert(self, kind: Kind, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
        with _sound(self._url):
            self._collections[kind].upsert(
                ids=[passage.id for passage in passages],
                embeddings=vectors,
                documents=[passage.text for passage in passages],
                metadatas=[{"passage": _packed(passage)} for passage in passages],
            )

    def drop(self, ids: dict[Kind, list[str]]) -> None:
        """Takes passages out; ids that are not there are passed over."""
        for kind, some in ids.items():
            for at in range(0, len(some), BATCH):
                with _sound(self._url):
                    self._collections[kind].delete(ids=some[at : at + BATCH])

    def nearest(self, vector: NDArray[np.float32], kinds: Sequence[Kind], count: int) -> list[str]:
        """Ids of the passages nearest to a vector, up to `count` of each kind."""
        some = [kind for kind in kinds if kind in self._collections]
        if len(some) == 1:
            return self._nearest(vector, some[0], count)
        found = self._pool.map(lambda kind: self._nearest(vector, kind, count), some)
        return [passage for ids in found for passage in ids]

    def _nearest(self, vector: NDArray[np.float32], kind: Kind, count: int) -> list[str]:
        with _sound(self._url):
            found = self._collections[kind].query(
                query_embeddings=vector[None, :], n_results=min(count, EF_SEARCH), include=[]
            )
        return list(found["ids"][0])

    def probe(self, ids: dict[Kind, list[str]]) -> None:
        """Looks whether passages are found by their own vectors; raises KnowledgeDamagedError where one is not."""
        for kind, some in ids.items():
            step = max(1, len(some) // _PROBES)
            for name in some[::step][:_PROBES]:
                with _sound(self._url):
                    vectors = self._collections[kind].get(ids=[name], include=["embeddings"])["embeddings"]
                    found = self._nearest(np.asarray(vectors[0], dtype=np.float32), kind, 20)
                if name not in found:
                    raise KnowledgeDamagedError("知识库的索引找不到自己收着的段落，像是损坏了。", _HINT)

    def close(self) -> None:
        """Lets go of the folder or the server."""
        self._pool.shutdown()
        with _sound(self._url):
            self._client.close()


def _client(folder: Path, url: str) -> Any:
    quiet = Settings(anonymized_telemetry=False)
    if not url:
        return chromadb.PersistentClient(str(folder), settings=quiet)
    parts = urlsplit(url if "//" in url else f"//{url}", scheme="http")
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    client = chromadb.HttpClient(host=parts.hostname or "localhost", port=port, ssl=secure, settings=quiet)
    session = getattr(getattr(client, "_server", None), "_session", None)
    if session is not None:  # there is no setting for it, and by default a silent server is waited for without end
        session.timeout = TIMEOUT
    return client


def _packed(passage: Passage) -> str:
    """What a passage is beside its id and text, in one string: each key of Chroma's own metadata costs a row."""
    kept = {name: value for name, value in packed(passage).items() if name not in ("id", "text")}
    return json.dumps(kept, ensure_ascii=False)


def _read(collection: Any) -> Iterator[Passage]:
    names = collection.get(include=[])["ids"]
    for at in range(0, len(names), READ_AT_ONCE):
        found = collection.get(ids=names[at : at + READ_AT_ONCE], include=["documents", "metadatas"])
        for name, text, marks in zip(found["ids"], found["documents"], found["metadatas"], strict=True):
            yield Passage(id=name, text=text, **json.loads(marks["passage"]))
