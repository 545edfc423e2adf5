"""Sentences from facts: groups said together become a sentence, and every word knows the fact it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from assistant.figures import read_figures
from assistant.outline import Headline
from assistant.register import residue
from assistant.report import Fact, Use

LONGEST_SENTENCE = 95
_BARE_COUNT = re.compile(r"[^，。；]{2,14}?\d[\d.]*[^\d，。；]{1,3}")


@dataclass
class Prose:
    """A text under construction; `uses` are the spans that stand on facts, `frames` the patterns used so far."""

    text: str = ""
    uses: list[Use] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)

    def add(self, words: str) -> None:
        """Adds words that state no fact."""
        self.text += words

    def state(self, words: str, facts: Iterable[Fact]) -> None:
        """Adds words that stand on facts."""
        start = len(self.text)
        self.text += words
        for fact in facts:
            if fact.id not in self.facts:
                self.facts.append(fact.id)
            self.uses.append(Use(fact=fact.id, start=start, end=len(self.text)))


@dataclass(frozen=True)
class Statement:
    """One text with the facts that share it."""

    text: str
    facts: tuple[Fact, ...]


def statements(facts: Sequence[Fact]) -> list[Statement]:
    """The texts of the facts, each once, in order; a name that stands inside another text is bound to that text."""
    texts: list[str] = []
    bound: dict[str, list[Fact]] = {}
    for fact in facts:
        text = fact.text.strip("，。；、 ")
        if not text:
            continue
        if text not in bound:
            bound[text] = []
            texts.append(text)
        bound[text].append(fact)
    found = []
    for text in texts:
        home = next((t for t in texts if t != text and text in t), None)
        if home is not None and all(fact.kind == "name" for fact in bound[text]):
            bound[home] += bound[text]
        else:
            found.append(text)
    return [Statement(text, tuple(bound[text])) for text in found]


def fit_to_stand(statement: Statement) -> bool:
    """Whether a statement may stand as it is: nothing spoken is left, and no number that was not read in the words."""
    if residue(statement.text) or statement.text.endswith("是"):
        return False
    said = max(len(read_figures(fact.quote)) for fact in statement.facts)
    return len(read_figures(statement.text)) <= max(said, sum(f.kind == "figure" for f in statement.facts))


def write_sentences(prose: Prose, groups: Sequence[Sequence[Statement]], frame: str = "{facts}。") -> None:
    """Writes groups of statements as sentences, the first inside the frame; long ones are broken at a statement."""
    before, after = frame.split("{facts}")
    for index, group in enumerate(group for group in groups if group):
        prose.add(before if index == 0 else "")
        length = 0
        for place, statement in enumerate(group):
            if place:
                if length + len(statement.text) > LONGEST_SENTENCE:
                    prose.add("。")
                    length = 0
                else:
                    prose.add(_link(group[place - 1].text, statement.text))
            prose.state(statement.text, statement.facts)
            length += len(statement.text) + 1
        prose.add(after if index == 0 else "。")


def _link(one: str, other: str) -> str:
    """、 between bare counts; a 其中 keeps to its own whole: a comma before it, a semicolon after."""
    if one.startswith("其中") and not other.startswith("其中"):
        return "；"
    return "、" if _BARE_COUNT.fullmatch(one) and _BARE_COUNT.fullmatch(other) and "其中" not in other else "，"


def pick_headline(choices: Sequence[Headline], words: str, taken: set[str]) -> str:
    """The first headline not taken whose cues stand in the words most often; one without cues fits always."""
    free = [choice for choice in choices if choice.text not in taken] or list(choices)
    scored = [(sum(words.count(cue) for cue in choice.cues), -place) for place, choice in enumerate(free)]
    best = max(range(len(free)), key=lambda i: scored[i])
    if scored[best][0] == 0:
        best = next((i for i, choice in enumerate(free) if not choice.cues), best)
    return free[best].text
