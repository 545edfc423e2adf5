"""How people talk made plain: dialect and small words put into common speech, what is quoted or told left as it is."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from assistant.errors import InputError
from assistant.plain_yaml import read_yaml
from assistant.settings import knowledge_files
from assistant.text.patterns import Exchanges, Lazy


@cache
def senses_file() -> dict[str, Any]:
    """knowledge/revising/senses.yaml. Raises InputError where it is not there."""
    path = next((p for p in knowledge_files("revising", ".yaml") if p.name == "senses.yaml"), None)
    if path is None:
        raise InputError("缺少改稿的字眼文件 knowledge/revising/senses.yaml。", "请恢复自带的文件。")
    data: dict[str, Any] = read_yaml(path.read_text(encoding="utf-8"))
    return data


@cache
def _swaps() -> Exchanges:
    return Exchanges((Lazy(str(old), "senses.yaml"), str(new)) for old, new in senses_file()["speech"])


def plain_speech(words: str) -> str:
    """The words in common speech; nothing inside quotation marks or behind a colon is touched."""
    head, colon, told = words.partition("：")
    pieces = re.split("(“[^”]*”)", head)
    return "".join(piece if piece.startswith("“") else _swaps().made(piece) for piece in pieces) + colon + told
