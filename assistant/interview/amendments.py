"""What is set right when all is gone through (K1): put into the answer it speaks of, as if it had been said there.

“刚才我说后岭村打井镇里出6万元，应该是7.5万元” finds the figure by its old value and its matter. What fits no figure, or
several alike, is asked for; a remark for checking (两个数不要加在一起) changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from assistant.errors import InputError
from assistant.figures.comparing import same_quantity
from assistant.figures.reading import FigureSpan, read_figures
from assistant.interview.clauses import cut
from assistant.interview.to_drafter import set_apart
from assistant.outline import Outline, Question
from assistant.report import Fact, Finding, Pending
from assistant.settings import knowledge_files
from assistant.strict_yaml import read_strict
from assistant.text.char_pairs import char_pairs
from assistant.text.patterns import Lazy

_FILE = "amendments.yaml"
_SENTENCE = re.compile(r"[^。！？；;\n]+")
_CLAUSE = re.compile(r"[^，,。！？；;\n]+")
_ALIKE = 2
"""Pairs of characters that what is to be told in short shares with the sentence it stands in, at least."""


class _Words(BaseModel):
    """The keys of amendments.yaml, each a regular expression; what each is for stands in that file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lead: str
    said: str
    question: str
    between: str
    not_that: str
    but: str
    in_short: str
    noted: str
    place: str


@dataclass
class Amended:
    """The answers as set right, by question what was said of each change, and what could not be put anywhere."""

    answers: dict[str, str]
    told: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    pending: list[Pending] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def put(self, question: str, at: tuple[int, int], words: str, quote: str) -> None:
        """Puts words in the place of a stretch of an answer; `quote` is what was said of it."""
        answer = self.answers[question]
        old = answer[at[0] : at[1]]
        self.answers[question] = answer[: at[0]] + words + answer[at[1] :]
        self.told.setdefault(question, []).append((old, words, quote))
        change = f"“{old}”改成“{words}”" if old else f"补上“{words}”"
        self.findings.append(
            Finding(rule="W06", level="low", message=f"{question} 照最后过一遍时说的“{quote}”改了：{change}。")
        )

    def requoted(self, fact: Fact) -> Fact:
        """The fact with the words that were really said for its quote."""
        for old, new, quote in reversed(self.told.get(fact.origin.ref, [])):
            if new not in fact.quote:
                continue
            own = fact.figure is None or any(same_quantity(span.figure, fact.figure) for span in read_figures(new))
            return fact.model_copy(update={"quote": quote if own else fact.quote.replace(new, old, 1)})
        return fact


@dataclass(frozen=True)
class _Place:
    """A figure in an answer and how much its clause, and the whole answer, are like what is spoken of."""

    question: str
    span: tuple[int, int]
    near: int
    far: int


@cache
def _way(name: str) -> Lazy:
    path = next((path for path in knowledge_files("interview", ".yaml") if path.name == _FILE), None)
    if path is None:
        raise InputError(f"缺少认更正的词表 {_FILE}。", "请恢复自带的文件。")
    said = read_strict(path, _Words.model_validate, "请对照自带的词表改回原样。")
    return Lazy(getattr(said, name), _FILE)


def amended(answers: Mapping[str, str], outline: Outline) -> Amended:
    """The answers with what was set right at the confirmation of the whole."""
    done = Amended(dict(answers))
    for question in outline.questions:
        if question.setting == "confirm" and answers.get(question.id, "").strip():
            told = [found[0].strip() for found in _SENTENCE.finditer(answers[question.id])]
            while told:
                sentence = told.pop(0)
                claims = set_apart(cut(_way("lead").sub("", sentence), points=False)).denied
                if not claims:
                    _amend(done, sentence, question, outline)
                    continue
                right = told.pop(0) if told and _only_tells(told[0]) else ""
                _deny(done, claims[0], right, question, outline)
    return done


def _only_tells(sentence: str) -> bool:
    """Whether a sentence tells figures and sets none right itself."""
    return bool(read_figures(sentence)) and _pair(sentence) is None and not _way("lead").match(sentence)


