"""How names and honours show themselves, as data: knowledge/masking/names.yaml, read strictly."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.strict_yaml import read_knowledge


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
    return read_knowledge("masking", "names.yaml", NameRules.model_validate)


@cache
def carriers() -> dict[str, Carrier]:
    """Each word end with its carrier."""
    return {end: carrier for carrier in name_rules().carriers for end in carrier.ends}


def either(words: tuple[str, ...]) -> str:
    """A pattern for any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
