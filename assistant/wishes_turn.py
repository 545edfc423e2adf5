"""A turn's words where they are a wish, not an answer: go back, skip, jump, where are we, write, correct what was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from assistant.acts.asked import DraftActs
from assistant.drafts.guided import beside
from assistant.interview.agenda import Ask
from assistant.interview.events import Board, Ended, NoteRow, Notice, Reference, Said
from assistant.interview.hearing import is_assent
from assistant.interview.note_table import NoteTable
from assistant.interview.ready import Ready
from assistant.interview.wishes import Command
from assistant.report import Answers
from assistant.talk.final_copy import FinalCopy

if TYPE_CHECKING:
    from assistant.interview.intake import Intake

_NOT_YET = ("skip", "back", "jump", "draft", "rewrite", "final")
"""Wishes that wait until the table of notes is settled."""
_HELP = (
    "直接回答就行；答不上来可说：没有、不清楚、稍后补、不公开。\n"
    "随时可说：上一题｜跳过｜先说问题（或措施、培训……）｜到哪了｜还缺什么｜再问细一点｜写吧｜意见｜定稿｜退出。\n"
    "也可以按题号答，一行一题：“题号：……”；接着已有的答案补，写“补充题号：……”。"
)


class Wishes(DraftActs, Ready):
    """A turn's words where they are a wish, not an answer: go back, skip, jump, where are we, write."""

    sorting = False
    quiet = False

    def references(self, ask: Ask) -> Sequence[Reference]:
        """The passages of the knowledge store for a question; none where there is no store."""
        guide = self.desk.guide() if self.desk is not None else None
        if guide is None:
            return ()
        shown = dict(self.session.references)
        found = beside(ask, "", guide, self.agenda, self.session).references
        self.session.references = shown
        return found

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
            self.show(Notice("笔记也读进来了，排在通知的要求后面，请一并过目。"))
            return
        session.awaiting, self.sorting = "notes", True
        self.table.show()

    def take_sample(self, answers: Answers) -> None:
        """Records the example's answers, each to its question."""
        session = self.session
        session.year, session.said_on, session.sample = answers.year, answers.said_on, True
        for question in self.outline.questions:
            if question.id in answers.answers:
                self.record(Ask(question), answers.answers[question.id])
        self.advance()
        self.announce()

    def hear(self, text: str) -> None:
        if not text:
            self.show(Notice("没有听到内容，请再说一遍；要跳过这题就说“跳过”。"))
            self.repeat()
        elif not self.hear_by_id(text):
            self._hear_plain(text)
        elif self.session.awaiting == "reason":
            self.with_draft("final")
        self.announce()

    def _hear_plain(self, text: str) -> None:
        session = self.session
        notes = session.awaiting in ("notes", "notice")
        command = None if is_assent(text) and (notes or session.last) else self.agenda.command(text)
        if command is not None and not (notes and command.kind in _NOT_YET):
            self._obey(command)
        elif self.session.awaiting == "notice":
            self.hear_about_notice(text)
        elif notes:
            self._hear_about_notes(text)
        elif (session.awaiting == "reason" and FinalCopy(self).hear(text)) or (self.hear_revision(text)):
            return
        elif session.aside and _keep().fullmatch(text):
            self._take_aside()
        elif not self.table.move_answer(text) and not self.hear_about_last(text):
            self.heard_words, session.aside, session.revising = text, [], False
            self.hear_answer(text)

    def _take_aside(self) -> None:
        """Takes as the answer after all what a model took for none."""
        session = self.session
        (key, words), session.aside = session.aside, []
        ask = self.agenda.find(key)
        if ask is not None:
            session.current, session.awaiting, session.follow_up = ask.key, "answer", ""
            session.states.pop(ask.key, None)
            self.hear_answer(words if ask.question.id not in session.answers else f"补充：{words}")
            self.heard = None

    def _hear_about_notes(self, text: str) -> None:
        if is_assent(text.removeprefix("都")):
            self.table.accept()
        elif not self.table.hear(text):
            self.show(Notice("先看上面这张表：都对就说“对”；要改就说“第几行归哪一题”或“第几行不要”。"))

    def _obey(self, command: Command) -> None:
        acts: dict[str, Callable[[], None]] = {
            "back": self._back,
            "skip": self.skip,
            "where": self._board,
            "missing": self._missing,
            "full": self._full,
            "draft": self._wish_to_write,
            "rewrite": self.rewrite,
            "help": lambda: self.show(Said(_HELP)),
            "final": lambda: self.with_draft("final"),
            "findings": lambda: self.with_draft("findings"),
            "quit": lambda: self.show(Ended("好，先到这里。")),
            "jump": lambda: self.jump(command.target),
            "promises": self.show_promises,
        }
        acts[command.kind]()
        if command.kind in ("where", "missing", "help", "full", "findings", "promises") and not self.wanted:
            self.repeat()

    def _back(self) -> None:
        session = self.session
        if not session.history:
            self.show(Notice("前面没有题了。"))
            self.repeat()
            return
        self.jump(session.history.pop())

    def jump(self, target: str) -> None:
        """Goes to a question, the one that was answered too."""
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

    def skip(self) -> None:
        """Leaves what is open; what cannot be left is put again."""
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
        self.with_draft("draft")


@cache
def _keep() -> re.Pattern[str]:
    """Words by which what was taken for no answer is taken as one."""
    return re.compile(
        r"(?:就|还是|把|刚才|那|这|一|你)*[句话]?(?:就|还是)?[记算当](?:上|作|成|下|是)?(?:这|那)?一?(?:[句话]|答案|回答)?(?:吧|了)?[。！]?"
    )