def _amend(done: Amended, sentence: str, question: Question, outline: Outline) -> None:
    words = _way("lead").sub("", sentence)
    named = _way("question").match(words)
    only = named["id"] if named is not None else ""
    words = words[named.end() :] if named is not None else words
    short = _way("in_short").fullmatch(words)
    noted = _way("noted").search(words)
    if short is not None:
        _shorten(done, short, only, outline)
    elif noted is not None:
        _note(done, words[: noted.start()], only, outline)
    else:
        pair = _pair(words)
        if pair is not None:
            _replace(done, words, pair, (only, sentence, question.id), outline)


def _pair(words: str) -> tuple[FigureSpan, FigureSpan] | None:
    """The old figure and the new one that a sentence sets in its place."""
    spans = read_figures(words)
    for old, new in pairwise(spans):
        between = words[old.end : new.start]
        meant = _way("between").fullmatch(between) or (
            _way("not_that").search(words[: old.start]) and _way("but").fullmatch(between)
        )
        if meant and old.figure != new.figure and old.figure.unit == new.figure.unit:
            return old, new
    return None


def _replace(
    done: Amended, words: str, pair: tuple[FigureSpan, FigureSpan], where: tuple[str, str, str], outline: Outline
) -> None:
    old, new = pair
    only, sentence, asked = where
    matter = _way("said").sub("", _way("not_that").sub("", words[: old.start]))
    places = list(_places(done.answers, _figure(old), matter, only, outline))
    place = _one(places, matter, only)
    if place is not None:
        done.put(place.question, place.span, new.text, _clause_of(words, new))
    elif places or not any(p.near for p in _places(done.answers, _figure(new), matter, only, outline)):
        done.pending.append(Pending(question=asked, what=f"“{sentence}”改的是哪一题里的数"))


def _clause_of(words: str, span: FigureSpan) -> str:
    found = next((c for c in _CLAUSE.finditer(words) if c.start() <= span.start < c.end()), None)
    return found[0].strip() if found is not None else words


def _figure(told: FigureSpan) -> Callable[[str], list[tuple[int, int]]]:
    """Finds in a clause the figures that say the same."""
    return lambda clause: [(s.start, s.end) for s in read_figures(clause) if same_quantity(s.figure, told.figure)]


def _places(
    answers: Mapping[str, str], find: Callable[[str], list[tuple[int, int]]], matter: str, only: str, outline: Outline
) -> Iterator[_Place]:
    """Where in what was told of the work that stands which `find` finds in a clause."""
    about = char_pairs(matter)
    for question in outline.questions:
        text = answers.get(question.id, "")
        if question.role in ("setting", "private") or not text or (only and question.id != only):
            continue
        for clause in _CLAUSE.finditer(text):
            for start, end in find(clause[0]):
                at = (clause.start() + start, clause.start() + end)
                near = len(about & char_pairs(clause[0]))
                yield _Place(question.id, at, near, len(about & char_pairs(text)))


def _one(places: list[_Place], matter: str, only: str) -> _Place | None:
    """The one figure meant; None where several are alike or none has to do with the matter."""
    if len(places) == 1 and (only or not char_pairs(matter)):
        return places[0]
    ranked = sorted(places, key=lambda place: (place.near, place.far), reverse=True)
    if not ranked or not (ranked[0].near or ranked[0].far >= _ALIKE):
        return None
    alike = len(ranked) > 1 and (ranked[1].near, ranked[1].far) == (ranked[0].near, ranked[0].far)
    return None if alike else ranked[0]


