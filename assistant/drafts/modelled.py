"""A report bettered by a model: the program's draft stands first, the model's words over it, all of it checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.checking.check import check_report
from assistant.checking.guard import FactGuard
from assistant.ports import Model
from assistant.report import Authorship, Finding, Report
from assistant.wording.terms import year_forms
from assistant.workflow import Drafted, checked
from assistant.writing.model_writer import ModelWriter
from assistant.writing.sentences import Sieve
from assistant.writing.under_way import Material, UnderWay

if TYPE_CHECKING:
    from assistant.writing.under_way import WriterEvent

_ON_FACTS = ("B01", "B02", "B03", "B04", "B05")
"""The rules on whether the words stand on facts: a model's item that breaks one is not let stand."""


class Modelled:
    """A draft bettered by a model: `write` yields what happens, `report` is whole and checked at every moment.

    `first` is the program's draft, `exemplars` are masked passages; `attempt` is raised for a 重写.
    """

    def __init__(self, first: Drafted, model: Model, exemplars: Sequence[str] = (), attempt: int = 0) -> None:
        forms = year_forms(first.reading.year)
        material = Material(
            free=first.free,
            forms=[form for form in (forms.guiding, forms.study, forms.upholding, forms.campaign) if form],
            exemplars=exemplars,
            emphasis=first.reading.settings.get("emphasis", ""),
            post=first.report.signature or "书记",
        )
        guard = FactGuard(first.free, first.reading.year, first.known)
        self._first, self._model = first, model
        sieve = Sieve(guard, {fact.id: fact for fact in first.free}, first.reading.year)
        self._writer = ModelWriter(UnderWay(model, sieve, first.outline, first.report, material, attempt))
        self._found: tuple[Report, Report] | None = None

    def write(self) -> Iterator[WriterEvent]:
        """Runs the steps; afterwards, and wherever it is broken off, `report` is the result."""
        try:
            yield from self._writer.write()
        finally:
            self._writer.stop()
            self._take_back()

    def stop(self) -> None:
        """Ends `write` at once, from whatever thread; what is done is kept."""
        self._writer.stop()

    @property
    def report(self) -> Report:
        """The report as it stands, checked."""
        return self._checked()

    def _take_back(self) -> None:
        """Where the checks find something grave that the program's words did not have, its sentence is the program's
        again; and once more, where that did not mend it, the whole item."""
        for _ in range(2):
            self._take_back_once()

    def _take_back_once(self) -> None:
        grave = _grave(self._checked().findings)
        if not grave:
            return
        had = {(found.rule, found.part) for found in _grave(check_report(self._first.report, self._first.outline))}
        for found in grave:
            part = next((one for one in self._writer.report.parts if one.id == found.part), None)
            if (found.rule, found.part) in had or found.start is None or part is None:
                continue
            for item in part.items:
                at = found.start - part.text.index(item.text)
                if 0 <= at < len(item.text) and item.drafted_by:
                    self._writer.work.take_back(item.id, _sentence_at(item.text, at), f"核稿没有通过（{found.rule}）。")
                    break

    def _checked(self) -> Report:
        """The report with its findings; worked out once for the same words."""
        report = self._writer.report
        if self._found is None or self._found[0] is not report:
            self._found = (report, checked(self._first, self._signed(report)))
        return self._found[1]

    def _signed(self, report: Report) -> Report:
        """The report with who wrote it, and without the findings on spoken words that the model has put well."""
        by_model = any(item.drafted_by for part in report.parts for item in part.items)
        writer = Authorship(
            kind="model" if by_model else "offline",
            model=self._model.name if by_model else None,
            calls=getattr(self._model, "made", 0),
            fallbacks=list(self._writer.fallbacks),
        )
        told = {fact for part in report.parts for item in part.items for fact in item.facts}
        spoken = {fact.quote for fact in self._first.free if fact.id in told}
        kept = [f for f in report.findings if f.rule != "W01" or not any(f"“{quote}”" in f.message for quote in spoken)]
        return report.model_copy(update={"writer": writer, "findings": kept})


def _sentence_at(text: str, at: int) -> str:
    """The sentence of an item's text in which a place lies."""
    start = max(text.rfind(mark, 0, at) for mark in _FULL_STOPS) + 1
    ends = [end for mark in _FULL_STOPS if (end := text.find(mark, at)) >= 0]
    return text[start : min(ends) + 1 if ends else len(text)]


_FULL_STOPS = "。！？\n"


def _grave(found: Sequence[Finding]) -> list[Finding]:
    return [one for one in found if one.level == "high" and one.rule in _ON_FACTS]
