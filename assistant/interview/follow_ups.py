"""What is asked back where an answer is vague: the question's own follow-ups first, then the outline's words."""

from __future__ import annotations

import re
from functools import cache

from assistant.errors import OutlineError
from assistant.outline import FollowUp, Outline, Question
from assistant.text.patterns import compiled

MOST = 2
"""Follow-ups asked of one answer at most (handbook §5.3)."""
_SHORT = 12


@cache
def pattern(text: str) -> re.Pattern[str]:
    """An outline's regular expression; raises OutlineError where it is none."""
    try:
        return compiled(text)
    except re.error as error:
        raise OutlineError(f"提纲里的追问条件“{text}”写得不对。", "请检查括号和方括号是否成对。") from error


def follow_ups(question: Question, outline: Outline, words: str, *, has_figure: bool, aside: str = "") -> list[str]:
    """The questions to ask back, at most two; `words` is what was said, without what is pending or private.

    `aside`: what was said beside the statements (“都是今年的数”), which may answer a follow-up beforehand.
    """
    asks = [
        f.ask
        for f in question.follow_ups
        if _applies(f, question, words, has_figure=has_figure)
        and not any(pattern(unless).search(aside) for unless in f.unless)
    ]
    asks += [v.ask for v in outline.vague if any(pattern(when).search(words) for when in v.when)]
    return list(dict.fromkeys(asks))[:MOST]


def _applies(follow_up: FollowUp, question: Question, words: str, *, has_figure: bool) -> bool:
    if any(pattern(unless).search(words) for unless in follow_up.unless):
        return False
    if follow_up.when:
        return matched(follow_up, words) is not None
    if {"number", "ratio"} & set(question.types):
        return not has_figure
    return len(words) < _SHORT


def matched(follow_up: FollowUp, words: str) -> str | None:
    """The words that a follow-up is asked because of, or None."""
    for when in follow_up.when:
        found = pattern(when).search(words)
        if found is not None:
            return found[0]
    return None


def year_follow_up(question: Question) -> FollowUp | None:
    """The follow-up of a question that asks which year a change belongs to, or None."""
    return next((f for f in question.follow_ups if f.when and re.search(r"哪一?年|哪个年", f.ask)), None)
