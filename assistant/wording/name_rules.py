"""How names and honours show themselves, as data: knowledge/masking/names.yaml, read strictly."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.errors import InputError
from assistant.plain_yaml import read_yaml
from assistant.settings import knowledge_files


class Strict(BaseModel):
    """Unknown keys are refused, so that a slip of the pen is said, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Carrier(Strict):
    """Word ends that make a name of what stands before them; `keep`: the end itself stays (【支部名】党支部), and
    ordinary words before it are no name."""

    label: str
    ends: tuple[str, ...]
    keep: bool = False


class NameRules(Strict):
    """The keys of names.yaml; what each is for stands in that file."""

    carriers: tuple[Carrier, ...]
    generic: frozenset[str]
    name_verbs: frozenset[str]
    surnames: str
    compound_surnames: tuple[str, ...]
    titles: frozenset[str]
    honour_verbs: tuple[str, ...]
    honour_from: tuple[str, ...]
    honour_nouns: tuple[str, ...]
    quotes: frozenset[str]
    amounts: tuple[str, ...]
    functions: str
    bounds: str
    measures: str
    singles: str


@cache
def name_rules() -> NameRules:
    """The rules, read once a process; raises InputError that names the file."""
    path = next(path for path in knowledge_files("masking", ".yaml") if path.name == "names.yaml")
    try:
        data: Any = read_yaml(path.read_text(encoding="utf-8-sig"))
        return NameRules.model_validate(data)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第{mark.line + 1}行" if mark else ""
        raise InputError(f"{path.name} {where}不是正确的 YAML。", "请检查缩进、冒号和引号。") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "全文"
        raise InputError(f"{path.name}：{where} 不对（{first['msg']}）。", "请照原来的样子改这一处。") from error


@cache
def carriers() -> dict[str, Carrier]:
    """Each word end with its carrier."""
    return {end: carrier for carrier in name_rules().carriers for end in carrier.ends}


def either(words: tuple[str, ...]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
