"""A file of words in knowledge/: its keys read strictly, its regular expressions compiled when first looked for."""

from __future__ import annotations

from functools import cached_property
from typing import Generic, TypeVar

from pydantic import BaseModel

from assistant.strict_yaml import read_knowledge
from assistant.text.patterns import Lazy, Table

Keys = TypeVar("Keys", bound=BaseModel)


class WordFile(Generic[Keys]):
    """One file, read when first asked for and once a process; what each key is for stands in the file itself.

    What asks raises InputError naming the file where it is missing, breaks its schema or holds what is no expression.
    """

    def __init__(self, kind: str, name: str, keys: type[Keys]) -> None:
        self._kind, self._name, self._keys = kind, name, keys
        self._expressions: dict[str, Lazy] = {}
        self._tables: dict[str, Table[Lazy]] = {}

    @cached_property
    def words(self) -> Keys:
        """All that the file holds."""
        return read_knowledge(self._kind, self._name, self._keys.model_validate)

    def compiled(self, expression: str) -> Lazy:
        """An expression that stands somewhere in the file."""
        return Lazy(expression, self._name)

    def one(self, key: str) -> Lazy:
        """The expression of that key."""
        if key not in self._expressions:
            self._expressions[key] = self.compiled(getattr(self.words, key))
        return self._expressions[key]

    def table(self, key: str) -> Table[Lazy]:
        """The expressions of that key, in order."""
        if key not in self._tables:
            self._tables[key] = Table([self.compiled(one) for one in getattr(self.words, key)])
        return self._tables[key]
