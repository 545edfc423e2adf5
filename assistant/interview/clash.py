"""One contradiction between facts: the finding it becomes and the question that is asked."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.report import Fact, Finding, Pending


@dataclass(frozen=True)
class Clash:
    """`marked` are the facts not to be written, `quoted` those that say it, `ask` what is asked of the person."""

    rule: str
    marked: tuple[Fact, ...]
    quoted: tuple[Fact, ...]
    message: str
    ask: str

    def finding(self) -> Finding:
        """As a finding of level high that quotes all passages."""
        quotes = dict.fromkeys(fact.quote for fact in self.quoted)
        return Finding(rule=self.rule, level="high", quote="……".join(quotes), message=self.message)

    def pending(self) -> Pending:
        """As a question to the person."""
        return Pending(question=self.quoted[0].origin.ref, what=self.ask)
