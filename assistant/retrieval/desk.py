"""The knowledge store as a talk, a page or a draft has it: opened when first needed; where it cannot be, one goes on without."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.errors import AssistantError, KnowledgeError
from assistant.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.retrieval.guidance import Guide
    from assistant.retrieval.passages import Kind
    from assistant.retrieval.store import KnowledgeStore

_WITHOUT = "这次不带知识库的参考，其余照常。"


class Desk:
    """Holds the store open from its first use to `close`; importing this module loads nothing of weight.

    `say` is told what a person should know while it opens (first use, repairs).
    """

    def __init__(self, settings: Settings, say: Callable[[str], None]) -> None:
        self._settings, self._say = settings, say
        self._store: KnowledgeStore | None = None
        self._guide: Guide | None = None
        self._opening, self._starting = threading.Lock(), threading.Lock()
        self.patient = True
        """Whether whoever asks for the guide waits until the store is open."""
        self._warming: threading.Thread | None = None
        self.told = False
        self.trouble = ""
        """Why there is no store, in a sentence to be shown once; "" where there is one or it was not needed yet."""

    def guide(self) -> Guide | None:
        """The guidance of the open store; None, with `trouble` said, where another process has it or it fails, and
        None while it is being opened in the background."""
        if self.patient or self._guide is not None or self._warming is threading.current_thread():
            with self._opening:
                return self._open()
        if not self.trouble:
            self.warm()
        return None

    def warm(self) -> threading.Thread:
        """Opens the store in the background from here on, so that nobody waits for it: for a page, whose port is open.

        Returns the thread that does it.
        """
        with self._starting:
            self.patient = False
            if self._warming is None or not self._warming.is_alive():
                self._warming = threading.Thread(target=self.guide, name="knowledge", daemon=True)
                self._warming.start()
            return self._warming

    def _open(self) -> Guide | None:
        if self._guide is None and not self.trouble:
            try:
                self._guide = self._opened()
            except AssistantError as error:
                self.trouble = f"{error.message}{_WITHOUT}"
            except OSError as error:
                self.trouble = f"知识库的文件夹读写出了错（{error.strerror or error}）。{_WITHOUT}"
        return self._guide

    def _opened(self) -> Guide:
        from assistant.retrieval.endpoint import embedder_of
        from assistant.retrieval.guidance import Guide
        from assistant.retrieval.store import KnowledgeStore

        chosen = self._settings
        self._store = KnowledgeStore(chosen.data_dir, embedder_of(chosen), chosen.chroma_url, say=self._say)
        return Guide(self._store)

    def add(self, path: Path, kind: Kind, year: int | None = None) -> int:
        """Takes a file into the store; how many passages it gave. Raises KnowledgeError or FileError."""
        self.guide()
        if self._store is None:
            raise KnowledgeError(self.trouble or "知识库还在打开。", "请稍等再放一次。")
        return self._store.add(path, kind, year)[0].passages

    def close(self) -> None:
        """Lets go of the store."""
        self._guide = None
        if self._store is not None:
            self._store.close()
            self._store = None
