"""What a conversation can be asked to do with its draft: one typed method each, on disk as a turn before it returns."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from assistant.acts.facts import FactTurn
from assistant.acts.findings import FindingTurn
from assistant.acts.measures import CALLED, Field, MeasureTurn
from assistant.acts.offers import REWRITE, WAYS
from assistant.acts.returns import ReturnTurn
from assistant.interview.events import Event

_BUTTONS = {
    "rewrite": REWRITE.strip("（）"),
    "concrete": "更具体",
    **{way: words for way, words in WAYS.items() if way != "concrete"},
}


class DraftActs(FindingTurn, FactTurn, MeasureTurn, ReturnTurn):
    """A turn that can do all of it."""


class Asked(ABC):
    """The acts of a conversation on its draft.

    Each raises InputError, with nothing changed, where it cannot be done, and StorageError.
    """

    @abstractmethod
    def act(self, said: str, act: Callable[[DraftActs], None], *, slow: bool = False) -> Iterator[Event]:
        """One turn: `said` is how it is kept in the talk; `slow`: kept before it is done, for a model may be asked."""

    def ask_change(self, said: str, item: str = "", part: str | None = None) -> Iterator[Event]:
        """Offers what a message in plain words would change; `item` or `part` is where the person is."""
        return self.act(said, lambda turn: turn.offer(said, item, part), slow=True)

    def ask_way(self, way: str, item: str, words: str = "") -> Iterator[Event]:
        """Offers one of the usual changes of an item: rewrite, or one of `offers.WAYS`."""
        told = f"{_BUTTONS.get(way, way)}{'：' + words if words.strip() else ''}"
        return self.act(f"（{told}）", lambda turn: turn.offer_way(way, item, words), slow=True)

    def decide(self, number: int, *, accept: bool) -> Iterator[Event]:
        """Takes or leaves one to-do of what is offered."""
        return self.act(
            f"（{'采纳' if accept else '不要'}第{number}处）", lambda turn: turn.decide(number, accept=accept)
        )

    def decide_all(self, *, accept: bool) -> Iterator[Event]:
        """Takes or leaves the rest of what is offered."""
        return self.act("（都采纳）" if accept else "（都不要）", lambda turn: turn.decide_all(accept=accept))

    def change_fact(self, fact: str, words: str, source: str = "") -> Iterator[Event]:
        """A figure changed once, everywhere it stands."""
        return self.act(
            f"（改为{words}{'，' + source if source.strip() else ''}）",
            lambda turn: turn.change_fact(fact, words, source),
        )

    def choose_fact(self, fact: str) -> Iterator[Event]:
        """Of answers that differ, the one that holds."""
        return self.act("（两种说法选一种）", lambda turn: turn.choose_fact(fact))

    def rename(self, old: str, new: str) -> Iterator[Event]:
        """A name put right wherever it stands."""
        return self.act(f"（“{old}”都改成“{new}”）", lambda turn: turn.rename(old, new))

    def own_figure(self, pending: int, source: str) -> Iterator[Event]:
        """Says where a figure of the file that came back is from; it is a fact then."""
        return self.act(f"（出处：{source}）", lambda turn: turn.own_figure(pending, source))

    def fill_measure(self, measure: str, field: Field, words: str) -> Iterator[Event]:
        """A measure's owner, due or target."""
        return self.act(f"（措施的{CALLED[field]}：{words}）", lambda turn: turn.fill_measure(measure, field, words))

    def link_measure(self, measure: str, problem: str) -> Iterator[Event]:
        """Which problem a measure answers."""
        return self.act("（措施挂到问题上）", lambda turn: turn.link_measure(measure, problem))

    def mend(self, finding: str) -> Iterator[Event]:
        """Puts a finding right, or offers the change that would; `finding` is its key (see waiving)."""
        return self.act("（按意见改）", lambda turn: turn.mend(finding), slow=True)

    def mend_all(self) -> Iterator[Event]:
        """Every finding with but one right form."""
        return self.act("（能直接改的都改）", lambda turn: turn.mend_all())

    def wave(self, finding: str, reason: str) -> Iterator[Event]:
        """Lets a high finding through with a reason."""
        return self.act(f"（放行，理由：{reason}）", lambda turn: turn.wave(finding, reason))

    def wave_no_more(self, finding: str) -> Iterator[Event]:
        """Takes a reason back."""
        return self.act("（收回放行）", lambda turn: turn.wave_no_more(finding))

    def finish(self) -> Iterator[Event]:
        """The final copy, or what is in its way."""
        return self.act("（定稿）", lambda turn: turn.finish())

    def restore(self, version: str | None = None) -> Iterator[Event]:
        """An earlier version, or a later one again; None: the one before."""
        return self.act(f"（恢复到 {version}）" if version else "（撤销）", lambda turn: turn.restore(version))

    def take_back(self, path: Path, name: str) -> Iterator[Event]:
        """The file that was edited in Word."""
        return self.act(f"（读回“{name}”）", lambda turn: turn.take_back(path, name))

    def close_remark(self, remark: str, state: Literal["accepted", "declined"], reason: str = "") -> Iterator[Event]:
        """Closes a remark of the file that came back."""
        told = f"（批注{'采纳' if state == 'accepted' else '不采纳'}：{reason}）"
        return self.act(told, lambda turn: turn.close_remark(remark, state, reason))

    def bring_to_check(self, upload: str, name: str) -> Iterator[Event]:
        """The file whose findings are wanted; "" lets go of it."""
        return self.act(
            f"（核“{name}”）" if upload else "（不看那份文件了）", lambda turn: turn.bring_to_check(upload, name)
        )
