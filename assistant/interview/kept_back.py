"""What was asked to be kept out of the report by name (“处理会计那个别写”), kept out of every other answer too."""

from __future__ import annotations

from collections.abc import Mapping

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


def kept_back(answers: Mapping[str, str], facts: list[Fact], outline: Outline) -> tuple[list[Fact], list[Finding]]:
    """The facts without those that the answer to a question of what is not to be written names, and a finding for each
    answer that lost some, which does not repeat them."""
    named = [
        pairs for question in outline.questions if question.role == "private" for pairs in _named(answers, question.id)
    ]
    held = {fact.id: fact.origin.ref for fact in facts if any(_speaks_of(fact.quote, pairs) for pairs in named)}
    findings = [
        Finding(
            rule="W05", level="low", message=f"{ref} 里有您说过不写进稿子的事，没有写；要写，就把“别写”那一句去掉。"
        )
        for ref in dict.fromkeys(held.values())
    ]
    return [fact for fact in facts if fact.id not in held], findings


def _named(answers: Mapping[str, str], question: str) -> list[frozenset[str]]:
    found = []
    for clause in cut(answers.get(question, ""), points=False):
        said, subject = meaning(clause.words)
        if said == "private" and subject:
            pairs = char_pairs(_POINTING.sub("", subject))
            if len(pairs) >= LEAST:
                found.append(pairs)
    return found


def _speaks_of(words: str, named: frozenset[str]) -> bool:
    shared = len(named & char_pairs(_POINTING.sub("", words)))
    return shared >= LEAST and shared * 2 >= len(named)
