"""Whether the secretary took office within the year reported on, as said to the question of his time in office."""

from __future__ import annotations

import re

from assistant.interview.meanings import way

_CLAUSE = re.compile(r"[，,。；;！!\n]+")
_YEAR = re.compile(r"(?<!\d)(?:(20\d\d)|(\d\d)(?=年\d{1,2}月))(?=年|\.)")


def arrived_within(words: str, year: int) -> bool:
    """True where the time in office began within `year`: not where it began before, or only weeks were spent away."""
    clauses = [clause for clause in _CLAUSE.split(words) if clause and not way("tenure_away").search(clause)]
    rest = "，".join(clauses)
    began = [
        int(found[1] or f"20{found[2]}")
        for clause in clauses
        if way("tenure_began").search(clause)
        for found in _YEAR.finditer(clause)
    ]
    if began:
        return min(began) >= year
    if way("tenure_earlier").search(rest):
        return False
    return way("tenure_within").search(rest) is not None
