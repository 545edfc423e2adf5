"""Ordinary words, by which whatever is no ordinary word shows itself: reads knowledge/masking, splits text into tokens."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal

from assistant.settings import knowledge_files
from assistant.wording.name_rules import name_rules

Kind = Literal["end", "word", "function", "measure", "single", "unknown", "mask", "mark"]
MASK_FIRST, MASK_LAST = "\ue000", "\uf8ff"
"""What stands for a stretch already dealt with, while its sentence is read: one private-use character each."""

_LONGEST = 8
_COST: dict[Kind, tuple[int, int]] = {"unknown": (1, 0), "single": (0, 1)}


@dataclass(frozen=True)
class Token:
    """A word of a sentence, or a character that belongs to none; `start`/`end` are code points of the sentence."""

    text: str
    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class Vocabulary:
    """Ordinary words; `ends` are those at which a name ends: verbs, adverbs, set phrases."""

    ends: frozenset[str]
    words: frozenset[str]

    def __contains__(self, word: str) -> bool:
        return word in self.ends or word in self.words

    @cached_property
    def _several(self) -> dict[str, Kind]:
        """The words of several characters, by what they are."""
        found: dict[str, Kind] = {word: "word" for word in self.words if len(word) > 1}
        return found | {word: "end" for word in self.ends if len(word) > 1}

    def greedy(self, sentence: str, figures: Collection[str] = ()) -> list[Token]:
        """Another reading: the longest word at each place from the left, as a hasty reader would take it."""
        found: list[Token] = []
        start = 0
        while start < len(sentence):
            after_figure = start > 0 and sentence[start - 1] in figures
            for end in range(min(len(sentence), start + _LONGEST), start, -1):
                text = sentence[start:end]
                kind = self._several.get(text) if len(text) > 1 else _alone(text, after_figure)
                if kind:
                    found.append(Token(text, start, end, kind))
                    break
            start = found[-1].end
        return found

    def tokens(self, sentence: str, figures: Collection[str] = ()) -> list[Token]:
        """The reading that leaves the fewest characters over, then the fewest lone ones, then the longest words.

        `figures` are the marks that stand for figures: behind one of them a measure word is no name.
        """
        several = self._several
        best: list[tuple[int, int, int]] = [(0, 0, 0)]
        back: list[tuple[int, Kind]] = [(0, "mark")]
        for end in range(1, len(sentence) + 1):
            options: list[tuple[tuple[int, int, int], int, Kind]] = []
            for start in range(max(0, end - _LONGEST), end - 1):
                if word := several.get(sentence[start:end]):
                    left, lone, count = best[start]
                    options.append(((left, lone, count + 1), start, word))
            single = _alone(sentence[end - 1], end > 1 and sentence[end - 2] in figures)
            more = _COST.get(single, (0, 0))
            left, lone, count = best[end - 1]
            options.append(((left + more[0], lone + more[1], count + 1), end - 1, single))
            cost, start, kind = min(options)
            best.append(cost)
            back.append((start, kind))
        found: list[Token] = []
        end = len(sentence)
        while end:
            start, kind = back[end]
            found.append(Token(sentence[start:end], start, end, kind))
            end = start
        return found[::-1]


def _alone(char: str, after_figure: bool) -> Kind:
    """What a character is that no word of several holds."""
    rules = name_rules()
    if MASK_FIRST <= char <= MASK_LAST:
        return "mask"
    if not "\u3400" <= char <= "\u9fff":
        return "mark"
    if after_figure and char in rules.measures:
        return "measure"
    return "function" if char in rules.functions else "single" if char in rules.singles else "unknown"


@cache
def vocabulary() -> Vocabulary:
    """The words of knowledge/masking/*.txt; those of files named ends… and phrases… are ends of names too."""
    ends: set[str] = set()
    words: set[str] = set()
    for path in knowledge_files("masking", ".txt"):
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        listed = {word for line in lines if not line.startswith("#") for word in line.split()}
        (ends if path.stem.startswith(("ends", "phrases")) else words).update(listed)
    return Vocabulary(frozenset(ends), frozenset(words))
