"""What a request to revise comes to: a typed operation on a named place, and the target that the words name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Does = Literal[
    "undo",
    "redo",
    "lock",
    "unlock",
    "set_owner",
    "set_due",
    "set_target",
    "set_base",
    "set_carrier",
    "decide",
    "close",
    "link",
    "change_fact",
    "move",
    "merge",
    "split",
    "squeeze",
    "expand",
    "shorter",
    "longer",
    "concrete",
    "insert",
    "leave_out",
    "delete",
    "softer",
    "firmer",
    "humbler",
    "plainer",
    "better",
    "replace",
]
Role = Literal["achievements", "problems", "measures", "causes"]
Inner = Literal["headline", "cause", "shows", "sentence", "quote"]


@dataclass(frozen=True)
class Target:
    """What words like 第二个问题的原因那句 name, before it is looked up in a report.

    `role` and `part_number` say which part, `ordinals` which items (negative: from the end; empty with `every`: each),
    `besides` what the message named when 其余 is asked for, `topic` an item by its subject; `inner` what of it, with
    `sentence` (1-based, negative from the end) or `quote` (`exact`: these words alone, not their sentence).
    """

    said: str
    kind: Literal["whole", "part", "item", "opening", "closing", "loose"]
    role: Role | None = None
    part_number: int | None = None
    ordinals: tuple[int, ...] = ()
    every: bool = False
    besides: tuple[Target, ...] = ()
    topic: str = ""
    inner: Inner | None = None
    sentence: int = 0
    quote: str = ""
    exact: bool = False


@dataclass(frozen=True)
class Request:
    """One to-do of a message: what is asked (`does`), of what (`target`), with the words of its slots.

    `count` is the N of N 字 or of 第N版; `fewer` how many 字 less, `share` what part of the length is to be left;
    `targets` the items of a merge; `sourced` whether the message says where a figure comes from (台账上是…);
    `does` None: not understood, or to be chosen of `between`.
    """

    does: Does | None
    said: str
    target: Target | None = None
    targets: tuple[Target, ...] = ()
    where: str = ""
    old: str = ""
    new: str = ""
    words: str = ""
    topic: str = ""
    count: int | None = None
    fewer: int | None = None
    share: float | None = None
    sourced: str = ""
    between: tuple[Does, ...] = ()


@dataclass(frozen=True)
class Place:
    """A target found in a report: the items it means and, of one item, the sentences (numbers from 0 after the headline).

    `part` is the part's id, None for the whole; `items` item ids; `pieces` None: the whole of the items.
    """

    said: str
    kind: Literal["whole", "part", "item", "headline", "pieces", "opening", "closing"]
    part: str | None = None
    items: tuple[str, ...] = ()
    pieces: tuple[int, ...] = ()
    quote: str = ""
