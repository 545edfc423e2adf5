"""What the tests of the knowledge store share: files to take in, an encoder that needs no loading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.encoder import HashedPairs
from assistant.retrieval.passages import Passage
from assistant.retrieval.store import KnowledgeStore

Opener = Callable[..., KnowledgeStore]


def text_of(number: int, sentences: int = 6) -> str:
    """A file's text that no other number has."""
    return "".join(
        f"第{number}号材料的第{n}件事，是把第{number * 7 + n}网格的底数逐户对清，列出{n + 3}条清单，交给专人去办。"
        for n in range(sentences)
    )


def write(folder: Path, number: int, sentences: int = 6) -> Path:
    """Writes that file."""
    path = folder / f"材料{number}.txt"
    path.write_text(text_of(number, sentences), encoding="utf-8", newline="\n")
    return path


def a_term(name: str = "“清风屋场”行动", year: int | None = None) -> Passage:
    """A shipped term."""
    return Passage(
        "", "term", "a" * 12, "terms/x.yaml", "T1", f"{name}：一种做法。", name, valid_from=year, valid_until=year
    )


class Words:
    """Collects what a person was told."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def __call__(self, words: str) -> None:
        self.said.append(words)

    def __str__(self) -> str:
        return "".join(self.said)


def open_store(folder: Path, **more: object) -> KnowledgeStore:
    """Opens the store with hashed vectors."""
    return KnowledgeStore(folder, HashedPairs(), **more)  # type: ignore[arg-type]
