"""Copies of a report to take away: each by the name it has on the page, made when it is asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError, NothingToWriteError

if TYPE_CHECKING:
    from assistant.export.sheet import SheetEntry
    from assistant.interview.events import Interview
    from assistant.outline import Outline
    from assistant.report import Pending, Report


@dataclass(frozen=True)
class Copy:
    """A file to be taken away: the name it is saved under, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class _Wanted:
    session: Interview
    outline: Outline
    minutes: float | None

    @cached_property
    def report(self) -> Report:
        from assistant.report import Report

        if self.session.report is None:
            raise NothingToWriteError("还没有写成稿。", "请先在左边说“写吧”。")
        return Report.model_validate(self.session.report)


def copy_of(session: Interview, what: str, minutes: float | None = None) -> Copy:
    """The copy of that name (a key of COPIES); `minutes`: how long the spoken version may take.

    Raises InputError for another name, or where there is nothing to make it of.
    """
    if what not in COPIES:
        raise InputError("没有这种文件。", f"能下载的有：{'、'.join(COPIES)}。")
    from assistant.conversation import Conversation

    stem, make = COPIES[what]
    outline = Conversation.outline_of(session)
    suffix = Path(what).suffix
    wanted = _Wanted(session, outline, minutes)
    data = make(wanted, suffix)
    drafted = session.report is not None
    year = wanted.report.year if drafted else session.year
    final = "（定稿）" if drafted and wanted.report.final else ""
    return Copy(f"{year or ''}{'年度' if year else ''}{outline.name}{stem.format(final=final)}{suffix}", data)


def _bytes(suffix: str, save: Callable[[Path], None]) -> bytes:
    """What `save` writes to a path of this suffix."""
    with tempfile.TemporaryDirectory(prefix="assistant-") as folder:
        path = Path(folder) / f"copy{suffix}"
        save(path)
        return path.read_bytes()


def _report(wanted: _Wanted, suffix: str) -> bytes:
    from assistant.export.save import save_report

    return _bytes(suffix, lambda path: save_report(wanted.report, path))


def _spoken(wanted: _Wanted, suffix: str) -> bytes:
    from assistant.export.script import save_script
    from assistant.writing.spoken import spoken

    minutes = wanted.minutes or wanted.report.limits.minutes
    if not minutes:
        raise InputError("没有说讲几分钟。", "请选好分钟数再下载。")
    made = spoken(wanted.report, minutes)
    return _bytes(suffix, lambda path: save_script(made.report, made.marks, path))


def _lists(wanted: _Wanted, suffix: str) -> bytes:
    from assistant.export.lists import save_lists
    from assistant.writing.lists import sheets

    made = sheets(wanted.report, wanted.outline)
    if not made:
        raise InputError("没有读到问题和措施，列不出清单。", "请先把问题和措施说清楚，写成稿。")
    return _bytes(suffix, lambda path: save_lists(made, path))


def _annotated(wanted: _Wanted, suffix: str) -> bytes:
    """Our own Word file, checked as any file is, each finding a comment at its place."""
    from assistant.checking.check import Known, check_text
    from assistant.documents import read_text
    from assistant.export.annotated import annotate
    from assistant.export.save import save_report

    with tempfile.TemporaryDirectory(prefix="assistant-") as folder:
        path = Path(folder) / f"copy{suffix}"
        save_report(wanted.report, path)
        text, report = read_text(path), wanted.report
        known = Known(year=report.year, facts=report.facts, limits=report.limits)
        if wanted.session.last_year is not None:
            known["last_year"] = wanted.session.last_year
        checked = check_text(text, wanted.outline, **known)
        return annotate(path, text, checked.findings)


def _missing(wanted: _Wanted, suffix: str) -> bytes:
    from assistant.export.save import save_sheets

    made = sheets_of(pending_of(wanted.session, wanted.outline), wanted.outline)
    return _bytes(suffix, lambda path: save_sheets(made, path))


def pending_of(session: Interview, outline: Outline) -> list[Pending]:
    """What is still missing in a session: of its draft, or of its answers where there is none yet."""
    from datetime import date

    from assistant.interview.answers import read_answers
    from assistant.report import Report

    if session.report is not None:
        return list(Report.model_validate(session.report).pending)
    dated = session.model_copy(update={"year": session.year or date.today().year})
    return list(read_answers(dated.told(), outline).pending)


def sheets_of(pending: Iterable[Pending], outline: Outline) -> dict[str, list[SheetEntry]]:
    """What is pending, by who can know it, each question once, in the outline's order."""
    from assistant.export.sheet import SheetEntry

    lacking = {entry.question for entry in pending}
    sheets: dict[str, list[SheetEntry]] = {}
    for question in outline.questions:
        if question.id in lacking:
            entry = SheetEntry(question.id, question.ask, question.example, question.lookup)
            sheets.setdefault(question.who, []).append(entry)
    return sheets


def _questions(wanted: _Wanted, suffix: str) -> bytes:
    from assistant.export.plainword import document_of
    from assistant.writing.rehearsal import rehearsed_lines

    title = f"{wanted.report.year}年度述职点评预演"
    lines = rehearsed_lines(wanted.report, wanted.outline)
    if suffix == ".docx":
        return document_of(title, lines)
    return ("\n".join([f"# {title}", *lines]) + "\n").encode("utf-8")


def _checked(wanted: _Wanted, suffix: str) -> bytes:
    """The file that somebody brought to be checked, with the findings as comments."""
    from assistant.brought.brought_file import annotated_file
    from assistant.settings import settings

    if not wanted.session.brought:
        raise InputError("没有要核的文件。", "请先在“检查”里把文件拖进来。")
    return annotated_file(settings().data_dir, wanted.session.id, wanted.session.brought[0], wanted.outline)


COPIES: Mapping[str, tuple[str, Callable[[_Wanted, str], bytes]]] = {
    "report.docx": ("报告{final}", _report),
    "report.md": ("报告{final}", _report),
    "report.json": ("报告{final}", _report),
    "spoken.docx": ("现场稿", _spoken),
    "spoken.md": ("现场稿", _spoken),
    "lists.xlsx": ("清单", _lists),
    "lists.docx": ("清单", _lists),
    "lists.md": ("清单", _lists),
    "annotated.docx": ("批注版", _annotated),
    "checked.docx": ("批注版（核别的稿子）", _checked),
    "missing.docx": ("问题单", _missing),
    "missing.md": ("问题单", _missing),
    "missing.txt": ("问题单", _missing),
    "questions.docx": ("点评预演", _questions),
    "questions.md": ("点评预演", _questions),
}
"""What can be taken away: the end of its file's name, and what makes it."""
