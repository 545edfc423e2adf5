"""The spoken version with a model: the program's choice of sentences first, the model's shorter words over it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.checking.guard import FactGuard
from assistant.outline import Outline
from assistant.ports import Model
from assistant.report import Report
from assistant.wording.terms import year_forms
from assistant.writing import steps
from assistant.writing.model_spoken import Condenser
from assistant.writing.sentences import Sieve
from assistant.writing.spoken import RATE, Spoken, chosen, put_in_time, room


@dataclass(frozen=True)
class Condensed:
    """A spoken version, the items that the model put, and why the program put the others."""

    spoken: Spoken
    by_model: tuple[str, ...]
    fallbacks: tuple[str, ...]


def spoken_by_model(report: Report, outline: Outline, model: Model, minutes: float, rate: int = RATE) -> Condensed:
    """The version for `minutes`, never longer than the time, with no figure but those of the report.

    Raises InputError where the time is none to speak in; where the model fails, the program's choice stands.
    """
    kept = chosen(report, minutes, rate)
    free = [fact for fact in report.facts if fact.status == "ok"]
    forms = year_forms(report.year)
    about = steps.About(report.title, report.year, report.signature or "书记", {q.id: q.ask for q in outline.questions})
    shared = steps.shared_prefix(
        about, free, [form for form in (forms.guiding, forms.study, forms.upholding, forms.campaign) if form], ()
    )
    said = [report.title, report.opening, *(part.text for part in report.parts)]
    sieve = Sieve(FactGuard(free, report.year, said), {fact.id: fact for fact in free}, report.year)
    condenser = Condenser(model, steps.Call(shared), sieve, report, kept, room(report, minutes, rate))
    done = condenser.condense()
    made = put_in_time(report, done, minutes, rate)
    if made.length > minutes * rate:  # each item keeps to its room, so this is a last resort
        return Condensed(put_in_time(report, dict(kept), minutes, rate), (), ("现场稿超时，由程序压缩。",))
    mine = tuple(name for name, built in done.items() if built is not kept[name])
    return Condensed(made, mine, tuple(condenser.fallbacks))
