"""Last year's report: the problems it owned up to, the targets it promised, and the figures it gave, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from assistant.figures.reading import FigureSpan, read_figures
from assistant.outline import NUMERALS, Outline
from assistant.report import Commitment, Fact, LastYear, Origin, Report
from assistant.retrieval.last_year_tables import Row, is_row, rows_of
from assistant.text.spans import Span, TextItem, TextReport, sentences
from assistant.text.structure import read_structure

MOST_COMMITMENTS = 60
"""More than a report of thousands of 字 promises; keeps a file that is no report from becoming hundreds of questions."""
_QUOTED = re.compile(r"“[^”\n]{0,60}”|《[^》\n]{0,60}》|【[^】\n]{0,60}】|[（(][^（）()\n]{0,40}[）)]")
_DATED = frozenset({"年", "月", "日", "号", "季度", "个月", "天"})
_STANDING = re.compile(r"现有|现已|目前|已有|已经|已建|基础上|其中|此前|原有|截至")
_LEAD = re.compile(
    r"^(?:(?:到|在|力争|计划|争取|确保)?(?:20\d\d年|明年|来年|年内|年底前?|全年|新的一年|今后|下一?步)(?:底|末)?(?:前|内|之前)?[，,]?)*"
    r"(?:我将|我们将|镇党委将|将|要|拟|确保|力争|计划|争取(?![资项上落])|努力|进一步|继续|再(?=[一-龥]))*"
)
_VERB = re.compile(r"^(?:再|新)?[一-龥]{2,4}?(?=\d|[一二两三四五六七八九十])")
_YEAR = re.compile(r"(20\d\d)年")
_DUE = re.compile(
    r"(?:20\d\d年)?(?:\d{1,2}月(?:份|底|末|中旬|上旬|下旬|\d{1,2}日)?|年底|年末|年中|上半年|下半年|[一二三四]季度(?:末|底)?|春节|七一)(?:之?前|以前|内)?"
    r"|年内|全年"
)
_BOUND_ALONE = re.compile(r"(?:全年|年内)?(?:不(?:超过|少于|低于|高于)|控制在|达到|至少)[\d一二两三四五六七八九十百]")
"""A clause that has but the number; what it counts stands in the clause before it."""
_EVERY = re.compile("每(?:半年|季度|个?月|周|年)")
_ORDINAL = re.compile(
    r"^(?:——?|[（(]?[一二三四五六七八九十\d]{1,2}(?:是|[）)、.．])|头一[个条]|第[一二三四五六七八九]个?|首先|其次|再次|最后)[，,、]?"
)
_OWNER = re.compile(r"(?:由)?(?P<owner>我|本人|[一-龥]{2,10}?)(?:牵头|负责|主抓|包抓|分管|督办)")
_CAUSE = re.compile(
    r"(?:究其|反思|剖析|分析)?(?:主要)?(?:原因|根源)(?:是|在于|，|：)|从我身上找|责任首先在我|产生这一问题"
)
_YEAR_TITLE = re.compile(r"(20\d\d|二[〇○零][一二三四五六七八九〇○零]{2})年")
_FIGURE_VERB = re.compile(r"(?:举办|开展|组织|召开|完成|实现|达到|增加|累计|共计?|先后|全年|全镇|有|达|为|到|了)+$")


def read_last_year(text: str, name: str, outline: Outline, year: int | None = None) -> LastYear:
    """Reads last year's report; `year` is this year's report's, the year its promises are for unless they name one."""
    report = read_structure(text, outline)
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
        for item in self.report.items("problem"):
            headline = _headline(item.headline.text)
            if not headline or "【待补" in headline:
                continue
            words = self._without_cause(item)
            yield Commitment(
                id="", kind="problem", text=words, headline=headline, year=self.year, locator=self._locator(item.start)
            )

    def _without_cause(self, item: TextItem) -> str:
        words = _ORDINAL.sub("", item.text)
        cause = _CAUSE.search(words)
        return words[: cause.start()].strip() if cause else words.strip()

    # Targets

    def targets(self) -> Iterator[Commitment]:
        wanted = self._part_of("measures")
        for part in self.report.parts:
            if part.id not in wanted:
                continue
            items: list[Span] = [item for item in part.items if item.kind == "measure"]
            for stretch in items or [Span(part.text, part.start, part.end)]:
                for sentence in sentences(stretch):
                    if not is_row(sentence.text):
                        yield from self._of_sentence(sentence)
            for row in rows_of(part):
                yield from self._of_row(row)

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
            spans = [span for span in counted(piece.text) if not _STANDING.search(piece.text[: span.end])]
            words = _LEAD.sub("", _ORDINAL.sub("", piece.text))
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
                if _is_no_aim(piece.text, span, spans[index + 1 :]):
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
_EACH_OF = re.compile(r"^[一-龥“”]{1,12}(?:每|各|平均|均|逐)")


