"""Problem – cause – measure (group D): each problem shown, owned, caused and answered; each measure checkable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.checking.exemptions import exempt
from assistant.checking.lexicon import cue
from assistant.checking.likeness import likeness, telling_pairs
from assistant.checking.links import (
    answered,
    causes_of,
    gives_cause,
    inside,
    near,
    own_words,
    plain_headline,
    says_outright,
)
from assistant.checking.names import named_in
from assistant.checking.places import clause_at, clauses
from assistant.checking.rule import Hit, Subject, rule
from assistant.checking.standing import figures_of
from assistant.figures.reading import FigureSpan
from assistant.text.patterns import Lazy
from assistant.text.structure import TextItem, TextReport

LEAST_PROBLEMS = 3
UNANSWERED = 0.2
_WAITING = Lazy(r"【[^】]{0,40}】")
_STANDING = Lazy(r"现有|现已|目前|基础上|已有|已经")
_HOLDS_SELF = 0.5


def _hit(message: str, item: TextItem) -> Hit:
    return Hit(message, item.headline.start, item.headline.end)


@rule("D01", "medium", "问题少于三个或彼此雷同，评委会认为没有找准")
def problems_distinct(subject: Subject) -> Iterator[Hit]:
    """At least three problems, no two of which say the same."""
    problems = subject.report.items("problem")
    if problems and len(problems) < LEAST_PROBLEMS:
        yield Hit(f"只写了{len(problems)}个问题：一般不少于{LEAST_PROBLEMS}个，请补上查摆出来的其他问题。")
    most = subject.threshold("D01", "similarity_max")
    for first, second in combinations(problems, 2):
        if (
            max(likeness(plain_headline(first), plain_headline(second)), likeness(first.body.text, second.body.text))
            >= most
        ):
            yield Hit(
                f"“{plain_headline(first)}”与“{plain_headline(second)}”说的几乎是一件事：合并，或写出各自的表现。",
                first.headline.start,
                first.headline.end,
                (second.headline.start, second.headline.end),
            )


@rule("D02", "medium", "只有帽子没有表现，问题就落不到实处")
def problems_shown(subject: Subject) -> Iterator[Hit]:
    """Each problem says in at least two clauses how it shows."""
    for problem in subject.report.items("problem"):
        if not _shown(subject, problem):
            yield _hit(
                f"“{plain_headline(problem)}”没有写表现：补上“主要表现在……”，至少两条看得见的现象，有数有例。", problem
            )


def _shown(subject: Subject, problem: TextItem) -> bool:
    words = own_words(problem, subject.report)
    body = words[len(problem.headline.text) :] if words.startswith(problem.headline.text) else words
    parts = [part for part in re.split(r"[，。；、]", body) if len(part.strip()) >= 3]
    concrete = cue("shows").search(words) or _counts(subject, problem.start, problem.start + len(words))
    return len(parts) >= 2 and bool(concrete)


@rule("D03", "medium", "原因不挂在问题上，就看不出是真反思还是套话")
def problems_caused(subject: Subject) -> Iterator[Hit]:
    """Each problem has a cause of its own; high where it has none at all, medium where no cause names it."""
    report = subject.report
    causes = report.items("cause")
    for problem in report.items("problem"):
        if gives_cause(problem, report) or "原因" in "".join(_WAITING.findall(problem.text)):
            continue
        if any(near(problem, cause) for cause in causes) or len(causes) >= len(report.items("problem")):
            yield _hit(
                f"“{plain_headline(problem)}”的原因没有点明：在原因里写“针对第{problem.ordinal}个问题”，或在这个问题后面写“原因是……”。",
                problem,
            )
        else:
            message = f"“{plain_headline(problem)}”没有写原因：补上至少一条从自己身上找的原因。"
            yield Hit(message, problem.headline.start, problem.headline.end, level="high")


@rule("D04", "medium", "有问题没措施，等于没有打算改")
def problems_answered(subject: Subject) -> Iterator[Hit]:
    """Each problem is taken up by a measure; high where none does at all, medium where the words hardly meet."""
    report = subject.report
    measures = report.items("measure")
    least = subject.threshold("D04", "coverage_min")
    for problem in report.items("problem"):
        best = max((answered(problem, measure, report) for measure in measures), default=0.0)
        if best >= least:
            continue
        if best < UNANSWERED:
            message = f"“{plain_headline(problem)}”没有对应的措施：补一条，写明谁来做、什么时候、做到什么数。"
            yield Hit(message, problem.headline.start, problem.headline.end, level="high")
        else:
            yield _hit(f"“{plain_headline(problem)}”与措施对得不紧：在措施开头点出它针对的是这个问题。", problem)


@rule("D05", "low", "没有问题对应的措施，容易是上年的旧话")
def measures_owned(subject: Subject) -> Iterator[Hit]:
    """A measure answers a problem or a task from above."""
    report = subject.report
    problems = report.items("problem")
    if not problems:
        return
    loose = [measure for measure in report.items("measure") if not _answers_any(measure, problems, report)]
    if loose:
        names = "、".join(f"“{plain_headline(measure)}”" for measure in loose)
        yield _hit(
            f"{names}看不出针对哪个问题：写明针对的问题或上级任务，或者删去。可说“第{loose[0].ordinal}条措施对应第几个问题”。",
            loose[0],
        )


def _answers_any(measure: TextItem, problems: Sequence[TextItem], report: TextReport) -> bool:
    if cue("task_cue").search(measure.text) or any(says_outright(measure, one, report) for one in problems):
        return True
    return any(len(telling_pairs(measure.text) & telling_pairs(one.text)) >= 2 for one in problems)


@rule("D06", "medium", "在问题里表功，是评议时最招反感的写法")
def problems_not_praise(subject: Subject) -> Iterator[Hit]:
    """A problem neither concedes at length, nor praises, nor consists of 还需加强 alone."""
    for problem in subject.report.items("problem"):
        for name, advice in (
            ("concession", "先表功再转折：删去前半句，直接写问题"),
            ("praise", "这是成绩的话：移到成绩部分，这里只写不足"),
        ):
            for match in cue(name).finditer(problem.text):
                start = problem.start + match.start()
                left, right = clause_at(subject.report.text, start)
                clause = subject.report.text[left:right]
                if not exempt("D06", clause) and not _denied(problem.text[: match.start()]):
                    yield Hit(f"“{match.group()}”{advice}。", start, problem.start + match.end())
        yield from _idle(subject, problem)


def _denied(before: str) -> bool:
    return re.search(r"(?:不|没有?|未|缺乏|谈不上|算不上|不够)[^，。；]{0,4}$", before) is not None


def _idle(subject: Subject, problem: TextItem) -> Iterator[Hit]:
    words = own_words(problem, subject.report)
    parts = [part for part in re.split(r"[，。；]", words) if len(part.strip()) >= 4]
    if parts and all(cue("idle").search(part) for part in parts):
        yield _hit(
            f"“{plain_headline(problem)}”通篇是“还需加强”一类的话：写出差在哪里、差多少、哪个村哪件事。", problem
        )


@rule("D07", "medium", "没有数、没有例、没有点名的问题，换个单位也能用")
def problems_concrete(subject: Subject) -> Iterator[Hit]:
    """Each problem holds a number, an example or a name; one without any 表现 at all is D02's."""
    for problem in subject.report.items("problem"):
        if not _shown(subject, problem):
            continue
        words = own_words(problem, subject.report)
        if (
            _counts(subject, problem.start, problem.start + len(words))
            or named_in(words)
            or re.search(r"例如|比如|譬如|以[^，。]{2,12}为例", words)
        ):
            continue
        if not exempt("D07", words):
            yield _hit(f"“{plain_headline(problem)}”是泛泛的问题：补一个数、一个例子或者点出一个村（支部）。", problem)


