"""Which folder of passages' index counts: a new one is made beside the old, which counts until the new one is whole."""

from __future__ import annotations

import re
import secrets
import shutil
from pathlib import Path

from assistant.documents import save

_CURRENT = "current"


class IndexFolders:
    """The folders under `base`; a file there names the one that counts."""

    def __init__(self, base: Path) -> None:
        self._base = base

    def current(self) -> Path:
        """The folder that counts; the others, which a rebuild that broke off left, are cleared away."""
        self._base.mkdir(exist_ok=True)
        told = self._base / _CURRENT
        name = told.read_text(encoding="utf-8").strip() if told.is_file() else ""
        if not re.fullmatch(r"[0-9a-f]{8}", name):
            name = secrets.token_hex(4)
            save(told, name.encode())
        self._sweep(name)
        return self._base / name

    def fresh(self) -> Path:
        """A folder for an index to be made anew; it does not count yet."""
        return self._base / secrets.token_hex(4)

    def adopt(self, folder: Path) -> None:
        """Lets a folder of `fresh` count from now on, and clears the others away."""
        save(self._base / _CURRENT, folder.name.encode())
        self._sweep(folder.name)

    def _sweep(self, name: str) -> None:
        for other in self._base.iterdir():
            if other.is_dir() and other.name != name:
                shutil.rmtree(other, ignore_errors=True)
