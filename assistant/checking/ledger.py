"""The facts as a book to look figures up in: which quantities equal one, and which fact measures what it stands beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import log, sqrt

from assistant.checking.likeness import telling_pairs
from assistant.checking.standing import Standing, standings_in
from assistant.figures.bare import bare_numbers
from assistant.figures.comparing import base_units, may_equal
from assistant.figures.numerals import numeral
from assistant.figures.reading import FigureSpan, read_figures
from assistant.figures.units import measure
from assistant.report import Fact, Figure
from assistant.text.patterns import Lazy

_AGE = Lazy(
    r"(?<![^，。；])(?:今年|都|快)?([二三四五六七八九]?十[一二三四五六七八九]?|[2-9]\d)(?:了|咧|哩|啦|的人了)(?=，|。|$)"
)
"""How old somebody is, told in passing: 七十一咧."""
_DAYS = Lazy(r"(?<![月初十廿])([一二两三四五六七八九])日(?=[内里]|在|都|跑|去|不|，|$)")
"""Days told like a date: 一星期有三日在跑项目."""
_POINTS = Lazy(r"(?<![\d.])(\d{1,2}(?:\.\d{1,2})?)个点(?!位|儿|子|名|上|头|评|钟)")
"""Points of a percentage, which are seen to be such only beside the share they are compared with."""


@dataclass(frozen=True)
class Entry:
    """A quantity that a fact knows: its own, the base it grew from, a bar, or one more that its words hold."""

    fact: Fact
    figure: Figure
    own: bool


class _Weights(dict[str, float]):
    """How telling each pair of characters is; one that no fact has weighs `rare`."""

    def __init__(self, rare: float, weights: dict[str, float]) -> None:
        super().__init__(weights)
        self._rare = rare

    def __missing__(self, _pair: str) -> float:
        return self._rare


class Ledger:
    """The facts, and how to find the one that a figure of the text stands on.

    What is asked is remembered, and looked for only among the facts that share an amount, or a pair of characters: a
    report asks for each of its figures several times, and most facts have nothing to do with it.
    """

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        self.facts = facts
        self.entries = [entry for fact, unit in _with_units(facts) for entry in _entries(fact, unit)]
        self._amounts = _Amounts(self.entries)
        self._own = [entry for entry in self.entries if entry.own]
        self._place = {entry.fact.id: place for place, entry in enumerate(self._own)}
        self._labels = {fact.id: [_pairs(label) for label in _labels(fact)] for fact in facts}
        spread = Counter(pair for entry in self._own for pair in frozenset().union(*self._labels[entry.fact.id]))
        total = max(1, len(self._own))
        self._weight = _Weights(log(1 + total), {pair: 0.15 + log(1 + total / n) for pair, n in spread.items()})
        self._sums = {fact: [self._sum(label) for label in labels] for fact, labels in self._labels.items()}
        self._with: dict[str, dict[str, None]] = {}
        for fact_id, labels in self._labels.items():
            for pair in frozenset().union(*labels):
                self._with.setdefault(pair, {})[fact_id] = None
        self._scores: dict[str, dict[str, float]] = {}
        self._beside: dict[tuple[str, str, str], dict[str, float]] = {}
        self._equal: dict[tuple[object, ...], list[Entry]] = {}

    def _scores_of(self, words: str) -> dict[str, float]:
        """How well words agree with what each fact measures, 0 to 1; the facts that share nothing left out."""
        found = self._scores.get(words)
        if found is None:
            here = _pairs(words)
            facts = {fact: None for pair in here for fact in self._with.get(pair, ())}
            size = self._sum(here) if facts else 0.0
            found = self._scores[words] = {fact: self._cosine(here, size, fact) for fact in facts}
        return found

    def _cosine(self, here: frozenset[str], size: float, fact: str) -> float:
        best = 0.0
        for label, label_size in zip(self._labels[fact], self._sums[fact], strict=True):
            common = self._sum(here & label)
            if common:
                best = max(best, common / sqrt(size * label_size))
        return best

    def _sum(self, pairs: frozenset[str]) -> float:
        return sum(map(self._weight.__getitem__, pairs))

    def same(self, standing: Standing) -> list[Entry]:
        """The quantities equal to this one, whatever they measure."""
        figure = standing.span.figure
        bar = figure.threshold
        read = (figure.value, figure.unit, figure.base, figure.low, figure.high, bar and (bar.value, bar.unit))
        if read not in self._equal:
            self._equal[read] = self._amounts.equal_to(figure)
        return self._equal[read]

    def measured(self, standing: Standing) -> tuple[float, Entry | None]:
        """The fact whose metric the words beside the figure name best, of the same dimension; with its score."""
        kind = dimension(standing.span.figure)
        best: tuple[float, Entry | None] = (0.0, None)
        scores = self._label_scores(standing)
        for place in sorted(self._place[fact] for fact in scores if fact in self._place):
            entry = self._own[place]
            score = scores[entry.fact.id]
            if score > best[0] and _comparable(dimension(entry.figure), kind) and year_fits(standing, entry):
                best = (score, entry)
        return best

    def label_score(self, standing: Standing, entry: Entry) -> float:
        """The better of both sides, or of the two together; of the clauses next to it where its own says nothing."""
        return self._label_scores(standing).get(entry.fact.id, 0.0)

    def _label_scores(self, standing: Standing) -> dict[str, float]:
        beside = (standing.before, standing.after, standing.context)
        found = self._beside.get(beside)
        if found is None:
            if self._weight.keys().isdisjoint(_pairs(standing.label)):
                found = self._scores_of(standing.context)
            else:
                sides = [self._scores_of(words) for words in (standing.before, standing.after, standing.label)]
                found = {fact: max(side.get(fact, 0.0) for side in sides) for side in sides for fact in side}
            self._beside[beside] = found
        return found

    def supported(self, standing: Standing, entry: Entry, near: str = "") -> bool:
        """Whether sentence or headline share a telling word with the fact, however it is phrased."""
        words = _pairs(f"{standing.sentence}，{near}")
        known = _pairs(_stripped(_words(entry.fact)))
        return bool(words & known) or not known


class _Amounts:
    """Entries by how much they are, so that equal ones are found without looking through all."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._by_value: dict[Decimal, list[int]] = {}
        self._by_bounds: dict[tuple[Decimal | None, Decimal | None], list[int]] = {}
        for place, entry in enumerate(entries):
            value = base_units(entry.figure.value, entry.figure.unit)[1]
            if value is not None:
                self._by_value.setdefault(value, []).append(place)
            self._by_bounds.setdefault((entry.figure.low, entry.figure.high), []).append(place)

    def equal_to(self, figure: Figure) -> list[Entry]:
        """The entries that agree with a figure, in their order."""
        value = base_units(figure.value, figure.unit)[1]
        places = set(self._by_value.get(value, ())) if value is not None else set()
        for place in self._by_bounds.get((figure.low, figure.high), ()):
            if value is None or self._entries[place].figure.value is None:
                places.add(place)
        return [entry for entry in (self._entries[place] for place in sorted(places)) if agree(figure, entry.figure)]


