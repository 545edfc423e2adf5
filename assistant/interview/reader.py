"""The statements of one answer as facts: kind, figure, year, scope, what is measured, and the words of the report."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.figures.printed import counted
from assistant.figures.reading import FigureSpan, read_figures
from assistant.interview.clauses import Clause
from assistant.interview.headed import headed
from assistant.interview.metrics import measure, place_in
from assistant.interview.named import names_told
from assistant.interview.own_share import own_share
from assistant.interview.points import Points
from assistant.interview.predicates import starts_with_verb
from assistant.interview.running_year import RunningYear
from assistant.interview.slots import Around, Filled, fill
from assistant.interview.sorting import Sorted
from assistant.interview.terms_set_right import TermsSetRight
from assistant.interview.told_of import ToldOf
from assistant.interview.units_unsaid import with_carried_unit
from assistant.interview.whole_and_part import fill_whole_and_part
from assistant.interview.years import Calendar
from assistant.outline import Question
from assistant.report import Fact, Figure, Origin
from assistant.text.patterns import Lazy
from assistant.wording.register import plain_speech, residue, retold, turned, write

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
_NOUN = Lazy(r"[一-龥“”]+(?<![了的着过])")
_NO_COUNT = ("遍", "下", "番", "回事", "把")
_NO_LETTER = Lazy(r"[^一-龥*A-Za-z]")


class Reader:
    """Turns the statements of one answer into facts; what one clause leaves unsaid comes from the clause before."""

    def __init__(self, question: Question, known: Calendar, text: str, first: int) -> None:
        self._question = question
        self._known = known
        self._text = text
        self._number = self._first = first
        self._sentence = -1
        self._year = RunningYear(known, plans=question.year_offset > 0)
        self._told_of = ToldOf(question, known.report)
        self._scope: str | None = None
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
                self._told_of.end_clause()
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
            self._sentence, self._context = clause.sentence, ""
            self._points.begin_sentence()
            self._year.begin_sentence(found.years.get(clause.sentence))
            self._bar, self._before = None, None
            if not self._told_of.begin_sentence(clause.words):
                self._scope = None
        self._year.enter(clause.words)
        self._scope = place_in(clause.words) or self._scope
        self._place = self._scope or self._place

    def _figures(self, clause: Clause, spans: list[FigureSpan]) -> list[Fact]:
        named = self._year.named(clause.words, spans)
        filled = None if clause.told else self._filled(clause, spans)
        text = "" if filled else self._written(clause)
        spoken = bool(text and residue(text)) and not clause.told
        facts: list[Fact] = []
        verb, own = "", False
        for index, span in enumerate(spans):
            measured = measure(clause.words, spans, index)
            own = own or bool(measured.metric)
            verb = verb if index else measured.verb
            metric = measured.metric
            if index and verb and metric and not starts_with_verb(metric):
                metric = verb + metric
            about = filled[index].about if filled else ""
            year = self._year.of(span, named)
            said = self._set(filled[index].text) if filled else (spoken and self._plain(measured.metric, span)) or text
            self._before = self._fact(
                clause,
                kind="figure",
                text=said if clause.told else headed(said, year, self._before, self._known.report),
                metric=self._told_of.metric(metric, clause.words, about, first=index == 0),
                figure=self._with_bar(span.figure, inherited=not measured.metric),
                year=year,
                scope=measured.scope or self._scope,
            )
            facts.append(self._before)
        self._year.go_on(named, own=own)
        return facts

    def _with_bar(self, figure: Figure, *, inherited: bool) -> Figure:
        """“20万以上的村去年11个，今年16个”: the second count has the bar of the first."""
        if figure.threshold is not None or not inherited:
            self._bar = figure
        elif self._bar is not None and self._bar.threshold is not None and self._bar.unit == figure.unit:
            return figure.model_copy(update={"threshold": self._bar.threshold})
        return figure

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

    def _said(self, clause: Clause) -> list[Fact]:
        self._told_of.hear(clause.words)
        if not clause.told:
            self._year.hear(clause.words)
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
                year=self._year.year,
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
            return self._set(retold(words, year=known.report))
        turns = self._question.turns
        about = max(known.default, known.report)
        text = write(words, year=known.report, about=about, turns=turns, names=self._names_in(words)) or words
        if self._question.role == "fact" and residue(text):
            plainly = retold(words, year=known.report)
            text = text if residue(plainly) else plainly
        if text.startswith("当地") and self._place:
            text = f"该{self._place[-2:] if self._place.endswith(('社区', '小区')) else '村'}{text[2:]}"
        return self._set(text)

    def _set(self, text: str) -> str:
        """Written words behind the marker of their point, in the exact terms."""
        return self._terms.made(self._points.put_before(text))

    def _after_another_year(self) -> bool:
        """Of a problem or its causes, told on from another year: 2022年搬完以后，去得少了，今年去了6次."""
        of_problems = self._question.role in ("problem", "evidence", "cause")
        report = self._known.report
        return of_problems and self._year.before not in (None, report) and report == self._known.this

    def _names_in(self, words: str) -> tuple[str, ...]:
        """The villages named, which no exchange of words may touch (弄 in 班弄村 is no doing)."""
        names = (place_in(words), self._scope, self._place)
        return tuple(sorted({name for name in names if name}, key=len, reverse=True))


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
