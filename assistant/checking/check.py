"""Runs the rules over a text or over a report, and turns what they hit into findings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, TypedDict, Unpack

from assistant.checking import (
    chain_rules,
    claim_rules,
    contradiction_rules,
    fact_rules,
    last_year_rules,
    mark_rules,
    mask_rules,
    measure_rules,
    notice_rules,
    origin_rules,
    repeat_rules,
    structure_rules,
    style_rules,
    sums,
    term_rules,
    time_rules,
    wording_rules,
)
from assistant.checking.linked import unlinked
from assistant.checking.rule import RULES, Hit, Rule, Subject
from assistant.figures.comparing import same_quantity
from assistant.figures.reading import read_figures
from assistant.outline import Outline
from assistant.report import Fact, Figure, Finding, LastYear, Level, Limits, Report
from assistant.text.structure import Span, TextReport, read_structure

RULE_MODULES = (
    structure_rules,
    fact_rules,
    last_year_rules,
    notice_rules,
    time_rules,
    chain_rules,
    claim_rules,
    measure_rules,
    contradiction_rules,
    origin_rules,
    wording_rules,
    term_rules,
    repeat_rules,
    mark_rules,
    mask_rules,
    style_rules,
    sums,
)
"""Imported for the rules they register."""

_WHY_SKIPPED = {
    "facts": "没有事实表，无从核对；请连同答案文件（--answers）一起核。",
    "year": "没有给出年度，题目、导语和最后一部分也看不出年度；请用 --year 写明。",
    "last_year": "没有上年述职稿，无从比对。",
}
_LEVELS: dict[Level, int] = {"high": 0, "medium": 1, "low": 2}


class Skipped(NamedTuple):
    """A rule that could not run, and why, in Chinese."""

    rule: str
    why: str


@dataclass(frozen=True)
class Checked:
    """What came of checking a text: `start`/`end` of the findings count in `text`; `counts` by level."""

    findings: list[Finding]
    skipped: list[Skipped]
    text: str
    counts: dict[Level, int]


class Known(TypedDict, total=False):
    """What is known beside a text: its year (else read from it), the table of facts, limits, last year's report."""

    year: int | None
    facts: Sequence[Fact] | None
    limits: Limits | None
    last_year: LastYear | None


def check_text(text: str, outline: Outline, **known: Unpack[Known]) -> Checked:
    """Checks any text of this kind of report; a rule that lacks what it needs is listed in `skipped`."""
    report = read_structure(text, outline)
    given, facts = known.get("year"), known.get("facts")
    year = given if given is not None else year_of(report, outline)
    told = None if facts is None else tuple(facts)
    limits = limits_in_force(known.get("limits"), outline)
    return _checked(Subject(report, outline, year, told, limits, last_year=known.get("last_year")))


def _checked(subject: Subject, only: frozenset[str] | None = None) -> Checked:
    report = subject.report
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for rule in _rules():
        if only is not None and rule.id not in only:
            continue
        lacking = _lacking(rule, subject)
        if lacking:
            skipped.append(Skipped(rule.id, _WHY_SKIPPED[lacking]))
        else:
            findings.extend(_finding(rule, hit, report) for hit in rule.run(subject))
    findings.sort(key=lambda f: (_LEVELS[f.level], f.rule, -1 if f.start is None else f.start))
    counts = {level: sum(finding.level == level for finding in findings) for level in _LEVELS}
    return Checked(findings, skipped, report.text, counts)


def check_report(
    report: Report, outline: Outline, last_year: LastYear | None = None, only: frozenset[str] | None = None
) -> list[Finding]:
    """Checks a report of ours by its facts; offsets count in the part's text, outside the parts in the whole text.

    `only`: the ids of the rules to run, None for all.
    """
    text, places = rendered(report)
    limits = limits_in_force(report.limits, outline)
    read = read_structure(text, outline)
    stated = _stated(report, places)
    told = frozenset(fact.id for _, _, fact in stated)
    subject = Subject(read, outline, report.year, tuple(report.facts), limits, _kept_out(report), last_year, told)
    checked = _checked(subject, only).findings
    found = [_into_part(finding, places) for finding in checked if not _is_stated(finding, stated, report.year)]
    return [*found, *(unlinked(report, found) if only is None or "D04" in only else ())]


def _kept_out(report: Report) -> frozenset[str]:
    """Facts of which the person knows that the text does not tell them: asked about, said to be left out (W rules name
    the answer, and may quote several statements at once), or agreed to go."""
    raised = "\n".join([*(gap.what for gap in report.pending), *(finding.message for finding in report.findings)])
    left = [finding.message for finding in report.findings if finding.rule.startswith("W")]
    known = {
        fact.id
        for fact in report.facts
        if f"“{fact.quote}”" in raised
        or (fact.quote and any(m.startswith(f"{fact.origin.ref} 里") and fact.quote in m for m in left))
    }
    return frozenset(known | set(report.left_out))


