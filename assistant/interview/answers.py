"""Answers into facts: what was said to each question, as statements with year, measure, scope and written words.

What sets the words right is applied in this order. Over all answers: what the last look or another answer amends or denies
(amendments), then 去年 said of the report's year (last_year_said). Within one: what must not leave (screen), labels and
words to the drafter (to_drafter), slips of the tongue (corrections). Over all facts: what was asked to be kept out
(kept_back).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.errors import AnswersError
from assistant.interview.amended_answers import Amended
from assistant.interview.amendments import amended
from assistant.interview.computed import with_computed
from assistant.interview.follow_ups import follow_ups, matched, year_follow_up
from assistant.interview.gaps import missing, short_name
from assistant.interview.kept_back import kept_back
from assistant.interview.last_year_said import said_of_own_year
from assistant.interview.limits import read_limits
from assistant.interview.meanings import way
from assistant.interview.reader import Reader
from assistant.interview.reconcile import reconcile
from assistant.interview.sorting import LONGEST, Gap, Sorted, sort_out
from assistant.interview.to_drafter import unlabelled
from assistant.interview.years import calendar
from assistant.outline import Outline, Question, Setting
from assistant.report import Answers, AnswerStatus, Fact, Finding, Limits, Pending
from assistant.text.patterns import Lazy
from assistant.wording.screening import screen

_EVENT = Lazy(r"[一-龥]{2,6}")


@dataclass(frozen=True)
class ReadAnswer:
    """One answer read: its facts, what it comes to, what is missing in it, and what to ask back (two at most).

    `withheld`: ids of facts not to be written, each with the reason in Chinese.
    `said`: the answer without what must not leave.
    """

    facts: list[Fact]
    status: AnswerStatus
    pending: list[Pending] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    follow_ups: list[str] = field(default_factory=list)
    withheld: dict[str, str] = field(default_factory=dict)
    said: str = ""


@dataclass(frozen=True)
class Reading:
    """All answers read and held against each other; `settings` are the words that steer the report.

    Facts with status conflict and those in `withheld` (fact id → reason) must not be written.
    """

    year: int
    facts: list[Fact]
    pending: list[Pending]
    findings: list[Finding]
    states: dict[str, AnswerStatus]
    settings: dict[Setting, str]
    limits: Limits
    withheld: dict[str, str]


def read_answers(answers: Answers, outline: Outline) -> Reading:
    """Reads every answer in the order of the outline's questions and reconciles them.

    Answers to questions of another kind of report are left alone. Raises AnswersError where the year is not given.
    """
    day = answers.day
    if answers.year is None or day is None:
        raise AnswersError(
            "答案里没有写是哪一年的报告。", "请在文件里写上 year，例如 year: 2024；起草时也可以加 --year 2024。"
        )
    mended = amended(answers.answers, outline)
    _of_own_year(mended, answers, outline)
    told = _one_by_one(mended, answers, outline)
    settings = told.settings
    limits, differences = read_limits(settings.get("limits", ""), settings.get("topics", ""), outline, day)
    facts, held = kept_back(answers.answers, told.facts, outline)
    settled = reconcile(facts, outline)
    return Reading(
        year=answers.year,
        facts=with_computed(settled.facts, outline, told.withheld),
        pending=told.pending + settled.pending,
        findings=told.findings + held + differences + settled.findings,
        states=told.states,
        settings=settings,
        limits=limits,
        withheld=told.withheld,
    )


@dataclass
class _Told:
    """What the answers come to one by one, not yet held against each other."""

    pending: list[Pending]
    findings: list[Finding]
    facts: list[Fact] = field(default_factory=list)
    states: dict[str, AnswerStatus] = field(default_factory=dict)
    settings: dict[Setting, str] = field(default_factory=dict)
    withheld: dict[str, str] = field(default_factory=dict)


def _one_by_one(mended: Amended, answers: Answers, outline: Outline) -> _Told:
    told = _Told([*mended.pending], [*mended.findings])
    for question in outline.questions:
        words = mended.answers.get(question.id, "")
        if not words.strip():
            if question.required and not _covered(question, answers, outline):
                told.pending.append(Pending(question=question.id, what=short_name(question), required=True))
            continue
        read = read_answer(question, words, answers.year, outline, first=len(told.facts) + 1)
        told.facts += [mended.requoted(fact) for fact in read.facts]
        told.pending += read.pending
        told.findings += read.findings
        told.withheld |= read.withheld
        told.states[question.id] = read.status
        if question.setting is not None and read.status in ("confirmed", "pending"):
            told.settings[question.setting] = read.said
    return told


def read_answer(question: Question, words: str, year: int | None, outline: Outline, first: int = 1) -> ReadAnswer:
    """Reads one answer; fact ids count from `first`. Without a year the current one stands in."""
    report = year if year is not None else date.today().year
    screened = screen(words)
    findings = [Finding(rule=r.rule, level=r.level, message=f"{question.id}：{r.message}") for r in screened.removals]
    known = calendar(screened.text, report, question.year_offset)
    plain = unlabelled(screened.text)
    found = sort_out(plain, question, known)
    findings += _left_out(found, question)
    if found.status == "private" or question.role == "private":
        status: AnswerStatus = found.status if found.status != "confirmed" else "private"
        return ReadAnswer([], status, findings=findings)
    whole = found.status == "pending"
    pending = _gaps(found, question, report, whole=whole)
    if question.role == "setting":
        return ReadAnswer([], found.status, pending, findings, said=plain)
    reader = Reader(question, known, screened.text, first)
    facts = reader.facts(found)
    withheld, doubts = _undated(question, facts, found)
    said = "，".join(clause.words for clause in found.clauses)
    asks = []
    if found.status == "confirmed":
        figure = any(fact.kind == "figure" for fact in facts)
        asks = follow_ups(question, outline, _short(found), has_figure=figure, aside=screened.text[:2000])
    return ReadAnswer(facts, found.status, pending + doubts, findings + reader.findings, asks, withheld, said)


def read_told(question: Question, words: str, answers: Answers, outline: Outline) -> ReadAnswer:
    """One answer while the talk goes on, with 去年 read as among `answers`, those told so far; its facts and what was said
    keep the words themselves."""
    told = Amended({**answers.answers, question.id: words})
    _of_own_year(told, answers, outline)
    read = read_answer(question, told.answers[question.id], answers.year, outline)
    return replace(read, facts=[told.requoted(fact) for fact in read.facts], said=told.as_said(question.id, read.said))


def _of_own_year(told: Amended, answers: Answers, outline: Outline) -> None:
    """Reads 去年 as 今年 where it is the report's year."""
    if answers.year is None or answers.day is None:
        return
    for home, (put, changes) in said_of_own_year(told.answers, outline, answers.year, answers.day).items():
        told.reread(home, put, changes)


