"""What usually helps against which kind of problem: knowledge/measures, with blanks for the person's own figures."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, field_validator

from assistant.errors import InputError
from assistant.settings import knowledge_files
from assistant.strict_yaml import read_strict

_BLANK = re.compile(r"【([^【】]{1,8})】")
_COUNTED = re.compile(
    r"[0-9０-９]|(?<![第统唯专进单逐当同])[二两三四五六七八九十百千]+(?:名|户|万|亩|公里|%|成)(?!单|册|额|称)"
)


class Strict(BaseModel):
    """Unknown keys are refused, so that a slip of the pen is said, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Suggestion(Strict):
    """One measure to choose: `text` with blanks such as 【责任人】【时限】【几场】, who usually owns it, and what proves it.

    It holds no figure of its own: a target is the person's to set.
    """

    text: str = Field(min_length=10)
    owner: str = Field(min_length=2)
    evidence: str = Field(min_length=2)

    @field_validator("text")
    @classmethod
    def _has_blanks_and_no_figure(cls, text: str) -> str:
        if not _BLANK.search(text):
            raise ValueError("要有留给本人填的空，如【责任人】【时限】")
        if _COUNTED.search(_BLANK.sub("", text)):
            raise ValueError("不写现成的数，改成【几个】一类的空")
        return text

    @property
    def blanks(self) -> tuple[str, ...]:
        """What the person is to fill in, in order, each once: 责任人, 时限, 几场."""
        return tuple(dict.fromkeys(_BLANK.findall(self.text)))


class ProblemKind(Strict):
    """A kind of problem: the words by which one of it is known, and the measures that usually help."""

    id: str = Field(pattern=r"^[a-z_]+$")
    name: str = Field(min_length=2)
    cues: tuple[str, ...] = Field(min_length=1)
    measures: tuple[Suggestion, ...] = Field(min_length=1)


_KINDS = TypeAdapter(tuple[ProblemKind, ...])


def load_suggestions(path: Path) -> tuple[ProblemKind, ...]:
    """Reads one file of suggestions; raises InputError that names file and line where it breaks the schema."""
    return read_strict(path, _KINDS.validate_python, "请照邻近的条目改这一处。")


@cache
def suggestions() -> tuple[ProblemKind, ...]:
    """All kinds of problem known, read once a process; raises InputError where an id stands twice."""
    found: dict[str, tuple[ProblemKind, str]] = {}
    for path in knowledge_files("measures", ".yaml"):
        for kind in load_suggestions(path):
            if kind.id in found:
                raise InputError(f"{path.name} 里的 {kind.id} 在 {found[kind.id][1]} 里已有。", "请改掉其中一个编号。")
            found[kind.id] = (kind, path.name)
    return tuple(kind for kind, _ in found.values())


def kinds_for(problem: str) -> list[ProblemKind]:
    """The kinds a problem's words point to, the likeliest first: more and longer cues, and those of its first sentence."""
    headline = problem.partition("。")[0]

    def weight(kind: ProblemKind) -> int:
        return sum(len(cue) * (1 + 2 * (cue in headline)) for cue in kind.cues if cue in problem)

    known = [(weight(kind), kind) for kind in suggestions()]
    return [kind for found, kind in sorted(known, key=lambda pair: -pair[0]) if found]
