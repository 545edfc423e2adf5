"""How people talk made plain: dialect and small words put into common speech, what is quoted or told left as it is."""

from __future__ import annotations

import re
from functools import cache

from assistant.text.patterns import Exchanges, Lazy
from assistant.writing.revising_words import revising_words


@cache
def _swaps() -> Exchanges:
    return Exchanges((Lazy(str(old), "senses.yaml"), str(new)) for old, new in revising_words("senses")["speech"])


def plain_speech(words: str) -> str:
    """The words in common speech; nothing inside quotation marks or behind a colon is touched."""
    head, colon, told = words.partition("：")
    pieces = re.split("(“[^”]*”)", head)
    return "".join(piece if piece.startswith("“") else _swaps().made(piece) for piece in pieces) + colon + told