def _counts(subject: Subject, start: int, end: int) -> list[FigureSpan]:
    """Figures of a stretch that count or measure something: none of a year, a date, a name in quotation marks."""
    return [
        span
        for span in figures_of(subject.report.text)
        if start <= span.start < end and span.figure.unit not in ("年", "月", "日", "号", "季度")
    ]


@rule("D08", "medium", "述职述的是自己：问题要有“我”的一份")
def problems_owned(subject: Subject) -> Iterator[Hit]:
    """At least half of the problems, with their causes, speak of oneself; none puts it all on others."""
    report = subject.report
    problems = report.items("problem")
    owns = {problem.start: bool(cue("self").search(_told(problem, subject))) for problem in problems}
    if problems and sum(owns.values()) < _HOLDS_SELF * len(problems):
        yield Hit(
            f"{len(problems)}个问题里只有{sum(owns.values())}个说到“我”“本人”或党委：写清书记自己在其中的责任，至少一半的问题要说到。"
        )
    for problem in problems:
        blamed = cue("blame").search(own_words(problem, report))
        if blamed and not owns[problem.start] and not exempt("D08", problem.text):
            start = problem.start + blamed.start()
            yield Hit(
                f"“{blamed.group()}”：只说了别人，没有说自己该负的责任，请补上。", start, start + len(blamed.group())
            )


