"""The plan of a report: which facts go into which item, which cause and measure belong to which problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.outline import Block, ItemPlan, Outline, Question, Role
from assistant.report import Fact
from assistant.writing.belonging import Belonging, in_breaths
from assistant.writing.kinds import told_off
from assistant.writing.kinship import pairs
from assistant.writing.telling import numbered
from assistant.writing.which_problem import ProblemBrief

MOST_MEASURES = 6


@dataclass
class ItemBrief:
    """What one achievements item is written from: its facts by question, in the outline's order."""

    plan: ItemPlan
    facts: list[Fact] = field(default_factory=list)


@dataclass
class MeasureBrief:
    """What answers one problem (None: a task of its own, in the outline's item `plan`)."""

    problem: int | None
    facts: list[Fact]
    plan: ItemPlan | None = None


@dataclass
class Plan:
    """Everything the writer needs, part by part; `homeless` belong to no problem, `unused` to no item at all."""

    items: dict[str, list[ItemBrief]]
    problems: list[ProblemBrief]
    measures: list[MeasureBrief]
    homeless: list[Fact]
    unused: list[Fact]


class Planner:
    """Sorts the facts of a reading into the outline's items and chains."""

    def __init__(self, outline: Outline, year: int, facts: Iterable[Fact]) -> None:
        self.outline = outline
        self.year = year
        self.facts = list(facts)
        self.questions = {question.id: question for question in outline.questions}

    def plan(self) -> Plan:
        """The whole plan."""
        problems = self._problems()
        belonging = Belonging(problems)
        homeless = belonging.put_evidence(self._of("evidence"))
        homeless += belonging.put_causes(self._of("cause"))
        measures = self._measures(problems, belonging)
        items: dict[str, list[ItemBrief]] = {}
        for part in self.outline.parts:
            items[part.id] = [brief for block in part.blocks for brief in self._items(block)]
        taken = {id(f) for briefs in items.values() for brief in briefs for f in brief.facts}
        taken |= {id(f) for p in problems for f in (*p.facts, *p.shows, *p.causes)}
        taken |= {id(f) for m in measures for f in m.facts}
        taken |= {id(f) for f in homeless}
        return Plan(items, problems, measures, homeless, [fact for fact in self.facts if id(fact) not in taken])

    def _of(self, *roles: Role) -> list[Fact]:
        return [fact for fact in self.facts if (q := self._question(fact)) is not None and q.role in roles]

    def _question(self, fact: Fact) -> Question | None:
        return self.questions.get(fact.origin.ref)

    def _items(self, block: Block) -> list[ItemBrief]:
        briefs = []
        for plan in block.items:
            facts = [
                fact
                for question in plan.questions
                for fact in self.facts
                if fact.origin.ref == question and self._may_stand(fact, review=plan.review)
            ]
            if facts or plan.terms:
                briefs.append(ItemBrief(plan, facts))
        return briefs

    def _may_stand(self, fact: Fact, *, review: bool) -> bool:
        """A figure of another year is not credited to this one; last year's only under last year's review.

        There also what was put off to the next.
        """
        years = {self.year, None, self.year - 1, self.year + 1} if review else {self.year, None}
        return fact.told or fact.year in years

    def _problems(self) -> list[ProblemBrief]:
        briefs: dict[int, ProblemBrief] = {}
        told = [fact for fact in self._of("problem") if not told_off(fact.quote)]
        for number, fact in numbered(told):
            briefs.setdefault(number, ProblemBrief(number, [])).facts.append(fact)
        return [briefs[number] for number in sorted(briefs)]

    def _measures(self, problems: list[ProblemBrief], belonging: Belonging) -> list[MeasureBrief]:
        briefs = {problem.number: MeasureBrief(problem.number, []) for problem in problems}
        own: dict[str, MeasureBrief] = {}
        told = self._of("measure")
        for group in in_breaths(told):
            question = self._question(group[0])
            for fact, number in belonging.measure_homes(group, question):
                brief = briefs.get(number or 0)
                if brief is None:
                    key, plan = self._own_item(fact)
                    brief = own.setdefault(key, MeasureBrief(None, [], plan))
                if not _told_before(fact, (f for b in (*briefs.values(), *own.values()) for f in b.facts)):
                    brief.facts.append(fact)
        _with_their_answer(list(briefs.values()), own)
        found = [brief for brief in briefs.values() if brief.facts]
        return found + _merged([brief for brief in own.values() if brief.facts], MOST_MEASURES - len(found))

    def _own_item(self, fact: Fact) -> tuple[str, ItemPlan | None]:
        """The item that takes what answers no problem: the outline's, by question."""
        for part in self.outline.parts:
            for block in part.blocks:
                for item in block.items if block.role == "measures" else ():
                    if fact.origin.ref in item.questions:
                        return item.id, item
        return "", None


_SHORT_ITEM = 20
"""Characters said from which on tasks make an item of their own."""


def _with_their_answer(briefs: list[MeasureBrief], own: dict[str, MeasureBrief]) -> None:
    """Too little for an item of its own (争创示范点1个) goes where the rest of its answer went."""
    for key, brief in list(own.items()):
        questions = {fact.origin.ref for fact in brief.facts}
        said = sum(len(text) for text in {fact.text for fact in brief.facts})
        homes = [one for one in briefs if questions & {fact.origin.ref for fact in one.facts}]
        if brief.facts and said < _SHORT_ITEM and len(questions) == 1 and homes:
            home = max(homes, key=lambda one: sum(fact.origin.ref in questions for fact in one.facts))
            kept = [fact for fact in home.facts if fact.origin.ref not in questions]
            theirs = [fact for fact in (*home.facts, *brief.facts) if fact.origin.ref in questions]
            home.facts = [*kept, *sorted(theirs, key=lambda fact: fact.sentence)]
            del own[key]


def _merged(briefs: list[MeasureBrief], room: int) -> list[MeasureBrief]:
    """Tasks of their own in at most `room` items, the last taking what is left."""
    room = max(room, 1)
    kept, rest = briefs[: room - 1], briefs[room - 1 :]
    if not rest:
        return kept
    return [*kept, MeasureBrief(None, [fact for brief in rest for fact in brief.facts], rest[0].plan)]


def _told_before(fact: Fact, others: Iterable[Fact]) -> bool:
    """“集体经济六百万” after “集体经济超过600万” says one thing twice: same figure, same matter."""
    figure = fact.figure
    if figure is None or figure.value is None:
        return False
    return any(
        other.figure is not None
        and other.text != fact.text
        and other.origin.ref != fact.origin.ref
        and (other.figure.value, other.figure.unit) == (figure.value, figure.unit)
        and min(len(pairs(fact.text) - pairs(other.text)), len(pairs(fact.quote) - pairs(other.quote))) <= 2
        for other in others
    )
