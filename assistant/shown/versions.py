"""The versions of a report: when each was made and why, and what differs between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from assistant.errors import InputError
from assistant.report import Report
from assistant.revising.todos import changes_of
from assistant.shown.comparing import Pair, compared
from assistant.versions import history


@dataclass(frozen=True)
class VersionRow:
    """One version; `stands` for the one that is shown everywhere else."""

    id: str
    at: datetime | None
    why: str
    stands: bool


def version_rows(report: Report) -> list[VersionRow]:
    """All versions, the latest first."""
    rows = [VersionRow(name, at, why or "初稿", stands) for name, at, why, stands in history(report)]
    return rows[::-1]


def version_of(report: Report, name: str) -> Report:
    """A version as a report; raises InputError where it is not there or damaged."""
    if name == report.version:
        return report
    kept = next((version for version in report.versions if version.id == name), None)
    if kept is None:
        raise InputError(f"没有“{name}”这一版。", "请从版本表里选。")
    try:
        return Report.model_validate(kept.report)
    except ValidationError as error:
        raise InputError(f"{name} 这一版的记录已损坏，看不了。", "请换一版。") from error


def differences(report: Report, one: str, other: str) -> list[Pair]:
    """What differs from version `one` to version `other`, item by item; raises InputError."""
    before, after = version_of(report, one), version_of(report, other)
    if [part.id for part in before.parts] != [part.id for part in after.parts]:
        return [compared(part.heading, "", part.text) for part in after.parts]
    return [compared(change.where, change.before, change.after) for change in changes_of(before, after)]
