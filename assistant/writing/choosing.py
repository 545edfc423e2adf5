"""Which operation the wishes and opinions of a request come to."""

from __future__ import annotations

import re

from assistant.writing import slots
from assistant.writing.asked import Does
from assistant.writing.revising_words import revising_words

_STRUCTURE: tuple[Does, ...] = ("undo", "redo", "lock", "leave_out", "delete", "merge", "split", "move", "link")
_TOLD: tuple[Does, ...] = ("replace", "change_fact", "set_owner", "set_due", "set_target", "squeeze", "insert")


def choose(wishes: list[Does], views: list[Does], said: str) -> list[Does]:
    """The operations that the cues come to: one, or several that must be chosen between."""
    told = [does for does in wishes if does in _TOLD]
    structure = [does for does in wishes if does in _STRUCTURE]
    if "undo" in structure or "redo" in structure:
        return structure[:1]
    if "link" in structure and "问题" in said:
        return ["link"]
    if "merge" in structure and (slots.items(said) or not told):
        return ["merge"]
    return _told(told, said) or _preferred(structure) or _of_style(wishes, views, said)


def _told(told: list[Does], said: str) -> list[Does]:
    """Of the wishes that bring what they need the one that the words serve best; owner and date may stand together."""
    if "replace" in told:
        return ["replace"]
    if "change_fact" in told and _corrects(said):
        return ["change_fact"]
    fields: list[Does] = [does for does in told if does in ("set_owner", "set_due")]
    order: tuple[Does, ...] = ("squeeze", "insert", "set_target")
    return fields or [does for does in order if does in told][:1]


def _of_style(wishes: list[Does], views: list[Does], said: str) -> list[Does]:
    """How it is to be written: what is both wished and complained of, else what is wished, else what is complained of."""
    style = [does for does in wishes if does not in _TOLD]
    if slots.length(said) is not None and ("shorter" in style or "分钟" in said):
        return ["shorter"]
    both = [does for does in style if does in views]
    return both if len(both) == 1 else _preferred(style or views)


def _preferred(found: list[Does]) -> list[Does]:
    """Without what gives way to another (knowledge/revising/senses.yaml, prefer)."""
    gone = {second for first, second in revising_words("senses")["prefer"] if first in found and second in found}
    return [does for does in found if does not in gone]


def _corrects(said: str) -> bool:
    found = slots.counts(said)
    return bool(found) or bool(re.search("数(?:字|据|目)?.{0,4}(?:报|写|记)?(?:高|低|多|少|大|小|错|不对)", said))
