"""Reports and 问题单 to files: the suffix picks the form, and a file is written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assistant.documents import save_all
from assistant.errors import FileError

if TYPE_CHECKING:
    from assistant.export.sheet import Sheets
    from assistant.report import Report

T = TypeVar("T")


def save_report(report: Report, path: Path | str) -> None:
    """Writes the report as .docx, .md or .json; raises FileError for another suffix or an unwritable place."""
    save_reports(report, [path])


def save_reports(report: Report, paths: Iterable[Path | str]) -> None:
    """Writes the report to several files, all or none."""
    _save(report, paths, {".docx": _docx, ".md": _markdown, ".json": _json})


def save_sheets(sheets: Sheets, path: Path | str) -> None:
    """Writes the 问题单 as .docx, .md or .txt; raises FileError like `save_report`."""
    from assistant.export import sheet

    _save(
        sheets,
        [path],
        {
            ".docx": sheet.render_docx,
            ".md": lambda what: _bytes(sheet.render_markdown(what)),
            ".txt": lambda what: _bytes(sheet.render_text(what)),
        },
    )


def _save(what: T, paths: Iterable[Path | str], renderers: Mapping[str, Callable[[T], bytes]]) -> None:
    chosen = {Path(path): _chosen(Path(path), renderers) for path in paths}
    save_all({path: render(what) for path, render in chosen.items()})


def _chosen(path: Path, renderers: Mapping[str, Callable[[T], bytes]]) -> Callable[[T], bytes]:
    render = renderers.get(path.suffix.lower())
    if render is None:
        kind = f"“{path.suffix}”这种文件" if path.suffix else f"没有后缀的文件“{path.name}”"
        raise FileError(f"不会写{kind}。", f"输出文件的后缀请用：{'、'.join(renderers)}。")
    return render


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _docx(report: Report) -> bytes:
    from assistant.export import docx

    return docx.render(report)


def _markdown(report: Report) -> bytes:
    from assistant.export import markdown

    return _bytes(markdown.render(report))


def _json(report: Report) -> bytes:
    from assistant.export import jsonfile

    return _bytes(jsonfile.render(report))
