"""A report while a model drafts it: what it stands on, what is done, and what is told to whoever waits."""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.errors import AssistantError
from assistant.outline import ItemPlan, Outline
from assistant.ports import Model
from assistant.report import Fact, Item, Part, Report
from assistant.writing import steps
from assistant.writing.asked_lengths import asked_lengths
from assistant.writing.pieces import Built, Group, rebuilt, take_apart
from assistant.writing.sentences import Sieve, with_kept

DONE = "\0done"


@dataclass(frozen=True)
class Progress:
    """What is being done, in Chinese, for whoever waits."""

    text: str


@dataclass(frozen=True)
class Passed:
    """A sentence of an item that the guard has passed; unchecked words are never shown."""

    item: str
    text: str


@dataclass(frozen=True)
class ItemDone:
    """An item is done; `by` is the model's name, None where the program's words stand; `words` is all of it."""

    item: str
    by: str | None
    words: str = ""


WriterEvent = Progress | Passed | ItemDone


@dataclass(frozen=True)
class Material:
    """What the model writer stands on besides the report.

    `free`: facts that may be written, all of them; `emphasis`: what the person wants remembered; `exemplars`: masked
    passages; `forms`: sanctioned forms of the year; `post`: who reports.
    """

    free: Sequence[Fact]
    forms: Sequence[str] = ()
    exemplars: Sequence[str] = ()
    emphasis: str = ""
    post: str = "书记"


@dataclass
class UnderWay:
    """The report that the steps work on together; `report` is whole at every moment."""

    model: Model
    sieve: Sieve
    outline: Outline
    report: Report
    material: Material
    attempt: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)
    fallbacks: list[str] = field(default_factory=list)
    events: queue.Queue[WriterEvent | str] = field(default_factory=queue.Queue)
    built: dict[str, Built] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _closed: bool = False

    def __post_init__(self) -> None:
        self._first = self.report
        self.built = {i.id: take_apart(self.report, p, i) for p in self.report.parts for i in p.items}
        told = (fact for built in self.built.values() for piece in (built.head, *built.pieces) for fact in piece.facts)
        self.told_by_program = frozenset(told)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The facts that may be written, by id."""
        return {fact.id: fact for fact in self.material.free}

    @cached_property
    def call(self) -> steps.Call:
        """What all calls share: the prefix, rendered once."""
        asks = {question.id: question.ask for question in self.outline.questions}
        lengths = asked_lengths(self.report)
        about = steps.About(self.report.title, self.report.year, self.material.post, asks, lengths)
        shared = steps.shared_prefix(about, self.material.free, self.material.forms, self.material.exemplars)
        return steps.Call(shared, self.attempt)

    def tell(self, event: WriterEvent) -> None:
        """Tells whoever waits."""
        self.events.put(event)

    def passed(self, item_id: str, text: str) -> None:
        """Shows a sentence that the guard has passed."""
        self.tell(Passed(item_id, text))

    def done(self, item_id: str) -> None:
        """Tells that an item stands, and whose words they are."""
        built = self.built[item_id]
        words = "".join(piece.text for piece in (built.head, *built.pieces))
        self.tell(ItemDone(item_id, built.drafted_by, words))

    def fall_back(self, name: str, error: AssistantError) -> None:
        """Notes that the program's words stand, and why."""
        with self._lock:
            self.fallbacks.append(f"{name}由程序起草：{error.message}")

    def put(self, item_id: str, built: Built) -> None:
        """Puts an item's new words in place of the old, whole; after `close` nothing changes any more."""
        with self._lock:
            if not self._closed:
                self.built[item_id] = built

    def settle(self) -> None:
        """Puts the items as they are now into the report."""
        with self._lock:
            if not self._closed:
                self.report = rebuilt(self.report, self.built)

    def close(self) -> None:
        """Stops the steps; what is done by now stands, what still comes is left aside."""
        self.stopped.set()
        self.settle()
        with self._lock:
            self._closed = True
        self.events.put(DONE)

    def take_back(self, item_id: str, sentence: str, why: str) -> None:
        """Puts the program's words in place of the model's: of this sentence or its measure, of the whole item where
        they do not come apart."""
        with self._lock:
            built, first = self.built[item_id], take_apart(self._first, *self._place(item_id))
            group = next((one for one in built.groups if any(piece.text == sentence for piece in one.pieces)), None)
            left = self._without(built, first, group, sentence) if group is not None else None
            part = "里的一句" if left is not None else ""
            self.fallbacks.append(f"“{built.headline}”{part}由程序起草：{why}")
            self.built[item_id] = left or first
            self.report = rebuilt(self.report, self.built)

    def _without(self, built: Built, first: Built, group: Group, sentence: str) -> Built | None:
        """An item with the program's words for one group, or for one sentence of plain text; None where it has none."""
        own = next((one for one in first.groups if one.id == group.id and one.kind == group.kind), None)
        if group.id:
            groups = [own if one is group else one for one in built.groups]
            return replace(built, groups=[one for one in groups if one is not None]) if own is not None else None
        stays = [piece for piece in group.pieces if piece.text != sentence]
        told = {fact for one in built.groups for piece in one.pieces if one is not group for fact in piece.facts}
        told |= {fact for piece in (built.head, *stays) for fact in piece.facts}
        lost = [fact for piece in group.pieces for fact in piece.facts if fact not in told]
        plain = [piece for one in first.groups if not one.id for piece in one.pieces if not piece.fixed]
        back = [piece for piece in plain if any(fact in lost for fact in piece.facts)]
        if not stays or (lost and not back):
            return None
        fresh = replace(group, pieces=with_kept(self.sieve, stays, back, lost))
        return replace(built, groups=[fresh if one is group else one for one in built.groups])

    def _place(self, item_id: str) -> tuple[Part, Item]:
        return next((part, item) for part in self._first.parts for item in part.items if item.id == item_id)

    def plan_of(self, item_id: str) -> ItemPlan | None:
        """The outline's plan of an item; None for a problem, which has none."""
        return next((plan for plan in self.outline.items() if plan.id == item_id), None)

    def home(self, item_id: str) -> str:
        """The heading of the part that an item stands in."""
        return next(part.heading for part in self.report.parts if any(item.id == item_id for item in part.items))

    def problem_items(self) -> set[str]:
        """The items that tell a problem."""
        return {problem.id for problem in self.report.problems}

    def measure_items(self) -> list[str]:
        """The items that hold measures, in order."""
        return [name for name, built in self.built.items() if any(group.kind == "measure" for group in built.groups)]
