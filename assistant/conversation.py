"""One turn of the interview: load, act, save, then yield what to show; the whole world of the page and the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.final_copy import FinalCopy
from assistant.guided import beside, guided_by_questions
from assistant.interview.agenda import Ask
from assistant.interview.brought import Brought
from assistant.interview.events import Board, Drafted, Ended, Event, Interview, NoteRow, Notice, Said
from assistant.interview.hearing import is_assent
from assistant.interview.note_table import NoteTable
from assistant.interview.wishes import Command
from assistant.outline import Outline, find_outline
from assistant.report import Answers, LastYear, Limits, Report, Turn
from assistant.storage import Saved, Store, new_id
from assistant.waiving import unexplained, with_reasons

if TYPE_CHECKING:
    from assistant.interview.intake import Intake
    from assistant.retrieval.desk import Desk

LONGEST_SAID = 20_000
"""Characters taken in one turn at most."""
_HELP = (
    "直接回答就行；答不上来可说：没有、不清楚、稍后补、不公开。\n"
    "随时可说：上一题｜跳过｜先说问题（或措施、培训……）｜到哪了｜还缺什么｜再问细一点｜写吧｜意见｜定稿｜退出。\n"
    "也可以按题号答，一行一题：“题号：……”；接着已有的答案补，写“补充题号：……”。"
)


def _now() -> datetime:
    return datetime.now(UTC)


class Conversation:
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

    @classmethod
    def begin(
        cls, store: Store, outline: Outline, now: Callable[[], datetime] = _now, desk: Desk | None = None
    ) -> Conversation:
        """A new interview for this kind of report."""
        moment = now()
        session = Interview(id=new_id(), outline=outline.id, created=moment, updated=moment)
        store.create(session)
        return cls(store, session.id, now, desk)

    @property
    def session(self) -> Interview:
        """The session as it stands in the store."""
        return self._store.load(self.session_id, Interview).session

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

    def take_notes(self, intake: Intake) -> Iterator[Event]:
        """Puts what `intake` made of a heap of notes before the person, to be confirmed row by row or as a whole."""
        rows = [NoteRow(question=row.question, words=clean(row.words), source=row.source) for row in intake.rows]
        rows += [NoteRow(question="", words=clean(words)) for words in intake.unplaced]
        return self._turn("（读入笔记）", lambda turn: turn.take_notes(rows, intake))

    def take_last_year(self, told: LastYear, *, asking: bool = True) -> Iterator[Event]:
        """Keeps last year's report: its problems and promises become questions; not `asking`: more is handed over."""
        return self._turn("（读入去年的述职报告）", lambda turn: turn.take_last_year(told, asking=asking))

    def take_notice(self, notice: Limits) -> Iterator[Event]:
        """Puts what was read from the county's notice before the person, to be confirmed."""
        return self._turn("（读入通知）", lambda turn: turn.take_notice(notice))

    def draft(self) -> Iterator[Event]:
        """Drafts from what has been said; raises InputError where a part is wholly empty or the year unknown."""
        return self._turn("写吧", _Wishes.write)

    def _turn(self, said: str | None, act: Callable[[_Wishes], None]) -> Iterator[Event]:
        saved = self._store.load(self.session_id, Interview)
        session, asked = saved.session, saved.session.current
        before = session.model_dump_json(exclude={"turns"})
        turn = _Wishes(session, _outline_of(session), self._now())
        turn.desk = self._desk
        act(turn)
        if said is not None:
            reply = "\n".join(event.text for event in turn.events)
            session.turns.append(Turn(at=self._now(), question=asked, said=said, reply=reply))
        if said is not None or session.model_dump_json(exclude={"turns"}) != before:
            session.updated = self._now()
            self._store.save(Saved(session, saved.version))
        return iter(turn.events)


