"""The knowledge store: files in, passages kept, an index that can be made anew from the originals at any time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from assistant.documents import read_blocks
from assistant.errors import (
    FileError,
    InputError,
    KnowledgeBusyError,
    KnowledgeDamagedError,
    KnowledgeError,
    KnowledgeMismatchError,
)
from assistant.ports import Embedder
from assistant.retrieval.index_folders import IndexFolders
from assistant.retrieval.passages import (
    KINDS,
    About,
    Kind,
    Passage,
    by_document,
    doc_of,
    document_id,
    is_whole,
    passages_of,
)
from assistant.retrieval.ready import Ready, keep_ready, kept_ready, make_ready, pieces_of
from assistant.retrieval.shelf import Shelf, Shelved, now, original_bytes
from assistant.retrieval.shipped import shipped_passages
from assistant.retrieval.vectors import Progress, Vectors

if TYPE_CHECKING:
    from assistant.retrieval.index import Index

FOLDER = "library"
"""The store's folder in the data folder: originals, vectors, index, what was made ready."""
_PATIENCE = 30.0
"""Seconds to wait for another process of this machine to finish writing, where the index is on a server."""

Say = Callable[[str], None]


def _silent(_words: str) -> None:
    pass


class KnowledgeStore:
    """Open for one process at a time, from construction to `close`; a second one gets KnowledgeBusyError.

    `say` is told what a person should know (first use, repairs), `progress` how far long work has come.
    With `url` the index is on a Chroma server, shared; this folder then still keeps originals and vectors.
    """

    def __init__(
        self, folder: Path, embedder: Embedder, url: str = "", say: Say = _silent, progress: Progress | None = None
    ) -> None:
        self._folder, self._url, self._say, self._progress = folder / FOLDER, url, say, progress
        self._space = (embedder.id, embedder.dim)
        self._ready: Ready | None = None
        self._index: Index | None = None
        self._folder.mkdir(parents=True, exist_ok=True)
        self._indexes = IndexFolders(self._folder / "index")
        self._lock = FileLock(self._folder / "lock")
        self._take_lock()
        try:
            self._vectors = Vectors(self._folder / "vectors", embedder)
            self._shelf = Shelf(self._folder / "originals")
            self._open()
        except BaseException:
            self.close()
            raise
        if url:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def _take_lock(self) -> None:
        try:
            self._lock.acquire(timeout=_PATIENCE if self._url else 0)
        except Timeout as error:
            raise KnowledgeBusyError(
                "知识库正被另一个 assistant 程序使用，一次只能有一个。", "请先关掉另一个窗口或网页服务，再试一次。"
            ) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Embedded, the lock is held all the time; beside a server only while this folder is written to."""
        if not self._url or self._lock.is_locked:
            yield
            return
        self._take_lock()
        try:
            self._vectors.refresh()
            yield
        finally:
            self._lock.release()

    def close(self) -> None:
        """Lets go of the index and the lock."""
        if self._index is not None:
            with suppress(KnowledgeDamagedError):  # said when it was opened
                self._index.close()
            self._index = None
        self._ready = None
        self._lock.release()

    # Opening and mending --------------------------------------------------------------------------------------

    def _open(self) -> None:
        try:
            self._index = self._new_index(self._indexes.current())
            ids = self._mend()
            if not self._url:
                self._index.probe(ids)
        except (KnowledgeDamagedError, KnowledgeMismatchError) as error:
            if self._url:
                raise
            self._say(f"{error.message}正在由留存的原件重建……")
            self.rebuild()

    def _new_index(self, path: Path) -> Index:
        from assistant.retrieval.index import Index  # loads Chroma: not before the lock is ours

        return Index(path, self._space, self._url)

    @property
    def _opened(self) -> Index:
        if self._index is None:
            raise KnowledgeError("知识库已经关上了。", "请重新打开。")
        return self._index

    def _mend(self) -> dict[Kind, list[str]]:
        """Brings index and shelf together: clears what broke off, takes in again what is lost; returns the ids."""
        ids = self._opened.ids()
        there = by_document(ids)
        shelved = {card.id: card for card in self._shelf.documents()}
        shipped = shipped_passages()
        wanted = {passage.doc for passage in shipped} | shelved.keys()
        broken = list(self._shelf.unfinished())
        stale = [doc for doc in there if doc in broken or self._is_stale(doc, there[doc], wanted)]
        if stale:
            self._opened.drop({kind: [name for name in some if doc_of(name) in stale] for kind, some in ids.items()})
        for name in broken:
            self._shelf.sweep(name)
        if broken:
            self._say("上次有文件没有收完，已清理干净；没收进的请再收一次。")
        lost = [card for name, card in shelved.items() if name not in there or name in stale]
        if lost:
            self._say(f"索引里少了{len(lost)}份文件，正在由留存的原件补回……")
        fresh = [passage for passage in shipped if passage.doc not in there or passage.doc in stale]
        if fresh:
            self._say(f"正在把自带的规范表述和范文编入知识库（{len(fresh)}段）……")
        self._put([*fresh, *(passage for card in lost for passage in self._reread(card))])
        return self._opened.ids() if stale or lost or fresh else ids

    def _is_stale(self, document: str, names: Sequence[str], wanted: Set[str]) -> bool:
        """Whether it is torn, or nobody's; on a server what is not ours may be another office's, or just coming in."""
        if document in wanted:
            return not is_whole(names)
        return not self._url

    def _reread(self, card: Shelved) -> list[Passage]:
        path = self._shelf.original(card.id)
        return passages_of(read_blocks(path), About(card.kind, card.id, card.name, card.year))

    def _put(self, passages: Sequence[Passage]) -> None:
        if not passages:
            return
        pieces = [pieces_of(passage) for passage in passages]
        rows = self._vectors.rows([text for some in pieces for text in some], self._progress)
        firsts = np.concatenate([[0], np.cumsum([len(some) for some in pieces])[:-1]]).astype(np.int64)
        vectors = self._vectors.matrix[rows[firsts]].astype(np.float32)
        self._opened.put(passages, vectors, self._progress)
        self._ready = None

    # What a person does -----------------------------------------------------------------------------------------

    def add(self, path: Path, kind: Kind, year: int | None = None) -> tuple[Shelved, bool]:
        """Takes a file in; (its card, whether it was new). Once this returns nothing short of `remove` loses it.

        The same content again changes nothing; under another kind it moves there. Raises FileError.
        """
        with self._writing():
            return self._add(path, kind, year)

    def _add(self, path: Path, kind: Kind, year: int | None) -> tuple[Shelved, bool]:
        data = original_bytes(path)
        document = document_id(data)
        known = next((card for card in self._shelf.documents() if card.id == document), None)
        if known is not None and known.kind == kind and year in (None, known.year):
            return known, False
        passages = passages_of(read_blocks(path), About(kind, document, path.name, year))
        if not passages:
            raise FileError(f"“{path.name}”里没有能收进知识库的文字。", "请打开看看内容在不在，是不是选错了文件。")
        if known is not None:
            self.remove(document)
        self._shelf.put(document, path.name, data)
        self._put(passages)
        card = Shelved(document, path.name, kind, len(passages), now(), year)
        self._shelf.finish(card)
        return card, True

    def remove(self, document: str) -> Shelved:
        """Takes a file out, with its passages, vectors and original; raises InputError for an unknown id."""
        found = [card for card in self._shelf.documents() if card.id.startswith(document)] if document else []
        if len(found) != 1:
            raise InputError(
                f"知识库里没有编号为“{document}”的文件。", "编号见 assistant knowledge list；自带的不能删。"
            )
        card = found[0]
        with self._writing():
            self._shelf.forget(card.id)
            passages = self._opened.passages()
            if self._url:
                ids = {kind: [p.id for p in passages if p.doc == card.id and p.kind == kind] for kind in KINDS}
                self._opened.drop(ids)
                self._ready = None
            else:  # what is deleted stays readable in Chroma's files: the rest goes into new ones
                self._renew([passage for passage in passages if passage.doc != card.id])
            self._shelf.sweep(card.id)
        return card

    def _renew(self, passages: Sequence[Passage]) -> None:
        """A new index of these passages in place of the old one, which counts until the new one is whole; vectors that
        stand for nothing any more are forgotten."""
        if self._index is not None:
            with suppress(KnowledgeDamagedError):  # that is why it is made anew
                self._index.close()
        fresh = self._indexes.fresh()
        self._index = self._new_index(fresh)
        self._put(passages)
        self._indexes.adopt(fresh)
        shutil.rmtree(self._folder / "ready", ignore_errors=True)
        self._vectors.keep(text for passage in passages for text in pieces_of(passage))
        self._ready = None

    def documents(self) -> list[Shelved]:
        """The files taken in, the oldest first."""
        return self._shelf.documents()

    def year_of(self, card: Shelved) -> int | None:
        """The year a file is of: as told when it was taken in, else as read from it; None where neither says."""
        return next((passage.year for passage in self.ready.passages if passage.doc == card.id), card.year)

    def rebuild(self) -> int:
        """Makes the index anew from the originals and `knowledge/`; the old one counts until the new one is whole.

        On a server only what lies here is put again. Returns the number of passages.
        """
        with self._writing():
            return self._rebuild()

    def _rebuild(self) -> int:
        for name in list(self._shelf.unfinished()):
            self._shelf.sweep(name)
        passages = [*shipped_passages(), *(p for card in self._shelf.documents() for p in self._reread(card))]
        if self._url:
            self._put(passages)
        else:
            self._renew(passages)
        return len(passages)

    # Searching ------------------------------------------------------------------------------------------------

    @property
    def ready(self) -> Ready:
        """The passages made ready to be searched; kept on disk until they change."""
        if self._ready is None:
            with self._writing():
                self._ready = self._made_ready(self._folder / "ready")
        return self._ready

    def _made_ready(self, folder: Path) -> Ready:
        documents = by_document(self._opened.ids())
        ids = [name for some in documents.values() if is_whole(some) for name in some]
        kept = kept_ready(ids, self._vectors, folder)
        if kept is not None:
            return kept
        whole = set(ids)
        ready = make_ready((p for p in self._opened.passages() if p.id in whole), self._vectors, self._progress)
        keep_ready(ready, folder)
        return ready

    def query_vector(self, query: str) -> NDArray[np.float32]:
        """The vector of a query, shape (dim,)."""
        return self._vectors.query(query)

    def nearest(self, vector: NDArray[np.float32], kinds: Iterable[Kind], count: int) -> list[str]:
        """Ids of the passages nearest to a vector, up to `count` of each kind that has any."""
        present = {KINDS[place] for place in np.unique(self.ready.kinds)}
        return self._opened.nearest(vector, [kind for kind in kinds if kind in present], count)
