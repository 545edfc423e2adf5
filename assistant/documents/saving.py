"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from assistant.errors import FileError


def save(path: Path | str, data: bytes) -> None:
    """Writes a file whole or not at all; see `save_all`."""
    save_all({Path(path): data})


def save_all(files: Mapping[Path, bytes]) -> None:
    """Writes several files, all of them or none: each beside its place first, then renamed.

    Raises FileError (missing or read-only folder, full disk, a folder or a device in the way, open elsewhere);
    what stood there before is then untouched and no temporary file is left.
    """
    staged: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, data in files.items():
            target = _target(path)
            beside = target.with_name(f".saving-{os.urandom(6).hex()}")
            staged.append((beside, target))
            _write(beside, data)
        for path, (beside, target) in zip(files, staged, strict=True):  # noqa: B007 (the handler names it)
            os.replace(beside, target)
    except (OSError, ValueError) as error:
        raise _not_written(path, error) from error
    finally:
        for beside, _ in staged:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    """Where the bytes really go (a link is followed); refuses what may not be replaced."""
    target = Path(os.path.realpath(path))
    if os.path.isdir(target):
        raise FileError(f"“{path}”是文件夹，不能当文件写。", "请在后面加上文件名，例如 述职报告.docx。")
    if os.path.exists(target) and not target.is_file():
        raise FileError(f"“{path}”不是普通文件，不能写。", "请换一个文件名。")
    if os.path.exists(target) and not os.access(target, os.W_OK):
        raise FileError(f"“{path}”是只读的，没有改动它。", "请取消只读，或换一个文件名。")
    if not target.parent.is_dir():
        raise FileError(f"文件夹“{path.parent}”不存在。", "请先建好文件夹，或换一个存放的地方。")
    return target


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _not_written(path: Path, error: OSError | ValueError) -> FileError:
    code = error.errno if isinstance(error, OSError) else None
    if code in (errno.ENOSPC, getattr(errno, "EDQUOT", None), errno.EFBIG):
        return FileError(f"磁盘满了，“{path}”没有写成。", "请清理空间，或换一个存放的地方。")
    if code == errno.ENAMETOOLONG:
        return FileError(f"文件名“{path.name[:20]}…”太长。", "请换一个短一些的文件名。")
    if code in (errno.EACCES, errno.EPERM, errno.EROFS):
        return FileError(
            f"没有权限写“{path}”，或它正被别的程序打开。", "请关掉打开它的 Word 或 WPS，或换一个能写的文件夹。"
        )
    return FileError(f"“{path}”没有写成。", "请检查文件名和磁盘，或换一个存放的地方。")
