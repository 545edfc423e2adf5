"""One request being done: the report it is done to, who may help, and what is to be told beside the change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.errors import InputError
from assistant.outline import Outline
from assistant.report import Fact, Pending, Report
from assistant.revising.todos import question_for
from assistant.writing.asked import Place, Request
from assistant.writing.pieces import Piece
from assistant.writing.places import Finder


class Editor(Protocol):
    """Who can edit what the program cannot: a model behind the guard."""

    def revise(self, finder: Finder, place: Place, request: Request) -> Report | None:
        """The report with the place in better words; None where nothing fit came back."""
        ...

    def fit(self, finder: Finder, place: Place, request: Request) -> Report | None:
        """The place squeezed or expanded towards `request.count` 字; None where nothing that is nearer came back."""
        ...


@dataclass
class Task:
    """A request on its way: `note` is what the person is told with it, `last` the place that was spoken of."""

    outline: Outline
    finder: Finder
    request: Request
    editor: Editor | None = None
    last: Place | None = None
    note: str = ""

    @property
    def report(self) -> Report:
        """The report before this request."""
        return self.finder.report

    def told(self, place: Place, words: str) -> tuple[list[Fact], list[Piece]]:
        """What the person tells for a place, as facts of origin person and sentences that stand on them."""
        from assistant.revising.telling import told_facts

        board = self.finder.board
        item = place.items[0] if place.items else None
        role = board.role(item) if item else "achievements"
        if item and place.kind == "pieces" and place.pieces:
            owners = [group.kind for group in board.row(item).built.groups for _ in group.pieces]
            role = "causes" if owners[place.pieces[0]] == "cause" else role
        return told_facts(self.report, self.outline, question_for(self.outline, board, item, role), words)


class AskedBack(InputError):
    """Something is asked of the person first; `report` has it noted down as pending."""

    def __init__(self, words: str, report: Report) -> None:
        super().__init__(words, "")
        self.report = report


def pended(report: Report, questions: Sequence[str], what: str) -> Report:
    """The report with one more thing known to be missing."""
    entry = Pending(question=questions[0] if questions else "", what=what)
    return report if entry in report.pending else report.model_copy(update={"pending": [*report.pending, entry]})
