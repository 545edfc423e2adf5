"""Measures: what answers each problem, who does it, by when, up to what; and the tasks of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from assistant.outline import NUMERALS, Block, Outline, Question, Want
from assistant.report import Fact, Item, Measure, Pending
from assistant.writing.chain import Answered, named_short
from assistant.writing.draft import Draft, item_of
from assistant.writing.matters import ONLY_DUE, Matter, Told, matters_of
from assistant.writing.measures import (
    ASKED,
    NO_DUE,
    NO_OWNER,
    NO_TARGET,
    by_owner,
    dated,
    named_owner,
    owner_alone,
    read_elements,
    read_target,
)
from assistant.writing.plan import MeasureBrief
from assistant.writing.prose import Prose, Statement, pick_headline, write_sentences

_STARTS_ANEW = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月|[一二三四]季度|[上下]半年|年底|每(?:季|月|年|半年))")
_OWN_FAILING = re.compile(r"我(?!们|镇|乡|街|县|区|市|村|社)|本人")
_HOW_OFTEN = re.compile(r"每(?:周|月|季|半年|半月|个?星期)")
_BLANKS: dict[Want, str] = {"owner": NO_OWNER, "due": NO_DUE, "target": NO_TARGET}


def _due_first(doing: list[Statement]) -> list[Statement]:
    """A due said after all else (…，11月底前) opens the sentence; one that says what is due then (…，一季度完成) closes it.

    So does one behind the first statement that says nothing else, or its verb again (9个项目砍成5个，1月底前砍).
    """
    if len(doing) < 2 or _STARTS_ANEW.match(doing[0].text):
        return doing
    for place in (1, len(doing) - 1):
        first, due = doing[0], doing[place]
        found = ONLY_DUE.fullmatch(due.text)
        again = (found["again"] or "") if found else ""
        if found is not None and not found["done"] and again in first.text:
            opening = Statement(f"{due.text.removesuffix(again)}，{first.text}", due.facts + first.facts)
            return [opening, *doing[1:place], *doing[place + 1 :]]
    return doing


class Answering:
    """Writes the measures and links them to the problems written before."""

    def __init__(self, outline: Outline, year: int, draft: Draft, answered: Mapping[int, Answered]) -> None:
        self.outline = outline
        self.year = year
        self.draft = draft
        self._answered = answered
        self._questions = {question.id: question for question in outline.questions}
        self._frames: dict[str, int] = {}
        self._waiting = 0

    def items(self, block: Block, briefs: Sequence[MeasureBrief]) -> list[Item]:
        """One item a brief, headlines parallel and none twice."""
        taken: set[str] = set()
        items: list[Item] = []
        for brief in briefs:
            matters = matters_of(brief.facts, self._questions, self.draft)
            if not matters:
                continue
            problem = self._answered.get(brief.problem or 0)
            words = (problem.headline * 3 if problem else "") + "".join(f.text for f in brief.facts)
            choices = brief.plan.headlines if brief.plan and brief.plan.headlines else block.headlines
            headline = pick_headline(choices, words, taken)
            taken.add(headline)
            items.append(self._item(problem, matters, headline, len(items)))
        return items

    def _item(self, problem: Answered | None, matters: list[Matter], headline: str, place: int) -> Item:
        prose = Prose(f"{NUMERALS[place]}是{headline}。")
        made: list[Measure] = []
        for question, told in groupby(matters, key=lambda matter: matter.question):
            before = len(made)
            first: Told | None = None
            for matter in told:
                for index, measure in enumerate(matter.measures):
                    first = first or measure
                    start = len(prose.text)
                    frame = self._frame(measure, None if made else problem, place)
                    self._sentence(prose, measure, frame, None if index else matter.owner)
                    made.append(self._typed(prose.text[start:], measure, (problem, matter.owner), len(made)))
            if first is not None:
                self._ask(prose, self._questions[question], (first, made[before:]), problem)
        self._link(problem, made)
        return item_of(f"MI{place + 1}", headline, prose)

    def _frame(self, measure: Told, problem: Answered | None, place: int) -> str:
        if problem is not None:
            patterns = self.outline.phrases.measure_for
            name = named_short(problem.headline)
            return patterns[place % len(patterns)].replace("{problem}", name)
        question = self._question(measure.facts[0])
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

    def _sentence(self, prose: Prose, measure: Told, frame: str, owner: Statement | None) -> None:
        """What is done, then who answers for it (，由组织委员负责); who answers for a whole matter stands at its head."""
        before, after = frame.split("{facts}")
        prose.add(before)
        if owner is not None:
            prose.state(by_owner(owner.text), owner.facts)
            prose.add("，")
        for place, statement in enumerate(measure.lead):
            prose.state(dated(statement.text, self.year + 1), statement.facts)
            prose.add("：" if place == len(measure.lead) - 1 else "，")
        for place, step in enumerate(measure.doing):
            prose.add("；" if place else "")
            self._step(prose, [*step, *(measure.owners if place == len(measure.doing) - 1 else ())])
        prose.add(after)

    def _step(self, prose: Prose, step: Sequence[Statement]) -> None:
        owners = [s for s in step if owner_alone().fullmatch(s.text)]
        doing = [Statement(dated(s.text, self.year + 1), s.facts) for s in step if s not in owners]
        write_sentences(prose, [_due_first(doing)], "{facts}")
        for statement in owners:
            prose.add("，")
            prose.state(by_owner(statement.text), statement.facts)

    def _owner(self, measure: Told, for_all: Statement | None, problem: Answered | None) -> str:
        """Who answers for it: said, or the one who promises for himself (outline: `by_self`) or whose own failing it mends."""
        facts = measure.facts
        own = measure.owners or ((for_all,) if for_all else ())
        said = next((named_owner(s.text) for s in own), "")
        said = said or read_elements("，".join(s.text for s in measure.statements), facts, self.year + 1).owner
        own_failing = problem is not None and _OWN_FAILING.match(problem.headline) is not None
        if said == NO_OWNER and (own_failing or self._question(facts[0]).by_self):
            return "我"
        if said == NO_OWNER and any(re.match(r"我(?:自己|本人)?(?!们|镇|乡|街)", fact.quote) for fact in facts):
            return "我"
        return said

    def _typed(
        self, text: str, measure: Told, belongs: tuple[Answered | None, Statement | None], place: int
    ) -> Measure:
        problem, owner = belongs
        told = [Statement(dated(s.text, self.year + 1), s.facts) for s in measure.statements]
        counted = told[len(measure.lead) :]
        targets = [(s.text, s.facts) for s in counted if not owner_alone().fullmatch(s.text)]
        elements = read_elements("，".join(s.text for s in told), measure.facts, self.year + 1)
        facts = [*(owner.facts if owner and by_owner(owner.text) in text else ()), *measure.facts]
        return Measure(
            id=f"M{len(self.draft.measures) + place + 1}",
            text=text,
            problem=problem.id if problem else None,
            owner=self._owner(measure, owner, problem),
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

    def _ask(
        self, prose: Prose, question: Question, told: tuple[Told, list[Measure]], problem: Answered | None
    ) -> None:
        """What none of the measures told in answer to one question says: asked for once, the owner in the text too."""
        first, made = told
        lacking = [
            want
            for want, none in _BLANKS.items()
            if want in question.wants
            and all(getattr(measure, want) == none for measure in made)
            # How often is a target too: 每周二下村.
            and not (want == "target" and any(_HOW_OFTEN.search(measure.text) for measure in made))
        ]
        if not lacking:
            return
        if "owner" in lacking and "【待补" not in prose.text:
            prose.add(self._whose())
        about = f"“{_short('，'.join(s.text for s in first.statements))}”这一条"
        if problem and question.per_problem:
            about = f"针对“{named_short(problem.headline)}”的措施"
        what = f"{about}：{'、'.join(ASKED[want] for want in lacking)}"
        ids = tuple(measure.id for measure in made)
        self.draft.pending.append(Pending(question=question.id, what=what, measures=ids))


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:18] + "…"
