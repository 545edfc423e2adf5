"""The question that ends a turn, in the model's words where they ask what the program would ask."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from assistant.interview.admitting import Admitted
from assistant.interview.agenda import Agenda
from assistant.interview.events import Asked, FollowUp
from assistant.talk.led_turn import LedTurn

_LEAST_OF_QUESTION = 0.5
"""A wording much shorter than the outline's question leaves out half of what it asks."""


def put_in_words(turn: LedTurn, admitted: Admitted) -> None:
    """Puts the question that ends the turn in the model's words, or another that is open, where it may."""
    session = turn.session
    last = turn.events[-1] if turn.events else None
    if isinstance(last, FollowUp) and last.question == (session.current or "").partition("#")[0]:
        here = admitted.next in ("", session.current)
        if here and admitted.wording and _shares(admitted.wording, session.follow_up, 1):
            session.follow_up = admitted.wording
            turn.events[-1] = replace(last, text=f"追问：{admitted.wording}")
    elif isinstance(last, Asked):
        _word_question(turn, last, admitted)


def _word_question(turn: LedTurn, last: Asked, admitted: Admitted) -> None:
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
    if _fits(admitted, last, agenda):
        words = f"第{last.ask.problem}个问题：{admitted.wording}" if last.ask.problem else admitted.wording
        reason = f"\n  为什么问：{admitted.reason or question.why}" if admitted.reason or question.why else ""
        _, _, rest = last.text.partition("\n  比如：")
        turn.events[-1] = replace(
            last, text=f"【{question.id}】{words}{reason}" + (f"\n  比如：{rest}" if rest else "")
        )


def _fits(admitted: Admitted, last: Asked, agenda: Agenda) -> bool:
    """Whether the words ask what the question asks: all of it, and not what another that is open asks."""
    words, question = admitted.wording, last.ask.question
    if not words or (admitted.intent != "help" and len(words) < _LEAST_OF_QUESTION * len(question.ask)):
        return False
    about = " ".join((question.ask, question.why, question.example, *question.cues, last.ask.named))
    if not _shares(words, about, 2) and not any(cue in words for cue in question.cues):
        return False
    own = len(_common(words, about))
    return all(len(_common(words, other.question.ask)) <= own for other in agenda.open())


def _shares(one: str, other: str, least: int) -> bool:
    """Whether two texts have at least so many pairs of characters in common."""
    return len(_common(one, other)) >= least


def _common(one: str, other: str) -> set[str]:
    """The pairs of characters that two texts have in common, everyday ones left out."""
    pairs = [{a + b for a, b in pairwise(re.sub(r"[^一-鿿]", " ", text)) if " " not in a + b} for text in (one, other)]
    return (pairs[0] & pairs[1]) - _COMMON


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
