"""A draft with a model, as the talk and the batch command have it: guided by the knowledge store, stopped at any moment."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

from assistant.drafts.guided import guidance_for, noted
from assistant.drafts.modelled import Modelled
from assistant.ports import Model
from assistant.report import Answers, LastYear, Limits, Report
from assistant.workflow import Beside, Drafted

if TYPE_CHECKING:
    from assistant.retrieval.guidance import Guide
    from assistant.writing.under_way import WriterEvent


class ModelDraft:
    """One draft by a model over the program's own (`first`); `attempt` is raised for a 重写."""

    def __init__(self, first: Drafted, model: Model, guide: Guide | None, attempt: int = 0) -> None:
        exemplars, self._guided = guidance_for(first.report, guide) if guide is not None else ([], {})
        self._first = first
        self._work = Modelled(first, model, exemplars, attempt)
        self.stopped = False

    def write(self, stopped: Callable[[], None] | None = None) -> Generator[WriterEvent]:
        """Runs the steps and yields what happens; Ctrl-C keeps what is done (`stopped` is then called) and ends it."""
        try:
            yield from self._work.write()
        except KeyboardInterrupt:
            self.stop()
            if stopped is not None:
                stopped()

    def stop(self) -> None:
        """Ends the writing at once, from whatever thread; what is done is kept."""
        self.stopped = True
        self._work.stop()

    @property
    def headlines(self) -> dict[str, str]:
        """The headlines of the items, by id, as the program wrote them."""
        return {item.id: item.headline for part in self._first.report.parts for item in part.items}

    @property
    def report(self) -> Report:
        """The report as it stands: whole, checked, with the passages that guided what the model wrote."""
        report = self._work.report
        by_model = {item.id for part in report.parts for item in part.items if item.drafted_by}
        return noted(report, {name: ids for name, ids in self._guided.items() if name in by_model})


def fingerprint(answers: Answers, beside: Beside) -> str:
    """Tells whether a kept draft still stands on what has been said and brought."""
    held = [answers.model_dump_json()] + [one.model_dump_json() if one else "" for one in _values(beside)]
    return hashlib.sha256("\n".join(held).encode("utf-8", "surrogatepass")).hexdigest()


def _values(beside: Beside) -> tuple[LastYear | None, Limits | None]:
    return beside.get("last_year"), beside.get("notice")


def authors(report: Report) -> list[str]:
    """Who drafted what, and why the program had to step in, in lines to be shown."""
    items = [item for part in report.parts for item in part.items]
    by_model = sum(item.drafted_by is not None for item in items)
    if not by_model:
        return ["全部由程序起草。", *(f"  {words}" for words in report.writer.fallbacks)]
    name = report.writer.model
    head = f"共{len(items)}条：由模型“{name}”起草 {by_model} 条，由程序起草 {len(items) - by_model} 条。"
    return [head, *(f"  {words}" for words in report.writer.fallbacks)]
