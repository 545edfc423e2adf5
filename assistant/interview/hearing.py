"""What the words of one turn do to an interview: answers, corrections, answers by question id, notes."""

from __future__ import annotations

import re
from functools import cache

from assistant.interview.agenda import Ask, section
from assistant.interview.answer_words import for_problem, joined_words, without, without_gaps, without_problem
from assistant.interview.answers import ReadAnswer
from assistant.interview.by_id import ById, anew, by_id
from assistant.interview.events import Asked, Notice, Said
from assistant.interview.leading import Leading
from assistant.interview.years import year_in

NOTHINGS_IN_A_ROW = 3


class Hearing(Leading):
    """One turn over a loaded session: changes it and gathers the events to show; writes nothing to disk itself.

    `heard` is what the turn's words (`heard_words`) were taken as the answer to; `placed` the answers given by question id.
    """

    heard: Ask | None = None
    heard_words: str = ""
    placed: tuple[ById, ...] = ()

    # An answer ----------------------------------------------------------------------------------------------

    def hear_answer(self, text: str) -> None:
        """Takes the words as the answer to what is open (a follow-up's answer joins its question's)."""
        session, ask = self.session, self.open_ask
        if ask is None:
            session.unplaced.append(text)
            self.show(Notice("该问的都问过了，这句先单独记着；要放进哪一题，请写“题号：……”。要起草就说“写吧”。"))
            return
        self.heard = ask
        follow_up = session.awaiting == "follow_up"
        session.awaiting, session.follow_up = "answer", ""
        read = self._take_follow_up(ask, text) if follow_up else self._take_answer(ask, text)
        if read is None:
            self.put(ask)
            return
        closed = follow_up and self.read(ask, text).status in ("pending", "not_applicable")
        if closed:
            self.show(Said("好，这一处先这样。"))
        else:
            self.read_back(ask.question.id, read)
        if closed or not self.ask_back(ask, read):
            self.leave(ask, self._after_nothings(ask, read))

    def _take_answer(self, ask: Ask, text: str) -> ReadAnswer | None:
        session, question = self.session, ask.question
        if question.setting == "year" and year_in(text, self._now.year) is None:
            self.show(Notice("没听出是哪一年，请说四位的年份，例如“2024年度”。"))
            return None
        words, old = self._kept(ask, text)
        session.revisiting = False
        alone = self.read(ask, words)
        if alone.status == "pending" and not alone.facts:
            where = f"可以查{question.lookup}，" if question.lookup else ""
            self.show(Notice(f"先记为待补。{where}查到后说“{question.id}：……”。"))
        session.states[ask.key] = alone.status
        return self.record(ask, joined_words(old, for_problem(words, ask.problem, len(self.agenda.problems))), alone)

    def _kept(self, ask: Ask, text: str) -> tuple[str, str]:
        """The words of this answer, and what of the question's earlier answer stays before them."""
        old = self.session.answers.get(ask.question.id, "")
        addition = re.match(r"补充[：:，, ]{1,3}", text)
        if addition:
            return text[addition.end() :], old
        if ask.problem:
            return text, without_problem(old, ask.problem) if self.session.revisiting else old
        return text, ""

    def _take_follow_up(self, ask: Ask, text: str) -> ReadAnswer:
        """A follow-up's answer joins its question's; a bare 没有 closes it and adds nothing."""
        old = self.session.answers.get(ask.question.id, "")
        if self.read(ask, text).status == "not_applicable":
            return self.read(ask, old)
        return self.record(ask, joined_words(old, text))

    def record(self, ask: Ask, words: str, alone: ReadAnswer | None = None, *, origin: str = "said") -> ReadAnswer:
        """Keeps `words` as the whole answer of the question and says what it holds; `alone`: what was just said."""
        session, question = self.session, ask.question
        read = self.read(ask, words)
        session.answers[question.id] = words
        session.states[question.id] = read.status
        session.origins[question.id] = origin
        if question.setting == "year":
            session.year = year_in(words, self._now.year) or session.year
        return alone if alone is not None and ask.problem else read

    def forget(self, question: str) -> None:
        """Takes an answer away (its words have gone elsewhere); the question is open again."""
        for kept in (self.session.answers, self.session.states, self.session.origins):
            kept.pop(question, None)

    def _after_nothings(self, ask: Ask, read: ReadAnswer) -> Ask | None:
        """Three 没有 in a row within a section: the rest of it is left but for one example (the ask returned)."""
        session, here = self.session, section(ask.question.id)
        if read.status != "not_applicable" or ask.question.role != "fact":
            session.nothings = 0
            return None
        same = bool(session.history) and section(session.history[-1]) == here
        session.nothings = session.nothings + 1 if same else 1
        if session.nothings < NOTHINGS_IN_A_ROW:
            return None
        session.nothings = 0
        rest = [a for a in self.agenda.open() if section(a.question.id) == here and a.question.role == "fact"]
        for left in rest[1:]:
            session.states[left.key] = "pending"
        example = "只说一件具体的事就行：什么时候、在哪儿、做了什么、结果怎样；实在没有就说“跳过”。" if rest else ""
        self.show(Said(f"这一节连着几题都没有，不再逐题问了。{example}"))
        return rest[0] if rest else None

    # About what was read back ---------------------------------------------------------------------------------

    def hear_about_last(self, text: str) -> bool:
        """对 / 不对，是8场: about the facts read back last; False where the words are an answer to what is open."""
        ask = self.open_ask
        yesno = ask is not None and self.session.awaiting == "answer" and "yesno" in ask.question.types
        if is_assent(text) and not yesno:
            self.show(Said("好，记准了。" if self.session.last else "请说具体的内容；答不上来就说“不清楚”或“跳过”。"))
            self.session.last = None
            self.repeat()
            return True
        if self.session.last is None:
            return False
        denied = _denied().match(text)
        if denied is None or (yesno and denied[0] == "不是"):
            return False
        words = text[denied.end() :].strip("，,。：: 的啊")
        self.correct(f"不对，{words}" if denied["which"] else text, words)
        self.repeat()
        return True

    def correct(self, text: str, words: str) -> None:
        """Joins a correction to the answer read back last, where it changes what is read there."""
        session = self.session
        ask = self.agenda.find(session.last or "")
        if ask is None or not words:
            self.show(Notice("哪里不对？请照“不对，是8场”这样说，或按题号把这题重说一遍。"))
            return
        old = session.answers.get(ask.question.id, "")
        before = self.read(ask, old)
        read = self.record(ask, joined_words(old, text))
        if [fact.text for fact in read.facts] == [fact.text for fact in before.facts]:
            self.record(ask, old)
            self.show(Notice(f"没听出改哪一处。请把这题重说一遍：“{ask.question.id}：……”。"))
        else:
            self.read_back(ask.question.id, read)

    def replace_words(self, question: str, quote: str, words: str) -> None:
        """Puts other words in the place of these in an answer, or takes them out; reads the answer back."""
        old = self.session.answers.get(question, "")
        ask = self.agenda.find(question)
        if ask is None or not quote or quote not in old:
            self.show(Notice(f"那一题里没找到“{quote[:40]}”这几个字，没有改；请按题号把这题重说一遍。"))
        elif words:
            self.read_back(question, self.record(ask, old.replace(quote, words, 1)))
        else:
            rest = without(old, quote)
            self.forget(question)
            if rest:
                self.read_back(question, self.record(ask, rest))
            else:
                self.session.states.pop(ask.key, None)
        self.repeat()

    # By question id -------------------------------------------------------------------------------------------

    def hear_by_id(self, text: str) -> bool:
        """“题号：……”, one or several; False where the words name no question."""
        changed = anew(text, self.outline)
        if changed is not None:
            self._put_by_id(changed, anew=True)
            if self.session.awaiting != "reason":
                self.repeat()
            return True
        before, placed, strange = by_id(text, self.outline)
        if not placed and not strange:
            if not before:
                self.show(Notice("这里没有写答案，没有记。"))
                self.repeat()
            return not before
        if before and self.open_ask is not None and self.session.awaiting != "notes":
            self.hear_answer(before)
            self.events = [event for event in self.events if not isinstance(event, Asked)]
        elif before:
            strange = [before, *strange]
        read = [self._put_by_id(entry) for entry in placed]
        self.placed = tuple(placed)
        if strange:
            self.session.unplaced += strange
            listed = "；".join(words[:40] for words in strange)
            example = self.outline.questions[0].id
            self.show(Notice(f"没有这样的题号，先单独记着：{listed}。题号形如“{example}：……”。"))
        if len(placed) == 1 and self.session.awaiting == "answer" and self.ask_back(*read[0]):
            self.session.current = read[0][0].key
        elif self.session.awaiting != "reason":
            self.repeat()
        return True

    def _put_by_id(self, entry: ById, *, anew: bool = False) -> tuple[Ask, ReadAnswer]:
        session = self.session
        ask = Ask(self.outline.question(entry.question))
        old = session.answers.get(entry.question, "")
        waiting = session.states.get(entry.question) == "pending"
        gaps = bool(old) and not waiting and not anew and bool(self.read(ask, old).pending)
        words = entry.words
        if old and entry.add:
            words = joined_words(old, words)
        elif gaps:
            known = self.read(ask, words).status == "pending"
            words = joined_words(old if known else without_gaps(old, plain=ask.question.role == "fact"), words)
            self.show(Said(f"{entry.question} 原来还缺一块，这一条补进去了。"))
        elif old and not waiting:
            self.show(Notice(f"{entry.question} 原来的回答换成这一条；要接在后面，请写“补充{entry.question}：……”。"))
        read = self.record(ask, words)
        self.read_back(entry.question, read)
        if session.current and session.current.partition("#")[0] == entry.question:
            session.history.append(session.current)
            session.current, session.awaiting, session.follow_up, session.revisiting = None, "answer", "", False
        return ask, read


def is_assent(text: str) -> bool:
    """对, 是的, 没问题 and the like, and nothing more."""
    return _assent().fullmatch(text) is not None


@cache
def _assent() -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:都)?(?:对|是|嗯|没错|好|行|可以|没问题|正确|确认|ok|OK)(?:的|啊|呀|了|吧)?[，,。！! ]?){1,4}"
    )


@cache
def _denied() -> re.Pattern[str]:
    return re.compile(
        r"(?P<which>(?:刚才|刚刚|方才|上面|前面|上一?个|那个|这个|你?记的|说的|报的|的)+(?:数字?|题|回答|话)?(?:是|我)?)?"
        r"(?:说|报|记)?(?:不对|错了|记错了|说错了|报错了|更正(?:一下)?|改一下|不是(?=[，,]))"
    )
