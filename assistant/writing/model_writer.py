"""The writer that works with a model: it betters the program's draft item by item, and never leaves it worse.

The program's draft is there first, whole and checked. Each item is then drafted by the model from the same facts, each
sentence goes through the guard, a refused or forgotten one gets one repair call, and what still fails stays as the
program wrote it. So a lying, lazy or broken model costs style, not truth.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.errors import (
    CancelledError,
    EndpointUnreachableError,
    KeyRefusedError,
    ModelError,
    ModelMissingError,
    QuotaGoneError,
)
from assistant.report import Report
from assistant.writing.model_headlines import plan_headlines
from assistant.writing.model_items import draft_item
from assistant.writing.model_measures import draft_measures
from assistant.writing.model_problems import draft_problem
from assistant.writing.model_unify import unify
from assistant.writing.under_way import DONE, Progress, UnderWay, WriterEvent

_HOPELESS = (KeyRefusedError, QuotaGoneError, ModelMissingError, EndpointUnreachableError)
_BLINK = 0.25
"""Seconds between two looks at whether Ctrl-C was pressed: on Windows a wait without end cannot be broken off."""


@dataclass
class ModelWriter:
    """Drafts one report with a model. Use once; `report` is what stands, at every moment whole."""

    work: UnderWay
    _hopeless: ModelError | None = None
    _broken: Exception | None = None

    @property
    def report(self) -> Report:
        """The report as it stands."""
        return self.work.report

    @property
    def fallbacks(self) -> list[str]:
        """What the program had to draft, and why."""
        return self.work.fallbacks

    def stop(self) -> None:
        """Ends `write` at once, from whatever thread; what is done is kept, calls under way are let go."""
        self.work.close()

    def write(self) -> Iterator[WriterEvent]:
        """Plan, items and problems side by side, measures, a reading of the whole; `report` grows with each item."""
        threading.Thread(target=self._run, daemon=True).start()
        while (event := self._next()) != DONE:
            if not isinstance(event, str):
                yield event
        if self._broken is not None:
            raise self._broken

    def _next(self) -> WriterEvent | str:
        while True:
            try:
                return self.work.events.get(timeout=_BLINK)
            except queue.Empty:
                continue

    def _run(self) -> None:
        try:
            self._tell("正在拟各条的标题")
            self._attempt("标题", lambda: plan_headlines(self.work))
            self._tell("正在起草各条")
            self._side_by_side()
            self._tell("正在通读全稿")
            self._attempt("通读", lambda: unify(self.work))
        except Exception as error:  # noqa: BLE001 (raised again by whoever reads the events)
            self._broken = error
        finally:
            self.work.settle()
            self.work.events.put(DONE)

    def _side_by_side(self) -> None:
        """Items and problems at once; the measures as soon as the problems they answer are written.

        Threads of our own, not a pool's: those would hold up the end of the program until the last reply is in.
        """
        measures, problems = set(self.work.measure_items()), self.work.problem_items()
        first = [self._thread(item_id) for item_id in self.work.built if item_id in problems - measures]
        others = [self._thread(item_id) for item_id in self.work.built if item_id not in problems | measures]
        for thread in first:
            thread.join()
        if measures:
            self._tell("正在起草措施")
            self._attempt("措施", lambda: draft_measures(self.work))
        for thread in others:
            thread.join()

    def _thread(self, item_id: str) -> threading.Thread:
        thread = threading.Thread(target=self._guarded, args=(item_id,), daemon=True)
        thread.start()
        return thread

    def _guarded(self, item_id: str) -> None:
        try:
            self._one(item_id)
        except Exception as error:  # noqa: BLE001 (raised again by whoever reads the events)
            self._broken = error

    def _attempt(self, name: str, act: Callable[[], None]) -> None:
        """One step; a failure of the model is noted and the program's words stand."""
        if self.work.stopped.is_set() or self._hopeless is not None:
            if self._hopeless is not None and name not in ("标题", "通读"):
                self.work.fall_back(name, self._hopeless)
            return
        try:
            act()
        except CancelledError:
            self.work.stopped.set()
        except ModelError as error:
            if isinstance(error, _HOPELESS):
                self._hopeless = error
            self.work.fall_back(name, error)

    def _one(self, item_id: str) -> None:
        act = draft_problem if item_id in self.work.problem_items() else draft_item
        self._attempt(f"“{self.work.built[item_id].headline}”", lambda: act(self.work, item_id))
        self.work.settle()
        self.work.done(item_id)

    def _tell(self, text: str) -> None:
        if not self.work.stopped.is_set():
            self.work.tell(Progress(text))
