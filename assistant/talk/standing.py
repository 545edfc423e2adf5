"""Where a talk stands, typed, for a page: what was said, what is asked now, what was read last, what is still to come."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.interview.agenda import Agenda, Ask
from assistant.interview.answers import read_told
from assistant.interview.events import Interview, Reference
from assistant.interview.gaps import short_name
from assistant.outline import Outline, PartPlan, Question
from assistant.report import Fact, Turn

MOST_SHOWN = 30
"""Exchanges of the talk shown; earlier ones are in the store and in the answers."""
_ASKED = re.compile(r"(?:【(?P<id>[A-Z]{1,3}\d{1,3})】|追问：|多问一句：|(?P<note>[A-Z]{1,3}\d{1,3} 笔记里说：))")
_ROW = re.compile(r"第\d+行  ")
_WHY = "  为什么问："
_WAIVED = ("没有", "不清楚", "稍后补", "不公开")

Kind = Literal["answer", "follow_up", "notes", "notice", "reason", "depth", "done"]
State = Literal["answered", "later", "missing", "optional"]
_ORDER: tuple[State, ...] = ("missing", "later", "optional", "answered")
"""What is to be done first stands first on the board."""


@dataclass(frozen=True)
class Exchange:
    """One turn as it is shown again: what had been asked, what was said, what was answered (without the next question)."""

    asked: str
    said: str
    replies: tuple[str, ...]


@dataclass(frozen=True)
class QuestionState:
    """A question on the board: its key, what it asks for in a few words, and how it stands."""

    key: str
    name: str
    state: State


@dataclass(frozen=True)
class PartState:
    """A part on the board; `left` questions before it can be written, 0 where it can; `silent`: all was asked and
    nothing told; not `numbered`: what belongs to no part of the report."""

    heading: str
    questions: tuple[QuestionState, ...]
    left: int
    silent: bool = False
    numbered: bool = True

    def count(self, *states: State) -> int:
        """How many questions stand so."""
        return sum(one.state in states for one in self.questions)


@dataclass(frozen=True)
class ReadBack:
    """The facts taken from the answer read back last, to be corrected on the spot."""

    question: str
    name: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Standing:
    """The talk at this moment.

    `kind`: what the next words answer (done: nothing is asked); `drafted`: there is a draft to talk about;
    `words` the question as it is put, `where` the part it is for; `chips` what can be said with one click, `usual`
    lines to begin an answer with; `progress` in plain words.
    """

    kind: Kind
    drafted: bool
    key: str
    words: str
    why: str
    example: str
    where: str
    earlier: str
    references: tuple[Reference, ...]
    chips: tuple[str, ...]
    usual: tuple[str, ...]
    exchanges: tuple[Exchange, ...]
    read: ReadBack | None
    parts: tuple[PartState, ...]
    progress: str


def standing(session: Interview, outline: Outline, beside: Callable[[Ask], Sequence[Reference]]) -> Standing:
    """Where this session's talk stands; `beside` gives the passages of the knowledge store for a question."""
    agenda = Agenda(outline, session.answers, session.states, full=session.full)
    ask = agenda.find(session.current) if session.current else None
    kind = _kind(session, ask)
    parts = _board(agenda, outline)
    words, why, example = _put(session, ask, kind)
    open_question = ask.question if ask is not None and kind in ("answer", "follow_up") else None
    read = _read_back(session, outline)
    return Standing(
        kind=kind,
        drafted=session.report is not None,
        key=ask.key if ask is not None else "",
        words=words,
        why=why,
        example=example,
        where=_part_of(agenda, outline, open_question),
        earlier=session.answers.get(open_question.id, "") if open_question and session.revisiting else "",
        references=tuple(beside(ask)) if ask is not None and kind == "answer" else (),
        chips=_chips(session, open_question, kind),
        usual=open_question.usual if open_question is not None and kind == "answer" else (),
        exchanges=_exchanges(session, agenda, read),
        read=read,
        parts=parts,
        progress=_progress(agenda, parts, drafted=session.report is not None),
    )


def _kind(session: Interview, ask: Ask | None) -> Kind:
    if session.awaiting not in ("answer", "follow_up"):
        return session.awaiting
    if session.deepening and session.turns:
        return "depth"
    return "done" if ask is None else session.awaiting


# What is asked now ------------------------------------------------------------------------------------------------


def split_reply(reply: str) -> tuple[str, str]:
    """(what was answered, the question that ended it) of a turn's reply as it was kept."""
    lines = reply.splitlines()
    at = next((n for n in range(len(lines) - 1, -1, -1) if _ASKED.match(lines[n])), None)
    return (reply, "") if at is None else ("\n".join(lines[:at]).strip(), "\n".join(lines[at:]))


def _put(session: Interview, ask: Ask | None, kind: Kind) -> tuple[str, str, str]:
    """The question's words, why it is asked, an example; as a model worded them, where one led the turn."""
    if kind == "follow_up":
        return session.follow_up, "", ""
    if kind == "depth":
        return session.turns[-1].reply.splitlines()[-1], "", ""
    if ask is None or kind != "answer":
        return "", "", ""
    words, why = ask.words(), ask.question.why
    asked = split_reply(session.turns[-1].reply)[1] if session.turns else ""
    found = _ASKED.match(asked)
    if found is not None and found["id"] == ask.question.id:
        lines = asked[found.end() :].splitlines()
        words = lines[0] or words
        why = next((line.removeprefix(_WHY) for line in lines if line.startswith(_WHY)), why)
    return words, why, ask.question.example.removeprefix("（例）")


