"""The words of knowledge/revising: how places are called, what cues mean, how a tone is put into other words."""

from __future__ import annotations

from functools import cache
from typing import Any

from assistant.errors import InputError
from assistant.plain_yaml import read_yaml
from assistant.settings import knowledge_files


@cache
def revising_words(name: str) -> dict[str, Any]:
    """What knowledge/revising/`name`.yaml holds; raises InputError where it is missing."""
    path = next((path for path in knowledge_files("revising", ".yaml") if path.stem == name), None)
    if path is None:
        raise InputError(f"缺少改稿的文件 knowledge/revising/{name}.yaml。", "请恢复自带的文件。")
    data: dict[str, Any] = read_yaml(path.read_text(encoding="utf-8"))
    return data
