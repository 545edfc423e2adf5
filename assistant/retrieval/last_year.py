"""Last year's report: the problems it owned up to, the targets it promised, and the figures it gave, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.outline import NUMERALS, Outline
from assistant.report import Commitment, Fact, LastYear, Origin, Report
from assistant.retrieval.last_year_figures import LEAD, ORDINAL, counted, is_no_aim, metric_of, pieces_of, promised
from assistant.retrieval.last_year_paragraphs import with_headings
from assistant.retrieval.last_year_tables import Row, is_row, rows_of
from assistant.text.spans import Span, TextItem, TextPart, TextReport, sentences
from assistant.text.structure import read_structure

MOST_COMMITMENTS = 60
"""More than a report of thousands of 字 promises; keeps a file that is no report from becoming hundreds of questions."""
_STANDING = re.compile(r"现有|现已|目前|已有|已经|已建|基础上|其中|此前|原有|截至")
_VERB = re.compile(r"^(?:再|新)?[一-龥]{2,4}?(?=\d|[一二两三四五六七八九十])")
_YEAR = re.compile(r"(20\d\d)年")
_DUE = re.compile(
    r"(?:20\d\d年)?(?:\d{1,2}月(?:份|底|末|中旬|上旬|下旬|\d{1,2}日)?|年底|年末|年中|上半年|下半年|[一二三四]季度(?:末|底)?|春节|七一)(?:之?前|以前|内)?"
    r"|年内|全年"
)
_BOUND_ALONE = re.compile(r"(?:全年|年内)?(?:不(?:超过|少于|低于|高于)|控制在|达到|至少)[\d一二两三四五六七八九十百]")
"""A clause that has but the number; what it counts stands in the clause before it."""
_EVERY = re.compile("每(?:半年|季度|个?月|周|年)")
_OWNER = re.compile(r"(?:由)?(?P<owner>我|本人|[一-龥]{2,10}?)(?:牵头|负责|主抓|包抓|分管|督办)")
_CAUSE = re.compile(
    r"(?:究其|反思|剖析|分析)?(?:主要)?(?:原因|根源)(?:是|在于|，|：)|从我身上找|责任首先在我|产生这一问题"
)
_YEAR_TITLE = re.compile(r"(20\d\d|二[〇○零][一二三四五六七八九〇○零]{2})年")


def read_last_year(text: str, name: str, outline: Outline, year: int | None = None) -> LastYear:
    """Reads last year's report; `year` is this year's report's, the year its promises are for unless they name one."""
    report = read_structure(with_headings(text, outline), outline)
    told = _year_told(report)
    target_year = year if year is not None else None if told is None else told + 1
    reader = _Reader(report, outline, name, target_year)
    found = [*reader.problems(), *reader.targets()][:MOST_COMMITMENTS]
    numbered = [one.model_copy(update={"id": f"L{n}"}) for n, one in enumerate(found, start=1)]
    past = told if told is not None else year - 1 if year is not None else None
    return LastYear(name=name, text=text, year=past, commitments=numbered, facts=list(reader.figures(past)))


def text_of(report: Report) -> str:
    """A report of ours as the plain text of its title, opening, parts and ending."""
    lines = [report.title, report.opening]
    for part in report.parts:
        lines += [part.heading, part.text]
    return "\n".join(line for line in (*lines, report.closing, report.signature, report.date) if line)


def _year_told(report: TextReport) -> int | None:
    for span in (report.title, report.opening):
        found = _YEAR_TITLE.search(span.text) if span else None
        if found:
            return int(found[1].translate(str.maketrans("〇○零一二三四五六七八九", "000123456789")))
    last = report.parts[-1].text if report.parts else ""
    ahead = [int(match[1]) for match in _YEAR.finditer(last)]
    return max(ahead) - 1 if ahead else None


