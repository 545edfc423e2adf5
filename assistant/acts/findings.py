"""A finding mended where the program can, let through with a reason, and the final copy at the end of it."""

from __future__ import annotations

from assistant.acts.offers import OfferTurn
from assistant.errors import InputError
from assistant.interview.events import Drafted, Notice, Said
from assistant.report import Finding, Report
from assistant.revising.mending import mend_of, mended
from assistant.waiving import finished, key, unanswered, unexplained, with_reasons

SHORTEST_REASON = 4


class FindingTurn(OfferTurn):
    """A turn about findings."""

    def mend(self, finding_key: str) -> None:
        """Puts a finding right at once where there is one right form; else offers the change to be looked at."""
        report = self.standing()
        finding = _finding(report, finding_key)
        mend = mend_of(report, finding, self.kind)
        if mend is None or mend.field:
            raise InputError("这一条要您自己定，程序不替您改。", finding.message)
        if mend.right is None:
            self.offer(mend.request)
            return
        after = mended(report, finding, mend.right)
        now = self.stands(report, after, f"{finding.rule}：{mend.label}")
        self.tell_changes(report, now, f"改好了：{mend.label}。")

    def mend_all(self) -> None:
        """Every finding that has but one right form, in one version."""
        report = self.standing()
        after, count = report, 0
        while True:
            for finding in after.findings:
                mend = mend_of(after, finding, self.kind)
                if mend is None or mend.right is None:
                    continue
                try:
                    changed = mended(after, finding, mend.right)
                except InputError:
                    continue
                after = self._checked_again(after, changed)
                count += 1
                break
            else:
                break
        if not count:
            raise InputError("没有程序能直接改的意见。", "其余的要您看着定。")
        now = self.stands(report, after, f"一次改好{count}条意见")
        self.tell_changes(report, now, f"改好了{count}条。")

    def _checked_again(self, before: Report, after: Report) -> Report:
        from assistant.revising.todos import rechecked

        return rechecked(before, after, self.kind)

    def wave(self, finding_key: str, reason: str) -> None:
        """Lets a high finding through with a reason (带理由放行)."""
        report = self.standing()
        finding = _finding(report, finding_key)
        reason = " ".join(reason.split())
        if finding.level != "high":
            raise InputError("这一条不是“必须改”，不用放行。", "")
        if len(reason) < SHORTEST_REASON:
            raise InputError("请把理由说成一句话。", "例如“台账已核对，确实是全部完成”。")
        self.session.reasons[finding_key] = reason
        self._with_reasons(report)
        left = len(unexplained(self.standing()))
        self.show(Said(f"记下了，这一条放行，理由是：{reason}。" + (f"还有{left}条“必须改”。" if left else "")))

    def wave_no_more(self, finding_key: str) -> None:
        """Takes a reason back."""
        report = self.standing()
        if self.session.reasons.pop(finding_key, None) is None:
            raise InputError("这一条没有放行过。", "")
        cleared = [f.model_copy(update={"reason": None}) if key(f) == finding_key else f for f in report.findings]
        self._with_reasons(report.model_copy(update={"findings": cleared, "final": False}))
        self.show(Said("放行收回了，这一条还算“必须改”。"))

    def _with_reasons(self, report: Report) -> None:
        """No words change, so that it makes no version."""
        self.session.report = with_reasons(report, self.session.reasons).model_dump(mode="json")

    def finish(self) -> None:
        """The final copy of the draft that stands, where that is earned; else what is in its way."""
        report = finished(with_reasons(self.standing(), self.session.reasons))
        self.session.report = report.model_dump(mode="json")
        if report.final:
            self.show(Drafted("定稿写好了，可以交。", report))
            return
        high, missing = unexplained(report), unanswered(report)
        told = [f"还有{len(high)}条“必须改”没有处理：改掉，或写明理由放行。"] if high else []
        told += [f"还有{len(missing)}道必答题没有答：{'、'.join(missing[:8])}。"] if missing else []
        self.show(Notice("".join(told)))


def _finding(report: Report, finding_key: str) -> Finding:
    found = next((finding for finding in report.findings if key(finding) == finding_key), None)
    if found is None:
        raise InputError("这条意见已经没有了。", "请看一下现在的核稿意见。")
    return found
