"""Somebody's finished report, read back into problems, causes and measures, so that lists can be made from it."""

from __future__ import annotations

import re

from assistant.figures.reading import read_figures
from assistant.outline import Outline
from assistant.report import Cause, Fact, Measure, Origin, Part, Problem, Report
from assistant.text.spans import TextItem, TextReport
from assistant.writing.kinship import kinship
from assistant.writing.measures import read_elements, read_target

_NAMED = re.compile(r"(?:针对|对|瞄准|聚焦)“?([^，。”]{4,40}?)”?(?:的问题|这一短板|问题|短板|，)")


def report_of(text: TextReport, outline: Outline, year: int) -> Report:
    """The chain of a text that is not ours; `year` is the year it reports on.

    A measure is a sentence of a measures item that holds a figure or answers for something, else the whole item; it
    belongs to the problem it names, or the one whose place it has where there are as many of both.
    """
    problems = [_problem(item, place) for place, item in enumerate(text.items("problem"), 1)]
    causes = [
        Cause(id=f"C{place}", text=item.text, problem=_near(item.text, problems))
        for place, item in enumerate(text.items("cause"), 1)
    ]
    facts: list[Fact] = []
    measures: list[Measure] = []
    items = text.items("measure")
    for place, item in enumerate(items):
        aligned = problems[place].id if len(items) == len(problems) else None
        for sentence in _sentences(item):
            measures.append(_measure(sentence, year + 1, facts, len(measures) + 1))
            measures[-1].problem = _named(item, problems) or aligned or _near(item.text, problems)
    parts = [
        Part(id=part.id or f"part{index}", heading=part.heading.text, text=part.text)
        for index, part in enumerate(text.parts, 1)
    ]
    return Report(
        outline=outline.name,
        year=year,
        title=text.title.text if text.title else "",
        parts=parts,
        problems=[
            problem.model_copy(
                update={
                    "causes": [cause.id for cause in causes if cause.problem == problem.id],
                    "measures": [measure.id for measure in measures if measure.problem == problem.id],
                }
            )
            for problem in problems
        ],
        causes=causes,
        measures=measures,
        facts=facts,
    )


def _problem(item: TextItem, place: int) -> Problem:
    return Problem(id=f"P{place}", headline=item.headline.text.strip("。；"), text=item.text)


def _sentences(item: TextItem) -> list[str]:
    found = [sentence for sentence in re.findall(r"[^。！？\n]+[。！？]?", item.body.text) if sentence.strip()]
    told = [sentence.strip() for sentence in found if read_figures(sentence) or _NAMED.search(sentence)]
    return told or [item.body.text.strip() or item.text.strip()]


def _measure(sentence: str, year: int, facts: list[Fact], place: int) -> Measure:
    own: list[Fact] = []
    for span in read_figures(sentence):
        if span.figure.unit in ("年", "月", "日", "号", "季度") or span.figure.value is None:
            continue
        start = max(sentence.rfind(mark, 0, span.start) for mark in "，。；、") + 1
        words = sentence[start : span.end]
        own.append(
            Fact(
                id=f"F{len(facts) + len(own) + 1:02d}",
                kind="figure",
                text=words,
                quote=words,
                metric=sentence[start : span.start],
                figure=span.figure,
                year=year,
                origin=Origin(kind="file", ref="来稿"),
            )
        )
    facts += own
    elements = read_elements(sentence, [], year)
    target = read_target([(fact.text, [fact]) for fact in own] or [(sentence, [])])
    return Measure(
        id=f"M{place}",
        text=sentence,
        owner=elements.owner,
        due=elements.due,
        due_date=elements.due_date,
        target=target,
        facts=[fact.id for fact in own],
    )


def _named(item: TextItem, problems: list[Problem]) -> str | None:
    found = _NAMED.search(item.text)
    return _near(found[1], problems) if found else None


def _near(words: str, problems: list[Problem]) -> str | None:
    best = max(((kinship(words, problem.text), problem.id) for problem in problems), default=(0.0, None))
    return best[1] if best[0] >= 0.12 else None
