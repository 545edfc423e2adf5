"""What waits to be written before the next statement of an answer: 其一, 其二, 截至哪一天."""

from __future__ import annotations

import re

from assistant.figures.printed import tidy_months
from assistant.outline import NUMERALS
from assistant.text.patterns import Lazy

_POINT = Lazy(
    r"(?:还有|另外?|再有?)[一1](?:(?:件|桩)(?:事(?:情)?)?(?:就)?(?:是|，)?|(?:个|项)(?:事(?:情)?)?(?:就)?(?:是|，))"
    r"|(?:[一1]|第[一二三四五])(?:件|桩|个|项)(?:事(?:情)?)?(?:就)?(?:是|，|$)"
)
_ANNOUNCED = Lazy(
    r"(?:(?<![\d十百千])[两二三四五2-5](?:件|桩|个|项|样)(?:[^，。；]{0,6}(?:事|问题|工作))?|[俩仨](?:件|个)?事)(?:情|儿)?[，：]"
)


class Points:
    """“两件事：一件是…，一件是…”: the markers taken off, others put before what is written instead."""

    def __init__(self) -> None:
        self._announced = False
        self._count = 0
        self._before = ""
        self._once = ""

    def date(self, when: str) -> None:
        """The figures of the answer are of this day, said once before the first of them."""
        self._once = f"截至{tidy_months(when)}，"

    def begin_sentence(self) -> None:
        """What waits is of its sentence; points that were announced may be told in several."""
        self._before = ""

    def hear(self, words: str) -> None:
        """Takes note where words announce points (办了两件事)."""
        if _ANNOUNCED.search(words + "，") is not None:
            self._announced, self._count = True, 0

    def count(self, item: int) -> None:
        """Takes note of the number that a point was listed with."""
        if self._announced and item <= len(NUMERALS):
            self._count = item
            self._before = f"其{NUMERALS[item - 1]}，"

    def unmarked(self, words: str) -> str:
        """The words without the marker of a point that they open with."""
        found = _POINT.match(words)
        if found is None or not (self._count or self._announced):
            return words
        self._count += 1
        self._before = f"其{NUMERALS[self._count - 1]}，" if self._count <= len(NUMERALS) else ""
        return words[found.end() :]

    def put_before(self, text: str) -> str:
        """The written text with what waits to be said before it."""
        if not text:
            return text
        before, self._before = self._before, ""
        if self._once and re.search(r"\d", text):
            before, self._once = self._once + before, ""
        return before + text
