"""The words by which answers are held against each other, from knowledge/interview: data that a clerk may edit."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from assistant.text.patterns import Lazy
from assistant.word_file import WordFile


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


_FILE = WordFile("interview", "claims.yaml", ClaimWords)


def claim_words() -> ClaimWords:
    """The word lists."""
    return _FILE.words


def claim_cue(name: str) -> Lazy:
    """The expression of that name."""
    return _FILE.one(name)
