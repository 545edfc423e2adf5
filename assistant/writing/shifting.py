"""Sentences put elsewhere: within their item, changed round with another, or into another item of the same part."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import InputError
from assistant.report import Report
from assistant.writing.asked import Place, Request, Target
from assistant.writing.board import Board, Row
from assistant.writing.pieces import Group, Piece
from assistant.writing.places import Finder
from assistant.writing.where_to import Side, changes_round, one_step, read_where

Flat = list[tuple[Group, Piece]]
_AHEAD: tuple[Side, ...] = ("before", "first")


def shift(finder: Finder, place: Place, request: Request) -> Report:
    """The sentences of a place elsewhere; all other words stay.

    Raises InputError where the place is not told, a cause would stand before what shows the problem, a measure would
    be torn apart, or a sentence would leave the item that it belongs to by the chain.
    """
    row = finder.board.row(place.items[0])
    if not request.where:
        return _within(finder.board, row, _stepped(row, place.pieces, request))
    target, side = read_where(request.where) or (None, "last")
    if target is None:
        return _within(finder.board, row, _to_end(row, place.pieces, first=side == "first"))
    other = _other(finder, place, target)
    if other.kind == "pieces" and other.items == place.items:
        if changes_round(request):
            return _within(finder.board, row, _exchanged(row, place.pieces, other.pieces))
        if side == "in" and target.inner == "sentence":
            return _within(finder.board, row, _put(row, place.pieces, other.pieces[0]))
        return _within(finder.board, row, _beside(row, place.pieces, other.pieces, side))
    if len(other.items) != 1:
        raise InputError(f"没有听出要挪到“{request.where}”的哪里。", "例如“挪到第四条末尾”“挪到最前面”。")
    if other.items == place.items:
        return _within(finder.board, row, _to_end(row, place.pieces, first=side in _AHEAD))
    return _across(finder.board, row, place, (finder.board.row(other.items[0]), other, side))


def _other(finder: Finder, place: Place, target: Target) -> Place:
    """Where to, counted in the item's own part; a bare 第二句 is one of the same item."""
    home = finder.board.home(place.items[0]).part.id
    own = Finder(finder.report, home, Place("", "item", None, place.items), finder.numbering)
    return own.find(target)


def _flat(row: Row) -> Flat:
    return [(group, piece) for group in row.built.groups for piece in group.pieces]


def _put(row: Row, moved: Sequence[int], at: int) -> list[int]:
    """The sentences as they stand with some of them put before place `at` of the others."""
    rest = _unmoved(row, moved)
    return [*rest[:at], *moved, *rest[at:]]


def _unmoved(row: Row, moved: Sequence[int]) -> list[int]:
    return [i for i in range(len(row.built.pieces)) if i not in moved]


def _stepped(row: Row, moved: Sequence[int], request: Request) -> list[int]:
    rest = _unmoved(row, moved)
    return _put(row, moved, one_step(request, sum(i < moved[0] for i in rest), len(rest)))


def _to_end(row: Row, moved: Sequence[int], *, first: bool) -> list[int]:
    return _put(row, moved, 0 if first else len(row.built.pieces))


def _exchanged(row: Row, moved: Sequence[int], other: Sequence[int]) -> list[int]:
    """Changed round with another sentence of the item."""
    if len(moved) != 1 or len(other) != 1:
        raise InputError("能对调的是一句和另一句。", "例如“第一句和第三句对调”。")
    order = list(range(len(row.built.pieces)))
    order[moved[0]], order[other[0]] = other[0], moved[0]
    return order


def _beside(row: Row, moved: Sequence[int], other: Sequence[int], side: Side) -> list[int]:
    """Before or after another sentence of the item."""
    if set(other) & set(moved):
        raise InputError("它已经在那里了。", "")
    rest = _unmoved(row, moved)
    return _put(row, moved, rest.index(other[0]) if side in _AHEAD else rest.index(other[-1]) + 1)


def _within(board: Board, row: Row, order: list[int]) -> Report:
    flat = _flat(row)
    if order == list(range(len(flat))):
        raise InputError("它已经在那里了。", "")
    after = [flat[i] for i in order]
    if "cause" in [group.kind for group, _ in flat]:
        kinds = [group.kind == "cause" for group, _ in after]
        if kinds != sorted(kinds):
            raise InputError("原因要写在表现后面，这样一挪顺序就乱了。", "可以在表现里挪，或在原因里挪。")
    groups: list[Group] = []
    for group, piece in after:
        if groups and (groups[-1].kind, groups[-1].id) == (group.kind, group.id):
            groups[-1].pieces.append(piece)
        else:
            groups.append(Group(group.kind, group.id, [piece]))
    owned = [(group.kind, group.id) for group in groups if group.kind != "plain"]
    if len(owned) != len(set(owned)):
        raise InputError("这样挪会把一条措施或原因拆成两截。", "请说挪到它的前面或后面。")
    row.built.groups = groups
    row.dirty = True
    return board.report()


def _across(board: Board, row: Row, place: Place, to: tuple[Row, Place, Side]) -> Report:
    """Sentences that no problem, cause or measure owns go into another item of the part."""
    heir, other, side = to
    flat = _flat(row)
    moved = [flat[i] for i in place.pieces]
    if board.home(heir.id) is not board.home(row.id) or board.role(heir.id) != board.role(row.id):
        raise InputError("只能在同一部分里挪。", "跨部分的内容请删一处、加一处。")
    if board.role(row.id) != "achievements" or any(group.kind != "plain" for group, _ in moved):
        raise InputError("这一句撑着它那一条的问题—原因—措施，不能挪到别的条去。", "可以在本条里挪，或把两条合并。")
    if len(moved) == len(flat):
        raise InputError("这一条只有这一句，挪走就空了。", "可以说“两条合并”。")
    for group, piece in moved:
        group.pieces.remove(piece)
    row.built.groups = [group for group in row.built.groups if group.pieces]
    there = _flat(heir)
    spots = other.pieces if other.kind == "pieces" else range(len(there))
    at = spots[0] if side in _AHEAD else spots[-1] + 1
    fresh = Group("plain", "", [piece for _, piece in moved])
    heir.built.groups = [*(Group(g.kind, g.id, [p]) for g, p in there[:at]), fresh]
    heir.built.groups += [Group(g.kind, g.id, [p]) for g, p in there[at:]]
    row.dirty = heir.dirty = True
    return board.report()
