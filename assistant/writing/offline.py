"""The writer that works without a model: items, problems and measures in written register, from facts alone."""

from __future__ import annotations

from assistant.outline import Block, Outline, PartPlan
from assistant.report import Item, Part
from assistant.writing.achievements import Achievements
from assistant.writing.answering import Answering
from assistant.writing.chain import Chain
from assistant.writing.commitments import Promises
from assistant.writing.draft import Draft
from assistant.writing.plan import Plan


class OfflineWriter:
    """Writes a planned report by the outline's patterns; says nothing that no fact says.

    `emphasis`: what the person most wants remembered, for the choice of headlines; `promises`: last year's, answered.
    """

    def __init__(self, outline: Outline, year: int, emphasis: str = "", promises: Promises | None = None) -> None:
        self.outline = outline
        self.year = year
        self.draft = Draft()
        self._achievements = Achievements(
            outline, year, self.draft, emphasis, promises or Promises(outline, year, (), ())
        )
        self._chain = Chain(outline, self.draft)

    def write(self, plan: Plan) -> Draft:
        """The whole draft; facts whose words stay too spoken to stand are listed as findings, never dropped unsaid."""
        for question in dict.fromkeys(fact.origin.ref for fact in plan.homeless):
            self.draft.no_home([fact for fact in plan.homeless if fact.origin.ref == question])
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
            return self._achievements.items(plan.items[part.id])
        if block.role == "problems":
            return self._chain.problems(plan.problems, inline=block.causes == "inline")
        return Answering(self.outline, self.year, self.draft, self._chain.written).items(block, plan.measures)
