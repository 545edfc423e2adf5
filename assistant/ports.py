"""The ports: what a writer and an embedder must offer, so that either can be replaced without touching a room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Embedder(Protocol):
    """Turns Chinese texts into unit vectors; `id` names the model and its version, `dim` the vector's length."""

    id: str
    dim: int

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape (len(texts), dim), each of length 1."""
        ...
