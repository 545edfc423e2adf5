"""What the store has to say to a question of the interview, and to an item that is to be written."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.exemplars import exemplars
from assistant.retrieval.masking import Masker
from assistant.retrieval.passages import Kind, Passage
from assistant.retrieval.retriever import Hit, Retriever
from assistant.retrieval.store import KnowledgeStore
from assistant.text.char_pairs import char_pairs
from assistant.text.spans import Span, sentences

LEAST_SCORE, SURE_SCORE = 2.5, 5.0
"""Standard deviations above an ordinary passage: what is less like the question says nothing to it; what is surely meant
though the question does not name it."""
_LOOKED_AT = 12
_SHORTEST, _LONGEST = 14, 110
_SHARED, _CUE_WEIGHT = 2, 4
_LONG_NAME = 6
_MARK = re.compile(r"【[^】]*】")


@dataclass(frozen=True)
class Guiding:
    """Words out of a passage: fit to be shown; `masked` fit for a prompt ("" where nothing of it may go there)."""

    passage: str
    kind: Kind
    source: str
    locator: str
    year: int | None
    text: str
    masked: str


@dataclass(frozen=True)
class QuestionGuide:
    """本题参考: what is usually told here (an exemplar, masked), last year's own sentence, the term of the year."""

    usual: Guiding | None = None
    before: Guiding | None = None
    term: Guiding | None = None

    @property
    def passages(self) -> tuple[str, ...]:
        """The ids of the passages it stands on."""
        return tuple(one.passage for one in (self.usual, self.before, self.term) if one is not None)


@dataclass(frozen=True)
class ItemGuide:
    """What goes to the writer of an item: terms of the year, masked exemplar passages, own past passages (masked too:
    last year's figures are no facts of this year)."""

    terms: tuple[Guiding, ...] = ()
    exemplars: tuple[Guiding, ...] = ()
    own: tuple[Guiding, ...] = ()

    @property
    def passages(self) -> tuple[str, ...]:
        """The ids of the passages it stands on."""
        return tuple(one.passage for one in (*self.terms, *self.exemplars, *self.own))


@dataclass(frozen=True)
class About:
    """A question as the store is asked: its words, words that its answers hold, the part it feeds ("": any)."""

    words: str
    cues: tuple[str, ...] = ()
    part: str = ""

    def suits(self, passage: Passage) -> bool:
        """Whether a passage stands in the part that the question feeds, as far as that is known."""
        return not self.part or passage.part in ("", self.part)


