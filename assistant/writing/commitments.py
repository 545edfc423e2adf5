"""Last year's promises answered for: what was promised beside what was done, and what was not done as a problem."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.figures.printed import figure_words
from assistant.figures.reading import read_figures
from assistant.outline import Outline
from assistant.report import Commitment, Fact, Figure, Origin
from assistant.text.patterns import Lazy
from assistant.writing.draft import Draft
from assistant.writing.kinship import kinship
from assistant.writing.plan import ItemBrief, MeasureBrief, Plan
from assistant.writing.prose import Prose, Statement, fit_to_stand, statements
from assistant.writing.which_problem import ProblemBrief

_BARE = Lazy(
    r"(?:现|也|都|已|均|全部|全|按期|如期|顺利|基本)*(?:完成|做到|兑现|落实|实现|达到|办到|改完|整改)(?:了|到位|完成|任务|目标)*"
)
_WHY = Lazy(r"^(?:主要)?(?:因为|由于|是因为|原因是|怪|因)")
_REACHES = Lazy(r"达到|提高|增长|提升|收入|占|率|突破")
_OPENED = Lazy(r"^(?:实际|只|仅|才|已|完成|还|未|没|现|目前|超额)")
SAME_PROBLEM = 0.3
MOST_FRAMES = 2


class Promises:
    """Writes the answers to last year's report into the item on last year's criticism."""

    def __init__(self, outline: Outline, year: int, commitments: Sequence[Commitment], facts: Sequence[Fact]) -> None:
        self.outline = outline
        self.year = year
        self.answered = [one for one in commitments if one.outcome != "unanswered"]
        self.facts = {fact.id: fact for fact in facts}
        self._targets = {fact.text: fact for fact in facts if fact.origin.kind == "file"}
        self._own = {one.id: [f for f in facts if f.origin.ref == one.id] for one in commitments}
        self._frames: dict[str, int] = {}

    def ids(self) -> set[str]:
        """The questions whose answers are written here."""
        return set(self._own)

    def keeps_back(self, fact: Fact) -> bool:
        """Whether a fact is not for the plan: a target itself, or what is planned to make good for one."""
        return fact.origin.kind == "file" or (fact.origin.ref in self._own and (fact.year or 0) > self.year)

    def own(self, one: Commitment) -> list[Fact]:
        """What was answered to the commitment's own question."""
        return self._own.get(one.id, [])

    def write(self, prose: Prose, draft: Draft) -> None:
        """Each promise with its target, in the same sentence what came of it; those just kept stand together."""
        plain = [one for one in self.answered if one.kind == "target" and self._just_kept(one)]
        if plain:
            self._kept_together(prose, plain)
        for one in self.answered:
            if one in plain:
                continue
            if one.kind == "problem":
                self._problem(prose, one, draft)
            else:
                self._target(prose, one, draft)

    def _just_kept(self, one: Commitment) -> bool:
        """Done to the letter, and nothing more was said of it."""
        if one.outcome != "done":
            return False
        said = self.own(one)
        fact = self.facts.get(one.fact or "")
        words = "，".join(dict.fromkeys(f.text for f in said))
        if said and (fact is None or fact.figure is None or len(words) > _SHORT_ANSWER):
            return all(_BARE.fullmatch(f.text.strip("，。 ")) for f in said)
        return (
            fact is not None
            and fact.figure is not None
            and one.figure is not None
            and (fact.figure.value == one.figure.value)
        )

    def _kept_together(self, prose: Prose, kept: Sequence[Commitment]) -> None:
        for start in range(0, len(kept), _TOGETHER):
            group = kept[start : start + _TOGETHER]
            prose.add(f"{self._year(group[0])}年承诺的" if start == 0 else "承诺的")
            for place, one in enumerate(group):
                prose.add("、" if place else "")
                self._state_target(prose, one, also=self._bound(one))
            prose.add("均已完成。" if len(group) > 1 else "已完成。")

    def _year(self, one: Commitment) -> int:
        return one.year if one.year is not None else self.year

    def _bound(self, one: Commitment) -> list[Fact]:
        fact = self.facts.get(one.fact or "")
        return [fact] if fact else []

    def _state_target(self, prose: Prose, one: Commitment, also: Sequence[Fact] = ()) -> None:
        target = self._targets.get(one.text)
        prose.state(_in_report(one.text), [*([target] if target else []), *also])

    def _target(self, prose: Prose, one: Commitment, draft: Draft) -> None:
        frame = self._frame(one)
        before, after = frame.split("{promise}")
        prose.add(before)
        self._state_target(prose, one)
        prose.add(after)
        said = self._statements(one, draft)
        fact = self.facts.get(one.fact or "")
        if said:
            self._state_all(prose, said, one)
        elif fact is not None and fact.figure is not None:
            falls = fact.figure.base is not None or re.search("以内|不超过|压减|降", one.text)
            prose.add("实际" + ("为" if falls else "达到" if _REACHES.search(one.text) else "完成"))
            prose.state(_amount(fact), [fact])
        elif one.outcome == "done":
            prose.add("已完成")
        else:
            prose.add("尚未完成" if one.outcome == "open" else "部分完成")
        prose.add("。")

    def _frame(self, one: Commitment) -> str:
        frames = self.outline.phrases.commitment
        place = self._frames.get("target", 0)
        self._frames["target"] = place + 1
        return frames[(place // MOST_FRAMES) % len(frames)].replace("{year}", str(self._year(one)))

    def _statements(self, one: Commitment, draft: Draft) -> list[Statement]:
        """What the promise's own answer says of it; reasons stand with the problem, what is planned with the measures."""
        kept = []
        for statement in statements(self._own.get(one.id, [])):
            if _WHY.match(statement.text) or any((f.year or 0) > self.year for f in statement.facts):
                continue
            if fit_to_stand(statement):
                kept.append(statement)
            else:
                draft.too_spoken(statement)
        return kept

    def _state_all(self, prose: Prose, said: Sequence[Statement], one: Commitment) -> None:
        for place, statement in enumerate(said):
            counts = any(fact.kind == "figure" for fact in statement.facts)
            lead = "实际" if place == 0 and counts and not _OPENED.match(statement.text) else ""
            prose.add(("，" if place else "") + lead)
            prose.state(statement.text, statement.facts)
        if one.outcome == "open" and not any(re.search("未|没", statement.text) for statement in said):
            prose.add("，尚未完成")

    def _problem(self, prose: Prose, one: Commitment, draft: Draft) -> None:
        said = self._statements(one, draft)
        fact = self.facts.get(one.fact or "")
        if not said and fact is not None and fact.origin.ref != one.id:
            return  # the point-by-point answer stands in the item already
        prose.add(f"对上年查摆的“{one.headline}”问题，")
        if said:
            self._state_all(prose, said, one)
        else:
            prose.add({"done": "已整改到位", "partly": "整改取得部分进展", "open": "尚未整改到位"}[one.outcome])
        prose.add("。")


_TOGETHER = 6
_SHORT_ANSWER = 16
"""Characters of an answer that says no more than that the target was reached."""


def _in_report(words: str) -> str:
    """A promise's words as they stand inside a sentence of this year's."""
    return words.strip("，。；、 ")


def reworded(fact: Fact, commitments: Sequence[Commitment], year: int) -> Fact:
    """What is planned to make good for a promise, with what it is about: “明年6月补上” says nothing by itself."""
    one = next((c for c in commitments if c.id == fact.origin.ref), None)
    if one is None or (fact.year or 0) <= year or one.kind == "problem":
        return fact
    return fact.model_copy(update={"text": f"上年没有完成的{named(one)}，{fact.text}"})


def named(one: Commitment) -> str:
    """What a promise is about, without its figure: 新建冷库3座 → 新建冷库."""
    words = one.text
    for span in reversed(read_figures(words)):
        words = words[: span.start] + words[span.end :]
    return re.sub(
        r"(?:突破|超过|达到|提高到|增长到|增加到|提升到|达|到|至|不少于|不低于)$", "", words.strip("，。；、 ")
    )


def with_unkept(plan: Plan, outline: Outline, promises: Promises, first: int) -> list[Fact]:
    """Puts what was not done among the problems: to the problem it is kin to, else to one of its own.

    Gives the plan an item for the promises where it has none, and what is planned to make good a measure.
    Returns the facts this adds, numbered from `first`.
    """
    if promises.answered:
        _item_there(plan, outline)
    added: list[Fact] = []
    alone = ProblemBrief(max((brief.number for brief in plan.problems), default=0) + 1, [])
    for one in promises.answered:
        if one.kind != "target" or one.outcome not in ("partly", "open"):
            continue
        fact = _unkept(one, promises, first + len(added))
        added.append(fact)
        home = max(plan.problems, key=lambda brief: kinship(fact.metric, brief.named()), default=alone)
        home = home if kinship(fact.metric, home.named()) >= SAME_PROBLEM else alone
        home.facts.append(fact)
        home.causes += [f for f in promises.own(one) if _WHY.match(f.text)]
        ahead = [f for f in promises.own(one) if (f.year or 0) > promises.year]
        if ahead:
            _measure_for(plan, home).facts += ahead
    if alone.facts:
        alone.facts.insert(0, _headline(alone.facts, outline, first + len(added)))
        added.append(alone.facts[0])
        plan.problems.append(alone)
    return added


def _measure_for(plan: Plan, problem: ProblemBrief) -> MeasureBrief:
    found = next((brief for brief in plan.measures if brief.problem == problem.number), None)
    if found is None:
        found = MeasureBrief(problem.number, [])
        plan.measures.append(found)
    return found


def _item_there(plan: Plan, outline: Outline) -> None:
    for part in outline.parts:
        for block in part.blocks:
            for item in block.items:
                if item.review and all(brief.plan.id != item.id for brief in plan.items[part.id]):
                    plan.items[part.id].append(ItemBrief(item, []))


def _amount(fact: Fact) -> str:
    """What was reached, without from where it came."""
    figure = fact.figure or Figure()
    return figure_words(figure.model_copy(update={"base": None}))


def _unkept(one: Commitment, promises: Promises, number: int) -> Fact:
    fact = promises.facts.get(one.fact or "")
    told = _amount(fact) if fact is not None and fact.figure is not None else ""
    wanted = figure_words(Figure(value=one.figure.value, unit=one.figure.unit)) if one.figure is not None else ""
    text = f"{named(one)}承诺{wanted}、实际{told}" if told and wanted else f"承诺的{one.text}没有完成"
    return Fact(
        id=f"F{number:02d}",
        kind="figure" if one.figure is not None else "act",
        text=text,
        quote=f"{one.text}；{one.answer}",
        metric=one.metric,
        figure=one.figure,
        year=one.year,
        origin=Origin(kind="file", ref=one.locator),
    )


def _headline(shows: Sequence[Fact], outline: Outline, number: int) -> Fact:
    words = outline.phrases.commitment_problem
    return Fact(
        id=f"F{number:02d}",
        kind="act",
        text=words,
        quote=shows[0].quote,
        year=shows[0].year,
        origin=shows[0].origin,
    )
