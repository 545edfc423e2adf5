"""The writer that works without a model: items, problems and measures in written register, from facts alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.outline import NUMERALS, Block, Outline, PartPlan, Question
from assistant.report import Fact, Item, Part
from assistant.terms import year_forms
from assistant.writing.answering import Answering
from assistant.writing.chain import Chain
from assistant.writing.draft import Draft, item_of
from assistant.writing.plan import ItemBrief, Plan
from assistant.writing.prose import Prose, fit_to_stand, pick_headline, statements, write_sentences
from assistant.writing.review import Review


class OfflineWriter:
    """Writes a planned report by the outline's patterns; says nothing that no fact says."""

    def __init__(self, outline: Outline, year: int) -> None:
        self.outline = outline
        self.year = year
        self.draft = Draft()
        self._frames: dict[str, int] = {}
        self._chain = Chain(outline, self.draft)

    def write(self, plan: Plan) -> Draft:
        """The whole draft; facts whose words stay too spoken to stand are listed as findings, never dropped unsaid."""
        for fact in plan.homeless:
            self.draft.no_home(fact)
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
            return self._chain.problems(plan.problems, inline=block.causes == "inline")
        return Answering(self.outline, self.year, self.draft, self._chain.written).items(block, plan.measures)

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
                Review(self.outline, self.draft).write(prose, brief.facts)
            else:
                self._by_question(prose, brief.facts)
            items.append(item_of(brief.plan.id, headline, prose))
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
            groups = self.draft.groups(list(told))
            if groups:
                write_sentences(prose, groups, self._frame(self.outline.question(reference)))

    def _frame(self, question: Question) -> str:
        frames = question.frames or ("{facts}。",)
        place = self._frames.get(question.id, 0)
        self._frames[question.id] = place + 1
        return frames[place % len(frames)] if place < 2 * len(frames) else "{facts}。"
