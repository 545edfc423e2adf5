"""Search: lexical ranking and vectors fused, exact words first, the year applied to the ranked list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.encoder import one_thread
from assistant.figures.numerals import plain_width
from assistant.retrieval.passages import KINDS, Kind, Passage
from assistant.retrieval.ready import Ready
from assistant.retrieval.store import KnowledgeStore

VECTOR_WEIGHT = 0.95
"""Of the vectors' z-score beside that of BM25; 0.9 to 1.0 were best on one half of the STARD questions and on the other."""
CENTRING = 0.5
"""How much of the mean vector is taken off both sides: what all passages share says nothing; 0.3 to 0.7 do as well."""
CANDIDATES = 100
"""Passages that each arm proposes; 60 or 200 rank the same first ten on STARD."""
YEAR_BONUS = 1.0
EXACT_BONUS, NAMED_BONUS = 3.0, 100.0
"""In standard deviations: the query stands word for word in the passage; it is the very name the passage is about."""
_EXACT_LEAST, _EXACT_AMONG = 4, 50
_LONGEST_QUERY = 600
_NAMED_YEAR = re.compile(r"(?<!\d)20\d{2}年(?:度)?的?")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?=年|届|年度|\D|$)")


@dataclass(frozen=True)
class Hit:
    """A passage found; `score` in standard deviations above an ordinary passage, comparable within one search."""

    passage: Passage
    score: float


class Retriever:
    """Search over an open store."""

    def __init__(self, store: KnowledgeStore) -> None:
        self._store = store

    def search(
        self, query: str, count: int = 5, *, kinds: Sequence[Kind] = KINDS, year: int | None = None
    ) -> list[Hit]:
        """The best passages of these kinds. `year` is that of the report they are for: what is bound to other years
        stands behind all that fits. A year named in the query is meant: what is of it, or names it, stands first."""
        query = query.strip()[:_LONGEST_QUERY]
        if not query or not self._store.ready.passages:
            return []
        named = year_named(query)
        ranked = self.ranked(_without_year(query), kinds)
        if year or named:
            ranked = _lifted(ranked, year or named)
        ranked.sort(key=lambda hit: (not hit.passage.fits(year or named), not _speaks_of(hit.passage, named)))
        return ranked[:count]

    def ranked(self, query: str, kinds: Sequence[Kind] = KINDS) -> list[Hit]:
        """All candidates of both arms, the best first, whatever their year."""
        with one_thread():
            return self._ranked(query, kinds)

    def _ranked(self, query: str, kinds: Sequence[Kind]) -> list[Hit]:
        ready = self._store.ready
        of_kind = np.isin(ready.kinds, [KINDS.index(kind) for kind in kinds])
        lexical = np.where(of_kind, ready.lexical.scores(query), -1.0)
        vector = self._store.query_vector(query)
        near = [ready.places[name] for name in self._store.nearest(vector, kinds, CANDIDATES) if name in ready.places]
        best = np.argpartition(-lexical, min(CANDIDATES, len(lexical) - 1))[:CANDIDATES]
        places = np.unique(np.concatenate([best[lexical[best] > 0], np.array(near, dtype=np.int64)])).astype(np.int64)
        if not len(places):
            return []
        scores = self._fused(ready, places, lexical, of_kind, vector)
        order = np.argsort(-scores, kind="stable")
        scores += _bonus(ready, places, order, query)
        order = np.argsort(-scores, kind="stable")
        return [Hit(ready.passages[places[at]], round(float(scores[at]), 4)) for at in order]

    @staticmethod
    def _fused(
        ready: Ready,
        places: NDArray[np.int64],
        lexical: NDArray[np.float32],
        of_kind: NDArray[np.bool_],
        vector: NDArray[np.float32],
    ) -> NDArray[np.float64]:
        """z-score of BM25 over all passages of these kinds, plus that of the vectors as a sample of passages has it."""
        ordinary = lexical[of_kind]
        words = (lexical[places] - ordinary.mean()) / (ordinary.std() + 1e-9)
        meaning = likeness(ready, vector, *ready.gathered(places))
        common = likeness(ready, vector, *ready.sampled)
        return np.asarray(words + VECTOR_WEIGHT * (meaning - common.mean()) / (common.std() + 1e-9), dtype=np.float64)


def _without_year(query: str) -> str:
    """The query without the year it names, which is applied to the ranked list and would drown the other words."""
    rest = _NAMED_YEAR.sub("", query)
    return rest if len(bare(rest)) >= _EXACT_LEAST else query


def _lifted(ranked: Sequence[Hit], year: int | None) -> list[Hit]:
    """What belongs to just this year is likelier meant by one who asks for it than what holds in any."""
    lifted = [
        replace(hit, score=round(hit.score + YEAR_BONUS, 4)) if hit.passage.belongs_to(year) else hit for hit in ranked
    ]
    return sorted(lifted, key=lambda hit: -hit.score)


def _speaks_of(passage: Passage, year: int | None) -> bool:
    """Whether a passage may be meant where a query names a year: of that year or of none, or it names that year too."""
    return year is None or passage.year in (None, year) or f"{year}年" in plain_width(passage.text)


def likeness(
    ready: Ready, vector: NDArray[np.float32], vectors: NDArray[np.float32], starts: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Cosine with the whole passage plus cosine with its best sentence, the mean of all passages taken off first."""
    shift = CENTRING * ready.middle
    query = vector - shift
    query /= np.linalg.norm(query) + 1e-9
    # |v - s|² of unit vectors without a copy of them all
    shared, along = vectors @ shift, vectors @ query
    norms = np.sqrt(np.maximum(1 - 2 * shared + shift @ shift, 1e-9))
    cosines = (along - shift @ query) / norms
    single = np.diff(np.append(starts, len(cosines))) == 1
    sentences = cosines.copy()
    sentences[starts[~single]] = -1.0  # the whole passage is no sentence of itself
    return np.asarray(cosines[starts] + np.maximum.reduceat(sentences, starts), dtype=np.float32)


def _bonus(ready: Ready, places: NDArray[np.int64], order: NDArray[np.int64], query: str) -> NDArray[np.float64]:
    """What is asked for by its name, or stands there word for word, is not left to likeness."""
    wanted = bare(query)
    found = np.zeros(len(places))
    if len(wanted) < 2:
        return found
    for rank, at in enumerate(order):
        passage = ready.passages[places[at]]
        if passage.kind == "term" and wanted in map(bare, passage.heading.split("；")):
            found[at] = NAMED_BONUS
        elif rank < _EXACT_AMONG and len(wanted) >= _EXACT_LEAST and wanted in bare(passage.text):
            found[at] = EXACT_BONUS
    return found


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """The letters and digits of a text, half width, lower case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())


def year_named(query: str) -> int | None:
    """The year a query names, where it names just one."""
    found = {int(year) for year in _YEAR.findall(plain_width(query))}
    return found.pop() if len(found) == 1 else None
