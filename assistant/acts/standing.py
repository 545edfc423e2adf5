"""A turn that acts on the draft that stands: how it is had, how a changed one takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.interview.events import Notice, Said
from assistant.outline import Outline, find_outline
from assistant.report import Report
from assistant.revision_turn import RevisionTurn
from assistant.todos import changes_of, rechecked
from assistant.versions import changed

if TYPE_CHECKING:
    from assistant.todos import Change


class StandingDraft(RevisionTurn):
    """A turn over a draft; every change is checked anew and becomes a version."""

    @property
    def kind(self) -> Outline:
        """The kind of report itself, as the checks of a finished draft take it."""
        return find_outline(self.session.outline)

    def standing(self) -> Report:
        """The draft that stands; raises InputError where there is none yet."""
        if self.session.report is None:
            raise InputError("还没有草稿。", "先答几题，再说“写吧”。")
        return Report.model_validate(self.session.report)

    def behind(self) -> bool:
        """Whether the draft that stands was written before something that was told since."""
        from assistant.drafting import fingerprint

        return bool(self.session.drafted_on) and self.session.drafted_on != fingerprint(self._told(), self._beside())

    def stands(self, before: Report, after: Report, why: str) -> Report:
        """Puts `after` in the place of `before` as a new version, with its findings anew; what was offered is void."""
        fresh = changed(before, rechecked(before, after, self.kind), why)
        self.keep(fresh, [before.version, why])
        return fresh

    def keep(self, report: Report, came_of: list[str]) -> None:
        """Keeps a report as the one that stands; `came_of` the version and message it came of."""
        from assistant.drafting import fingerprint

        session = self.session
        session.report = report.model_dump(mode="json")
        session.drafted_from = session.drafted_on or fingerprint(self._told(), self._beside())
        session.revised_from = came_of
        session.revising, session.offer = True, None

    def tell_changes(self, before: Report, after: Report, lead: str) -> None:
        """Says what was changed, each place before and after."""
        changes = changes_of(before, after)
        if not changes:
            self.show(Notice(f"{lead}正文没有变。"))
            return
        self.show(
            Said("\n".join([lead, *(line for change in changes for line in _lines(change)), "要退回就说“撤销”。"]))
        )


def _lines(change: Change) -> list[str]:
    return [
        f"  〔{change.where}〕",
        f"    前：{change.before or '（没有）'}",
        f"    后：{change.after or '（删去）'}",
    ]