def _headline(words: str) -> str:
    """A problem's headline; of one that tells its evidence in the same sentence the words before it."""
    headline = re.sub(r"^(?:——?|[-*•·])\s*", "", words).strip("。；;，, ")
    first, _, rest = headline.partition("，")
    told_too = counted(rest) or (len(headline) > _LONG_HEADLINE and len(rest) > _LONG_HEADLINE)
    if len(first) > _SHORTEST_HEADLINE and not counted(first) and told_too:
        return first
    return headline


_SHORTEST_HEADLINE = 4


def _is_no_aim(words: str, span: FigureSpan, later: list[FigureSpan]) -> bool:
    """Whether a figure is none that is promised: 抓好三件事：, and the 26个 of 26个支部每月活动2次."""
    value = span.figure.value
    if (
        span.figure.unit in ("件", "项", "个")
        and value is not None
        and value < _FEW
        and words[span.end :].startswith(_MATTERS)
    ):
        return re.match("[一-龥]{1,4}(?:[：:]|$)", words[span.end :]) is not None
    return bool(later) and _EACH_OF.match(words[span.end : later[0].start]) is not None


_FEW = 10
_MATTERS = ("事", "工作", "任务", "方面", "重点", "大事", "实事", "目标")


def _due(own: str, sentence: str) -> str:
    """When it is due: said in its own words, or for the whole sentence; how often only in its own words."""
    found = _EVERY.search(own) or _DUE.search(own) or _DUE.search(sentence)
    return found[0] if found else ""


def pieces_of(sentence: Span) -> list[Span]:
    """The clauses of a sentence; a 、 parts them only behind a figure (协议5个、合同3个)."""
    held = _QUOTED.sub(lambda match: "\0" * len(match[0]), sentence.text)
    cuts = [match.start() for match in re.finditer(r"[，,；;。！]", held)]
    for match in re.finditer("、", held):
        before = re.split(r"[，,；;、。]", held[: match.start()])[-1]
        if re.search(r"[\d一二两三四五六七八九十百]", before) and counted(before):
            cuts.append(match.start())
    found, at = [], 0
    for cut in [*sorted(cuts), len(held)]:
        words = sentence.text[at:cut]
        if words.strip():
            start = sentence.start + at + len(words) - len(words.lstrip())
            found.append(Span(words.strip(), start, start + len(words.strip())))
        at = cut + 1
    return found


def counted(words: str) -> list[FigureSpan]:
    """The figures of some words that count or measure something: no dates, no names, no 一把手."""
    held = _QUOTED.sub(lambda match: "\0" * len(match[0]), words)
    return [
        span
        for span in read_figures(held)
        if span.figure.unit
        and (span.figure.unit not in _DATED or span.figure.per is not None)
        and not (span.text.startswith("一") and span.figure.value == Decimal(1) and span.figure.per is None)
    ]


def metric_of(words: str, span: FigureSpan) -> str:
    """What a figure measures in written words: what stands before it without time and verbs, then what stands behind."""
    before = _LEAD.sub("", _ORDINAL.sub("", re.split(r"[，；、：:]", words[: span.start])[-1]))
    before = _FIGURE_VERB.sub("", before)
    after = re.split(r"[，。；、（(]|全面|参与|和(?=[一-龥]{2})", words[span.end :])[0].strip("的")
    if span.figure.threshold is not None:
        inner = re.search(r"(?:以上|以下|以内)的?(?P<noun>[一-龥]{2,10}?)(?=\d|[一二两三四五六七八九十])", span.text)
        after = (inner["noun"] if inner else "") + after
    return f"{before}{after}"[-_LONGEST_METRIC:]


_LONGEST_METRIC = 30
