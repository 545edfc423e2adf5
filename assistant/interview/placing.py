"""Pieces of notes put to questions: what the words are like, what they sound like, and what stands around them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.interview.likeness import Likeness
from assistant.interview.pieces import Piece
from assistant.interview.ways import ways
from assistant.outline import Question, Role
from assistant.text.patterns import Lazy

if TYPE_CHECKING:
    from assistant.ports import Embedder

Row = list[float]
_FIGURE = Lazy(r"\d|[一二三四五六七八九十两][百千万十几多]|[百千万]")


@dataclass(frozen=True)
class Weights:
    """What counts how much; found over tests/data by benchmarks/intake.py, half of the files left out until the end."""

    cue: float = 0.3
    like: float = 0.8
    meaning: float = 0.75
    clause: float = 0.3
    sentence: float = 0.5
    chain: float = 0.3
    line: float = 0.9
    tone_sentence: float = 0.5
    tone_line: float = 0.5
    listed: float = 1.0
    heading: float = 2.0
    another: float = 6.0
    same_sentence: float = 5.0
    same_chain: float = 4.0
    same_line: float = 2.5
    again: float = 1.5


WEIGHTS = Weights()


class Placing:
    """Scores every piece against every question and finds the likeliest way through."""

    def __init__(
        self,
        questions: Sequence[Question],
        examples: Mapping[str, Sequence[str]],
        embedder: Embedder | None,
        next_year: int | None,
        weights: Weights = WEIGHTS,
    ) -> None:
        self.questions = questions
        self.likeness = Likeness(questions, examples)
        self._examples = examples
        self._embedder = embedder
        self._next_year = next_year
        self._weights = weights
        self._known: dict[str, Row] = {}
        self._meanings: dict[str, Row] = {}

    def place(self, pieces: Sequence[Piece]) -> list[int]:
        """For each piece the index of its question."""
        self._learn_meanings(pieces)
        scores = [self._score(piece) for piece in pieces]
        path = _best_path(scores, pieces, self._weights)
        for _ in range(2):
            path = _best_path(self._once_each(scores, path, pieces), pieces, self._weights)
        return path

    def _score(self, piece: Piece) -> Row:
        w = self._weights
        units = ((piece.words, w.clause), (piece.sentence, w.sentence), (piece.chain, w.chain), (piece.line, w.line))
        rows = [(self._like(words), weight) for words, weight in units]
        tone = self._tone(piece)
        return [
            sum(weight * row[j] for row, weight in rows)
            + tone.get(question.role, 0.0)
            # What is to be remembered is only named; what tells how much of it was done answers its own question.
            - (w.another if question.setting == "emphasis" and _FIGURE.search(piece.line) else 0.0)
            for j, question in enumerate(self.questions)
        ]

    def _tone(self, piece: Piece) -> dict[Role, float]:
        w, found = self._weights, ways()
        told: dict[Role, float] = {}
        for words, weight in ((piece.sentence, w.tone_sentence), (piece.line, w.tone_line)):
            for role, much in found.tone(words, self._next_year).items():
                told[role] = told.get(role, 0.0) + weight * max(-4.0, min(4.0, much))
        if piece.chain != piece.sentence:
            for role, much in found.listed.items():
                told[role] = told.get(role, 0.0) + w.listed * much
        for role in piece.roles:
            told[role] = told.get(role, 0.0) + w.heading
        for role in self._ruled_out(piece):
            told[role] = told.get(role, 0.0) - w.another
        return told

    def _ruled_out(self, piece: Piece) -> set[Role]:
        """Roles that a heading (问题) or a sentence's own lead (原因是……) leaves no room for."""
        if ways().led(piece.sentence):
            return {question.role for question in self.questions} - piece.roles
        return {"fact"} if piece.roles and "fact" not in piece.roles else set()

    # What words are like -------------------------------------------------------------------------------------

    def _like(self, words: str) -> Row:
        if words not in self._known:
            w = self._weights
            parts = [(_standard(self._cues(words)), w.cue), (_standard(self.likeness.scores(words)), w.like)]
            if words in self._meanings:
                parts.append((self._meanings[words], w.meaning))
            sure = min(1.0, len(words) / 10)
            self._known[words] = [sure * sum(m * row[j] for row, m in parts) for j in range(len(self.questions))]
        return self._known[words]

    def _cues(self, words: str) -> Row:
        """Each cue counts the more, the longer it is and the fewer questions share it."""
        row = []
        for question in self.questions:
            hit = [cue for cue in question.cues if cue in words]
            hit = [cue for cue in hit if not any(cue != other and cue in other for other in hit)]
            row.append(sum((1 + 0.25 * min(len(cue), 6)) / math.sqrt(self._owners[cue]) for cue in hit))
        return row

    @cached_property
    def _owners(self) -> dict[str, int]:
        owners: dict[str, int] = {}
        for question in self.questions:
            for cue in question.cues:
                owners[cue] = owners.get(cue, 0) + 1
        return owners

    def _learn_meanings(self, pieces: Sequence[Piece]) -> None:
        if self._embedder is None:
            return
        units = {words for p in pieces for words in (p.sentence, p.line)} - self._meanings.keys()
        fresh = sorted(units)
        if not fresh:
            return
        asked = self._embedder.embed([question.ask for question in self.questions])
        said = self._embedder.embed(fresh)
        likeness = 0.5 * (said @ asked.T)
        for j, question in enumerate(self.questions):
            shown = self._embedder.embed([question.example, *self._examples.get(question.id, ())])
            likeness[:, j] += (said @ shown.T).max(axis=1)
        self._meanings |= {words: _standard(row) for words, row in zip(fresh, likeness.tolist(), strict=True)}

    # One answer stands in one place ----------------------------------------------------------------------------

    def _once_each(self, scores: list[Row], path: list[int], pieces: Sequence[Piece]) -> list[Row]:
        """Makes a question less likely where it has a stronger answer elsewhere."""
        held: dict[int, dict[int, float]] = {}
        for index, j in enumerate(path):
            lines = held.setdefault(j, {})
            lines[pieces[index].at[0]] = max(lines.get(pieces[index].at[0], -math.inf), scores[index][j])
        best = {j: max(lines, key=lines.__getitem__) for j, lines in held.items()}
        changed = []
        for index, row in enumerate(scores):
            line = pieces[index].at[0]
            changed.append([s - self._weights.again if j in best and best[j] != line else s for j, s in enumerate(row)])
        return changed