def _note(done: Amended, words: str, only: str, outline: Outline) -> None:
    """“机井，26眼，有2眼还没通电，加个注”: the note in brackets behind the figure it is about."""
    counted = re.search(r"\d[\d.]*[万亿]?[一-龥%]?", words)
    if counted is None:
        return
    rest, matter = words[counted.end() :].strip("，, ：:"), words[: counted.start()]

    def find(clause: str) -> list[tuple[int, int]]:
        return [found.span() for found in re.finditer(rf"(?<![\d.]){re.escape(counted[0])}", clause)]

    place = _one(list(_places(done.answers, find, matter, only, outline)), matter, only)
    if rest and place is not None:
        done.put(place.question, (place.span[1], place.span[1]), f"（{rest}）", rest)


def _shorten(done: Amended, told: re.Match[str], only: str, outline: Outline) -> None:
    """“那两派坐两边的事，不要写那么细，写有矛盾就行”: these words for all that the sentence goes on to tell of it."""
    core = char_pairs(_way("place").sub("", told["matter"]))
    best: tuple[int, str, tuple[int, int]] | None = None
    for question in outline.questions:
        text = done.answers.get(question.id, "")
        if question.role in ("setting", "private") or (only and question.id != only):
            continue
        for found in re.finditer(r"[^。！？\n]+", text):
            alike = len(char_pairs(told["matter"]) & char_pairs(found[0]))
            first = next((c for c in _CLAUSE.finditer(found[0]) if core & char_pairs(c[0])), None)
            if first is not None and alike >= _ALIKE and (best is None or alike > best[0]):
                best = (alike, question.id, (found.start() + first.start(), found.end()))
    if best is not None:
        done.put(best[1], best[2], told["as"], told["as"])


# ---- claims denied, and what is so instead ----


def _deny(done: Amended, claim: str, right: str, question: Question, outline: Outline) -> None:
    """Strikes a denied claim where an answer holds it; what is so instead is told there, or where its words belong."""
    quoted = re.search(r"[“‘]([^”’]{2,40})[”’]", claim)
    claim = quoted[1] if quoted is not None else claim
    spans = read_figures(claim)
    struck = None
    if spans:
        matter = claim[: spans[0].start]
        places = [p for p in _places(done.answers, _figure(spans[0]), matter, "", outline) if p.near >= _ALIKE]
        struck = places[0] if len(places) == 1 else None
    words = _made_whole(claim, spans, right) if right else ""
    if struck is not None:
        text = done.answers[struck.question]
        clause = next(c for c in _CLAUSE.finditer(text) if c.start() <= struck.span[0] < c.end())
        done.put(struck.question, clause.span(), words, right or claim)
    elif words:
        home = _home(words, done.answers, outline)
        if home is None:
            done.pending.append(Pending(question=question.id, what=f"“{right}”写到哪一题里"))
        else:
            end = len(done.answers[home])
            ends = done.answers[home].rstrip()[-1:] in "。！？；;"
            done.put(home, (end, end), f"{'' if ends else '。'}{words}。", right)


def _made_whole(claim: str, spans: list[FigureSpan], right: str) -> str:
    """What is so instead, with what only the claim names: whose it is (退捕渔民) and of what the share is (就业率)."""
    head = claim[: spans[0].start] if spans else claim
    shared = next((at for at in range(2, len(head) - 1) if head[at : at + 2] in right), 0)
    clauses = [clause.strip() for clause in right.split("，")]
    if shared and not char_pairs(head[:shared]) & char_pairs(right):
        clauses[0] = head[:shared] + clauses[0]
    unit = spans[0].figure.unit if spans else ""
    for place, clause in enumerate(clauses):
        told = read_figures(clause)
        if shared and len(told) == 1 and told[0].text == clause and told[0].figure.unit == unit:
            clauses[place] = head[shared:] + clause
    return "，".join(clauses)


def _home(words: str, answers: Mapping[str, str], outline: Outline) -> str | None:
    """The answered question of the work whose cues the words hold most of; None where no single one."""
    scored = sorted(
        (
            (sum(len(cue) for cue in question.cues if cue in words), question.id)
            for question in outline.questions
            if question.role == "fact" and answers.get(question.id, "").strip()
        ),
        reverse=True,
    )
    if not scored or not scored[0][0] or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return scored[0][1]
