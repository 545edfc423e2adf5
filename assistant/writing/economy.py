"""How much room stories get in an answer: one of them, with few sentences of speech; what the others count stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from assistant.writing.prose import Statement

Group = list[Statement]
_SPOKEN = 3
"""Sentences with somebody's words that one story may have."""
_SPEECH_WEIGHS = 40
"""Characters of telling that one sentence of speech outweighs in the choice of the story that is kept."""
_QUOTED = re.compile("“[^”]*”")


def with_one_story(groups: Sequence[Group]) -> tuple[list[Group], list[Statement]]:
    """The sentences of an answer with its weightiest story, and what is left out of the others: never a figure.

    Of a story that has no room, each sentence loses what follows its last figure, so that nothing left leans on it.
    """
    runs = [(told, list(run)) for told, run in groupby(groups, key=lambda group: any(s.told for s in group))]
    best = max((run for told, run in runs if told), key=_weight, default=None)
    kept: list[Group] = []
    left: list[Statement] = []
    for told, run in runs:
        spoken = 0
        for group in run:
            spoken += any("“" in statement.text for statement in group if statement.told)
            whole = not told or (run is best and spoken <= _SPOKEN)
            short = group if whole else _to_the_last_figure(group)
            left += group[len(short) :]
            kept += [short] if short else []
    return kept, left


def _weight(run: Sequence[Group]) -> int:
    told = [statement.text for group in run for statement in group if statement.told]
    return sum(map(len, told)) + _SPEECH_WEIGHS * min(_SPOKEN, sum("“" in text for text in told))


def _to_the_last_figure(group: Group) -> Group:
    last = max(
        (at for at, s in enumerate(group, 1) if not s.told or re.search(r"\d", _QUOTED.sub("", s.text))), default=0
    )
    return group[:last]
