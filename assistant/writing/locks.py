"""What the person wants left as it is (这句别动): remembered, kept by every edit, let go when told."""

from __future__ import annotations

from assistant.errors import InputError
from assistant.report import Lock, Report
from assistant.writing.asked import Place
from assistant.writing.board import Row
from assistant.writing.edits import pieces_of
from assistant.writing.places import Finder


def lock(finder: Finder, place: Place) -> Report:
    """Remembers words that no later edit may touch."""
    report = finder.report
    new = [Lock(item=row.id, text=text) for row in finder.rows(place) for text in _held(row, place)]
    fresh = [one for one in new if one not in report.locks]
    if not fresh:
        raise InputError("这里本来就锁着。", "要改就说“解锁……”。")
    return report.model_copy(update={"locks": [*report.locks, *fresh]})


def _held(row: Row, place: Place) -> list[str]:
    if place.kind == "pieces":
        return [piece.text.strip() for piece in pieces_of(row, place.pieces)]
    if place.kind == "headline":
        return [row.built.headline]
    return [text for text in (row.built.headline, *(piece.text.strip() for piece in row.built.pieces)) if text]


def unlock(finder: Finder, place: Place) -> Report:
    """Lets go of what was locked in a place."""
    report = finder.report
    gone = [(row.id, text) for row in finder.rows(place) for text in _held(row, place)]
    kept = [one for one in report.locks if (one.item, one.text) not in gone]
    if len(kept) == len(report.locks):
        raise InputError("这里没有锁。", "")
    return report.model_copy(update={"locks": kept})


def keep_locks(before: Report, after: Report) -> None:
    """Raises InputError where an edit would touch what the person locked."""
    texts = {item.id: item.text for part in after.parts for item in part.items}
    now = {(one.item, one.text) for one in after.locks}
    for one in before.locks:
        if (one.item, one.text) not in now and one.item in texts:
            continue  # let go of in this very edit
        home = texts.get(one.item)
        stands = one.text in home if home is not None else any(one.text in text for text in texts.values())
        if not stands:
            raise InputError(f"“{one.text[:20]}……”这一句您说过别动。", "要改，先说“解锁”这一句。")
