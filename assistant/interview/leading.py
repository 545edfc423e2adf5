"""Where the talk goes next: what is put, asked back, announced; the facts listed before they are confirmed."""

from __future__ import annotations

from datetime import datetime

from assistant.interview.agenda import Agenda, Ask
from assistant.interview.answers import ReadAnswer, read_answers, read_told, readback
from assistant.interview.events import Asked, Event, FactsRead, FollowUp, Interview, Notice, Said
from assistant.outline import Outline

MOST_FOLLOW_UPS = 2
MOST_ABOUT_NOTES = 10
"""Answers taken from notes that are asked back about: more would feel like being asked everything again."""


class Leading:
    """A turn over a loaded session, as far as it asks: keeps what is open in the session and gathers what to show."""

    def __init__(self, session: Interview, outline: Outline, now: datetime) -> None:
        self.session = session
        self.outline = outline
        self.events: list[Event] = []
        self._now = now

    @property
    def this_year(self) -> int:
        """The year of the calendar."""
        return self._now.year

    @property
    def agenda(self) -> Agenda:
        """The agenda as things stand now."""
        return Agenda(self.outline, self.session.answers, self.session.states, full=self.session.full)

    @property
    def open_ask(self) -> Ask | None:
        """What is being asked."""
        return self.agenda.find(self.session.current) if self.session.current else None

    def show(self, event: Event) -> None:
        """Adds an event to the turn."""
        self.events.append(event)

    # Where the talk goes next -------------------------------------------------------------------------------

    def repeat(self) -> None:
        """Puts again what is open."""
        session = self.session
        ask = self.open_ask
        if session.awaiting in ("notes", "notice"):
            self.show(Said("上面的表都对就说“对”。"))
        elif session.awaiting == "reason":
            self.show(Said("接着定稿：说“理由：……”放行这一条，或改了再说“定稿”；先不定稿就说“先放着”。"))
        elif ask is None:
            self.advance()
        elif session.awaiting == "follow_up":
            self.show(FollowUp(f"追问：{session.follow_up}", ask.question.id))
        else:
            self.put(ask)

    def put(self, ask: Ask) -> None:
        """Asks one question, with why and an example."""
        self.session.current, self.session.awaiting = ask.key, "answer"
        why = f"\n  为什么问：{ask.question.why}" if ask.question.why else ""
        example = f"\n  比如：{ask.question.example.removeprefix('（例）')}" if ask.question.example else ""
        self.show(Asked(f"【{ask.question.id}】{ask.words()}{why}{example}", ask))

    def leave(self, ask: Ask, to: Ask | None = None) -> None:
        """Closes a question and goes on: to `to`, or to the first that is open."""
        self.session.history.append(ask.key)
        self.session.awaiting, self.session.follow_up, self.session.revisiting = "answer", "", False
        self.session.current = None
        if to is not None:
            self.put(to)
        else:
            self.advance(ask.key)

    def advance(self, after: str = "") -> None:
        """Asks the next question, or says that all has been asked."""
        agenda = self.agenda
        ask = agenda.next(after)
        if (ask is None or ask.question.setting == "confirm") and self._ask_about_notes():
            return
        if ask is None:
            self.session.current = None
            self._close(agenda)
            return
        self.go_to(ask)

    def _ask_about_notes(self) -> bool:
        """Asks back where an answer taken from notes is vague, as if it had been said; False where none is."""
        session = self.session
        noted = [q for q in self.outline.questions if session.origins.get(q.id) == "notes"]
        if sum(ask.partition("#")[0] in {q.id for q in noted} for ask in session.follow_ups) >= MOST_ABOUT_NOTES:
            return False
        for question in noted:
            ask = self.agenda.find(question.id)
            wanted = session.states.get(question.id) == "confirmed" and (question.minimal or session.full)
            if ask is None or not wanted or session.follow_ups.get(ask.key):
                continue
            words = session.answers[question.id]
            if self.ask_back(ask, self.read(ask, words), lead=f"{question.id} 笔记里说：“{_beginning(words)}”\n"):
                session.current = ask.key
                return True
        return False

    def go_to(self, ask: Ask) -> None:
        """Asks this; where it is the confirmation of the whole, the facts are listed before it."""
        if ask.question.setting == "confirm":
            self._list_facts()
        self.put(ask)

    def announce(self) -> None:
        """Says, before the question that ends the turn, which parts have become writable."""
        agenda, session = self.agenda, self.session
        ready = [p for p in agenda.outline.parts if p.id not in session.announced and agenda.writable(p)]
        session.announced += [part.id for part in ready]
        told = [Said(f"“{agenda.outline.heading(part.id)}”要紧的都有了，可以写了。") for part in ready]
        at = next((n for n, event in enumerate(self.events) if isinstance(event, Asked)), len(self.events))
        self.events[at:at] = told

    def _close(self, agenda: Agenda) -> None:
        later = [q for q, state in self.session.states.items() if state == "pending" and "#" not in q]
        if later:
            self.show(Said(f"说过稍后补、还没数的有：{'、'.join(later)}。现在能补就照“{later[0]}：……”这样说。"))
        rest = len(agenda.open())
        more = f"；说“再问细一点”接着问其余 {rest} 题" if rest and not self.session.full else ""
        self.show(Said(f"要紧的都问完了。说“写吧”就起草{more}。"))

    def _list_facts(self) -> None:
        """The table of facts to be confirmed: question by question, what contradicts itself, what is still missing."""
        session = self.session
        if session.year is None:
            return
        reading = read_answers(session.told(), self.outline)
        told: dict[str, list[str]] = {}
        for fact in reading.facts:
            told.setdefault(fact.origin.ref, []).append(fact.text)
        lines = [f"  {question}  {'；'.join(dict.fromkeys(texts))}" for question, texts in told.items()]
        if lines:
            self.show(Said("\n".join(("到现在记下的事实是这些：", *lines))))
        clashes = [f"  {finding.message}" for finding in reading.findings if finding.level == "high"]
        if clashes:
            self.show(Notice("\n".join(("这几处要先核实：", *clashes))))
        missing = [f"  {entry.question}  {entry.what}" for entry in reading.pending]
        if missing:
            self.show(Said("\n".join((f"待补 {len(missing)} 项：", *missing))))

    # What an answer holds, and what is asked back ---------------------------------------------------------------

    def read(self, ask: Ask, words: str) -> ReadAnswer:
        """What an answer holds, as the report would take it."""
        return read_told(ask.question, words, self.session.told(), self.outline)

    def read_back(self, question: str, read: ReadAnswer) -> None:
        """“我记成：…，对吗？”"""
        if read.status == "private":
            self.show(Said("好，这条只留在本机，不写进任何稿子。"))
        elif read.facts:
            self.session.last = question
            known = self.session.year is not None
            facts = read.facts if known else [fact.model_copy(update={"year": None}) for fact in read.facts]
            self.show(FactsRead(f"{question} {readback(facts)}", question, tuple(facts)))

    def ask_back(self, ask: Ask, read: ReadAnswer, lead: str = "") -> bool:
        """Asks back where the answer is vague, twice at most; `lead` stands before it. Whether it did."""
        session = self.session
        asked = session.follow_ups.get(ask.key, 0)
        if asked >= MOST_FOLLOW_UPS or read.status in ("not_applicable", "private"):
            return False
        before = "\n".join(turn.reply for turn in session.turns if turn.question == ask.key)
        fresh = [words for words in read.follow_ups if words not in before and words not in session.asked_back]
        if not fresh:
            return False
        session.follow_ups[ask.key] = asked + 1
        session.awaiting, session.follow_up = "follow_up", fresh[0]
        session.asked_back.append(fresh[0])
        self.show(FollowUp(f"{lead}追问：{fresh[0]}", ask.question.id))
        return True


def _beginning(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 40 else f"{flat[:40]}……"
