"""The phrasings of knowledge/revising/requests.yaml: how people ask for a change, as patterns that a clerk can add to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import get_args

from assistant.errors import InputError
from assistant.plain_yaml import read_yaml
from assistant.settings import knowledge_files
from assistant.text.patterns import Lazy
from assistant.writing.asked import Does

_SLOTS = ("target", "old", "new", "words", "topic", "where", "list")
_DIGITS = "[0-9零〇一二两三四五六七八九十百千万亿半]"
_LIMIT = "(?:大约|大概|不到|不足|超过|百分之|约|近|超|逾)?"
_UNIT = rf"(?:[%％]|成{_DIGITS}?|个百分点|(?:(?!是|改|换|有|应|也|不|个?字)[一-龥]{{1,5}}?)??)"
FIGURE = rf"{_LIMIT}(?<![0-9.]){_DIGITS}+(?:\.[0-9]+)?{_UNIT}(?:余|多|左右|以上|以下)?"
"""A figure as it is said in a correction."""
HELD = "\ue000"
"""Stands for a target that was found in the words before a phrasing is tried on them."""
_ONE = "(?:“[^”]*”|[^，。；“])"
_NUMBER = "[0-9零一二两三四五六七八九十百千]+"


@dataclass(frozen=True)
class Phrasing:
    """One way to ask for `does`, written in `file`; its slots are taken as `short` as may be."""

    does: Does
    said: str
    file: str
    short: Lazy

    @cached_property
    def long(self) -> Lazy:
        """As `short`, with slots as long as may be."""
        return Lazy(expression(self.said, "+", self.does), self.file)

    @cached_property
    def held(self) -> Lazy:
        """As `short`, with HELD in the place of the target."""
        return Lazy(expression(self.said.replace("{target}", HELD), "+?", self.does), self.file)


@cache
def phrasings() -> tuple[Phrasing, ...]:
    """All phrasings in the order in which they are tried. Raises InputError where the file is not as it should be."""
    found: list[Phrasing] = []
    for path in knowledge_files("revising", ".yaml"):
        data = read_yaml(path.read_text(encoding="utf-8"))
        for group in data.get("requests", []):
            if not isinstance(group, dict) or group.get("does") not in get_args(Does):
                raise InputError(f"{path.name} 写得不对：不认识的修改“{str(group)[:20]}”。", "请对照 README 改回原样。")
            found += [_phrasing(group["does"], str(said), path.name) for said in group.get("say", [])]
    return tuple(found)


def _phrasing(does: Does, said: str, file: str) -> Phrasing:
    try:
        return Phrasing(does, said, file, Lazy(expression(said, "+?", does), file))
    except re.error as error:
        raise InputError(f"{file} 写得不对：“{said}”：{error}。", "括号要成对。") from error


def expression(said: str, much: str, does: str = "") -> str:
    """A phrasing as a regular expression: {slots}, (a|b), [optional], each with * or + where it may be repeated."""
    parts: list[str] = []
    for token in re.findall(r"\{\w+\}|[()\[\]|*+?]|[^(){}\[\]|*+?]+", said):
        if token.startswith("{"):
            name = token[1:-1]
            if name == "n":
                parts.append(f"(?P<n>{_NUMBER})")
            elif name in _SLOTS:
                if does == "change_fact" and name in ("old", "new"):
                    before = "[^0-9，。]{0,14}?" if name == "old" else ""
                    parts.append(f"(?P<{name}>{before}{FIGURE})")
                    continue
                one = "." if name in ("new", "words") else _ONE
                parts.append(f"(?P<{name}>{one}{much})")
            else:
                raise re.error(f"不认识 {token}")
        elif token in ("(", "["):
            parts.append("(?:")
        elif token == "]":
            parts.append(")?")
        elif token in ("*", "+", "?") and parts and parts[-1] == ")?":
            parts[-1] = ")*" if token == "*" else ")+" if token == "+" else ")?"
        elif token in (")", "|", "*", "+", "?"):
            parts.append(token)
        else:
            parts.append(re.escape(token))
    return "".join(parts)
