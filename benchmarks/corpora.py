"""Corpora for the retrieval benchmarks: a store that holds just these texts, each one passage."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from assistant.encoder import local_embedder
from assistant.ports import Embedder
from assistant.retrieval import store as store_module
from assistant.retrieval.passages import Kind, Passage, document_id, numbered
from assistant.retrieval.store import KnowledgeStore

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ASSISTANT_TEST_DATA", ROOT.parent / "shared" / "data"))


def one_each(texts: Sequence[str], kind: Kind = "material") -> list[Passage]:
    """A passage for each text, whole."""
    found = []
    for number, text in enumerate(texts):
        name = document_id(f"{number}\0{text}".encode())
        found += numbered([Passage("", kind, name, f"{number}", f"第{number}条", text)])
    return found


def told(done: int, total: int) -> None:
    """Progress on standard error."""
    if done == total or done % 5000 == 0:
        print(f"  {done}/{total}", file=sys.stderr, flush=True)


@contextmanager
def store_of(
    passages: Sequence[Passage], folder: Path | None = None, embedder: Embedder | None = None
) -> Iterator[KnowledgeStore]:
    """An open store of these passages and nothing shipped, in `folder` or one that is thrown away."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as thrown,
        patch.object(store_module, "shipped_passages", lambda: list(passages)),
        KnowledgeStore(folder or Path(thrown), embedder or local_embedder(), progress=told) as store,
    ):
        yield store
