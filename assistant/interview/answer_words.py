"""The words of one answer: put together, taken apart, and told which of the problems they speak of."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.interview.clauses import cut
from assistant.interview.meaning import meaning
from assistant.outline import NUMERALS

_NAME_LENGTH = 24
_MOST_PROBLEMS = 9


@lru_cache(maxsize=1024)
def problems_spoken_of(answer: str) -> frozenset[int]:
    """The numbers of the problems an answer speaks of by “第二条…”; empty where it numbers none."""
    return frozenset(clause.about for clause in cut(answer, points=True) if clause.about)


def named_problems(answer: str) -> list[str]:
    """The problems named in an answer, each by its first clause; unnumbered ones are told apart by line or ；."""
    clauses = cut(answer, points=True)
    numbered: dict[int, str] = {}
    for clause in clauses:
        if clause.about:
            numbered.setdefault(clause.about, clause.words[:_NAME_LENGTH])
    if numbered:
        return [numbered.get(number, "") for number in range(1, min(max(numbered), _MOST_PROBLEMS) + 1)]
    pieces = (cut(piece, points=True) for piece in re.split(r"[\n；;]", answer))
    return [piece[0].words[:_NAME_LENGTH] for piece in pieces if piece][:_MOST_PROBLEMS]


def for_problem(words: str, problem: int, count: int) -> str:
    """The words said to the ask of one problem of so many (1-based; 0: asked once), as they are kept: led by “第二条：”
    where several problems are asked for and no number was said."""
    if not problem or count < 2 or problems_spoken_of(words):
        return words
    return f"第{NUMERALS[problem - 1]}条：{words}"


def joined_words(first: str, second: str) -> str:
    """Two things said to one question as one answer; neither is altered."""
    if not first.strip() or not second.strip():
        return first if first.strip() else second
    return f"{first}{second}" if first.rstrip()[-1] in "。！？!?；;" else f"{first}。{second}"


def without_problem(answer: str, problem: int) -> str:
    """The answer without what it says of one problem (第二条：…)."""
    kept, at = "", 0
    for clause in cut(answer, points=True):
        if clause.about != problem:
            kept += answer[at : clause.end]
        at = clause.end
    return kept.strip("，,。；; \n")


def without_gaps(answer: str, *, plain: bool) -> str:
    """The answer without what it calls unknown (具体多少要查账，稍后补), once the number has come."""
    kept, at = "", 0
    for clause in cut(answer, points=False):
        if meaning(clause.words, plain=plain)[0] != "pending":
            kept += answer[at : clause.end]
        at = clause.end
    return (kept + answer[at:]).strip("，,；; \n")


def without(words: str, part: str) -> str:
    """The words without a part of them, the marks around it tidied."""
    before, _, after = words.partition(part)
    return re.sub(r"[，,；;、](?=[。；;，,]|$)", "", before + after).strip("，,；;。 ")
