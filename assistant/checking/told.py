"""Everything that was said, to look up in it what a sentence names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.report import Fact

_ALL_MARKS = re.compile(r"[。；：！？…—,.;:!?]")


@dataclass(frozen=True)
class Told:
    """Everything that was said, to look names up in; marks and blanks make no difference."""

    words: str
    bare: str = field(init=False)
    without_de: str = field(init=False)
    unmarked: str = field(init=False)
    lines: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bare", bare(self.words))
        object.__setattr__(self, "without_de", self.bare.replace("的", ""))
        object.__setattr__(self, "unmarked", _ALL_MARKS.sub("", self.bare))
        object.__setattr__(self, "lines", tuple(bare(line) for line in dict.fromkeys(self.words.splitlines())))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (name in self.words or bare(name) in self.bare)

    def has_honour(self, name: str) -> bool:
        """Whether an honour was told, with or without 的: 省级的先进基层党组织."""
        return name in self or bare(name).replace("的", "") in self.without_de

    def has_speech(self, words: str) -> bool:
        """Whether words set between quotation marks were said, however they are pointed: “书记，我腾出来一个柜子。”"""
        return words in self or _ALL_MARKS.sub("", bare(words)) in self.unmarked


def bare(text: str) -> str:
    """The words without the marks that set them apart."""
    return re.sub(r"[“”‘’「」《》\s·、，]", "", text)


def in_one_breath(facts: Sequence[Fact]) -> dict[str, str]:
    """What was said to each question, whole again: the words of a person are quoted over several facts."""
    told: dict[str, list[str]] = {}
    for fact in facts:
        quotes = told.setdefault(fact.origin.ref, [])
        if fact.quote and fact.quote not in quotes[-1:]:
            quotes.append(fact.quote)
    return {ref: "，".join(quotes) for ref, quotes in told.items()}
