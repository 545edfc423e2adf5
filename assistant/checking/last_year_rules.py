"""This year's report against last year's: the same problem again, promises without an answer (D14), copied text (E03)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.checking.likeness import coverage, likeness
from assistant.checking.links import plain_headline
from assistant.checking.places import passages
from assistant.checking.rule import Hit, Subject, rule
from assistant.figures.comparing import same_quantity
from assistant.figures.reading import read_figures
from assistant.report import Commitment, LastYear, Level
from assistant.text.patterns import Lazy
from assistant.text.structure import Span, TextItem, sentences

GRAM = 13
"""Characters of a fragment that two reports share only by copying (handbook §4.5)."""
SPOKEN_OF = 0.6
SPOKEN_ROUGHLY = 0.35
"""Share of all that it says that a sentence has to share with a problem: one telling word in common is chance."""
_STILL = Lazy(r"仍|再次|依然|依旧|反复|反弹|不彻底|没有根治|未根本|尚未|上年|去年|连续|老问题|回潮|旧病|整改不")
_PUNCTUATION = Lazy(r"[^一-鿿A-Za-z0-9]")


@rule("D14", "medium", "去年的问题和承诺今年要有交代，照抄一遍或者不提都会被追问", ("last_year",))
def last_year_answered(subject: Subject) -> Iterator[Hit]:
    """No problem of last year comes again without saying why; no problem or promise of last year is passed over."""
    past = subject.last_year or LastYear(name="", text="")
    again: set[str] = set()
    for problem in subject.report.items("problem"):
        twin = next((one for one in past.commitments if one.kind == "problem" and _same(subject, problem, one)), None)
        if twin is None:
            continue
        again.add(twin.id)
        if not _STILL.search(problem.text):
            message = (
                f"与去年的问题“{twin.headline}”几乎一样，又没有说去年为什么没改好。请写明去年改到哪一步、"
                "为什么整改不彻底，或换成今年的新表现。"
            )
            yield Hit(message, problem.headline.start, problem.headline.end)
    for one in past.commitments:
        if one.outcome != "unanswered":
            continue
        if one.kind == "problem" and one.id not in again and not _answered(one.headline, subject):
            yield Hit(f"去年查摆的问题“{one.headline}”，今年没有交代。请写明怎么改的、改到哪一步。")
        elif one.kind == "target":
            yield from _promise(one, subject)


def _same(subject: Subject, problem: TextItem, one: Commitment) -> bool:
    most = subject.threshold("D14", "similarity_max")
    body = re.sub(r"^[（(]?[一二三四五六七八九十\d]{1,2}(?:是|[）)、.．])", "", problem.text)
    return max(likeness(plain_headline(problem), one.headline), likeness(body, one.text)) > most


def _told(subject: Subject) -> list[Span]:
    return [*passages(subject, "achievements"), *passages(subject, "problems")]


def _answered(words: str, subject: Subject) -> bool:
    told = [sentence.text for span in _told(subject) for sentence in sentences(span)]
    return any(
        coverage(words, text) >= SPOKEN_OF and coverage(words, text, weak=True) >= SPOKEN_ROUGHLY for text in told
    )


def _promise(one: Commitment, subject: Subject) -> Iterator[Hit]:
    key = one.metric or one.text
    if one.text in subject.report.text and any(one.text in span.text for span in _told(subject)):
        return
    if _answered(key, subject):
        return
    for span in passages(subject, "measures"):
        for sentence in sentences(span):
            if coverage(key, sentence.text) >= SPOKEN_OF and _holds(sentence.text, one):
                message = f"去年承诺过“{one.text}”，没有说完成没完成，又写进了下一步。请先交代去年的结果，再定新目标。"
                yield Hit(message, sentence.start, sentence.end)
                return
    yield Hit(f"去年承诺“{one.text}”（{one.locator}），今年没有交代。请写明完成了多少，没完成的写进问题。")


def _holds(words: str, one: Commitment) -> bool:
    figure = one.figure
    return figure is not None and any(same_quantity(span.figure, figure) for span in read_figures(words))


@rule("E03", "high", "照抄去年的稿子，一对照就看得出来", ("last_year",))
def not_copied_from_last_year(subject: Subject) -> Iterator[Hit]:
    """The share of fragments of thirteen characters that stand in last year's report too keeps below the threshold."""
    past = subject.last_year or LastYear(name="", text="")
    plain, places = _plain(subject.report.text)
    known = _grams(past.text)
    if len(plain) < GRAM or not known:
        return
    hits = [plain[i : i + GRAM] in known for i in range(len(plain) - GRAM + 1)]
    share = sum(hits) / len(hits)
    fine, stop = subject.threshold("E03", "pass_max"), subject.threshold("E03", "stop_min")
    if share <= fine:
        return
    level: Level | None = None if share > stop else "medium"
    start, end = _longest(hits)
    message = (
        f"全文有{share:.1%}的文字（连续{GRAM}字相同）与去年的报告一样，实务通常不超过{fine:.0%}。"
        "请把照搬的段落换成今年的做法和数字，这里是最长的一处。"
    )
    first, last = places[start], places[min(end + GRAM - 1, len(places)) - 1] + 1
    line = subject.report.text.find("\n", first, last)
    yield Hit(message, first, last if line < 0 else line, level=level)


def _plain(text: str) -> tuple[str, list[int]]:
    """The text without punctuation and blanks, and where each of its characters stands."""
    kept = [(char, place) for place, char in enumerate(text) if not _PUNCTUATION.match(char)]
    return "".join(char for char, _ in kept), [place for _, place in kept]


@lru_cache(maxsize=4)
def _grams(text: str) -> frozenset[str]:
    plain = _PUNCTUATION.sub("", text)
    return frozenset(plain[i : i + GRAM] for i in range(len(plain) - GRAM + 1))


def _longest(hits: list[bool]) -> tuple[int, int]:
    best, start = (0, 0), None
    for place, hit in enumerate([*hits, False]):
        if hit and start is None:
            start = place
        elif not hit and start is not None:
            best = max(best, (start, place), key=lambda run: run[1] - run[0])
            start = None
    return best
