"""The drafts of tests/data/drafts, each read once, and their items as requests are judged by them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from assistant.export.jsonfile import load
from assistant.outline import Outline, find_outline
from assistant.report import Report

_DRAFTS = Path(__file__).parent / "data" / "drafts"


@cache
def drafted(name: str) -> tuple[Report, Outline]:
    """A draft and the outline that it was written by."""
    report = load(_DRAFTS / f"{name}.json")
    return report, find_outline(report.outline)


def bare(text: str) -> str:
    """An item without its ordinal, which follows from where it stands."""
    return re.sub("^[一二三四五六七八九十]+是", "", text)


def items(report: Report) -> dict[str, str]:
    """The items of a report by id, in their order, without their ordinals."""
    return {item.id: bare(item.text) for part in report.parts for item in part.items}
