"""Group C: which years may stand where, last year's criticism, relative words, tense (handbook §4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.checking.binding import bind
from assistant.checking.exemptions import exempt
from assistant.checking.ledger import ledger_of
from assistant.checking.places import clause_at, passages, sentence_at
from assistant.checking.rule import Hit, Subject, rule
from assistant.checking.standing import standings
from assistant.text.patterns import Lazy
from assistant.text.structure import Span, sentences

_YEARS = Lazy(r"(?<![\d.])((?:19|20)\d\d)年(?!期|制|轮)")
_SPAN_OF_YEARS = Lazy(r"(?:19|20)\d\d年?度?\s?[—–~～至到-]{1,2}\s?(?:19|20)\d\d年?")
_NAMES = Lazy(r"《[^》\n]{0,60}》|“[^”\n]{0,60}”|[（(]\d{4}年\d{1,2}月[^）)\n]{0,12}[）)]")


@dataclass(frozen=True)
class _Mention:
    """A year named in the text, with the clause and the sentence it stands in."""

    year: int
    start: int
    end: int
    clause: str
    sentence: str


def _mentions(subject: Subject, role: str) -> Iterator[_Mention]:
    """The single years named in a role's passages; names in quotation marks and spans (2021—2025年) are no dates."""
    text = subject.report.text
    for passage in passages(subject, role):
        aside = [match.span() for pattern in (_SPAN_OF_YEARS, _NAMES) for match in pattern.finditer(passage.text)]
        for match in _YEARS.finditer(passage.text):
            if any(start <= match.start() < end for start, end in aside):
                continue
            start, end = passage.start + match.start(), passage.start + match.end()
            clause, sentence = clause_at(text, start), sentence_at(text, start)
            yield _Mention(int(match[1]), start, end, text[slice(*clause)], text[slice(*sentence)])


_PLANNED = Lazy(
    r"谋划|计划|规划|打算|下一?步|明年|来年|预计|力争|争取|拟|储备|部署|谋定|安排|目标|编制|备战|筹备|筹划|启动|将(?:于|在)|为[^，。；]{0,12}(?:奠定|打下|做好|准备)"
)


@rule("C01", "medium", "别的年度的事写进本年成绩，是跨年抄功", ("year",))
def achievements_of_the_year(subject: Subject) -> Iterator[Hit]:
    """Among the achievements stand the report's year and the one before; the next one only where it is planned for."""
    year = subject.year or 0
    for mention in _mentions(subject, "achievements"):
        if mention.year in (year, year - 1) or exempt("C01", mention.clause):
            continue
        if mention.year > year and _PLANNED.search(mention.sentence):
            continue
        if mention.year > year:
            advice = f"{mention.year}年的事还没有到。请移到下一步部分，或写明是谋划、计划。"
        else:
            advice = f"{mention.year}年的事不是{year}年度的成绩。请核实年份，确属以往的请删去或写明只作对比。"
        yield Hit(f"成绩部分出现{mention.year}年：{advice}", mention.start, mention.end)


@rule("C02", "medium", "措施写的是往年，等于没有下一步", ("year",))
def measures_of_the_next_year(subject: Subject) -> Iterator[Hit]:
    """Among the measures stands no year before the next one, but as a base or as what is built upon."""
    year = subject.year or 0
    for mention in _mentions(subject, "measures"):
        if mention.year <= year and not exempt("C02", mention.clause):
            message = (
                f"措施部分出现{mention.year}年，早于{year + 1}年。请核实时限，只作基数的请写成“比{mention.year}年”。"
            )
            yield Hit(message, mention.start, mention.end)


@rule("C03", "high", "别的年度的数写进本年成绩，一对台账就露馅", ("facts", "year"))
def figures_of_the_year(subject: Subject) -> Iterator[Hit]:
    """No figure among the achievements stands on a fact of another year, unless the sentence says which year it is."""
    year, text = subject.year or 0, subject.report.text
    book = ledger_of(subject.facts or ())
    stretches = passages(subject, "achievements")
    for standing in standings(subject):
        start = standing.span.start
        if standing.year is not None or not any(s.start <= start < s.end for s in stretches):
            continue
        entry = bind(standing, book, subject.report).entry
        if entry is None or entry.fact.year in (None, year):
            continue
        own = [e for e in book.same(standing) if e.fact.year == year]
        if any(book.label_score(standing, e) >= book.label_score(standing, entry) for e in own):
            continue
        if str(entry.fact.year) in standing.sentence or exempt("C03", text[slice(*clause_at(text, start))]):
            continue
        message = (
            f"这个数是{entry.fact.year}年的（{entry.fact.origin.ref}），不能算作{year}年度的成绩。请删去，或写明年份。"
        )
        yield Hit(message, start, standing.span.end)


