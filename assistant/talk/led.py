"""The model's part in a turn: what it is shown, and what of its reply is done to the session. The program's turn is on
disk before this begins, and stands as it is wherever the model fails or proposes what the rules refuse."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.errors import ModelError
from assistant.figures.reading import read_figures
from assistant.interview.admitting import Seen, admit, unheard
from assistant.interview.agenda import Ask
from assistant.interview.clauses import cut
from assistant.interview.events import NOWHERE, Asked, Event, Interview, Notice, Table
from assistant.interview.meaning import meaning
from assistant.interview.steps import interview_prefix, lead_turn, read_answer, sort_notes
from assistant.outline import Question
from assistant.ports import Guard, Model, T
from assistant.talk.led_acts import Acts
from assistant.talk.led_turn import LedTurn
from assistant.wording.screening import screen

MOST_TURNS_TOLD, MOST_OPEN_TOLD = 4, 15
LINES_A_CALL, MOST_LINES, LONGEST_LINE = 60, 300, 200
_BACK = re.compile(r"(?:追问：|多问一句：)(.+)")
_RESTS = 5
"""Turns for which a model that failed twice running is left alone."""
_QUIET = "大模型这会儿没接上，先照提纲问，说的话都记着。"


@dataclass
class Companion:
    """The model beside a talk: remembers that it fails, so that a dead endpoint does not hold up every turn."""

    model: Model
    failed: int = 0
    rest: int = 0
    told: bool = False
    sendable: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    """What of an answer may leave, by question and words: worked out once."""

    def ask(self, step: Callable[[Model], T]) -> T | None:
        """The reply of a step, None where the model fails or is being left alone."""
        if self.rest:
            self.rest -= 1
            return None
        try:
            value = step(self.model)
        except ModelError:
            self.failed += 1
            self.rest = _RESTS if self.failed > 1 else 0
            return None
        self.failed = 0
        return value

    def trouble(self) -> Event | None:
        """The one quiet line about a failing model; None where it has been said."""
        fresh, self.told = not self.told, True
        return Notice(_QUIET) if fresh else None


class Led:
    """A turn led by a model; `before` is the session as it was before the program took the turn."""

    def __init__(self, turn: LedTurn, companion: Companion, before: Interview) -> None:
        self._turn, self._companion, self._before = turn, companion, before

    @property
    def _session(self) -> Interview:
        return self._turn.session

    def lead(self) -> None:
        """One call at most: asks the model how the turn goes on, and does what is admitted."""
        turn = self._turn
        if turn.heard is not None:
            self._lead(turn.heard, self._sendable(turn.heard.question, turn.heard_words))
        elif turn.placed:
            entry = turn.placed[0]
            question = turn.outline.question(entry.question)
            self._listen(Ask(question), self._sendable(question, entry.words))

    def sort_notes(self) -> None:
        """Has the table of notes sorted by the model too; where it differs, the row is marked as doubtful, never moved."""
        turn, prefix = self._turn, interview_prefix(self._turn.outline)
        lines = self._lines()
        ids = {q.id.upper(): q.id for q in turn.outline.questions if q.role != "private"}
        for start in range(0, min(len(lines), MOST_LINES), LINES_A_CALL):
            part = lines[start : start + LINES_A_CALL]
            texts = [text for _, text in part]
            reply = self._companion.ask(lambda model, texts=texts: sort_notes(model, prefix, texts))  # type: ignore[misc]
            if reply is None:
                self._excuse()
                break
            # A model that puts most lines nowhere has not read them: then its “nowhere” says nothing.
            careful = 2 * sum(not placed.question.strip() for placed in reply.lines) <= len(reply.lines)
            for placed in reply.lines:
                asked = placed.question.strip().upper()
                doubt = ids.get(asked) if asked else NOWHERE if careful else None
                if doubt is not None and 1 <= placed.number <= len(part):
                    self._mark(part[placed.number - 1][0], doubt)
        if any(row.doubt for row in self._session.rows):
            turn.events[:] = [event for event in turn.events if not isinstance(event, Table)]
            turn.table.show()

    def _lines(self) -> list[tuple[int, str]]:
        """The rows of the table as far as they may leave: (place in the table, words)."""
        outline, lines = self._turn.outline, []
        for at, row in enumerate(self._session.rows):
            question = outline.question(row.question) if row.question else outline.questions[-1]
            text = "" if row.dropped else self._sendable(question, row.words)
            if text:
                lines.append((at, " ".join(text.split())[:LONGEST_LINE]))
        return lines

    def _mark(self, at: int, doubt: str) -> None:
        row = self._session.rows[at]
        if doubt != (row.question or NOWHERE) and not row.doubt:
            self._session.rows[at] = row.model_copy(update={"doubt": doubt})

    def _listen(self, ask: Ask, said: str) -> None:
        """An answer given by its id: the next question is fixed, only what the program may have missed is looked for."""
        if not said:
            return
        prefix = interview_prefix(self._turn.outline)
        reply = self._companion.ask(lambda model: read_answer(model, prefix, ask.question, said))
        if reply is None:
            self._excuse()
            return
        Acts(self._turn, self._before).doubt(unheard(reply.facts, self._seen(ask, said, ())))

    def _lead(self, ask: Ask, said: str) -> None:
        if not said:
            return
        turn, last = self._turn, self._turn.events[-1] if self._turn.events else None
        passages = [one.masked for one in turn.references(ask) if one.masked]
        if isinstance(last, Asked):
            passages += [one.masked for one in last.references if one.masked and one.masked not in passages]
        seen = self._seen(ask, said, passages)
        prefix, values = interview_prefix(turn.outline), self._values(ask, said, seen)
        reply = self._companion.ask(lambda model: lead_turn(model, prefix, values))
        if reply is None:
            self._excuse()
            return
        Acts(turn, self._before).do(
            ask, admit(reply, seen, said_guard(seen.told, self._session.year or self._turn.this_year))
        )

    def _excuse(self) -> None:
        trouble = self._companion.trouble()
        if trouble is not None:
            self._turn.events.insert(0, trouble)

    # What the model is shown ------------------------------------------------------------------------------------

    def _sendable(self, question: Question, words: str) -> str:
        known, key = self._companion.sendable, (question.id, words)
        if key not in known:
            known[key] = self._screened(question, words)
        return known[key]

    def _screened(self, question: Question, words: str) -> str:
        """The words as far as they may leave: nothing 不公开, no personal number, no order; "" where nothing may."""
        if question.role == "private":
            return ""
        read = self._turn.read(Ask(question), words)
        if read.status == "private":
            return ""
        shown = screen(words).text
        secret = any(meaning(clause.words)[0] in ("private", "unnamed") for clause in cut(shown, points=False))
        return (read.said if secret else shown).strip()

    def _told(self) -> dict[str, str]:
        """Earlier answers by question id, as far as they may leave."""
        kept = {
            question.id: self._sendable(question, self._session.answers[question.id])
            for question in self._turn.outline.questions
            if question.id in self._session.answers and self._session.states.get(question.id) != "private"
        }
        return {question: words for question, words in kept.items() if words}

    def _seen(self, ask: Ask, said: str, passages: Sequence[str]) -> Seen:
        turn, session = self._turn, self._session
        told, read = self._told(), turn.read(ask, said)
        agenda = turn.agenda
        opened = [one for one in agenda.asks if not agenda.settled(one)]
        if len(opened) > 1:
            opened = [one for one in opened if one.question.setting != "confirm"]
        asks = "\n".join(f"{q.ask}{q.why}" for q in turn.outline.questions)
        year = f"{session.year - 1}年{session.year}年{session.year + 1}年" if session.year else ""
        figures = [fact.figure for fact in read.facts if fact.figure is not None]
        if ask.question.role == "setting":
            figures = [span.figure for span in read_figures(said)]
        return Seen(
            said=said,
            asked=ask.key,
            open={one.key: screen(one.words()).text for one in opened},
            answers=told,
            questions=frozenset(q.id for q in turn.outline.questions if q.role != "private"),
            told="\n".join((*told.values(), said, asks, year)),
            read=figures,
            read_nothing=not read.facts,
            passages=tuple(passages),
            extras=tuple(session.extras),
        )

    def _values(self, ask: Ask, said: str, seen: Seen) -> dict[str, Any]:
        """The blanks of lead_turn.md."""
        session, turn = self._session, self._turn
        planned = turn.agenda.find(session.current or "")
        back = session.awaiting == "follow_up" and session.current == ask.key
        opened = dict(list(seen.open.items())[:MOST_OPEN_TOLD])
        read = turn.read(ask, said)
        return {
            "year": f"写的是{session.year}年度。" if session.year else "写哪一年还没说。",
            "board": [row.words() for row in turn.agenda.board()],
            "before": self._turns_told(),
            "asked": {"id": ask.key, "words": screen(self._before.follow_up or ask.words()).text},
            "said": said,
            "setting": ask.question.role == "setting",
            "facts": list(dict.fromkeys(fact.text for fact in read.facts)),
            "follow_up": session.follow_up if back else "",
            "planned": {"id": planned.key, "words": screen(planned.words()).text}
            if planned
            else {"id": "", "words": "没有了"},
            "open": [{"id": key, "words": words} for key, words in opened.items()],
            "passages": list(seen.passages),
            "extras": len(session.extras),
        }

    def _turns_told(self) -> list[dict[str, str]]:
        session, rows = self._before, []
        turns = session.turns
        for turn, earlier in list(zip(turns, [None, *turns], strict=False))[-MOST_TURNS_TOLD:]:
            ask = self._turn.agenda.find(turn.question or "")
            if ask is None or "private" in (session.states.get(ask.key), session.states.get(ask.question.id)):
                continue
            said = self._sendable(ask.question, turn.said)
            if said:
                back = _BACK.findall(earlier.reply) if earlier is not None else []
                rows.append({"question": ask.key, "ask": back[-1] if back else ask.question.ask, "said": said})
        return rows


def said_guard(told: str, year: int) -> Guard:
    """The guard over what has been said in the talk, word for word; its figures are held against the words by `admit`."""
    from assistant.checking.guard import FactGuard

    return FactGuard((), year, [told])
