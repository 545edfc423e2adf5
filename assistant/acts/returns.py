"""What comes back: an earlier version, and the file that was edited in Word, with its remarks."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from assistant.acts.standing import StandingDraft
from assistant.errors import FileError, InputError
from assistant.figures.comparing import same_quantity
from assistant.figures.reading import read_figures
from assistant.interview.events import Notice, Said
from assistant.report import Figure, Report
from assistant.versions import restored


class ReturnTurn(StandingDraft):
    """A turn that brings something back."""

    def restore(self, version: str | None) -> None:
        """An earlier version, or a later one again; None: the one before."""
        report = self.standing()
        old = restored(report, version)
        self.keep(old, [report.version, f"恢复到{old.version}"])
        figures = [fact.figure for fact in old.facts if fact.figure is not None and fact.origin.kind == "person"]
        self.session.put_right = [
            one for one in self.session.put_right if any(_stands(one.words, figure) for figure in figures)
        ]
        self.session.renamed = [
            one for one in self.session.renamed if _spoken(old, one.new) or not _spoken(old, one.old)
        ]
        self.tell_changes(report, old, f"现在是 {old.version} 这一版；刚才的 {report.version} 也留着。")

    def take_back(self, path: Path, name: str) -> None:
        """The file edited in Word as a new version; new figures are asked about, remarks become to-dos."""
        from assistant.documents import read_text
        from assistant.documents.remarks import read_remarks
        from assistant.workflow import reread_report

        report = self.standing()
        if path.suffix.lower() not in (".docx", ".docm", ".doc", ".wps", ".txt", ".md"):
            raise FileError(f"“{name}”不是改过的稿子。", "请传在 Word 或 WPS 里改过、存成 .docx 的文件。")
        remarks = read_remarks(path) if path.suffix.lower() in (".docx", ".docm") else []
        came = reread_report(report, read_text(path), remarks, name)
        if came.report is report or came.report.version == report.version:
            self.show(Notice(f"“{name}”与现在的稿子一字不差，没有改动。"))
            return
        self.keep(came.report, [report.version, f"读回“{name}”"])
        waiting = sum(todo.state == "open" for todo in came.report.todos)
        told = [f"读回“{name}”：{len(came.changes)}句有改动，成了 {came.report.version} 这一版。"]
        told += [f"有{len(came.asked)}个新写的数要您确认出处。"] if came.asked else []
        told += [f"有{waiting}条批注等您处理。"] if waiting else []
        self.show(Said("".join(told)))

    def close_remark(self, remark: str, state: Literal["accepted", "declined"], reason: str) -> None:
        """Closes a reviewer's remark: taken or not, and why."""
        report = self.standing()
        if not any(todo.id == remark for todo in report.todos):
            raise InputError("没有这条批注。", "")
        reason = " ".join(reason.split())
        if state == "declined" and not reason:
            raise InputError("不采纳请写一句为什么。", "例如“数字已与县里核对”。")
        todos = [
            todo.model_copy(update={"state": state, "reason": reason}) if todo.id == remark else todo
            for todo in report.todos
        ]
        self.session.report = report.model_copy(update={"todos": todos}).model_dump(mode="json")
        self.show(Said("批注处理好了。"))

    def bring_to_check(self, upload: str, name: str) -> None:
        """Notes the file whose findings are wanted; "" lets go of it."""
        self.session.brought = [upload, name] if upload else []
        self.show(Said(f"核的是“{name}”，意见列在下面。" if upload else "不看那份文件了。"))


def _spoken(report: Report, name: str) -> bool:
    return any(name in part.text for part in report.parts)


def _stands(words: str, figure: Figure) -> bool:
    return any(
        same_quantity(span.figure, figure) or (span.figure.value == figure.value and not span.figure.unit)
        for span in read_figures(words)
    )
