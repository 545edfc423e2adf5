"""Whether a report that was read back still hangs together: ids that are there, spans within their words, items in their part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from assistant.report import Part, Report

EARLIEST_YEAR, LATEST_YEAR = 1978, 2099
"""Years that a report may be of: no such report is older than the reform, and four digits are enough for its users."""
_VERSION = re.compile("v[0-9]{1,6}")


def unsound(report: Report) -> str | None:
    """The first thing that does not hold together, as half a Chinese sentence; None where all does."""
    return next(_faults(report), None)


def _faults(report: Report) -> Iterator[str]:
    if not report.parts:
        yield "一个部分也没有"
    if not EARLIEST_YEAR <= report.year <= LATEST_YEAR:
        yield f"年度 {report.year} 不是哪一年"
    if any(_VERSION.fullmatch(one) is None for one in (report.version, *(version.id for version in report.versions))):
        yield "版本的编号不对"
    yield from _doubled("事实", (fact.id for fact in report.facts))
    yield from _doubled("条目", (item.id for part in report.parts for item in part.items))
    yield from _doubled("措施", (measure.id for measure in report.measures))
    facts = {fact.id for fact in report.facts}
    for part in report.parts:
        yield from _part(part, facts)
    yield from _chain(report)


def _doubled(what: str, ids: Iterable[str]) -> Iterator[str]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield f"{what}编号 {name[:20]} 用了{count}次"


def _part(part: Part, facts: set[str]) -> Iterator[str]:
    at = 0
    for item in part.items:
        found = part.text.find(item.text, at)
        if found < 0:
            yield f"“{part.heading[:20]}”的文字与其中的“{item.headline[:20]}”对不上，像是手工改过其中一处"
            return
        at = found + len(item.text)
        for name in item.facts:
            if name not in facts:
                yield f"“{item.headline[:20]}”用到的事实 {name[:20]} 不在事实表里"
        for use in item.uses:
            if use.fact not in facts:
                yield f"“{item.headline[:20]}”用到的事实 {use.fact[:20]} 不在事实表里"
            if not 0 <= use.start < use.end <= len(item.text):
                yield f"“{item.headline[:20]}”里标出的位置超出了文字"


def _chain(report: Report) -> Iterator[str]:
    problems = {problem.id for problem in report.problems}
    causes = {cause.id for cause in report.causes}
    measures = {measure.id for measure in report.measures}
    for problem in report.problems:
        for kind, there, named in (("原因", causes, problem.causes), ("措施", measures, problem.measures)):
            for name in named:
                if name not in there:
                    yield f"问题 {problem.id[:20]} 指着的{kind} {name[:20]} 没有了"
    for kind, links in (("原因", report.causes), ("措施", report.measures)):
        for link in links:
            if link.problem is not None and link.problem not in problems:
                yield f"{kind} {link.id[:20]} 指着的问题 {link.problem[:20]} 没有了"
