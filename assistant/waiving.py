"""带理由放行: which findings still stand in the way of the final copy, and the reasons a person gave for others."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.report import Finding, Report


def key(finding: Finding) -> str:
    """How a session remembers a finding from one draft to the next: its rule and the words it is about."""
    return f"{finding.rule}|{finding.part or ''}|{finding.quote or finding.message}"


def with_reasons(report: Report, reasons: Mapping[str, str]) -> Report:
    """The report with each reason beside its finding; nothing is taken out."""
    findings = [
        finding.model_copy(update={"reason": reasons[key(finding)]}) if key(finding) in reasons else finding
        for finding in report.findings
    ]
    return report.model_copy(update={"findings": findings, "final": False})


def unexplained(report: Report) -> list[Finding]:
    """The high findings that nobody has given a reason for, each once."""
    left = {key(finding): finding for finding in report.findings if finding.level == "high" and not finding.reason}
    return list(left.values())


def unanswered(report: Report) -> list[str]:
    """The ids of required questions without an answer."""
    return list(dict.fromkeys(entry.question for entry in report.pending if entry.required))


def finished(report: Report) -> Report:
    """The report as final where that is earned: nothing required unanswered, no high finding unexplained."""
    if unexplained(report) or unanswered(report):
        return report
    return Report.model_validate(report.model_dump() | {"final": True})
