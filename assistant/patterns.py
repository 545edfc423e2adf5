"""Regular expressions that are compiled only when a text could hold what they look for: most of a table never is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property

from assistant.errors import InputError

_TOKEN = re.compile(
    r"(?P<text>[^\\.^$*+?{}\[\]()|]+)|(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<escape>\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.))"
    r"|(?P<open>\((?:\?(?:P<\w+>|:|[=!]|<[=!]|P=\w+))?)|(?P<close>\))|(?P<or>\|)|(?P<many>[*+?]\??|\{\d*(?:,\d*)?\}\??)|(?P<other>.)",
    re.DOTALL,
)
_MOST = 12
"""More words than this to look for first would cost more than compiling."""
Words = tuple[str, ...]


def needed_words(expression: str) -> Words:
    """Words of which every match holds at least one; empty where none can be told.

    Found by reading the expression from left to right: of each alternative its longest plain run, or the words of a
    group that must be there. Whatever may be left out (x?, x*, (…)?, look-arounds) is passed over.
    """
    if "(?" in expression and re.search(r"\(\?[aiLmsux-]", expression):
        return ()
    tokens = [(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(expression)]
    words, _ = _alternatives(tokens, 0)
    return words if len(words) <= _MOST else ()


def _alternatives(tokens: list[tuple[str, str]], at: int) -> tuple[Words, int]:
    """The words of alternatives up to the bracket that closes them, and the place after it."""
    found: list[Words] = []
    while True:
        words, at, more = _one(tokens, at)
        found.append(words)
        if not more:
            return (tuple(dict.fromkeys(word for one in found for word in one)) if all(found) else ()), at


def _one(tokens: list[tuple[str, str]], at: int) -> tuple[Words, int, bool]:
    """The best words of one alternative, the place after it, and whether another follows."""
    best: Words = ()
    while at < len(tokens):
        kind, token = tokens[at]
        at += 1
        if kind in ("or", "close"):
            return best, at, kind == "or"
        words: Words = ()
        if kind == "open":
            aside = token not in ("(", "(?:") and not token.startswith("(?P<")
            if token.startswith("(?P="):
                continue
            words, at = _alternatives(tokens, at)
            words = () if aside else words
        elif kind == "text":
            words = (token,)
        if at < len(tokens) and tokens[at][0] == "many":
            if not tokens[at][1].startswith(("+", "{")) or re.match(r"\{0?[,}]|\{0\}", tokens[at][1]):
                words = (words[0][:-1],) if kind == "text" and len(token) > 1 else ()
            elif kind == "text":
                words = (token,)
            at += 1
        best = _better(best, words)
    return best, at, False


def _better(one: Words, other: Words) -> Words:
    """The words that stand in fewer texts: longer ones, then fewer."""
    if not one or not other:
        return one or other
    return max(one, other, key=lambda words: (min(map(len, words)), -len(words)))


class Lazy:
    """An expression compiled when first needed; a text that lacks all its needed words is answered without it.

    `where` names the file it stands in, for the InputError that says it is no expression.
    """

    def __init__(self, expression: str, where: str = "") -> None:
        self.expression = expression
        self.where = where
        self.words = needed_words(expression)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression; raises InputError where it is none."""
        try:
            return re.compile(self.expression)
        except re.error as error:
            raise InputError(
                f"{self.where or '词表'}里的“{self.expression}”不是正确的正则式。", "请检查括号是否成对。"
            ) from error

    def may_match(self, text: str) -> bool:
        """Whether the text holds any of the words that a match needs."""
        return not self.words or any(word in text for word in self.words)

    def search(self, text: str) -> re.Match[str] | None:
        """As re.Pattern.search."""
        return self.compiled.search(text) if self.may_match(text) else None

    def match(self, text: str) -> re.Match[str] | None:
        """As re.Pattern.match."""
        return self.compiled.match(text) if self.may_match(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As re.Pattern.fullmatch."""
        return self.compiled.fullmatch(text) if self.may_match(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As re.Pattern.finditer."""
        return self.compiled.finditer(text) if self.may_match(text) else iter(())

    def findall(self, text: str) -> list[str]:
        """As re.Pattern.findall."""
        return self.compiled.findall(text) if self.may_match(text) else []

    def sub(self, written: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As re.Pattern.sub."""
        return self.compiled.sub(written, text) if self.may_match(text) else text
