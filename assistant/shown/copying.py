"""Words to be copied: plain text as WPS and Word take it, a paragraph a line, nothing but the report's own words."""

from __future__ import annotations

from assistant.checking.check import rendered
from assistant.report import Report


def part_text(report: Report, part_id: str) -> str:
    """One part with its heading; "" where there is no such part."""
    part = next((one for one in report.parts if one.id == part_id), None)
    return "" if part is None else f"{part.heading}\n{part.text}\n"


def whole_text(report: Report) -> str:
    """The whole report, title to date."""
    return rendered(report)[0]
