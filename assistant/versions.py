"""A report's versions: each change keeps what stood before, whole, so that any version can stand again byte for byte."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from assistant.errors import InputError
from assistant.report import Report, Version


def changed(before: Report, after: Report, why: str, now: datetime | None = None, asked_in: str = "") -> Report:
    """`after` as a new version of `before`; `why` is what was asked, `asked_in` the part it was asked of where it can be
    asked again. Its id is the next number ever given."""
    kept = [*before.versions, _kept(before)]
    number = 1 + max(_number(version.id) for version in kept)
    moment = now or datetime.now(UTC).replace(microsecond=0)
    update = {"version": f"v{number}", "versions": kept, "why": why, "at": moment}
    taken = [] if after.taken == before.taken else after.taken
    return after.model_copy(update=update | {"parent": before.version, "asked_in": asked_in, "taken": taken})


def restored(report: Report, to: str | None = None) -> Report:
    """The version before the one that stands, or `to` (a later one is redo); the one that stands is kept.

    Raises InputError where there is no such version, naming those there are, or where its record is damaged.
    """
    if to == report.version:
        raise InputError(f"现在就是 {to} 这一版。", _choices(report))
    earlier = [version for version in report.versions if _number(version.id) < _number(report.version)]
    wanted = (
        max(earlier, key=lambda version: _number(version.id), default=None)
        if to is None
        else next((version for version in report.versions if version.id == to), None)
    )
    if wanted is None:
        said = "这已经是最早的一版，没有可以退回的。" if to is None else f"没有“{to}”这一版。"
        raise InputError(said, _choices(report))
    others = [version for version in report.versions if version.id != wanted.id]
    versions = sorted([*others, _kept(report)], key=lambda version: _number(version.id))
    try:
        old = Report.model_validate(wanted.report)
    except ValidationError as error:
        raise InputError(f"{wanted.id} 这一版的记录已损坏，恢复不了。", "请换一版。") from error
    return old.model_copy(update={"versions": versions})


def history(report: Report) -> list[tuple[str, datetime | None, str, bool]]:
    """(id, when, why, whether it stands) of every version, in the order they were made."""
    rows = [(version.id, version.at, version.why, False) for version in report.versions]
    rows.append((report.version, report.at, report.why, True))  # type: ignore[arg-type]
    return sorted(rows, key=lambda row: _number(row[0]))


def _kept(report: Report) -> Version:
    whole: dict[str, Any] = report.model_dump(mode="json", exclude={"versions"})
    return Version(
        id=report.version, at=report.at or datetime.now(UTC).replace(microsecond=0), why=report.why, report=whole
    )


def _number(version: str) -> int:
    digits = version.removeprefix("v")
    return int(digits) if digits.isdigit() else 0


def _choices(report: Report) -> str:
    ids = [version.id for version in report.versions]
    return f"可以退回的有：{'、'.join(ids)}。" if ids else "还没有改过，没有别的版本。"
