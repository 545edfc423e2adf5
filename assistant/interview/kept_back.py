"""What was asked to be kept out of the report by name (“处理会计那个别写”), kept out of every other answer too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from assistant.figures.reading import read_figures
from assistant.interview.clauses import cut
from assistant.interview.meaning import meaning
from assistant.outline import Outline
from assistant.report import Fact, Finding
from assistant.text.char_pairs import char_pairs
from assistant.text.patterns import Lazy

LEAST = 2
"""Pairs of characters that a fact must share with what is to be kept back, and half of those that name it."""
_POINTING = Lazy(
    "(?:这|那)(?:个|件|条|些|几个|一?块|事)?|的?(?:事情?|情况|问题|名字|数字?|内容|部分)|也|都|就|先|千万|请|把|了|的|过"
)


class _Named(NamedTuple):
    """Something not to be written: its pairs of characters and its figures as they were said."""

    pairs: frozenset[str]
    figures: frozenset[str]


def kept_back(answers: Mapping[str, str], facts: list[Fact], outline: Outline) -> tuple[list[Fact], list[Finding]]:
    """The facts without those that the answer to a question of what is not to be written names, and a finding for each
    answer that lost some, which does not repeat them."""
    named = [
        one
        for question in outline.questions
        if question.role == "private" or question.setting == "confirm"
        for one in _named(answers, question.id)
    ]
    held = {fact.id: fact.origin.ref for fact in facts if any(_speaks_of(fact.quote, one) for one in named)}
    findings = [
        Finding(
            rule="W05", level="low", message=f"{ref} 里有您说过不写进稿子的事，没有写；要写，就把“别写”那一句去掉。"
        )
        for ref in dict.fromkeys(held.values())
    ]
    return [fact for fact in facts if fact.id not in held], findings


def _named(answers: Mapping[str, str], question: str) -> list[_Named]:
    """What is named; a bare 这个别写 names all that its sentence told before."""
    found: list[str] = []
    waiting: list[str] = []
    sentence = -1
    for clause in cut(answers.get(question, ""), points=False):
        if clause.sentence != sentence:
            waiting, sentence = [], clause.sentence
        said, subject = meaning(clause.words)
        if said != "private":
            waiting.append(clause.words)
        elif subject:
            found.append(subject)
        else:
            found += waiting
    named = (_Named(char_pairs(_POINTING.sub("", words)), _figures(words)) for words in found)
    return [one for one in named if len(one.pairs) >= LEAST]


def _figures(words: str) -> frozenset[str]:
    return frozenset(span.text for span in read_figures(words))


def _speaks_of(words: str, named: _Named) -> bool:
    """Whether a fact says half of what is named, or is itself by half about it and of the same figure (那2份合同)."""
    own = char_pairs(_POINTING.sub("", words))
    shared = len(named.pairs & own)
    if shared < LEAST:
        return False
    return shared * 2 >= len(named.pairs) or (shared * 2 >= len(own) and bool(named.figures & _figures(words)))