class _Told:
    """Facts as the key of a cache: the very same ones, not such as look alike (facts have no hash)."""

    def __init__(self, facts: tuple[Fact, ...]) -> None:
        self.facts = facts

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.facts)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Told) and list(map(id, other.facts)) == list(map(id, self.facts))


@lru_cache(maxsize=8)
def _ledger(told: _Told) -> Ledger:
    return Ledger(told.facts)


def ledger_of(facts: tuple[Fact, ...]) -> Ledger:
    """The ledger of a table of facts, made once for all the rules that look at it."""
    return _ledger(_Told(facts))


def _pairs(words: str) -> frozenset[str]:
    return telling_pairs(words, weak=True)


@lru_cache(maxsize=2048)
def _stripped(text: str) -> str:
    for span in reversed(read_figures(text)):
        text = text[: span.start] + "，" + text[span.end :]
    return text


_OTHER_END = Lazy(r"（最[^（）]{1,20}）")
"""What stands in brackets beside a highest figure is its counterpart, and says nothing of what this one measures."""


def _metric(fact: Fact) -> str:
    return f"{fact.metric or _stripped(fact.text)}，{fact.scope or ''}"


def _labels(fact: Fact) -> list[str]:
    """What a fact's figure measures: its metric, and the words beside it where it was written and said."""
    found = [_metric(fact)]
    if fact.figure is None:
        return found
    for text in dict.fromkeys((_OTHER_END.sub("", fact.text), fact.quote)):
        found.extend(one.label for one in standings_in(text, None) if agree(one.span.figure, fact.figure))
    return found


