"""The matters a notice wants spoken of: what its predicates of telling take as their object, before or behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.figures.numerals import numeral
from assistant.outline import Outline
from assistant.retrieval.notices.lists import Run
from assistant.retrieval.notices.matters import is_structural, members, topic_name
from assistant.retrieval.notices.names import Names, part_of_title
from assistant.retrieval.notices.objects import objects
from assistant.retrieval.notices.parts import Heading
from assistant.retrieval.notices.scopes import Scopes
from assistant.retrieval.notices.text import Sentence
from assistant.retrieval.notices.words import words_of

_LONGEST_BODY = 14
"""Characters behind the first sentence of a point; with more of them the title is a heading and no matter."""


@dataclass(frozen=True)
class Topic:
    """A matter that has to be spoken of, and where the notice says so."""

    name: str
    start: int


def topics_in(
    sentences: list[Sentence], runs: list[Run], headings: list[Heading], scopes: Scopes, names: Names
) -> list[Topic]:
    """What has to be spoken of, each once, in the order of the notice."""
    taken = {heading.start for heading in headings}
    found: list[Topic] = []
    inside: list[tuple[int, int]] = []
    for run in runs:
        told = [] if _elsewhere(scopes, run.entries[0].start) else _of_list(run, taken, names.outline)
        found += told
        inside += [(entry.start, entry.end) for entry in run.entries] if told and not _within(run, taken) else []
    for sentence in (one for one in sentences if not one.head):
        told = [one for one in _of_sentence(sentence, names) if not _in_any(one.start, inside)]
        found += [one for one in told if not _elsewhere(scopes, one.start)]
    kept: list[Topic] = []
    for topic in sorted(found, key=lambda one: one.start):
        if any(
            heading.start < topic.start + len(topic.name) and topic.start < heading.start + len(heading.title)
            for heading in headings
        ):
            continue
        if not any(topic.name in other.name or other.name in topic.name for other in kept):
            kept.append(topic)
    return kept


def _in_any(place: int, stretches: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in stretches)


def _elsewhere(scopes: Scopes, place: int) -> bool:
    """Whether a place speaks of another paper than the report."""
    scope = scopes.at(place)
    return scope is not None and scope.kind == "other"


# Lists


def _within(run: Run, taken: set[int]) -> bool:
    return any(entry.start in taken for entry in run.entries)


def _of_list(run: Run, taken: set[int], outline: Outline) -> list[Topic]:
    """The matters of a list behind a lead; of a list of parts what no part stands for."""
    if _within(run, taken):
        free = [entry for entry in run.entries if entry.start not in taken and not part_of_title(entry.title, outline)]
        leads = words_of("topic_leads").search(run.lead) is not None
        return [Topic(name, entry.start) for entry in free if leads and (name := topic_name(entry.title))]
    if not _leads(run.lead):
        return []
    entries = [one for one in run.entries if one.after <= _LONGEST_BODY]
    asked = [one for one in run.entries if words_of("demand").search(one.first)]
    if len(entries) * 2 < len(run.entries) or len(asked) * 3 > len(run.entries):
        return []
    return [
        Topic(name, entry.start)
        for entry in entries
        if not is_structural(entry.title, outline) and (name := topic_name(entry.title, listed=True))
    ]


def asks_for(run: Run) -> bool:
    """Whether a list is one of matters to be told."""
    return _leads(run.lead)


def _leads(lead: str) -> bool:
    """Whether what stands before a list asks for its points to be told."""
    last = re.split(r"[，,]", lead)[-1]
    if words_of("not_leads").search(lead) or words_of("not_topics").search(last[-12:]):
        return False
    return words_of("topic_leads").search(lead) is not None or words_of("telling").search(lead) is not None


# Sentences


_COUNTED = re.compile(r"\0*等?(?:这|以上|上述)?(?P<n>[两三四五六七八九]|\d)(?:个(?:方面|重点)|[项件大])")


def _count_behind(words: str, end: int) -> int:
    """How many matters a list says it has: A、B、C和D三个方面; 0 where it does not say."""
    told = _COUNTED.match(words, end)
    return 0 if told is None else int(numeral(told["n"]) or 0)


def _of_sentence(sentence: Sentence, names: Names) -> Iterator[Topic]:
    """The objects of a sentence's predicates of telling."""
    words = words_of("filler").sub(lambda match: "\0" * len(match[0]), sentence.words)
    if words_of("not_leads").search(words):
        return
    lead = len(sentence.words) - len(sentence.quote) if sentence.exact else 0
    for start, end in objects(words, len(sentence.asked) + 1 if sentence.asked else 0):
        for first, last in members(words[start:end], _count_behind(words, end)):
            said = words[start + first : start + last].replace("\0", "")
            name = topic_name(said)
            if name and not is_structural(said, names.outline) and not is_structural(name, names.outline):
                yield Topic(name, sentence.start + max(0, start + first - lead))
