"""Vectors kept by the content they stand for, so that no text is encoded twice: two files that only grow."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.ports import Embedder

Progress = Callable[[int, int], None]
"""Told (done, total)."""
BATCH = 256
_KEY = 16


class Vectors:
    """The vectors of one embedder, half precision, in a folder of its own.

    A row is there once its key is: rows are written before keys, and a torn end of either file is passed over.
    """

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._embedder = embedder
        self._folder = folder / re.sub(r"[^\w.-]", "_", f"{embedder.id}-{embedder.dim}")
        self._folder.mkdir(parents=True, exist_ok=True)
        self._width = embedder.dim * 2
        self._rows: dict[bytes, int] = {}
        self._matrix: NDArray[np.float16] | None = None
        self.refresh()

    @property
    def dim(self) -> int:
        """The length of a vector."""
        return self._embedder.dim

    @property
    def _keys_file(self) -> Path:
        return self._folder / "keys"

    @property
    def _rows_file(self) -> Path:
        return self._folder / "rows"

    def refresh(self) -> None:
        """Reads again what is there, where another process may have written."""
        keys = self._keys_file.read_bytes() if self._keys_file.exists() else b""
        size = self._rows_file.stat().st_size if self._rows_file.exists() else 0
        count = min(len(keys) // _KEY, size // self._width)
        self._rows = {keys[row * _KEY : (row + 1) * _KEY]: row for row in range(count)}
        self._count = count

    @property
    def matrix(self) -> NDArray[np.float16]:
        """All rows, mapped from the file, shape (count, dim)."""
        if self._matrix is None or len(self._matrix) < self._count:
            if not self._count:
                return np.zeros((0, self.dim), dtype=np.float16)
            self._matrix = np.memmap(self._rows_file, dtype=np.float16, mode="r", shape=(self._count, self.dim))
        return self._matrix

    def query(self, text: str) -> NDArray[np.float32]:
        """The vector of a query, not kept, shape (dim,)."""
        return np.asarray(self._embedder.embed([text])[0], dtype=np.float32)

    def rows(self, texts: Sequence[str], progress: Progress | None = None) -> NDArray[np.int64]:
        """The row of each text; those not there yet are encoded and written, batch by batch."""
        keys = [_key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._rows}
        missing |= self._spoilt(keys, texts)
        todo = list(missing.items())
        for at in range(0, len(todo), BATCH):
            batch = todo[at : at + BATCH]
            self._append([key for key, _ in batch], self._embedder.embed([text for _, text in batch]))
            if progress is not None:
                progress(min(at + BATCH, len(todo)), len(todo))
        return np.array([self._rows[key] for key in keys], dtype=np.int64)

    def _spoilt(self, keys: Sequence[bytes], texts: Sequence[str]) -> dict[bytes, str]:
        """Texts whose row is no vector of length 1 any more: the file was damaged, they are encoded anew."""
        known = [(self._rows[key], key, text) for key, text in zip(keys, texts, strict=True) if key in self._rows]
        spoilt: dict[bytes, str] = {}
        for at in range(0, len(known), 4096):
            part = known[at : at + 4096]
            with np.errstate(all="ignore"):  # a damaged row may hold anything
                norms = np.linalg.norm(self.matrix[[row for row, _, _ in part]].astype(np.float32), axis=1)
            wrong = ~(np.abs(norms - 1) < 0.05) & (norms != 0)
            spoilt |= {part[index][1]: part[index][2] for index in np.flatnonzero(wrong)}
        return spoilt

    def _append(self, keys: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        _extend(self._rows_file, self._count * self._width, vectors.astype("<f2").tobytes())
        _extend(self._keys_file, self._count * _KEY, b"".join(keys))
        self._rows |= {key: self._count + number for number, key in enumerate(keys)}
        self._count += len(keys)

    def keep(self, texts: Iterable[str]) -> None:
        """Forgets every vector but those of these texts."""
        wanted = {key: self._rows[key] for key in map(_key, texts) if key in self._rows}
        if len(wanted) == self._count:
            return
        kept = np.array(self.matrix[list(wanted.values())])
        self._matrix = None
        for path, data in (
            (self._keys_file, b""),
            (self._rows_file, kept.tobytes()),
            (self._keys_file, b"".join(wanted)),
        ):
            beside = path.with_suffix(".new")
            beside.write_bytes(data)
            os.replace(beside, path)
        self.refresh()


def _key(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_KEY).digest()


def _extend(path: Path, size: int, data: bytes) -> None:
    """Writes `data` at `size`, cutting off what a torn write left behind it."""
    with path.open("r+b" if path.exists() else "w+b") as stream:
        if stream.seek(0, os.SEEK_END) > size:  # never where the file is mapped: some systems forbid it
            stream.truncate(size)
        stream.seek(size)
        stream.write(data)
        stream.flush()
