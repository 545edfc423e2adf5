"""A turn that acts on the draft that stands: how it is had, how a changed one takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import InputError
from assistant.interview.events import Notice, Said
from assistant.outline import Outline, find_outline
from assistant.report import Report
from assistant.revising.todos import changes_of, rechecked
from assistant.talk.revision_turn import RevisionTurn
from assistant.versions import changed

if TYPE_CHECKING:
    from assistant.revising.todos import Change


_MOST, _AROUND, _LONGEST = 4, 6, 80
"""Places told of, characters shown before the first that differs, and characters of one line."""


class StandingDraft(RevisionTurn):
    """A turn over a draft; every change is checked anew and becomes a version."""

    named: str = ""
    """How the act is kept in the talk, where that names what it is about; else as the conversation was asked."""

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
        from assistant.drafts.drafting import fingerprint

        return bool(self.session.drafted_on) and self.session.drafted_on != fingerprint(
            self.session.told(), self._beside()
        )

    def drafted_now(self) -> None:
        """Says that the draft stands on all that is told by now."""
        from assistant.drafts.drafting import fingerprint

        self.session.drafted_on = fingerprint(self.session.told(), self._beside())

    def stands(self, before: Report, after: Report, why: str) -> Report:
        """Puts `after` in the place of `before` as a new version, with its findings anew; what was offered is void."""
        fresh = changed(before, rechecked(before, after, self.kind), why)
        self.keep(fresh, [before.version, why])
        return fresh

    def keep(self, report: Report, came_of: list[str]) -> None:
        """Keeps a report as the one that stands; `came_of` the version and message it came of."""
        from assistant.drafts.drafting import fingerprint

        session = self.session
        session.report = report.model_dump(mode="json")
        session.drafted_from = session.drafted_on or fingerprint(self.session.told(), self._beside())
        session.revised_from = came_of
        session.revising, session.offer = True, None

    def tell_changes(self, before: Report, after: Report, lead: str) -> None:
        """Says what was changed: where, and the few words that differ; all of it is to be seen in the versions."""
        changes = changes_of(before, after)
        if not changes:
            self.show(Notice(f"{lead}正文没有变。"))
            return
        lines = [_brief(change) for change in changes[:_MOST]]
        more = [f"  …… 一共{len(changes)}处"] if len(changes) > _MOST else []
        self.show(Said("\n".join([lead, *lines, *more, "要退回就说“撤销”。"])))


def _brief(change: Change) -> str:
    """A change in a line: the words that went and came with a little around them."""
    before, after = change.before, change.after
    if not before or not after:
        return f"  〔{change.where}〕{'新加' if after else '删去'}：{_short(after or before)}"
    start = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    end = next(
        (i for i, (a, b) in enumerate(zip(before[start:][::-1], after[start:][::-1], strict=False)) if a != b),
        min(len(before), len(after)) - start,
    )
    left, tail = max(0, start - _AROUND), max(0, end - 3)
    old, new = before[left : len(before) - tail], after[left : len(after) - tail]
    if len(old) + len(new) > _LONGEST:
        return f"  〔{change.where}〕从{len(before)}字改为{len(after)}字"
    return f"  〔{change.where}〕“{old}”→“{new}”"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST // 2 else f"{text[: _LONGEST // 2]}……"
