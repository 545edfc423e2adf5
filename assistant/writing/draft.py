"""What all rooms of the offline writer share: the draft under way, and which statements may stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from assistant.report import Cause, Fact, Finding, Item, Measure, Part, Pending, Problem
from assistant.writing.prose import Prose, Statement, fit_to_stand, statements

_NOTHING_DONE = re.compile(
    r"(?:还|也|都|均|倒|一直|暂时)?(?:(?:没|未)(?!有?(?:到|达到|够)\d)|不是|不算|无(?!人员伤亡|偿|职|物业|障碍|一))(?!有?(?:出[^，。]{0,4}(?:事故?|人命|岔子|问题)|出现|发生|再|断|误|漏|酿成|造成|引发|耽误|一[户亩起人例件]))"
)
_LEAST_SAID = 4
_A_TIME = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|初)?(?:至(?:\d{1,2}月)?(?:\d{1,2}日)?)?")
# “两条，都有数”: how many are to come, of nothing that is named.
_ANNOUNCED = re.compile(r"(?:有|就|共)?\d[条样件个点项]")


@dataclass
class Draft:
    """What the writer hands back: parts and chain, what it could not write, and what that leaves to ask."""

    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _left_out: set[str] = field(default_factory=set)

    def ready(self, facts: Sequence[Fact]) -> list[Statement]:
        """The statements of these facts that may stand."""
        return [statement for group in self.groups(facts) for statement in group]

    def groups(self, facts: Sequence[Fact]) -> list[list[Statement]]:
        """The statements that may stand, those said in one breath together."""
        ready: list[Statement] = []
        told = [statement for statement in statements(facts) if not _ANNOUNCED.fullmatch(statement.text)]
        for place, statement in enumerate(told):
            if _undone(statement) and not self._within(told, place):
                self.not_done(statement)
            elif fit_to_stand(statement, ready[-1] if ready else None):
                ready.append(statement)
            else:
                self.too_spoken(statement)
        breaths = [list(group) for _, group in groupby(ready, key=lambda one: one.breath)]
        return _with_times(breaths)

    def _within(self, told: Sequence[Statement], place: int) -> bool:
        """Whether what was not done is told between what stands of its sentence, which would be torn without it."""
        if not 0 < place < len(told) - 1:
            return False
        before, behind = told[place - 1], told[place + 1]
        here = told[place].breath
        return all(one.breath == here and not _undone(one) and fit_to_stand(one) for one in (before, behind))

    def not_done(self, statement: Statement) -> None:
        """Lists, once, what was said not to have been done: no achievement, but said."""
        fact = statement.facts[0]
        if fact.id in self._left_out or len(statement.text) < _LEAST_SAID:
            return
        self._left_out.add(fact.id)
        self.findings.append(
            Finding(
                rule="W04",
                level="low",
                message=f"{fact.origin.ref} 里“{fact.quote}”说的是没有做到的事，没有写进成绩；要写，请放到问题里说。",
            )
        )

    def too_spoken(self, statement: Statement) -> None:
        """Lists, once, a statement that stays too spoken to stand: nothing is dropped unsaid."""
        fact = statement.facts[0]
        if fact.id in self._left_out:
            return
        self._left_out.add(fact.id)
        self.findings.append(
            Finding(
                rule="W01",
                level="low",
                message=f"{fact.origin.ref} 里“{fact.quote}”这句口语较重，没有写进正文，请换个书面的说法再答一次。",
            )
        )

    def no_room(self, left: Sequence[Statement]) -> None:
        """Lists what is left out of a story for want of room."""
        if not left:
            return
        words = "，".join(dict.fromkeys(statement.facts[0].quote for statement in left))
        self.findings.append(
            Finding(
                rule="W07",
                level="low",
                message=f"{left[0].facts[0].origin.ref} 里“{words}”没有写进正文：一题只留一个事例；要换，请说改哪一条。",
            )
        )

    def no_home(self, facts: Sequence[Fact]) -> None:
        """Lists, once an answer, what was said of no problem told: it stands nowhere in the text."""
        quotes = "，".join(dict.fromkeys(fact.quote for fact in facts if fact.quote not in self._left_out))
        if not quotes:
            return
        self._left_out.update(fact.quote for fact in facts)
        self.findings.append(
            Finding(
                rule="W02",
                level="low",
                message=f"{facts[0].origin.ref} 里“{quotes}”对不上任何一个问题，没有写进正文：要写，就说明是哪一条问题的表现，或把它补成一条问题。",
            )
        )


def _with_times(breaths: Sequence[list[Statement]]) -> list[list[Statement]]:
    """A time that was told alone put before what was told next; behind all else it says nothing."""
    done: list[list[Statement]] = []
    waiting: list[Statement] = []
    for group in breaths:
        if all(_A_TIME.fullmatch(statement.text) for statement in group):
            waiting = group
            continue
        done.append([*waiting, *group])
        waiting = []
    return done


def _undone(statement: Statement) -> bool:
    """Whether a statement only says what was not done."""
    acts = all(fact.kind == "act" for fact in statement.facts)
    return acts and not statement.told and _NOTHING_DONE.match(statement.text) is not None


def item_of(item_id: str, headline: str, prose: Prose) -> Item:
    """A finished item."""
    return Item(id=item_id, headline=headline, text=prose.text, facts=prose.facts, uses=list(prose.uses))
