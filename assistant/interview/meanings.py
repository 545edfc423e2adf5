"""The ways of saying that something is not so, not known, not to be told: knowledge/interview/meanings.yaml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from assistant.text.patterns import Lazy
from assistant.word_file import WordFile


class _Ways(BaseModel):
    """The keys of meanings.yaml, each a regular expression; what each is for stands in that file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: str
    count: str
    others: str
    lost: str
    uncounted: str
    later: str
    ordered: str
    undecided: str
    undecided_alone: str
    open_question: str
    title_alone: str
    no_promise: str
    look: str
    ask_ledger: str
    promise: str
    remark: str
    deed: str
    counted_by: str
    not_counted: str
    none: str
    excuse: str
    has_none: str
    negated: str
    secret: str
    secret_name: str
    public_affair: str
    mask: str
    asking: str
    everything: str
    naming: str
    naming_thing: str
    thing_named: str
    counted: str
    how_many: str
    beside: str
    whether: str
    tenure_began: str
    tenure_earlier: str
    tenure_within: str
    tenure_away: str


_FILE = WordFile("interview", "meanings.yaml", _Ways)


def way(name: str) -> Lazy:
    """The expression of that key of meanings.yaml."""
    return _FILE.one(name)
