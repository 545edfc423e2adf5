"""Everything that was said, to look up in it what a sentence names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Told:
    """Everything that was said, to look names up in; marks and blanks make no difference."""

    words: str
    bare: str = field(init=False)
    without_de: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bare", bare(self.words))
        object.__setattr__(self, "without_de", self.bare.replace("的", ""))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (name in self.words or bare(name) in self.bare)

    def has_honour(self, name: str) -> bool:
        """Whether an honour was told, with or without 的: 省级的先进基层党组织."""
        return name in self or bare(name).replace("的", "") in self.without_de


def bare(text: str) -> str:
    """The words without the marks that set them apart."""
    return re.sub(r"[“”‘’「」《》\s·、，]", "", text)
