"""The statements of one answer as facts: kind, figure, year, scope, what is measured, and the words of the report."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.figures.printed import counted
from assistant.figures.reading import FigureSpan, read_figures
from assistant.interview.clauses import Clause
from assistant.interview.gaps import subject_of
from assistant.interview.metrics import LONGEST as _LONGEST
from assistant.interview.metrics import core_of, is_bare, measure, place_in, topic_of
from assistant.interview.named import names_told
from assistant.interview.own_share import own_share
from assistant.interview.points import Points
from assistant.interview.predicates import starts_with_verb
from assistant.interview.slots import Around, Filled, fill
from assistant.interview.sorting import Sorted
from assistant.interview.terms_set_right import TermsSetRight
from assistant.interview.units_unsaid import with_carried_unit
from assistant.interview.whole_and_part import fill_whole_and_part
from assistant.interview.years import Calendar, year_at, year_words
from assistant.outline import Question
from assistant.report import Fact, Figure, Origin
from assistant.text.patterns import Lazy
from assistant.wording.register import plain_speech, residue, retold, turned, write
from assistant.wording.term_slips import correct

_SHORT_ACT = 16
# “都是十二月底的数” dates all figures of the answer.
_DATED = Lazy(
    r"(?:^|(?<=[，。；、 ]))(?:这些|以上|上面)?(?P<told>[都均全]是|截[至止]到?"
    r"|(?:数据|数字|统计口径|口径|统计时间)(?:都|均|全|是|为|截|至|止|到|统计)+)?"
    r"是?(?:今年?(?=年底))?(?P<when>(?:\d{4}年)?(?:年底|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:底|末|\d{1,2}[日号])))"
    r"(?:的?(?:数字?|数据|统计|口径)(?:哈|啊|吧)?|(?(told)(?=$|[。；])|(?!)))"
)
_TO_COME = Lazy(
    r"(?<=[一-龥])(?<![从由自在])(\d[\d.]*[万亿]元?)到(?=\d[\d.]*[万亿])"
    # The unit said both times (先锋队64支到70支); how often, how long and what falls to each (每村2个到3个) may be ranges.
    r"|(?<=[一-龥”])(?<![从由自在])(?<![每各][一-龥])(?<![每各][一-龥]{2})(\d[\d.]*(?P<unit>[^\d\s，。；、到次期场天堂趟回月日号年岁点时分]))到(?=\d[\d.]*(?P=unit))"
    r"|(?<=率)(?:[一二三四五六七八九]成[一二三四五六七八九半]?)到(?=[一二三四五六七八九]成)"
)
# “2026年换届，下半年把底摸清”: a plan's own time is of the year that is planned, not of the event named before it.
_OWN_TIME = Lazy(r"[上下]半年|[一二三四]季度|年底|年初|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月")
_AT_PRESENT = Lazy("现在|目前|眼下|如今|今年")
_NOUN = Lazy(r"[一-龥“”]+(?<![了的着过])")
# “上年就有” says since when a thing is so, not when what follows was done.
_SINCE = Lazy(r"(?:去年|上一?年|前年|\d{4}年)(?:就|也|已经?)(?:有|存在|提|是|这样)")
_RATIO = ("率", "比例", "占比", "幅度", "增幅")
_NO_COUNT = ("遍", "下", "番", "回事", "把")
_GOES_ON = Lazy(
    r"(?:降|升|增|减|提|涨|达|压)[一-龥]{0,3}[至到]|[增减]至|(?:现在|目前|眼下|如今)?(?:只|仅|才|就|还)?(?:有|剩)?\d"
)
# “去年是6名” behind “35岁以下接收10名” is 2024年35岁以下接收6名.
_YEAR_TOLD = Lazy(r"(?P<year>20\d\d年)(?:同期)?(?:[是为有]|只有|才)?(?=约?近?\d)")
_THIS_YEAR = Lazy(r"^(?:全年|本年度?|年内|20\d\d年)")
_YEAR_END = Lazy(r"(?:今年|去年|上一?年|前年|20\d\d年)$")
_NO_LETTER = Lazy(r"[^一-龥*A-Za-z]")
# “报表去年报了40张，今年只报了22张”: what is counted is told with the first alone.
_SAME_DEED = Lazy(r"(?:只|仅|才|共|一共|又)?(?P<deed>[一-龥]{1,2}了?)(?=约?近?\d)")
_COUNT = Lazy(r"\d+(?:\.\d+)?[^\d]*$")
_NO_HEAD = Lazy(r"(?:(?:20\d\d|[去上前今]一?)年度?|是|为|有|的|，)*$")


class Reader:
    """Turns the statements of one answer into facts; what one clause leaves unsaid comes from the clause before."""

    def __init__(self, question: Question, known: Calendar, text: str, first: int) -> None:
        self._question = question
        self._known = known
        self._text = text
        self._number = self._first = first
        self._sentence = -1
        self._year: int | None = None
        self._year_before: int | None = None
        self._scope: str | None = None
        self._topic = ""
        self._act = ""
        self._entity = ""
        self._metric = ""
        self._lead = ""
        self._context = ""
        self._place = ""
        self._points = Points()
        self._terms = TermsSetRight(question.id, known.report)
        self._bar: Figure | None = None
        self._before: Fact | None = None
        self._gone: set[str] = set()
        self.findings = self._terms.findings

    def facts(self, found: Sorted) -> list[Fact]:
        facts: list[Fact] = []
        dated = _DATED.search(self._text)
        if dated is not None:
            self._points.date(dated["when"])
        for told in found.clauses:
            if _DATED.match(told.words):
                continue
            told = replace(told, words=self._planned(self._counted(plain_speech(told.words), told.sentence)))
            if not told.words:
                continue
            self._enter(told, found)
            clause = self._point(told)
            spans = [span for span in read_figures(clause.words) if not _idle(span, clause.words)]
            facts += self._figures(clause, spans) if spans else self._said(clause)
            if spans:
                self._act = ""
            self._points.hear(told.words)
            # A cue whose figure was told is no cue for the next one.
            self._context = "" if any(span.figure.base is None for span in spans) else self._context + told.words + "，"
        return facts

    def _counted(self, words: str, sentence: int) -> str:
        before = self._before.figure if self._before is not None and sentence == self._sentence else None
        return with_carried_unit(words, before.unit if before is not None else "")

    def _planned(self, words: str) -> str:
        """In plans “收入1.26亿到1.35亿”, “先锋队64支到70支” is where it is and where it is to come, no range."""
        return _TO_COME.sub(lambda found: f"从{found[0]}", words) if self._question.year_offset > 0 else words

    def _point(self, clause: Clause) -> Clause:
        """The clause without the marker of a point, unless the outline has an exchange of its own for it."""
        if clause.item is not None:
            self._points.count(clause.item)
        if clause.told or any(turned(when, clause.words) for when, _ in self._question.turns):
            return clause
        return replace(clause, words=self._points.unmarked(clause.words))

    def _enter(self, clause: Clause, found: Sorted) -> None:
        if clause.sentence != self._sentence:
            self._sentence, self._topic, self._act = clause.sentence, "", ""
            self._context = ""
            self._points.begin_sentence()
            self._year = found.years.get(clause.sentence)
            self._bar, self._before = None, None
            if not (self._entity and starts_with_verb(clause.words)):
                self._scope, self._entity, self._metric = None, "", ""
        self._year_before = self._year
        if _AT_PRESENT.match(clause.words) or (self._question.year_offset > 0 and _OWN_TIME.match(clause.words)):
            self._year = None
        self._scope = place_in(clause.words) or self._scope
        self._place = self._scope or self._place

    def _figures(self, clause: Clause, spans: list[FigureSpan]) -> list[Fact]:
        named = year_words(clause.words, self._known)
        filled = None if clause.told else self._filled(clause, spans)
        text = "" if filled else self._written(clause)
        spoken = bool(text and residue(text)) and not clause.told
        facts = []
        bracketed = bool(named) and clause.words[named[0].start - 1 : named[0].start] in ("（", "(")
        # “2680万元（上年2410万元）”: the year is that of the figure in the brackets alone.
        beside = bracketed and any(span.start >= named[0].end for span in spans)
        verb, own = "", False
        for index, span in enumerate(spans):
            measured = measure(clause.words, spans, index)
            verb = verb if index else measured.verb
            metric = measured.metric
            if index and verb and metric and not starts_with_verb(metric):
                metric = verb + metric
            metric = self._full_metric(metric, clause, index, filled[index].about if filled else "")
            figure = self._with_bar(span.figure, inherited=not measured.metric)
            year = year_at(named, span.end) or self._year
            if year is None and bracketed and not beside:
                year = named[0].year
            year = self._known.default if year is None else year
            said = (
                self._terms.made(self._points.put_before(filled[index].text))
                if filled
                else (spoken and self._plain(measured.metric, span)) or text
            )
            facts.append(
                self._fact(
                    clause,
                    kind="figure",
                    text=said if clause.told else self._headed(said, year),
                    metric=metric,
                    figure=figure,
                    year=year,
                    scope=measured.scope or self._scope,
                )
            )
            self._before = facts[-1]
            own = own or bool(measured.metric)
        # “去年是16万” only compares: what follows is of the year before it again.
        if named and not beside and (own or named[-1].year == self._known.default):
            self._year = named[-1].year
        return facts

    def _with_bar(self, figure: Figure, *, inherited: bool) -> Figure:
        """“20万以上的村去年11个，今年16个”: the second count has the bar of the first."""
        if figure.threshold is not None or not inherited:
            self._bar = figure
        elif self._bar is not None and self._bar.threshold is not None and self._bar.unit == figure.unit:
            return figure.model_copy(update={"threshold": self._bar.threshold})
        return figure

    def _headed(self, text: str, year: int) -> str:
        """Words that go on from a figure of another year (“降至47岁”), with what they are told of, so that they stand alone."""
        before = self._before
        if before is None or before.year == year:
            return text
        alike = _of_its_unit(text, before)
        deed = _SAME_DEED.match(text) if alike else None
        goes_on = alike and _GOES_ON.match(text) is not None
        head = _head(before) if deed is not None or goes_on else ""
        if deed is not None and head.endswith(deed["deed"]):
            return head.removesuffix(deed["deed"]) + text
        if not goes_on or not head:
            return text
        told = _YEAR_TOLD.match(text)
        if told is None and text.startswith(f"{self._known.report}年"):
            return text
        return f"{told['year']}{_THIS_YEAR.sub('', head)}{text[told.end() :]}" if told is not None else head + text

    def _filled(self, clause: Clause, spans: list[FigureSpan]) -> list[Filled] | None:
        """The written forms the outline holds for the figures of a clause of the report's own year, else None."""
        own = own_share(clause.words, spans, self._before)
        if own:
            return [Filled(own, "本人", self._lead)]
        around = Around(self._scope or self._place, self._context, self._lead, first=self._number == self._first)
        # How often one went there is told once; what is counted later went elsewhere (跑了水务局7趟).
        slots = tuple(slot for slot in self._question.slots if slot.about not in self._gone)
        filled = fill_whole_and_part(clause.words, spans, self._question.slots, around) or fill(
            clause.words, spans, slots, around
        )
        going = {slot.about for slot in slots if "{place}" in slot.write}
        self._gone |= going & {one.about for one in filled or ()}
        self._lead = filled[-1].lead if filled else ""
        return filled

    def _plain(self, metric: str, span: FigureSpan) -> str:
        """The plainest written form, what is measured and how much, for a statement too spoken to stand; "" for none."""
        if span.text.startswith("一") or len(metric) < 3 or residue(metric) or not _NOUN.fullmatch(metric):
            return ""
        return write(metric + counted(span, span.figure.unit), year=self._known.report)

    def _full_metric(self, metric: str, clause: Clause, index: int, about: str) -> str:
        told = metric
        if not metric:
            metric = self._act or self._metric or self._topic or about or subject_of(self._question)
        elif is_bare(metric):
            metric = self._whose(metric)
        elif self._entity and self._entity not in metric and starts_with_verb(clause.words):
            metric = self._entity + metric
        if index == 0 and re.match(r"(?:共|一共|目前|现在|还)?(?:有|存在|排查出?|确定了?)[\d一二两三]", clause.words):
            self._entity = metric if len(metric) <= 10 else ""
        metric = _YEAR_END.sub("", metric) or metric
        metric = correct(_DUE_START.sub("", metric)[-_LONGEST:], self._known.report).text
        self._metric = metric if not told or not is_bare(told) else self._metric or metric
        return metric

    def _whose(self, metric: str) -> str:
        """A bare “落实率” or “花了” with what it is told of."""
        if metric.endswith(_RATIO):
            whose = self._topic or self._metric
        elif self._act and metric[0] in self._act:
            return self._act
        else:
            whose = self._metric or self._topic or self._act
        if not whose and len(metric) == 1:
            whose = subject_of(self._question)
        return metric if metric.startswith(whose) else whose if whose.endswith(metric) else whose + metric

    def _said(self, clause: Clause) -> list[Fact]:
        named = year_words(clause.words, self._known)
        topic = topic_of(clause.words)
        said = core_of(clause.words)
        self._topic = self._topic or topic
        self._act = topic if len(topic) > 2 else said if len(said) <= _SHORT_ACT and not self._topic else self._topic
        if named and not clause.told and not _SINCE.search(clause.words):
            self._year = named[-1].year
        text = self._written(clause)
        if len(_NO_LETTER.sub("", text)) < 2:
            return []
        names = names_told(clause.words)
        return [
            self._fact(
                clause,
                kind="name" if names else "act",
                text=text,
                metric="、".join(names),
                figure=None,
                year=self._known.default if self._year is None else self._year,
                scope=self._scope,
            )
        ]

    def _fact(self, clause: Clause, **told: object) -> Fact:
        fact = Fact.model_validate(
            {
                "id": f"F{self._number:02d}",
                "quote": self._text[clause.start : clause.end],
                "origin": Origin(kind="answer", ref=self._question.id),
                "about": clause.about,
                "sentence": clause.sentence,
                "told": clause.told,
                **told,
            }
        )
        self._number += 1
        return fact

    def _written(self, clause: Clause) -> str:
        known = self._known
        words = clause.words
        if known.default > known.report == known.this or self._after_another_year():
            words = re.sub(r"今年|本年度?", f"{known.this}年", words)
        if clause.told:
            return self._terms.made(self._points.put_before(retold(words, year=known.report)))
        turns = self._question.turns
        about = max(known.default, known.report)
        text = write(words, year=known.report, about=about, turns=turns, names=self._names_in(words)) or words
        if self._question.role == "fact" and residue(text):
            plainly = retold(words, year=known.report)
            text = text if residue(plainly) else plainly
        if text.startswith("当地") and self._place:
            text = f"该{self._place[-2:] if self._place.endswith(('社区', '小区')) else '村'}{text[2:]}"
        return self._terms.made(self._points.put_before(text))

    def _after_another_year(self) -> bool:
        """Of a problem or its causes, told on from another year: 2022年搬完以后，去得少了，今年去了6次."""
        of_problems = self._question.role in ("problem", "evidence", "cause")
        return (
            of_problems
            and self._year_before not in (None, self._known.report)
            and self._known.report == self._known.this
        )

    def _names_in(self, words: str) -> tuple[str, ...]:
        """The villages named, which no exchange of words may touch (弄 in 班弄村 is no doing)."""
        names = (place_in(words), self._scope, self._place)
        return tuple(sorted({name for name in names if name}, key=len, reverse=True))