def _words(fact: Fact) -> str:
    return "，".join((fact.metric, fact.scope or "", fact.text, fact.quote))


def _with_units(facts: Sequence[Fact]) -> Iterator[tuple[Fact, str]]:
    """Each fact with the unit told last to the same question: of 平均51.3岁，最大的59 the second is 59岁."""
    units: dict[str, str] = {}
    for fact in facts:
        yield fact, units.get(fact.origin.ref, "")
        if fact.figure is not None and fact.figure.unit:
            units[fact.origin.ref] = fact.figure.unit


def _entries(fact: Fact, unit: str) -> list[Entry]:
    """The quantities of a fact; a bare number of it counts pieces, or is of the unit told before it."""
    found = []
    figure = fact.figure
    if figure is not None:
        found.append(Entry(fact, figure, True))
        if figure.base is not None:
            found.append(Entry(fact, Figure(value=figure.base, unit=figure.unit), False))
        if figure.threshold is not None:
            found.append(Entry(fact, Figure(value=figure.threshold.value, unit=figure.threshold.unit), False))
    spans: list[FigureSpan] = [span for text in dict.fromkeys((fact.text, fact.quote)) for span in read_figures(text)]
    bare = bare_numbers(fact.text) if figure is None else ()
    counted = [Figure(value=number.value, unit=one) for number in bare for one in dict.fromkeys(("个", unit or "个"))]
    counted += [Figure(value=age, unit="岁") for word in _AGE.findall(fact.quote) if (age := numeral(word)) is not None]
    counted += [
        Figure(value=days, unit="天") for word in _DAYS.findall(fact.quote) if (days := numeral(word)) is not None
    ]
    counted += [Figure(value=Decimal(number), unit="个百分点") for number in _POINTS.findall(fact.text)]
    return [*found, *(Entry(fact, span, False) for span in (*(one.figure for one in spans), *counted))]


def agree(figure: Figure, known: Figure) -> bool:
    """Whether a figure of a text is one that a fact knows: value, base and bar, in whatever unit."""
    if figure.base is not None and not (
        _same_plain(figure.base, figure.unit, known.base, known.unit)
        and _same_plain(figure.value, figure.unit, known.value, known.unit)
    ):
        return False
    if not _same_bar(figure, known):
        return False
    if figure.value is None or known.value is None:
        return (figure.low, figure.high) == (known.low, known.high) and dimension(figure) == dimension(known)
    return _same_plain(figure.value, figure.unit, known.value, known.unit)


def _same_bar(figure: Figure, known: Figure) -> bool:
    """Whether “5000万元以上的2个” has the bar that the fact has; a fact that names none vouches for none."""
    bar, other = figure.threshold, known.threshold
    if bar is None:
        return True
    return other is not None and _same_plain(bar.value, bar.unit, other.value, other.unit)


def _same_plain(value: Decimal | None, unit: str, other: Decimal | None, other_unit: str) -> bool:
    """As `same_quantity` of two figures that are but a value and its unit."""
    (kind, size), (other_kind, other_size) = base_units(value, unit), base_units(other, other_unit)
    return size == other_size and (kind == other_kind or may_equal(kind, other_kind))


def dimension(figure: Figure) -> str:
    """What kind of thing a figure counts."""
    return measure(figure.unit)[0]


def _comparable(one: str, other: str) -> bool:
    """Whether two dimensions may count the same: people are told by 个 as well."""
    return one == other or {one, other} == {"个", "人"}


def year_fits(standing: Standing, entry: Entry) -> bool:
    """Whether the sentence and the fact name no two different years."""
    return standing.year is None or entry.fact.year in (None, standing.year, standing.or_year or standing.year)
