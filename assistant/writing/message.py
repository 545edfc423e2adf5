"""A message in one kind of marks and figures, cut into the clauses that each may ask for something."""

from __future__ import annotations

import re

_NUMBERED = re.compile(r"(?:^|(?<=[\s。；;，,！!]))(?:[(（]\d{1,2}[)）]|\d{1,2}[)）、.．](?!\d)|[①-⑳])[ \t\u3000]*")
"""1、 2. (3) ④ before each of several requests, on lines of their own or in one."""
_ASKS_BY_ITSELF = re.compile("(?:改|换|调)(?:成|为|到|作)?[0-9一二两三四五六七八九十百]|不是.+是|删|去掉|挪|压到|合并")
"""What a half of a clause has that asks for something without the other half."""


def plain(message: str) -> str:
    """Full width marks, half width digits, one kind of quotation marks, no blanks between Chinese characters."""
    message = _NUMBERED.sub("\n", message)
    table = str.maketrans("０１２３４５６７８９％", "0123456789%")
    text = message.translate(table)
    text = re.sub(r"[「『]", "“", re.sub(r"[」』]", "”", text))
    text = re.sub(r"\"([^\"\n]*)\"", r"“\1”", text)
    text = re.sub(r"‘([^‘’“”\n]*)’(?![^“”]*”)", r"“\1”", text)
    text = re.sub(r"(?<!\d),|,(?!\d)", "，", text)
    text = text.replace(":", "：").replace(";", "；").replace("!", "！").replace("?", "？")
    return re.sub(r"(?<=[^A-Za-z0-9])[ \t\u3000]+|[ \t\u3000]+(?=[^A-Za-z0-9])", "", text).strip()


def clauses_of(text: str) -> list[tuple[str, str]]:
    """The clauses of a message with the mark before each; marks inside quotation marks do not cut."""
    found: list[tuple[str, str]] = []
    for mark, words in _cut(text):
        halves = re.split("、(?![^“”]*”)", words)
        apart = len(halves) > 1 and all(_ASKS_BY_ITSELF.search(half) for half in halves)
        found += [(mark if i == 0 else "；", half) for i, half in enumerate(halves)] if apart else [(mark, words)]
    return found


def _cut(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    mark, words, depth = "", "", 0
    for char in text:
        depth += (char == "“") - (char == "”" and depth > 0)
        if depth == 0 and char in "，。；！？\n":
            found, words, mark = [*found, (mark, words)] if words.strip() else found, "", char
        else:
            words += char
    return [*found, (mark, words)] if words.strip() else found
