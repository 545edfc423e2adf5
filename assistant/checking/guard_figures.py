"""The figures of a model's sentence: each bound to a fact by value, unit, year, what it measures, limit and way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from assistant.checking.binding import CLEAR, CLEARLY_MORE, bind
from assistant.checking.guard_limits import altered, plain, same_way, spans
from assistant.checking.guard_units import strange_unit
from assistant.checking.ledger import Entry, Ledger, year_fits
from assistant.checking.neighbours import exchanged, nearness, of_each_other
from assistant.checking.standing import Standing, standings_in
from assistant.checking.told import Told, in_one_breath
from assistant.figures.comparing import same_quantity
from assistant.figures.nonfigures import without_nonfigures, word_list
from assistant.figures.reading import read_figures
from assistant.figures.units import measure
from assistant.report import Fact, Figure, Use
from assistant.text.structure import TextReport
from assistant.wording.name_rules import either
from assistant.wording.vocabulary import vocabulary

PLAINLY = 0.65
"""From here on the words beside a figure name another fact's matter beyond doubt, whatever the sentence cites."""
FEWEST_BESIDE = 4
"""Characters beside a figure below which its sentence says nothing of what it counts (共千余人。)."""
CLEARLY_BETTER = 0.15
"""By how much two figures' labels must agree better the other way round before they count as swapped."""
_SUMMING = re.compile(r"合计|总计|共计|累计|总共|一共|共")
_SUMMED = re.compile(r"(?:合计|总计|共计|累计|总共|一共)[^，。；]{0,8}$")
_SITTINGS = "场次"
_MARK = re.compile(r"[，。；：、]")
_POINTS = re.compile(r"[2-9两二三四五六七八九](?:条|项|点|件|个问题|件事|处)")
_THESE = re.compile(r"(?:[这那]|以上|上述|反馈的?)?")
_NUMERAL = re.compile(r"\d+(?:\.\d+)?|[〇零一二两三四五六七八九十百千万亿]{2,}")


