"""Which fact a figure of the text stands on: by value, unit, year and what it measures, told from the words beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile
from math import log, sqrt

from assistant.checking.exemptions import exempt
from assistant.checking.lexicon import cue
from assistant.checking.likeness import telling_pairs
from assistant.checking.places import clause_at, item_at, sentence_at
from assistant.checking.rule import Subject
from assistant.figures import FigureSpan, read_figures, same_quantity
from assistant.report import Fact, Figure
from assistant.structure import TextReport
from assistant.units import measure

CLEAR, CLEARLY_MORE = 0.5, 1.6
REACH = 300
"""How far from a figure, in characters, its sentence is looked at: keeps a text without any full stop linear."""
HIDDEN = "\0"
_SET_APART = re.compile(r"“[^”\n]{0,60}”|《[^》\n]{0,60}》|【[^】\n]{0,60}】|〔[^〕\n]{0,20}〕")
_SPLIT = re.compile(r"[、（(）)：:]")
_WITHIN = re.compile(r"(?:当中|之中|里头|里面|中|里)")
"""Of “1386名党员中农村党员1102名” the words behind 中 say what the second figure measures."""
_YEAR = re.compile(
    r"(?:^|[，。；！？\n：（])(?:截至|截止|到|至|在|力争|计划|争取)?(?:(20\d{2})年|(去年|上年|上一年)|(明年|来年|下一?年))(?!以来|度?反馈|至今|比|相比)"
)
_NUMERAL = re.compile(r"[\d.]+")
_DATED = frozenset({"年", "月", "日", "号", "季度"})


@dataclass(frozen=True)
class Standing:
    """A figure in the text; `before`/`after` are the words of its clause that may say what it measures.

    `context` is the clauses next to it that hold no figure, `sentence` all of it without its figures.
    """

    span: FigureSpan
    before: str
    after: str
    context: str
    sentence: str
    year: int | None

    @property
    def label(self) -> str:
        """The words beside the figure, both sides."""
        return f"{self.before}，{self.after}"


@dataclass(frozen=True)
class Entry:
    """A quantity that a fact knows: its own, the base it grew from, a bar, or one more that its words hold."""

    fact: Fact
    figure: Figure
    own: bool


def figures_of(text: str) -> tuple[FigureSpan, ...]:
    """The figures of a text that have to stand on something: no dates, names, 待补, idioms."""
    return _figures_of(text)


@lru_cache(maxsize=512)
def _figures_of(text: str) -> tuple[FigureSpan, ...]:
    return tuple(span for span in _outside_names(text) if not _idle(span, text))


@lru_cache(maxsize=512)
def _outside_names(text: str) -> tuple[FigureSpan, ...]:
    masked = _SET_APART.sub(lambda match: "“" + "，" * (len(match.group()) - 2) + "”", text)
    return tuple(read_figures(masked))


def _idle(span: FigureSpan, text: str) -> bool:
    figure = span.figure
    if figure.unit in _DATED and (figure.value or 0) > 1900:
        return True
    if span.text.startswith("一") and figure.value == 1:
        return True
    left, right = clause_at(text, span.start)
    return bool(cue("idle_counts").match(span.text)) or exempt("B01", text[left:right])


def standings_in(text: str, year: int | None) -> tuple[Standing, ...]:
    """Every figure of a text with the words beside it and the year it is given."""
    return _standings(text, year)


def standings(subject: Subject) -> tuple[Standing, ...]:
    """Every figure of the text with the words beside it and the year it is given."""
    return _standings(subject.report.text, subject.year)


@lru_cache(maxsize=512)
def _standings(text: str, year: int | None) -> tuple[Standing, ...]:
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
            found.append(Standing(span, before, after, context, said, _year_of(text[start : span.start], year)))
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


def _year_of(before: str, year: int | None) -> int | None:
    """The year a sentence gives to a figure: the last one that opens a clause before it."""
    found = list(_YEAR.finditer(before))
    if not found:
        return None
    last = found[-1]
    if last[1]:
        return int(last[1])
    return None if year is None else year + (-1 if last[2] else 1)


class Ledger:
    """The facts, and how to find the one that a figure of the text stands on."""

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        self.facts = facts
        self.entries = [entry for fact in facts for entry in _entries(fact)]
        self._own = [entry for entry in self.entries if entry.own]
        self._labels = {fact.id: [_pairs(label) for label in _labels(fact)] for fact in facts}
        spread = Counter(pair for entry in self._own for pair in frozenset().union(*self._labels[entry.fact.id]))
        total = max(1, len(self._own))
        self._weight = {pair: 0.15 + log(1 + total / count) for pair, count in spread.items()}
        self._rare = log(1 + total)
        self._scores: dict[tuple[str, str], float] = {}
        self._telling: dict[str, bool] = {}
        self._equal: dict[tuple[object, ...], list[Entry]] = {}

    def score(self, words: str, entry: Entry) -> float:
        """How well words beside a figure agree with what a fact measures, 0 to 1."""
        key = (words, entry.fact.id)
        if key not in self._scores:
            here = _pairs(words)
            labels = self._labels[entry.fact.id]
            self._scores[key] = max((self._cosine(here, there) for there in labels), default=0.0) if here else 0.0
        return self._scores[key]

    def _cosine(self, here: frozenset[str], there: frozenset[str]) -> float:
        common = self._sum(here & there)
        return common / sqrt(self._sum(here) * self._sum(there)) if common else 0.0

    def _sum(self, pairs: frozenset[str]) -> float:
        return sum(self._weight.get(pair, self._rare) for pair in pairs)

    def same(self, standing: Standing) -> list[Entry]:
        """The quantities equal to this one, whatever they measure."""
        figure = standing.span.figure
        bar = figure.threshold
        read = (figure.value, figure.unit, figure.base, figure.low, figure.high, bar and (bar.value, bar.unit))
        if read not in self._equal:
            self._equal[read] = [entry for entry in self.entries if _agree(figure, entry)]
        return self._equal[read]

    def measured(self, standing: Standing) -> tuple[float, Entry | None]:
        """The fact whose metric the words beside the figure name best, of the same dimension; with its score."""
        kind = _dimension(standing.span.figure)
        best: tuple[float, Entry | None] = (0.0, None)
        for entry in self._own:
            if _comparable(_dimension(entry.figure), kind) and _year_fits(standing, entry):
                score = self.label_score(standing, entry)
                if score > best[0]:
                    best = (score, entry)
        return best

    def label_score(self, standing: Standing, entry: Entry) -> float:
        """The better of both sides, or of the two together; of the clauses next to it where its own says nothing."""
        beside = (standing.before, standing.after, standing.label)
        if self._names_any(standing.label):
            return max(self.score(words, entry) for words in beside)
        return self.score(standing.context, entry)

    def _names_any(self, label: str) -> bool:
        """Whether words beside a figure agree at all with what any fact measures."""
        if label not in self._telling:
            self._telling[label] = any(self.score(label, one) for one in self._own)
        return self._telling[label]

    def supported(self, standing: Standing, entry: Entry, near: str = "") -> bool:
        """Whether sentence or headline share a telling word with the fact, however it is phrased."""
        words = _pairs(f"{standing.sentence}，{near}")
        known = _pairs(_stripped(_words(entry.fact)))
        return bool(words & known) or not known


def _pairs(words: str) -> frozenset[str]:
    return telling_pairs(words, weak=True)


@lru_cache(maxsize=2048)
def _read(text: str) -> tuple[FigureSpan, ...]:
    return tuple(read_figures(text))


@lru_cache(maxsize=2048)
def _stripped(text: str) -> str:
    for span in reversed(_read(text)):
        text = text[: span.start] + "，" + text[span.end :]
    return text


def _metric(fact: Fact) -> str:
    return f"{fact.metric or _stripped(fact.text)}，{fact.scope or ''}"


def _labels(fact: Fact) -> list[str]:
    """What a fact's figure measures: its metric, and the words beside it where it was written and said."""
    found = [_metric(fact)]
    if fact.figure is None:
        return found
    for text in dict.fromkeys((fact.text, fact.quote)):
        beside = [one for one in _standings(text, None) if _agree(one.span.figure, Entry(fact, fact.figure, True))]
        found.extend(one.label for one in beside)
    return found


