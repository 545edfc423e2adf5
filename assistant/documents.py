"""Files people bring and take away: text in whatever encoding, Word, answers; written whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import FileError

if TYPE_CHECKING:
    from assistant.report import Answers

TEXT_SUFFIXES = (".txt", ".md")
ANSWERS_SUFFIXES = (".yaml", ".yml")
MAX_TEXT = 4 * 1024 * 1024
"""Bytes of text read at most; a report has about ten thousand."""
MAX_WORD_FILE = 20 * 1024 * 1024

NOT_THE_REPORT = "<!-- 以下不属于报告正文 -->"
"""Stands in a Markdown report before the lists that are no part of it."""

_READ = "能读的有：.txt、.md 和 .docx。"
_OTHER_SUFFIXES = {
    ".doc": "请用 Word 或 WPS 打开，另存为 .docx 再用。",
    ".wps": "请用 WPS 打开，另存为 .docx 再用。",
    ".rtf": "请用 Word 或 WPS 打开，另存为 .docx 再用。",
    ".odt": "请用 Word 或 WPS 打开，另存为 .docx 再用。",
    ".docm": "请用 Word 打开，另存为不带宏的 .docx 再用。",
    ".pdf": "请把里面的文字复制出来，存成 .txt，或找原来的 .docx。",
}
_MAGIC = (
    (b"%PDF-", "PDF 文件"),
    (b"PK\x03\x04", "压缩包或 Word、Excel 文件"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文件或加了密码的文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"{\\rtf", "RTF 文件"),
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_HEADING_MARK = re.compile(r"^(?:[ ]{0,3}#{1,6}[ \t]+|\\(?=[#>`+-]))", re.MULTILINE)
_RULE = re.compile(r"^-{3,}\s*\Z", re.MULTILINE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def read_text(path: Path | str) -> str:
    """Reads a .txt, .md or .docx as plain text with lines ended by a newline.

    Encodings: UTF-8 with or without BOM, UTF-16, GB18030. Raises FileError (missing, a folder, empty, too large,
    binary, unknown encoding, a Word file that is locked, damaged or not one).
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix == ".docx":
        data = _bytes_of(path, MAX_WORD_FILE)
        from assistant.word import word_text

        text = _plain(word_text(data, path.name))
        if len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT:
            raise _too_large(path, MAX_TEXT)
    elif suffix in TEXT_SUFFIXES:
        text = read_plain(path)
        text = _without_markdown(text) if suffix == ".md" else text
    else:
        _bytes_of(path, MAX_WORD_FILE)
        kind = f" {suffix} 文件" if suffix else "没有后缀的文件"
        raise FileError(f"读不了“{path.name}”：不认识{kind}。", _OTHER_SUFFIXES.get(suffix, _READ))
    if not text.strip():
        raise FileError(f"“{path.name}”里没有文字。", "请打开看看内容在不在，是不是选错了文件。")
    return text


def load_answers(path: Path | str) -> Answers:
    """Reads an answers file (.yaml) as text; raises FileError, AnswersError or OutlineError."""
    from assistant.answers_file import parse_answers

    path = Path(path)
    if path.suffix.lower() not in (*ANSWERS_SUFFIXES, *TEXT_SUFFIXES):
        _bytes_of(path, MAX_TEXT)
        raise FileError(f"“{path.name}”不是答案文件。", "答案文件的后缀是 .yaml；笔记请先用 assistant intake 整理。")
    return parse_answers(read_plain(path), path.name)


def read_plain(path: Path, limit: int = MAX_TEXT) -> str:
    """Reads a text file whatever its suffix; `limit` in bytes. Raises FileError like `read_text`."""
    text = _decoded(_bytes_of(path, limit), path.name)
    if not text.strip():
        raise FileError(f"“{path.name}”里没有文字。", "请打开看看内容在不在，是不是选错了文件。")
    return text


