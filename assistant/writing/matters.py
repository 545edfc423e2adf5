"""The measures of one matter: what is done, cut where another begins, and who answers for it as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.outline import Question
from assistant.report import Fact
from assistant.text.patterns import Lazy
from assistant.writing.draft import Draft
from assistant.writing.kinds import written
from assistant.writing.measures import by_himself, by_owner, owner_alone
from assistant.writing.prose import Statement
from assistant.writing.telling_problems import ready_in_writing

_DATE = r"(?:到)?(?:\d{4}年)?(?:\d{1,2}月(?:底|末|份|上旬|中旬|下旬)?|[一二三四]季度|[上下]半年|年底|年中|年末)(?:之?前|以前|内)?"
ONLY_DUE = Lazy(rf"{_DATE}(?P<done>完成|见效|到位)?(?P<again>[一-龥]{{1,2}})?")
_DUE_AND_DONE = Lazy(
    rf"{_DATE}(?:全部|都|均)?(?:[一-龥]{{1,2}}[完成好毕齐]|[一-龥]{{0,4}}(?:完成|见效|到位|投用|启用|验收|上线|销号|到岗))?(?:了)?"
)
# “先做三件：…；…；…”: what follows is told step by step.
_STEPS = Lazy(
    r"(?:^|，)(?:我们?|咱们?|镇里)?(?:明年|来年)?(?:重点|主要|准备|打算|要)*先?(?:做|办|抓|干|走|分)好?(?P<n>\d|[两二三四五六])(?:件|步|项|样|个)(?:大?事(?:情)?|工作)?(?:走|来)?(?:$|[:：])"
)
_WE = Lazy("^(?:我们?|咱们?|镇里)")
_HEADS = Lazy("[一-龥“”]{3,10}")
_BRACKETS = Lazy(r"(?P<done>[^（）()]{3,})[（(](?P<inside>[^（）()]{2,40})[）)]")
_TASK = Lazy(r"做好[一-龥（）“”\d]{2,24}工作")
_NUMBERS = {mark: value for value, mark in enumerate("一二三四五六", 1)} | {"两": 2}


@dataclass(frozen=True)
class Told:
    """One measure: `doing` is what is done, a list a step where it is told in steps; `owners` who answers for it.

    `lead` announces the steps (先做3件).
    """

    doing: tuple[tuple[Statement, ...], ...]
    owners: tuple[Statement, ...] = ()
    lead: tuple[Statement, ...] = ()

    @property
    def statements(self) -> list[Statement]:
        """All of it, in the order said."""
        return [*self.lead, *(s for step in self.doing for s in step), *self.owners]

    @property
    def facts(self) -> list[Fact]:
        """What it stands on."""
        return [fact for statement in self.statements for fact in statement.facts]


@dataclass(frozen=True)
class Matter:
    """What was told of one matter in answer to one question; `owner`: said once, he answers for all its measures."""

    question: str
    measures: tuple[Told, ...]
    owner: Statement | None = None


def matters_of(facts: Sequence[Fact], questions: dict[str, Question], draft: Draft) -> list[Matter]:
    """The matters of an item in order; what holds no act (an owner alone, a date alone) joins what it was said of."""
    found: list[Matter] = []
    for (ref, about), told in groupby(facts, key=lambda f: (f.origin.ref, _matter_number(f, questions))):
        breaths = [
            ready_in_writing([_named_task(fact) for fact in breath], draft)
            for _, breath in groupby(told, key=lambda f: f.breath)
        ]
        pieces = [piece for breath in breaths for piece in _cut([s for told in breath for s in _unbracketed(told)])]
        measures = _in_steps(_with_acts(pieces, headed=about is not None))
        if not measures:
            continue
        owner = _for_all(measures) if about is not None else None
        found.append(Matter(ref, tuple(_without(measures, owner)), owner))
    return found


def _named_task(fact: Fact) -> Fact:
    """A task that the outline's own exchange put in words (做好换届工作) stands in these, not as it was said."""
    return fact.model_copy(update={"quote": fact.text}) if _TASK.fullmatch(fact.text) else fact


def _matter_number(fact: Fact, questions: dict[str, Question]) -> int | None:
    """The number of the problem that a measure answers; what is counted in answer to another question is one matter."""
    return fact.about if questions[fact.origin.ref].per_problem else None