def _words(fact: Fact) -> str:
    return "，".join((fact.metric, fact.scope or "", fact.text, fact.quote))


def _entries(fact: Fact) -> list[Entry]:
    found = []
    figure = fact.figure
    if figure is not None:
        found.append(Entry(fact, figure, True))
        if figure.base is not None:
            found.append(Entry(fact, Figure(value=figure.base, unit=figure.unit), False))
        if figure.threshold is not None:
            found.append(Entry(fact, Figure(value=figure.threshold.value, unit=figure.threshold.unit), False))
    for text in dict.fromkeys((fact.text, fact.quote)):
        found.extend(Entry(fact, span.figure, False) for span in _read(text))
    return found


def _agree(figure: Figure, entry: Entry) -> bool:
    known = entry.figure
    if figure.base is not None and not (
        _same_plain(figure.base, figure.unit, known.base, known.unit)
        and _same_plain(figure.value, figure.unit, known.value, known.unit)
    ):
        return False
    if not _same_bar(figure, known):
        return False
    if figure.value is None or known.value is None:
        return (figure.low, figure.high) == (known.low, known.high) and _dimension(figure) == _dimension(known)
    return _same_plain(figure.value, figure.unit, known.value, known.unit)


def _same_bar(figure: Figure, known: Figure) -> bool:
    """Whether “5000万元以上的2个” has the bar that the fact has; a fact that names none vouches for none."""
    bar, other = figure.threshold, known.threshold
    if bar is None:
        return True
    return other is not None and _same_plain(bar.value, bar.unit, other.value, other.unit)


