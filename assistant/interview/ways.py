"""How people talk of plans, causes, problems, reviews and deeds, as read from knowledge/intake; what a small heading says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import yaml
from pydantic import Field

from assistant.errors import OutlineError
from assistant.interview.follow_ups import pattern
from assistant.outline import Role, Strict
from assistant.plain_yaml import read_yaml
from assistant.settings import knowledge_files


class Sign(Strict):
    """A way of speaking (a regular expression; {next}: the year after the report's) and how much it tells."""

    when: str
    weight: float


class Heading(Strict):
    """Words of a small heading and the roles of the questions that the lines under it answer."""

    when: str
    roles: tuple[Role, ...]


class Ways(Strict):
    """All of knowledge/intake: signs by role, what a list of points tells, headings, leads.

    `leads`: words that open a sentence and say what follows; what `when` takes in is no part of what is told, what it only
    looks at (?=…) stays. `heading_ends`: the words a heading ends with.
    """

    roles: Mapping[Role, tuple[Sign, ...]]
    listed: Mapping[Role, float] = Field(default={})
    headings: tuple[Heading, ...] = ()
    leads: tuple[Heading, ...] = ()
    heading_ends: str = "(?!)"
    message_heads: tuple[str, ...] = ()

    def tone(self, words: str, next_year: int | None) -> dict[Role, float]:
        """How much these words sound like each role; 0 where nothing tells."""
        return {
            role: sum(s.weight for s in signs if _sign(s, next_year).search(words))
            for role, signs in self.roles.items()
        }

    def headed(self, line: str, *, numbered: bool = False) -> frozenset[Role] | None:
        """The roles that lines under this heading speak to; None where the line is no heading, empty where it tells none.

        `numbered`: the line opened with the number of a section (三、), so that a few words without a figure head it.
        """
        ended = pattern(
            rf"[^，。；！？,;!?]{{0,24}}(?:{self.heading_ends})(?:[（(][^（）()，。]{{1,16}}[）)])?[：:]?"
        ).fullmatch(line.strip())
        if not ended and not (numbered and pattern(r"[^，。；！？,;!?：:\d]{1,12}[：:]?").fullmatch(line.strip())):
            return None
        return next((frozenset(h.roles) for h in self.headings if pattern(h.when).search(line)), frozenset())

    def lead(self, sentence: str) -> tuple[str, frozenset[Role]]:
        """The words of a sentence that only lead to what is told (“问题：”一个是……) and the roles they tell; ("", none)
        where none do."""
        for lead in self.leads:
            found = pattern(rf"\s*(?:{lead.when})").match(sentence)
            if found is not None and found.end() < len(sentence):
                return found[0], frozenset(lead.roles)
        return "", frozenset()

    def led(self, line: str) -> frozenset[Role]:
        """The roles told by what opens a line: a lead, or a heading that stands before a colon; empty where none are."""
        roles = self.lead(line)[1]
        if roles:
            return roles
        head = pattern(r"[^，。；！？：,;!?:]{1,12}?(?:[：:]|(?:嘛|呢|啊|么)[，,])").match(line.strip())
        found = (h for h in self.headings if head and pattern(h.when).search(head[0]))
        return next((frozenset(h.roles) for h in found), frozenset())

    def heads_message(self, line: str) -> bool:
        """Whether the line only says who sent a message and when."""
        return any(pattern(head).fullmatch(line.strip()) for head in self.message_heads)


def _sign(sign: Sign, next_year: int | None) -> re.Pattern[str]:
    return pattern(sign.when.replace("{next}", str(next_year) if next_year else "(?!)"))


@cache
def ways() -> Ways:
    """The ways of speaking, from all files of knowledge/intake; raises OutlineError where one is not what it should be."""
    merged: dict[str, object] = {}
    for path in knowledge_files("intake", ".yaml"):
        try:
            merged |= read_yaml(path.read_text(encoding="utf-8")) or {}
        except yaml.YAMLError as error:
            raise OutlineError(f"{path.name} 不是正确的 YAML。", "请检查缩进、冒号和引号。") from error
    try:
        return Ways.model_validate(merged)
    except ValueError as error:
        raise OutlineError("knowledge/intake 里的文件写得不对。", "请照原来的样子检查键名和缩进。") from error
