"""The interview's model calls: one function = one prompt file of the same name = one typed reply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from assistant.outline import Outline, Question
from assistant.ports import Model, Prompt
from assistant.prompting import render
from assistant.wording.screening import screen


class HeardFact(BaseModel):
    """Words of the person (`quote`, unaltered) put to a question, and what they say."""

    question: str
    quote: str
    what: str


class Lead(BaseModel):
    """The reply of lead_turn. `extra_*` are "" where no question beyond the outline is proposed."""

    intent: str
    acknowledgement: str
    facts: list[HeardFact]
    next: str
    reason: str
    wording: str
    ideas: list[str]
    extra_question: str
    extra_because: str
    extra_feeds: str


class PlacedClause(BaseModel):
    """A numbered line of the notes and the question it answers, "" where none."""

    number: int
    question: str


class SortedNotes(BaseModel):
    """The reply of sort_notes."""

    lines: list[PlacedClause]


class ReadFacts(BaseModel):
    """The reply of read_answer."""

    facts: list[HeardFact]


def interview_prefix(outline: Outline) -> str:
    """The prefix of all calls of an interview, the same for every turn of every session of this kind of report."""
    rows = [
        {"id": q.id, "ask": _line(q.ask), "why": _line(q.why), "who": q.who, "role": _ROLES.get(q.role, "")}
        for q in outline.questions
        if q.role != "private"
    ]
    return render("interview", {"outline": outline.name, "questions": rows})


_ROLES = {"setting": "口径", "fact": "事实", "problem": "问题", "evidence": "表现", "cause": "原因", "measure": "措施"}


def _line(text: str) -> str:
    return " ".join(screen(text).text.split()).replace("｜", "|")


def lead_turn(model: Model, shared: str, seen: dict[str, Any]) -> Lead:
    """How a turn goes on: what was meant, what was heard, what is asked next; `seen` fills the prompt's blanks."""
    return model.reply(Prompt("lead_turn", shared, render("lead_turn", seen), 900), Lead)


def sort_notes(model: Model, shared: str, lines: Sequence[str]) -> SortedNotes:
    """Lines of notes, numbered from 1, put to questions."""
    longest = 200 + 40 * len(lines)
    return model.reply(Prompt("sort_notes", shared, render("sort_notes", {"lines": lines}), longest), SortedNotes)


def read_answer(model: Model, shared: str, question: Question, words: str) -> ReadFacts:
    """The facts of one answer as the model reads them, to be held against the program's reading."""
    values = {"id": question.id, "ask": question.ask, "words": words}
    return model.reply(Prompt("read_answer", shared, render("read_answer", values), 900), ReadFacts)
