"""A Word or Excel file as bytes: an archive, which cannot say every date that a clock may stand at."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Protocol

from assistant.errors import FileError

_FIRST_YEAR, _LAST_YEAR = 1980, 2107


class _Saved(Protocol):
    def save(self, stream: BytesIO, /) -> object:
        """Writes it."""


def packed(file: _Saved) -> bytes:
    """The bytes of the file; raises FileError where this machine's clock stands at a year that an archive cannot hold."""
    year = date.today().year
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise FileError(f"这台电脑的日期是{year}年，写不成 Word 和 Excel 文件。", "请先把电脑的日期调对。")
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()
