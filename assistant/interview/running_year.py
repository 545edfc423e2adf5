"""Which year a figure of an answer is of: the one named beside it, else the one that is being told of."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.figures.reading import FigureSpan
from assistant.interview.years import Calendar, YearWord, year_at, year_words
from assistant.text.patterns import Lazy

# “2026年换届，下半年把底摸清”: a plan's own time is of the year that is planned, not of the event named before it.
_OWN_TIME = Lazy(r"[上下]半年|[一二三四]季度|年底|年初|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月")
_AT_PRESENT = Lazy("现在|目前|眼下|如今|今年")
# “上年就有” says since when a thing is so, not when what follows was done.
_SINCE = Lazy(r"(?:去年|上一?年|前年|\d{4}年)(?:就|也|已经?)(?:有|存在|提|是|这样)")


@dataclass(frozen=True)
class Named:
    """The years that a clause names; `bracketed`: the first opens brackets, `beside`: with a figure of its own in them.

    “2680万元（上年2410万元）”: the year is that of the figure in the brackets alone.
    """

    years: list[YearWord]
    bracketed: bool
    beside: bool


class RunningYear:
    """The year told of as an answer goes on; None while it is the answer's own. `plans`: the answer tells of plans."""

    def __init__(self, known: Calendar, *, plans: bool) -> None:
        self._known, self._plans = known, plans
        self._year: int | None = None
        self.before: int | None = None

    @property
    def year(self) -> int:
        """The year of what names none."""
        return self._known.default if self._year is None else self._year

    def begin_sentence(self, year: int | None) -> None:
        """A new sentence, of that year where something said so."""
        self._year = year

    def enter(self, words: str) -> None:
        """A new clause; `before` is then the year that was told of before it."""
        self.before = self._year
        if _AT_PRESENT.match(words) or (self._plans and _OWN_TIME.match(words)):
            self._year = None

    def hear(self, words: str) -> None:
        """Goes on to the year that a clause without a figure names."""
        named = year_words(words, self._known)
        if named and not _SINCE.search(words):
            self._year = named[-1].year

    def named(self, words: str, spans: list[FigureSpan]) -> Named:
        """The years named in a clause with figures."""
        years = year_words(words, self._known)
        bracketed = bool(years) and words[years[0].start - 1 : years[0].start] in ("（", "(")
        return Named(years, bracketed, bracketed and any(span.start >= years[0].end for span in spans))

    def of(self, span: FigureSpan, named: Named) -> int:
        """The year of a figure in a clause that names these."""
        year = year_at(named.years, span.end) or self._year
        if year is None and named.bracketed and not named.beside:
            year = named.years[0].year
        return self._known.default if year is None else year

    def go_on(self, named: Named, *, own: bool) -> None:
        """Goes on behind a clause with figures; `own`: it says itself what they measure. “去年是16万” only compares: what
        follows is of the year before it again."""
        if named.years and not named.beside and (own or named.years[-1].year == self._known.default):
            self._year = named.years[-1].year
