"""How alike two stretches of Chinese are, by pairs of characters: no word list of a place or a trade is needed."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from assistant.checking.lexicon import words
from assistant.text.char_pairs import char_pairs
from assistant.text.patterns import Lazy

_RUN = Lazy(r"[一-鿿]{2,400}")


def _masked(text: str, expression: re.Pattern[str]) -> str:
    return expression.sub("，", text)


@cache
def _words_of(kind: str) -> re.Pattern[str]:
    listed = words().stop if kind == "stop" else words().stop | words().weak
    return re.compile("|".join(sorted(map(re.escape, listed), key=len, reverse=True)))


_JOINTS = Lazy(r"[的了在等及也都还更于之其是并着被把让将使]")


@lru_cache(maxsize=4096)
def telling_pairs(text: str, *, weak: bool = False) -> frozenset[str]:
    """The pairs that say what a stretch is about: words that stand in every report are cut out first.

    `weak`: words for the usual actors (knowledge/checks/words.yaml, `weak`) count too.
    """
    return char_pairs(_JOINTS.sub("，", _masked(text, _words_of("stop" if weak else "weak"))))


def likeness(one: str, other: str) -> float:
    """Share of pairs in common (Dice), 0 to 1."""
    first, second = char_pairs(one), char_pairs(other)
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


def coverage(key: str, text: str, *, weak: bool = False) -> float:
    """Share of the telling characters of `key` that stand in a pair which `text` has too, 0 to 1."""
    known = char_pairs(text)
    total = covered = 0
    for run in _RUN.findall(_masked(key, _words_of("stop" if weak else "weak"))):
        hit = [run[i : i + 2] in known for i in range(len(run) - 1)]
        total += len(run)
        covered += sum(a or b for a, b in zip([False, *hit], [*hit, False], strict=True))
    return covered / total if total else 0.0
