"""Measures: what answers each problem, who does it, by when, up to what; and the tasks of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from assistant.outline import NUMERALS, Block, Outline, Question
from assistant.report import Fact, Item, Measure, Pending
from assistant.writing.chain import Answered, named_short, ready_in_writing
from assistant.writing.draft import Draft, item_of
from assistant.writing.measures import (
    NO_DUE,
    NO_OWNER,
    NO_TARGET,
    by_owner,
    dated,
    owner_alone,
    read_elements,
    read_target,
)
from assistant.writing.plan import MeasureBrief
from assistant.writing.prose import Prose, Statement, pick_headline, write_sentences

_STARTS_ANEW = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月|[一二三四]季度|[上下]半年|年底|每(?:季|月|年|半年))")


_AIMED = re.compile(r"^[^，。；]{4,60}(?:问题|短板|不足)，")


_ONLY_DUE = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月(?:底|末|份)?|[一二三四]季度|[上下]半年|年底|年中|年末)(?:之?前|以前|内)?(?P<done>完成|见效|到位)?"
)


def _due_first(doing: list[Statement]) -> list[Statement]:
    """A due said after all else (…，11月底前) opens the sentence; one that says what is due then (…，一季度完成) closes it."""
    due_only = _ONLY_DUE.fullmatch(doing[-1].text) if doing else None
    if len(doing) < 2 or due_only is None or due_only["done"] or _STARTS_ANEW.match(doing[0].text):
        return doing
    first, due = doing[0], doing[-1]
    return [Statement(f"{due.text}，{first.text}", due.facts + first.facts), *doing[1:-1]]


class Answering:
    """Writes the measures and links them to the problems written before."""

    def __init__(self, outline: Outline, year: int, draft: Draft, answered: Mapping[int, Answered]) -> None:
        self.outline = outline
        self.year = year
        self.draft = draft
        self._answered = answered
        self._frames: dict[str, int] = {}
        self._waiting = 0

    def items(self, block: Block, briefs: Sequence[MeasureBrief]) -> list[Item]:
        """One item a brief, headlines parallel and none twice."""
        taken: set[str] = set()
        items: list[Item] = []
        for brief in briefs:
            measures = self._measures_of(brief)
            if not measures:
                continue
            problem = self._answered.get(brief.problem or 0)
            words = (problem.headline * 3 if problem else "") + "".join(f.text for f in brief.facts)
            choices = brief.plan.headlines if brief.plan and brief.plan.headlines else block.headlines
            headline = pick_headline(choices, words, taken)
            taken.add(headline)
            items.append(self._item(brief, measures, headline, len(items)))
        return items

    def _measures_of(self, brief: MeasureBrief) -> list[list[Statement]]:
        """Its statements, one list a measure: a breath, or less where a new date follows an owner."""
        measures: list[list[Statement]] = []
        for _, breath in groupby(brief.facts, key=lambda f: (f.origin.ref, f.about, f.sentence)):
            measure: list[Statement] = []
            for statement in ready_in_writing(list(breath), self.draft):
                late = _ONLY_DUE.fullmatch(statement.text)
                anew = late is None and _STARTS_ANEW.match(statement.text)
                if measure and owner_alone().fullmatch(measure[-1].text) and anew:
                    measures.append(measure)
                    measure = []
                measure.append(statement)
            if measure and not all(owner_alone().fullmatch(s.text) for s in measure):
                measures.append(measure)
        return measures

    def _item(self, brief: MeasureBrief, measures: list[list[Statement]], headline: str, place: int) -> Item:
        prose = Prose(f"{NUMERALS[place]}是{headline}。")
        problem = self._answered.get(brief.problem or 0)
        made: list[Measure] = []
        for index, measure in enumerate(measures):
            start = len(prose.text)
            self._sentence(prose, measure, self._frame(measure, problem if index == 0 else None, place))
            made.append(self._typed(prose.text[start:], measure, problem, len(made)))
            if made[-1].owner == NO_OWNER and "【待补" not in prose.text:
                prose.add(self._whose())
            self._ask(made[-1], measure[0].facts[0].origin.ref)
        self._link(problem, made)
        return item_of(f"MI{place + 1}", headline, prose)

    def _frame(self, measure: list[Statement], problem: Answered | None, place: int) -> str:
        if problem is not None:
            patterns = self.outline.phrases.measure_for
            name = named_short(problem.headline)
            return patterns[place % len(patterns)].replace("{problem}", name)
        question = self._question(measure[0].facts[0])
        frames = question.frames or ("{facts}。",)
        used = self._frames.get(question.id, 0)
        self._frames[question.id] = used + 1
        return frames[used] if used < len(frames) else "{facts}。"

    def _question(self, fact: Fact) -> Question:
        return self.outline.question(fact.origin.ref)

    def _whose(self) -> str:
        """The sentence that waits for who answers for a measure, at most one an item, in turn."""
        patterns = self.outline.phrases.measure_owner
        self._waiting += 1
        return patterns[(self._waiting - 1) % len(patterns)].replace("{missing}", NO_OWNER)

    def _sentence(self, prose: Prose, measure: list[Statement], frame: str) -> None:
        """What is done, then who answers for it: 由组织委员负责."""
        owners = [s for s in measure if owner_alone().fullmatch(s.text)]
        doing = [s for s in measure if s not in owners]
        doing = _due_first([Statement(dated(s.text, self.year + 1), s.facts) for s in doing])
        write_sentences(prose, [doing], frame.removesuffix("。"))
        for statement in owners:
            prose.add("，")
            prose.state(by_owner(statement.text), statement.facts)
        prose.add("。")

    def _owner(self, measure: list[Statement]) -> str:
        """Who answers for it: said, or the one who promises for himself (outline: `by_self`)."""
        facts = [fact for s in measure for fact in s.facts]
        said = read_elements("，".join(s.text for s in measure), facts, self.year + 1).owner
        if said == NO_OWNER and self._question(facts[0]).by_self:
            return "我"
        if said == NO_OWNER and any(re.match(r"我(?:自己|本人)?(?!们|镇|乡|街)", fact.quote) for fact in facts):
            return "我"
        return said

    def _typed(self, text: str, measure: list[Statement], problem: Answered | None, place: int) -> Measure:
        facts = [fact for s in measure for fact in s.facts]
        targets = [(dated(s.text, self.year + 1), s.facts) for s in measure if not owner_alone().fullmatch(s.text)]
        elements = read_elements("，".join(s.text for s in measure), facts, self.year + 1)
        return Measure(
            id=f"M{len(self.draft.measures) + place + 1}",
            text=text,
            problem=problem.id if problem else None,
            owner=self._owner(measure),
            due=elements.due,
            due_date=elements.due_date,
            target=read_target(targets),
            facts=[fact.id for fact in facts],
        )

    def _link(self, answered: Answered | None, made: list[Measure]) -> None:
        self.draft.measures += made
        for problem in self.draft.problems:
            if answered is not None and problem.id == answered.id:
                problem.measures += [measure.id for measure in made]

    def _ask(self, measure: Measure, question: str) -> None:
        elements = (
            ("责任人", measure.owner, NO_OWNER),
            ("完成时限", measure.due, NO_DUE),
            ("量化目标", measure.target, NO_TARGET),
        )
        lacking = [name for name, value, none in elements if value == none]
        if lacking:
            what = f"“{_short(_AIMED.sub('', measure.text))}”这条措施的{'、'.join(lacking)}"
            self.draft.pending.append(Pending(question=question, what=what))


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:18] + "…"