# ---- C04: last year's criticism ----

_CRITICISM = Lazy(r"(?:反馈|点评|指出|述职评议|述职考核|考核评议|自查|查摆|提出)[^。]{0,40}(?:问题|意见|不足|短板)")
_LAST = Lazy(r"上年|去年|上一年|上次|往年")


@rule("C04", "medium", "上年述职评议反馈的问题必须有交代", ("year",))
def last_years_criticism_answered(subject: Subject) -> Iterator[Hit]:
    """Somewhere but among the measures, what was criticised the year before is answered for."""
    year = subject.year or 0
    if not any(item.review for item in subject.outline.items()):
        return
    plans = passages(subject, "measures")
    wrong: Span | None = None
    for paragraph in subject.report.paragraphs:
        for sentence in sentences(paragraph):
            if any(plan.start <= sentence.start < plan.end for plan in plans):
                continue
            if not _CRITICISM.search(sentence.text) and not _is_review_heading(subject, sentence):
                continue
            named = {int(match[1]) for match in _YEARS.finditer(sentence.text)}
            if year - 1 in named or _LAST.search(sentence.text):
                return
            if named and "述职" in sentence.text and year not in named:
                wrong = sentence
    if wrong:
        message = f"上年整改的年份不对：{year}年度的报告应交代{year - 1}年度述职评议反馈的问题。请核实改正。"
        yield Hit(message, wrong.start, wrong.end)
    else:
        yield Hit(f"没有交代{year - 1}年度述职评议反馈问题的整改情况。请逐条写明问题、做法、结果。")


def _is_review_heading(subject: Subject, sentence: Span) -> bool:
    headings = [part.heading for part in subject.report.parts]
    short = len(sentence.text) <= 40 and "整改" in sentence.text
    return short or any(h.start <= sentence.start < h.end and "整改" in h.text for h in headings)


# ---- C05, C06: relative words and tense ----

_RELATIVE = Lazy(
    r"(?<![\d一二两三四五六七八九十几百])年内|今年(?:以来)?|明年|近日|日前|(?:截至|截止|到)?目前|近期|最近"
)


@rule("C05", "low", "报告要存档，过一年再看“今年”就不知道是哪年")
def no_relative_time(subject: Subject) -> Iterator[Hit]:
    """Relative words of time (年内, 今年, 目前) are to be a year or a month."""
    for paragraph in subject.report.paragraphs:
        asides = [match.span() for match in _NAMES.finditer(paragraph.text)]
        for match in _RELATIVE.finditer(paragraph.text):
            if any(start <= match.start() < end for start, end in asides) or exempt("C05", _near(paragraph, match)):
                continue
            start, end = paragraph.start + match.start(), paragraph.start + match.end()
            yield Hit(f"“{match[0]}”存档后看不出是哪一年哪一月，建议写成具体的年、月。", start, end)


def _near(paragraph: Span, match: re.Match[str]) -> str:
    return paragraph.text[max(0, match.start() - 8) : match.end() + 8]


_TO_COME = Lazy(
    r"(?:^|[，；。：\n])(?:我|我们|我镇|镇党委)?(?:下一?步|今后|接下来)[，,将要我]|力争(?!上游|先)|预计(?!.{0,6}已)"
    r"|(?:^|[一-鿿，；])将(?:进一步|继续|持续(?!开展)|陆续|逐步|于20\d\d年|在20\d\d年|着力|努力)"
    r"|(?:^|[，；。])(?:我|镇党委|我们)?(?:打算|拟(?:于|在|建|新建|开展|投入))"
)
_DONE = Lazy(
    r"(?:建成|完成|获评|获得|荣获|取得|打赢|解决|召开|举办|整顿|新增|发展|培训|化解|打造|整改|落实|成立|开展)了(?!解)"
    r"|(?:现|均|都|已)?已(?:经)?(?:全部|全面|顺利|基本)?(?:建成|完成|实现|整改|整治|落实|销号|办结|解决|培训|化解|投用|投入使用)|被评为|(?:荣获|获评)[^，。；]{0,20}称号"
)


@rule("C06", "medium", "做成的和打算做的混在一起，评的人分不清")
def tense_fits_part(subject: Subject) -> Iterator[Hit]:
    """Achievements are told as done, measures as to be done."""
    advice = {
        "achievements": (_TO_COME, "成绩部分写的是打算。请移到下一步部分，或写已经做成什么。"),
        "measures": (_DONE, "措施部分写的是已经做成的事。请移到成绩部分，或写下一步要做什么。"),
    }
    for role, (pattern, message) in advice.items():
        for passage in passages(subject, role):
            for sentence in sentences(passage):
                match = pattern.search(sentence.text)
                if match and not exempt("C06", sentence.text):
                    yield Hit(message, sentence.start, sentence.end)
