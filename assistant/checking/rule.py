"""One way to write a rule: a small pure function over a Subject that yields Hits; the table of all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.outline import Outline
from assistant.report import Fact, LastYear, Level, Limits
from assistant.text.structure import TextReport

Need = Literal["facts", "year", "last_year"]


@dataclass(frozen=True)
class Subject:
    """What a rule sees: the text taken apart, the kind of report, and what is known beside it (None: not known).

    `asked`: ids of facts that are kept out of the text on purpose, because the person is being asked about them.
    `stated`: ids of facts whose very figure stands in the text, bound to them.
    """

    report: TextReport
    outline: Outline
    year: int | None
    facts: tuple[Fact, ...] | None
    limits: Limits
    asked: frozenset[str] = frozenset()
    last_year: LastYear | None = None
    stated: frozenset[str] = frozenset()

    def threshold(self, rule: str, name: str) -> float:
        """A threshold of the outline (`thresholds: {A10: {paragraph_max: 600}}`); KeyError where it has none."""
        return self.outline.thresholds[rule][name]


@dataclass(frozen=True)
class Hit:
    """One place where a rule fires; `start`/`end` in the whole text, None where something is missing or counted.

    `second` is the other passage of a contradiction; `level` overrides the rule's own.
    """

    message: str
    start: int | None = None
    end: int | None = None
    second: tuple[int, int] | None = None
    level: Level | None = None


@dataclass(frozen=True)
class Rule:
    """A rule of handbook §4: its id, level, why it is there, and what it cannot run without."""

    id: str
    level: Level
    reason: str
    needs: tuple[Need, ...]
    run: Callable[[Subject], Iterable[Hit]]


RULES: dict[str, Rule] = {}


def rule(
    rule_id: str, level: Level, reason: str, needs: tuple[Need, ...] = ()
) -> Callable[[Callable[[Subject], Iterable[Hit]]], Callable[[Subject], Iterable[Hit]]]:
    """Registers a function as the rule `rule_id`; a second rule of the same id is a programming error."""

    def register(run: Callable[[Subject], Iterable[Hit]]) -> Callable[[Subject], Iterable[Hit]]:
        if rule_id in RULES:
            raise ValueError(f"rule {rule_id!r} is there already")
        RULES[rule_id] = Rule(rule_id, level, reason, needs, run)
        return run

    return register
