"""Terms set right in what is written of one answer, each correction told once."""

from __future__ import annotations

from assistant.report import Finding
from assistant.wording.term_slips import correct, told_slip


class TermsSetRight:
    """What is written of an answer to a question, in the exact terms of the report's year; `findings` says what was changed."""

    def __init__(self, question_id: str, year: int) -> None:
        self._question_id, self._year = question_id, year
        self._told: set[str] = set()
        self.findings: list[Finding] = []

    def made(self, text: str) -> str:
        """The text with its terms set right."""
        done = correct(text, self._year)
        for change in done.corrections:
            if change.found not in self._told:
                self._told.add(change.found)
                message = f"{self._question_id}：{told_slip(change.found, change.right)}，已按规范表述改写。"
                self.findings.append(Finding(rule=change.rule, level="low", message=message))
        return done.text
