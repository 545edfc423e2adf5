"""Answers in which something is set right, and where in them a figure stands that somebody speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict

from assistant.figures.comparing import same_quantity
from assistant.figures.reading import FigureSpan, read_figures
from assistant.interview.clauses import STRETCH
from assistant.outline import Outline
from assistant.report import Fact, Finding, Pending
from assistant.text.char_pairs import char_pairs
from assistant.text.patterns import Lazy
from assistant.word_file import WordFile

ALIKE = 2
"""Pairs of characters that what is spoken of shares at least with where it was told, to be the same matter."""


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
    elsewhere: str
    reworded: str
    wrong: str
    new: str
    not_the_old: str


_FILE = WordFile("interview", "amendments.yaml", _Words)


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
            Finding(rule="W07", level="low", message=f"{question} 照最后过一遍时说的“{quote}”改了：{change}。")
        )

    def respell(self, question: str, old: str, new: str, quote: str) -> None:
        """Puts a name in the place of another wherever it stands in an answer; the facts keep the words said there."""
        self.answers[question] = self.answers[question].replace(old, new)
        self.told.setdefault(question, []).append((old, new, ""))
        message = f"{question} 照最后过一遍时说的“{quote}”改了：“{old}”改成“{new}”。"
        self.findings.append(Finding(rule="W07", level="low", message=message))

    def reread(self, question: str, text: str, changes: Iterable[tuple[str, str]]) -> None:
        """Reads an answer by other words of its own (去年 said of the report's year as 今年); the facts keep those said."""
        self.answers[question] = text
        self.told.setdefault(question, []).extend((old, new, "") for old, new in changes)

    def as_said(self, question: str, words: str) -> str:
        """Words read in an answer, as they were really said there."""
        for old, new, _ in reversed(self.told.get(question, [])):
            words = words.replace(new, old)
        return words

    def requoted(self, fact: Fact) -> Fact:
        """The fact with the words that were really said for its quote."""
        for old, new, quote in reversed(self.told.get(fact.origin.ref, [])):
            if new not in fact.quote:
                continue
            own = (
                bool(old)
                if fact.figure is None
                else any(same_quantity(span.figure, fact.figure) for span in read_figures(new))
            )
            kept = quote if own and quote else fact.quote.replace(new, old)
            return fact.model_copy(update={"quote": kept})
        return fact


@dataclass(frozen=True)
class Place:
    """A figure in an answer and how much its clause, and the whole answer, are like what is spoken of."""

    question: str
    span: tuple[int, int]
    near: int
    far: int


def way_of(name: str) -> Lazy:
    """The expression of that key of amendments.yaml."""
    return _FILE.one(name)


def the_figure(told: FigureSpan) -> Callable[[str], list[tuple[int, int]]]:
    """Finds in a clause the figures that say the same."""
    return lambda clause: [(s.start, s.end) for s in read_figures(clause) if same_quantity(s.figure, told.figure)]


def places_of(
    answers: Mapping[str, str], find: Callable[[str], list[tuple[int, int]]], matter: str, only: str, outline: Outline
) -> Iterator[Place]:
    """Where in what was told of the work that stands which `find` finds in a clause."""
    about = char_pairs(matter)
    for question in outline.questions:
        text = answers.get(question.id, "")
        if question.role in ("setting", "private") or not text or (only and question.id != only):
            continue
        for clause in STRETCH.finditer(text):
            for start, end in find(clause[0]):
                at = (clause.start() + start, clause.start() + end)
                near = len(about & char_pairs(clause[0]))
                yield Place(question.id, at, near, len(about & char_pairs(text)))


def the_one(places: list[Place], matter: str, only: str) -> Place | None:
    """The one figure meant; None where several are alike or none has to do with the matter."""
    if len(places) == 1 and (only or places[0].far or not char_pairs(matter)):
        return places[0]
    ranked = sorted(places, key=lambda place: (place.near, place.far), reverse=True)
    if not ranked or not (ranked[0].near or ranked[0].far >= ALIKE):
        return None
    alike = len(ranked) > 1 and (ranked[1].near, ranked[1].far) == (ranked[0].near, ranked[0].far)
    return None if alike else ranked[0]
