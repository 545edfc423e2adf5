"""The county's notice: what it demands of the report, each demand with the sentence that says so."""

from __future__ import annotations

import re
from datetime import date

from assistant.demands import Bounds, dates_in
from assistant.outline import Outline
from assistant.report import Limits
from assistant.retrieval.notice_lengths import Frame, Said, lengths_in
from assistant.retrieval.notice_lists import runs_in
from assistant.retrieval.notice_parts import Heading, headings_in
from assistant.retrieval.notice_text import Sentence, mended, notice_sentences
from assistant.retrieval.notice_topics import topics_in
from assistant.retrieval.notice_words import words_of

_DATED = re.compile(
    r"^[（(\s]*(20\d\d|二[〇○零][一二三四五六七八九〇○零]{2})(?:年|[-./](?=\d{1,2}[-./]\d))(\d{1,2}|[一二三四五六七八九十]{1,2})(?:月|[-./])",
    re.MULTILINE,
)
_YEAR = re.compile(r"(20\d\d)年度?")
_LONGEST_FORMAT = 300
_MARK = 8
"""Characters of 第二部分： and the like before a title."""


def read_notice(text: str, outline: Outline, year: int | None = None) -> Limits:
    """Reads what a notice demands; what it does not say stays empty and has no `source`.

    `year` is the report's year, for a deadline without one (default: the year the notice speaks of first).
    Time is linear in the text.
    """
    return _Notice(mended(text), outline, year).read()


class _Notice:
    def __init__(self, text: str, outline: Outline, year: int | None) -> None:
        self.text = text
        self.outline = outline
        self.sentences = notice_sentences(text)
        self.limits = Limits()
        self.said = _day(text, year)
        self._vague: set[str] = set()

    def read(self) -> Limits:
        runs = runs_in(self.text)
        headings = headings_in(self.text, runs, self.outline)
        self._headings(headings)
        self._causes()
        self._lengths(headings)
        self._mode()
        self._topics([(topic.name, topic.start) for topic in topics_in(self.text, runs, headings, self.outline)])
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

    def _lengths(self, headings: list[Heading]) -> None:
        def entry_at(place: int) -> str | None:
            inside = [h.part for h in headings if h.start <= place < h.end]
            inside += [h.part for h in headings if h.start - _MARK <= place < h.end]
            return inside[0] if inside and inside[0] != "causes" else None

        frame = Frame(self.outline, entry_at, _in_order(headings, self.outline))
        for sentence in self.sentences:
            if words_of("unlimited").search(sentence.words):
                self._set("total", sentence.quote)
            for said in lengths_in(sentence, frame):
                if said.demand.unit == "字":
                    self._length(said)
                elif said.demand.unit == "share":
                    self._share(said)
                else:
                    self._minutes(said)
        spoken = self.limits.spoken != (None, None) and "total" not in self.limits.source
        if spoken and (self._says("no_written") or not self._says("written")):
            self.limits.total = self.limits.spoken
            self._set("total", self.limits.quotes["spoken"])

    def _length(self, said: Said) -> None:
        bounds = _whole(said.bounds)
        quote = said.sentence.quote
        if said.kind == "report":
            if said.demand.bound and "total" in self._vague:
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
            self.limits.items[key] = _merged(self.limits.items.get(key, (None, None)), bounds)
            self._set("items", quote)
        elif said.kind in ("part", "each_part"):
            named = [part.id for part in self.outline.parts] if said.kind == "each_part" else ["+".join(said.parts)]
            for key in named:
                self.limits.parts[key] = _merged(self.limits.parts.get(key, (None, None)), bounds)
                self._set(f"parts.{key}", quote)
            self._set("parts", quote)

    def _share(self, said: Said) -> None:
        clause = said.clause
        if said.kind != "part" or words_of("not_share").search(clause):
            return
        if (
            said.clause
            and not said.inside
            and not words_of("share_of").search(said.sentence.words[: said.demand.end + 4])
        ):
            return
        key = "+".join(said.parts)
        least, most = said.bounds
        if not said.demand.bound and said.parts != (self.outline.parts[0].id,):
            least, most = most, None
        old = self.limits.shares.get(key, (None, None))
        self.limits.shares[key] = (old[0] or least, old[1] or most)
        self._set(f"shares.{key}", said.sentence.quote)
        self._set("shares", said.sentence.quote)

    def _minutes(self, said: Said) -> None:
        most = said.bounds[1]
        around = said.sentence.words[: said.demand.end]
        if said.kind in ("other", "part") or most is None or not words_of("minutes").search(around):
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
        days: list[tuple[date, str]] = []
        for sentence in self.sentences:
            words = sentence.words
            lead = words_of("submit_lead").search(words)
            if not lead and not words_of("submit").search(words):
                continue
            found = dates_in(words, self.said)
            for index, (day, match) in enumerate(found):
                end = found[index + 1][1].start() if index + 1 < len(found) else len(words)
                rest = re.split(r"[。；;]", words[match.end() : end])[0]
                before = "，".join(re.split(r"[，,、]", re.split(r"[。；;]", words[: match.start()])[-1])[-2:])
                told = match["by"] or match["from"] or lead or words_of("submit").match(rest)
                if told and not words_of("finished").match(rest) and not _of_another(f"{before}，{rest}"):
                    days.append((day, sentence.quote))
        if days:
            self.limits.deadline, quote = min(days)
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


def _in_order(headings: list[Heading], outline: Outline) -> tuple[str, ...]:
    """The parts as the notice numbers them, a block of causes as the problems it explains; its own order else."""
    if not headings:
        return tuple(part.id for part in outline.parts)
    problems = next(part.id for part in outline.parts if any(block.role == "problems" for block in part.blocks))
    return tuple(problems if heading.part == "causes" else heading.part for heading in headings)


def _of_another(words: str) -> bool:
    """Whether what is to be sent in is something else than the report."""
    bare, others = words_of("not_submitted").subn("", words)
    return others > 0 and words_of("report").search(bare) is None


def _whole(bounds: Bounds) -> tuple[int | None, int | None]:
    least, most = bounds
    return None if least is None else int(least), None if most is None else int(most)


def _merged(old: tuple[int | None, int | None], new: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
    """The first demand stands; a later one fills the side that was open."""
    return old[0] if old[0] is not None else new[0], old[1] if old[1] is not None else new[1]


def _day(text: str, year: int | None) -> date:
    """The day a notice was written: its own date line, else 1 December of the report's year."""
    dated = list(_DATED.finditer(text))
    if dated:
        digits = dated[-1][1].translate(str.maketrans("〇○零一二三四五六七八九", "000123456789"))
        months = "一二三四五六七八九十"
        month = dated[-1][2]
        value = int(month) if month.isdigit() else sum(months.index(char) + 1 for char in month)
        return date(int(digits), min(max(value, 1), 12), 1)
    named = _YEAR.search(text)
    return date(year or (int(named[1]) if named else date.today().year), 12, 1)
