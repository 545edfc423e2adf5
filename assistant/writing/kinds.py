"""Kinds of problem as a clerk keeps them in knowledge/chain: told by cues, named in written words, put to levels."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.strict_yaml import read_knowledge
from assistant.text.patterns import Lazy

_FILE = "problems.yaml"
_ONESELF = re.compile(r"我(?!们|镇|乡|街|县|村)|本人|自己")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Name(_Strict):
    """How a problem is headed where `when` stands in its words, `unless` does not (regular expressions)."""

    when: str
    name: str
    unless: str = ""


class Kind(_Strict):
    """A kind of problem: `cues` (a regular expression) tell what speaks of it.

    `default` heads one whose own words make no headline and support none of the names.
    """

    id: str
    cues: str
    default: str = ""
    names: tuple[Name, ...] = ()


class Layer(_Strict):
    """Who falls short: `says` opens what is said of them, `of` stands in the problem about them.

    `mechanism`: where no problem is about them it is a cause in how things are run.
    """

    name: str
    says: str
    of: str
    mechanism: bool = False


class States(_Strict):
    """How a point of last year stands: regular expressions for not done, done and a bare 都改完了, and how it is written."""

    open: str
    closed: str
    general: str
    wording: tuple[tuple[str, str], ...]


class Table(_Strict):
    """All of knowledge/chain/problems.yaml."""

    kinds: tuple[Kind, ...]
    levels: tuple[Layer, ...]
    oneself: str
    how_things_run: str
    wording: tuple[tuple[str, str], ...]
    told_off: tuple[str, ...]
    spoken_heads: str = ""
    states: States
    owners: tuple[str, ...] = ()


@cache
def table() -> Table:
    """The table; raises InputError naming the file where it cannot be read as such."""
    return read_knowledge("chain", _FILE, Table.model_validate)


@cache
def _lazy(expression: str) -> Lazy:
    return Lazy(expression, f"问题对照表 {_FILE} ")


def kinds_in(words: str) -> set[str]:
    """The kinds of problem that words speak of, by id."""
    return {kind.id for kind in table().kinds if _lazy(kind.cues).search(words)}


def names_in(words: str) -> list[tuple[int, int, str]]:
    """The written names that words support, each with where its words begin and end."""
    found = []
    for kind in table().kinds:
        for name in kind.names:
            match = _lazy(name.when).search(words)
            if match and not (name.unless and _lazy(name.unless).search(words)):
                found.append((match.start(), match.end(), name.name))
    return found


def default_name(words: str, taken: Container[str]) -> str:
    """The general name of the kind that words speak of first, of those not taken; "" where there is none."""
    found = [
        (match.start(), -len(match.group()), kind.default)
        for kind in table().kinds
        if kind.default and kind.default not in taken and (match := _lazy(kind.cues).search(words)) is not None
    ]
    return min(found)[2] if found else ""


def level_of(words: str) -> Layer | None:
    """Whose shortcoming a statement opens with (班子…, 村书记…, 党员…), or None."""
    return next((level for level in table().levels if _lazy(level.says).match(words)), None)


def lies_in_oneself(words: str) -> bool:
    """Whether a cause told among those of how things are run is the speaker's own."""
    return _lazy(table().oneself).search(words) is not None


def lies_in_how_things_run(words: str) -> bool:
    """Whether a cause lies in rules, staff and division of work, not in the one who speaks."""
    return _ONESELF.search(words) is None and _lazy(table().how_things_run).search(words) is not None


def written(words: str) -> str:
    """What is left of speech in words about problems, causes and measures, put in written words."""
    for when, said in table().wording:
        words = _lazy(when).sub(said, words)
    return words


def standing(words: str) -> str:
    """How a point of last year stands, in written words: 还没改彻底 → 整改尚不彻底."""
    for when, said in table().states.wording:
        words = _lazy(when).sub(said, words)
    return written(words)


def too_spoken_to_head(words: str) -> bool:
    """Whether words are too much in the tone of speech to head a problem."""
    return bool(table().spoken_heads) and _lazy(table().spoken_heads).search(words) is not None


def told_off(words: str) -> bool:
    """Whether words only sort the problems (“其余两条是新的”) and say nothing of them."""
    return any(re.fullmatch(expression, words) for expression in table().told_off)
