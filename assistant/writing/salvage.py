"""What stays of a model's sentence that the guard refused: the clauses that pass and can stand by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.ports import Verdict
from assistant.report import Fact
from assistant.text.char_pairs import char_pairs

Look = Callable[[str, Sequence[str]], Verdict]

_STOPS = re.compile(r"(?<=[；。])")
_LEANS_BACK = re.compile(
    r"^(?:其中|其余|剩下|占|比|较|同比|分别|均|都|也|又|再|才|就|却|但|而|且|并|还|仍|因此|因而|所以|于是|结果|由此|从而|致使|导致|使|让|这|那|该|他|她|它|其|合计|共)"
)
_OPENS_ONLY = re.compile(r"(?:上|中|后|里|来看|而言|方面|以来|：)$")
_SAID = 0.5
"""Share of the character pairs of a fact that a clause must hold to have said it."""
_SHORTEST = 6


@dataclass(frozen=True)
class Rest:
    """The words that stay, what the guard says of them, the facts they tell, and the clauses left out."""

    verdict: Verdict
    facts: list[str]
    left_out: list[str]


def rest_of(text: str, cited: Sequence[str], facts: Mapping[str, Fact], look: Look) -> Rest | None:
    """The sentence without its refused clauses, None where nothing can stand without them.

    Cut at ；, and within what is refused at commas from behind: what follows a refused clause goes with it where it
    leans on it (其中…, 占…), and what would be left without its beginning goes whole.
    """
    words = ""
    left_out: list[str] = []
    for piece in filter(None, _STOPS.split(text)):
        stretch, mark = piece.rstrip("；。"), piece[-1] if piece[-1] in "；。" else ""
        own, gone = _standing(stretch, cited, [facts[fact] for fact in cited if fact in facts], look)
        words += own + mark if own else ""
        left_out += gone
    words = words.rstrip("；。")
    if not left_out or len(words) < _SHORTEST:
        return None
    verdict = look(f"{words}。", cited)
    told = [fact for fact in cited if fact in facts and _tells(words, facts[fact], verdict)]
    return None if verdict.refused or not told else Rest(verdict, told, left_out)


def _standing(stretch: str, cited: Sequence[str], facts: Sequence[Fact], look: Look) -> tuple[str, list[str]]:
    """The clauses that pass and stand without the others, and those left out: of a sentence that is wrong somewhere
    a clause without a figure stays only where a fact says it."""
    if not look(f"{stretch}。", cited).refused and any(says(stretch, fact) for fact in facts):
        return stretch, []
    kept: list[str] = []
    left_out: list[str] = []
    gone = False
    for clause in stretch.split("，"):
        idle = clause in kept or not (re.search(r"\d", clause) or any(says(clause, fact) for fact in facts))
        after = gone and leans(clause)
        gone = idle or after or bool(look("，".join([*kept, clause]) + "。", cited).refused)
        if gone and not kept:
            return "", [stretch]
        (left_out if gone else kept).append(clause)
    while kept and _OPENS_ONLY.search(kept[-1]):
        left_out.append(kept.pop())
    return "，".join(kept), left_out


def _tells(words: str, fact: Fact, verdict: Verdict) -> bool:
    if fact.figure is not None:
        return any(use.fact == fact.id for use in verdict.uses)
    return says(words, fact)


def leans(words: str) -> bool:
    """Whether words say nothing without those before them: 占25.1%, 其中6名."""
    return _LEANS_BACK.match(words) is not None


def says(words: str, fact: Fact) -> bool:
    """Whether words say what a fact without a figure says: most of the pairs of characters of either."""
    here = char_pairs(words)
    return any(
        len(pairs & here) >= _SAID * min(len(pairs), len(here)) > 0
        for pairs in (char_pairs(fact.text), char_pairs(fact.quote))
    )
