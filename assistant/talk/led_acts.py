"""What is done to a turn's session of the things that were admitted of a model's reply."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.figures.reading import read_figures
from assistant.interview.admitting import Admitted
from assistant.interview.agenda import Ask
from assistant.interview.answer_words import joined_words, without
from assistant.interview.events import Asked, Event, FollowUp, Interview, Notice, Said
from assistant.interview.intake import intake
from assistant.interview.steps import HeardFact
from assistant.talk.led_turn import LedTurn
from assistant.talk.led_wording import put_in_words

_SHORTEST_MOVED = 6
_NOTHING_MORE = "没有"
_AMENDS = re.compile(r"不对|错了|更正|改成|不是")
_KEEP = "（这句没当作答案记；要记就说“就记这句”。）"


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
            put_in_words(self._turn, admitted)
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
        """“前面培训那个数不对，是8场”, said while another question is open; what else is told goes where it belongs."""
        fact = self._corrected(ask, admitted.facts)
        if fact is None:
            return False
        said = self._turn.heard_words
        rest = without(said, _stretch(said, [fact.quote]))
        others = [one for one in admitted.facts if one is not fact and one.quote in rest]
        if not _AMENDS.search(fact.quote):
            rest = _stretch(rest, [one.quote for one in others])
        rest = re.sub(r"[，。；\s]*(?:对了|哎|哦|等等)$", "", rest)
        self._undo(ask)
        about, words = _about(fact.quote), _AMENDS.split(fact.quote)[-1]
        words = re.sub(r"^[，,：: 是]+|[。啊的 ]+$", "", words)
        self._session.last = fact.question
        self._turn.correct(f"不对，{about}是{words}", words)
        if others:
            self._told_beside(ask, rest, others)
        else:
            self._turn.repeat()
        return True

    def _told_beside(self, ask: Ask, rest: str, others: Sequence[HeardFact]) -> None:
        """What is told in one breath with a correction: of the open question, or of others, to which it is moved."""
        turn, old = self._turn, self._session.answers.get(ask.question.id, "")
        turn.record(ask, joined_words(old, rest) if old else rest)
        if any(one.question == ask.question.id for one in others):
            turn.leave(ask)
            self._share_out(ask, others)
        else:
            turn.repeat()
            if self._share_out(ask, others):
                self._restore(ask, old)

    def _restore(self, ask: Ask, old: str) -> None:
        """The open question with the answer that it had before, open again where it had none."""
        if old:
            self._turn.record(ask, old)
        else:
            self._turn.forget(ask.question.id)
            self._session.states.pop(ask.key, None)

    def _corrected(self, ask: Ask, facts: Sequence[HeardFact]) -> HeardFact | None:
        """The fact that corrects an earlier answer: the one that says so, else one about another question."""
        known = [one for one in facts if one.question in self._before.answers and read_figures(one.quote)]
        plain = [one for one in known if _AMENDS.search(one.quote)]
        others = [one for one in known if one.question != ask.question.id]
        return next(iter([*plain, *others, *known]), None)

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
        self._share_out(ask, admitted.facts)
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
        put_in_words(self._turn, admitted)

    def _share_out(self, ask: Ask, facts: Sequence[HeardFact]) -> bool:
        """Facts of other questions go to them out of the answer of the open one; whether all of them went."""
        others = dict.fromkeys(fact.question for fact in facts if fact.question != ask.question.id)
        went = [self._elsewhere(ask, other, [one for one in facts if one.question == other]) for other in others]
        return all(went)

    def _may_ask_more(self) -> bool:
        last = self._turn.events[-1] if self._turn.events else None
        return isinstance(last, Asked) and last.ask.question.setting is None

    def doubt(self, quote: str) -> None:
        """Asks about a figure that the model heard and the program did not take."""
        if quote:
            at = max(0, len(self._turn.events) - 1)
            self._turn.events.insert(at, Notice(f"“{quote}”里的数没有记上，要用的话请换个说法再说一遍。"))

    def _elsewhere(self, ask: Ask, other: str, facts: Sequence[HeardFact]) -> bool:
        """Words that answer another question go there where the program's own sorting agrees; else they are asked about.

        Says whether they went.
        """
        turn, session = self._turn, self._session
        question, old = turn.outline.question(other), session.answers.get(ask.question.id, "")
        quote = _stretch(old, [fact.quote.strip("，,。；; ") for fact in facts])
        if question.role == "setting" or len(quote) < _SHORTEST_MOVED or _tears_a_figure(old, quote):
            return False
        if {row.question for row in intake([("", quote)], turn.outline, session.year).rows} != {other}:
            move = f"把{ask.question.id}的‘{quote}’挪到{other}"
            self._before_question(Said(f"“{quote}”像是答{other}的；是的话就说“{move}”。"))
            return False
        rest = without(old, quote)
        if re.search(r"[一-鿿\d]", rest):
            turn.record(ask, rest)
        else:
            turn.forget(ask.question.id)
            session.states.pop(ask.key, None)
        before = session.answers.get(other, "")
        turn.record(Ask(question), joined_words(before, quote), origin=session.origins.get(other, "notes"))
        self._before_question(Said(f"“{quote}”记到{other}了。"))
        return True

    def _before_question(self, event: Event) -> None:
        self._turn.events.insert(max(0, len(self._turn.events) - 1), event)


def _about(quote: str) -> str:
    """Which figure a correction is about: 经营性的 of 对了前面经营性的那个数不对，是128万; "" where it does not say."""
    ahead = _AMENDS.split(quote)[0] if _AMENDS.search(quote) else ""
    ahead = re.split(r"[，,。；;]", ahead)[-1]
    return re.sub(_POINTING, "", re.sub(_CALLING, "", ahead))


_CALLING = r"^(?:对了|哎|哦|啊|等等|刚才|刚刚|前面|上面|我|说的?|报的?|那个|这个|的)+"
_POINTING = r"(?:那个|这个|那|这)?(?:数字?|地方|个)?(?:我)?(?:刚才|前面)?(?:报|说|记)?(?:得|的)?$"


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
