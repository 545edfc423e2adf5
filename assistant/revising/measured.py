"""How long a place of a report is, as it stands on its board, and by how much the whole is longer than it may be."""

from __future__ import annotations

from collections.abc import Callable

from assistant.report import Report
from assistant.text.spans import size
from assistant.writing.asked import Place
from assistant.writing.edits import pieces_of
from assistant.writing.places import Finder


def length_of(finder: Finder, place: Place) -> Callable[[], int]:
    """Counts the 字 of a place as its board stands."""
    board, report = finder.board, finder.report
    if place.kind == "whole":
        outside = [report.title, report.opening, report.closing, report.signature, report.date]
        outside += [part.heading for part in report.parts]
        return lambda: sum(map(size, outside)) + sum(size(laid.text) for laid in board.laid)
    if place.kind == "part":
        return lambda: sum(size(laid.text) for laid in board.laid if laid.part.id == place.part)
    rows = finder.rows(place)
    if place.kind == "pieces":
        told = [id(piece) for piece in pieces_of(rows[0], place.pieces)]
        others = sum(size(p.text) for p in rows[0].built.pieces if id(p) not in told)
        return lambda: sum(size(p.text) for p in rows[0].built.pieces) - others
    return lambda: sum(size(row.text) for row in rows)


_ASKED_BY = {"notice": "通知要求", "answer": "您说"}


def over_limit(report: Report) -> str:
    """By how much a draft is longer than the notice or the person allows, and what to say; "" where it is not."""
    most, asked = report.limits.total[1], _ASKED_BY.get(report.limits.source.get("total", ""), "")
    now = length_of(Finder(report), Place("", "whole"))()
    if most is None or not asked or now <= most:
        return ""
    return f"比{asked}的{most}字多{now - most}字，说“压到{most}字”，我先压空话，再把可删的列给您挑。"
