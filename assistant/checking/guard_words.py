"""The words the guard looks for, as data: knowledge/checks/guard.yaml, read strictly."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.strict_yaml import read_knowledge


class GuardWords(BaseModel):
    """The keys of guard.yaml; what each is for stands in that file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name_ends: frozenset[str]
    generic: frozenset[str]
    telling_ends: frozenset[str]
    followers: frozenset[str]
    counters: str
    leads: str
    limiting: frozenset[str]
    people: tuple[str, ...]
    headcounts: tuple[str, ...]
    acts: str
    complements: str
    common_surnames: str
    qualities: str
    honours: tuple[str, ...]
    titles_won: tuple[str, ...]
    plain_honours: tuple[str, ...]
    posts: frozenset[str]
    boasts: tuple[str, ...]
    refuse: tuple[str, ...]


@cache
def guard_words() -> GuardWords:
    """The words, read once a process."""
    return read_knowledge("checks", "guard.yaml", GuardWords.model_validate)
