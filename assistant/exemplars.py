"""The exemplar reports of knowledge/reports: fictional, kept for their style; read with what stands at their head."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.documents import front_matter, read_plain
from assistant.errors import InputError
from assistant.plain_yaml import read_yaml
from assistant.settings import knowledge_files
from assistant.wording.terms import load_terms

LONGEST_SHARED = 20
"""字: a longer run in common with an exemplar is a copied passage (handbook §4, E04)."""

_BREAK = "\n"
_SHORTEST = 9
"""字 of a term below which it makes no long run by itself."""


class Head(BaseModel):
    """What stands at the head of an exemplar; `names` are the invented places, people, firms and brands in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(min_length=4)
    province: str
    year: int
    kind: str
    fictional: Literal[True]
    note: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Exemplar:
    """A past report kept for its style; `name` is that of its file, `text` the report without its head."""

    name: str
    head: Head
    text: str


@dataclass(frozen=True)
class Shared:
    """A stretch of a text that an exemplar has too: text[start:end], and the exemplar's title."""

    start: int
    end: int
    title: str


def read_exemplar(path: Path) -> Exemplar:
    """Reads one exemplar; raises InputError that names the file where its head is not what it should be."""
    head, text = front_matter(read_plain(path))
    try:
        data: Any = read_yaml(head)
        return Exemplar(path.name, Head.model_validate(data), text.strip("\n") + "\n")
    except (yaml.YAMLError, ValidationError) as error:
        first = error.errors(include_url=False)[0] if isinstance(error, ValidationError) else None
        where = "、".join(str(step) for step in first["loc"]) if first else ""
        raise InputError(
            f"范文 {path.name} 开头的说明不对{f'：{where}' if where else ''}。",
            "请照别的范文，在两行“---”之间写 title、province、year、kind、fictional、note、names。",
        ) from error


@cache
def exemplars() -> tuple[Exemplar, ...]:
    """All exemplars, by file name; one of the same name in the data folder wins over the shipped one."""
    return tuple(read_exemplar(path) for path in knowledge_files("reports", ".md"))


@cache
def _sanctioned() -> re.Pattern[str]:
    """Wording that everybody must write alike, and so nobody copies."""
    forms = {form for term in load_terms() for form in (term.form, *term.names, *(w.text for w in term.wording))}
    long = (form for form in forms if len(form) > _SHORTEST)
    return re.compile("|".join(sorted(map(re.escape, long), key=lambda form: (-len(form), form))))


def _comparable(text: str) -> str:
    """The text as long as before, with what is sanctioned or blank broken up."""
    return _sanctioned().sub(lambda match: _BREAK * len(match[0]), text)


@cache
def _corpus() -> tuple[tuple[str, str], ...]:
    """Each exemplar's comparable text, with where it comes from."""
    return tuple((_comparable(one.text), f"{one.head.province}{one.head.kind}范文") for one in exemplars())


def is_exemplar(text: str) -> bool:
    """Whether a text is one of the exemplars itself, blanks aside."""
    words = "".join(text.split())
    return any(words == "".join(one.text.split()) for one in exemplars())


def shared_with_exemplars(text: str, longest: int = LONGEST_SHARED) -> list[Shared]:
    """Stretches of more than `longest` 字 that a text has in common with an exemplar, in order, none overlapping.

    A run that long holds a whole block of half its length, wherever it begins: only blocks are looked up.
    """
    comparable = _comparable(text)
    block = (longest + 2) // 2
    found: list[Shared] = []
    for start in range(0, len(comparable) - block + 1, block):
        words = comparable[start : start + block]
        if _BREAK in words or (found and start < found[-1].end):
            continue
        for corpus, title in _corpus():
            at = corpus.find(words)
            while at >= 0:
                first, last = _widened(comparable, start, corpus, at)
                if last - first > longest:
                    found.append(Shared(max(first, found[-1].end if found else 0), last, title))
                    break
                at = corpus.find(words, at + 1)
            if found and found[-1].end > start:
                break
    return found


def _widened(text: str, start: int, corpus: str, at: int) -> tuple[int, int]:
    """The longest run around text[start] that corpus has around `at`."""
    first, last = start, start
    shift = at - start
    while first and first + shift and text[first - 1] == corpus[first - 1 + shift] != _BREAK:
        first -= 1
    while last < len(text) and last + shift < len(corpus) and text[last] == corpus[last + shift] != _BREAK:
        last += 1
    return first, last


def share_of_runs(text: str, length: int = 13) -> float:
    """Share of a text's runs of `length` 字 that one exemplar has too, the highest of all, 0 to 1."""
    lines = _comparable(text).split(_BREAK)
    runs = [line[start : start + length] for line in lines for start in range(len(line) - length + 1)]
    if not runs:
        return 0.0
    shared = max((_runs_of(corpus, length, frozenset(runs)) for corpus, _ in _corpus()), key=len, default=set())
    return sum(run in shared for run in runs) / len(runs)


def _runs_of(corpus: str, length: int, wanted: frozenset[str]) -> set[str]:
    return {run for start in range(len(corpus) - length + 1) if (run := corpus[start : start + length]) in wanted}


@cache
def _invented() -> re.Pattern[str]:
    names = {name for exemplar in exemplars() for name in exemplar.head.names}
    return re.compile("|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name))) or r"(?!)")


def names_of_exemplars(text: str) -> list[Shared]:
    """Names in a text that were invented for an exemplar: found anywhere else they were copied."""
    return [Shared(*match.span(), match[0]) for match in _invented().finditer(text)]
