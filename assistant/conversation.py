"""One turn of the interview: load, act, save, then yield what to show; the whole world of the page and the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.acts.asked import Asked, DraftActs
from assistant.acts.laid import Laid
from assistant.drafts.stops import Stops
from assistant.errors import AssistantError, InputError
from assistant.interview.agenda import Agenda
from assistant.interview.events import (
    Event,
    Interview,
    NoteRow,
    Notice,
    Working,
)
from assistant.interview.gaps import short_name
from assistant.outline import Outline, find_outline
from assistant.report import Answers, LastYear, Limits, Turn
from assistant.storage import Saved, Store, new_id
from assistant.talk.led import Companion, Led
from assistant.talk.standing import Standing, standing
from assistant.wishes_turn import Wishes

if TYPE_CHECKING:
    from assistant.interview.intake import Intake
    from assistant.ports import Model
    from assistant.retrieval.desk import Desk

LONGEST_SAID = 20_000
"""Characters taken in one turn at most."""


def _now() -> datetime:
    return datetime.now(UTC)


class Conversation(Asked, Laid):
    """An interview by its id; holds nothing but the store, so that a crash between two turns loses nothing.

    Each method has written what changed to disk before it returns; all raise StorageError.
    """

    def __init__(
        self, store: Store, session_id: str, now: Callable[[], datetime] = _now, desk: Desk | None = None
    ) -> None:
        self._store = store
        self.session_id = session_id
        self._now = now
        self._desk = desk
        self._companion: Companion | None = None
        self._writer: Model | None = None
        self.stops = Stops()

    def with_model(self, model: Model, writer: Model | None = None) -> None:
        """Lets a model lead the turns from here on, and another (or the same) write the draft."""
        self._companion, self._writer = Companion(model), writer or model

    def led_by(self, companion: Companion, writer: Model | None) -> None:
        """Like `with_model`, with a companion that has been beside this talk before."""
        self._companion, self._writer = companion, writer or companion.model

    def stop(self) -> bool:
        """Ends a draft that a model is writing for this session, from whatever thread, and says whether there was one.

        What is written by then is kept; `draft` or `say` then goes on to its last event.
        """
        return self.stops.stop(self.session_id)

    @classmethod
    def begin(
        cls,
        store: Store,
        outline: Outline,
        now: Callable[[], datetime] = _now,
        desk: Desk | None = None,
        owner: str = "",
    ) -> Conversation:
        """A new interview for this kind of report, of this account."""
        moment = now()
        session = Interview(id=new_id(), outline=outline.id, created=moment, updated=moment)
        store.create(session, owner)
        return cls(store, session.id, now, desk)

    @property
    def session(self) -> Interview:
        """The session as it stands in the store."""
        return self._store.load(self.session_id, Interview).session

    @staticmethod
    def outline_of(session: Interview) -> Outline:
        """The kind of report as a session has it: with last year's promises, and by the notice once it is confirmed."""
        return _outline_of(session)

    @property
    def place(self) -> str:
        """Where the interview is kept, fit to be shown."""
        return self._store.place

    def start(self, *, asking: bool = True) -> Iterator[Event]:
        """Greets, or says where the talk stopped, and asks; not `asking`: notes are about to be handed over."""
        return self._turn(None, lambda turn: turn.greet(asking=asking))

    def say(self, text: str) -> Iterator[Event]:
        """Takes what the person said; over 20,000 characters are refused and not kept."""
        text = clean(text)
        if len(text) > LONGEST_SAID:
            refused = f"这一段有{len(text)}字，超过{LONGEST_SAID}字，没有记。"
            return iter((Notice(f"{refused}请分几次说；整份材料请存成文件，用 assistant chat --from 文件 读入。"),))
        return self._turn(text, lambda turn: turn.hear(text))

    def of_year(self, year: int) -> None:
        """The report is of this year, which is then not asked for. Raises InputError where it is none."""
        if not 1978 <= year <= 2099:
            raise InputError(f"年份 {year} 不对。", "请写四位的述职年度，例如 2022。")

        def settle(turn: Wishes) -> None:
            asked = turn.outline.setting("year")
            turn.session.year = year
            if asked is not None:
                turn.session.states[asked.id] = "confirmed"

        self._turn(None, settle)

    def go_to(self, key: str) -> Iterator[Event]:
        """Goes to a question of the board, one that was answered too."""
        ask = self._agenda().find(key)
        name = short_name(ask.question) if ask is not None else key
        return self._turn(f"（看这题：{name}）", lambda turn: turn.jump(key))

    def correct(self, question: str, quote: str, words: str) -> Iterator[Event]:
        """Puts other words in the place of these in an answer, none to take them out, and reads it back."""
        said = f"（{question}：“{quote}”改成“{words}”）" if words else f"（{question}：去掉“{quote}”）"
        return self._turn(said, lambda turn: turn.replace_words(question, quote, clean(words)))

    def place_note(self, number: int, question: str) -> None:
        """Puts a row of the table of notes (1-based) to a question; "" leaves it out."""
        self._turn(None, lambda turn: turn.table.place(number, question))

    def go_on(self) -> Iterator[Event]:
        """Asks what is to be asked, where nothing is being asked or confirmed."""
        return self._turn(None, lambda turn: turn.repeat() if turn.session.current is None else None)

    def take_sample(self, answers: Answers) -> Iterator[Event]:
        """Takes the answers of the example that ships with the product, and drafts."""
        self._turn("（载入示例）", lambda turn: turn.take_sample(answers))
        return self.draft()

    def standing(self) -> Standing:
        """Where the talk stands, typed, for whoever shows it; changes nothing."""
        session = self.session
        turn = Wishes(session, _outline_of(session), self._now())
        turn.desk = self._desk
        return standing(session, turn.outline, turn.references)

    def _agenda(self) -> Agenda:
        session = self.session
        return Agenda(_outline_of(session), session.answers, session.states, full=session.full)

    def take_notes(self, intake: Intake, *, quiet: bool = False) -> Iterator[Event]:
        """Puts what `intake` made of a heap of notes before the person, to be confirmed row by row or as a whole;
        `quiet`: it is shown elsewhere, and no word of it stands in the talk."""
        rows = [NoteRow(question=row.question, words=clean(row.words), source=row.source) for row in intake.rows]
        rows += [NoteRow(question="", words=clean(words)) for words in intake.unplaced]
        return self._turn(None if quiet else "（读入笔记）", lambda turn: turn.take_notes(rows, intake))

    def take_last_year(self, told: LastYear, *, asking: bool = True, quiet: bool = False) -> Iterator[Event]:
        """Keeps last year's report: its problems and promises become questions; not `asking`: more is handed over."""
        return self._turn(
            None if quiet else "（读入去年的述职报告）", lambda turn: turn.take_last_year(told, asking=asking)
        )

    def take_notice(self, notice: Limits, *, quiet: bool = False) -> Iterator[Event]:
        """Puts what was read from the county's notice before the person, to be confirmed."""
        return self._turn(None if quiet else "（读入通知）", lambda turn: turn.take_notice(notice))

    def draft(self) -> Iterator[Event]:
        """Drafts from what has been said; raises InputError where a part is wholly empty or the year unknown."""
        return self._turn("写吧", Wishes.write_or_raise)

    def act(self, said: str, act: Callable[[DraftActs], None], *, slow: bool = False) -> Iterator[Event]:
        """One act on the draft, see `Asked`; where a model may be asked, its words are on disk before it is."""
        return self._slowly(said, act) if slow and self._writer is not None else self._turn(said, act)

    def _slowly(self, said: str, act: Callable[[DraftActs], None]) -> Iterator[Event]:
        saved = self._store.load(self.session_id, Interview)
        session = saved.session
        session.turns.append(Turn(at=self._now(), question=session.current, said=said, reply=""))
        saved = self._save(saved)
        yield Working("正在改")
        turn = Wishes(session, _outline_of(session), self._now())
        turn.desk, turn.writer = self._desk, self._writer
        try:
            act(turn)
        except AssistantError as error:
            saved.session.turns[-1].reply = str(error)
            self._save(saved)
            raise
        session.turns[-1].reply = _words(turn.events)
        self._save(saved)
        yield from turn.events

    @property
    def behind(self) -> bool:
        """Whether something was answered or brought since the draft that stands was written."""
        session = self.session
        return session.report is not None and Wishes(session, _outline_of(session), self._now()).behind()

    def _turn(self, said: str | None, act: Callable[[Wishes], None]) -> Iterator[Event]:
        saved = self._store.load(self.session_id, Interview)
        session, asked = saved.session, saved.session.current
        before = _as_it_was(session)
        turn = Wishes(session, _outline_of(session), self._now())
        turn.desk, turn.writer = self._desk, self._writer
        act(turn)
        if said is not None:
            said = turn.named or said
            session.turns.append(Turn(at=self._now(), question=asked, said=said, reply=_words(turn.events)))
        if said is not None or _differ(session, before):
            saved = self._save(saved)
        if self._companion is None or (said is None and not turn.sorting):
            return iter(turn.events)
        turn.quiet = said is None
        return self._with_model(turn, saved, before, self._companion)

    def _save(self, saved: Saved[Interview]) -> Saved[Interview]:
        saved.session.updated = self._now()
        return self._store.save(saved)

    def _with_model(
        self, turn: Wishes, saved: Saved[Interview], before: Interview, companion: Companion
    ) -> Iterator[Event]:
        """The turn, already kept as the program took it, led or drafted by the model and kept again."""

        if turn.heard is not None or turn.placed or turn.sorting:
            led = Led(turn, companion, before)
            led.sort_notes() if turn.sorting else led.lead()
            if not turn.quiet:
                saved.session.turns[-1].reply = _words(turn.events)
            saved = self._save(saved)
        yield from turn.events
        if turn.wanted:
            turn.events.clear()
            try:
                with self.stops.during(self.session_id) as turn.stop:
                    if turn.wanted == "revise":
                        yield Working("正在请大模型改这几处……")
                        turn.revise_with_model()
                    else:
                        yield from turn.write_with_model()
            finally:
                saved.session.turns[-1].reply += "\n" + _words(turn.events)
                self._save(saved)
            yield from turn.events


def _as_it_was(session: Interview) -> Interview:
    """A copy to compare with and to go back to; the kept report, large and only ever replaced whole, is shared."""
    report, session.report = session.report, None
    before = session.model_copy(deep=True)
    session.report = before.report = report
    return before


def _differ(session: Interview, before: Interview) -> bool:
    rest = {"turns", "report"}
    return session.report is not before.report or session.model_dump(exclude=rest) != before.model_dump(exclude=rest)


def _outline_of(session: Interview) -> Outline:
    """The kind of report as this session has it: with last year's promises, and by the notice once it is confirmed."""
    from assistant.workflow import outline_for

    outline = find_outline(session.outline)
    promises = session.last_year.commitments if session.last_year else ()
    notice = session.notice if session.awaiting != "notice" else None
    return outline_for(outline, promises, notice) if promises or notice else outline


def _words(events: Sequence[Event]) -> str:
    return "\n".join(event.text for event in events)


def clean(text: str) -> str:
    """The words without control characters and broken code points, which no database or file should have to hold."""
    kept = (char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs", "Cn"))
    return "".join(kept).strip()
