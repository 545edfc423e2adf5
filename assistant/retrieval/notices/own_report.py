"""A past report of one's own, handed in as the notice: told from what a county demands, and refused."""

from __future__ import annotations

from assistant.errors import InputError
from assistant.outline import Outline
from assistant.retrieval.last_year_figures import counted
from assistant.retrieval.last_year_paragraphs import with_headings
from assistant.retrieval.notices.words import words_of
from assistant.text.structure import read_structure

_HEAD_LINES = 6
_LONGEST_HEAD = 40
"""Characters of a title or a greeting; what is longer is running text, which may speak of 通知 and 方案."""
_SHORTEST_BODY = 200
"""字 that the parts of a report have together at least; a notice that lists the parts has few under each."""
_FEWEST_SIGNS = 3
_OF_LENGTH = ("字", "分钟", "%")


def refuse_a_report(text: str, name: str, outline: Outline) -> None:
    """Raises InputError where a file handed in as the notice is somebody's report."""
    if is_a_report(text, outline):
        raise InputError(
            f"“{name}”不像通知，像是一份写好的述职报告。",
            "去年的述职请当“去年的述职”给（--last-year）；通知请换一个文件。",
        )


def is_a_report(text: str, outline: Outline) -> bool:
    """Whether a text is a report of the outline's kind and not what a county demands of one.

    It has parts of the outline with what was done under them, is told by somebody (我, 请予评议), and is called no notice.
    """
    lines = [line for line in text.split("\n") if line.strip()][:_HEAD_LINES]
    head = "\n".join(line for line in lines if len(line) <= _LONGEST_HEAD)
    if words_of("called_notice").search(head):
        return False
    parts = read_structure(with_headings(text, outline), outline).parts
    if len({part.id for part in parts}) < 2 or sum(len(part.text) for part in parts) < _SHORTEST_BODY:
        return False
    figures = [span for part in parts for span in counted(part.text)]
    asked = sum(span.figure.unit in _OF_LENGTH for span in figures)
    told = len(figures) - asked + len(words_of("told_by_one").findall(text))
    return told >= _FEWEST_SIGNS and told > 2 * (asked + len(words_of("not_told").findall(text)))
