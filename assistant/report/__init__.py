"""The nouns: facts, what a report is made of, what was found in it, what was said, and last year's report."""

from assistant.report.facts import Fact, Figure, Noun, Number, Origin, Quantity
from assistant.report.last_year import Commitment, LastYear
from assistant.report.limits import Limits, Range
from assistant.report.parts import Cause, Item, Measure, Part, Problem, Use
from assistant.report.proposal import Proposal, Spare
from assistant.report.session import Answers, AnswerStatus, Session, Turn
from assistant.report.whole import (
    SCHEMA_VERSION,
    Authorship,
    Finding,
    Level,
    Lock,
    Pending,
    Report,
    RequiredPart,
    Todo,
    Version,
)

__all__ = [
    "SCHEMA_VERSION",
    "AnswerStatus",
    "Answers",
    "Authorship",
    "Cause",
    "Commitment",
    "Fact",
    "Figure",
    "Finding",
    "Item",
    "LastYear",
    "Level",
    "Limits",
    "Lock",
    "Measure",
    "Noun",
    "Number",
    "Origin",
    "Part",
    "Pending",
    "Problem",
    "Proposal",
    "Quantity",
    "Range",
    "Report",
    "RequiredPart",
    "Session",
    "Spare",
    "Todo",
    "Turn",
    "Use",
    "Version",
]
