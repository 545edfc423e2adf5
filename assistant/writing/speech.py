"""How people talk made plain: dialect and small words put into common speech, what is quoted or told left as it is."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml

from assistant.errors import InputError
from assistant.settings import knowledge_files


@cache
def senses_file() -> dict[str, Any]:
    """knowledge/revising/senses.yaml. Raises InputError where it is not there."""
    path = next((p for p in knowledge_files("revising", ".yaml") if p.name == "senses.yaml"), None)
    if path is None:
        raise InputError("缺少改稿的字眼文件 knowledge/revising/senses.yaml。", "请恢复自带的文件。")
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return data


@cache
def _swaps() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(str(old)), str(new)) for old, new in senses_file()["speech"])


def plain_speech(words: str) -> str:
    """The words in common speech; nothing inside quotation marks or behind a colon is touched."""
    head, colon, told = words.partition("：")
    pieces = re.split("(“[^”]*”)", head)
    return "".join(piece if piece.startswith("“") else _smoothed(piece) for piece in pieces) + colon + told


def _smoothed(words: str) -> str:
    for old, new in _swaps():
        words = old.sub(new, words)
    return words
