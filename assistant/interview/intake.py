"""A heap of notes put to its questions, clause by clause: by cues, by the order of the talk, and by meaning."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.outline import Outline, Question
from assistant.register import is_aside
from assistant.report import Answers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.ports import Embedder

_ID_LINE = re.compile(r"^\s*(?:[-*•]\s*)?(?P<id>[A-Za-z]{1,3}\d{1,2})\s*[：:、.．)）]\s*(?P<words>.*)$")
_BULLET = re.compile(
    r"^\s*(?:[-*•·●○▪#>]+|[（(]?\d{1,2}[)）.、．]|[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)\s*"
)
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]?")
_CLAUSE = re.compile(r"[^，,]*[，,]?")
_LIST_OPENER = re.compile(r"^\s*(?:针对)?(?:第[一二三四五六七八九]|头一|[一二三四五六七八九]是|首先|其次|另外)")
_YEAR = re.compile(r"(?<!\d)(20\d{2})年?")
_SMALL_TALK = re.compile(r"[\s，。、！？…~～\-—_=*#>]*")

# Weights found on the answer files of tests/data by benchmarks/intake.py; cues speak first, meaning second.
_MEANING = 0.5
_SAME_SENTENCE, _SAME_LINE, _NEXT = 2.6, 1.6, 0.35
_FLOOR = 1.15


@dataclass(frozen=True)
class Row:
    """One line of the table to confirm: these words of this source were put to this question."""

    question: str
    words: str
    source: str


@dataclass(frozen=True)
class Intake:
    """What the notes came to: rows in the order of the outline's questions, what fits nowhere, the year told."""

    outline: str
    year: int | None
    rows: tuple[Row, ...]
    unplaced: tuple[str, ...]

    def answers(self, outline: Outline) -> Answers:
        """The rows joined into an answers file, question by question."""
        told: dict[str, list[str]] = {}
        for row in self.rows:
            told.setdefault(row.question, []).append(row.words)
        ordered = {q.id: _join(told[q.id]) for q in outline.questions if q.id in told}
        return Answers(outline=outline.name, year=self.year, answers=ordered)


@dataclass(frozen=True)
class _Piece:
    words: str
    line: int
    sentence: int
    source: str


def intake(
    texts: Sequence[tuple[str, str]], outline: Outline, year: int | None = None, embedder: Embedder | None = None
) -> Intake:
    """Puts notes to questions; `texts` are (source, text) pairs, `embedder` None works by cues and order alone.

    A line that begins with a question id (“E3：…”) goes there. Nothing is dropped: what fits nowhere is in `unplaced`.
    """
    rows: list[Row] = []
    pieces: list[_Piece] = []
    ids = {question.id.upper(): question.id for question in outline.questions}
    line_number = 0
    for source, text in texts:
        addressed: str | None = None
        for line in text.splitlines():
            line_number += 1
            match = _ID_LINE.match(line)
            if match and match["id"].upper() in ids:
                addressed = ids[match["id"].upper()]
                rows += [Row(addressed, match["words"].strip(), source)] if match["words"].strip() else []
            elif not line.strip():
                addressed = None
            elif addressed and not _BULLET.match(line):
                rows.append(Row(addressed, line.strip(), source))
            else:
                pieces += _pieces(_BULLET.sub("", line), line_number, source)
    placed, unplaced = _place(pieces, outline, embedder)
    order = {question.id: place for place, question in enumerate(outline.questions)}
    everything = sorted([*rows, *placed], key=lambda row: order[row.question])
    told_year = year or _year_told([text for _, text in texts])
    return Intake(outline.name, told_year, tuple(everything), tuple(unplaced))


def _pieces(line: str, number: int, source: str) -> list[_Piece]:
    found = []
    for index, sentence in enumerate(match.group() for match in _SENTENCE.finditer(line)):
        for clause in _clauses(sentence):
            if clause.strip():
                found.append(_Piece(clause.strip(), number, index, source))
    return found


def _clauses(sentence: str) -> list[str]:
    """Clauses of a sentence; commas inside quotation marks do not part."""
    clauses, depth, start = [], 0, 0
    for place, char in enumerate(sentence):
        depth += (char in "“《（(") - (char in "”》）)")
        if char in "，," and depth <= 0 and not _inside_number(sentence, place):
            clauses.append(sentence[start : place + 1])
            start = place + 1
    return [*clauses, sentence[start:]]


def _inside_number(text: str, place: int) -> bool:
    return text[place - 1 : place].isdigit() and re.match(r"\d{3}(?!\d)", text[place + 1 : place + 5]) is not None


