"""A heap of notes put to its questions, clause by clause: by cues, by the order of the talk, and by meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from assistant.documents import load_answers
from assistant.interview.pieces import Piece, take_apart
from assistant.interview.placing import WEIGHTS, Placing, Weights
from assistant.interview.ways import ways
from assistant.outline import Outline, Question
from assistant.report import Answers
from assistant.settings import knowledge_files
from assistant.wording.register import is_aside

if TYPE_CHECKING:
    from assistant.ports import Embedder

_YEAR = re.compile(r"(?<!\d)(20\d{2})年?")
_PLAN = re.compile(r"(?:的?(?:工作)?(?:打算|计划|安排|目标|思路|措施|准备|要|争取|力争))")
_TITLE = re.compile(r"[一-龥“”]{0,10}(?:小结|总结|述职|汇报|报告|要点)(?![一-龥])")
_SMALL_TALK = re.compile(r"[\s，。、！？…~～\-—_=*#>]*")
_NUMBERED = ("problem", "evidence", "cause")
"""What is told of one problem after another keeps the number of its line, so that it stays with its problem."""
_FLOOR = 6.0
"""Words that share less than this with every question fit nowhere."""


@dataclass(frozen=True)
class Row:
    """One line of the table to confirm: these words of this source were put to this question."""

    question: str
    words: str
    source: str


@dataclass(frozen=True)
class Intake:
    """What the notes came to: rows in the order of the outline's questions, what fits nowhere, the year told.

    `heads`: headings and the lines of a chat that say who spoke when; they are no answers.
    """

    outline: str
    year: int | None
    rows: tuple[Row, ...]
    unplaced: tuple[str, ...]
    heads: tuple[str, ...] = ()

    def answers(self, outline: Outline) -> Answers:
        """The rows joined into an answers file, question by question."""
        told: dict[str, list[str]] = {}
        for row in self.rows:
            told.setdefault(row.question, []).append(row.words)
        ordered = {q.id: _join(told[q.id]) for q in outline.questions if q.id in told}
        return Answers(outline=outline.name, year=self.year, answers=ordered)


def intake(
    texts: Sequence[tuple[str, str]],
    outline: Outline,
    year: int | None = None,
    embedder: Embedder | None = None,
    weights: Weights = WEIGHTS,
) -> Intake:
    """Puts notes to questions; `texts` are (source, text) pairs, `embedder` None works by words alone.

    A line that begins with a question id (“E3：…”) goes there. Nothing is dropped: what fits nowhere is in `unplaced`.
    """
    told_year = year or year_told([text for _, text in texts])
    notes = take_apart(texts, outline)
    rows = [Row(*addressed) for addressed in notes.addressed]
    placed, unplaced = _place(notes.pieces, outline, told_year, embedder, weights)
    order = {question.id: place for place, question in enumerate(outline.questions)}
    everything = sorted([*rows, *placed], key=lambda row: order[row.question])
    return Intake(outline.name, told_year, tuple(everything), tuple(unplaced), tuple(notes.heads))


def _place(
    pieces: list[Piece], outline: Outline, year: int | None, embedder: Embedder | None, weights: Weights
) -> tuple[list[Row], list[str]]:
    questions = [question for question in outline.questions if question.setting != "confirm"]
    placing = Placing(questions, _examples(outline.name), embedder, year + 1 if year else None, weights)
    path = _problems_named(placing.place(pieces), pieces, questions)
    rows: list[Row] = []
    unplaced: list[str] = []
    last: int | None = None
    for run in _runs(path, pieces):
        words = _together([pieces[i] for i in run])
        if _SMALL_TALK.fullmatch(words):
            continue
        asides = all(is_aside(pieces[i].words) for i in run)
        if not asides:
            last = path[run[0]] if max(placing.likeness.scores(words)) >= _FLOOR else None
        if last is None:
            unplaced.append(words)
        else:
            numbered = f"（{pieces[run[0]].point}）{words}" if pieces[run[0]].point else words
            kept = numbered if questions[last].role in _NUMBERED else words
            rows.append(Row(questions[last].id, kept, pieces[run[0]].source))
    return rows, unplaced


def _problems_named(path: list[int], pieces: list[Piece], questions: Sequence[Question]) -> list[int]:
    """What names a problem, though its words sound like showing one.

    Each line of a numbered list under a heading of problems, and a line led by words that say so (“问题：……”), save what
    is led as a cause (原因是……).
    """
    naming = next((j for j, question in enumerate(questions) if question.role == "problem"), None)
    if naming is None:
        return path
    told = {p.at[0] for p in pieces if p.point and "problem" in p.roles}
    found = list(path)
    for place, piece in enumerate(pieces):
        listed = len(told) > 1 and piece.at[0] in told and "problem" in piece.roles
        led = "problem" in ways().led(piece.line) and "problem" in piece.roles
        if listed or led:
            found[place] = naming
    return found


def _runs(path: list[int], pieces: list[Piece]) -> list[list[int]]:
    """Neighbouring pieces of one line that go to one question."""
    runs: list[list[int]] = []
    for index in range(len(pieces)):
        before = runs[-1][-1] if runs else None
        if before is not None and path[before] == path[index] and pieces[before].at[0] == pieces[index].at[0]:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


@cache
def _examples(outline: str) -> dict[str, tuple[str, ...]]:
    """Answers of the samples to this kind of report, by question id: what people say when asked this."""
    told: dict[str, tuple[str, ...]] = {}
    for path in knowledge_files("samples", ".yaml"):
        answers = load_answers(path)
        if answers.outline == outline:
            for question, words in answers.answers.items():
                told[question] = (*told.get(question, ()), words)
    return told


def year_told(texts: Sequence[str]) -> int | None:
    """The year the notes speak of most; None where none stands out.

    “2022年度” and a title (2022年工作总结) count more: that is how the report's own year is named. “2023年打算” is a plan's.
    """
    counts: dict[int, int] = {}
    for text in texts:
        for match in _YEAR.finditer(text):
            rest = text[match.end() : match.end() + 16].split("\n")[0]
            if _PLAN.match(rest):
                continue
            year = int(match[1])
            counts[year] = counts.get(year, 0) + (3 if rest.startswith("度") or _TITLE.match(rest) else 1)
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _together(pieces: list[Piece]) -> str:
    """The words of a run as they stood, sentences that ended without a mark (at a line's end) parted by ；."""
    told = ""
    for before, piece in zip([None, *pieces], pieces, strict=False):
        parted = before is None or before.at == piece.at or told[-1] in "。！？!?；;：:，,"
        told += piece.words if parted else f"；{piece.words}"
    return told.strip("，, ")


def _join(words: list[str]) -> str:
    ended = [piece if piece[-1] in "。！？；" else piece + "。" for piece in words]
    return "".join(ended)