_DUE_START = Lazy(
    r"^(?:\d{4}年)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})?月|年|[一二三四]季度|[上下]半年)(?:底|份|末)?(?:之?前|以前)?(?:把|给|将|让|对)?"
)


def _idle(span: FigureSpan, words: str) -> bool:
    """Numerals that count nothing: 优化一遍, 一年下来, 一年办了, 一桩是 …."""
    follows = words[span.end : span.end + 2]
    if span.figure.value != 1 or not span.text.startswith("一"):
        return False
    if span.text == "一年":
        return bool(follows) and not follows.startswith(
            ("多", "半", "以", "内", "后", "前", "之", "了", "的", "没", "未", "，")
        )
    return span.figure.unit in _NO_COUNT or follows.startswith("是")


def _of_its_unit(text: str, before: Fact) -> bool:
    """Whether words count in the unit of the figure before: “收入50万元以上的村8个” behind 收入540万元 counts villages."""
    unit = before.figure.unit if before.figure is not None else ""
    spans = read_figures(text)
    return bool(spans) and spans[0].figure.unit == unit and spans[0].figure.threshold is None


def _head(fact: Fact) -> str:
    """What a fact's figure is told of, without the figure and its year; "" where no figure is found in its words."""
    spans = read_figures(fact.text)
    if not spans:
        return ""
    counted = _COUNT.search(spans[-1].text)
    head = fact.text[: spans[-1].start + (counted.start() if counted else 0)]
    return _NO_HEAD.sub("", head).replace(f"{fact.year}年", "")
