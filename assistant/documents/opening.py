"""The bytes of a file within a limit, its name fit to be shown, and what its first bytes say it is."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.errors import FileError

READABLE = "能读的有：.docx、.doc、.wps、.pdf、.xlsx、.csv、.txt、.md，装了 ocr 的还有 .jpg、.png。"
SEE_CONTENTS = "请打开看看内容在不在，是不是选错了文件。"

_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_LONGEST_NAME = 60
_MAGIC = (
    (b"%PDF-", "PDF 文件", "pdf"),
    (b"PK\x03\x04", "压缩包或 Word、Excel 文件", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文件或加了密码的文件", "ole"),
    (b"\x89PNG", "图片", "picture"),
    (b"\xff\xd8\xff", "图片", "picture"),
    (b"GIF8", "图片", "picture"),
    (b"II*\x00", "图片", "picture"),
    (b"MM\x00*", "图片", "picture"),
    (b"{\\rtf", "RTF 文件", "rtf"),
    (b"MZ\x90", "程序", "program"),
    (b"\x7fELF", "程序", "program"),
    (b"Rar!", "压缩包", "archive"),
    (b"7z\xbc\xaf", "压缩包", "archive"),
    (b"\x1f\x8b\x08", "压缩包", "archive"),
)


def shown(path: Path | str) -> str:
    """A file's name without its folder, controls and direction marks taken out, long ones cut in the middle."""
    name = _UNSHOWN.sub("", Path(path).name) or "没有名字的文件"
    return name if len(name) <= _LONGEST_NAME else f"{name[:40]}…{name[-16:]}"


def contents(data: bytes) -> tuple[str, str] | None:
    """What the first bytes say: (Chinese words for it, pdf|zip|ole|picture|rtf|program|archive); None for text."""
    return next(((words, kind) for magic, words, kind in _MAGIC if data.startswith(magic)), None)


def too_large(name: str, limit: int) -> FileError:
    """The refusal of a file of more than `limit` bytes."""
    return FileError(f"“{name}”太大，超过了{limit // 1024 // 1024}MB。", "一份报告用不了这么大，请只留要用的文字。")


def bytes_of(path: Path, limit: int) -> bytes:
    """All bytes of a file of at most `limit`; raises FileError (missing, folder, device, no right, too large, empty)."""
    name = shown(path)
    try:
        if path.is_dir():
            raise FileError(f"“{name}”是文件夹，不是文件。", "请写明里面的哪一个文件。")
        if path.exists() and not path.is_file():
            raise FileError(f"“{name}”不是普通文件，读不了。", READABLE)
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError as error:
        raise FileError(f"找不到文件“{_UNSHOWN.sub('', str(path))}”。", "请检查文件名和所在的文件夹。") from error
    except PermissionError as error:
        raise FileError(f"没有权限读取“{name}”。", "请换一个能打开的文件，或找管理员开通权限。") from error
    except (OSError, ValueError) as error:
        raise FileError(f"读不了“{name}”。", "请检查文件名对不对、磁盘或网络盘是否正常。") from error
    if len(data) > limit:
        raise too_large(name, limit)
    if not data:
        raise FileError(f"“{name}”是空的。", SEE_CONTENTS)
    return data
