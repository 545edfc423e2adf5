"""The chain as the report keeps it: a problem that no measure is put to, though words may meet, is a finding too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.report import Finding, Report


def unlinked(report: Report, found: Sequence[Finding]) -> Iterator[Finding]:
    """D04 for each problem without a measure in the chain, where the text itself did not show it already."""
    if not report.measures:
        return
    told = "".join(finding.message for finding in found if finding.rule == "D04")
    for part in report.parts:
        for problem in report.problems:
            at = part.text.find(problem.text) if problem.text else -1
            if at < 0 or problem.measures or f"“{problem.headline}”" in told:
                continue
            start = at + problem.text.find(problem.headline)
            yield Finding(
                rule="D04",
                level="medium",
                part=part.id,
                quote=problem.headline,
                message=f"“{problem.headline}”没有挂上措施：说哪一条措施对应它，或补一条，写明谁来做、什么时候、做到什么数。",
                start=start,
                end=start + len(problem.headline),
            )
