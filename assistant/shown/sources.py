"""参考: which terms stand in an item and where they come from, and which passages guided it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from assistant.outline import Outline
from assistant.report import Report
from assistant.shown.places import named_items
from assistant.wording.terms import Term, load_terms

KINDS = {
    "exemplar": "范文（只学写法，数和名已遮去）",
    "own": "往年自己写的",
    "term": "规范表述",
    "notice": "通知",
    "material": "材料",
}
_CERTAIN = {"verified": "", "known": "", "ask": "这一条请核实后再用"}


class PassageLike(Protocol):
    """A passage of the knowledge store, as far as it is shown."""

    @property
    def kind(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def locator(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class TermShown:
    """A term that stands in an item: who issued it and when, its years, what to be careful of."""

    form: str
    meaning: str
    issued: str
    years: str
    doubt: str


@dataclass(frozen=True)
class PassageShown:
    """A passage that guided an item."""

    label: str
    source: str
    locator: str
    text: str


@dataclass(frozen=True)
class ItemSources:
    """An item with what stands behind it besides its facts."""

    item: str
    name: str
    headline: str
    terms: tuple[TermShown, ...]
    passages: tuple[PassageShown, ...]
    missing: int


Lookup = Callable[[str], PassageLike | None]


def sources_shown(report: Report, outline: Outline, lookup: Lookup) -> list[ItemSources]:
    """Every item; `lookup` finds a passage by its id, None where it has left the store (counted as `missing`)."""
    terms = load_terms()
    found = []
    for named in named_items(report, outline):
        passages = [lookup(one) for one in named.item.guided_by]
        found.append(
            ItemSources(
                named.item.id,
                named.name,
                named.item.headline,
                tuple(_term(term, said) for term in terms if (said := _said(term, named.item.text))),
                tuple(
                    PassageShown(KINDS.get(one.kind, one.kind), one.source, one.locator, one.text)
                    for one in passages
                    if one is not None
                ),
                sum(one is None for one in passages),
            )
        )
    return found


def _said(term: Term, text: str) -> str:
    """The right form in which a term stands in a text, "" where it does not."""
    forms = (term.form, *(name for name in term.names if len(name) >= 4))
    return next((form for form in forms if form in text), "")


def _term(term: Term, said: str) -> TermShown:
    issued = "，".join(words for words in (term.issued_by, term.date) if words)
    first, last = term.valid_from, term.valid_until
    years = (
        f"{first}年"
        if last and first == last
        else f"{first or ''}年至{last}年"
        if last
        else f"{first}年起"
        if first
        else ""
    )
    return TermShown(said, term.meaning, issued, years, _CERTAIN[term.certainty])
