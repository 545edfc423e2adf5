"""Vectors from an OpenAI-compatible endpoint, where ASSISTANT_EMBEDDING_MODEL names a model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.address import is_loopback
from assistant.encoder import local_embedder
from assistant.errors import ModelError
from assistant.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.ports import Embedder

AT_ONCE = 64
"""Texts a call; several providers refuse more."""


class EndpointEmbedder:
    """The embeddings of one model, brought to length 1; asks the endpoint their dimension when it is made.

    Raises ModelError where the endpoint fails.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._model = settings.embedding_model
        self.id = f"endpoint/{self._model}"
        try:
            self.dim = int(self.embed(["述职"]).shape[1])
        except ModelError:
            self._client.close()
            raise

    @cached_property
    def _client(self) -> Any:
        from openai import DefaultHttpxClient, OpenAI

        settings = self._settings
        return OpenAI(
            api_key=settings.api_key or "none",
            base_url=settings.base_url or None,
            timeout=settings.timeout,
            max_retries=2,
            http_client=DefaultHttpxClient(
                follow_redirects=False, trust_env=not is_loopback(settings.base_url)
            ),  # an environment's proxy would be handed the key of what stays on this machine
        )

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of shape (len(texts), dim), in the order of the texts."""
        found = [row for at in range(0, len(texts), AT_ONCE) for row in self._call(texts[at : at + AT_ONCE])]
        vectors = np.asarray(found, dtype=np.float32).reshape(len(texts), -1)
        if not np.isfinite(vectors).all():
            raise self._failed("回来的向量里有坏数。")
        return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-12), dtype=np.float32)

    def _call(self, texts: Sequence[str]) -> list[list[float]]:
        from openai import OpenAIError

        rows: list[Any] | None
        try:
            reply = self._client.embeddings.create(model=self._model, input=list(texts), encoding_format="float")
            rows = sorted(reply.data, key=lambda row: row.index)
        except (OpenAIError, AttributeError, TypeError, ValueError):
            rows = None
        if rows is None:  # raised here, where the SDK's error, which holds the key, is gone
            raise self._failed("向量接口没有应答，或答得不对。")
        if [row.index for row in rows] != list(range(len(texts))) or len({len(row.embedding) for row in rows}) != 1:
            raise self._failed("向量接口回来的条数或维数不对。")
        return [row.embedding for row in rows]

    def _failed(self, what: str) -> ModelError:
        return ModelError(
            f"{what}（模型 {self._model}）",
            "请检查 OPENAI_BASE_URL、OPENAI_API_KEY 和 ASSISTANT_EMBEDDING_MODEL；去掉最后一项就改用本机的向量。",
        )


def embedder_of(settings: Settings) -> Embedder:
    """The embedder the settings ask for: the endpoint's, else the best that this machine has without a network."""
    return EndpointEmbedder(settings) if settings.embedding_model else local_embedder()
