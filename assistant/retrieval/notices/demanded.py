"""The county's notice: what it demands of the report, each demand with the sentence that says so."""

from __future__ import annotations

import re

from assistant.demands import Bounds
from assistant.outline import Outline
from assistant.report import Limits
from assistant.retrieval.notices.deadline import deadline_in, tells_year, written_on
from assistant.retrieval.notices.lengths import Said, lengths_in
from assistant.retrieval.notices.lists import Run, runs_in
from assistant.retrieval.notices.names import CAUSES, Names, part_of_role, part_of_title
from assistant.retrieval.notices.page import Page, laid_out
from assistant.retrieval.notices.parts import Heading, headings_in
from assistant.retrieval.notices.scopes import Scopes, scopes_of
from assistant.retrieval.notices.text import Sentence, notice_sentences
from assistant.retrieval.notices.topics import asks_for, topics_in
from assistant.retrieval.notices.words import words_of

_OWN_TIME = re.compile(r"(?<!\d)述职(?:时间|时长|限时)[^，。；]{0,6}$")
_LONGEST_FORMAT = 300
_SHORT_SHARE = 16
"""Characters of a clause that bounds a share of the report without saying so: 成绩不超过40%."""
_MOST_MINUTES = 40
"""No one is given longer; a longer time is that of all together."""


def read_notice(text: str, outline: Outline, year: int | None = None) -> Limits:
    """Reads what a notice demands; what it does not say stays empty and has no `source`.

    `year` is the report's year, for a deadline without one (default: the year the notice speaks of first).
    Time is linear in the text.
    """
    return _Notice(laid_out(text), outline, year).read()


