"""The spoken version by the model: shorter sentences to be read aloud, never longer than the time, the same figures.

The program's choice of sentences is there first. A part is then put by the model; an item of it is taken only where every
figure, cause and measure of the program's choice still stands in it and it is no longer than its room.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.errors import ModelError
from assistant.ports import Model
from assistant.report import Part, Report
from assistant.text.spans import size
from assistant.writing import steps
from assistant.writing.pieces import Built, Group, Piece, take_apart
from assistant.writing.sentences import Sieve


@dataclass
class Condenser:
    """Condenses one report. `kept` is the program's choice, `room` the 字 that its items may take together."""

    model: Model
    call: steps.Call
    sieve: Sieve
    report: Report
    kept: Mapping[str, Built]
    room: int
    fallbacks: list[str] = field(default_factory=list)

    def condense(self) -> dict[str, Built]:
        """The items as they are read aloud; the program's choice where the model's words may not stand."""
        done = dict(self.kept)

        def one(part: Part) -> None:
            done.update(self._part(part))

        threads = [threading.Thread(target=one, args=(part,), daemon=True) for part in self.report.parts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return done

    def _part(self, part: Part) -> dict[str, Built]:
        whole = {item.id: take_apart(self.report, part, item) for item in part.items if self.kept[item.id].groups}
        taken: dict[str, Built] = {}
        complaints: list[str] = []
        for _ in range(2):  # the first try, and one repair
            left = [name for name in whole if name not in taken]
            if not left:
                break
            rows = [self._row(whole[name]) for name in left]
            try:
                reply = steps.condense_spoken(self.model, self.call, part.heading, rows, complaints)
            except ModelError as error:
                self.fallbacks.append(f"“{part.heading}”的现场稿由程序压缩：{error.message}")
                return taken
            told = {item.id: item.sentences for item in reply.items}
            complaints = []
            for name in left:
                built, wrong = self._item(whole[name], told.get(name, []))
                complaints += wrong
                if built is not None:
                    taken[name] = built
        lost = [whole[name].headline for name in whole if name not in taken]
        self.fallbacks += [f"“{headline}”的现场稿由程序压缩：没有通过核对。" for headline in lost]
        return taken

    def _row(self, built: Built) -> dict[str, Any]:
        stay = {piece.text for piece in self.kept[built.id].pieces}
        return {
            "id": built.id,
            "headline": built.headline,
            "room": self._room(built),
            "sentences": [
                {"text": piece.text.strip(), "facts": "、".join(piece.facts) or "无", "keep": piece.text in stay}
                for piece in built.pieces
                if not piece.fixed
            ],
        }

    def _room(self, whole: Built) -> int:
        """字 for an item: what the program's choice takes, and its share of what that leaves free."""
        taken = {name: _length(built) for name, built in self.kept.items() if built.groups}
        heads = sum(size(built.head.text) + 2 for built in self.kept.values() if built.groups)
        free = max(0, self.room - heads - sum(taken.values()))
        return taken[whole.id] + free * taken[whole.id] // max(1, sum(taken.values()))

    def _item(self, whole: Built, told: Sequence[steps.Sentence]) -> tuple[Built | None, list[str]]:
        """The item in the model's words where they may stand; else what is wrong with them."""
        own = {fact for piece in whole.pieces for fact in piece.facts}
        pieces, wrong = self.sieve.look(told, own)
        choice = self.kept[whole.id]
        first = [piece for piece in choice.pieces[:1] if not piece.facts]
        pieces = [*first, *(piece for piece in pieces if piece.text not in {one.text for one in first})]
        groups = _grouped(pieces, whole)
        wrong += self.sieve.complaints([], _lost(self.sieve, choice, pieces))
        ids = {group.id for group in groups}
        wrong += [f"{whole.id}漏了：{group.text}" for group in choice.groups if group.id and group.id not in ids]
        longest = self._room(whole)
        if not wrong and (length := sum(size(piece.text) for piece in pieces)) > longest:
            wrong = [f"{whole.id}有{length}字，超过{longest}字"]
        return (None, wrong) if wrong or not told else (replace(choice, groups=groups), [])


def _length(built: Built) -> int:
    return sum(size(piece.text) for piece in built.pieces)


def _lost(sieve: Sieve, choice: Built, pieces: Sequence[Piece]) -> list[str]:
    """The figures of the program's choice that no sentence tells."""
    told = {fact for piece in (choice.head, *pieces) for fact in piece.facts}
    wanted = dict.fromkeys(fact for piece in choice.pieces for fact in piece.facts)
    return [f for f in wanted if f not in told and f in sieve.facts and sieve.facts[f].figure is not None]


def _grouped(pieces: Sequence[Piece], whole: Built) -> list[Group]:
    """The sentences under the cause or measure whose facts they tell, in the order they are said."""
    owned = [(g, {fact for piece in g.pieces for fact in piece.facts}) for g in whole.groups if g.kind != "plain"]
    groups: list[Group] = []
    for piece in pieces:
        owner = next((group for group, facts in owned if facts & set(piece.facts)), None)
        name, kind = (owner.id, owner.kind) if owner is not None else ("", "plain")
        if groups and (groups[-1].id, groups[-1].kind) == (name, kind):
            groups[-1].pieces.append(piece)
        else:
            groups.append(Group(kind, name, [piece]))
    return groups
