"""Plain text in whatever encoding a Chinese office has: UTF-8, GB18030, UTF-16, with and without their marks."""

from __future__ import annotations

import re

from assistant.documents.document import plain
from assistant.documents.opening import READABLE, contents
from assistant.errors import FileError
from assistant.text.patterns import Lazy

TEXT_SUFFIXES = (".txt", ".md")

NOT_THE_REPORT = "<!-- 以下不属于报告正文 -->"
"""Stands in a Markdown report before the lists that are no part of it."""

_HEADING_MARK = Lazy(r"^(?:[ ]{0,3}#{1,6}[ \t]+|\\(?=[#>`+-]))", flags=re.MULTILINE)
_RULE = Lazy(r"^-{3,}\s*\Z", flags=re.MULTILINE)
_FRONT = Lazy(r"---[ \t]*\n((?:[A-Za-z_]+:[^\n]*\n|[ \t]+[^\n]*\n|- [^\n]*\n)+)---[ \t]*(?:\n|\Z)")
_CONTROLS = Lazy("[\x00-\x08\x0e-\x1f\x7f]")
_HAN = Lazy("[\u3400-\u9fff]")


def decoded(data: bytes, name: str) -> str:
    """The text of these bytes, lines ended by a newline; raises FileError where they are no text or are damaged."""
    what = contents(data)
    if what:
        raise FileError(f"“{name}”不是文字文件，里面其实是{what[0]}。", f"请换成文字文件，或改回正确的后缀。{READABLE}")
    text = _with_bom(data) or _strict(data, "utf-8")
    if text is None or "\x00" in text:
        if _is_damaged_utf8(data):
            raise FileError(
                f"“{name}”里有坏字，可能没有存完整。", "请用记事本打开看看，另存为 UTF-8 编码的 .txt 再用。"
            )
        text = _utf16_without_bom(data) or (None if b"\x00" in data else _gb(data))
    if text is None:
        raise FileError(
            f"认不出“{name}”的文字编码，也可能它不是文字文件。", "请用记事本打开，另存为 UTF-8 编码的 .txt 再用。"
        )
    text = text.removesuffix("\x1a")
    if len(_CONTROLS.findall(text)) * 100 > len(text):
        raise FileError(f"“{name}”不是文字文件。", f"请换成文字文件。{READABLE}")
    return plain(text)


def front_matter(text: str) -> tuple[str, str]:
    """The YAML between two lines of --- at the head of a Markdown file ("" where there is none), and the rest.

    The rest keeps its line numbers: each line of the head is an empty one in it.
    """
    match = _FRONT.match(text)
    if not match:
        return "", text
    return match[1], "\n" * match[0].count("\n") + text[match.end() :]


def without_markdown(text: str) -> str:
    """The words of a Markdown file: heading marks, its head and our own appendix are no part of the report."""
    text = front_matter(text)[1]
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


def _is_damaged_utf8(data: bytes) -> bool:
    """UTF-8 of which a few bytes are wrong or cut off: GB18030 would take most of it and make other characters of it."""
    text = data.decode("utf-8", "replace")
    han, wrong = len(_HAN.findall(text)), text.count("\ufffd")
    return han >= 3 and wrong * 20 <= han + 20 and "\x00" not in text


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


def _share(text: str, accept: Lazy) -> float:
    return sum(len(run) for run in accept.findall(text)) / len(text)


_is_usual = Lazy(
    "[\t\n\r\x20-\x7e·—‘’“”…、-】\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e\ue78d-\ue864\U00020000-\U000323af]+"
)
_is_everyday = Lazy(
    "[\t\n\r\x0b\x0c\x20-\x7e·—‘’“”…、-】\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e①-⑳Ⅰ-Ⅻ"
    "\ue78d-\ue864\ufe10-\ufe19\U00020000-\U000323af]+"
)
