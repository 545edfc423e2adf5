"""A kind of report as data, from knowledge/outlines: its questions, its plan, and the files it is read from."""

from assistant.outline.files import find_outline, load_outline, outlines
from assistant.outline.plan import (
    NUMERALS,
    Block,
    Headline,
    Holds,
    ItemPlan,
    ListColumn,
    ListPlan,
    Outline,
    OutlineLimits,
    PartPlan,
    Phrases,
    Vague,
)
from assistant.outline.questions import FollowUp, Question, Role, Setting, Share, Slot, Strict, Want, Who

__all__ = [
    "NUMERALS",
    "Block",
    "FollowUp",
    "Headline",
    "Holds",
    "ItemPlan",
    "ListColumn",
    "ListPlan",
    "Outline",
    "OutlineLimits",
    "PartPlan",
    "Phrases",
    "Question",
    "Role",
    "Setting",
    "Share",
    "Slot",
    "Strict",
    "Vague",
    "Want",
    "Who",
    "find_outline",
    "load_outline",
    "outlines",
]
