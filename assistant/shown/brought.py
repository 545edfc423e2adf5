"""What came of a file that lies ready, in a few words beside its name."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.by_notice import demand_rows
from assistant.interview.brought_files import BroughtFile
from assistant.interview.events import Interview, NoteRow
from assistant.outline import Outline


def came_of(file: BroughtFile, session: Interview, outline: Outline) -> str:
    """What was read from it, counted; where nothing was, what becomes of it."""
    if file.trouble or file.kind == "none":
        return "不用"
    if file.kind == "material":
        return "收进知识库，只借写法"
    if file.kind in ("last_year", "notice") and file != next(one for one in session.ready if one.kind == file.kind):
        return "只收一份，这份没有读"
    if file.kind == "last_year":
        found = session.last_year.commitments if session.last_year is not None else []
        return f"{len(found)}条要对账" if found else "没有读出要对账的"
    if file.kind == "notice":
        waiting = session.notice if session.awaiting == "notice" else None
        count = len(demand_rows(waiting, outline)) if waiting is not None else 0
        return f"{count}条要求" if count else "没有读出要求"
    count = sum(_stood_in(row, session.ready) == file.name for row in session.rows)
    return f"{count}条" if count else "没有读出能归题的话"


def _stood_in(row: NoteRow, files: Sequence[BroughtFile]) -> str:
    """The name of the file that a row stood in, whose source is that name, or that name and a place in it."""
    names = (one.name for one in files if f"{row.source} ".startswith(f"{one.name} "))
    return max(names, key=len, default="")