class _Reader:
    def __init__(self, report: TextReport, outline: Outline, name: str, year: int | None) -> None:
        self.report = report
        self.outline = outline
        self.name = name
        self.year = year

    def _part_of(self, role: str) -> list[str]:
        return [part.id for part in self.outline.parts if any(block.role == role for block in part.blocks)]

    def _locator(self, start: int) -> str:
        """Where a place of the report is: file, part, item."""
        part = next((p for p in self.report.parts if p.heading.start <= start < p.end), None)
        item = next((i for i in part.items if i.start <= start < i.end), None) if part else None
        number = f" 第{NUMERALS[item.ordinal - 1]}条" if item and item.ordinal <= len(NUMERALS) else ""
        heading = part.heading.text.strip("#* ") if part else ""
        return f"{self.name} {heading}{number}".strip()

    # Problems

    def problems(self) -> Iterator[Commitment]:
        for part in self.report.parts:
            if part.id in self._part_of("problems") and all(is_row(item.text) for item in part.items):
                yield from self._in_table(part)
                yield from self._in_one_breath(part)
        for item in self.report.items("problem"):
            if is_row(item.text):
                continue
            headline = _headline(item.headline.text)
            if not headline or "【待补" in headline:
                continue
            words = self._without_cause(item)
            yield Commitment(
                id="", kind="problem", text=words, headline=headline, year=self.year, locator=self._locator(item.start)
            )

    def _in_table(self, part: TextPart) -> Iterator[Commitment]:
        """The problems of a part that is but a table of them."""
        for row in rows_of(part):
            if row.problem is not None:
                words = row.problem.text
                text = f"{words}，{row.shown}" if row.shown else words
                place = self._locator(row.problem.start)
                yield Commitment(id="", kind="problem", text=text, headline=words, year=self.year, locator=place)

    def _in_one_breath(self, part: TextPart) -> Iterator[Commitment]:
        """The problems that one sentence tells, apart by ；, where the part numbers none."""
        told = None if part.items else _IN_A_ROW.search(part.text)
        if told is None:
            return
        for piece in re.finditer("[^；]+", told["row"]):
            words, start = piece[0].strip("。 "), part.start + told.start("row") + piece.start()
            yield Commitment(
                id="",
                kind="problem",
                text=words,
                headline=_headline(words),
                year=self.year,
                locator=self._locator(start),
            )

    def _without_cause(self, item: TextItem) -> str:
        words = ORDINAL.sub("", item.text)
        cause = _CAUSE.search(words)
        return words[: cause.start()].strip() if cause else words.strip()

    # Targets

    def targets(self) -> Iterator[Commitment]:
        wanted = self._part_of("measures")
        for part in self.report.parts:
            if part.id not in wanted:
                continue
            items: list[Span] = [item for item in part.items if item.kind == "measure"]
            told = [
                one for stretch in items or [Span(part.text, part.start, part.end)] for one in self._of_stretch(stretch)
            ]
            yield from told
            for row in rows_of(part):
                yield from (one for one in self._of_row(row) if not any(_is_same(one, other) for other in told))

    def _of_stretch(self, stretch: Span) -> Iterator[Commitment]:
        for sentence in sentences(stretch):
            if not is_row(sentence.text):
                yield from self._of_sentence(sentence)

    def _of_row(self, row: Row) -> Iterator[Commitment]:
        """What a row of a table of measures promises, with the owner and the date of its own columns."""
        for cell in row.told:
            for sentence in sentences(cell):
                for one in self._of_sentence(sentence):
                    yield one.model_copy(update={"due": one.due or row.due, "owner": one.owner or row.owner})

    def _of_sentence(self, sentence: Span) -> Iterator[Commitment]:
        verb = before = ""
        named = _YEAR.search(sentence.text)
        for piece in pieces_of(sentence):
            spans = [span for span in promised(piece.text) if not _STANDING.search(piece.text[: span.end])]
            words = LEAD.sub("", ORDINAL.sub("", piece.text))
            if not spans:
                before = words
                continue
            own = _VERB.match(words)
            joined = self.report.text[piece.start - 1 : piece.start] == "、"
            bare = joined and re.match(r"[\d一二两三四五六七八九十]", words) is not None
            text = f"{verb}{words}" if bare and verb and len(words) <= _SHORT else words
            verb = own[0] if own else "" if not bare else verb
            year = _YEAR.search(piece.text) or named
            if before and _BOUND_ALONE.match(words):
                text = f"{re.split('[：:]', before)[-1]}，{words}"
            before = words
            for index, span in enumerate(spans):
                if is_no_aim(piece.text, span, spans[index + 1 :]):
                    continue
                yield Commitment(
                    id="",
                    text=text.strip(),
                    metric=metric_of(piece.text, span)
                    or metric_of(text, replace(span, start=len(text), end=len(text))),
                    figure=span.figure,
                    year=int(year[1]) if year else self.year,
                    due=_due(piece.text, sentence.text),
                    owner=owner["owner"] if (owner := _OWNER.search(sentence.text)) else "",
                    locator=self._locator(piece.start),
                )

    # Figures it gave

    def figures(self, year: int | None) -> Iterator[Fact]:
        wanted = self._part_of("achievements")
        for part in self.report.parts:
            if part.id not in wanted:
                continue
            for sentence in sentences(Span(part.text, part.start, part.end)):
                for piece in pieces_of(sentence):
                    for span in counted(piece.text):
                        named = _YEAR.search(piece.text[: span.start])
                        yield Fact(
                            id="",
                            kind="figure",
                            text=piece.text,
                            quote=piece.text,
                            metric=metric_of(piece.text, span),
                            figure=span.figure,
                            year=int(named[1]) if named else year,
                            origin=Origin(kind="file", ref=self._locator(piece.start)),
                        )


_SHORT = 24
_LONG_HEADLINE = 24


def _headline(words: str) -> str:
    """A problem's headline; of one that tells its evidence in the same sentence the words before it."""
    headline = re.sub(r"^(?:——?|[-*•·])\s*", "", words).strip("。；;，, ")
    first, _, rest = headline.partition("，")
    told_too = (
        counted(rest) or _EVIDENCE.search(rest) or (len(headline) > _LONG_HEADLINE and len(rest) > _LONG_HEADLINE)
    )
    if len(first) > _SHORTEST_HEADLINE and not counted(first) and told_too:
        return first
    return headline


_SHORTEST_HEADLINE = 4
_IN_A_ROW = re.compile(r"(?:问题|不足|短板|差距)[^。：；，]{0,16}：(?P<row>[^。；]{6,}；[^。]{6,})")
_EVIDENCE = re.compile(r"\d+(?:天|次|回|个月)")


def _is_same(row: Commitment, told: Commitment) -> bool:
    """Whether a row of the list at the end but repeats what the text has promised."""
    one, other = row.figure, told.figure
    same = one is not None and other is not None and (one.value, one.unit) == (other.value, other.unit)
    return same and (row.text in told.text or told.text in row.text or row.metric[-4:] == told.metric[-4:])


def _due(own: str, sentence: str) -> str:
    """When it is due: said in its own words, or for the whole sentence; how often only in its own words."""
    found = _EVERY.search(own) or _DUE.search(own) or _DUE.search(sentence)
    return found[0] if found else ""