def _outline_of(session: Interview) -> Outline:
    """The kind of report as this session has it: with last year's promises, and by the notice once it is confirmed."""
    from assistant.workflow import outline_for

    outline = find_outline(session.outline)
    promises = session.last_year.commitments if session.last_year else ()
    notice = session.notice if session.awaiting != "notice" else None
    return outline_for(outline, promises, notice) if promises or notice else outline


class _Wishes(Brought):
    """A turn's words where they are a wish, not an answer: go back, skip, jump, where are we, write."""

    desk: Desk | None = None

    def put(self, ask: Ask) -> None:
        """Asks, with what the knowledge store has to say to it."""
        super().put(ask)
        guide = self.desk.guide() if self.desk is not None else None
        if guide is not None:
            asked = self.events.pop()
            self.show(beside(ask, asked.text, guide, self.agenda, self.session))
        elif self.desk is not None and self.desk.trouble and not self.desk.told:
            self.desk.told = True
            self.events.insert(-1, Notice(self.desk.trouble))

    def greet(self, *, asking: bool) -> None:
        session = self.session
        if session.turns:
            self.show(Said(f"接着上次的答（已答 {len(session.answers)} 题）。"))
        else:
            self.show(Said(f"您好，我来帮您起草“{self.outline.name}”。一次只问一题，说大白话就行。\n{_HELP}"))
        if session.awaiting == "notes":
            self.table.show()
        elif session.awaiting == "notice":
            self.show_notice()
        elif asking:
            self.repeat()

    @property
    def table(self) -> NoteTable:
        """The table of notes as it stands."""
        return NoteTable(self)

    def take_notes(self, rows: list[NoteRow], intake: Intake) -> None:
        session, year = self.session, intake.year
        if intake.heads:
            self.show(Said(f"这些看着是标题或说话人，没有归题：{'；'.join(intake.heads)}"))
        session.rows = [*session.rows, *rows]
        session.year = session.year or year
        if session.awaiting == "notice":
            self.show(Notice("笔记读进来了；先看通知的要求，说“对”以后再看笔记的表。"))
            return
        session.awaiting = "notes"
        self.table.show()

    def hear(self, text: str) -> None:
        if not text:
            self.show(Notice("没有听到内容，请再说一遍；要跳过这题就说“跳过”。"))
            self.repeat()
        elif not self.hear_by_id(text):
            self._hear_plain(text)
        elif self.session.awaiting == "reason":
            FinalCopy(self).ask_next()
        self.announce()

    def _hear_plain(self, text: str) -> None:
        session = self.session
        notes = session.awaiting in ("notes", "notice")
        command = None if is_assent(text) and (notes or session.last) else self.agenda.command(text)
        if command is not None and not (notes and command.kind in ("skip", "back", "jump", "draft", "final")):
            self._obey(command)
        elif self.session.awaiting == "notice":
            self.hear_about_notice(text)
        elif notes:
            self._hear_about_notes(text)
        elif session.awaiting == "reason" and FinalCopy(self).hear(text):
            return
        elif not self.table.move_answer(text) and not self.hear_about_last(text):
            self.hear_answer(text)

    def _hear_about_notes(self, text: str) -> None:
        if is_assent(text.removeprefix("都")):
            self.table.accept()
        elif not self.table.hear(text):
            self.show(Notice("先看上面这张表：都对就说“对”；要改就说“第几行归哪一题”或“第几行不要”。"))

    def _obey(self, command: Command) -> None:
        acts: dict[str, Callable[[], None]] = {
            "back": self._back,
            "skip": self._skip,
            "where": self._board,
            "missing": self._missing,
            "full": self._full,
            "draft": self._wish_to_write,
            "help": lambda: self.show(Said(_HELP)),
            "final": FinalCopy(self).ask_next,
            "findings": FinalCopy(self).list_findings,
            "quit": lambda: self.show(Ended("好，先到这里。")),
            "jump": lambda: self._jump(command.target),
        }
        acts[command.kind]()
        if command.kind in ("where", "missing", "help", "full", "findings"):
            self.repeat()

    def _back(self) -> None:
        session = self.session
        if not session.history:
            self.show(Notice("前面没有题了。"))
            self.repeat()
            return
        self._jump(session.history.pop())

    def _jump(self, target: str) -> None:
        session, ask = self.session, self.agenda.find(target)
        if ask is None:
            self.repeat()
            return
        session.awaiting, session.follow_up = "answer", ""
        session.revisiting = self.agenda.settled(ask)
        old = session.answers.get(ask.question.id)
        if session.revisiting and old:
            self.show(Said(f"这题原来答的是：{old}\n重说一遍就换掉；说“补充：……”接在后面；说“跳过”就不动它。"))
        self.go_to(ask)

    def _skip(self) -> None:
        session, ask = self.session, self.open_ask
        if ask is None:
            self.advance()
        elif session.awaiting == "follow_up" or self.agenda.settled(ask):
            self.leave(ask)
        elif not ask.question.skippable:
            self.show(Notice(f"这一题跳不过去：{ask.question.why}"))
            self.put(ask)
        else:
            session.states[ask.key] = "pending"
            self.show(Said(f"跳过了，稿子里这样处理：{ask.question.skip}"))
            self.leave(ask)

    def _board(self) -> None:
        rows = self.agenda.board()
        left = sum(not self.agenda.settled(ask) for ask in self.agenda.minimal)
        self.show(Board("\n".join((*(row.words() for row in rows), f"先问的这一批还剩 {left} 题。")), rows))

    def _missing(self) -> None:
        session = self.session
        lacking = {ask.question.id for ask in self.agenda.open() if ask.question.required}
        later = {q for q, state in session.states.items() if state == "pending"}
        lines = [
            f"  {q.id}（{q.who}）{q.ask}{'（说过稍后补）' if q.id in session.answers else ''}"
            for q in self.outline.questions
            if q.id in lacking | later
        ]
        self.show(Said("\n".join((f"还缺 {len(lines)} 项：", *lines)) if lines else "必答的都有了。"))

    def _full(self) -> None:
        self.session.full = True
        self.show(Said(f"好，其余的也问，还有 {len(self.agenda.open())} 题；随时可说“写吧”。"))

    def _wish_to_write(self) -> None:
        left = [ask.key for ask in self.agenda.minimal if not self.agenda.settled(ask)]
        if left:
            self.show(Said(f"还有 {len(left)} 题没问到，先按已有的写，缺的列进待补。"))
        try:
            self.write()
        except InputError as error:
            self.show(Notice(str(error)))
            self.repeat()

    def write(self) -> None:
        """Drafts; raises InputError where nothing can be written."""
        report = self.drafted()
        high = len(unexplained(report))
        counts = f"核稿意见 {len(report.findings)} 条（必须改的 {high} 条），待补 {len(report.pending)} 项"
        more = "说“意见”逐条看；" if report.findings else ""
        more += "要交了就说“定稿”。"
        self.show(Drafted(f"草稿写好了：{counts}。{more}也可以接着答，再说“写吧”就重写一稿。", report))

    def drafted(self) -> Report:
        """The draft of all that has been said, with the reasons given for its findings; raises InputError."""
        from assistant.workflow import draft

        session = self.session
        answers = Answers(
            outline=self.outline.name, year=session.year, said_on=session.said_on, answers=dict(session.answers)
        )
        notice = session.notice if session.awaiting != "notice" else None
        report = draft(answers, find_outline(session.outline), session.last_year, notice)
        report = with_reasons(guided_by_questions(report, session.references), session.reasons)
        session.report = report.model_dump(mode="json")
        return report


def clean(text: str) -> str:
    """The words without control characters and broken code points, which no database or file should have to hold."""
    kept = (char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs", "Cn"))
    return "".join(kept).strip()
