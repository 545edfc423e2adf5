"""The plan of a report: which facts go into which item, which cause and measure belong to which problem."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.outline import Block, ItemPlan, Outline, PartPlan, Question, Role
from assistant.report import Fact

# A piece of evidence, a cause or a measure joins the problem it shares this much with; below it, it is nobody's.
KINSHIP = 0.12
MOST_MEASURES = 6
_LEVEL = re.compile(r"(?:领导)?(?:班子|村|支部|社区|党员|干部|机关|队伍)[^，]{0,6}(?:是|呢|方面|层面|上)")
_EMPTY_PAIRS = frozenset(
    ("工作", "问题", "方面", "党建", "不足", "不够", "不强", "不高", "党委", "加强", "开展", "进行", "基层", "组织")
)


@dataclass
class ItemBrief:
    """What one achievements item is written from: its facts by question, in the outline's order."""

    plan: ItemPlan
    facts: list[Fact] = field(default_factory=list)


@dataclass
class ProblemBrief:
    """One problem: `headline` facts first said of it, what shows it, and its causes."""

    number: int
    facts: list[Fact]
    shows: list[Fact] = field(default_factory=list)
    causes: list[Fact] = field(default_factory=list)

    def words(self) -> str:
        """All that was said of it, for telling what else belongs to it."""
        return "".join(fact.text + fact.metric for fact in (*self.facts, *self.shows, *self.causes))


@dataclass
class MeasureBrief:
    """What answers one problem (None: a task of its own)."""

    problem: int | None
    facts: list[Fact]


@dataclass
class Plan:
    """Everything the writer needs, part by part; `unused` are facts no item takes."""

    items: dict[str, list[ItemBrief]]
    problems: list[ProblemBrief]
    measures: list[MeasureBrief]
    unused: list[Fact]


def pairs(text: str) -> set[str]:
    """The character pairs of a text that say something: Chinese only, worn-out ones left out."""
    found = {a + b for a, b in pairwise(text) if "一" <= a <= "鿿" and "一" <= b <= "鿿"}
    return found - _EMPTY_PAIRS