def _too_large(path: Path, limit: int) -> FileError:
    return FileError(
        f"“{path.name}”太大，超过了{limit // 1024 // 1024}MB。",
        "一份报告用不了这么大，请只留要用的文字。",
    )


def _bytes_of(path: Path, limit: int) -> bytes:
    try:
        if path.is_dir():
            raise FileError(f"“{path}”是文件夹，不是文件。", "请写明里面的哪一个文件。")
        if path.exists() and not path.is_file():
            raise FileError(f"“{path}”不是普通文件，读不了。", _READ)
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except FileNotFoundError as error:
        raise FileError(f"找不到文件“{path}”。", "请检查文件名和所在的文件夹。") from error
    except PermissionError as error:
        raise FileError(f"没有权限读取“{path}”。", "请换一个能打开的文件，或找管理员开通权限。") from error
    except (OSError, ValueError) as error:
        raise FileError(f"读不了“{path}”。", "请检查文件名对不对、磁盘或网络盘是否正常。") from error
    if len(data) > limit:
        raise _too_large(path, limit)
    if not data:
        raise FileError(f"“{path.name}”是空的。", "请打开看看内容在不在，是不是选错了文件。")
    return data


def _decoded(data: bytes, name: str) -> str:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise FileError(f"“{name}”不是文字文件，里面其实是{kind}。", f"请换成文字文件，或改回正确的后缀。{_READ}")
    text = _with_bom(data) or _strict(data, "utf-8")
    if text is None or "\x00" in text:
        text = _utf16_without_bom(data) or (None if b"\x00" in data else _gb(data))
    if text is None:
        raise FileError(
            f"认不出“{name}”的文字编码，也可能它不是文字文件。", "请用记事本打开，另存为 UTF-8 编码的 .txt 再用。"
        )
    text = text.removesuffix("\x1a")
    if len(_CONTROLS.findall(text)) * 100 > len(text):
        raise FileError(f"“{name}”不是文字文件。", f"请换成文字文件。{_READ}")
    return _plain(text)


def _plain(text: str) -> str:
    return _LINE_ENDS.sub("\n", text.removeprefix("\ufeff"))


def _without_markdown(text: str) -> str:
    """The words of a Markdown file: heading marks and our own appendix are no part of the report."""
    text = text.partition(NOT_THE_REPORT)[0] if NOT_THE_REPORT in text else text
    return _HEADING_MARK.sub("", _RULE.sub("", text))


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _with_bom(data: bytes) -> str | None:
    for bom, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(bom):
            return _strict(data, encoding)
    return None


def _utf16_without_bom(data: bytes) -> str | None:
    """UTF-16 whose mark is missing shows itself: read the right way round nearly all of it is Chinese or ASCII."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strict(data, encoding)
        if text and _share(text, _is_usual) >= 0.95:
            return text
    return None


def _gb(data: bytes) -> str | None:
    """GB18030 takes almost any bytes; where most of the result is no everyday Chinese it was something else."""
    text = _strict(data, "gb18030")
    return text if text and _share(text, _is_everyday) >= 0.75 else None


def _share(text: str, accept: re.Pattern[str]) -> float:
    return sum(len(run) for run in accept.findall(text)) / len(text)


_is_usual = re.compile("[\t\n\r\x20-\x7e·—‘’“”…、-】\u4e00-\u9fff\uff01-\uff5e]+")
_is_everyday = re.compile("[\t\n\r\x0b\x0c\x20-\x7e·—‘’“”…、-】\u4e00-\u9fff\uff01-\uff5e①-⑳Ⅰ-Ⅻ]+")


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
            beside = target.with_name(f".saving-{secrets.token_hex(6)}")
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
    if target.is_dir():
        raise FileError(f"“{path}”是文件夹，不能当文件写。", "请在后面加上文件名，例如 述职报告.docx。")
    if target.exists() and not target.is_file():
        raise FileError(f"“{path}”不是普通文件，不能写。", "请换一个文件名。")
    if target.exists() and not os.access(target, os.W_OK):
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
