"""The ways of saying that something is not so, not known, not to be told: knowledge/interview/meanings.yaml."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.errors import InputError
from assistant.settings import knowledge_files
from assistant.strict_yaml import read_strict
from assistant.text.patterns import Lazy

_FILE = "meanings.yaml"


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


@cache
def _ways() -> _Ways:
    path = next((path for path in knowledge_files("interview", ".yaml") if path.name == _FILE), None)
    if path is None:
        raise InputError(f"缺少听话外意思的词表 {_FILE}。", "请恢复自带的文件。")
    return read_strict(path, _Ways.model_validate, "请对照自带的词表改回原样。")


@cache
def way(name: str) -> Lazy:
    """The expression of that name; raises InputError naming the file where it is none or the file is not as it should be."""
    expression: str = getattr(_ways(), name)
    return Lazy(expression, _FILE)
