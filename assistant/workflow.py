"""One report: read the answers, plan, write, check; the order of the work and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.checking.check import check_report
from assistant.errors import NothingToWriteError
from assistant.interview.answers import Reading, read_answers
from assistant.outline import Outline
from assistant.ports import Model
from assistant.report import Answers, Authorship, Fact, Report, RequiredPart
from assistant.terms import year_forms
from assistant.writing.draft import Draft
from assistant.writing.offline import OfflineWriter
from assistant.writing.plan import Planner

if TYPE_CHECKING:
    from assistant.writing.under_way import WriterEvent

_DATE = re.compile(r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?")
_NEWCOMER = re.compile(
    r"(?<![\d十])(?:[1-9]|1[01]|[一二两三四五六七八九十]|十一)个(?:多|半)?月|不满一年|不到一年|不足一年|半年"
)
_SIGNING = re.compile(
    r"(?:落款|署名|签名|日期|时间)(?:就|是|用|为|写|写成|写上|放|：|:)*|(?:就|写成?|写上|用)(?=中共|党|\*)"
)


@dataclass(frozen=True)
class Drafted:
    """A report written by the program, and what it was read from."""

    reading: Reading
    report: Report
    outline: Outline

    @property
    def free(self) -> list[Fact]:
        """The facts that may be written."""
        return [fact for fact in self.reading.facts if fact.status == "ok" and fact.id not in self.reading.withheld]


def draft(answers: Answers, outline: Outline) -> Report:
    """Drafts a report from the answers alone.

    Raises NothingToWriteError where nothing at all was said for a whole part, AnswersError where no year is given.
    """
    return _checked(_written(answers, outline).report, outline)


def _written(answers: Answers, outline: Outline) -> Drafted:
    reading = read_answers(answers, outline)
    year = reading.year
    free = [fact for fact in reading.facts if fact.status == "ok" and fact.id not in reading.withheld]
    plan = Planner(outline, year, free).plan()
    written = OfflineWriter(outline, year, reading.settings.get("emphasis", "")).write(plan)
    _refuse_empty_part(outline, written, reading)
    return Drafted(reading, _assemble(outline, year, reading, written), outline)


def _checked(report: Report, outline: Outline) -> Report:
    found = check_report(report, outline)
    return report.model_copy(update={"findings": [*report.findings, *found]})


class Modelled:
    """A draft bettered by a model: `write` yields what happens, `report` is whole and checked at every moment.

    `exemplars` are masked passages; `attempt` is raised for a 重写. Raises what `draft` raises, before any call is made.
    """

    def __init__(
        self, answers: Answers, outline: Outline, model: Model, exemplars: Sequence[str] = (), attempt: int = 0
    ) -> None:
        from assistant.checking.guard import FactGuard
        from assistant.writing.model_writer import ModelWriter
        from assistant.writing.sentences import Sieve
        from assistant.writing.under_way import Material, UnderWay

        first = _written(answers, outline)
        forms = year_forms(first.reading.year)
        material = Material(
            free=first.free,
            forms=[form for form in (forms.guiding, forms.study, forms.upholding, forms.campaign) if form],
            exemplars=exemplars,
            emphasis=first.reading.settings.get("emphasis", ""),
            post=first.report.signature or "书记",
        )
        known = [first.report.title, first.report.opening, *(part.text for part in first.report.parts)]
        guard = FactGuard(first.free, first.reading.year, known)
        self._first, self._model = first, model
        sieve = Sieve(guard, {fact.id: fact for fact in first.free})
        self._writer = ModelWriter(UnderWay(model, sieve, outline, first.report, material, attempt))

    def write(self) -> Iterator[WriterEvent]:
        """Runs the steps; afterwards `report` is the result."""
        yield from self._writer.write()

    def stop(self) -> None:
        """Stops as soon as may be; what is done is kept."""
        self._writer.stop()

    @property
    def report(self) -> Report:
        """The report as it stands, checked."""
        report = self._writer.report
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
        return _checked(report.model_copy(update={"writer": writer, "findings": kept}), self._first.outline)


def _refuse_empty_part(outline: Outline, written: Draft, reading: Reading) -> None:
    for plan, part in zip(outline.parts, written.parts, strict=True):
        said = any(item.facts for item in part.items)
        if part.text.strip() and (said or not reading.facts):
            continue
        if said:
            continue
        roles = {block.role for block in plan.blocks}
        wanted = {"achievements": ("fact", "review"), "problems": ("problem",), "measures": ("measure",)}
        asked = [
            question.id
            for question in outline.questions
            if question.required and any(question.role in wanted[role] for role in roles)
        ]
        raise NothingToWriteError(
            f"“{part.heading}”这一部分还一句都没有说，写不成。", f"请先回答{'、'.join(asked[:6])}等题，哪怕只有一两句。"
        )


def _assemble(outline: Outline, year: int, reading: Reading, written: Draft) -> Report:
    phrases = outline.phrases
    signature, date = _signing(reading.settings.get("signature", ""))
    blanks = {"{year}": str(year), "{next_year}": str(year + 1), "{post}": signature or "本人"}
    return Report(
        outline=outline.name,
        year=year,
        title=_fill(phrases.title, blanks),
        opening=_fill(_opening(outline, reading), blanks),
        closing=_fill(phrases.closing, blanks),
        signature=signature,
        date=date,
        required_parts=[RequiredPart(id=part.id, heading=outline.heading(part.id)) for part in outline.parts],
        parts=written.parts,
        problems=written.problems,
        causes=written.causes,
        measures=written.measures,
        facts=list(reading.facts),
        pending=[*reading.pending, *written.pending],
        findings=[*reading.findings, *written.findings],
        limits=reading.limits,
    )


def _opening(outline: Outline, reading: Reading) -> str:
    """Whoever took office within the year reports 任职以来 (outline: what skipping the tenure question means)."""
    phrases = outline.phrases
    short = _NEWCOMER.search(reading.settings.get("tenure", ""))
    return phrases.opening_tenure if short and phrases.opening_tenure else phrases.opening


def _fill(pattern: str, blanks: dict[str, str]) -> str:
    for name, words in blanks.items():
        pattern = pattern.replace(name, words)
    return pattern


def _signing(words: str) -> tuple[str, str]:
    """Signature and date out of what was said about signing; "" where not said."""
    found = _DATE.search(words)
    date = found.group() if found else ""
    rest = _SIGNING.sub("", _DATE.sub("", words))
    pieces = [piece.strip() for piece in re.split(r"[，,。；;]", rest)]
    signature = next((piece for piece in pieces if re.search(r"书记|主任|委员会|党工委|党委", piece)), "")
    return signature, date