def _told(problem: TextItem, subject: Subject) -> str:
    """A problem with the causes that are its own; of as many causes as problems, the one of its number too."""
    report = subject.report
    causes = [cause for cause in report.items("cause") if not inside(cause, problem)]
    mine = [cause for cause in causes_of(problem, report) if not inside(cause, problem)]
    if not mine and len(causes) == len(report.items("problem")):
        mine = [cause for cause in causes if cause.ordinal == problem.ordinal]
    return problem.text + "。".join(cause.text for cause in mine)


@rule("D09", "medium", "把问题归到条件上，等于没有反思")
def causes_own(subject: Subject) -> Iterator[Hit]:
    """At most one objective cause, and never the first."""
    causes = subject.report.items("cause")
    outer = [cue("objective").search(cause.text) for cause in causes]
    objective = [
        cause
        for cause, found in zip(causes, outer, strict=True)
        if found and not cue("subjective").search(cause.text) and not exempt("D09", cause.text)
    ]
    if objective and objective[0] is causes[0]:
        yield _hit("第一条原因是客观条件：把主观原因排在前面，客观原因放在最后。", objective[0])
    for cause in objective[1:]:
        yield _hit("客观原因不止一条：只留最要紧的一条，其余改写成自己可以改的事。", cause)


@rule("D10", "medium", "谁做、何时、多少、靠什么，缺两样就没法检查")
def measures_checkable(subject: Subject) -> Iterator[Hit]:
    """Each measure has at least three of: owner, time or frequency, number, vehicle or standard."""
    least = int(subject.threshold("D10", "elements_min"))
    for measure in subject.report.items("measure"):
        text = _WAITING.sub("", measure.text)
        has = {
            "责任人": bool(cue("owner").search(text)),
            "时限或频次": bool(cue("when").search(text)),
            "数量": bool(_counts(subject, measure.start, measure.end)),
            "抓手": bool(cue("carrier").search(text)),
        }
        missing = [name for name, there in has.items() if not there]
        if len(has) - len(missing) < least:
            yield _hit(
                f"“{plain_headline(measure)}”缺{'、'.join(missing)}：补上，明年才好对账。可说“第{measure.ordinal}条措施的责任人是……”“……前完成”。",
                measure,
            )


@rule("D11", "medium", "没有数的目标，到年底说不清完成没有")
def goals_counted(subject: Subject) -> Iterator[Hit]:
    """Each measure has at least two goals with a unit, and no 持续增长 without a number."""
    least = int(subject.threshold("D11", "targets_min"))
    for measure in subject.report.items("measure"):
        count = len([span for span in _counts(subject, measure.start, measure.end) if not _standing(subject, span)])
        if count < least:
            yield _hit(
                f"“{plain_headline(measure)}”只有{count}个带单位的目标：至少写{least}个，到年底能数得出来。", measure
            )
        for clause in clauses(subject.report.text, measure.start, measure.end):
            found = cue("vague_goal").search(clause.text)
            if found and not _counts(subject, clause.start, clause.end) and not exempt("D11", clause.text):
                start = clause.start + found.start()
                yield Hit(f"“{found.group()}”没有数：写明从多少到多少，或增加多少。", start, clause.start + found.end())


def _standing(subject: Subject, span: FigureSpan) -> bool:
    """Whether a figure tells how things stand now and is no goal."""
    text = subject.report.text
    left, right = clause_at(text, span.start)
    return _STANDING.search(text[left:right]) is not None
