"""The words the rules go by, read from knowledge/checks: a clerk may add to them without touching Python."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from assistant.errors import InputError
from assistant.plain_yaml import read_yaml
from assistant.settings import knowledge_files
from assistant.text.patterns import Lazy


class Clash(BaseModel):
    """A way in which an achievement and a problem contradict each other (rule D12).

    `claim` stands among the achievements, `denial` among problems and causes. `same`: both speak of the same trait
    (ability against ability), so that a shared actor is enough; else they must share a word of substance.
    `drop`: words of the trait itself, which do not count as shared.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    same: bool
    drop: tuple[str, ...] = ()
    claim: tuple[str, ...]
    denial: tuple[str, ...]


class Slip(BaseModel):
    """A wording to put right: where it is found (`find`, a regular expression), unless, and what to write instead.

    `hit`: what was found is not to be repeated in a message (classified matter).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    find: str
    say: str
    unless: str | None = None
    since: int | None = None
    hit: bool = False


class Words(BaseModel):
    """The word lists of knowledge/checks/words.yaml; lists are plain words, strings are regular expressions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    stop: frozenset[str]
    weak: frozenset[str]
    self: str
    blame: str
    name_ends: tuple[str, ...]
    not_names: tuple[str, ...]
    name_breaks: str
    name_leads: tuple[str, ...] = ()
    masked: str
    named_after: str
    named_before: str
    common_quotes: frozenset[str]
    idle_counts: str
    units: tuple[str, ...]
    bare_numbers: str
    growth_base: str
    bare_before: str
    satisfied: str
    survey: str
    objective: str
    subjective: str
    owner: str
    when: str
    carrier: str
    vague_goal: str
    long_run: str
    actors: str
    not_yet: str
    shows: str
    praise: str
    concession: str
    idle: str
    cause_cue: str
    task_cue: str
    outcome: str
    political: dict[str, int]
    empty: tuple[str, ...]
    intensifiers: tuple[str, ...]
    provinces: tuple[str, ...]
    looking_back: str


def _read(name: str) -> Any:
    path = next(path for path in knowledge_files("checks", ".yaml") if path.name == name)
    try:
        return read_yaml(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise InputError(f"核稿词表 {name} 第{line}行不是正确的 YAML。", "请检查缩进、冒号和引号。") from error


def _validated(name: str, kind: Any) -> Any:
    try:
        return TypeAdapter(kind).validate_python(_read(name))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "全文"
        raise InputError(f"核稿词表 {name} 的 {where} 写得不对。", "请对照自带的词表改这一处。") from error


@cache
def words() -> Words:
    """The word lists; raises InputError naming the file where it cannot be read as such."""
    found: Words = _validated("words.yaml", Words)
    return found


@cache
def clashes() -> tuple[Clash, ...]:
    """The ways in which achievements and problems contradict each other."""
    found: tuple[Clash, ...] = _validated("clashes.yaml", tuple[Clash, ...])
    return found


def slips(rule_id: str) -> tuple[Slip, ...]:
    """Wordings to put right that are no policy term's own, from knowledge/checks/slips.yaml, by rule."""
    return _all_slips().get(rule_id, ())


@cache
def _all_slips() -> dict[str, tuple[Slip, ...]]:
    found: dict[str, tuple[Slip, ...]] = _validated("slips.yaml", dict[str, tuple[Slip, ...]])
    return found


@cache
def pattern(expression: str) -> Lazy:
    """An expression, compiled once a process where a text could hold it."""
    return Lazy(expression)


def cue(name: str) -> Lazy:
    """The expression of that name in the word lists."""
    expression: str = getattr(words(), name)
    return pattern(expression)
