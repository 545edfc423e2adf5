"""Words that miss a term by one character: one left out, doubled, swapped or written wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.wording.terms import Term, load_terms

SHORTEST, LONG, SUBSTITUTED, ENDING = 4, 5, 7, 8
"""Characters of a form from which a swap, one missing or too many, one other character, and another last one before a
stop is no chance."""
_QUOTATION = re.compile(r"[“《][^”》\n]{0,80}[”》]")
_QUOTED_FORM = re.compile(r"“[^“”]{3,}”")
_MARKS = "“”‘’「」『』《》"
_JOINTS = frozenset("的了和与及或并之于在大小新老各任")


@dataclass(frozen=True)
class NearForm:
    """Words of a text, by code points, that are all but a right form of a term."""

    start: int
    end: int
    found: str
    form: str
    term: Term


def near_forms(text: str) -> list[NearForm]:
    """The near misses of a text in order; of one edit half of a form stays whole, which is looked for."""
    bare, places = _bare(text)
    found: dict[int, NearForm] = {}
    exact = [span for form, _ in _forms() for span in _exact(bare, form)]
    for form, term in _forms():
        for start, end in _candidates(bare, form):
            inside = any(left <= start and end <= right for left, right in exact)
            if not inside and bare[start:end] not in _right():
                begin, stop = places[start], places[end - 1] + 1
                found.setdefault(begin, NearForm(begin, stop, text[begin:stop], form, term))
    return [found[at] for at in sorted(found)]


def without_marks(text: str) -> list[NearForm]:
    """Where a term whose quotation marks belong to it stands without them, outside any quotation."""
    plain = _QUOTATION.sub(lambda found: "\0" * len(found[0]), text)
    found = []
    for term in load_terms():
        if _QUOTED_FORM.fullmatch(term.form):
            bare = term.form[1:-1]
            found += [NearForm(start, end, bare, term.form, term) for start, end in _exact(plain, bare)]
    return sorted(found, key=lambda near: near.start)


def _bare(text: str) -> tuple[str, list[int]]:
    kept = [at for at, char in enumerate(text) if char not in _MARKS]
    return "".join(text[at] for at in kept), kept


@cache
def _forms() -> tuple[tuple[str, Term], ...]:
    found: dict[str, Term] = {}
    for term in load_terms():
        for name in (term.form, *term.names):
            bare, _ = _bare(name)
            if len(bare) >= SHORTEST:
                found.setdefault(bare, term)
    return tuple(found.items())


@cache
def _right() -> frozenset[str]:
    """All right forms, and the words that look like one and are right too."""
    names = (name for term in load_terms() for name in (term.form, *term.names, *term.alike))
    return frozenset(_bare(name)[0] for name in names)


def _exact(text: str, form: str) -> Iterator[tuple[int, int]]:
    at = text.find(form)
    while at >= 0:
        yield at, at + len(form)
        at = text.find(form, at + 1)


def _candidates(text: str, form: str) -> Iterator[tuple[int, int]]:
    cut = len(form) // 2
    head, tail = form[:cut], form[cut:]
    if head[-1] != tail[0]:
        yield from _exact(text, head[:-1] + tail[0] + head[-1] + tail[1:])
    for start, end in _exact(text, head):
        length = _edited(tail, text[end : end + len(tail) + 1], len(form))
        if length:
            yield start, end + length
    for start, end in _exact(text, tail):
        before = text[max(0, start - len(head) - 1) : start]
        length = _edited(head[::-1], before[::-1], len(form))
        if length:
            yield start - length, end


def _edited(wanted: str, said: str, size: int) -> int:
    """How many characters of `said` are `wanted` with one edit; 0 where they are not. The far end has to be there.

    `size` is that of the whole form: of a short one only a swap and a doubled character are no chance.
    """
    length = len(wanted)
    for at in range(length):
        rest = wanted[at + 1 :]
        if size >= LONG and at < length - 1 and said.startswith(wanted[:at] + rest):
            return length - 1
        if said[:at] == wanted[:at] and said[at + 1 : length + 1] == wanted[at:] and _counts(said, at, wanted, size):
            return length + 1
        if rest and said[:length] == wanted[:at] + rest[0] + wanted[at] + rest[1:] and rest[0] != wanted[at]:
            return length
        if size >= ENDING and not rest and said[:at] == wanted[:at] and _ends(said[at : length + 1]):
            return length
        if size >= SUBSTITUTED and 0 < at < length - 1 and said[:at] == wanted[:at] and said[at + 1 : length] == rest:
            return length if _is_word(said[at]) else 0
    return 0


def _ends(said: str) -> bool:
    """Whether a last character is another word than the form's, and nothing goes on behind it: 基层治里。"""
    return len(said) == 2 and _is_word(said[0]) and not said[1].isalnum()


def _counts(said: str, at: int, wanted: str, size: int) -> bool:
    """Whether a character too many is a slip: any but a joint in a long form, only a doubled one in a short one."""
    doubled = said[at] == wanted[at] or (at > 0 and said[at] == wanted[at - 1])
    return doubled or (size >= LONG and _is_word(said[at]))


def _is_word(char: str) -> bool:
    return char.isalnum() and char not in _JOINTS
