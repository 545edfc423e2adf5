"""What the knowledge store has to say, brought to where it guides: beside a question, before a writer, into report.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from assistant.interview.agenda import Agenda, Ask
from assistant.interview.events import Asked, Interview, Reference
from assistant.report import Report

if TYPE_CHECKING:
    from assistant.retrieval.guidance import Guide, Guiding

MOST_EXEMPLARS = 8
"""Masked passages that go before a writer of the whole report."""
_UNGUIDED = ("setting", "private")


def beside(ask: Ask, text: str, guide: Guide, agenda: Agenda, session: Interview) -> Asked:
    """The question with its 本题参考, and with what last year's own report makes one ask; notes what was shown.

    What steers the report or never leaves the session has none.
    """
    question = ask.question
    if question.role in _UNGUIDED:
        return Asked(text, ask)
    from assistant.retrieval.guidance import About

    part = next((p.id for p in agenda.outline.parts if question in agenda.part_questions(p)), "")
    found = guide.question(About(f"{question.ask} {ask.named}".strip(), question.cues, part), session.year)
    references = []
    if found.before is not None:
        when = "去年" if found.before.year is not None else "往年"
        references.append(_reference(f"{when}写的", found.before))
        text += f"\n  {when}的报告里写过：“{found.before.text}”今年到了哪一步，有没有变化？"
    if found.usual is not None:
        references.append(_reference("一般这样讲", found.usual))
    if found.term is not None:
        references.append(_reference("规范表述", found.term))
    if references:
        lines = (f"    {one.label}：{one.text}（{one.source}，{one.locator}）" for one in references)
        text = "\n".join((text, "  本题参考：", *lines))
        session.references[question.id] = [one.passage for one in references]
    return Asked(text, ask, tuple(references))


def _reference(label: str, guiding: Guiding) -> Reference:
    words = guiding.text.replace("\n", "")
    return Reference(label, words, guiding.passage, guiding.source, guiding.locator, guiding.masked.replace("\n", ""))


def guided_by_questions(report: Report, shown: Mapping[str, Sequence[str]]) -> Report:
    """Notes for each item the passages that were shown beside the questions whose answers it stands on."""
    origins = {fact.id: fact.origin.ref for fact in report.facts}
    guided = {
        item.id: [
            name for ref in dict.fromkeys(origins.get(fact, "") for fact in item.facts) for name in shown.get(ref, ())
        ]
        for part in report.parts
        for item in part.items
    }
    return noted(report, guided)


def guidance_for(report: Report, guide: Guide) -> tuple[list[str], dict[str, list[str]]]:
    """For a writer of a report whose first draft is `report`: masked exemplar passages, the best of each item first,
    and by item the ids of the passages given for it."""
    texts = {fact.id: fact.text for fact in report.facts}
    items = [item for part in report.parts for item in part.items]
    about = {
        item.id: " ".join((item.headline, *(texts[fact] for fact in item.facts if fact in texts))) for item in items
    }
    found = {name: guide.item(words, year=report.year) for name, words in about.items()}
    best = [(rank, one) for given in found.values() for rank, one in enumerate((*given.own, *given.exemplars))]
    chosen = {one.passage: one.masked for _, one in sorted(best, key=lambda pair: pair[0])}
    kept = dict(list(chosen.items())[:MOST_EXEMPLARS])
    ids = {name: [one.passage for one in (*g.own, *g.exemplars) if one.passage in kept] for name, g in found.items()}
    return list(kept.values()), ids


def noted(report: Report, guided: Mapping[str, Sequence[str]]) -> Report:
    """The report with the passages that guided each item, by item id."""
    parts = [
        part.model_copy(
            update={
                "items": [
                    item.model_copy(update={"guided_by": list(dict.fromkeys(guided.get(item.id, ())))})
                    for item in part.items
                ]
            }
        )
        for part in report.parts
    ]
    return report.model_copy(update={"parts": parts})
