"""Calls kept and counted: a reply that reached the disk is never bought again, and no report costs without bound."""

from __future__ import annotations

import hashlib
import os
import threading
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ValidationError

from assistant.errors import ModelError
from assistant.ports import Model, Prompt, T, Watch

MOST_CALLS, MOST_CHARACTERS = 80, 3_000_000
"""A report of eight items and three problems takes 14 calls; repairs double that at most."""


class BudgetSpentError(ModelError):
    """This report has used up its calls or characters."""


@dataclass
class Calls:
    """A model behind a cache on disk and a budget; itself a Model. Safe to use from many threads.

    The key of a reply is the model, both halves of the prompt, the reply type's schema and the attempt. Only replies
    that were validated are kept, and they are validated again when they are read.
    """

    model: Model
    folder: Path | None
    most_calls: int = MOST_CALLS
    most_characters: int = MOST_CHARACTERS
    made: int = 0
    served: int = 0
    characters: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.name

    def reply(self, prompt: Prompt, kind: type[T], watch: Watch | None = None) -> T:
        """The kept reply, or a call. Raises ModelError, CancelledError."""
        path = self._path(prompt, kind)
        kept = self._read(path, kind)
        if kept is not None:
            with self._lock:
                self.served += 1
            return kept
        self._spend(len(prompt.shared) + len(prompt.brief))
        value = self.model.reply(prompt, kind, watch)
        self._keep(path, value.model_dump_json())
        return value

    def _spend(self, characters: int) -> None:
        with self._lock:
            if self.made >= self.most_calls or self.characters + characters > self.most_characters:
                raise BudgetSpentError("这份报告调用大模型的次数到了上限。", "余下的由程序起草；要再写请说“重写”。")
            self.made += 1
            self.characters += characters

    def _path(self, prompt: Prompt, kind: type[T]) -> Path | None:
        if self.folder is None:
            return None
        parts = (self.model.name, prompt.shared, prompt.brief, _schema(kind), str(prompt.attempt))
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
        return self.folder / digest[:2] / f"{digest}.json"

    @staticmethod
    def _read(path: Path | None, kind: type[T]) -> T | None:
        if path is None:
            return None
        try:
            return kind.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):
            return None

    @staticmethod
    def _keep(path: Path | None, text: str) -> None:
        """Written beside and renamed, so that a kill leaves a whole reply or none; a full disk costs the cache only."""
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
            fresh.write_text(text, encoding="utf-8", newline="\n")
            os.replace(fresh, path)
        except OSError:
            return


@cache
def _schema(kind: type[BaseModel]) -> str:
    return str(kind.model_json_schema())
