"""Problems with what shows and causes them, and the measures that answer them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from assistant.outline import NUMERALS, Block, Outline
from assistant.report import Cause, Fact, Item, Measure, Pending, Problem
from assistant.writing.draft import Draft, item_of
from assistant.writing.measures import NO_DUE, NO_OWNER, Elements, read_elements
from assistant.writing.plan import MeasureBrief, Plan, ProblemBrief
from assistant.writing.prose import Prose, Statement, fit_to_stand, pick_headline, statements, write_sentences

SHORTEST_HEADLINE, LONGEST_HEADLINE = 10, 32


class Chain:
    """Writes problems with their causes, then the measures, and links them in the draft."""

    def __init__(self, outline: Outline, year: int, draft: Draft) -> None:
        self.outline = outline
        self.year = year
        self.draft = draft
        self._headings: dict[int, str] = {}

    # Problems and causes

    def problem(self, brief: ProblemBrief, place: int) -> Item:
        phrases = self.outline.phrases
        told = [s for s in statements(brief.facts) if fit_to_stand(s)]
        shows = [s for s in statements(brief.shows) if fit_to_stand(s)]
        headline, rest = self._problem_headline(told)
        for statement in (*statements(brief.facts), *statements(brief.shows), *statements(brief.causes)):
            if not fit_to_stand(statement):
                self.draft.too_spoken(statement)
        item_id = f"P{place + 1}"
        self._headings[brief.number] = _named(headline)
        prose = Prose(f"{NUMERALS[place]}是")
        prose.state(f"{headline}。", told[0].facts if told else brief.facts)
        body = [*rest, *shows]
        if body:
            write_sentences(prose, [body], phrases.problem_shows[place % len(phrases.problem_shows)])
        causes = self._causes(prose, brief, place, item_id)
        text_of_facts = [f.id for f in (*brief.facts, *brief.shows)]
        item = item_of(item_id, headline, prose)
        self.draft.problems.append(
            Problem(
                id=item_id,
                headline=headline,
                text=item.text,
                facts=[f for f in text_of_facts if f in prose.facts],
                causes=[cause.id for cause in causes],
            )
        )
        self.draft.causes += causes
        return item

    def _problem_headline(self, told: list[Statement]) -> tuple[str, list[Statement]]:
        if not told:
            return "【待补：问题的表述】", []
        head, rest = told[0].text, told[1:]
        if len(head) < SHORTEST_HEADLINE and rest and len(head) + len(rest[0].text) < LONGEST_HEADLINE:
            joined = Statement(f"{head}，{rest[0].text}", told[0].facts + rest[0].facts)
            told[0] = joined
            return joined.text, rest[1:]
        if len(head) < SHORTEST_HEADLINE:
            return f"{head}的问题比较突出", rest
        if len(head) > LONGEST_HEADLINE:
            cut = re.match(rf".{{{SHORTEST_HEADLINE},{LONGEST_HEADLINE}}}(?=[，、；])", head)
            if cut:
                remainder = head[cut.end() + 1 :]
                return cut.group(), [Statement(remainder, told[0].facts), *rest]
        return head, rest

    def _causes(self, prose: Prose, brief: ProblemBrief, place: int, item_id: str) -> list[Cause]:
        phrases = self.outline.phrases
        causes: list[Cause] = []
        kinds = groupby(sorted(brief.causes, key=self._cause_rank), key=self._cause_rank)
        for rank, facts in kinds:
            ready = [s for s in statements(list(facts)) if fit_to_stand(s)]
            if not ready:
                continue
            patterns = (phrases.cause_own, phrases.cause_mechanism, phrases.cause_objective)[rank]
            start = len(prose.text)
            pattern = patterns[place % len(patterns)]
            if "我" in pattern:
                ready[0] = replace(ready[0], text=re.sub(r"^(?:我|本人)(?!们|镇)", "", ready[0].text))
            write_sentences(prose, [ready], pattern)
            causes.append(
                Cause(
                    id=f"C{len(self.draft.causes) + len(causes) + 1}",
                    text=prose.text[start:],
                    problem=item_id,
                    facts=[fact.id for s in ready for fact in s.facts],
                )
            )
        if not causes:
            prose.add("产生这一问题的原因，【待补：这个问题的主观原因】。")
            question = next((q for q in self.outline.questions if q.role == "cause"), None)
            if question:
                self.draft.pending.append(Pending(question=question.id, what=f"第{place + 1}个问题的主观原因"))
        return causes

    def _cause_rank(self, fact: Fact) -> int:
        causes = [q for q in self.outline.questions if q.role == "cause"]
        question = next((q for q in causes if q.id == fact.origin.ref), None)
        if question is None or question is causes[0]:
            return 0
        return 2 if question.objective else 1

    # Measures

    def measures(self, block: Block, plan: Plan) -> list[Item]:
        taken: set[str] = set()
        items: list[Item] = []
        for brief in plan.measures:
            ready = [group for group in self.draft.groups(brief.facts) if group]
            if not ready:
                continue
            words = self._headings.get(brief.problem or 0, "") + "".join(f.text for f in brief.facts)
            headline = pick_headline(block.headlines, words, taken)
            taken.add(headline)
            items.append(self._measure(brief, ready, headline, len(items)))
        return items

    def _measure(self, brief: MeasureBrief, groups: list[list[Statement]], headline: str, place: int) -> Item:
        phrases = self.outline.phrases
        prose = Prose(f"{NUMERALS[place]}是{headline}。")
        problem_id = self._problem_id(brief.problem)
        item_id = f"MI{place + 1}"
        made: list[Measure] = []
        for index, group in enumerate(groups):
            frame = "{facts}。"
            if index == 0 and problem_id:
                pattern = phrases.measure_for[place % len(phrases.measure_for)]
                frame = pattern.replace("{problem}", self._headings[brief.problem or 0])
            start = len(prose.text)
            write_sentences(prose, [group], frame)
            facts = [fact for s in group for fact in s.facts]
            made.append(self._typed_measure(prose.text[start:], facts, problem_id, len(made)))
        self._ask_elements(prose, made)
        self.draft.measures += made
        for problem in self.draft.problems:
            if problem.id == problem_id:
                problem.measures += [measure.id for measure in made]
        return item_of(item_id, headline, prose)

    def _problem_id(self, number: int | None) -> str | None:
        numbers = list(self._headings)
        return f"P{numbers.index(number) + 1}" if number in numbers else None

    def _typed_measure(self, text: str, facts: list[Fact], problem: str | None, place: int) -> Measure:
        elements: Elements = read_elements("，".join(fact.text for fact in facts), facts, self.year + 1)
        return Measure(
            id=f"M{len(self.draft.measures) + place + 1}",
            text=text,
            problem=problem,
            owner=elements.owner,
            due=elements.due,
            due_date=elements.due_date,
            target=elements.target,
            facts=[fact.id for fact in facts],
        )

    def _ask_elements(self, prose: Prose, made: list[Measure]) -> None:
        """Owner and date told once in an item hold for all of it; what nobody said stands as one 待补."""
        owner = next((m.owner for m in made if m.owner != NO_OWNER), NO_OWNER)
        due = next((m.due for m in made if m.due != NO_DUE), NO_DUE)
        question = next((q for q in self.outline.questions if q.role == "measure"), None)
        gaps = [name for name, value, none in (("责任人", owner, NO_OWNER), ("完成时限", due, NO_DUE)) if value == none]
        if gaps:
            prose.add(self.outline.phrases.measure_owner[0].replace("{missing}", f"【待补：{'和'.join(gaps)}】"))
        if question:
            for measure in made:
                lacking = [
                    n
                    for n, v in (("责任人", measure.owner), ("完成时限", measure.due), ("量化目标", measure.target))
                    if v.startswith("【待补")
                ]
                if lacking and measure.problem:
                    what = f"“{_short(measure.text)}”这条措施的{'、'.join(lacking)}"
                    self.draft.pending.append(Pending(question=question.id, what=what))


def _named(headline: str) -> str:
    """A problem's headline short enough to be named in a measure."""
    name = headline.removesuffix("的问题比较突出")
    first = re.split("[，；]", name)[0]
    return first if len(first) >= 5 else name


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:18] + "…"
