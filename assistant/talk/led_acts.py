"""What is done to a turn's session of the things that were admitted of a model's reply."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from assistant.figures.reading import read_figures
from assistant.interview.admitting import Admitted
from assistant.interview.agenda import Agenda, Ask, joined_words
from assistant.interview.answers import ReadAnswer
from assistant.interview.by_id import ById
from assistant.interview.events import Asked, Event, FollowUp, Interview, Notice, Reference, Said
from assistant.interview.intake import intake
from assistant.interview.note_table import NoteTable, without
from assistant.interview.steps import HeardFact
from assistant.outline import Outline

_SHORTEST_MOVED = 6
_NOTHING_MORE = "没有"
_LEAST_OF_QUESTION = 0.5
"""A wording much shorter than the outline's question leaves out half of what it asks."""
_KEEP = "（这句没当作答案记；要记就说“就记这句”。）"


class LedTurn(Protocol):
    """What a led turn needs of the turn that the program has taken."""

    session: Interview
    outline: Outline
    events: list[Event]
    heard: Ask | None
    heard_words: str
    placed: tuple[ById, ...]

    @property
    def agenda(self) -> Agenda:
        """The agenda as things stand."""

    @property
    def this_year(self) -> int:
        """The year of the calendar."""

    @property
    def table(self) -> NoteTable:
        """The table of notes."""

    def show(self, event: Event) -> None:
        """Adds an event."""

    def put(self, ask: Ask) -> None:
        """Asks one question."""

    def leave(self, ask: Ask, to: Ask | None = None) -> None:
        """Closes a question and goes on."""

    def repeat(self) -> None:
        """Puts again what is open."""

    def jump(self, target: str) -> None:
        """Goes to a question."""

    def skip(self) -> None:
        """Leaves what is open."""

    def read(self, ask: Ask, words: str) -> ReadAnswer:
        """What an answer holds."""

    def record(self, ask: Ask, words: str, alone: ReadAnswer | None = None, *, origin: str = "said") -> ReadAnswer:
        """Keeps words as an answer."""

    def forget(self, question: str) -> None:
        """Takes an answer away."""

    def correct(self, text: str, words: str) -> None:
        """Joins a correction to the answer read back last."""

    def references(self, ask: Ask) -> Sequence[Reference]:
        """The passages of the knowledge store for a question."""


