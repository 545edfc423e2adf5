"""One report: read the answers, plan, write, check; the order of the work and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypedDict

from assistant.answers_file import GENERATED
from assistant.by_notice import limits_by_notice, outline_by_notice
from assistant.checking.check import check_report
from assistant.errors import AnswersError, NothingToWriteError
from assistant.interview.answers import Reading, read_answers
from assistant.interview.promises import Kept, against_last_year, keep_promises, with_promises
from assistant.interview.tenure import arrived_within
from assistant.outline import Outline
from assistant.report import (
    Answers,
    Commitment,
    Fact,
    Finding,
    LastYear,
    Limits,
    Pending,
    Report,
    RequiredPart,
    Todo,
)
from assistant.text.patterns import Lazy
from assistant.writing.commitments import Promises, reworded, with_unkept
from assistant.writing.draft import Draft
from assistant.writing.leaning import upright
from assistant.writing.offline import OfflineWriter
from assistant.writing.plan import Planner

if TYPE_CHECKING:
    from assistant.documents.remarks import Remark
    from assistant.writing.reread import Reread

_DATE = Lazy(r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?")
_SIGNING = Lazy(r"(?:落款|署名|签名|日期|时间)(?:就|是|用|为|写|写成|写上|放|：|:)*|(?:就|写成?|写上|用)(?=中共|党|\*)")


@dataclass(frozen=True)
class Drafted:
    """A report written by the program, and what it was read from."""

    reading: Reading
    report: Report
    outline: Outline
    last_year: LastYear | None = None

    @property
    def free(self) -> list[Fact]:
        """The facts that may be written."""
        return [fact for fact in self.reading.facts if fact.status == "ok" and fact.id not in self.reading.withheld]

    @property
    def known(self) -> list[str]:
        """The words that a model may use besides those of the facts: the program's own draft."""
        return [self.report.title, self.report.opening, *(part.text for part in self.report.parts)]


class Beside(TypedDict, total=False):
    """What a draft stands on beside the answers: last year's report, the county's notice."""

    last_year: LastYear | None
    notice: Limits | None


def outline_for(outline: Outline, commitments: Sequence[Commitment] = (), notice: Limits | None = None) -> Outline:
    """The kind of report for one session: as the notice wants it, with a question for each of last year's promises."""
    if notice is not None:
        outline = outline_by_notice(outline, notice)
    return with_promises(outline, commitments) if commitments else outline


def draft(
    answers: Answers, outline: Outline, last_year: LastYear | None = None, notice: Limits | None = None
) -> Report:
    """Drafts a report from the answers; what last year's report promised is answered for, the notice is kept.

    `outline` is the kind of report itself. Raises NothingToWriteError where nothing at all was said for a whole part,
    AnswersError where no year is given or an answer is to a promise that last year's report does not hold.
    """
    return checked(written(answers, outline, last_year, notice))


def written(
    answers: Answers, outline: Outline, last_year: LastYear | None = None, notice: Limits | None = None
) -> Drafted:
    """The program's draft, not yet checked, with what it was read from. Raises what `draft` raises."""
    outline = outline_for(outline, last_year.commitments if last_year else (), notice)
    _refuse_strange_ids(answers, outline)
    reading = read_answers(answers, outline)
    if notice is not None:
        reading = _by_notice(reading, notice, outline)
    year, kept = reading.year, Kept()
    if last_year is not None:
        reading, kept = _against(last_year, reading, outline)
    promises = Promises(outline, year, kept.commitments, reading.facts)
    settled = {fact.id for fact in reading.facts if fact.status == "ok" and fact.id not in reading.withheld}
    free = upright(reading.facts, settled, year)
    plan = Planner(outline, year, [fact for fact in free if not promises.keeps_back(fact)]).plan()
    unkept = with_unkept(plan, outline, promises, len(reading.facts) + 1)
    written = OfflineWriter(outline, year, reading.settings.get("emphasis", ""), promises).write(plan)
    _refuse_empty_part(outline, written, reading)
    reading = replace(reading, facts=[*reading.facts, *unkept])
    report = _assemble(outline, year, reading, written)
    asked = _unkept_asked(outline, report, unkept)
    report = report.model_copy(update={"pending": [*report.pending, *asked], "commitments": kept.commitments})
    return Drafted(reading, report, outline, last_year)


def checked(drafted: Drafted, report: Report | None = None) -> Report:
    """The report of a draft (or what a model made of it) with its findings."""
    report = report or drafted.report
    last = drafted.last_year
    past = last.model_copy(update={"commitments": report.commitments}) if last is not None else None
    found = check_report(report, drafted.outline, past)
    return report.model_copy(update={"findings": [*report.findings, *found]})


