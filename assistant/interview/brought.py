"""What is brought to the talk beside words: last year's report, whose promises are asked for, and the notice, to confirm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

from assistant.by_notice import Row, demand_rows, outline_by_notice, without_demand
from assistant.interview.agenda import Ask
from assistant.interview.answers import read_answers
from assistant.interview.events import Notice, Said, Table
from assistant.interview.hearing import Hearing, is_assent
from assistant.interview.note_table import NoteTable
from assistant.interview.promises import keep_promises, with_promises
from assistant.outline import Question
from assistant.report import LastYear, Limits

_OUTCOMES = {"done": "做到了", "partly": "做到一部分", "open": "没做到", "unanswered": "还没说到"}


class Brought(Hearing):
    """A turn that takes a file of these two kinds, and asks for what it demands only where no answer says it yet."""

    def take_last_year(self, told: LastYear, *, asking: bool) -> None:
        """Keeps last year's report; each of its problems and promises becomes a question."""
        self.session.last_year = told
        self.outline = with_promises(self.outline, told.commitments)
        problems = [one for one in told.commitments if one.kind == "problem"]
        targets = [one for one in told.commitments if one.kind == "target"]
        lines = [f"  {one.id}  {one.headline or one.text}（{one.locator}）" for one in told.commitments]
        head = f"去年的述职里读到问题 {len(problems)} 条、带数的承诺 {len(targets)} 条，今年逐条问："
        self.show(Said("\n".join((head, *lines))))
        if asking and self.session.awaiting == "answer":
            self.repeat()

    def show_promises(self) -> None:
        """What last year's report owes this year's, and how far it has come by what was said; without that report, what
        was said of last year."""
        last, session = self.session.last_year, self.session
        told = [f"  {q.id}  {session.answers[q.id]}" for q in self.outline.questions if self._of_last_year(q)]
        if last is None or session.year is None:
            head = "还没有放进去年的述职报告；放进来，去年的问题和承诺就逐条对账。"
            self.show(Said("\n".join((head, "您说过的：", *told)) if told else head))
            return
        facts = read_answers(session.told(), self.outline).facts
        quotes = {fact.id: fact.quote for fact in facts}
        lines = [
            f"  {one.id}  {one.headline or one.text}：{_OUTCOMES[one.outcome]}"
            + (f"（您说的“{quotes[one.fact]}”）" if one.fact in quotes else "")
            for one in keep_promises(last.commitments, facts, self.outline, session.year).commitments
        ]
        self.show(Said("\n".join((f"去年的述职里有 {len(lines)} 条要对账：", *lines))))

    def _of_last_year(self, question: Question) -> bool:
        return question.role == "review" and question.id in self.session.answers

    def take_notice(self, notice: Limits) -> None:
        """Keeps the notice and puts what was read from it before the person, to be confirmed."""
        if not demand_rows(notice, self.outline):
            self.show(Notice("通知里没有读到对报告的要求（部分、字数、重点、时限），按平常的写；有要求请在问到时说。"))
            return
        dropped = self.session.unread.dropped if self.session.unread is not None else []
        self.session.notice = self._without(notice, lambda row: row.words in dropped)
        self.session.awaiting = "notice"
        self.show_notice()

    def show_notice(self) -> None:
        """What was read from the notice, each demand with the notice's own sentence."""
        rows = demand_rows(self.session.notice or Limits(), self.outline)
        lines = [f"第{n}行  {row.words}  ——通知原话：“{row.quote}”" for n, row in enumerate(rows, start=1)]
        self.show(
            Table("\n".join(("通知里读出这些要求，请过目。", *lines, "都对就说“对”；哪行不算就说“第2行不要”。")), ())
        )

    def hear_about_notice(self, text: str) -> None:
        """对: the demands hold from now on; 第2行不要: that one is dropped."""
        if is_assent(text.removeprefix("都")):
            self.accept_notice()
            return
        numbers = {int(found) for found in _row_off().findall(unicodedata.normalize("NFKC", text))}
        rows = demand_rows(self.session.notice or Limits(), self.outline)
        gone = [row for number, row in enumerate(rows, start=1) if number in numbers]
        if not gone:
            self.show(Notice("先看上面通知的要求：都对就说“对”；哪一行不算，就说“第几行不要”。"))
            return
        self._drop(gone)
        self.show(Said(f"好，去掉了：{'；'.join(row.words for row in gone)}。还要改就接着说；都对就说“对”。"))

    def drop_demand(self, key: str) -> None:
        """Leaves out the demand of that key."""
        self._drop([row for row in demand_rows(self.session.notice or Limits(), self.outline) if row.key == key])

    def _drop(self, gone: Sequence[Row]) -> None:
        session, words = self.session, [row.words for row in gone]
        if session.notice is None or not gone:
            return
        session.notice = self._without(session.notice, lambda row: row.words in words)
        if session.unread is not None:
            session.unread.dropped = [*session.unread.dropped, *words]

    def _without(self, notice: Limits, is_gone: Callable[[Row], bool]) -> Limits:
        """The notice without these demands; one after the other, since those left are numbered anew."""
        while gone := [row.key for row in demand_rows(notice, self.outline) if is_gone(row)]:
            notice = without_demand(notice, gone[0])
        return notice

    def accept_notice(self) -> None:
        """The demands hold from now on; the notes, if there are, are shown next."""
        session = self.session
        notice = session.notice or Limits()
        self.outline = outline_by_notice(self.outline, notice)
        for setting, known in (("limits", bool(notice.source)), ("topics", bool(notice.topics))):
            question = self.outline.setting(setting)  # type: ignore[arg-type]
            if known and question is not None and question.id not in session.answers:
                session.states.setdefault(question.id, "confirmed")
        session.awaiting, session.current = "answer", None
        self._notice_is_taken()
        extra = [q.id for q in self.outline.questions if q.id.startswith("T")]
        more = f"通知点名、题里没有的事加了 {len(extra)} 题（{'、'.join(extra)}）。" if extra else ""
        self.show(Said(f"好，这次就按通知的要求来。{more}"))
        if session.rows:
            session.awaiting = "notes"
            NoteTable(self).show()
        else:
            session.nothing_ready()
            self.advance()

    def _notice_is_taken(self) -> None:
        """What else lies ready may still be laid aside or read again; the notice is no part of that any more."""
        session = self.session
        session.ready = [one for one in session.ready if one.kind != "notice"]
        if session.unread is not None:
            awaiting = "answer" if session.unread.awaiting == "notice" else session.unread.awaiting
            session.unread = session.unread.model_copy(update={"notice": session.notice, "awaiting": awaiting})

    def go_to(self, ask: Ask) -> None:
        """Asks this; a promise that an answer speaks of already is not asked again, but said."""
        told = self._kept_already(ask)
        if told:
            self.session.states[ask.key] = "confirmed"
            self.show(Said(told))
            self.advance(ask.key)
        else:
            super().go_to(ask)

    def _kept_already(self, ask: Ask) -> str:
        last, session = self.session.last_year, self.session
        if last is None or session.year is None or ask.question.id in session.answers:
            return ""
        own = [one for one in last.commitments if one.id == ask.question.id]
        if not own:
            return ""
        facts = read_answers(session.told(), self.outline).facts
        kept = keep_promises(own, facts, self.outline, session.year).commitments[0]
        fact = next((fact for fact in facts if fact.id == kept.fact), None)
        if fact is None:
            return ""
        what = own[0].headline or own[0].text
        return (
            f"{own[0].id}（去年：{what}）就按您在 {fact.origin.ref} 说的“{fact.quote}”算，不再问；"
            f"不是一回事就说“{own[0].id}：……”。"
        )


@cache
def _row_off() -> re.Pattern[str]:
    return re.compile(r"第?\s?(\d{1,3})\s?[行条]?[^\d，,。；;]{0,4}?(?:不要|不算|删掉?|去掉|不对)")