class BoundFigures:
    """Binds the figures of sentences to a report's facts."""

    def __init__(self, facts: Sequence[Fact], year: int, told: Told) -> None:
        self._facts = {fact.id: fact for fact in facts}
        self._order = {fact.id: place for place, fact in enumerate(facts)}
        self._year = year
        self._said = told
        self._breath = in_one_breath(facts)
        self._ledger = Ledger(tuple(facts))

    def bind(self, text: str, cited: Sequence[str]) -> tuple[list[Use], str]:
        """The spans that stand on facts, and why the sentence is refused ("" where it is not)."""
        report = TextReport(text, None, None, None, ())
        known = {fact for fact in cited if fact in self._facts}
        uses: list[Use] = []
        bound: list[tuple[Standing, Entry]] = []
        for standing in standings_in(text, self._year):
            entries, why = self._entries(standing, known, report)
            if not entries:
                return [], self._reason(standing, why)
            if not any(same_way(standing.span, entry.fact) for entry in entries):
                return [], f"“{standing.span.text}”和事实里升降相反"
            if self._unfounded(standing, entries, known) or self._uncounted(text, standing, entries, known):
                return [], f"“{standing.span.text}”在这句所依据的事实里没有"
            last = entries[-1].fact
            if why := altered(text, standing.span, last, self._of_answer(last)) or strange_unit(standing.span, last):
                return [], why
            fact_ids = dict.fromkeys(entry.fact.id for entry in reversed(entries))
            bound += [(standing, self._own(standing, entries[0]))] if len(entries) == 1 else []
            uses += [Use(fact=fact, start=standing.span.start, end=standing.span.end) for fact in fact_ids]
        if swapped := self._swapped(text, bound):
            return [], f"“{swapped[0].span.text}”和“{swapped[1].span.text}”安反了"
        loose = next((words for words in _loose(text) if words not in self._said), "")
        return ([], f"“{loose}”在事实里没有") if loose else (uses, "")

    def _entries(self, standing: Standing, cited: set[str], report: TextReport) -> tuple[list[Entry], str]:
        """The quantity that a figure is; base and value where a 从A到B stands on two facts."""
        said = self._word_for_word(standing, cited, report.text) or self._summed_up(standing, cited, report.text)
        if said is not None:
            return [said], ""
        verdict = bind(standing, self._ledger, report)
        entry = verdict.entry
        if entry is None or (cited and entry.fact.id not in cited):
            entry = self._cited(standing, cited, report.text) or entry
        entry = entry or self._bar_apart(standing, cited)
        if entry is not None:
            return [entry], ""
        if standing.span.figure.base is not None:
            moved = self._moved(standing, cited)
            return [moved] if moved else self._two(standing, cited, report), verdict.why
        return [], verdict.why

    def _word_for_word(self, standing: Standing, cited: set[str], text: str) -> Entry | None:
        """The cited fact whose own words are the whole clause: what it says is true wherever it is said."""
        for entry in self._ledger.same(standing):
            words = entry.fact.text
            at = text.find(words, max(0, standing.span.start - len(words)))
            if entry.fact.id in cited and 0 <= at <= standing.span.start < at + len(words):
                around = text[at - 1 : at], text[at + len(words) : at + len(words) + 1]
                if all(not char or char in "，。；、" for char in around):
                    return entry
        return None

    def _summed_up(self, standing: Standing, cited: set[str], text: str) -> Entry | None:
        """The points told one by one, of which a clause says at its beginning how many they were: 两条都改了."""
        ahead = _MARK.split(text[: standing.span.start])[-1]
        if not _POINTS.fullmatch(standing.span.text) or not _THESE.fullmatch(ahead):
            return None
        refs = {self._facts[fact].origin.ref for fact in cited}
        return next((entry for entry in self._ledger.same(standing) if entry.fact.origin.ref in refs), None)

    def _of_answer(self, fact: Fact) -> Iterator[Fact]:
        return (one for one in self._facts.values() if one.origin.ref == fact.origin.ref)

    def _own(self, standing: Standing, entry: Entry) -> Entry:
        """Of facts told in one breath, the one whose own figure this is."""
        if entry.own:
            return entry
        own = [one for one in self._ledger.same(standing) if one.own and one.fact.origin.ref == entry.fact.origin.ref]
        return max(own, key=lambda one: self._ledger.label_score(standing, one), default=entry)

    def _swapped(self, text: str, bound: Sequence[tuple[Standing, Entry]]) -> tuple[Standing, Standing] | None:
        """Two figures of which each would stand clearly better in the other's place."""
        for place, one in enumerate(bound):
            for other in bound[place + 1 :]:
                if _exchangeable(one[1].figure, other[1].figure) and self._crossed(text, one, other):
                    return one[0], other[0]
        return None

    def _crossed(self, text: str, one: tuple[Standing, Entry], other: tuple[Standing, Entry]) -> bool:
        (here, first), (there, second) = one, other
        each = [bool(standing.span.figure.per) for standing in (here, there)]
        own = [bool(entry.figure.per) for entry in (first, second)]
        if each[0] != each[1] and own[0] != own[1]:  # one for each (每季度1回), the other in all (全年4回)
            if each == own:
                return False
            if measure(first.figure.unit)[0] == _SITTINGS:
                return True
        placed = (here.span, first.fact, first.figure), (there.span, second.fact, second.figure)
        same = first.fact.origin.ref == second.fact.origin.ref
        if exchanged(text, *placed) or (same and of_each_other(text, *placed, self._breath[first.fact.origin.ref])):
            return True
        score = self._ledger.label_score
        as_told = score(here, first) + score(there, second)
        turned = score(here, second) + score(there, first)
        return first.fact.id != second.fact.id and turned > as_told + CLEARLY_BETTER

    def _bar_apart(self, standing: Standing, cited: set[str]) -> Entry | None:
        """“60岁以上的498名” where it was told in two breaths: 60岁往上的占一半还多，有498个."""
        bar = standing.span.figure.threshold
        if bar is None:
            return None
        level = Figure(value=bar.value, unit=bar.unit)
        barred = (fact.figure.threshold for fact in self._facts.values() if fact.figure is not None)
        if any(one is not None and same_quantity(level, Figure(value=one.value, unit=one.unit)) for one in barred):
            return None  # another count has this bar as its own
        told = {
            self._facts[fact].origin.ref
            for fact in cited
            if any(same_quantity(level, plain(span.figure)) for span in spans(self._facts[fact]))
        }
        figure = standing.span.figure.model_copy(update={"threshold": None, "approx": None})
        free = replace(standing, span=replace(standing.span, figure=figure))
        found = (e for e in self._ledger.same(free) if e.own and e.fact.id in cited and e.fact.origin.ref in told)
        return next(found, None)

    def _cited(self, standing: Standing, cited: set[str], text: str) -> Entry | None:
        """The cited fact with this very quantity and year, unless the words beside it plainly name another's matter."""
        fitting = [
            entry for entry in self._ledger.same(standing) if entry.fact.id in cited and year_fits(standing, entry)
        ]
        if not fitting:
            return None
        named, rival = self._ledger.measured(standing)
        best = max(fitting, key=lambda entry: self._ledger.label_score(standing, entry))
        own = self._ledger.label_score(standing, best)
        if not own and len(re.findall(r"[一-龥]", standing.sentence)) < FEWEST_BESIDE:
            return None  # a figure alone, of which nobody can see what it counts
        if rival is None or rival.fact.id in {entry.fact.id for entry in fitting}:
            return best
        if ((best.fact.year or self._year) > self._year) != ((rival.fact.year or self._year) > self._year):
            return best  # a plan beside what was done: which of them belongs here, the writer sees to
        span = standing.span
        near = nearness(text, (span, best.fact, best.figure))
        other = nearness(text, (span, rival.fact, rival.figure))
        if near >= 2 and (near > other or (near == other and rival.fact.id not in cited)):
            return best  # the very words beside it are those of the fact
        bar = CLEAR if rival.fact.id in cited else PLAINLY
        return None if named >= bar and named > own * CLEARLY_MORE else best

    def _moved(self, standing: Standing, cited: set[str]) -> Entry | None:
        """A rise told like a range, its unit said twice: 先锋队64支到70支."""
        figure = standing.span.figure
        ends = Figure(low=figure.base, high=figure.value, unit=figure.unit)
        unit = re.escape(figure.unit)
        twice = re.compile(rf"\d{{1,9}}{unit}到\d{{1,9}}{unit}")
        told = ((fact, fact.figure) for fact in (self._facts[one] for one in cited) if twice.search(fact.quote))
        fits = (Entry(f, own, True) for f, own in told if own and own.value is None and same_quantity(ends, own))
        return next(fits, None)

    def _two(self, standing: Standing, cited: set[str], report: TextReport) -> list[Entry]:
        """A change from one fact's figure to another's: the earlier year, or the one told first, is the base."""
        span = standing.span
        value = replace(standing, span=replace(span, figure=Figure(value=span.figure.value, unit=span.figure.unit)))
        base = replace(standing, span=replace(span, figure=Figure(value=span.figure.base, unit=span.figure.unit)))
        base = replace(base, year=None)
        reached = self._ledger.same(value)
        begun = self._ledger.same(base)
        pairs = [
            (one, other)
            for one in begun
            for other in reached
            if one.fact.id != other.fact.id and self._before(one.fact, other.fact) and self._alike(one, other, cited)
        ]
        if not pairs:
            return []
        named, rival = self._ledger.measured(value)
        score = self._ledger.label_score
        best = max(pairs, key=lambda pair: score(value, pair[1]) + score(base, pair[0]))
        own = max(score(value, best[1]), score(base, best[0]))
        strange = rival is not None and rival.fact.id not in (best[0].fact.id, best[1].fact.id)
        return [] if strange and named >= CLEAR and named > own * CLEARLY_MORE else list(best)

    def _before(self, one: Fact, other: Fact) -> bool:
        if one.year != other.year and one.year is not None and other.year is not None:
            return one.year < other.year
        return one.origin.ref == other.origin.ref and self._order[one.id] < self._order[other.id]

    @staticmethod
    def _alike(one: Entry, other: Entry, cited: set[str]) -> bool:
        same_matter = one.fact.metric == other.fact.metric and one.fact.scope == other.fact.scope
        return same_matter or (one.fact.origin.ref == other.fact.origin.ref and {one.fact.id, other.fact.id} <= cited)

    def _unfounded(self, standing: Standing, entries: Sequence[Entry], cited: set[str]) -> bool:
        """Whether it stands on a fact that the sentence does not cite, and nothing beside it says that it means it."""
        if not cited or any(entry.fact.id in cited for entry in entries):
            return False
        refs = {self._facts[fact].origin.ref for fact in cited}
        return not any(entry.fact.origin.ref in refs or self._ledger.label_score(standing, entry) for entry in entries)

    @staticmethod
    def _uncounted(text: str, standing: Standing, entries: Sequence[Entry], cited: set[str]) -> bool:
        """Whether it is a sum that nobody worked out: 合计 before a figure that no cited, computed or summed fact has."""
        if not _SUMMED.search(text[: standing.span.start]):
            return False
        facts = [entry.fact for entry in entries]
        return not any(f.id in cited or f.origin.kind == "computed" or _SUMMING.search(f.quote) for f in facts)

    @staticmethod
    def _reason(standing: Standing, why: str) -> str:
        said = standing.span.text
        if why == "year":
            return f"“{said}”不是这一年的数"
        if why == "metric":
            return f"“{said}”在事实里说的是别的事，数安错了地方"
        return f"“{said}”在事实里没有，数和单位要照事实写"


def _exchangeable(one: Figure, other: Figure) -> bool:
    kinds = {measure(one.unit)[0], measure(other.unit)[0]}
    return (len(kinds) == 1 or kinds == {"个", "人"}) and one.value != other.value


def _loose(text: str) -> Iterator[str]:
    """Numerals that were not read as figures, with the character behind: 十七部."""
    covered = {place for span in read_figures(text) for place in range(span.start, span.end)}
    plain = _set_phrases().sub(lambda found: "，" * len(found.group()), without_nonfigures(text))
    for found in _NUMERAL.finditer(plain):
        if not covered & set(range(found.start(), found.end())):
            yield text[found.start() : found.end() + 1].rstrip("，。；、")


@cache
def _set_phrases() -> re.Pattern[str]:
    """Words with a numeral in them that count nothing."""
    numeral = set("一二三四五六七八九十百千万")
    words = (*vocabulary().words, *vocabulary().ends, *word_list("set_phrases"))
    return re.compile(either(tuple(word for word in words if len(numeral & set(word)) and len(word) > 1)))