def _part_of(agenda: Agenda, outline: Outline, question: Question | None) -> str:
    if question is None:
        return ""
    return next((outline.heading(part.id) for part in outline.parts if question in agenda.part_questions(part)), "")


def _chips(session: Interview, question: Question | None, kind: Kind) -> tuple[str, ...]:
    if kind == "reason":
        return ("先放着",)
    if kind in ("notes", "notice"):
        return ()
    if kind == "depth":
        return ("跳过", "先不改")
    if session.revising and session.report is not None and session.report.get("proposal"):
        return ("照这个删", "都不删", "意见", "定稿") if kind == "done" or question is None else ("照这个删", "都不删")
    if kind == "done" or question is None:
        more = () if session.full else ("再问细一点",)
        return ("意见", "写实", "定稿", *more) if session.report is not None else ("写吧", *more)
    back = ("上一题",) if session.history else ()
    if question.setting in ("confirm", "year"):
        return (("都对",) if question.setting == "confirm" else ()) + back
    return (*(_WAIVED if question.skippable else _WAIVED[:0]), *back)


# What was said and read -------------------------------------------------------------------------------------------


def _exchanges(session: Interview, agenda: Agenda, read: ReadBack | None) -> tuple[Exchange, ...]:
    last = len(session.turns) - 1
    before = [None, *session.turns]
    return tuple(
        Exchange(_asked(turn, before[n], agenda), turn.said, _replies(turn, read if n == last else None))
        for n, turn in enumerate(session.turns)
        if n > last - MOST_SHOWN
    )


def _asked(turn: Turn, before: Turn | None, agenda: Agenda) -> str:
    question = split_reply(before.reply)[1].splitlines() if before is not None else []
    if question:
        return _ASKED.sub("", question[0], count=1)
    ask = agenda.find(turn.question) if turn.question else None
    return ask.words() if ask is not None else ""


def _replies(turn: Turn, read: ReadBack | None) -> tuple[str, ...]:
    """The lines of a reply; what is read back just now stands beside the question and is not said twice."""
    told, _ = split_reply(turn.reply)
    again = f"{read.question} 我记成：" if read is not None else None
    lines = [line.strip() for line in told.splitlines()]
    rows = [n for n, line in enumerate(lines) if _ROW.match(line)]
    # A table is shown as one while it is to be confirmed; in the log its first line is enough.
    table = range(rows[0], rows[-1] + 2) if rows else range(0)
    kept = (line for n, line in enumerate(lines) if n not in table)
    return tuple(line for line in kept if line and not (again and line.startswith(again)))


def _read_back(session: Interview, outline: Outline) -> ReadBack | None:
    question = next((q for q in outline.questions if q.id == session.last), None)
    fresh = session.turns and f"{session.last} 我记成：" in session.turns[-1].reply
    if question is None or question.id not in session.answers or not fresh:
        return None
    facts = read_told(question, session.answers[question.id], session.told(), outline).facts
    told = {fact.text: fact for fact in facts}
    return ReadBack(question.id, short_name(question), tuple(told.values())) if told else None


# What is still to come --------------------------------------------------------------------------------------------


def _board(agenda: Agenda, outline: Outline) -> tuple[PartState, ...]:
    rows, seen = [], set()
    for part in outline.parts:
        questions = agenda.part_questions(part)
        seen |= {question.id for question in questions}
        ready, left = agenda.writable(part), _left(agenda, part)
        silent = not ready and not left
        rows.append(
            PartState(outline.heading(part.id), _states(agenda, questions), 0 if ready else max(1, left), silent)
        )
    rest = tuple(question for question in outline.questions if question.id not in seen)
    return (*rows, PartState("口径和核对", _states(agenda, rest), 0, numbered=False)) if rest else tuple(rows)


def _left(agenda: Agenda, part: PartPlan) -> int:
    questions = agenda.part_questions(part)
    return sum(ask.question in questions and not agenda.settled(ask) for ask in agenda.minimal)


def _states(agenda: Agenda, questions: Sequence[Question]) -> tuple[QuestionState, ...]:
    opened = {ask.question.id for ask in agenda.open()}
    states = [QuestionState(q.id, short_name(q), _state(agenda, q, q.id in opened)) for q in questions]
    return tuple(sorted(states, key=lambda one: _ORDER.index(one.state)))


def _state(agenda: Agenda, question: Question, is_open: bool) -> State:
    if is_open:
        return "missing" if question.required else "optional"
    return "later" if agenda.waits(question) else "answered"


def _progress(agenda: Agenda, parts: Sequence[PartState], *, drafted: bool) -> str:
    """还有7题可写第一部分."""
    numbered = [(number, part) for number, part in enumerate(parts, start=1) if part.numbered]
    ready = [number for number, part in numbered if not part.left]
    waiting = next(((number, part) for number, part in numbered if part.left), None)
    if waiting is None:
        left = sum(not agenda.settled(ask) for ask in agenda.minimal)
        rest = "要紧的都问完了" if drafted else "要紧的都问完了，可以起草"
        return f"各部分都可以写了，先问的这一批还剩{left}题" if left else rest
    done = "、".join(f"第{_numeral(number)}部分" for number in ready)
    number, part = waiting
    if part.silent:
        return f"第{_numeral(number)}部分还一句没说，点开补一题就能写"
    return f"{done}可以写了；" * bool(done) + f"还有{part.left}题可写第{_numeral(number)}部分"


def _numeral(number: int) -> str:
    return "一二三四五六七八九十"[number - 1] if number <= 10 else str(number)