def kinship(one: str, other: str) -> float:
    """How much two texts speak of the same thing: shared pairs over the smaller text's, 0 to 1."""
    a, b = pairs(one), pairs(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


class Planner:
    """Sorts the facts of a reading into the outline's items and chains."""

    def __init__(self, outline: Outline, year: int, facts: Iterable[Fact]) -> None:
        self.outline = outline
        self.year = year
        self.facts = list(facts)
        self.topics = [h for part in outline.parts for block in part.blocks for h in block.headlines]
        self.questions = {question.id: question for question in outline.questions}

    def plan(self) -> Plan:
        """The whole plan."""
        problems = self._problems()
        self._evidence(problems)
        self._causes(problems)
        measures = self._measures(problems)
        items: dict[str, list[ItemBrief]] = {}
        for part in self.outline.parts:
            items[part.id] = [brief for block in part.blocks for brief in self._items(block)]
        taken = {id(f) for briefs in items.values() for brief in briefs for f in brief.facts}
        taken |= {id(f) for p in problems for f in (*p.facts, *p.shows, *p.causes)}
        taken |= {id(f) for m in measures for f in m.facts}
        return Plan(items, problems, measures, [fact for fact in self.facts if id(fact) not in taken])

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
        """A figure of another year is not credited to this one; last year's only under last year's review."""
        years = {self.year, None, self.year - 1} if review else {self.year, None}
        return fact.year in years

    def _problems(self) -> list[ProblemBrief]:
        briefs: dict[int, ProblemBrief] = {}
        told = self._of("problem")
        numbered = any(fact.about for fact in told)
        last = 0
        for fact in told:
            number = fact.about or (last or 1 if numbered else fact.sentence + 1)
            last = number
            briefs.setdefault(number, ProblemBrief(number, [])).facts.append(fact)
        return [briefs[number] for number in sorted(briefs)]

    def _nearest(self, words: str, problems: list[ProblemBrief]) -> ProblemBrief | None:
        """The problem that shares most with the words; pairs that several problems share count less."""
        homes = [pairs(problem.words()) for problem in problems]
        own, own_topics = pairs(words), self._topics(words)

        def weight(home: set[str]) -> float:
            return sum(1 / sum(pair in other for other in homes) for pair in own & home) / max(len(own), 1)

        scored = [
            (
                weight(home)
                + (0.1 if _subject(words, home) else 0)
                + 0.15 * len(own_topics & self._topics(problems[i].words())),
                -i,
            )
            for i, home in enumerate(homes)
        ]
        best = max(scored, default=(0.0, 0))
        return problems[-best[1]] if best[0] >= KINSHIP else None

    def _topics(self, words: str) -> set[str]:
        """The kinds of problem that the outline's measure headlines name and these words speak of."""
        return {h.text for h in self.topics if any(cue in words for cue in h.cues)}

    def _groups(self, facts: list[Fact]) -> list[list[Fact]]:
        """Facts said in one breath of one answer about one problem stay together."""
        groups: list[list[Fact]] = []
        for fact in facts:
            key = (fact.origin.ref, fact.about, fact.sentence)
            if groups and (groups[-1][0].origin.ref, groups[-1][0].about, groups[-1][0].sentence) == key:
                groups[-1].append(fact)
            else:
                groups.append([fact])
        return groups

    def _evidence(self, problems: list[ProblemBrief]) -> None:
        for group in self._groups(self._of("evidence")):
            by_level = sum(bool(_LEVEL.match(fact.quote)) for fact in group) > 1
            for fact in [[f] for f in group] if by_level else [group]:
                words = "".join(f.text + f.metric for f in fact)
                numbered = next((p for p in problems if p.number == fact[0].about), None)
                brief = numbered or self._nearest(words, problems) or min(problems, key=_told, default=None)
                if brief is not None:
                    brief.shows += [f for f in fact if not _said_already(f, brief)]

    def _causes(self, problems: list[ProblemBrief]) -> None:
        for group in self._groups(self._of("cause")):
            words = "".join(fact.text for fact in group)
            numbered = next((p for p in problems if p.number == group[0].about), None)
            bare = [p for p in problems if not p.causes]
            brief = numbered or self._nearest(words, problems) or next(iter(bare or problems), None)
            if brief is not None:
                brief.causes += group

    def _measures(self, problems: list[ProblemBrief]) -> list[MeasureBrief]:
        briefs = {problem.number: MeasureBrief(problem.number, []) for problem in problems}
        own: dict[str, MeasureBrief] = {}
        told = self._of("measure") + [
            fact for fact in self._of("fact", "review") if fact.year is not None and fact.year > self.year
        ]
        for group in self._groups(told):
            words = "".join(fact.text + fact.metric for fact in group)
            brief = briefs.get(group[0].about or 0)
            nearest = None if brief else self._nearest(words, problems)
            if brief is None and nearest is not None:
                brief = briefs[nearest.number]
            if brief is None:
                topic = next(iter(sorted(self._topics(words))), "")
                brief = own.setdefault(topic, MeasureBrief(None, []))
            brief.facts += group
        found = [brief for brief in briefs.values() if brief.facts]
        return found + _merged(list(own.values()), MOST_MEASURES - len(found))


def _merged(briefs: list[MeasureBrief], room: int) -> list[MeasureBrief]:
    """Tasks of their own in at most `room` items, the last taking what is left; single statements stand together."""
    small = [brief for brief in briefs if len(brief.facts) < 2]
    kept = [brief for brief in briefs if len(brief.facts) >= 2]
    if small:
        kept.append(MeasureBrief(None, [fact for brief in small for fact in brief.facts]))
    room = max(room, 1)
    rest = [fact for brief in kept[room - 1 :] for fact in brief.facts]
    return kept[: room - 1] + ([MeasureBrief(None, rest)] if rest else [])


def _subject(words: str, home: set[str]) -> bool:
    """Whether what the words begin with is spoken of there."""
    return words[:2] in home or words[1:3] in home


def _told(brief: ProblemBrief) -> int:
    return len(brief.shows) + len(brief.facts)


def _said_already(fact: Fact, brief: ProblemBrief) -> bool:
    return fact.kind == "act" and any(kinship(fact.text, other.text) > 0.8 for other in (*brief.facts, *brief.shows))


def part_of(outline: Outline, role: str) -> PartPlan | None:
    """The part that holds the block of this role, or None."""
    return next((part for part in outline.parts if any(b.role == role for b in part.blocks)), None)
