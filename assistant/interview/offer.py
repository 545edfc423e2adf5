"""What a session keeps of a change that is shown and not yet decided on, and of figures that the person has put right."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from assistant.report import Figure, Noun


class OfferedChange(Noun):
    """One place before and after; "" before where it is new, "" after where it is gone."""

    where: str
    before: str = ""
    after: str = ""


class OfferedTodo(Noun):
    """One request of a message: what it would change, or why it cannot; `taken` once the person has decided."""

    number: int
    said: str
    state: Literal["done", "asks", "refused", "unknown"]
    changes: list[OfferedChange] = Field(default=[])
    note: str = ""
    taken: bool | None = None


class Offer(Noun):
    """A message's changes laid before the person; the draft is untouched until they are accepted.

    `version` is the draft they were worked out on, `part` and `item` the place spoken of (None, "": the message says
    it), `after` the report as it would be with all of them, without its versions.
    """

    said: str
    version: str
    part: str | None = None
    item: str = ""
    todos: list[OfferedTodo]
    after: dict[str, Any]

    @property
    def open(self) -> list[OfferedTodo]:
        """The to-dos that would change something and are not decided on."""
        return [todo for todo in self.todos if todo.state == "done" and todo.taken is None]


class PutRight(Noun):
    """A figure that the person has put right, so that a draft written anew has it too.

    `ref`, `quote` and `old` tell which fact of the answers is meant, `words` the new figure, `source` where it is from.
    """

    ref: str
    quote: str
    old: Figure
    words: str
    source: str


class Renamed(Noun):
    """A name that the person has put right everywhere: what was heard, and what it is."""

    old: str
    new: str