def _place(pieces: list[_Piece], outline: Outline, embedder: Embedder | None) -> tuple[list[Row], list[str]]:
    if not pieces:
        return [], []
    questions = [question for question in outline.questions if question.setting != "confirm"]
    scores = _cue_scores(pieces, questions)
    if embedder is not None:
        scores = _with_meaning(scores, pieces, questions, embedder)
    path = _best_path(scores, pieces)
    rows: list[Row] = []
    unplaced: list[str] = []
    last: int | None = None
    for run in _runs(path, pieces):
        words = "".join(pieces[i].words for i in run).strip("，, ")
        best = max(scores[i][path[i]] for i in run)
        asides = all(is_aside(pieces[i].words) for i in run)
        if _SMALL_TALK.fullmatch(words):
            continue
        if best >= _FLOOR or (asides and last is not None):
            last = path[run[0]] if not asides or last is None else last
            rows.append(Row(questions[last].id, words, pieces[run[0]].source))
        else:
            unplaced.append(words)
    return rows, unplaced


def _runs(path: list[int], pieces: list[_Piece]) -> list[list[int]]:
    """Neighbouring pieces of one line that go to one question."""
    runs: list[list[int]] = []
    for index in range(len(pieces)):
        before = runs[-1][-1] if runs else None
        if before is not None and path[before] == path[index] and pieces[before].line == pieces[index].line:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _cue_scores(pieces: list[_Piece], questions: list[Question]) -> list[list[float]]:
    """Each cue counts the more, the longer it is and the fewer questions share it."""
    owners: dict[str, int] = {}
    for question in questions:
        for cue in question.cues:
            owners[cue] = owners.get(cue, 0) + 1
    scores = []
    for piece in pieces:
        row = []
        for question in questions:
            hit = [cue for cue in question.cues if cue in piece.words]
            hit = [cue for cue in hit if not any(cue != other and cue in other for other in hit)]
            row.append(sum((1 + 0.25 * min(len(cue), 6)) / math.sqrt(owners[cue]) for cue in hit))
        scores.append(row)
    return scores


def _with_meaning(
    scores: list[list[float]], pieces: list[_Piece], questions: list[Question], embedder: Embedder
) -> list[list[float]]:
    said: NDArray[np.float32] = embedder.embed([piece.words for piece in pieces])
    asked = embedder.embed([question.ask for question in questions])
    shown = embedder.embed([question.example for question in questions])
    likeness = (said @ asked.T) * 0.4 + (said @ shown.T) * 0.6
    mean = likeness.mean(axis=1, keepdims=True)
    spread = likeness.std(axis=1, keepdims=True) + 1e-6
    standard = (likeness - mean) / spread
    return [
        [score + _MEANING * max(0.0, float(standard[i][j])) / 4 for j, score in enumerate(row)]
        for i, row in enumerate(scores)
    ]


def _best_path(scores: list[list[float]], pieces: list[_Piece]) -> list[int]:
    """The most likely question of each piece, given that people stay with a matter for a breath (Viterbi)."""
    count = len(scores[0])
    total = list(scores[0])
    back: list[list[int]] = []
    for index in range(1, len(pieces)):
        stay = _staying(pieces[index - 1], pieces[index])
        lead = max(range(count), key=total.__getitem__)
        came, fresh = [], []
        for j in range(count):
            options = [(total[lead], lead), (total[j] + stay, j)]
            if j and stay:
                options.append((total[j - 1] + _NEXT, j - 1))
            best, source = max(options)
            came.append(source)
            fresh.append(best + scores[index][j])
        total = fresh
        back.append(came)
    path = [max(range(count), key=total.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _staying(one: _Piece, other: _Piece) -> float:
    if one.line != other.line:
        return 0.0
    if one.sentence == other.sentence:
        return _SAME_SENTENCE
    return 0.9 * _SAME_LINE if _LIST_OPENER.match(other.words) else _SAME_LINE


def _year_told(texts: Sequence[str]) -> int | None:
    """The year the notes speak of most; None where none stands out.

    “2022年度” counts double: that is how the report's own year is named.
    """
    counts: dict[int, int] = {}
    for text in texts:
        for match in _YEAR.finditer(text):
            year = int(match[1])
            weight = 3 if text[match.end() : match.end() + 1] == "度" else 1
            counts[year] = counts.get(year, 0) + weight
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _join(words: list[str]) -> str:
    ended = [piece if piece[-1] in "。！？；" else piece + "。" for piece in words]
    return "".join(ended)
