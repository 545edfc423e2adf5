"""The final copy in the talk: each high finding is shown, and a reason lets it through (带理由放行)."""

from __future__ import annotations

import re
from typing import Protocol

from assistant.errors import InputError
from assistant.interview.events import Drafted, Event, Interview, Notice, Said
from assistant.report import Finding, Report
from assistant.waiving import finished, key, unanswered, unexplained

_LEVELS = {"high": "【必须改】", "medium": "【建议改】", "low": "【供参考】"}
_SHORTEST_REASON = 4


class DraftingTurn(Protocol):
    """What the final copy needs of a turn: its session, where to show things, and a fresh draft."""

    session: Interview

    def show(self, event: Event) -> None:
        """Adds an event to the turn."""

    def repeat(self) -> None:
        """Puts again what is open."""

    def drafted(self) -> Report:
        """The draft of all that has been said, with the reasons given; raises InputError where nothing can be written."""


class FinalCopy:
    """What is said on the way to the final copy, done to the session of a turn."""

    def __init__(self, turn: DraftingTurn) -> None:
        self._turn = turn

    def list_findings(self) -> None:
        """Every finding of the draft as it would be now, the high ones first."""
        try:
            report = self._turn.drafted()
        except InputError as error:
            self._turn.show(Notice(str(error)))
            return
        lines = [
            f"  {_LEVELS[f.level]} {_finding_words(f)}"
            for level in _LEVELS
            for f in report.findings
            if f.level == level
        ]
        self._turn.show(Said("\n".join((f"核稿意见 {len(lines)} 条：", *lines)) if lines else "没有核稿意见。"))

    def ask_next(self) -> None:
        """Drafts anew and asks about the next high finding without a reason; with none left, hands over the final copy."""
        session = self._turn.session
        try:
            report = self._turn.drafted()
        except InputError as error:
            self._turn.show(Notice(str(error)))
            self._turn.repeat()
            return
        left = unexplained(report)
        if left:
            session.awaiting, session.reviewing = "reason", key(left[0])
            self._turn.show(
                Notice(
                    f"定稿前还有 {len(left)} 条“必须改”的没有处理。先看这一条：\n  {_finding_words(left[0])}\n"
                    "该改的，照“题号：……”把那一题重说；确实没错、要这样交的，说“理由：……”放行；先不定稿就说“先放着”。"
                )
            )
            return
        session.awaiting, session.reviewing = "answer", ""
        final = finished(report)
        session.report = final.model_dump(mode="json")
        self._turn.show(Drafted(_final_words(final), final))

    def hear(self, text: str) -> bool:
        """The reason for the finding now shown; False where the words are an answer to what was open."""
        session = self._turn.session
        if re.fullmatch(r"(?:先|就)?(?:放着|放下|不定稿|不定|算了|等等|再说)[吧了。]*", text):
            session.awaiting, session.reviewing = "answer", ""
            self._turn.show(Said("好，先放着，草稿还在。"))
            self._turn.repeat()
            return True
        said = re.match(r"(?:放行)?(?:的)?理由(?:是|：|:|，|,|\s)*(?P<why>.*)", text, re.DOTALL)
        why = said["why"].strip() if said else ""
        if len(why) < _SHORTEST_REASON:
            self._turn.show(Notice("请把理由说成一句话，例如“理由：台账已核对，确实是全部完成”。"))
            self._turn.repeat()
            return True
        session.reasons[session.reviewing] = why
        self._turn.show(Said(f"记下了，这一条放行，理由是：{why}"))
        self.ask_next()
        return True


def _finding_words(finding: Finding) -> str:
    quote = f"“{finding.quote}”：" if finding.quote and finding.quote not in finding.message else ""
    reason = f"（已放行，理由：{finding.reason}）" if finding.reason else ""
    return f"{finding.rule} {quote}{finding.message}{reason}"


def _final_words(report: Report) -> str:
    if report.final:
        return "定稿写好了，可以交。"
    missing = unanswered(report)
    listed = "、".join(missing[:8]) + ("等" if len(missing) > 8 else "")
    return (
        f"“必须改”的都处理了。还有 {len(missing)} 道必答题没有答（{listed}），这一稿先记作草稿。"
        "答了它们，或说“没有”“不公开”，再说“定稿”。"
    )
