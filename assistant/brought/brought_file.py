"""A file that was brought to a session to be checked: its findings, kept in memory while it does not change."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.brought.uploads import Uploads
from assistant.errors import FileError
from assistant.outline import Outline, find_outline

if TYPE_CHECKING:
    from assistant.checking.check import Checked


def checked_file(data_dir: Path, session_id: str, upload: str, outline: Outline) -> Checked:
    """The findings of an upload of this session; raises FileError where it is gone or cannot be read."""
    path = Uploads(data_dir).path(session_id, upload)
    return _checked(path, outline.id)


@lru_cache(maxsize=8)
def _checked(path: Path, outline: str) -> Checked:
    """An upload is never written again, so that its path stands for its words."""
    from assistant.checking.check import check_text
    from assistant.documents import read_blocks

    return check_text(read_blocks(path).text, find_outline(outline))


def annotated_file(data_dir: Path, session_id: str, upload: str, outline: Outline) -> bytes:
    """The same Word file with each finding as a comment; raises FileError where it is no Word file."""
    from assistant.export.annotated import annotate

    path = Uploads(data_dir).path(session_id, upload)
    if path.suffix.lower() not in (".docx", ".docm"):
        raise FileError(f"“{path.name}”不是 Word 文件，写不了批注。", "请先另存为 .docx 再拖进来。")
    checked = _checked(path, outline.id)
    return annotate(path, checked.text, checked.findings)
