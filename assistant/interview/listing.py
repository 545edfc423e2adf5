"""Statements told in one list, apart (培训6期、走访48户)."""

from __future__ import annotations

from dataclasses import replace

from assistant.figures.reading import read_figures
from assistant.interview.clauses import Clause, spans_between
from assistant.interview.predicates import held, starts_with_verb
from assistant.text.patterns import Lazy

_MARK = Lazy("、")
_PART_OF = Lazy(
    r"[\d一二三四五六七八九十百千万亿余多元个名][^，。；、\d]{0,4}(?:里头?|里面|当中|中)(?!心|学|小|央|村|国)"
)


def listed(clause: Clause) -> list[Clause]:
    """Cuts at 、 where every piece is a statement with a figure of its own; else the clause as it is."""
    blotted = held(clause.words)
    if "、" not in blotted or clause.told or clause.end - clause.start != len(clause.words):
        return [clause]
    spans = list(spans_between(blotted, _MARK, 0, len(blotted)))
    pieces = [clause.words[a:b] for a, b in spans]
    first, rest = pieces[0], pieces[1:]
    if not rest or not all(read_figures(piece) for piece in pieces):
        return [clause]
    if any(_starts_with_figure(piece) for piece in rest) or _PART_OF.search(first):
        return [clause]
    if not (all(starts_with_verb(p) for p in rest) or not any(starts_with_verb(p) for p in (first, *rest))):
        return [clause]
    return [replace(clause, words=clause.words[a:b], start=clause.start + a, end=clause.start + b) for a, b in spans]


def _starts_with_figure(words: str) -> bool:
    spans = read_figures(words)
    return bool(spans) and spans[0].start <= 1