class Guide:
    """Guidance out of an open store."""

    def __init__(self, store: KnowledgeStore) -> None:
        self._retriever = Retriever(store)
        self._store = store
        self._lock = threading.RLock()
        self._asked: dict[tuple[About, int | None], QuestionGuide] = {}
        self._knows: Masker | None = None
        self._of: object = None

    @property
    def _masker(self) -> Masker:
        """Knows the names that the exemplars' heads list and those that show themselves in any past report."""
        with self._lock:
            self._forget_if_changed()
            if self._knows is None:
                past = [p.text for p in self._store.ready.passages if p.kind in ("exemplar", "own")]
                self._knows = Masker.learned(past, [name for exemplar in exemplars() for name in exemplar.head.names])
            return self._knows

    def _forget_if_changed(self) -> None:
        """A file taken in or removed brings other names and other passages."""
        if self._of is not self._store.ready:
            self._asked, self._knows, self._of = {}, None, self._store.ready

    def passage(self, name: str) -> Passage | None:
        """The passage of that id, or None where it is in the store no more."""
        place = self._store.ready.places.get(name)
        return None if place is None else self._store.ready.passages[place]

    def shown(self, name: str) -> Guiding | None:
        """A passage as a person may see it, an exemplar without its figures and names; None where it is gone."""
        passage = self.passage(name)
        if passage is None:
            return None
        masked = self._masker.text(passage.text)
        return _guiding(passage, masked if passage.kind == "exemplar" else passage.text, masked)

    def question(self, about: About, year: int | None) -> QuestionGuide:
        """What belongs beside a question; `year` is that of the report. Worked out once while the store is the same."""
        with self._lock:
            self._forget_if_changed()
            kept = self._asked.get((about, year))
            if kept is None:
                kept = self._asked[about, year] = self._question(about, year)
            return kept

    def _question(self, about: About, year: int | None) -> QuestionGuide:
        query = " ".join((about.words, *about.cues[:6]))
        exemplars, own = self._found(query, "exemplar", year), self._before(query, year)
        return QuestionGuide(
            usual=self._sentence(about, [hit for hit in exemplars if about.suits(hit.passage)], masked=True),
            before=self._sentence(about, [hit for hit in own if about.suits(hit.passage)], masked=False),
            term=self._term(about, query, year),
        )

    def item(self, about: str, *, year: int, most: int = 3) -> ItemGuide:
        """What belongs beside an item; `about` is its headline and the words of its facts."""
        terms = [hit for hit in self._found(about, "term", year) if _named(hit.passage, about)]
        exemplars = [self._whole(hit) for hit in self._found(about, "exemplar", year)]
        own = [self._whole(hit) for hit in self._before(about, year)]
        return ItemGuide(
            tuple(_guiding(hit.passage, hit.passage.text, hit.passage.text) for hit in terms[: most * 2]),
            tuple(one for one in exemplars if one.masked)[:most],
            tuple(one for one in own if one.masked)[:most],
        )

    def _found(self, query: str, kind: Kind, year: int | None) -> list[Hit]:
        hits = self._retriever.search(query, _LOOKED_AT, kinds=(kind,), year=year)
        return [hit for hit in hits if hit.score >= LEAST_SCORE and hit.passage.fits(year)]

    def _before(self, query: str, year: int | None) -> list[Hit]:
        """Own passages of the year before, and of reports whose year is not known; of the last year there is where the
        year of this report is not known yet."""
        hits = self._found(query, "own", None)
        years = [hit.passage.year for hit in hits if hit.passage.year is not None and hit.passage.year != year]
        wanted = year - 1 if year is not None else max(years, default=None)
        return [hit for hit in hits if hit.passage.year in (wanted, None)]

    def _whole(self, hit: Hit) -> Guiding:
        return _guiding(hit.passage, hit.passage.text, self._masker.text(hit.passage.text))

    def _sentence(self, about: About, hits: Iterable[Hit], *, masked: bool) -> Guiding | None:
        """The sentence most to the point of the passages found; of equal ones the better passage's."""
        best: tuple[int, Guiding] | None = None
        for hit in hits:
            for sentence in sentences(Span(hit.passage.text, 0, len(hit.passage.text))):
                words = self._masker.mask(sentence.text) if masked else sentence.text
                if words is None or not _SHORTEST <= len(_MARK.sub("", words)) <= _LONGEST:
                    continue
                weight = _shared(words, about.words) + _CUE_WEIGHT * sum(cue in words for cue in about.cues)
                if weight >= _SHARED and (best is None or weight > best[0]):
                    best = weight, _guiding(hit.passage, words, words if masked else self._masker.mask(words) or "")
        return best[1] if best else None

    def _term(self, about: About, query: str, year: int | None) -> Guiding | None:
        """The term that the question names; else, of those its answers name, one bound to the very year first."""
        hits = self._found(query, "term", year)
        found = [
            hit.passage for hit in hits if _named(hit.passage, query) or (_of_years(hit) and hit.score >= SURE_SCORE)
        ]
        found.sort(key=lambda p: (not _named(p, about.words), p.valid_from is None or p.valid_until is None))
        return next((_guiding(passage, passage.text, passage.text) for passage in found), None)


def _guiding(passage: Passage, text: str, masked: str) -> Guiding:
    return Guiding(passage.id, passage.kind, passage.source, passage.locator, passage.year, text, masked)


def _of_years(hit: Hit) -> bool:
    """Whether the term belongs to certain years, as what a year's campaign was called does."""
    return hit.passage.valid_from is not None and hit.passage.valid_until is not None


def _named(passage: Passage, words: str) -> bool:
    """Whether a term is spoken of: three quarters of the pairs of one of its names stand in the words, of a long one
    half."""
    for name in passage.heading.split("；"):
        pairs = char_pairs(name)
        least = 0.75 if len(pairs) < _LONG_NAME else 0.5
        if pairs and len(pairs & char_pairs(words)) >= least * len(pairs):
            return True
    return False


def _shared(words: str, query: str) -> int:
    return len(char_pairs(_MARK.sub("，", words)) & char_pairs(query))
