"""What is set right when all is gone through (K1): put into the answer it speaks of, as if it had been said there.

“刚才我说后岭村打井镇里出6万元，应该是7.5万元” finds the figure by its old value and its matter. What fits no figure, or
several alike, is asked for; a remark for checking (两个数不要加在一起) changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from assistant.figures.reading import FigureSpan, read_figures
from assistant.interview.amended_answers import (
    ALIKE,
    Amended,
    places_of,
    the_figure,
    the_one,
    way_of,
)
from assistant.interview.clauses import STRETCH, cut
from assistant.interview.denied_claims import deny
from assistant.interview.to_drafter import set_apart
from assistant.outline import Outline, Question
from assistant.report import Pending
from assistant.text.char_pairs import char_pairs

_NO_COUNT = ("遍", "下")
_SENTENCE = re.compile(r"[^。！？；;\n]+")


def amended(answers: Mapping[str, str], outline: Outline) -> Amended:
    """The answers with what was set right: in the confirmation of the whole, and in any answer that speaks of another."""
    done = Amended(dict(answers))
    for question in outline.questions:
        if question.setting == "confirm":
            _confirm(done, question, outline)
        elif question.role not in ("setting", "private"):
            _said_elsewhere(done, question, outline)
    return done


def _confirm(done: Amended, question: Question, outline: Outline) -> None:
    told = [found[0].strip() for found in _SENTENCE.finditer(done.answers.get(question.id, ""))]
    while told:
        sentence = told.pop(0)
        claims = set_apart(cut(way_of("lead").sub("", sentence), points=False)).denied
        if not claims:
            _amend(done, sentence, question, outline)
            continue
        right = told.pop(0) if told and _only_tells(told[0]) else ""
        deny(done, claims[0], right, question, outline)


def _said_elsewhere(done: Amended, question: Question, outline: Outline) -> None:
    """“刚才B1我说党员1126名，应该是1128名” in the answer to another question: taken out there, and put where it belongs."""
    for found in reversed(list(_SENTENCE.finditer(done.answers.get(question.id, "")))):
        opened = way_of("elsewhere").match(found[0].strip())
        if opened is None:
            continue
        words = found[0].strip()[opened.end() :]
        pair = _pair(words)
        if pair is None:
            continue
        text = done.answers[question.id]
        done.answers[question.id] = text[: found.start()] + text[found.end() :].lstrip("。；;")
        _replace(done, words, pair, (opened["id"] or "", found[0].strip(), question.id), outline)


def _only_tells(sentence: str) -> bool:
    """Whether a sentence tells figures and sets none right itself."""
    return bool(read_figures(sentence)) and _pair(sentence) is None and not way_of("lead").match(sentence)


def _amend(done: Amended, sentence: str, question: Question, outline: Outline) -> None:
    words = way_of("lead").sub("", sentence)
    named = way_of("question").match(words)
    only = named["id"] if named is not None else ""
    words = words[named.end() :] if named is not None else words
    short = way_of("in_short").fullmatch(words)
    noted = way_of("noted").search(words)
    if short is not None:
        _shorten(done, short, only, outline)
    elif noted is not None:
        _note(done, words[: noted.start()], only, outline)
    else:
        pair = _pair(words)
        if pair is not None:
            _replace(done, words, pair, (only, sentence, question.id), outline)
            return
        new = _new_alone(words)
        if new is not None and _replace_unsaid(done, words, new, only, outline):
            return
        if not _reword(done, words, only, outline) and way_of("wrong").search(words):
            done.pending.append(Pending(question=question.id, what=f"“{sentence}”是哪一题里的哪一句，改成什么"))


def _reword(done: Amended, words: str, only: str, outline: Outline) -> bool:
    """“朝鲁写错了，是朝路”: other words in the place of these wherever they were told; whether they were."""
    told = way_of("reworded").fullmatch(words)
    if told is None:
        return False
    old, new = told["old"] or told["name"], told["new"] or told["other"]
    homes = [
        question.id
        for question in outline.questions
        if question.role not in ("setting", "private") and old in done.answers.get(question.id, "")
        if not only or question.id == only
    ]
    for home in homes:
        done.respell(home, old, new, words)
    return bool(homes)


def _pair(words: str) -> tuple[FigureSpan, FigureSpan] | None:
    """The old figure and the new one that a sentence sets in its place."""
    spans = [span for span in read_figures(words) if span.figure.unit not in _NO_COUNT]
    for old, new in pairwise(spans):
        between = words[old.end : new.start]
        meant = way_of("between").fullmatch(between) or (
            way_of("not_that").search(words[: old.start]) and way_of("but").fullmatch(between)
        )
        if old.figure == new.figure or old.figure.unit != new.figure.unit:
            continue
        if meant:
            return old, new
        if way_of("not_the_old").fullmatch(between):
            return new, old
    return None


def _new_alone(words: str) -> FigureSpan | None:
    """The new figure of a sentence that does not say the old one (党课应该是5次); None where it sets none right."""
    if not way_of("wrong").search(words):
        return None
    spans = [span for span in read_figures(words) if way_of("new").search(words[: span.start])]
    return spans[0] if len(spans) == 1 else None


def _replace_unsaid(done: Amended, words: str, new: FigureSpan, only: str, outline: Outline) -> bool:
    """Puts the new figure in the place of the only one of its unit that is told of the matter; whether there is one."""
    matter = way_of("said").sub("", way_of("new").sub("", words[: new.start]).rsplit("，", 1)[-1])

    def find(told: str) -> list[tuple[int, int]]:
        return [(s.start, s.end) for s in read_figures(told) if s.figure.unit == new.figure.unit]

    places = [p for p in places_of(done.answers, find, matter, only, outline) if p.near or only]
    place = the_one(places, matter, only)
    if place is not None:
        done.put(place.question, place.span, new.text, _clause_of(words, new))
    return place is not None


def _replace(
    done: Amended, words: str, pair: tuple[FigureSpan, FigureSpan], where: tuple[str, str, str], outline: Outline
) -> None:
    old, new = pair
    only, sentence, asked = where
    matter = way_of("said").sub("", way_of("not_that").sub("", words[: old.start]))
    places = list(places_of(done.answers, the_figure(old), matter, only, outline))
    place = the_one(places, matter, only)
    if place is not None:
        done.put(place.question, place.span, new.text, _clause_of(words, new))
    elif places or not any(p.near for p in places_of(done.answers, the_figure(new), matter, only, outline)):
        done.pending.append(Pending(question=asked, what=f"“{sentence}”改的是哪一题里的数"))


def _clause_of(words: str, span: FigureSpan) -> str:
    found = next((c for c in STRETCH.finditer(words) if c.start() <= span.start < c.end()), None)
    return found[0].strip() if found is not None else words


def _note(done: Amended, words: str, only: str, outline: Outline) -> None:
    """“机井，26眼，有2眼还没通电，加个注”: the note in brackets behind the figure it is about."""
    counted = re.search(r"\d[\d.]*[万亿]?[一-龥%]?", words)
    if counted is None:
        return
    rest, matter = words[counted.end() :].strip("，, ：:"), words[: counted.start()]

    def find(clause: str) -> list[tuple[int, int]]:
        return [found.span() for found in re.finditer(rf"(?<![\d.]){re.escape(counted[0])}", clause)]

    place = the_one(list(places_of(done.answers, find, matter, only, outline)), matter, only)
    if rest and place is not None:
        done.put(place.question, (place.span[1], place.span[1]), f"（{rest}）", rest)


def _shorten(done: Amended, told: re.Match[str], only: str, outline: Outline) -> None:
    """“那两派坐两边的事，不要写那么细，写有矛盾就行”: these words for all that the sentence goes on to tell of it."""
    core = char_pairs(way_of("place").sub("", told["matter"]))
    best: tuple[int, str, tuple[int, int]] | None = None
    for question in outline.questions:
        text = done.answers.get(question.id, "")
        if question.role in ("setting", "private") or (only and question.id != only):
            continue
        for found in re.finditer(r"[^。！？\n]+", text):
            alike = len(char_pairs(told["matter"]) & char_pairs(found[0]))
            first = next((c for c in STRETCH.finditer(found[0]) if core & char_pairs(c[0])), None)
            if first is not None and alike >= ALIKE and (best is None or alike > best[0]):
                best = (alike, question.id, (found.start() + first.start(), found.end()))
    if best is not None:
        done.put(best[1], best[2], told["as"], told["as"])
