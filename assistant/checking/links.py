"""Which cause and which measure answers which problem: said outright, or told from the words they share."""

from __future__ import annotations

from functools import lru_cache

from assistant.checking.lexicon import cue
from assistant.checking.likeness import coverage, telling_pairs
from assistant.text.patterns import Lazy
from assistant.text.structure import TextItem, TextReport

_ORDINAL = Lazy(
    r"第([一二三四五六七八九十]|[1-9])(?:个|条|项|点|类|方面)(?:方面)?(?:的)?(?:问题|不足|短板)?"
    r"|(?<!述职)(?<!反馈)问题([一二三四五六七八九])(?![个条项是])"
)
_FIRST_FEW = Lazy(r"前([两二三四五])(?:个|条|项)")
_AIM = Lazy(
    r"(?:针对|围绕|着力解决|重点解决|解决|瞄准|聚焦|破解|整治|补齐|对照|就|在|(?<![一-龥])对(?!照))"
    r"([^，。；\n]{3,50}?)(?:这[一个项条]?|等|上?的)?(?:问题|短板|不足|弱项|方面|上(?=[，。；\n])|情况|现状)"
)
_CLAUSE = Lazy(r"[，。；\n]")
_MARK = Lazy(r"^(?:[一二三四五六七八九十]{1,2}[是、]|第?[（(]?[一二三四五六七八九十]{1,2}[）)，、]|\d{1,2}[.、．])")
_NUMERALS = {mark: value for value, mark in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
AIM_COVERAGE = 0.5


def plain_headline(item: TextItem) -> str:
    """An item's headline without its 一是 and its full stop."""
    return _MARK.sub("", item.headline.text).rstrip("。；")


def _number(mark: str) -> int:
    return int(mark) if mark.isdigit() else _NUMERALS[mark]


@lru_cache(maxsize=256)
def _ordinals(text: str) -> frozenset[int]:
    found = {_number(match[1] or match[2]) for match in _ORDINAL.finditer(text)}
    for match in _FIRST_FEW.finditer(text):
        found |= set(range(1, _number(match[1]) + 1))
    return frozenset(found)


@lru_cache(maxsize=256)
def _aims(text: str) -> tuple[str, ...]:
    return tuple(match[1] for match in _AIM.finditer(text))


def says_outright(item: TextItem, problem: TextItem, report: TextReport) -> bool:
    """Whether a cause or measure names the problem: by its number, or by its words in 针对……的问题, 在……方面."""
    if problem.ordinal in _ordinals(item.text):
        return True
    others = [other for other in report.items("problem") if other is not problem]
    for aim in _aims(item.text):
        here = coverage(aim, problem.text)
        if here >= AIM_COVERAGE and all(coverage(aim, other.text) < here for other in others):
            return True
    return False


def inside(item: TextItem, problem: TextItem) -> bool:
    """Whether an item is written inside a problem's own item."""
    return problem.start <= item.start < problem.end


def causes_of(problem: TextItem, report: TextReport) -> list[TextItem]:
    """The causes that are the problem's beyond doubt: in its own item, or naming it."""
    causes = report.items("cause")
    return [cause for cause in causes if inside(cause, problem) or says_outright(cause, problem, report)]


def gives_cause(problem: TextItem, report: TextReport) -> bool:
    """Whether the problem has a cause that is its own beyond doubt."""
    return bool(causes_of(problem, report)) or cue("cause_cue").search(problem.text) is not None


def own_words(problem: TextItem, report: TextReport) -> str:
    """A problem's text without the causes written into it."""
    starts = [cause.start for cause in report.items("cause") if inside(cause, problem) and cause.start > problem.start]
    found = cue("cause_cue").search(problem.text, problem.headline.end - problem.start)
    cut = min([start - problem.start for start in starts] + ([found.start()] if found else []) + [len(problem.text)])
    return problem.text[:cut]


def near(problem: TextItem, other: TextItem) -> bool:
    """Whether two items share any word that says what they are about."""
    return bool(telling_pairs(problem.text) & telling_pairs(other.text))


@lru_cache(maxsize=512)
def _answered(problem: str, headline: str, measure: str) -> float:
    best = max(coverage(headline, measure), coverage(headline, measure, weak=True) * 0.8)
    for clause in _CLAUSE.split(_MARK.sub("", problem)):
        if len(clause) >= 6 and len("".join(telling_pairs(clause))) >= 6:
            best = max(best, coverage(clause, measure) * 0.9)
    return best


def answered(problem: TextItem, measure: TextItem, report: TextReport) -> float:
    """How well a measure answers a problem, 0 to 1: 1 where it names it, else the share of its words taken up."""
    if says_outright(measure, problem, report):
        return 1.0
    return _answered(own_words(problem, report), plain_headline(problem), measure.text)
