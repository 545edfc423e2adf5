"""A turn as far as it drafts: by the program at once, by a model once the turn is kept; and what needs a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from assistant.drafts.guided import guided_by_questions
from assistant.errors import InputError
from assistant.interview.events import Drafted, Event, ItemWritten, Notice, Said, SentenceWritten, Working
from assistant.interview.hearing import Hearing
from assistant.outline import find_outline
from assistant.report import Report
from assistant.talk.final_copy import FinalCopy
from assistant.waiving import unexplained, with_reasons

if TYPE_CHECKING:
    from assistant.drafts.drafting import ModelDraft
    from assistant.drafts.stops import Stop
    from assistant.ports import Model
    from assistant.retrieval.desk import Desk
    from assistant.workflow import Beside
    from assistant.writing.under_way import WriterEvent


class DraftTurn(Hearing):
    """A turn that can draft. `writer` is the model that does it; `wanted` what waits for its draft (draft, final,
    findings); `strict`: where nothing can be written, InputError is raised, not shown; `stop` may be asked to end it."""

    desk: Desk | None = None
    writer: Model | None = None
    wanted: str = ""
    strict: bool = False
    stop: Stop | None = None

    def with_draft(self, wish: str) -> None:
        """Does what needs a draft (draft, final, findings); where a model is to write it, that waits until the turn is kept.

        A draft that was stopped half way is gone on with where a draft is what is asked for.
        """
        half = wish == "draft" and self.session.half_written
        if self.writer is not None and (half or self._kept_draft() is None):
            self.wanted = wish
            return
        self._do(wish)

    def rewrite(self) -> None:
        """Drafts anew: what a model wrote is not taken from what is kept of its replies."""
        self.session.attempt += 1
        self.session.half_written = self.writer is not None
        self.with_draft("draft")

    def _do(self, wish: str) -> None:
        try:
            {"draft": self.write, "final": FinalCopy(self).ask_next, "findings": FinalCopy(self).list_findings}[wish]()
        except InputError as error:
            self.show(Notice(str(error)))
            self.repeat()
        if wish == "findings" and self.wanted:
            self.repeat()

    def write_with_model(self) -> Iterator[Event]:
        """Drafts with the model, telling what is being done, then does what was waiting for it."""
        work = self._begun()
        if work is None:
            return
        if self.stop is not None:
            self.stop.then(work.stop)
        headlines = work.headlines
        whole = False
        try:
            with closing(work.write()) as events:
                for event in events:
                    yield _shown(event, headlines)
            whole = not work.stopped
        finally:  # whoever shows it may have gone: what is done is kept all the same
            self._keep(work, whole)
        if not whole:
            self.show(Said("已停止，写好的都留着，其余先用程序写的；再说“写吧”就接着写。"))
        self._do(self.wanted)

    def _begun(self) -> ModelDraft | None:
        """The work of the model, not yet begun; None where there is nothing to write, which is then said."""
        from assistant.drafts.drafting import ModelDraft
        from assistant.workflow import written

        assert self.writer is not None
        guide = self.desk.guide() if self.desk is not None else None
        try:
            first = written(self.session.told(), find_outline(self.session.outline), **self._beside())
        except InputError as error:
            if self.strict:
                raise
            self.show(Notice(str(error)))
            self.repeat()
            return None
        return ModelDraft(first, self.writer, guide, self.session.attempt)

    def _keep(self, work: ModelDraft, whole: bool) -> None:
        from assistant.drafts.drafting import fingerprint

        report = guided_by_questions(work.report, self.session.references)
        report = self._after_the_last(report)
        self.session.report = report.model_dump(mode="json")
        self.session.drafted_from = self.session.drafted_on = fingerprint(self.session.told(), self._beside())
        self.session.half_written = not whole

    def _kept_draft(self) -> Report | None:
        """A model's draft that stands on all that has been said; None where there is none."""
        from assistant.drafts.drafting import fingerprint

        session = self.session
        if session.report is None or session.drafted_from != fingerprint(self.session.told(), self._beside()):
            return None
        return Report.model_validate(session.report)

    def write_or_raise(self) -> None:
        """Drafts, at once or, with a model, once the turn is kept; raises InputError where nothing can be written."""
        self.strict = True
        if self.writer is not None and self._kept_draft() is None:
            self.wanted = "draft"
        else:
            self.write()

    def write(self) -> None:
        """Drafts; raises InputError where nothing can be written."""
        from assistant.revising.measured import over_limit

        report = self.drafted()
        high = len(unexplained(report))
        counts = f"核稿意见 {len(report.findings)} 条（必须改的 {high} 条），待补 {len(report.pending)} 项"
        more = "说“意见”逐条看；" if report.findings else ""
        more += over_limit(report) + self.depth_offer(report)
        more += "要改哪里直接说，例如“第二个问题太虚”；要交了就说“定稿”。"
        self.show(Drafted(f"草稿写好了：{counts}。{more}也可以接着答，再说“写吧”就重写一稿。", report))

    def drafted(self) -> Report:
        """The draft of all that has been said, with the reasons given for its findings; raises InputError."""
        from assistant.drafts.drafting import fingerprint

        session = self.session
        kept = self._kept_draft() if self.writer is not None or session.revised_from else None
        report = kept or self._after_the_last(guided_by_questions(self._by_program(), session.references))
        report = with_reasons(report, session.reasons)
        session.report = report.model_dump(mode="json")
        session.drafted_from = session.drafted_from if kept else ""
        session.drafted_on = session.drafted_on if kept else fingerprint(self.session.told(), self._beside())
        session.half_written = session.half_written and kept is not None
        session.revised_from = session.revised_from if kept else []
        if kept is None and report.asked_in:
            session.drafted_from, session.revised_from = session.drafted_on, [report.parent, report.why]
        session.revising = True
        return report

    def _after_the_last(self, fresh: Report) -> Report:
        """A draft written anew: with the figures that were put right in the last one, which stays as a version."""
        from assistant.revising.succession import edited_again, put_right_again, succeeding

        told, kind = self.session, find_outline(self.session.outline)
        fresh = put_right_again(fresh, told.put_right, told.renamed, kind)
        known = [*(right.words for right in told.put_right), *(name.new for name in told.renamed)]
        again = edited_again(told.report, succeeding(told.report, fresh), kind, known)
        self._tell_edits(again.done, again.lost)
        return again.report

    def _tell_edits(self, done: int, lost: Sequence[str]) -> None:
        """What became of the edits of the last draft in the new one."""
        if done:
            self.show(Said(f"上一稿里您要求的改动，有{done}处照样改到了新的一稿上。"))
        if lost:
            listed = "\n".join(f"  {words}" for words in lost)
            self.show(Notice(f"有{len(lost)}处没能带过来，上一稿留着，说“撤销”可以退回去看：\n{listed}"))

    def depth_offer(self, report: Report) -> str:
        """What can be done about vague passages, said with the draft."""
        return ""

    def _by_program(self) -> Report:
        from assistant.workflow import draft

        return draft(self.session.told(), find_outline(self.session.outline), **self._beside())

    def _beside(self) -> Beside:
        """What holds beside the answers: last year's report, and the notice once it is confirmed."""
        session = self.session
        return {
            "last_year": session.last_year,
            "notice": session.notice if session.awaiting != "notice" else None,
        }


def _shown(event: WriterEvent, headlines: Mapping[str, str]) -> Working:
    """What happens while a model writes, as a talk shows it."""
    from assistant.writing.under_way import ItemDone, Passed

    if isinstance(event, Passed):
        return SentenceWritten(event.text, event.item, headlines.get(event.item, ""))
    if isinstance(event, ItemDone):
        return ItemWritten(f"写好一条（{event.by or '程序'}）", event.item, event.by, event.words)
    return Working(event.text)
