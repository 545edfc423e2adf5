"""The words by which answers are held against each other, from knowledge/interview: data that a clerk may edit."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import InputError
from assistant.plain_yaml import read_yaml
from assistant.settings import knowledge_files
from assistant.text.patterns import compiled


class ClaimWords(BaseModel):
    """The lists of claims.yaml; strings are regular expressions, `sources` and `worn` plain words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scaffold: str
    wrappers: str
    same_thing: str
    remaining: str
    whole: str
    made_group: str
    part: str
    doing: str
    share: str
    all_year: str
    class_: str
    goes_on: str
    of_it: str
    of_some: str
    apart: str
    all: str
    done: str
    undone: str
    short_share: str
    mended: str
    sources: tuple[str, ...]
    worn: frozenset[str]


@cache
def claim_words() -> ClaimWords:
    """The word lists; raises InputError naming the file where it cannot be read as such."""
    path = next(path for path in knowledge_files("interview", ".yaml") if path.name == "claims.yaml")
    try:
        data: Any = read_yaml(path.read_text(encoding="utf-8"))
        return ClaimWords.model_validate(data)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise InputError(f"{path.name} 第{line}行不是正确的 YAML。", "请检查缩进、冒号和引号。") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "全文"
        raise InputError(f"{path.name} 的 {where} 写得不对。", "请对照自带的词表改这一处。") from error


@cache
def claim_cue(name: str) -> re.Pattern[str]:
    """The expression of that name, compiled; raises InputError where it is none."""
    expression: str = getattr(claim_words(), name)
    try:
        return compiled(expression)
    except re.error as error:
        raise InputError(f"claims.yaml 里 {name} 的写法不是正确的正则式。", "请检查括号是否成对。") from error
