"""The words the rules go by, read from knowledge/checks: a clerk may add to them without touching Python."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict, TypeAdapter

from assistant.strict_yaml import read_knowledge
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


@cache
def words() -> Words:
    """The word lists; raises InputError naming the file where it cannot be read as such."""
    return read_knowledge("checks", "words.yaml", Words.model_validate)


@cache
def clashes() -> tuple[Clash, ...]:
    """The ways in which achievements and problems contradict each other."""
    return read_knowledge("checks", "clashes.yaml", TypeAdapter(tuple[Clash, ...]).validate_python)


def slips(rule_id: str) -> tuple[Slip, ...]:
    """Wordings to put right that are no policy term's own, from knowledge/checks/slips.yaml, by rule."""
    return _all_slips().get(rule_id, ())


@cache
def _all_slips() -> dict[str, tuple[Slip, ...]]:
    return read_knowledge("checks", "slips.yaml", TypeAdapter(dict[str, tuple[Slip, ...]]).validate_python)


@cache
def pattern(expression: str) -> Lazy:
    """An expression, compiled once a process where a text could hold it."""
    return Lazy(expression)


def cue(name: str) -> Lazy:
    """The expression of that name in the word lists."""
    expression: str = getattr(words(), name)
    return pattern(expression)
