"""What a command line names, read or refused: output files, years, answers, reports, notes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.documents import Document
    from assistant.report import Answers, Report

REPORT_SUFFIXES = (".docx", ".md", ".json")
SHEET_SUFFIXES = (".docx", ".md", ".txt")


def out_path(name: str, suffixes: tuple[str, ...]) -> Path:
    """Where to write; raises InputError for another suffix, a folder, or a folder that is not there."""
    path = Path(name)
    if path.suffix.lower() not in suffixes:
        raise InputError(f"不会写成“{path.name}”这种文件。", f"后缀请用 {' '.join(suffixes)} 之一。")
    if path.is_dir():
        raise InputError(f"“{name}”是一个文件夹。", "请写出文件名。")
    if not path.parent.is_dir():
        raise InputError(f"没有“{path.parent}”这个文件夹。", "请先建好，或换一个位置。")
    return path


def report_year(year: int | None) -> int | None:
    """The year of an option; raises InputError where it is none."""
    if year is not None and not 1978 <= year <= 2099:
        raise InputError(f"年份 {year} 不对。", "请写四位的述职年度，例如 2022。")
    return year


def answers_file(name: str) -> Answers:
    """The answers file of that name; raises AnswersError or FileError."""
    from assistant.documents import load_answers

    return load_answers(Path(name))


def report_file(name: str) -> Report:
    """The report.json of that name; raises FileError."""
    from assistant.export.jsonfile import load

    return load(Path(name))


def documents(names: Iterable[str]) -> list[Document]:
    """Each file read, whatever its format, with what the person ought to know of it printed; raises FileError."""
    from assistant.commands.terminal import print_out
    from assistant.documents import read_blocks

    found = [read_blocks(Path(name)) for name in names]
    for document in found:
        print_out(*document.notes)
        if document.recognised:
            print_out(f"“{document.name}”里的字是从图片上认出来的，数字请对照原件。")
    return found


def is_material(document: Document) -> bool:
    """Whether a file is a source to pick from, not the person's own words: a ledger, or what was read off a picture."""
    return document.kind == "sheet" or document.recognised


def note_texts(names: Iterable[str]) -> list[tuple[str, str]]:
    """(source, text) of each file of notes, of material each figure with its place as source; raises FileError."""
    from assistant.interview.proposals import propose_facts

    found: list[tuple[str, str]] = []
    for document in documents(names):
        if is_material(document):
            found += dict.fromkeys((fact.origin.ref, fact.text) for fact in propose_facts(document))
        else:
            found.append((document.name, document.text))
    return found
