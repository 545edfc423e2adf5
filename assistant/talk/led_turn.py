"""What a turn led by a model needs of the turn that the program has taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.interview.agenda import Agenda, Ask
from assistant.interview.answers import ReadAnswer
from assistant.interview.by_id import ById
from assistant.interview.events import Event, Interview, Reference
from assistant.interview.note_table import NoteTable
from assistant.outline import Outline


class LedTurn(Protocol):
    """What a led turn needs of the turn that the program has taken."""

    session: Interview
    outline: Outline
    events: list[Event]
    heard: Ask | None
    heard_words: str
    placed: tuple[ById, ...]

    @property
    def agenda(self) -> Agenda:
        """The agenda as things stand."""

    @property
    def this_year(self) -> int:
        """The year of the calendar."""

    @property
    def table(self) -> NoteTable:
        """The table of notes."""

    def show(self, event: Event) -> None:
        """Adds an event."""

    def put(self, ask: Ask) -> None:
        """Asks one question."""

    def leave(self, ask: Ask, to: Ask | None = None) -> None:
        """Closes a question and goes on."""

    def repeat(self) -> None:
        """Puts again what is open."""

    def jump(self, target: str) -> None:
        """Goes to a question."""

    def skip(self) -> None:
        """Leaves what is open."""

    def read(self, ask: Ask, words: str) -> ReadAnswer:
        """What an answer holds."""

    def record(self, ask: Ask, words: str, alone: ReadAnswer | None = None, *, origin: str = "said") -> ReadAnswer:
        """Keeps words as an answer."""

    def forget(self, question: str) -> None:
        """Takes an answer away."""

    def correct(self, text: str, words: str) -> None:
        """Joins a correction to the answer read back last."""

    def references(self, ask: Ask) -> Sequence[Reference]:
        """The passages of the knowledge store for a question."""
