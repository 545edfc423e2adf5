"""What a command line names, read or refused: output files, years, answers, reports, notes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.documents import Document
    from assistant.outline import Outline
    from assistant.report import Answers, LastYear, Limits, Report

REPORT_SUFFIXES = (".docx", ".md", ".json")
SHEET_SUFFIXES = (".docx", ".md", ".txt")


def out_path(name: str, suffixes: tuple[str, ...], originals: Iterable[str | None] = ()) -> Path:
    """Where to write; raises InputError for another suffix, a folder, a folder that is not there, or one of
    `originals`, the files handed over, which nothing is written over."""
    path = Path(name)
    if path.suffix.lower() not in suffixes:
        raise InputError(f"不会写成“{path.name}”这种文件。", f"后缀请用 {' '.join(suffixes)} 之一。")
    if os.path.isdir(path):  # os.path's own: no error where a name is too long, which `save_all` says
        raise InputError(f"“{name}”是一个文件夹。", "请写出文件名。")
    if not os.path.isdir(path.parent):
        raise InputError(f"没有“{path.parent}”这个文件夹。", "请先建好，或换一个位置。")
    if os.path.realpath(path) in [os.path.realpath(one) for one in originals if one]:
        raise InputError(f"“{name}”是交来的原件，不能写在它上面。", "请换一个文件名。")
    return path


def report_year(year: int | None) -> int | None:
    """The year of an option; raises InputError where it is none."""
    if year is not None and not 1978 <= year <= 2099:
        raise InputError(f"年份 {year} 不对。", "请写四位的述职年度，例如 2022。")
    return year


def answers_file(name: str, *, generated: bool = False) -> Answers:
    """The answers file of that name; `generated`: with answers to L1, T1 …. Raises AnswersError or FileError."""
    from assistant.documents import load_answers

    return load_answers(Path(name), generated=generated)


def last_year_file(name: str | None, outline: Outline, year: int | None) -> LastYear | None:
    """Last year's report, a text of any kind or our own report.json; raises FileError or InputError."""
    if not name:
        return None
    from assistant.documents import read_text
    from assistant.retrieval.last_year import read_last_year, text_of

    path = Path(name)
    text = text_of(report_file(name)) if path.suffix.lower() == ".json" else read_text(path)
    told = read_last_year(text, path.stem, outline, year)
    if not told.commitments and not told.facts:
        raise InputError(
            f"“{path.name}”看不出是一份去年的述职报告。",
            "要有“问题”“下一步”这样的一级标题；请换一个文件，或不带 --last-year。",
        )
    return told


def notice_file(name: str | None, outline: Outline, year: int | None) -> Limits | None:
    """What the county's notice demands; raises FileError, InputError where it is a report and no notice."""
    if not name:
        return None
    from assistant.documents import read_text
    from assistant.retrieval.notices.demanded import read_notice
    from assistant.retrieval.notices.own_report import refuse_a_report

    text = read_text(Path(name))
    refuse_a_report(text, Path(name).name, outline)
    return read_notice(text, outline, year)


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
