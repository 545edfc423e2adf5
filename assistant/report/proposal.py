"""What is offered to go for the sake of length: words of the text, lightest first, until the person says which."""

from __future__ import annotations

from typing import Literal

from assistant.report.facts import Noun


class Spare(Noun):
    """One place that could go: `sentences` of item `item` as they stand, or `stretches` of one, of which `left` stays.

    `saves` counts 字; `where` is how a person calls the item, `words` what goes.
    """

    item: str
    where: str
    sentences: list[str]
    stretches: list[str] = []
    left: str = ""
    words: str
    saves: int


class Proposal(Noun):
    """Places that could go, numbered from 1 in their order, to bring a place of the report to `most` 字.

    `kind`, `part` and `items` name the place as it was spoken of; `kept` are words that the person wants to keep.
    """

    most: int
    kind: Literal["whole", "part", "item"]
    part: str | None = None
    items: list[str] = []
    spares: list[Spare]
    kept: list[str] = []
