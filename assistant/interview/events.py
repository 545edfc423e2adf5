"""What an interview shows and keeps: the typed events of a turn, and the session with what only the talk needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from pydantic import Field

from assistant.interview.agenda import Ask, BoardRow
from assistant.interview.brought_files import BroughtFile
from assistant.interview.offer import Offer, PutRight, Renamed
from assistant.report import Fact, LastYear, Limits, Noun, Report, Session

Awaiting: TypeAlias = Literal["answer", "follow_up", "notes", "notice", "reason"]
NOWHERE = "不归题"
"""A doubt that words answer any question at all: chatter, a heading."""


class NoteRow(Noun):
    """One row of the table of notes: words put to a question ("" where none fits), and the file they stood in.

    `doubt` is the question a model would put them to, where that is another one; NOWHERE where it is none.
    """

    question: str
    words: str
    source: str = ""
    dropped: bool = False
    doubt: str = ""


class BeforeReading(Noun):
    """What reading the files that lie ready may change, as it was before; `dropped`: the words of demands of the notice
    that were dropped by hand, which stay dropped when it is read again."""

    last_year: LastYear | None
    notice: Limits | None
    rows: list[NoteRow]
    awaiting: Awaiting
    year: int | None
    dropped: list[str] = Field(default=[])


class Interview(Session):
    """A session with what only the talk needs.

    `awaiting`: what the next words answer; `last`: the question read back last; `nothings`: 没有 said in a row;
    `announced`: parts already called writable; `revisiting`: the open question had an answer that may be replaced;
    `references`: ids of the passages shown beside each question;
    `asked_back`: follow-ups asked, in the program's words; `extras`: questions asked beyond the outline;
    `revising`: a draft was the last thing done, so that requests to change it are heard; `revised_from`: the version and
    message of the last change; `deepening`: the problem asked about, `passed_over` those asked about already;
    `aside`: the question and words last taken for no answer; `drafted_from`: what the kept draft of a model stands on,
    `drafted_on` what any draft was written from;
    `half_written`: that draft was stopped, or a new one is wanted; `attempt` is raised by each 重写;
    `reasons`: why a high finding was let through, by its key; `reviewing`: the key now asked about;
    `offer`: a change shown and not yet decided on; `put_right` and `renamed`: figures and names corrected in the draft, kept for
    the next one;
    `brought`: the file brought to be checked, as (upload id, name);
    `ready`: files that lie ready to be taken, `unread` the session before they were read; `sample`: it is the example that ships with the product;
    `last_year` and `notice`: what was read from these files; the notice holds once it is no longer awaited.
    """

    awaiting: Awaiting = "answer"
    follow_up: str = ""
    rows: list[NoteRow] = Field(default=[])
    last: str | None = None
    nothings: int = 0
    announced: list[str] = Field(default=[])
    revisiting: bool = False
    references: dict[str, list[str]] = Field(default={})
    reasons: dict[str, str] = Field(default={})
    reviewing: str = ""
    last_year: LastYear | None = None
    notice: Limits | None = None
    asked_back: list[str] = Field(default=[])
    extras: list[str] = Field(default=[])
    aside: list[str] = Field(default=[])
    revising: bool = False
    revised_from: list[str] = Field(default=[])
    deepening: str = ""
    passed_over: list[str] = Field(default=[])
    drafted_from: str = ""
    ready: list[BroughtFile] = Field(default=[])
    unread: BeforeReading | None = None
    sample: bool = False
    half_written: bool = False
    attempt: int = 0
    drafted_on: str = ""
    offer: Offer | None = None
    put_right: list[PutRight] = Field(default=[])
    renamed: list[Renamed] = Field(default=[])
    brought: list[str] = Field(default=[])

    def nothing_ready(self) -> None:
        """Nothing lies ready any more: what did is taken or laid aside."""
        self.ready, self.unread = [], None


@dataclass(frozen=True)
class Event:
    """Something to show; `text` is its words for a terminal."""

    text: str


@dataclass(frozen=True)
class Said(Event):
    """A plain sentence of the assistant."""


@dataclass(frozen=True)
class Notice(Event):
    """Something to heed: not understood, refused, where a figure can be looked up."""


@dataclass(frozen=True)
class Reference:
    """A passage shown beside a question: what it is (范文, 去年, 表述), its words, its id, source and place.

    `masked`: its words as a model may see them, "" where it may not.
    """

    label: str
    text: str
    passage: str
    source: str
    locator: str
    masked: str = ""


@dataclass(frozen=True)
class Working(Event):
    """Something is being done that takes a while; nothing to keep."""


@dataclass(frozen=True)
class SentenceWritten(Working):
    """A sentence (`text`) of an item under way that has passed the guard; unchecked words are never shown.

    `headline` is the item's as the program put it. A repair may put other words in its place: ItemWritten has the last.
    """

    item: str
    headline: str = ""


@dataclass(frozen=True)
class ItemWritten(Working):
    """An item is written: `words` is all of it, `by` the model's name, None where the program's words stand."""

    item: str
    by: str | None
    words: str


@dataclass(frozen=True)
class Asked(Event):
    """The question now open, with what the knowledge store has to say to it (本题参考)."""

    ask: Ask
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class FactsRead(Event):
    """What was taken from an answer, read back to be confirmed."""

    question: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class FollowUp(Event):
    """Asked back where the answer was vague; the question stays open."""

    question: str


@dataclass(frozen=True)
class Board(Event):
    """已答 / 还缺 / 可跳过, part by part."""

    rows: tuple[BoardRow, ...]


@dataclass(frozen=True)
class Table(Event):
    """What notes were taken for which question, to be confirmed or moved."""

    rows: tuple[NoteRow, ...]


@dataclass(frozen=True)
class Drafted(Event):
    """The draft."""

    report: Report


@dataclass(frozen=True)
class Ended(Event):
    """The person wants to stop here; everything is saved."""
