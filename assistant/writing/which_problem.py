"""Which of the problems told words speak of: by number, by level, by kind, by shared words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.report import Fact
from assistant.writing.kinds import Layer, kinds_in, level_of
from assistant.writing.kinship import kinship, pairs

# Below this likeness a statement is no problem's (worked out on the answer files of tests/data).
KINSHIP = 0.12
# Character pairs shared with the words that name one problem, and less than half as many with any other.
LEAST_SHARED = 2


@dataclass
class ProblemBrief:
    """One problem: `facts` first said of it, what shows it, and its causes.

    `shared`: its own cause was said once for all problems; the place among those that share it, None where it is its own.
    `run`: ids of causes that were said among one's own but lie in how things are run.
    """

    number: int
    facts: list[Fact]
    shows: list[Fact] = field(default_factory=list)
    causes: list[Fact] = field(default_factory=list)
    shared: int | None = None
    run: set[str] = field(default_factory=set)

    def named(self) -> str:
        """The words that name it."""
        return words_of(self.facts)

    def words(self) -> str:
        """All that was said of it, for telling what else belongs to it."""
        return words_of((*self.facts, *self.shows, *self.causes))


def said(fact: Fact) -> str:
    """A fact's words as spoken and as written, with what it measures."""
    return f"{fact.quote}，{fact.text}，{fact.metric}，"


def words_of(facts: Sequence[Fact]) -> str:
    """The same of several facts."""
    return "".join(said(fact) for fact in facts)


class WhichProblem:
    """Looks for the problem that words speak of."""

    def __init__(self, problems: Sequence[ProblemBrief]) -> None:
        self.problems = problems

    def numbered(self, group: list[Fact]) -> ProblemBrief | None:
        """The problem whose number was said."""
        return next((p for p in self.problems if group[0].about and p.number == group[0].about), None)

    def about(self, level: Layer, run: list[Fact]) -> ProblemBrief | None:
        """The problem that speaks of this level; of several, the one nearest in words."""
        fits = [p for p in self.problems if re.search(level.of, p.named())]
        if not fits and not level.mechanism:
            fits = [p for p in self.problems if re.search(level.says, p.words())]
        words = words_of(run)
        return max(fits, key=lambda p: (kinship(words, p.named()), -len(p.shows)), default=None)

    def of_kinds(self, kinds: set[str], words: str) -> ProblemBrief | None:
        """The problem whose naming words are of one of these kinds; of several, the one nearer in words."""
        scores = [
            (len(kinds_in(p.named()) & kinds), kinship(words, p.named()), -i) for i, p in enumerate(self.problems)
        ]
        best = max(scores, default=(0, 0.0, 0))
        return self.problems[-best[2]] if best[0] else None

    def surely(self, words: str) -> ProblemBrief | None:
        """The only problem named with a kind that these words speak of, else the one whose naming words they share."""
        kinds = kinds_in(words)
        fits = [problem for problem in self.problems if kinds & kinds_in(problem.named())]
        if len(fits) == 1:
            return fits[0]
        own = pairs(words)
        shared = sorted((len(own & pairs(p.named())), -i) for i, p in enumerate(self.problems))
        if not shared or shared[-1][0] < LEAST_SHARED or (len(shared) > 1 and shared[-2][0] * 2 > shared[-1][0]):
            return None
        return self.problems[-shared[-1][1]]

    def nearest(self, words: str) -> ProblemBrief | None:
        """The problem that shares most with the words; what several problems share counts less."""
        homes = [pairs(problem.words()) for problem in self.problems]
        named = [kinds_in(problem.named()) for problem in self.problems]
        every = [kinds_in(problem.words()) for problem in self.problems]
        own, kinds = pairs(words), kinds_in(words)

        def weight(i: int) -> float:
            shared = sum(1 / sum(pair in other for other in homes) for pair in own & homes[i]) / max(len(own), 1)
            of_kind = sum(0.3 / sum(k in other for other in named) for k in kinds & named[i])
            beside = sum(0.1 / sum(k in other for other in every) for k in kinds & every[i] - named[i])
            return shared + of_kind + beside + (0.1 if _subject(words, homes[i]) else 0)

        scored = [(weight(i), -i) for i in range(len(homes))]
        best = max(scored, default=(0.0, 0))
        return self.problems[-best[1]] if best[0] >= KINSHIP else None

    def likely(self, group: list[Fact], words: str) -> ProblemBrief | None:
        """The problem that a group is of where no number says it: by its level, then by its words."""
        level = level_of(group[0].quote)
        return (self.about(level, group) if level else None) or self.surely(words) or self.nearest(words)

    def in_order(self, groups: list[list[Fact]]) -> bool:
        """As many sentences as problems, none numbered: they were said in the problems' order, unless words say else."""
        if len(groups) != len(self.problems) or any(group[0].about for group in groups):
            return False
        words = [words_of(group) for group in groups]
        return all(
            self.surely(told) in (None, problem) or _speaks_of(told, problem)
            for told, problem in zip(words, self.problems, strict=True)
        )


def _speaks_of(words: str, problem: ProblemBrief) -> bool:
    """Whether words share with what names a problem enough to be of it, though they may share more with another."""
    named = problem.named()
    return bool(kinds_in(words) & kinds_in(named)) or len(pairs(words) & pairs(named)) >= LEAST_SHARED


def _subject(words: str, home: frozenset[str]) -> bool:
    """Whether what the words begin with is spoken of there."""
    return words[:2] in home or words[1:3] in home