def _refuse_strange_ids(answers: Answers, outline: Outline) -> None:
    """An answer to L9 needs a last year's report that holds nine promises; answers to other kinds are left alone."""
    known = {question.id for question in outline.questions}
    strange = [one for one in answers.answers if GENERATED.fullmatch(one) and one not in known]
    if strange:
        raise AnswersError(
            f"答案里的 {'、'.join(strange)} 没有对应的题。",
            "L 开头的题来自去年的述职报告（--last-year），T 开头的题来自通知（--notice），请带上文件再试。",
        )


def _by_notice(reading: Reading, notice: Limits, outline: Outline) -> Reading:
    limits, differences = limits_by_notice(reading.limits, notice, outline)
    told = [f for f in reading.findings if not (f.rule in ("H01", "H02") and f.level == "low" and differences)]
    answered = {"limits": bool(notice.source), "topics": "topics" in notice.source}
    known = {q.id for q in outline.questions if q.setting and answered.get(q.setting)}
    asked = [entry for entry in reading.pending if entry.question not in known]
    return replace(reading, limits=limits, findings=[*told, *differences], pending=asked)


def _against(last_year: LastYear, reading: Reading, outline: Outline) -> tuple[Reading, Kept]:
    """The reading with last year's targets as facts, what contradicts it marked, and what became of each promise."""
    findings, pending, disputed = against_last_year(reading.facts, last_year.facts)
    facts = [f.model_copy(update={"status": "conflict"}) if f.id in disputed else f for f in reading.facts]
    kept = keep_promises(last_year.commitments, facts, outline, reading.year)
    first = len(facts) + 1
    targets = [fact.model_copy(update={"id": f"F{n:02d}"}) for n, fact in enumerate(kept.facts, start=first)]
    facts = [reworded(fact, kept.commitments, reading.year) for fact in facts]
    asked = [entry for entry in reading.pending if entry.question not in kept.needless]
    return (
        replace(
            reading,
            facts=[*facts, *targets],
            pending=[*asked, *pending],
            findings=[*reading.findings, *findings, *_of_another_year(last_year, reading.year)],
        ),
        kept,
    )


def _unkept_asked(outline: Outline, report: Report, unkept: Sequence[Fact]) -> list[Pending]:
    """What is to be asked where promises were not kept and no measure takes them up."""
    own = {fact.id for fact in unkept}
    bare = [problem for problem in report.problems if own & set(problem.facts) and not problem.measures]
    question = next((q for q in outline.questions if q.role == "measure"), None)
    if not bare or question is None:
        return []
    return [Pending(question=question.id, what=f"“{bare[0].headline}”下一步怎么补上：谁负责、几月底前、做到多少")]


def _of_another_year(last_year: LastYear, year: int) -> list[Finding]:
    if last_year.year in (None, year - 1):
        return []
    message = f"去年的述职报告看来是{last_year.year}年度的，本年度是{year}年：请核对是不是拿错了文件。"
    return [Finding(rule="D14", level="low", message=message)]


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
        opening=_fill(_opening(outline, reading, year), blanks),
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
        emphasis=reading.settings.get("emphasis", ""),
    )


def _opening(outline: Outline, reading: Reading, year: int) -> str:
    """Whoever took office within the year reports 任职以来 (outline: what skipping the tenure question means)."""
    phrases = outline.phrases
    short = arrived_within(reading.settings.get("tenure", ""), year)
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


def reread_report(report: Report, text: str, remarks: Sequence[Remark], name: str) -> Reread:
    """The report with the words of a file that came back, checked anew, as a new version; remarks become to-dos.

    Raises InputError where a part is missing. A file that came back word for word makes no new version.
    """
    from assistant.outline import find_outline
    from assistant.text.structure import read_structure
    from assistant.versions import changed
    from assistant.writing.reread import reread

    outline = find_outline(report.outline)
    came = reread(report, read_structure(text, outline), outline)
    todos = [*report.todos]
    for remark in remarks:
        if any((todo.text, todo.quote) == (remark.text, remark.quote) for todo in todos):
            continue
        part, item = _home_of(came.report, remark.quote)
        todos.append(
            Todo(
                id=f"T{len(todos) + 1}",
                text=remark.text,
                author=remark.author,
                part=part,
                item=item,
                quote=remark.quote,
            )
        )
    if not came.changes and len(todos) == len(report.todos):
        return came
    own = [finding for finding in came.report.findings if finding.rule in _OWN_RULES]
    fresh = came.report.model_copy(update={"todos": todos, "findings": own})
    fresh = fresh.model_copy(update={"findings": [*own, *check_report(fresh, outline)]})
    return replace(came, report=changed(report, fresh, f"读回“{name}”"))


_OWN_RULES = ("W01", "S01", "S02", "I02", "F10")
"""What reading the answers found, which no check of the text finds again."""


def _home_of(report: Report, quote: str) -> tuple[str | None, str | None]:
    for part in report.parts:
        for item in part.items:
            if quote and quote in item.text:
                return part.id, item.id
        if quote and quote in part.text:
            return part.id, None
    return None, None
