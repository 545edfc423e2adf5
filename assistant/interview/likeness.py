"""How like a question's own words some words are: shared runs of characters, weighed by how few questions have them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from assistant.outline import Question

_NOT_WORDS = re.compile(r"[^一-鿿0-9A-Za-z]+")
_NUMBER = re.compile(
    r"\d+(?:\.\d+)?|(?<!第)[零〇一二两三四五六七八九十百千][零〇一二两三四五六七八九十百千]*(?=[个名次场期户件亩支人村条处家天趟堂回座项篇万亿元公吨成户])"
)
_LONGEST_RUN = 4
_MOST = 2.5
_RARE = 1.5
_LENGTH = 0.35


def runs_of(words: str) -> set[str]:
    """Runs of two to four characters within words, each number as 0 (so that 0人次 and 0万元 tell the kind of figure)."""
    found: set[str] = set()
    for stretch in _NOT_WORDS.split(_NUMBER.sub("0", words)):
        for length in range(2, _LONGEST_RUN + 1):
            found |= {stretch[i : i + length] for i in range(len(stretch) - length + 1)}
    return found


class Likeness:
    """Scores words against every question; `examples` are further answers to each question, by id."""

    def __init__(self, questions: Sequence[Question], examples: Mapping[str, Sequence[str]]) -> None:
        told = [self._weights(question, examples.get(question.id, ())) for question in questions]
        held: dict[str, int] = {}
        for weights in told:
            for run in weights:
                held[run] = held.get(run, 0) + 1
        sizes = [sum(weights.values()) for weights in told]
        average = sum(sizes) / len(sizes)
        self._count = len(questions)
        self._index: dict[str, list[tuple[int, float]]] = {}
        for place, weights in enumerate(told):
            fair = 1 - _LENGTH + _LENGTH * sizes[place] / average
            for run, weight in weights.items():
                rare = math.log(1 + len(questions) / held[run]) ** _RARE
                self._index.setdefault(run, []).append((place, min(weight, _MOST) * rare * (len(run) - 1) / fair))

    @staticmethod
    def _weights(question: Question, examples: Sequence[str]) -> dict[str, float]:
        weights: dict[str, float] = {}
        follow_ups = " ".join(follow_up.ask for follow_up in question.follow_ups)
        sources = [(question.ask, 1.0), (question.example, 1.0), (follow_ups, 0.5), (question.lookup, 0.5)]
        for words, weight in [*sources, *((example, 1.0) for example in examples)]:
            for run in runs_of(words):
                weights[run] = weights.get(run, 0) + weight
        for cue in question.cues:
            for run in runs_of(cue):
                weights[run] = max(weights.get(run, 0), 1.0)
        return weights

    def scores(self, words: str) -> list[float]:
        """One score for each question, 0 where nothing is shared."""
        found = [0.0] * self._count
        for run in runs_of(words):
            for place, weight in self._index.get(run, ()):
                found[place] += weight
        return found
