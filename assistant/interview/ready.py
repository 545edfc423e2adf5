"""Files that lie ready: laid there, read as often as one comes or its kind changes, and taken by confirming what was read."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.interview.brought import Brought
from assistant.interview.brought_files import BroughtFile, BroughtKind
from assistant.interview.events import BeforeReading, NoteRow, Table
from assistant.interview.note_table import NoteTable


class Ready(Brought):
    """A turn that does something to the files that lie ready with the session."""

    def lay(self, file: BroughtFile) -> None:
        """Lays a file ready, in the place of one of the same id."""
        session = self.session
        if session.unread is None:
            was = {name: getattr(session, name) for name in BeforeReading.model_fields if name != "dropped"}
            session.unread = BeforeReading.model_validate(was).model_copy(deep=True)
        session.ready = [*(one for one in session.ready if one.id != file.id), file]

    def mark(self, file_id: str, kind: BroughtKind) -> None:
        """Says what a file that lies ready is."""
        ready = self.session.ready
        self.session.ready = [one.model_copy(update={"kind": kind}) if one.id == file_id else one for one in ready]

    def put_back(self) -> None:
        """What lies ready has not been read; what was said beside it stays, an answer to the year's question too."""
        session = self.session
        if session.unread is None:
            return
        was = session.unread.model_copy(deep=True)
        session.last_year, session.notice, session.rows = was.last_year, was.notice, was.rows
        year = self.outline.setting("year")
        if year is None or year.id not in session.answers:
            session.year = was.year
        if session.awaiting in ("notes", "notice"):
            session.awaiting = was.awaiting

    def lay_aside(self) -> None:
        """None of the files, and nothing that was read from them."""
        self.put_back()
        self.session.nothing_ready()

    def keep_places(self, rows: Sequence[NoteRow]) -> None:
        """Rows of the same words and file stand as they were put before."""
        put = {(row.source, row.words): row for row in rows}
        self.session.rows = [put.get((row.source, row.words), row) for row in self.session.rows]

    def accept_shown(self) -> None:
        """Takes what is shown to be confirmed as it stands: the notice's demands, and the notes."""
        session = self.session
        shown = session.awaiting in ("notes", "notice")
        if session.awaiting == "notice":
            self.accept_notice()
        if session.awaiting == "notes":
            self.events[:] = [event for event in self.events if not isinstance(event, Table)]
            NoteTable(self).accept()
        session.nothing_ready()
        if not shown:
            self.repeat()
