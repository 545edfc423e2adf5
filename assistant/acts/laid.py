"""Files that lie ready with a talk: laid there, said what they are, read as often as that changes, taken or laid aside."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence

from assistant.interview.brought_files import BroughtFile, BroughtKind
from assistant.interview.events import Event, NoteRow
from assistant.interview.ready import Ready


class Laid:
    """What a conversation lets be done with the files; nothing of them is an answer before `accept`."""

    @abstractmethod
    def _turn(self, said: str | None, act: Callable[[Ready], None]) -> Iterator[Event]:
        """One act on the session, kept on disk."""

    def lay_ready(self, file: BroughtFile) -> None:
        """Lays a file ready to be read, in the place of one of the same id."""
        self._turn(None, lambda turn: turn.lay(file))

    def mark_ready(self, file_id: str, kind: BroughtKind) -> None:
        """Says what a file that lies ready is."""
        self._turn(None, lambda turn: turn.mark(file_id, kind))

    def put_back(self) -> None:
        """The session as it was before what lies ready was read."""
        self._turn(None, Ready.put_back)

    def lay_aside(self) -> None:
        """None of what lies ready, and nothing that was read from it."""
        self._turn(None, Ready.lay_aside)

    def keep_places(self, rows: Sequence[NoteRow]) -> None:
        """Rows that were put to a question or dropped by hand, and have been read again, stand as they were put."""
        self._turn(None, lambda turn: turn.keep_places(rows))

    def drop_demand(self, key: str) -> None:
        """Leaves out one demand that was read from the notice."""
        self._turn(None, lambda turn: turn.drop_demand(key))

    def accept(self, files: Sequence[BroughtFile] = ()) -> Iterator[Event]:
        """Takes what is shown to be confirmed (the notice's demands, the notes) as it stands now, read from `files`; then
        nothing lies ready any more."""
        said = (
            f"（放进来{'、'.join(f'“{one.name}”' for one in files)}，读出来的看过了）"
            if files
            else "（表看过了，都对）"
        )
        return self._turn(said, Ready.accept_shown)
