"""Regular expressions that are compiled only when a text could hold what they look for: most of a table never is."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from assistant.errors import InputError
from assistant.text.needed_words import Words, needed_words

_CHINESE = re.compile(r"一-[龥鿿]|\\u4e00-\\u9fff")
_CLASS = re.compile(r"\\.|\[(?P<no>\^?)(?P<inside>(?:\\.|[^\]\\])*)\](?P<often>[*+?{]?)", re.DOTALL)
_NO_HAN = "\\W\x00-ÿ〇Ⅰ-ↈ①-⓿❶-➓㈠-㏿\uff00-\uffef"
"""All but Chinese characters, which are told as letters beyond Latin that are no numbers: see `_quicker`."""

_MIXES = 12
_LONG = 4000
"""Characters of a text beyond which looking for words takes longer than looking for all alternatives."""


def compiled(expression: str, flags: int = 0) -> re.Pattern[str]:
    """As re.compile, in less time where the expression looks for Chinese characters."""
    if not flags & re.IGNORECASE and _CHINESE.search(expression):
        expression = _CLASS.sub(_quicker, expression)
    return re.compile(expression, flags)


def _quicker(found: re.Match[str]) -> str:
    """A class of characters without the range of the Chinese ones.

    Python compiles a range of 20,902 characters one by one, 0.4 ms each time it stands in an expression; this takes a
    quarter, and rare characters of names count as well. One that may stand several times is read quicker whole.
    """
    rest = _CHINESE.sub("", found["inside"] or "")
    if rest == (found["inside"] or "") or (rest and found["often"]):
        return found[0]
    if not rest:
        return f"[{'' if found['no'] else '^'}{_NO_HAN}]{found['often']}"
    rest = f"\\{rest}" if rest.startswith("^") else rest
    return f"(?:(?![{rest}])[{_NO_HAN}])" if found["no"] else f"(?:[^{_NO_HAN}]|[{rest}])"


def folded(text: str) -> str:
    """The text in one case, as re.IGNORECASE compares it."""
    return text.casefold().replace("ı", "i")


_SEEN_BEHIND = 64
"""No look behind reaches farther back."""


class Lazy:
    """An expression compiled when first needed; a text that lacks its needed words is answered without it.

    `where` names the file it stands in, for the InputError that says it is no expression.
    """

    def __init__(self, expression: str, where: str = "", flags: int = 0) -> None:
        self.expression = expression
        self.where = where
        self.flags = flags

    @cached_property
    def any_case(self) -> bool:
        """Whether a or A is all the same somewhere in it, so that words are looked for in the text as `folded`."""
        return bool(self.flags & re.IGNORECASE) or "(?i:" in self.expression

    @cached_property
    def words(self) -> tuple[Words, ...]:
        """Sets of words of each of which a text must hold one."""
        needed = needed_words(self.expression)
        return tuple(tuple(map(folded, words)) for words in needed) if self.any_case else needed

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression; raises InputError where it is none."""
        try:
            return compiled(self.expression, self.flags)
        except re.error as error:
            raise InputError(
                f"{self.where or '词表'}里的“{self.expression}”不是正确的正则式。", "请检查括号是否成对。"
            ) from error

    def may_match(self, text: str, at: int = 0, end: int = sys.maxsize) -> bool:
        """Whether the stretch of the text holds the words that a match needs, what a look behind sees included."""
        if at or end < len(text):
            text = text[max(0, at - _SEEN_BEHIND) : end]
        if self.any_case:
            text = folded(text)
        for words in self.words:
            for word in words:
                if word in text:
                    break
            else:
                return False
        return True

    def search(self, text: str, at: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """As re.Pattern.search."""
        return self.compiled.search(text, at, end) if self.may_match(text, at, end) else None

    def match(self, text: str, at: int | None = None) -> re.Match[str] | None:
        """As re.Pattern.match."""
        if at is not None:
            return self.compiled.match(text, at)
        return self.compiled.match(text) if self.may_match(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As re.Pattern.fullmatch."""
        return self.compiled.fullmatch(text) if self.may_match(text) else None

    def finditer(self, text: str, at: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As re.Pattern.finditer."""
        return self.compiled.finditer(text, at, end) if self.may_match(text, at, end) else iter(())

    def findall(self, text: str) -> list[str]:
        """As re.Pattern.findall."""
        return self.compiled.findall(text) if self.may_match(text) else []

    def split(self, text: str) -> list[str | Any]:
        """As re.Pattern.split."""
        return self.compiled.split(text) if self.may_match(text) else [text]

    def sub(self, written: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """As re.Pattern.sub."""
        return self.compiled.sub(written, text, count) if self.may_match(text) else text


One = TypeVar("One", bound="Exchange")


class Exchange(Protocol):
    """What writes something else for what it finds: an expression, or whatever needs words in the same way."""

    @property
    def any_case(self) -> bool:
        """As of Lazy."""

    @property
    def words(self) -> tuple[Words, ...]:
        """As of Lazy."""

    def may_match(self, text: str) -> bool:
        """As of Lazy."""

    def sub(self, written: str, text: str) -> str:
        """As re.Pattern.sub."""


_PER_EXPRESSION = 8
"""Characters for each expression of a table beyond which asking each is quicker than asking by pairs of characters."""


class Table(Generic[One]):
    """Many expressions in order, of which only those are looked at whose words a text may hold."""

    def __init__(self, expressions: Sequence[One]) -> None:
        self._expressions = expressions
        self._any_case = any(one.any_case for one in expressions)
        self._always: list[int] = []
        self._by: dict[str, list[int]] = {}
        for place, one in enumerate(expressions):
            if not one.words:
                self._always.append(place)
            for word in dict.fromkeys(word[:2] for word in (one.words[0] if one.words else ())):
                self._by.setdefault(word, []).append(place)

    def __len__(self) -> int:
        return len(self._expressions)

    def __getitem__(self, place: int) -> One:
        return self._expressions[place]

    def places(self, text: str) -> list[int]:
        """The places of those that may match, in order: told by two characters of the words each needs most."""
        if len(text) > _PER_EXPRESSION * len(self._expressions):
            return [place for place, one in enumerate(self._expressions) if one.may_match(text)]
        found = set(self._always)
        if self._any_case:
            text = f"{text}\n{folded(text)}"
        for key in self._by.keys() & {*text, *map(str.__add__, text, text[1:])}:
            found.update(self._by[key])
        return sorted(found)

    def likely(self, text: str) -> Iterator[One]:
        """Those that may match, in order."""
        return (self._expressions[place] for place in self.places(text))


class Either:
    """Many alternatives as one expression, of which only those are compiled that a text may hold.

    After a number of different mixes it is compiled whole, so that a process that reads on and on compiles no more.
    """

    def __init__(self, alternatives: Iterable[str], where: str = "", flags: int = 0) -> None:
        self._table = Table([Lazy(one, where, flags) for one in alternatives])
        self._where, self._flags = where, flags
        self._mixed: dict[tuple[int, ...], Lazy] = {}

    def _mix(self, text: str) -> re.Pattern[str] | None:
        """The expression of those that may match, or None where none may."""
        whole = places = tuple(range(len(self._table)))
        if len(text) <= _LONG:
            places = tuple(place for place in self._table.places(text) if self._table[place].may_match(text))
        if not places:
            return None
        if places not in self._mixed and len(self._mixed) >= _MIXES:
            places = whole
        if places not in self._mixed:
            chosen = "|".join(self._table[place].expression for place in places)
            self._mixed[places] = Lazy(chosen, self._where, self._flags)
        return self._mixed[places].compiled

    def search(self, text: str) -> re.Match[str] | None:
        """As re.Pattern.search."""
        mix = self._mix(text)
        return mix.search(text) if mix else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As re.Pattern.finditer."""
        mix = self._mix(text)
        return mix.finditer(text) if mix else iter(())

    def sub(self, written: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As re.Pattern.sub."""
        mix = self._mix(text)
        return mix.sub(written, text) if mix else text


class Exchanges:
    """Expressions and what to write for each, made one after the other; what one has written the next ones read."""

    def __init__(self, exchanges: Iterable[tuple[Exchange, str]]) -> None:
        self._exchanges = list(exchanges)
        self._table = Table([expression for expression, _ in self._exchanges])

    def made(self, text: str) -> str:
        """The text after all the exchanges."""
        waiting = self._table.places(text)
        while waiting:
            place = waiting.pop(0)
            expression, written = self._exchanges[place]
            changed = expression.sub(written, text)
            if changed != text:
                text = changed
                waiting = [later for later in self._table.places(text) if later > place]
        return text
