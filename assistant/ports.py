"""The ports: what an embedder and a model must offer, so that either can be replaced without touching a room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from pydantic import BaseModel

from assistant.report import Use

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T", bound=BaseModel)
Watch = Callable[[str], None]
"""Called with the reply as far as it has come; may raise CancelledError to stop it."""


class Embedder(Protocol):
    """Turns Chinese texts into unit vectors; `id` names the model and its version, `dim` the vector's length."""

    id: str
    dim: int

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of shape (len(texts), dim), each of length 1."""
        ...


@dataclass(frozen=True)
class Prompt:
    """The words of one model call.

    `shared` is the prefix that all calls of a report share byte for byte (providers cache it); `brief` the call's own
    words, always last. `longest` bounds the reply in tokens. `attempt` tells a 重写 from the call it repeats.
    """

    step: str
    shared: str
    brief: str
    longest: int = 2000
    attempt: int = 0


class Model(Protocol):
    """A language model that answers in a given type. Raises ModelError, CancelledError."""

    @property
    def name(self) -> str:
        """What the endpoint calls it."""
        ...

    def reply(self, prompt: Prompt, kind: type[T], watch: Watch | None = None) -> T:
        """One call: the reply, validated as `kind`."""
        ...


@dataclass(frozen=True)
class Verdict:
    """A sentence looked at: its text made fit to stand, the words that stand on facts, or why it is refused.

    `uses` are code-point spans in `text`; `refused` is "" where it passed, else a reason in Chinese for the writer.
    `spoilt`: it is refused for what it is (markup, orders, another language), and no clause of it may stay.
    """

    text: str
    uses: tuple[Use, ...] = ()
    refused: str = ""
    spoilt: bool = False


class Guard(Protocol):
    """Stands between a model and the reader: nothing that no fact says passes."""

    def sentence(self, text: str, facts: Sequence[str] = ()) -> Verdict:
        """One sentence; `facts` are the ids it claims to stand on."""
        ...
