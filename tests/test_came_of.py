"""What is said beside a file that lies ready counts what came of that file, not of another of a like name or kind."""

from __future__ import annotations

from datetime import UTC, datetime

from assistant.interview.brought_files import BroughtFile, BroughtKind
from assistant.interview.events import Interview, NoteRow
from assistant.outline import find_outline
from assistant.report import LastYear
from assistant.shown.brought import came_of


def lying(kinds: dict[str, BroughtKind]) -> Interview:
    outline, moment = find_outline(None), datetime(2026, 1, 8, tzinfo=UTC)
    session = Interview(id="0123456789ab", outline=outline.id, created=moment, updated=moment)
    session.ready = [BroughtFile(id=name, name=name, kind=kind) for name, kind in kinds.items()]
    return session


def told(session: Interview) -> list[str]:
    return [came_of(one, session, find_outline(None)) for one in session.ready]


def test_rows_count_for_the_file_they_stood_in() -> None:
    names = ["台账.xls", "台账.xlsx", "台账.xls 副本.xls", "记.txt", "记.txt.md"]
    session = lying(dict.fromkeys(names, "ledger"))
    sources = ["台账.xlsx 台账!B4", "台账.xlsx 台账!B5", "台账.xls 副本.xls 表!A1", "记.txt"]
    session.rows = [NoteRow(question="E1", words=f"培训{n}场", source=source) for n, source in enumerate(sources)]
    nothing = "没有读出能归题的话"
    assert told(session) == [nothing, "2条", "1条", "1条", nothing]


def test_a_second_notice_or_report_of_last_year_is_said_not_to_be_read() -> None:
    session = lying({"去年.docx": "last_year", "前年.docx": "last_year", "通知.txt": "notice", "又一份.txt": "notice"})
    session.last_year = LastYear(name="去年", text="去年的述职")
    only = "只收一份，这份没有读"
    assert told(session) == ["没有读出要对账的", only, "没有读出要求", only]
