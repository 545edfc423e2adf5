"""What a file that is brought looks like: the notice, last year's report, notes, a ledger, material; guessed, then confirmed."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, TypeAlias, get_args

from pydantic import TypeAdapter

from assistant.documents import Document
from assistant.errors import InputError
from assistant.report import Noun
from assistant.strict_yaml import read_knowledge

BroughtKind: TypeAlias = Literal["notice", "last_year", "notes", "ledger", "material", "none"]
KIND_NAMES: dict[BroughtKind, str] = {
    "notice": "县里的通知",
    "last_year": "去年的述职",
    "notes": "笔记、口述",
    "ledger": "台账、数据",
    "material": "参考材料",
    "none": "不用",
}
"""What each kind is called before a person, in the order they are read."""


class BroughtFile(Noun):
    """A file that lies with a session and has not been taken yet; `trouble` is why it could not be, "" where it can."""

    id: str
    name: str
    kind: BroughtKind
    trouble: str = ""


_HEAD = 400
"""Characters at the beginning that tell what a file is."""
_FILE = "kinds.yaml"


def guess(document: Document) -> BroughtKind:
    """What a file looks like by its name and first lines; never `none`."""
    head, whole = document.text[:_HEAD], document.text
    for kind, patterns in _rules():
        texts = {"name": document.name, "head": head, "whole": whole}
        if all(pattern.search(texts[where]) for where, pattern in patterns.items()):
            return kind
    return "ledger" if document.kind == "sheet" or document.recognised else "notes"


def kind_of(name: str) -> BroughtKind:
    """The kind of that name; raises InputError for another."""
    for kind in get_args(BroughtKind):
        if kind == name:
            return kind  # type: ignore[no-any-return]
    raise InputError("没有这一种文件。", "请在表里选一种。")


@cache
def _rules() -> tuple[tuple[BroughtKind, dict[str, re.Pattern[str]]], ...]:
    rows = read_knowledge("brought", _FILE, TypeAdapter(list[_Rule]).validate_python)
    return tuple((row.kind, row.patterns()) for row in rows)


class _Rule(Noun):
    """A line of kinds.yaml: what the name, the beginning and the whole must hold for a file to be of this kind."""

    kind: BroughtKind
    name: str = ""
    head: str = ""
    whole: str = ""

    def patterns(self) -> dict[str, re.Pattern[str]]:
        """The patterns by where they are looked for."""
        told = {"name": self.name, "head": self.head, "whole": self.whole}
        return {where: re.compile(words, re.MULTILINE) for where, words in told.items() if words}
