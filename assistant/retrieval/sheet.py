"""A sentence while it is being masked: what was dealt with stands in it as one private-use character."""

from __future__ import annotations

import re
from collections.abc import Callable

FIRST = 0xE000
FIGURE = "【数】"
NAME = "【名称】"
"""What a name is shown as while nothing says what it names."""


class Sheet:
    """`text` is the sentence as it stands now; `hidden` the words that were put behind marks as names."""

    def __init__(self, text: str) -> None:
        self.text = "".join(char for char in text if not "\ue000" <= char <= "\uf8ff")
        self.hidden: list[str] = []
        self._shown: list[str] = []
        self._original: list[str] = []
        self._kept: list[bool] = []

    def is_mark(self, char: str) -> bool:
        """Whether a character of `text` stands for a stretch already dealt with."""
        return len(char) == 1 and FIRST <= ord(char) < FIRST + len(self._shown)

    def is_kept(self, char: str) -> bool:
        """Whether it stands for a term or a set phrase, shown as it was."""
        return self.is_mark(char) and self._kept[ord(char) - FIRST]

    def is_name(self, char: str) -> bool:
        """Whether it stands for a name that was known before."""
        return self.shows(char) == NAME

    def put(self, start: int, end: int, shown: str, *, kept: bool = False) -> None:
        """Lets one mark stand for text[start:end], to be shown as `shown`."""
        mark = chr(FIRST + len(self._shown))
        self._original.append(self.original(self.text[start:end]))
        self._shown.append(shown)
        self._kept.append(kept)
        self.text = self.text[:start] + mark + self.text[end:]

    def keep(self, pattern: re.Pattern[str]) -> None:
        """What the pattern finds is nobody's own: it stays."""
        for match in reversed(list(pattern.finditer(self.text))):
            if match[0]:
                self.put(*match.span(), self.shown(match[0]), kept=True)

    def hide(self, pattern: re.Pattern[str], shown: str, *, learn: bool = True) -> None:
        """What the pattern finds is shown as `shown`; `learn`: it is a name, to be known elsewhere too."""
        for match in reversed(list(pattern.finditer(self.text))):
            if match[0]:
                if learn:
                    self.hidden.append(self.original(match[0]))
                self.put(*match.span(), shown)

    def replace(self, pattern: re.Pattern[str], shown: Callable[[re.Match[str]], str]) -> None:
        """As `hide`, with words of its own for each; an empty match is left."""
        for match in reversed(list(pattern.finditer(self.text))):
            if match[0]:
                self.put(*match.span(), shown(match))

    def shown(self, text: str | None = None) -> str:
        """A stretch of `text` (the whole where None) as a reader may see it."""
        words = self.text if text is None else text
        return "".join(self._shown[ord(char) - FIRST] if self.is_mark(char) else char for char in words)

    def original(self, text: str) -> str:
        """A stretch of `text` as it was before anything was masked."""
        return "".join(self._original[ord(char) - FIRST] if self.is_mark(char) else char for char in text)

    def figures(self) -> frozenset[str]:
        """The marks that stand for figures."""
        return frozenset(char for char in self.text if self.shows(char) == FIGURE)

    def shows(self, char: str) -> str:
        """What one mark is shown as; "" where the character is none."""
        return self._shown[ord(char) - FIRST] if self.is_mark(char) else ""
