"""Files brought to the page: read and found to be what they say before they are kept, each with its own session."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.documents.opening import shown
from assistant.errors import FileError

if TYPE_CHECKING:
    from assistant.documents import Document

FOLDER = "uploads"
MOST_FILES = 60
"""Files of one session."""
MOST_BYTES = 200 * 1024 * 1024
"""Bytes of one session's files together."""
KEPT = 3 * 24 * 3600
"""Seconds for which a file that was brought is kept though nothing needs it any more."""
_ID = re.compile(r"[0-9a-f]{12}")
_SESSION = re.compile(r"[0-9A-Za-z]{1,64}")
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Upload:
    """A file kept: its id, its name fit to be shown, its size in bytes, and what a person should know of it."""

    id: str
    name: str
    size: int
    notes: tuple[str, ...] = ()


class Uploads:
    """The files that were brought to the sessions of a data folder; every method raises FileError."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER

    def keep(self, session_id: str, name: str, data: bytes) -> Upload:
        """Reads the file and keeps it; one that cannot be read, or is not what its suffix says, is not kept."""
        home = self._home(session_id)
        self._make_room(home, len(data))
        kept = Upload(secrets.token_hex(6), _safe(name), len(data))
        place = home / kept.id
        with _disk(kept.name):
            place.mkdir(parents=True, mode=0o700)
            (place / kept.name).write_bytes(data)
        try:
            notes = _read(place / kept.name)
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        return Upload(kept.id, kept.name, kept.size, notes)

    def any(self, session_id: str) -> bool:
        """Whether any file of this session is kept."""
        return next(self._home(session_id).glob("*"), None) is not None

    def path(self, session_id: str, file_id: str) -> Path:
        """Where the file lies; it is this session's, or there is none."""
        place = self._home(session_id) / file_id
        found = next(iter(place.iterdir()), None) if _ID.fullmatch(file_id) and place.is_dir() else None
        if found is None:
            raise FileError("没有这个文件，可能已经清理掉了。", "请重新拖进来一次。")
        return found

    def document(self, session_id: str, file_id: str) -> Document:
        """The file as read."""
        from assistant.documents import read_blocks

        return read_blocks(self.path(session_id, file_id))

    def forget(self, session_id: str) -> None:
        """Removes all files of a session."""
        shutil.rmtree(self._home(session_id), ignore_errors=True)

    def tidy(self, needed: Callable[[str], Collection[str] | None], older: float = KEPT) -> None:
        """Removes the files brought longer ago than this that are not among the ids that `needed` says of their session
        (None: all are needed). One that cannot be removed now is left for next time."""
        for home in [home for home in self._folder.glob("*") if home.is_dir()]:
            old = [place for place in home.glob("*") if time.time() - place.stat().st_mtime > older]
            still = needed(home.name) if old else None
            if still is None:
                continue
            for place in old:
                if place.name not in still:
                    shutil.rmtree(place, ignore_errors=True)
            with suppress(OSError):
                home.rmdir()

    def _home(self, session_id: str) -> Path:
        if not _SESSION.fullmatch(session_id):
            raise FileError("没有这次访谈。", "请回到开始页，从列表里选。")
        return self._folder / session_id

    @staticmethod
    def _make_room(home: Path, size: int) -> None:
        files = [file for file in home.glob("*/*") if file.is_file()]
        if len(files) >= MOST_FILES:
            raise FileError(f"这次访谈已经收了{len(files)}个文件，放不下了。", "请先用已有的写，或另开一次访谈。")
        if sum(file.stat().st_size for file in files) + size > MOST_BYTES:
            raise FileError("这次访谈收的文件太多，放不下了。", "请只留要用的文件，或另开一次访谈。")


def _read(path: Path) -> tuple[str, ...]:
    """Reads it once, to refuse here and now what cannot be read; a report.json of ours counts as readable."""
    if path.suffix.lower() == ".json":
        from assistant.export.jsonfile import load

        load(path)
        return ()
    from assistant.documents import read_blocks

    document = read_blocks(path)
    seen = (f"“{document.name}”里的字是从图片上认出来的，数字请对照原件。",) if document.recognised else ()
    return (*document.notes, *seen)


def _safe(name: str) -> str:
    """A name that any disk takes and that hides nothing: no folder, control or direction mark, no device's name."""
    name = _NOT_IN_NAMES.sub("_", shown(re.split(r"[/\\]", name)[-1])).strip(" .") or "没有名字的文件"
    return f"_{name}" if _DEVICES.match(name) else name


@contextmanager
def _disk(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileError(f"“{name}”没有存下来：{error.strerror or '磁盘出了错'}。", "请看看磁盘是不是满了。") from error