class _Notice:
    def __init__(self, page: Page, outline: Outline, year: int | None) -> None:
        self.page = page
        self.outline = outline
        self.sentences = notice_sentences(page)
        self.limits = Limits()
        self.said = written_on(page.view, year)
        self.dated = year is not None or tells_year(page.view)
        self._vague: set[str] = set()
        self._apart: tuple[int | None, int | None] | None = None

    def read(self) -> Limits:
        view = self.page.view
        runs = runs_in(view)
        headings = headings_in(view, runs, self.outline)
        read_aloud = words_of("spoken").search(view) or words_of("script").search(view)
        two = bool(read_aloud and words_of("written").search(view))
        names = Names(self.outline, _in_order(headings, runs, self.outline), two, _listed(runs, self.outline))
        scopes = scopes_of(headings, [run for run in runs if not asks_for(run)], names)
        self._headings(headings)
        self._causes()
        self._lengths(names, scopes)
        self._mode()
        self._topics([(topic.name, topic.start) for topic in topics_in(self.sentences, runs, headings, scopes, names)])
        self._deadline()
        self._format()
        return self.limits

    def _set(self, key: str, quote: str) -> None:
        self.limits.source[key] = "notice"
        self.limits.quotes.setdefault(key, quote)

    def _quote_at(self, place: int) -> str:
        last = next((s for s in reversed(self.sentences) if s.start <= place), None)
        return last.quote if last else ""

    def _headings(self, headings: list[Heading]) -> None:
        for heading in headings:
            if heading.part == "causes":
                self.limits.causes = "block"
                self._set("causes", self._quote_at(heading.start))
            else:
                self.limits.headings[heading.part] = heading.title
                self._set(f"headings.{heading.part}", self._quote_at(heading.start))
        if self.limits.headings:
            self._set("headings", self._quote_at(headings[0].start))

    def _causes(self) -> None:
        """How the causes are to be written, where a sentence says so."""
        for way, kind in (("inline", "causes_inline"), ("block", "causes_block")):
            told = next((s for s in self.sentences if words_of(kind).search(s.words)), None)
            if told is not None and self.limits.causes is None:
                self.limits.causes = "inline" if way == "inline" else "block"
                self._set("causes", told.quote)

    def _lengths(self, names: Names, scopes: Scopes) -> None:
        for sentence in self.sentences:
            if words_of("unlimited").search(sentence.words):
                self._set("total", sentence.quote)
            for said in lengths_in(sentence, names, scopes):
                if said.demand.unit == "字":
                    self._length(said)
                elif said.demand.unit == "share":
                    self._share(said)
                else:
                    self._minutes(said)
        self._with_causes()
        spoken = self.limits.spoken != (None, None) and "total" not in self.limits.source
        if spoken and (self._says("no_written") or not self._says("written")):
            self.limits.total = self.limits.spoken
            self._set("total", self.limits.quotes["spoken"])

    def _with_causes(self) -> None:
        """A block of causes counts with the problems it explains, where both have a length of the same kind."""
        problems = part_of_role("problems", self.outline)
        own = self.limits.parts.get(problems)
        if self._apart is None or own is None:
            return
        joint = [a + b if a is not None and b is not None else None for a, b in zip(own, self._apart, strict=True)]
        if joint != [None, None]:
            self.limits.parts[problems] = joint[0], joint[1]

    def _length(self, said: Said) -> None:
        bounds = _whole(said.bounds)
        quote = said.sentence.quote
        if said.kind == "report":
            vague = said.demand.bound and "total" in self._vague
            if vague or (said.changed and self.limits.total != (None, None)):
                self.limits.total = (None, None)
                self.limits.quotes["total"] = quote
            self._vague = self._vague - {"total"} if said.demand.bound else self._vague | {"total"}
            self.limits.total = _merged(self.limits.total, bounds)
            self._set("total", quote)
        elif said.kind == "spoken":
            self.limits.spoken = _merged(self.limits.spoken, bounds)
            self._set("spoken", quote)
        elif said.kind == "each_item":
            key = said.parts[0] if len(said.parts) == 1 else "*"
            if key != CAUSES:
                self.limits.items[key] = _merged(self.limits.items.get(key, (None, None)), bounds)
                self._set("items", quote)
        elif said.kind in ("part", "each_part"):
            self._part_length(said, bounds)

    def _part_length(self, said: Said, bounds: tuple[int | None, int | None]) -> None:
        """A length of parts; what is said of the causes apart is kept by itself until all is read."""
        parts = said.parts if said.parts == (CAUSES,) else tuple(part for part in said.parts if part != CAUSES)
        named = [part.id for part in self.outline.parts] if said.kind == "each_part" else ["+".join(parts)]
        for key in named:
            if key == CAUSES:
                self._apart = self._apart or bounds
                continue
            self.limits.parts[key] = _merged(self.limits.parts.get(key, (None, None)), bounds)
            self._set(f"parts.{key}", said.sentence.quote)
            self._set("parts", said.sentence.quote)

    def _share(self, said: Said) -> None:
        clause = said.clause
        if said.kind != "part" or words_of("not_share").search(clause):
            return
        around = said.sentence.words[: said.demand.end + 4]
        short = said.demand.bound and len(said.clause) <= _SHORT_SHARE
        if said.clause and not (said.inside or short) and not words_of("share_of").search(around):
            return
        parts = tuple(part for part in said.parts if part != CAUSES)
        key = "+".join(parts)
        least, most = said.bounds
        if not key:
            return
        if not said.demand.bound and parts != (self.outline.parts[0].id,):
            least, most = most, None
        old = self.limits.shares.get(key, (None, None))
        self.limits.shares[key] = (old[0] or least, old[1] or most)
        self._set(f"shares.{key}", said.sentence.quote)
        self._set("shares", said.sentence.quote)

    def _minutes(self, said: Said) -> None:
        most = said.bounds[1]
        around = said.sentence.words[: said.demand.end]
        its_own = _OWN_TIME.search(said.sentence.words[: said.demand.start]) is not None
        if (
            (said.kind in ("other", "part") and not its_own)
            or most is None
            or most > _MOST_MINUTES
            or not words_of("minutes").search(around)
        ):
            return
        if self.limits.minutes is None or (said.demand.bound and "minutes" in self._vague):
            self._vague = self._vague - {"minutes"} if said.demand.bound else self._vague | {"minutes"}
            self.limits.minutes = most
            self.limits.quotes["minutes"] = said.sentence.quote
            self._set("minutes", said.sentence.quote)

    def _says(self, kind: str) -> Sentence | None:
        """The first sentence that says so of this report, not of anybody else's."""
        for sentence in self.sentences:
            for clause in re.split(r"[，,；;]", sentence.words):
                if words_of(kind).search(clause) and not words_of("others_report").search(clause):
                    return sentence
        return None

    def _mode(self) -> None:
        written = self._says("written") if self._says("no_written") is None else None
        oral = self._says("oral") if self._says("no_oral") is None else None
        minutes = self.limits.quotes.get("minutes")
        if written is not None:
            self.limits.mode = "written"
            self._set("mode", written.quote)
        elif oral is not None or minutes:
            self.limits.mode = "spoken"
            self._set("mode", oral.quote if oral is not None else minutes or "")

    def _topics(self, topics: list[tuple[str, int]]) -> None:
        for number, (name, place) in enumerate(topics, start=1):
            self.limits.topics.append(name)
            self._set("topics", self._quote_at(place))
            self.limits.quotes[f"topics.{number}"] = self._quote_at(place)

    def _deadline(self) -> None:
        found = deadline_in(self.sentences, self.said) if self.dated else None
        if found is not None:
            self.limits.deadline, quote = found
            self._set("deadline", quote)

    def _format(self) -> None:
        told: list[str] = []
        for sentence in self.sentences:
            if len(set(words_of("format").findall(sentence.words))) >= 2 or (
                told and words_of("format").search(sentence.words)
            ):
                told.append(sentence.quote)
        if told:
            self.limits.format = "".join(told)[:_LONGEST_FORMAT]
            self._set("format", told[0])


def _in_order(headings: list[Heading], runs: list[Run], outline: Outline) -> tuple[str, ...]:
    """The parts as the notice numbers them, a block of causes as the problems it explains; its own order else.

    What is numbered among them and is no part (第一段，概述) keeps its number, with no name.
    """
    if not headings:
        return tuple(part.id for part in outline.parts)
    starts = {heading.start: heading.part for heading in headings}
    for run in runs:
        if set(starts) <= {entry.start for entry in run.entries} and not run.table:
            return tuple(_explained(starts.get(entry.start, ""), outline) for entry in run.entries)
    return tuple(_explained(heading.part, outline) for heading in headings)


def _listed(runs: list[Run], outline: Outline) -> tuple[str, ...]:
    """Which parts the points of the list of contents are, "" for a matter: of the first list that names two parts."""
    for run in runs:
        parts = tuple(_explained(part_of_title(entry.title, outline), outline) for entry in run.entries)
        if len({part for part in parts if part}) > 1:
            return parts
    return ()


def _explained(part: str, outline: Outline) -> str:
    return part_of_role("problems", outline) if part == CAUSES else part


def _whole(bounds: Bounds) -> tuple[int | None, int | None]:
    least, most = bounds
    return None if least is None else int(least), None if most is None else int(most)


def _merged(old: tuple[int | None, int | None], new: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
    """The first demand stands; a later one fills the side that was open."""
    return old[0] if old[0] is not None else new[0], old[1] if old[1] is not None else new[1]
