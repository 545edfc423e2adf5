"""Prompts as files: one Markdown file a model call, named like the function that makes it, filled in strictly."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateError, meta

from assistant.errors import InputError
from assistant.settings import settings, shipped_folder

_COMMENT = re.compile(r"\A\s*<!--.*?-->\s*", re.DOTALL)
_HEADING = re.compile(r"\A# (?:System|User)\s*\n")


@cache
def _environment() -> Environment:
    return Environment(undefined=StrictUndefined, trim_blocks=False, keep_trailing_newline=False, autoescape=False)


@lru_cache(maxsize=64)
def _template(text: str) -> Template:
    """A prompt ready to be filled; compiling takes longer than filling, so it is done once for the same words."""
    return _environment().from_string(_HEADING.sub("", _COMMENT.sub("", text)))


def prompt_file(name: str) -> Path:
    """The file of a prompt; one of the same name under the data folder's `prompts/` wins."""
    own = settings().data_dir / "prompts" / f"{name}.md"
    return own if own.is_file() else shipped_folder("prompts") / f"{name}.md"


def render(name: str, values: dict[str, Any]) -> str:
    """A prompt's words with its blanks filled. Raises InputError that names the file where a blank is unknown."""
    path = prompt_file(name)
    try:
        text = path.read_text(encoding="utf-8")
        return re.sub(r"\n{3,}", "\n\n", _template(text).render(values)).strip()
    except (OSError, UnicodeDecodeError, TemplateError) as error:
        raise InputError(f"提示词文件 {path.name} 用不了：{error}。", "请对照发行版里的同名文件改回原样。") from error


def blanks(name: str) -> set[str]:
    """The names a prompt expects to be given."""
    return meta.find_undeclared_variables(_environment().parse(prompt_file(name).read_text(encoding="utf-8")))
