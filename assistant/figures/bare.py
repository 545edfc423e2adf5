"""Numbers that close a clause without saying what they count: 排出来有400多，报到的只有260."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

_BARE = re.compile(r"(?<![\d.])(\d{1,12})(?:余|多|来)?(?=$|[，。；、])")


class BareNumber(NamedTuple):
    """The number, and its words with 余 or 多."""

    value: Decimal
    text: str


def bare_numbers(text: str) -> Iterator[BareNumber]:
    """The bare numbers of a text, in their order."""
    return (BareNumber(Decimal(found[1]), found.group()) for found in _BARE.finditer(text))
