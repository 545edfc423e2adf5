"""Problems with what shows and causes them; the measures that answer them stand in answering.py."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.outline import NUMERALS, Outline
from assistant.report import Cause, Fact, Item, Pending, Problem
from assistant.writing.draft import Draft, item_of
from assistant.writing.headline import SHORTEST_NAME, head_problem, names_failing
from assistant.writing.kinds import lies_in_oneself
from assistant.writing.prose import Prose, Statement
from assistant.writing.telling_problems import ready_in_writing, tell, whole
from assistant.writing.which_problem import ProblemBrief

_I_MYSELF = re.compile(
    r"^(?:主要)?(?:就)?(?:是|怪)?(?:我|本人|自己)(?!们|镇|乡|街|县|村|区|市)(?:自己|本人)?(?:的(?=[一-龥]{3}))?"
)
_OWN, _MECHANISM, _OBJECTIVE = range(3)


@dataclass(frozen=True)
class Answered:
    """A problem already written, for the measures to name: its item's id and its headline."""

    id: str
    headline: str


class Chain:
    """Writes the problems and their causes, and keeps which problem became which item."""

    def __init__(self, outline: Outline, draft: Draft) -> None:
        self.outline = outline
        self.draft = draft
        self.written: dict[int, Answered] = {}

    def problems(self, briefs: Sequence[ProblemBrief], *, inline: bool) -> list[Item]:
        """One item a problem; its causes inside it, or one item a problem after them."""
        items = [self._problem(brief, place, inline=inline) for place, brief in enumerate(briefs)]
        if not inline:
            items += [self._cause_item(brief, place, len(items) + place) for place, brief in enumerate(briefs)]
        return items

    def _problem(self, brief: ProblemBrief, place: int, *, inline: bool) -> Item:
        told = self._ready(brief.facts)
        taken = {one.headline for one in self.written.values()}
        head = head_problem(brief.facts, told, taken)
        item_id = f"P{place + 1}"
        self.written[brief.number] = Answered(item_id, head.text)
        prose = Prose(f"{NUMERALS[place]}是")
        prose.state(f"{head.text}。", head.facts or brief.facts)
        self._show(prose, brief, head.rest, place)
        problem = Problem(id=item_id, headline=head.text, text="", facts=list(prose.facts))
        if inline:
            self._causes(prose, brief, problem, place)
        problem.text = prose.text
        self.draft.problems.append(problem)
        return item_of(item_id, head.text, prose)

    def _cause_item(self, brief: ProblemBrief, place: int, number: int) -> Item:
        problem = self.draft.problems[place]
        headline = f"{named_short(problem.headline)}的原因"
        prose = Prose(f"{NUMERALS[number]}是{headline}。")
        self._causes(prose, brief, problem, place)
        return item_of(f"CI{place + 1}", headline, prose)

    def _show(self, prose: Prose, brief: ProblemBrief, rest: list[Statement], place: int) -> None:
        """What shows it: first what was said for this, then what else was said of it, a sentence a question."""
        asked = [q for q in self.outline.questions if q.role == "evidence"]
        first = next((q.id for q in asked if q.per_problem), "")
        shown = self._ready([fact for fact in brief.shows if fact.origin.ref == first])
        pattern = self.outline.phrases.problem_shows[place % len(self.outline.phrases.problem_shows)]
        body = whole([*rest, *shown])
        if body:
            tell(prose, body, pattern)
        else:
            self._ask(first, f"第{place + 1}个问题的具体表现")
        for question in asked:
            said = [f for f in brief.shows if f.origin.ref == question.id] if question.id != first else []
            more = whole(self._ready(said))
            if more:
                frames = question.frames or ("{facts}。",)
                tell(prose, more, frames[place % len(frames)] if body else pattern)
                body = body or more

    def _causes(self, prose: Prose, brief: ProblemBrief, problem: Problem, place: int) -> None:
        ranks = {fact.id: _MECHANISM if fact.id in brief.run else self._rank(fact) for fact in brief.causes}
        for rank, facts in groupby(sorted(brief.causes, key=lambda f: ranks[f.id]), key=lambda f: ranks[f.id]):
            ready = self._ready(list(facts))
            if rank == _OWN:
                ready = self._shared(ready, brief.shared)
            if not ready:
                continue
            start = len(prose.text)
            pattern = self._cause_pattern(rank, brief.shared, place)
            if "我" in pattern:
                ready[0] = replace(ready[0], text=_I_MYSELF.sub("", ready[0].text) or ready[0].text)
            tell(prose, ready, pattern)
            cause = Cause(
                id=f"C{len(self.draft.causes) + 1}",
                text=prose.text[start:],
                problem=problem.id,
                facts=[fact.id for s in ready for fact in s.facts],
            )
            self.draft.causes.append(cause)
            problem.causes.append(cause.id)
        if _OWN not in ranks.values() or not problem.causes:
            self._miss_cause(prose, problem, place)

    def _miss_cause(self, prose: Prose, problem: Problem, place: int) -> None:
        if not problem.causes:
            prose.add("产生这一问题的原因，【待补：这个问题的主观原因】。")
        question = next((q for q in self.outline.questions if q.role == "cause"), None)
        if question:
            self._ask(question.id, f"第{place + 1}个问题的主观原因")

    def _shared(self, ready: list[Statement], shared: int | None) -> list[Statement]:
        """A cause said once for all problems stands whole in the first and piece by piece in the others."""
        if not shared or len(ready) < 2:
            return ready
        return [ready[shared % len(ready)]]

    def _cause_pattern(self, rank: int, shared: int | None, place: int) -> str:
        phrases = self.outline.phrases
        if rank == _OWN and shared and phrases.cause_shared:
            return phrases.cause_shared[(shared - 1) % len(phrases.cause_shared)]
        patterns = (phrases.cause_own, phrases.cause_mechanism, phrases.cause_objective)[rank]
        return patterns[place % len(patterns)]

    def _rank(self, fact: Fact) -> int:
        """One's own cause first, how things are run next, what lies outside last."""
        causes = [q for q in self.outline.questions if q.role == "cause"]
        question = next((q for q in causes if q.id == fact.origin.ref), None)
        if question is None:
            return _MECHANISM
        if question is causes[0] or (not question.objective and lies_in_oneself(fact.quote)):
            return _OWN
        return _OBJECTIVE if question.objective else _MECHANISM

    def _ask(self, question: str, what: str) -> None:
        if question:
            self.draft.pending.append(Pending(question=question, what=what))

    def _ready(self, facts: Sequence[Fact]) -> list[Statement]:
        return ready_in_writing(facts, self.draft)


def named_short(headline: str) -> str:
    """A problem's headline as it is named elsewhere: 针对……的问题."""
    first = headline.split("，")[0]
    if first != headline and len(first) >= SHORTEST_NAME and names_failing(first):
        return first
    return headline.removesuffix("的问题比较突出").replace("，", "、")
