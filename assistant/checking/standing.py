"""The figures of a text that have to stand on something, each with the words beside it and the year it is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from assistant.checking.exemptions import exempt
from assistant.checking.lexicon import cue
from assistant.checking.places import clause_at, sentence_at
from assistant.checking.rule import Subject
from assistant.figures.reading import FigureSpan, read_figures
from assistant.text.patterns import Lazy

REACH = 300
"""How far from a figure, in characters, its sentence is looked at: keeps a text without any full stop linear."""
HIDDEN = "\0"
_SET_APART = Lazy(r"“[^”\n]{0,60}”|《[^》\n]{0,60}》|【[^】\n]{0,60}】|〔[^〕\n]{0,20}〕")
_PARAGRAPH_END = Lazy(r"(?<=。)\n")
"""Nothing that tells a figure reaches over it, so that a paragraph read once is not read again where another changed."""
_SPLIT = Lazy(r"[、（(）)：:]")
_WITHIN = Lazy(r"(?:当中|之中|里头|里面|中|里)")
"""Of “1386名党员中农村党员1102名” the words behind 中 say what the second figure measures."""
_YEAR = Lazy(
    r"(?:^|[，。；！？\n：（])(?:截至|截止|到|至|在|力争|计划|争取)?(?:(20\d{2})年|(去年|上年|上一年)|(明年|来年|下一?年)|(今年|本年|当年))(?!以来|度?反馈|至今|比|相比)"
)
_NUMERAL = Lazy(r"[\d.]+")
_DATED = frozenset({"年", "月", "日", "号", "季度"})


@dataclass(frozen=True)
class Standing:
    """A figure in the text; `before`/`after` are the words of its clause that may say what it measures.

    `context` is the clauses next to it that hold no figure, `sentence` all of it without its figures. `or_year` may be
    meant as well where the year was said of an earlier clause's figure (2024年13名；转正58名): the report's own.
    """

    span: FigureSpan
    before: str
    after: str
    context: str
    sentence: str
    year: int | None
    or_year: int | None = None

    @property
    def label(self) -> str:
        """The words beside the figure, both sides."""
        return f"{self.before}，{self.after}"


@lru_cache(maxsize=2048)
def figures_of(text: str) -> tuple[FigureSpan, ...]:
    """The figures of a text that have to stand on something: no dates, names, 待补, idioms."""
    return tuple(span for span in _outside_names(text) if not _idle(span, text))


@lru_cache(maxsize=2048)
def _outside_names(text: str) -> tuple[FigureSpan, ...]:
    masked = _SET_APART.sub(lambda match: "“" + "，" * (len(match.group()) - 2) + "”", text)
    found: list[FigureSpan] = []
    at = 0
    for paragraph in _PARAGRAPH_END.split(masked):
        spans = read_figures(paragraph)
        found += spans if at == 0 else (replace(span, start=span.start + at, end=span.end + at) for span in spans)
        at += len(paragraph) + 1
    return tuple(found)


def _idle(span: FigureSpan, text: str) -> bool:
    figure = span.figure
    if figure.unit in _DATED and (figure.value or 0) > 1900:
        return True
    if span.text.startswith("一") and figure.value == 1:
        return True
    left, right = clause_at(text, span.start)
    return bool(cue("idle_counts").match(span.text)) or exempt("B01", text[left:right])


def standings(subject: Subject) -> tuple[Standing, ...]:
    """Every figure of the text with the words beside it and the year it is given."""
    return standings_in(subject.report.text, subject.year)


@lru_cache(maxsize=2048)
def standings_in(text: str, year: int | None) -> tuple[Standing, ...]:
    """Every figure of a text with the words beside it and the year it is given."""
    hidden = _hidden(text)
    by_clause: dict[tuple[int, int], list[FigureSpan]] = {}
    for span in figures_of(text):
        by_clause.setdefault(clause_at(text, span.start), []).append(span)
    found = []
    for (left, right), spans in by_clause.items():
        edges = [left, *(edge for span in spans for edge in (span.start, span.end)), max(right, spans[-1].end)]
        gaps = [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
        for index, span in enumerate(spans):
            start, end = sentence_at(text, span.start)
            start, end = max(start, span.start - REACH), min(end, span.end + REACH)
            context = _context(hidden[start:left], hidden[right:end])
            before, after = gaps[index], gaps[index + 1]
            if span.figure.threshold is not None:
                after = f"{_NUMERAL.sub('', span.text)}，{after}"
            if index:
                before = _SPLIT.split(before)[-1]
            if index + 1 < len(spans):
                after = _WITHIN.split(_SPLIT.split(after)[0])[0]
            said = hidden[start:end]
            said_for = _year_of(text[start : span.start], hidden[start : span.start], year)
            found.append(Standing(span, before, after, context, said, *said_for))
    return tuple(found)


def _hidden(text: str) -> str:
    """The text with a mark in place of every character of a figure, so that places stay the same."""
    pieces, at = [], 0
    for span in _outside_names(text):
        pieces += [text[at : span.start], HIDDEN * (span.end - span.start)]
        at = span.end
    return "".join([*pieces, text[at:]])


def _up_to_figure(clauses: Iterable[str]) -> list[str]:
    return list(takewhile(lambda clause: HIDDEN not in clause, clauses))


def _context(ahead: str, behind: str) -> str:
    """The clauses before a figure's own back to the next figure or ；, else those after it."""
    before = _up_to_figure(reversed(ahead.split("；")[-1].split("，")))
    if any(clause.strip() for clause in before):
        return "，".join(reversed(before))
    return "，".join(_up_to_figure(behind.split("；")[0].split("，")[1:]))


def _year_of(before: str, hidden: str, year: int | None) -> tuple[int | None, int | None]:
    """The year a sentence gives to a figure, the last one that opens a clause before it; and the report's where that
    year had a figure of its own already, or a ； ended what was said of it."""
    found = list(_YEAR.finditer(before))
    if not found:
        return None, None
    last = found[-1]
    said = int(last[1]) if last[1] else None if year is None else year + (-1 if last[2] else 1 if last[3] else 0)
    own, comma, _ = hidden[last.end() :].partition("，")
    over = "；" in hidden[last.end() :] or (comma and HIDDEN in own)
    return said, year if over else None