def _is_stated(finding: Finding, stated: Sequence[tuple[int, int, Fact]], year: int) -> bool:
    """Whether it doubts a figure that is bound to its fact: unknown (B01), unlike it (B03), or another year's (C03) where
    it is this one's."""
    unlike = finding.rule == "B03" and finding.end is not None and "……" not in finding.quote
    if not (unlike or finding.rule in ("B01", "C03")) or finding.start is None:
        return False
    facts = [fact for a, b, fact in stated if a <= finding.start < b]
    return any(finding.rule != "C03" or fact.year in (None, year) for fact in facts)


def _stated(report: Report, places: dict[str, Span]) -> list[tuple[int, int, Fact]]:
    """Where words stand on a fact whose very figure they hold: bound by `uses`, whatever the words around say."""
    facts = {fact.id: fact for fact in report.facts}
    found = []
    for part in report.parts:
        for item in part.items:
            at = places[part.id].start + part.text.index(item.text)
            for use in item.uses:
                fact = facts.get(use.fact)
                if fact is None or fact.figure is None:
                    continue
                words = item.text[use.start : use.end]
                told = [one for span in read_figures(words) for one in _amounts(span.figure)]
                said = [fact.figure, *(span.figure for text in (fact.text, fact.quote) for span in read_figures(text))]
                if any(same_quantity(one, own) for one in told for figure in said for own in _amounts(figure)):
                    found.append((at + use.start, at + use.end, fact))
    return found


def _amounts(figure: Figure) -> tuple[Figure, ...]:
    """How much a figure is, whatever it is counted by (每月1次); and as the range that a change may have been told as:
    从64支增到70支, 先锋队64支到70支."""
    alone = figure.model_copy(update={"per": None})
    if figure.base is None:
        return (alone,)
    return alone, Figure(low=figure.base, high=figure.value, unit=figure.unit)


def rendered(report: Report) -> tuple[str, dict[str, Span]]:
    """A report as plain text (title, opening, headings and parts, closing, signature, date), and where each is."""
    text = "".join(f"{line}\n" for line in (report.title, report.opening) if line)
    places: dict[str, Span] = {}
    for part in report.parts:
        text += f"{part.heading}\n"
        places[part.id] = Span(part.text, len(text), len(text) + len(part.text))
        text += f"{part.text}\n"
    return text + "".join(f"{line}\n" for line in (report.closing, report.signature, report.date) if line), places


def limits_in_force(limits: Limits | None, outline: Outline) -> Limits:
    """The limits given, filled up with the outline's own where they say nothing."""
    own = outline.limits
    given = limits or Limits()
    total_given = "total" in given.source or given.total != (None, None)
    return given.model_copy(
        update={
            "total": given.total if total_given else own.total,
            "parts": {**own.parts, **given.parts},
            "shares": {**own.shares, **given.shares},
            "source": {"total": "outline", "parts": "outline", "shares": "outline", **given.source},
        }
    )


# ---- the year of a text ----

_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?!\d{1,2}月)(?P<whole>度?)")
_CHINESE_YEAR = re.compile(r"二[〇○零Oo][一二三四五六七八九〇○零]{2}(?=年)")
_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}


def year_of(report: TextReport, outline: Outline) -> int | None:
    """The report's year: from the title or the opening, else the year before the latest one of the last part."""
    for span in (report.title, report.opening):
        found = list(_years(span.text)) if span else []
        if found:
            whole = [year for year, is_whole in found if is_whole]
            return whole[0] if whole else max(year for year, _ in found)
    last = report.part(outline.parts[-1].id) or (report.parts[-1] if report.parts else None)
    ahead = [int(match[1]) for match in re.finditer(r"(?<!\d)(20\d\d)年", last.text)] if last else []
    return max(ahead) - 1 if ahead else None


def _years(text: str) -> Iterator[tuple[int, bool]]:
    plain = _CHINESE_YEAR.sub(lambda match: "2" + "".join(_DIGITS.get(char, "0") for char in match[0][1:]), text)
    for match in _YEAR.finditer(plain):
        yield int(match[1]), bool(match["whole"])


# ---- rules and findings ----


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(RULES[rule_id] for rule_id in sorted(RULES))


def _lacking(rule: Rule, subject: Subject) -> str | None:
    known = {
        "facts": subject.facts is not None,
        "year": subject.year is not None,
        "last_year": subject.last_year is not None,
    }
    return next((need for need in rule.needs if not known[need]), None)


def _finding(rule: Rule, hit: Hit, report: TextReport) -> Finding:
    quote = ""
    part: str | None = None
    if hit.start is not None and hit.end is not None:
        quote = report.text[hit.start : hit.end]
        if hit.second:
            quote += "……" + report.text[hit.second[0] : hit.second[1]]
        part = next((p.id for p in report.parts if p.heading.start <= hit.start < p.end), None)
    return Finding(
        rule=rule.id,
        level=hit.level or rule.level,
        part=part,
        quote=quote,
        message=hit.message,
        start=hit.start if quote else None,
        end=hit.end if quote else None,
    )


def _into_part(finding: Finding, places: dict[str, Span]) -> Finding:
    if finding.start is None or finding.end is None:
        return finding
    for part_id, place in places.items():
        if place.start <= finding.start and finding.end <= place.end:
            start, end = finding.start - place.start, finding.end - place.start
            return finding.model_copy(update={"part": part_id, "start": start, "end": end})
    return finding.model_copy(update={"part": None})
