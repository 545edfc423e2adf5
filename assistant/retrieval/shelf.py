"""The originals: a copy of each file that was taken in, in a folder of its own, with what is known of it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from assistant.documents import read_blocks, save
from assistant.errors import FileError
from assistant.retrieval.passages import Kind

_CARD = "document.json"
MAX_ORIGINAL = 64 * 1024 * 1024


@dataclass(frozen=True)
class Shelved:
    """A file taken in: its id (of its content), name, kind, year where told, how many passages, when (ISO)."""

    id: str
    name: str
    kind: Kind
    passages: int
    added: str
    year: int | None = None


class Shelf:
    """Folders by document id. The card is written last: a folder without one is a file whose taking in broke off."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, document: str, name: str, data: bytes) -> None:
        """Keeps a copy; the file is not taken in before `finish`."""
        here = self._folder / document
        here.mkdir(exist_ok=True)
        (here / _CARD).unlink(missing_ok=True)
        save(here / f"original{Path(name).suffix.lower()}", data)

    def finish(self, shelved: Shelved) -> None:
        """From now on the file counts as taken in."""
        card = json.dumps(asdict(shelved), ensure_ascii=False, indent=1)
        save(self._folder / shelved.id / _CARD, card.encode("utf-8"))

    def forget(self, document: str) -> None:
        """From now on the file counts as not taken in; `sweep` clears it away."""
        (self._folder / document / _CARD).unlink(missing_ok=True)

    def documents(self) -> list[Shelved]:
        """The files taken in, the oldest first."""
        found = [card for folder in self._folder.iterdir() if (card := _read(folder / _CARD))]
        return sorted(found, key=lambda shelved: (shelved.added, shelved.id))

    def original(self, document: str) -> Path:
        """The copy of a file; raises StopIteration where there is none."""
        return next(path for path in sorted((self._folder / document).iterdir()) if path.stem == "original")

    def unfinished(self) -> Iterator[str]:
        """Ids whose taking in, or taking out, broke off."""
        return (folder.name for folder in self._folder.iterdir() if folder.is_dir() and not _read(folder / _CARD))

    def sweep(self, document: str) -> None:
        """Deletes the folder of a file that does not count as taken in."""
        shutil.rmtree(self._folder / document, ignore_errors=True)


def now() -> str:
    """The moment a file is taken in, with its offset."""
    return datetime.now().astimezone().isoformat(timespec="microseconds")


def _read(card: Path) -> Shelved | None:
    with suppress(OSError, ValueError, TypeError):
        return Shelved(**json.loads(card.read_text(encoding="utf-8")))
    return None


def original_bytes(path: Path) -> bytes:
    """A file as it is; raises FileError like the readers."""
    if not path.is_file():
        read_blocks(path)  # says what is wrong with it
        raise FileError(f"“{path}”不是普通文件，读不了。")
    if os.path.getsize(path) > MAX_ORIGINAL:
        raise FileError(f"“{path.name}”太大，超过了{MAX_ORIGINAL // 1024 // 1024}MB。", "请只留要用的部分。")
    return path.read_bytes()