def _standard(row: Row) -> Row:
    """The row in standard deviations from its mean, nothing below it."""
    mean = sum(row) / len(row)
    spread = math.sqrt(sum((value - mean) ** 2 for value in row) / len(row))
    return [(value - mean) / spread for value in row] if spread else [0.0] * len(row)


def _best_path(scores: list[Row], pieces: Sequence[Piece], weights: Weights) -> list[int]:
    """The likeliest question of each piece, given that people stay with a matter for a breath (Viterbi)."""
    if not scores:
        return []
    count = len(scores[0])
    total = list(scores[0])
    back: list[list[int]] = []
    for index in range(1, len(pieces)):
        stay = _staying(pieces[index - 1], pieces[index], weights)
        lead = max(range(count), key=total.__getitem__)
        came, fresh = [], []
        for j in range(count):
            best, source = max((total[lead], lead), (total[j] + stay, j))
            came.append(source)
            fresh.append(best + scores[index][j])
        total = fresh
        back.append(came)
    path = [max(range(count), key=total.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _staying(one: Piece, other: Piece, weights: Weights) -> float:
    if one.at[0] != other.at[0]:
        return 0.0
    if one.at == other.at:
        return weights.same_sentence
    return weights.same_chain if one.at[1] == other.at[1] else weights.same_line
