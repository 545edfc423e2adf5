"""What came of the requests of a message: to-dos with before and after, the findings anew, what can be said instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.checking.check import check_report
from assistant.checking.rule import RULES
from assistant.outline import Outline, Question
from assistant.report import Finding, Part, Report
from assistant.writing.asked import Place, Request
from assistant.writing.board import Board, numeral_of
from assistant.writing.revising_words import revising_words

State = Literal["done", "asks", "refused", "unknown"]

_LONGEST_NAME = 12


@dataclass(frozen=True)
class Change:
    """One item before and after; `before` "" where it is new, `after` "" where it is gone."""

    where: str
    before: str
    after: str


@dataclass(frozen=True)
class ToDo:
    """One request of a message and what came of it: changes, or a question, or why not (`note`)."""

    number: int
    said: str
    state: State
    changes: tuple[Change, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Revised:
    """The report after a message, and its to-dos; `report` is the one before where nothing was done."""

    report: Report
    todos: tuple[ToDo, ...]
    last: Place | None = None

    @property
    def done(self) -> bool:
        """Whether anything was changed or noted down."""
        return any(todo.state in ("done", "asks") for todo in self.todos)


def changes_of(before: Report, after: Report) -> tuple[Change, ...]:
    """What differs, item by item, in the order of the report."""
    found: list[Change] = []
    for name, words in (("导语", "opening"), ("结束语", "closing")):
        if getattr(before, words) != getattr(after, words):
            found.append(Change(name, getattr(before, words), getattr(after, words)))
    for was_part, part in zip(before.parts, after.parts, strict=True):
        ids = [item.id for item in part.items]
        stayed = [item.id for item in was_part.items if item.id in ids]
        if stayed != [name for name in ids if name in stayed]:
            found.append(Change(f"{part.heading}的次序", _order(was_part), _order(part)))
    old = {item.id: item for part in before.parts for item in part.items}
    new = {item.id: item for part in after.parts for item in part.items}
    for name, item in new.items():
        was = old.get(name)
        if was is None or _bare(was.text) != _bare(item.text):
            found.append(Change(item.headline, was.text if was else "", item.text))
    found += [Change(item.headline, item.text, "") for name, item in old.items() if name not in new]
    return tuple(found)


def _order(part: Part) -> str:
    return "；".join(f"{numeral_of(place)}是{item.headline}" for place, item in enumerate(part.items))


def _bare(text: str) -> str:
    """An item without its ordinal, which follows from where it stands."""
    return re.sub("^(?:[一二三四五六七八九十]{1,2}是|（[一二三四五六七八九十]{1,2}）)", "", text)


def rechecked(before: Report, after: Report, outline: Outline) -> Report:
    """The findings anew: those of checking for the text as it stands, those of reading as they were, with reasons kept."""
    plain = {"findings": [f for f in before.findings if f.part is None and f.start is None]}
    fresh = check_report(after.model_copy(update=plain), outline)
    standing = {_key(f) for f in fresh}
    loose = [f for f in before.findings if f.part is None and _key(f) not in standing]
    # Of those that checking no longer makes, the ones it made before are settled; the others came of reading.
    rules = frozenset(f.rule for f in loose if f.start is None)
    made = {_key(f) for f in check_report(before.model_copy(update=plain), outline, only=rules)} if rules else set()
    kept = [f for f in loose if f.start is None and _key(f) not in made]
    kept += [
        f for f in before.findings if f not in kept and _by_last_year(f) and f.quote.split("……")[0] in _whole(after)
    ]
    quotes = {fact.id: fact.quote for fact in before.facts}
    gone = [q for i, q in quotes.items() if q not in {fact.quote for fact in after.facts}]
    kept = [f for f in kept if not any(f"“{quote}”" in f.message for quote in gone)]
    reasons = {_key(f): f.reason for f in before.findings if f.reason}
    known = {_key(f) for f in kept}
    found = [f.model_copy(update={"reason": reasons.get(_key(f))}) for f in fresh if _key(f) not in known]
    return after.model_copy(update={"findings": [*kept, *found], "final": False})


def _by_last_year(finding: Finding) -> bool:
    """Whether a finding came of last year's report, which is not at hand here."""
    return finding.rule in RULES and "last_year" in RULES[finding.rule].needs


def _whole(report: Report) -> str:
    return "\n".join(part.text for part in report.parts)


def _key(finding: Finding) -> tuple[str, str | None, str, str]:
    return finding.rule, finding.part, finding.quote, finding.message


def question_for(outline: Outline, board: Board, item: str | None, role: str) -> Question:
    """The question whose answer such words would be: of the item for achievements, else the first of the role."""
    wanted = {"problems": "problem", "causes": "cause", "measures": "measure"}.get(role, "fact")
    ids = [question for plan in outline.items() if plan.id == item for question in plan.questions]
    fitting = [q for q in outline.questions if q.id in ids] or [q for q in outline.questions if q.role == wanted]
    return next((q for q in fitting if q.per_problem), fitting[0])


def not_understood(request: Request, report: Report, part: str | None) -> str:
    """That a request was not understood, with what could be meant."""
    said = request.said
    if request.between:
        names = revising_words("senses")["names"]
        choices = "，还是".join(f"“{names.get(does, does)}”" for does in request.between)
        return f"“{said[:30]}”听出了两种意思，没有改：是{choices}？请说一种。"
    named = request.target.said if request.target is not None and request.target.kind == "item" else ""
    if named and len(named) <= _LONGEST_NAME:
        return (
            f"“{said[:30]}”没有听懂怎么改“{named}”，没有改。可以说：{named}具体点：……｜{named}短一点｜{named}压到200字｜"
            f"{named}语气软一点｜{named}后面加一句：……｜删掉{named}｜{named}别动。"
        )
    names = "、".join(
        f"第{numeral_of(i)}条“{item.headline[:12]}”"
        for one in report.parts
        if one.id == part
        for i, item in enumerate(one.items[:8])
    )
    place = f"这一部分有{names}。" if names else "请说是哪个问题、哪条措施或成绩第几条。"
    return (
        f"“{said[:30]}”没有听懂，没有改。{place}可以说：删掉第三条｜第二条压到200字｜第二个问题具体点：……｜"
        "第一条语气软一点｜把“……”改成“……”｜培训不是6场是8场｜第三条放到最前｜这句别动。"
    )