def _cut(breath: Sequence[Statement]) -> Iterator[list[Statement]]:
    """A breath that names one owner after another, a measure each: A，组织委员负责，6月底前B，党建办负责."""
    measure: list[Statement] = []
    for place, statement in enumerate(breath):
        owned = any(_is_owner(s) for s in measure) and any(not _is_owner(s) for s in measure)
        another = any(_is_owner(s) for s in breath[place:])
        if owned and another and not _is_owner(statement) and not _DUE_AND_DONE.fullmatch(statement.text):
            yield measure
            measure = []
        measure.append(statement)
    if measure:
        yield measure


def _is_owner(statement: Statement) -> bool:
    return owner_alone().fullmatch(statement.text) is not None


def _unbracketed(statement: Statement) -> list[Statement]:
    """“建分拣中心（副镇长，10月底前）” as what is done, who answers for it and by when."""
    found = _BRACKETS.fullmatch(statement.text)
    inside = [written(words) for words in re.split("[；;，,]", found["inside"])] if found else []
    inside = [words if owner_alone().fullmatch(words) is None else by_owner(words) for words in inside]
    told = [Statement(words, statement.facts) for words in inside]
    if found is None or not all(_is_owner(s) or _DUE_AND_DONE.fullmatch(s.text) for s in told):
        return [statement]
    return [Statement(found["done"], statement.facts), *told]


def _with_acts(pieces: Sequence[list[Statement]], *, headed: bool) -> list[Told]:
    """Measures that each hold an act: what is only an owner or a date goes to the one before, at the head to the next.

    What only names the task (做好换届工作) leads to what is done of it; so does what heads a numbered matter (`headed`).
    """
    done: list[list[Statement]] = []
    waiting: list[Statement] = []
    for place, piece in enumerate(pieces):
        heads = headed and place == 0 and len(pieces) > 1 and _HEADS.fullmatch(piece[0].text) is not None
        bare = all(_is_owner(s) or _DUE_AND_DONE.fullmatch(s.text) for s in piece)
        if bare and done and not waiting:
            done[-1] += piece
        elif bare or (len(piece) == 1 and (heads or _TASK.fullmatch(piece[0].text))):
            waiting += piece
        else:
            done.append([*waiting, *piece])
            waiting = []
    if any(_TASK.fullmatch(s.text) for s in waiting):
        done.append(waiting)
    return [
        Told((tuple(s for s in told if not _is_owner(s)),), tuple(s for s in told if _is_owner(s))) for told in done
    ]


def _for_all(measures: Sequence[Told]) -> Statement | None:
    """The one owner named in a matter of several measures, at its head or its end, where none is what he does himself."""
    if any(by_himself(s.text) for told in measures for s in told.statements if not _is_owner(s)):
        return None
    owners = {owner.text: owner for told in measures for owner in told.owners}
    at_an_end = bool(measures[0].owners or measures[-1].owners)
    return next(iter(owners.values())) if len(measures) > 1 and len(owners) == 1 and at_an_end else None


def _without(measures: Sequence[Told], owner: Statement | None) -> list[Told]:
    return [Told(told.doing, () if owner else told.owners, told.lead) for told in measures]


def _in_steps(measures: Sequence[Told]) -> list[Told]:
    """“先做三件：…；…；…” as one measure with its steps, led by what was said before them in one breath."""
    done: list[Told] = []
    rest = list(measures)
    while rest:
        told = rest.pop(0)
        statements = told.doing[0]
        place, found = next(((i, m) for i, s in enumerate(statements) if (m := _STEPS.search(s.text))), (0, None))
        if found is None:
            done.append(told)
            continue
        announced, tail = statements[place], statements[place].text[found.end() :].strip("，：: ")
        first = [*([Statement(tail, announced.facts)] if tail else []), *statements[place + 1 :], *told.owners]
        count = int(found["n"]) if found["n"].isdigit() else _NUMBERS[found["n"]]
        more = max(count - bool(first), 0)
        steps = [*([first] if first else []), *([*t.doing[0], *t.owners] for t in rest[:more])]
        rest = rest[more:]
        lead = Statement(_WE.sub("", announced.text[: found.end()].rstrip(":：")), announced.facts)
        if len(steps) > 1:
            done.append(Told(tuple(tuple(step) for step in steps), lead=(*statements[:place], lead)))
        else:
            done += [Told((tuple(step),)) for step in ([*statements[:place]], *steps) if step]
    return done