class Acts:
    """Changes a turn as far as admitted; `before` is the session as it was before the program took the turn."""

    def __init__(self, turn: LedTurn, before: Interview) -> None:
        self._turn, self._before = turn, before

    @property
    def _session(self) -> Interview:
        return self._turn.session

    def do(self, ask: Ask, admitted: Admitted) -> None:
        """Does what was admitted; what no rule admits leaves the turn as the program took it."""
        acts: dict[str, Callable[[Ask, Admitted], bool]] = {
            "told": self._told_already,
            "jump": self._jump,
            "help": self._help,
            "correction": self._correction,
            "skip": self._skip,
            "pending": self._pending,
            "private": self._private,
            "other": self._chatter,
        }
        act = acts.get(admitted.intent)
        if act is not None and act(ask, admitted):
            self._word(admitted)
        else:
            self._answer(ask, admitted)
        if admitted.acknowledgement and admitted.intent != "private":
            self._turn.events.insert(0, Said(admitted.acknowledgement))

    def _undo(self, ask: Ask) -> None:
        """Takes back what the program did with words that are no answer; the words stay in the turns and aside."""
        turns = self._session.turns
        kept = self._before.model_copy(deep=True)
        for name in type(kept).model_fields:
            if name != "turns":
                setattr(self._session, name, getattr(kept, name))
        self._session.turns = turns
        self._session.aside = [ask.key, self._turn.heard_words]
        self._turn.events.clear()

    def _told_already(self, ask: Ask, admitted: Admitted) -> bool:
        """“这个上面说过了”: the facts stay with the earlier answer that is cited, so that the draft tells them once."""
        self._undo(ask)
        cited = next((fact for fact in admitted.facts if fact.question != ask.question.id), None)
        if self._session.awaiting == "follow_up" or (cited is None and ask.question.id in self._session.answers):
            self._turn.show(Said(f"好，前面说过的就不再问了。{_KEEP}"))
        elif cited is not None:
            self._turn.record(ask, _NOTHING_MORE)
            self._session.states[ask.key] = "not_applicable"
            self._turn.show(
                Said(f"好，{cited.question}里说过“{cited.quote.strip()}”，写稿时从那里取，这一题不重复问。")
            )
        else:
            self._session.states[ask.key] = "pending"
            self._turn.show(Said(f"好，这一题先不问了；起草前没有着落会再提醒。{_KEEP}"))
        self._turn.leave(ask)
        return True

    def _jump(self, ask: Ask, admitted: Admitted) -> bool:
        """“先说问题吧”."""
        target = admitted.next
        if not target or target == ask.key:
            return False
        self._undo(ask)
        self._turn.jump(target)
        return True

    def _help(self, ask: Ask, admitted: Admitted) -> bool:
        """“你帮我想想”: places to look for a memory, then the same question again."""
        ideas = list(admitted.ideas)
        if not ideas:
            ideas = [f.ask for f in ask.question.follow_ups][:2]
        self._undo(ask)
        if ask.question.lookup:
            ideas.append(f"手头没有就看看{ask.question.lookup}。")
        self._turn.show(Said("\n".join(("可以从这几处想想：", *(f"  {n}. {idea}" for n, idea in enumerate(ideas, 1))))))
        self._turn.repeat()
        return True

    def _correction(self, ask: Ask, admitted: Admitted) -> bool:
        """“前面培训那个数不对，是8场”, said while another question is open."""
        for fact in admitted.facts:
            if fact.question in self._before.answers and read_figures(fact.quote):
                self._undo(ask)
                words = re.split(r"不对|错了|更正|改成|不是", fact.quote)[-1]
                words = re.sub(r"^[，,：: 是]+|[。啊的 ]+$", "", words)
                self._session.last = fact.question
                self._turn.correct(f"不对，是{words}", words)
                self._turn.repeat()
                return True
        return False

    def _skip(self, ask: Ask, admitted: Admitted) -> bool:
        self._undo(ask)
        self._turn.skip()
        self._turn.events.insert(0, Said(_KEEP))
        return True

    def _pending(self, ask: Ask, admitted: Admitted) -> bool:
        if self._turn.read(ask, self._turn.heard_words).status == "pending":
            return False
        self._undo(ask)
        where = f"可以查{ask.question.lookup}，" if ask.question.lookup else ""
        self._turn.show(Notice(f"先记为待补。{where}查到后说“{ask.question.id}：……”。{_KEEP}"))
        self._marked(ask, "稍后补", "pending")
        return True

    def _private(self, ask: Ask, admitted: Admitted) -> bool:
        self._undo(ask)
        self._turn.show(Said("好，这条只留在本机，不写进任何稿子。"))
        self._marked(ask, "不公开", "private")
        return True

    def _marked(self, ask: Ask, mark: str, status: str) -> None:
        """Leaves a question as 待补 or 不公开; the mark joins the words, so that the draft reads them the same way."""
        words = f"{self._turn.heard_words.rstrip('。.，,')}，{mark}"
        old = self._session.answers.get(ask.question.id, "")
        if not old and self._turn.read(ask, words).status == status:
            self._turn.record(ask, words)
        elif not old and status == "private":
            self._turn.record(ask, mark)
        self._session.states[ask.key] = status  # type: ignore[assignment]
        self._turn.leave(ask)

    def _chatter(self, ask: Ask, admitted: Admitted) -> bool:
        self._undo(ask)
        self._turn.show(Said(_KEEP))
        self._turn.repeat()
        return True

    # An answer --------------------------------------------------------------------------------------------------

    def _answer(self, ask: Ask, admitted: Admitted) -> None:
        self.doubt(admitted.unheard)
        for question in dict.fromkeys(fact.question for fact in admitted.facts if fact.question != ask.question.id):
            self._elsewhere(ask, question, [fact for fact in admitted.facts if fact.question == question])
        if admitted.extra is not None and self._may_ask_more():
            extra = admitted.extra
            target = self._turn.agenda.find(extra.feeds)
            if target is not None:
                self._turn.events.pop()
                session = self._session
                session.current, session.awaiting, session.follow_up = target.key, "follow_up", extra.words
                session.extras.append(extra.words)
                self._turn.show(
                    FollowUp(f"多问一句：{extra.words}\n  因为说到了“{extra.because}”。", target.question.id)
                )
                return
        self._word(admitted)

    def _may_ask_more(self) -> bool:
        last = self._turn.events[-1] if self._turn.events else None
        return isinstance(last, Asked) and last.ask.question.setting is None

    def doubt(self, quote: str) -> None:
        """Asks about a figure that the model heard and the program did not take."""
        if quote:
            at = max(0, len(self._turn.events) - 1)
            self._turn.events.insert(at, Notice(f"“{quote}”里的数没有记上，要用的话请换个说法再说一遍。"))

    def _elsewhere(self, ask: Ask, other: str, facts: Sequence[HeardFact]) -> None:
        """Words that answer another question go there where the program's own sorting agrees; else they are asked about."""
        turn, session = self._turn, self._session
        question, old = turn.outline.question(other), session.answers.get(ask.question.id, "")
        quote = _stretch(old, [fact.quote.strip("，,。；; ") for fact in facts])
        if question.role == "setting" or len(quote) < _SHORTEST_MOVED or _tears_a_figure(old, quote):
            return
        if {row.question for row in intake([("", quote)], turn.outline, session.year).rows} != {other}:
            move = f"把{ask.question.id}的‘{quote}’挪到{other}"
            self._before_question(Said(f"“{quote}”像是答{other}的；是的话就说“{move}”。"))
            return
        rest = without(old, quote)
        if re.search(r"[一-鿿\d]", rest):
            turn.record(ask, rest)
        else:
            turn.forget(ask.question.id)
            session.states.pop(ask.key, None)
        before = session.answers.get(other, "")
        turn.record(Ask(question), joined_words(before, quote), origin=session.origins.get(other, "notes"))
        self._before_question(Said(f"“{quote}”记到{other}了。"))

    def _before_question(self, event: Event) -> None:
        self._turn.events.insert(max(0, len(self._turn.events) - 1), event)

    # The question that ends the turn -----------------------------------------------------------------------------

    def _word(self, admitted: Admitted) -> None:
        """Puts the question that ends the turn in the model's words, or another that is open, where it may."""
        turn, session = self._turn, self._session
        last = turn.events[-1] if turn.events else None
        if isinstance(last, FollowUp) and last.question == (session.current or "").partition("#")[0]:
            here = admitted.next in ("", session.current)
            if here and admitted.wording and _shares(admitted.wording, session.follow_up, 1):
                session.follow_up = admitted.wording
                turn.events[-1] = replace(last, text=f"追问：{admitted.wording}")
        elif isinstance(last, Asked):
            self._word_question(last, admitted)

    def _word_question(self, last: Asked, admitted: Admitted) -> None:
        turn = self._turn
        agenda = turn.agenda
        free = last.ask.question.setting not in ("confirm", "year") and admitted.intent == "answer"
        target = agenda.find(admitted.next) if free and admitted.next else None
        if target is not None and target.key != last.ask.key and not agenda.settled(target):
            turn.events.pop()
            turn.put(target)
            if isinstance(turn.events[-1], Asked):
                last = turn.events[-1]
        elif admitted.next and admitted.next != last.ask.key:
            return
        question = last.ask.question
        about = " ".join((question.ask, question.why, question.example, *question.cues, last.ask.named))
        whole = admitted.intent == "help" or len(admitted.wording) >= _LEAST_OF_QUESTION * len(question.ask)
        if (
            whole
            and admitted.wording
            and (_shares(admitted.wording, about, 2) or any(c in admitted.wording for c in question.cues))
        ):
            words = f"第{last.ask.problem}个问题：{admitted.wording}" if last.ask.problem else admitted.wording
            reason = f"\n  为什么问：{admitted.reason or question.why}" if admitted.reason or question.why else ""
            _, _, rest = last.text.partition("\n  比如：")
            turn.events[-1] = replace(
                last, text=f"【{question.id}】{words}{reason}" + (f"\n  比如：{rest}" if rest else "")
            )


def _stretch(words: str, quotes: Sequence[str]) -> str:
    """The stretch of an answer from the first of its quotes to the last; "" where one of them is not in it."""
    places = [(words.find(quote), words.find(quote) + len(quote)) for quote in quotes]
    if not places or any(start < 0 for start, _ in places):
        return ""
    return words[min(start for start, _ in places) : max(end for _, end in places)]


def _tears_a_figure(words: str, quote: str) -> bool:
    start = words.index(quote)
    end = start + len(quote)
    return any(s.start < start < s.end or s.start < end < s.end for s in read_figures(words))


def _shares(one: str, other: str, least: int) -> bool:
    """Whether two texts have at least so many pairs of characters in common."""
    pairs = [{a + b for a, b in pairwise(re.sub(r"[^一-鿿]", " ", text)) if " " not in a + b} for text in (one, other)]
    return len((pairs[0] & pairs[1]) - _COMMON) >= least


_COMMON = {
    "什么",
    "怎么",
    "多少",
    "几个",
    "哪个",
    "哪些",
    "您的",
    "一个",
    "今年",
    "有没",
    "没有",
    "这个",
    "那个",
    "是不",
    "不是",
}