@lru_cache(maxsize=65536)
def _same_plain(value: Decimal | None, unit: str, other: Decimal | None, other_unit: str) -> bool:
    return same_quantity(Figure(value=value, unit=unit), Figure(value=other, unit=other_unit))


def _dimension(figure: Figure) -> str:
    return measure(figure.unit)[0]


def _comparable(one: str, other: str) -> bool:
    """Whether two dimensions may count the same: people are told by 个 as well."""
    return one == other or {one, other} == {"个", "人"}


def _year_fits(standing: Standing, entry: Entry) -> bool:
    return standing.year is None or entry.fact.year is None or standing.year == entry.fact.year


@dataclass(frozen=True)
class Verdict:
    """What a figure of the text stands on: `entry` where it is bound, else why not and the fact it was taken for."""

    entry: Entry | None
    why: str = ""
    other: Entry | None = None


def bind(standing: Standing, book: Ledger, report: TextReport) -> Verdict:
    """Binds a figure to a fact, or says why it cannot be: unknown · other year · other metric.

    Where two figures share a clause without a mark between them, either side may name what one measures.
    """
    equal = book.same(standing)
    named, rival = book.measured(standing)
    if not equal:
        return Verdict(None, "unknown", rival if named >= CLEAR else None)
    fitting = [entry for entry in equal if _year_fits(standing, entry)]
    if not fitting:
        return Verdict(None, "year", equal[0])
    best = max(fitting, key=lambda entry: book.label_score(standing, entry))
    score = book.label_score(standing, best)
    if (
        rival is not None
        and not _agree(standing.span.figure, rival)
        and named >= CLEAR
        and named > score * CLEARLY_MORE
    ):
        return Verdict(None, "metric", rival)
    if score:
        return Verdict(best)
    headline = item_at(report, standing.span.start)
    near = headline.text if headline else ""
    backed = next((entry for entry in fitting if book.supported(standing, entry, near)), None)
    return Verdict(backed) if backed else Verdict(None, "metric", best)
