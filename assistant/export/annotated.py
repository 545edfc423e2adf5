"""批注版: somebody's Word file as it is, each finding a Word comment at its place, and a summary of counts at the top."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import FileError
from assistant.export.packed import packed

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    from assistant.report import Finding

AUTHOR, INITIALS = "核稿", "核"
LEVELS = {"high": "必须改", "medium": "建议改", "low": "供参考"}


@dataclass(frozen=True)
class _Stretch:
    """A paragraph of the file and where its own words begin in the text that was checked."""

    paragraph: Paragraph
    text: str
    start: int


def annotate(path: Path, text: str, findings: Sequence[Finding]) -> bytes:
    """The file with a comment for each finding; its own words are not touched.

    `text` is what was checked, in which the findings' `start` counts; those without a place, or whose place is not
    in a paragraph with words of its own, stand in the summary at the first paragraph. Raises FileError where the file
    is no Word file.
    """
    import docx

    if path.suffix.lower() not in (".docx", ".docm"):
        raise FileError(f"“{path.name}”不是 Word 文件，写不了批注。", "请先另存为 .docx 再核。")
    document = docx.Document(str(path))
    stretches = list(_stretches(document, text))
    unplaced: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start is None, f.start or 0)):
        runs = _runs_of(finding, stretches)
        if runs:
            document.add_comment(runs, _words(finding), AUTHOR, INITIALS)
        else:
            unplaced.append(finding)
    first = next((stretch.paragraph for stretch in stretches if stretch.paragraph.runs), None)
    if first is not None:
        document.add_comment(first.runs, _summary(findings, unplaced), AUTHOR, INITIALS)
    return packed(document)


def _words(finding: Finding) -> str:
    return f"【{LEVELS[finding.level]}】{finding.message}（{finding.rule}）"


def _summary(findings: Sequence[Finding], unplaced: Sequence[Finding]) -> str:
    counts = "，".join(f"{label}{sum(f.level == level for f in findings)}条" for level, label in LEVELS.items())
    lines = [f"核稿意见共{len(findings)}条：{counts}。", *(_words(finding) for finding in unplaced)]
    return "\n".join(lines)


def _paragraphs(document: WordDocument) -> Iterator[Paragraph]:
    """Every paragraph in the order it is read, those of tables row by row, a merged cell once."""
    from docx.table import Table

    def walk(block: Any) -> Iterator[Paragraph]:
        for inner in block.iter_inner_content():
            if isinstance(inner, Table):
                seen: set[int] = set()
                for row in inner.rows:
                    for cell in row.cells:
                        if id(cell._tc) not in seen:
                            seen.add(id(cell._tc))
                            yield from walk(cell)
            else:
                yield inner

    yield from walk(document)


def _stretches(document: WordDocument, text: str) -> Iterator[_Stretch]:
    cursor = 0
    for paragraph in _paragraphs(document):
        words = "".join(run.text for run in paragraph.runs)
        core = words.strip()
        if not core:
            continue
        at = text.find(core, cursor)
        if at < 0:
            at = text.find(core[:20], cursor)
        if at < 0:
            continue
        yield _Stretch(paragraph, words, at - (len(words) - len(words.lstrip())))
        cursor = at + len(core)


def _runs_of(finding: Finding, stretches: Sequence[_Stretch]) -> list[Run]:
    """The runs that hold the finding's words; the whole paragraph where its words run over its end."""
    if finding.start is None or finding.end is None:
        return []
    for stretch in stretches:
        if stretch.start <= finding.start < stretch.start + len(stretch.text):
            start, end = finding.start - stretch.start, finding.end - stretch.start
            runs, at = [], 0
            for run in stretch.paragraph.runs:
                if at < end and at + len(run.text) > start and re.search(r"\S", run.text):
                    runs.append(run)
                at += len(run.text)
            return runs
    return []
