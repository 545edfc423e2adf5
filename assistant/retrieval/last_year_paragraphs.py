"""Last year's report without headings: where its paragraphs turn to the problems and to what is planned."""

from __future__ import annotations

import re

from assistant.outline import NUMERALS, Outline
from assistant.text.structure import read_structure

_TURNS = {
    "problems": re.compile(
        r"[^。；]{0,24}(?:检视|反思|对照|回顾|看到|感到|承认|差距|自身)[^。；]{0,30}(?:问题|不足|短板|差距)|(?:存在|主要)[^。；]{0,8}(?:问题|不足)"
    ),
    "measures": re.compile(
        r"(?:明年|来年|下一?步|今后|新的一年|20\d\d年)[^。；]{0,24}(?:将|要|重点|打算|计划|力争|发力)"
    ),
}


def with_headings(text: str, outline: Outline) -> str:
    """The text with a heading of the outline before each such paragraph; as it is where it has headings of its own."""
    if any(part.id for part in read_structure(text, outline).parts):
        return text
    lines = text.split("\n")
    turns: dict[str, int] = {}
    for role, pattern in _TURNS.items():
        after = max(turns.values(), default=0)
        place = next((n for n, line in enumerate(lines) if n > after and pattern.match(line.strip())), None)
        if place is None:
            return text
        turns[role] = place
    titles = {
        role: next((p.title for p in outline.parts if any(b.role == role for b in p.blocks)), "") for role in turns
    }
    for number, (role, place) in reversed(list(enumerate(turns.items(), 1))):
        lines.insert(place, f"{NUMERALS[number]}、{titles[role]}")
    return "\n".join(lines)
