"""What each stretch of a notice is about: the part, or the other paper, whose point of a list it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.retrieval.notices.lists import Run
from assistant.retrieval.notices.names import Kind, Names, part_of_title
from assistant.retrieval.notices.parts import Heading

_LONGEST_TITLE = 24
_NO_TITLE = re.compile(r"\d{3}(?!\d?年)|不(?!足)|字|应|须|必|要(?!求|点)|请")


_COUNTED = re.compile(r"[一二三四五六七八九十\d]+[份篇张个]$")


@dataclass(frozen=True)
class Scope:
    """A stretch and what it is about; `part` for kind part alone."""

    start: int
    end: int
    kind: Kind
    part: str = ""


@dataclass(frozen=True)
class Scopes:
    """All stretches, the widest first."""

    all: tuple[Scope, ...]

    def at(self, place: int) -> Scope | None:
        """The innermost stretch that holds a place, or None."""
        inside = [scope for scope in self.all if scope.start <= place < scope.end]
        return min(inside, key=lambda scope: scope.end - scope.start, default=None)


def scopes_of(headings: list[Heading], runs: list[Run], names: Names) -> Scopes:
    """The stretches of the parts a notice demands, and of every point of a list that is about one thing alone."""
    found = [Scope(one.start, one.end, "part", one.part) for one in headings]
    for run in runs:
        for entry in run.entries:
            if any(one.start == entry.start for one in headings):
                continue
            kind, part = _about(entry.title, names)
            if kind is not None:
                found.append(Scope(entry.start, entry.end, kind, part))
    return Scopes(tuple(sorted(found, key=lambda scope: scope.start - scope.end)))


def _about(title: str, names: Names) -> tuple[Kind | None, str]:
    if not title or len(title) > _LONGEST_TITLE or _NO_TITLE.search(title):
        return None, ""
    mentions = names.in_words(title)
    kinds = {one.kind for one in mentions}
    noun = _COUNTED.sub("", title)
    if mentions and mentions[-1].kind == "other" and mentions[-1].end >= len(noun):
        return "other", ""
    if sum(one.end - one.start for one in mentions) * 2 < len(title):
        return None, ""
    if mentions and kinds <= {"other"}:
        return "other", ""
    if mentions and kinds <= {"spoken"}:
        return "spoken", ""
    if kinds and kinds <= {"part"}:
        return "part", part_of_title(title, names.outline) or mentions[0].part
    return None, ""
