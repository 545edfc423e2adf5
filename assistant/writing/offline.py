"""The writer that works without a model: items, problems and measures in written register, from facts alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from assistant.outline import NUMERALS, Block, Outline, PartPlan, Question
from assistant.report import Cause, Fact, Finding, Item, Measure, Part, Pending, Problem, Use
from assistant.terms import year_forms
from assistant.writing.measures import NO_DUE, NO_OWNER, Elements, read_elements
from assistant.writing.plan import ItemBrief, MeasureBrief, Plan, ProblemBrief
from assistant.writing.prose import Prose, Statement, fit_to_stand, pick_headline, statements, write_sentences

_RAISED = re.compile(
    r"(.{0,24}?)反馈(?:了|的)?(\d{1,2}[个条项点]?(?:方面)?(?:的)?(?:问题|意见|不足|短板)?)(?:[：:，].*)?$"
)
_FIRST_POINT = re.compile(r"[：:](?:一是|第一[条个]?[，是]?|1[.、])(.{2,40})$")
_NOTHING_DONE = re.compile(r"(?:还|也|都|均|倒|一直|暂时)?(?:没|未|不是|不算|无(?!人员伤亡|偿|职|物业|障碍|一))")
_CLOSED = re.compile(r"完成整改|整改到位|销号|办结|已改")
SHORTEST_HEADLINE, LONGEST_HEADLINE = 10, 32


@dataclass
class Draft:
    """What the writer hands back: parts and chain, what it could not write, and what that leaves to ask."""

    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class OfflineWriter:
    """Writes a planned report by the outline's patterns; says nothing that no fact says."""

    def __init__(self, outline: Outline, year: int) -> None:
        self.outline = outline
        self.year = year
        self.draft = Draft()
        self._frames: dict[str, int] = {}
        self._headings: dict[int, str] = {}
        self._left_out: set[str] = set()

    def write(self, plan: Plan) -> Draft:
        """The whole draft; facts whose words stay too spoken to stand are listed as findings, never dropped unsaid."""
        for part in self.outline.parts:
            items: list[Item] = []
            leads: dict[int, str] = {}
            for block in part.blocks:
                found = self._block(part, block, plan)
                if found and block.lead:
                    leads[len(items)] = block.lead
                items += found
            text = "\n".join(leads.get(i, "") + item.text for i, item in enumerate(items))
            self.draft.parts.append(Part(id=part.id, heading=self.outline.heading(part.id), text=text, items=items))
        return self.draft

    def _block(self, part: PartPlan, block: Block, plan: Plan) -> list[Item]:
        if block.role == "achievements":
            return self._achievements(plan.items[part.id])
        if block.role == "problems":
            return [self._problem(brief, place) for place, brief in enumerate(plan.problems)]
        return self._measures(block, plan)

    # Achievements

    def _achievements(self, briefs: Sequence[ItemBrief]) -> list[Item]:
        taken: set[str] = set()
        items: list[Item] = []
        for brief in self._substantial(briefs):
            words = "".join(fact.text for fact in brief.facts)
            headline = pick_headline(brief.plan.headlines, words, taken)
            taken.add(headline)
            prose = Prose(f"{NUMERALS[len(items)]}是{headline}。")
            if brief.plan.terms:
                self._year_forms(prose, brief)
            if brief.plan.review:
                self._review(prose, brief.facts)
            else:
                self._by_question(prose, brief.facts)
            items.append(self._item(brief.plan.id, headline, prose))
        return items

    def _substantial(self, briefs: Sequence[ItemBrief]) -> list[ItemBrief]:
        """An item of a single statement joins the one before it: an item has at least two sentences."""
        kept: list[ItemBrief] = []
        for brief in briefs:
            ready = [s for s in statements(brief.facts) if fit_to_stand(s)]
            alone = len(ready) < 2 and not brief.plan.terms
            if alone and kept and not brief.plan.review and not kept[-1].plan.terms:
                kept[-1] = ItemBrief(kept[-1].plan, kept[-1].facts + brief.facts)
            elif ready or brief.plan.terms:
                kept.append(brief)
        return kept

    def _year_forms(self, prose: Prose, brief: ItemBrief) -> None:
        forms = year_forms(self.year)
        prose.add("，".join(form for form in (forms.guiding, forms.study, forms.upholding) if form) + "。")
        words = "".join(fact.text for fact in brief.facts)
        if forms.campaign and forms.campaign not in words:
            prose.add(f"按照党中央部署，组织党员干部参加{forms.campaign}。")
        if not brief.facts:
            prose.add("【待补：学习的场次、人数和本人讲课情况】。")

    def _by_question(self, prose: Prose, facts: Sequence[Fact]) -> None:
        for reference, told in groupby(facts, key=lambda fact: fact.origin.ref):
            groups = self._groups(list(told))
            if groups:
                write_sentences(prose, groups, self._frame(self.outline.question(reference)))

    def _groups(self, facts: Sequence[Fact]) -> list[list[Statement]]:
        ready = []
        for statement in statements(facts):
            if _NOTHING_DONE.match(statement.text) and all(fact.kind == "act" for fact in statement.facts):
                continue
            if fit_to_stand(statement):
                ready.append(statement)
            else:
                self._too_spoken(statement)
        return [
            list(group)
            for _, group in groupby(ready, key=lambda s: (s.facts[0].origin.ref, s.facts[0].about, s.facts[0].sentence))
        ]

    def _too_spoken(self, statement: Statement) -> None:
        fact = statement.facts[0]
        if fact.id in self._left_out:
            return
        self._left_out.add(fact.id)
        self.draft.findings.append(
            Finding(
                rule="W01",
                level="low",
                message=f"{fact.origin.ref} 里“{fact.quote}”这句口语较重，没有写进正文，请换个书面的说法再答一次。",
            )
        )

    def _frame(self, question: Question) -> str:
        frames = question.frames or ("{facts}。",)
        place = self._frames.get(question.id, 0)
        self._frames[question.id] = place + 1
        return frames[place % len(frames)] if place < 2 * len(frames) else "{facts}。"

    def _review(self, prose: Prose, facts: Sequence[Fact]) -> None:
        """Last year's criticism: what was raised and how many, then point by point the doing and how it stands."""
        told = self._ready([fact for fact in facts if fact.about is None])
        raised = next((s for s in told if _RAISED.match(s.text)), None)
        points, done = self._points(facts, raised)
        rest = sorted((s for s in told if s is not raised), key=lambda s: bool(_CLOSED.search(s.text)))
        if raised is not None:
            prose.add("针对")
            named = _RAISED.sub(r"\1反馈的\2", raised.text)
            prose.state(named if re.search("问题|意见|不足|短板", named) else f"{named}问题", raised.facts)
            if rest or not (points or done):
                write_sentences(prose, [rest], "，{facts}。") if rest else prose.add(
                    "，整改情况【待补：改到什么程度】。"
                )
            else:
                prose.add("，整改情况如下。")
        elif rest:
            write_sentences(prose, [rest], self.outline.phrases.review_lead[0])
        for number in sorted({*points, *done}):
            self._review_point(prose, number, points.get(number, []), done.get(number, []))

    def _points(
        self, facts: Sequence[Fact], raised: Statement | None
    ) -> tuple[dict[int, list[Statement]], dict[int, list[Statement]]]:
        """By number: what was raised (questions about the year before), and what was done about it."""
        points: dict[int, list[Statement]] = {}
        done: dict[int, list[Statement]] = {}
        if raised is not None and (first := _FIRST_POINT.search(raised.text)):
            points[1] = [Statement(first[1], raised.facts)]
        for number in sorted({fact.about for fact in facts if fact.about}):
            numbered = [fact for fact in facts if fact.about == number]
            before = [f for f in numbered if self.outline.question(f.origin.ref).year_offset < 0]
            points.setdefault(number, []).extend(self._ready(before))
            done[number] = self._ready([f for f in numbered if f not in before])
        return points, done

    def _review_point(self, prose: Prose, number: int, point: list[Statement], done: list[Statement]) -> None:
        if point:
            prose.add("对")
            write_sentences(prose, [point[:1]], "“{facts}”问题，")
            done = [*point[1:], *done]
        else:
            prose.add(f"第{NUMERALS[number - 1]}个问题，")
        if done:
            write_sentences(prose, [done])
        elif "【待补" in prose.text:
            prose.add("整改结果尚待核实。")
        else:
            prose.add("【待补：整改结果】。")

    def _ready(self, facts: Sequence[Fact]) -> list[Statement]:
        return [statement for group in self._groups(facts) for statement in group]

    # Problems and causes

    def _problem(self, brief: ProblemBrief, place: int) -> Item:
        phrases = self.outline.phrases
        told = [s for s in statements(brief.facts) if fit_to_stand(s)]
        shows = [s for s in statements(brief.shows) if fit_to_stand(s)]
        headline, rest = self._problem_headline(told)
        for statement in (*statements(brief.facts), *statements(brief.shows), *statements(brief.causes)):
            if not fit_to_stand(statement):
                self._too_spoken(statement)
        item_id = f"P{place + 1}"
        self._headings[brief.number] = _named(headline)
        prose = Prose(f"{NUMERALS[place]}是")
        prose.state(f"{headline}。", told[0].facts if told else brief.facts)
        body = [*rest, *shows]
        if body:
            write_sentences(prose, [body], phrases.problem_shows[place % len(phrases.problem_shows)])
        causes = self._causes(prose, brief, place, item_id)
        text_of_facts = [f.id for f in (*brief.facts, *brief.shows)]
        item = self._item(item_id, headline, prose)
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

    def _measures(self, block: Block, plan: Plan) -> list[Item]:
        taken: set[str] = set()
        items: list[Item] = []
        for brief in plan.measures:
            ready = [group for group in self._groups(brief.facts) if group]
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
        item_id = f"{'M' if True else ''}I{place + 1}"
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
        return self._item(item_id, headline, prose)

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

    def _item(self, item_id: str, headline: str, prose: Prose) -> Item:
        uses: list[Use] = list(prose.uses)
        return Item(id=item_id, headline=headline, text=prose.text, facts=prose.facts, uses=uses)


def _named(headline: str) -> str:
    """A problem's headline short enough to be named in a measure."""
    name = headline.removesuffix("的问题比较突出")
    first = re.split("[，；]", name)[0]
    return first if len(first) >= 5 else name


def _short(text: str) -> str:
    return text if len(text) <= 20 else text[:18] + "…"
