"""Files that lie ready with a talk: laid there, said what they are, read as often as that changes, taken or laid aside."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence

from assistant.interview.brought import Brought
from assistant.interview.brought_files import BroughtFile, BroughtKind
from assistant.interview.events import Event, NoteRow


class Laid:
    """What a conversation lets be done with the files; nothing of them is an answer before `accept`."""

    @abstractmethod
    def _turn(self, said: str | None, act: Callable[[Brought], None]) -> Iterator[Event]:
        """One act on the session, kept on disk."""

    def lay_ready(self, file: BroughtFile) -> None:
        """Lays a file ready to be read, in the place of one of the same id."""
        self._turn(None, lambda turn: turn.lay(file))

    def mark_ready(self, file_id: str, kind: BroughtKind) -> None:
        """Says what a file that lies ready is."""
        self._turn(None, lambda turn: turn.mark(file_id, kind))

    def unread(self) -> None:
        """The session as it was before what lies ready was read."""
        self._turn(None, Brought.unread)

    def keep_places(self, rows: Sequence[NoteRow]) -> None:
        """Rows that were put to a question or dropped by hand, and have been read again, stand as they were put."""
        self._turn(None, lambda turn: turn.keep_places(rows))

    def clear_ready(self) -> None:
        """Lays aside what lay ready; what was taken of it stays."""
        self._turn(None, Brought.clear)

    def drop_demand(self, key: str) -> None:
        """Leaves out one demand that was read from the notice."""
        self._turn(None, lambda turn: turn.drop_demand(key))

    def accept(self, files: Sequence[BroughtFile] = ()) -> Iterator[Event]:
        """Takes what is shown to be confirmed (the notice's demands, the notes) as it stands now; read from `files`."""
        said = (
            f"（放进来{'、'.join(f'“{one.name}”' for one in files)}，读出来的看过了）"
            if files
            else "（表看过了，都对）"
        )
        return self._turn(said, Brought.accept_shown)
