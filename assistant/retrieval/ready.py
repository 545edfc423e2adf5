"""All passages made ready to be searched: the lexical index and the vectors' rows, kept on disk for the next start."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.lexical import Lexical
from assistant.retrieval.passages import KINDS, Passage, packed
from assistant.retrieval.vectors import Progress, Vectors
from assistant.text.spans import Span, sentences

SAMPLE = 256
"""Passages whose likeness to a query says what an ordinary likeness is."""


@dataclass(frozen=True)
class Ready:
    """The passages, ordered by id; `rows` of vectors: those of passage p lie from `starts[p]`, its own one first,
    then one for each of its sentences."""

    passages: tuple[Passage, ...]
    lexical: Lexical
    rows: NDArray[np.int64]
    starts: NDArray[np.int64]
    vectors: Vectors

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each passage by its id."""
        return {passage.id: place for place, passage in enumerate(self.passages)}

    @cached_property
    def kinds(self) -> NDArray[np.int8]:
        """The kind of each passage, as its place in KINDS."""
        return np.array([KINDS.index(passage.kind) for passage in self.passages], dtype=np.int8)

    @cached_property
    def sample(self) -> NDArray[np.int64]:
        """Passages evenly spread."""
        count = len(self.passages)
        return np.unique(np.linspace(0, max(count - 1, 0), min(SAMPLE, count)).astype(np.int64))

    @cached_property
    def sampled(self) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The vectors of the sample and where each passage's begin, held in memory."""
        return self.gathered(self.sample)

    @cached_property
    def middle(self) -> NDArray[np.float32]:
        """The mean vector of the sample: what all passages here have in common."""
        vectors, starts = self.sampled
        return np.asarray(vectors[starts].mean(axis=0), dtype=np.float32)

    def gathered(self, places: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The vectors of some passages one after another, shape (rows, dim), and where each passage's begin."""
        sizes = self.starts[places + 1] - self.starts[places]
        begins = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
        inside = np.arange(int(sizes.sum())) - np.repeat(begins, sizes)
        rows = self.rows[np.repeat(self.starts[places], sizes) + inside]
        return self.vectors.matrix[rows].astype(np.float32), begins


def pieces_of(passage: Passage) -> list[str]:
    """What of a passage has a vector: the whole, then its sentences (split at ； too)."""
    whole = Span(passage.text, 0, len(passage.text))
    parts = [part.strip() for s in sentences(whole) for part in _halves(s.text)]
    return [passage.text, *parts] if len(parts) > 1 else [passage.text]


def _halves(sentence: str) -> Iterable[str]:
    return (part for part in sentence.replace("；", "；\0").replace(";", ";\0").split("\0") if part.strip())


def searchable(passage: Passage) -> str:
    """The words of a passage's heading and source, which count beside its own."""
    return passage.heading


def make_ready(passages: Iterable[Passage], vectors: Vectors, progress: Progress | None = None) -> Ready:
    """Indexes the passages; vectors missing are made."""
    ordered = tuple(sorted(passages, key=lambda passage: passage.id))
    pieces = [pieces_of(passage) for passage in ordered]
    rows = vectors.rows([text for some in pieces for text in some], progress)
    starts = np.concatenate([[0], np.cumsum([len(some) for some in pieces])]).astype(np.int64)
    lexical = Lexical.build([p.text for p in ordered], [searchable(p) for p in ordered])
    return Ready(ordered, lexical, rows, starts, vectors)


def fingerprint(ids: Iterable[str]) -> str:
    """What the passages are, in a few letters: ids say content, so equal ids mean equal passages."""
    return sha256("\n".join(sorted(ids)).encode()).hexdigest()[:16]


def keep_ready(ready: Ready, folder: Path) -> None:
    """Writes it for the next start, whole or not at all, in place of what was kept before."""
    target = folder / fingerprint(passage.id for passage in ready.passages)
    beside = folder / "new"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    ready.lexical.save(beside)
    np.save(beside / "vector_rows.npy", ready.rows)
    np.save(beside / "vector_starts.npy", ready.starts)
    lines = (json.dumps(packed(passage), ensure_ascii=False) for passage in ready.passages)
    (beside / "passages.jsonl").write_text("\n".join(lines), encoding="utf-8", newline="\n")
    shutil.rmtree(target, ignore_errors=True)
    beside.replace(target)
    for other in folder.iterdir():
        if other != target:
            shutil.rmtree(other, ignore_errors=True)


def kept_ready(ids: Sequence[str], vectors: Vectors, folder: Path) -> Ready | None:
    """What was kept of just these passages, or None."""
    here = folder / fingerprint(ids)
    with suppress(OSError, ValueError, TypeError, EOFError):
        lines = (here / "passages.jsonl").read_text(encoding="utf-8").split("\n")
        passages = tuple(Passage(**json.loads(line)) for line in lines if line)
        rows, starts = (np.load(here / f"vector_{name}.npy") for name in ("rows", "starts"))
        if len(passages) == len(ids) == len(starts) - 1 and (not len(rows) or rows.max() < len(vectors.matrix)):
            return Ready(passages, Lexical.load(here, len(passages)), rows, starts, vectors)
    return None
