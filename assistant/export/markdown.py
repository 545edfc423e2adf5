"""The report as Markdown, with what is still missing and what the checks found after a rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.documents import NOT_THE_REPORT

if TYPE_CHECKING:
    from assistant.report import Finding, Report

LEVELS = {"high": "高", "medium": "中", "low": "低"}
_BLOCK_MARK = re.compile(r"(?=[#>]|[-+] |---|```)")
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")


def render(report: Report) -> str:
    """The report's words unaltered, a paragraph each; below the rule the 待补清单 and the 核稿意见."""
    blocks = [f"# {_line(report.title)}", *_paragraphs(report.opening)]
    for part in report.parts:
        blocks += [f"## {_line(part.heading)}", *_paragraphs(part.text)]
    blocks += [*_paragraphs(report.closing), *_paragraphs(report.signature), *_paragraphs(report.date)]
    appendix = [*_pending(report), *_findings(report)]
    if appendix:
        blocks += ["---", NOT_THE_REPORT, *appendix]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _line(text: str) -> str:
    return " ".join(_UNFIT.sub("", text).split("\n")).strip()


def _paragraphs(text: str) -> list[str]:
    lines = (line for line in _UNFIT.sub("", text).split("\n") if line.strip())
    return [_BLOCK_MARK.sub(r"\\", line, count=1) if _BLOCK_MARK.match(line) else line for line in lines]


def _pending(report: Report) -> list[str]:
    if not report.pending:
        return []
    ordered = sorted(report.pending, key=lambda pending: not pending.required)
    lines = (f"- {p.question}：{_line(p.what)}{'（必答）' if p.required else ''}" for p in ordered)
    return ["## 待补清单", "\n".join(lines)]


def _findings(report: Report) -> list[str]:
    if not report.findings:
        return []
    ordered = sorted(report.findings, key=lambda finding: list(LEVELS).index(finding.level))
    return ["## 核稿意见", "\n".join(_finding(finding, report) for finding in ordered)]


def _finding(finding: Finding, report: Report) -> str:
    heading = next((part.heading for part in report.parts if part.id == finding.part), "")
    where = f"，见“{_line(heading)}”" if heading else ""
    quote = f"原文：“{_line(finding.quote)}”" if finding.quote else ""
    reason = f"（放行理由：{_line(finding.reason)}）" if finding.reason else ""
    return f"- 【{LEVELS[finding.level]}】{finding.rule}{where}：{_line(finding.message)}{quote}{reason}"