def _covered(question: Question, answers: Answers, outline: Outline) -> bool:
    """What is not to be written is asked again where all is gone through: who answered there has answered both."""
    confirms = (one.id for one in outline.questions if one.setting == "confirm")
    return question.role == "private" and any(answers.answers.get(one, "").strip() for one in confirms)


def readback(facts: Iterable[Fact]) -> str:
    """The facts of an answer read back for confirmation: “我记成：2022年培训6场次，对吗？”, a year said once."""
    told: list[str] = []
    before: int | None = None
    for fact in facts:
        known = fact.year is None or fact.year == before or f"{fact.year}年" in fact.text
        if fact.text and not any(fact.text in line for line in told):
            told.append(fact.text if known else f"{fact.year}年{fact.text}")
            before = fact.year
    return f"我记成：{'；'.join(told)}，对吗？" if told else "这一题没有记下内容，对吗？"


def _left_out(found: Sorted, question: Question) -> list[Finding]:
    """What was said to the drafter, and what was told among plans and plans nothing, for the list of what was left out."""
    if question.role in ("setting", "private"):
        return []
    told = [f"{question.id} 里“{words}”是您说不对、不用的，没有写进正文。" for words in found.denied]
    told += [f"{question.id} 里“{words}”是说怎么写的，照办了，没有写进正文。" for words in found.orders]
    unpromised = [
        f"{question.id} 里“{words}”不是要做的事，没有写进措施；要写，请说做什么、谁负责、什么时候完成。"
        for words in found.no_promises
    ]
    return [
        Finding(rule=rule, level="low", message=message)
        for rule, messages in (("W07", told), ("W06", unpromised))
        for message in messages
    ]


def _short(found: Sorted) -> str:
    """What was said, cut to a length that an outline's patterns, whoever wrote them, get through in no time."""
    return "，".join(clause.words[:LONGEST] for clause in found.clauses)[:2000]


def _gaps(found: Sorted, question: Question, year: int, *, whole: bool) -> list[Pending]:
    required = question.required and whole
    if whole and not any(gap.subject for gap in found.gaps):
        return [Pending(question=question.id, what=short_name(question), required=required)]
    gaps = found.gaps if whole else [gap for gap in found.gaps if not _needs_nothing(gap, question)]
    what = dict.fromkeys(missing(gap, question, year) for gap in gaps)
    return [Pending(question=question.id, what=words, required=required) for words in what]


def _needs_nothing(gap: Gap, question: Question) -> bool:
    """Whether what is not known is no gap of the report: the odd rest of what was counted, whether something will be."""
    if question.role == "setting":
        return way("whether").search(gap.subject) is not None
    return bool(gap.before) and way("beside").search(gap.subject) is not None


def _undated(question: Question, facts: list[Fact], found: Sorted) -> tuple[dict[str, str], list[Pending]]:
    """A change whose year is not told, where the outline asks for it: kept, asked for, and not written.

    Other figures of the answer may stand, but whether they belong to that change is asked too.
    """
    follow_up = year_follow_up(question)
    said = "，".join([*(clause.words for clause in found.clauses), *found.remarks])
    if follow_up is None or matched(follow_up, said) is None:
        return {}, []
    if any(re.search(unless, said) for unless in follow_up.unless):
        return {}, []
    changes = [f for f in facts if f.figure is not None and f.figure.base is not None]
    if not changes:
        return {}, []
    event = next((f"那次{words}" for words in follow_up.when if _EVENT.fullmatch(words) and words in said), "")
    reason = "没有说是哪一年的变化，问清前不写入正文"
    pending = [Pending(question=question.id, what=f"“{fact.quote}”是哪一年的变化") for fact in changes]
    for fact in facts:
        if event and fact.figure is not None and fact not in changes:
            pending.append(Pending(question=question.id, what=f"“{fact.quote}”是否也属于{event}"))
    return {fact.id: reason for fact in changes}, pending
