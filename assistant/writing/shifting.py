"""Sentences put elsewhere: within their item, changed round with another, or into another item of the same part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.errors import InputError
from assistant.report import Report
from assistant.writing.asked import Place, Request, Target
from assistant.writing.board import Board, Row
from assistant.writing.pieces import Group, Piece
from assistant.writing.places import Finder
from assistant.writing.understanding import read_where

Flat = list[tuple[Group, Piece]]


def shift(finder: Finder, place: Place, request: Request) -> Report:
    """The sentences of a place elsewhere; all other words stay.

    Raises InputError where the place is not told, a cause would stand before what shows the problem, a measure would
    be torn apart, or a sentence would leave the item that it belongs to by the chain.
    """
    row = finder.board.row(place.items[0])
    if not request.where:
        return _within(finder.board, row, _one_step(row, place.pieces, request.said))
    target, how = read_where(request.where) or (None, "")
    if target is None:
        return _within(finder.board, row, _to_end(row, place.pieces, first=how == "first"))
    other = _other(finder, place, target)
    if other.kind == "pieces" and other.items == place.items:
        return _within(finder.board, row, _beside(row, place.pieces, other.pieces, request))
    if len(other.items) != 1:
        raise InputError(f"没有听出要挪到“{request.where}”的哪里。", "例如“挪到第四条末尾”“挪到最前面”。")
    if other.items == place.items:
        return _within(finder.board, row, _to_end(row, place.pieces, first=_at_head(request.where)))
    return _across(finder.board, row, place, (finder.board.row(other.items[0]), other, request))


def _other(finder: Finder, place: Place, target: Target) -> Place:
    """Where to, counted in the item's own part; a bare 第二句 is one of the same item."""
    home = finder.board.home(place.items[0]).part.id
    own = Finder(finder.report, home, Place("", "item", None, place.items), finder.numbering)
    return own.find(target)


def _at_head(where: str) -> bool:
    return re.search("前|首|开头|头里", where) is not None


def _flat(row: Row) -> Flat:
    return [(group, piece) for group in row.built.groups for piece in group.pieces]


def _one_step(row: Row, moved: Sequence[int], said: str) -> list[int]:
    back = re.search("往后|后移|靠后|后面|往下", said)
    rest = [i for i in range(len(row.built.pieces)) if i not in moved]
    before = sum(i < moved[0] for i in rest)
    at = min(before + 1, len(rest)) if back else max(before - 1, 0)
    return [*rest[:at], *moved, *rest[at:]]


def _to_end(row: Row, moved: Sequence[int], *, first: bool) -> list[int]:
    rest = [i for i in range(len(row.built.pieces)) if i not in moved]
    return [*moved, *rest] if first else [*rest, *moved]


def _beside(row: Row, moved: Sequence[int], other: Sequence[int], request: Request) -> list[int]:
    """Before or after another sentence of the item, or changed round with it."""
    order = list(range(len(row.built.pieces)))
    if re.search("对调|换|互换|调个个|掉个个", request.said):
        if len(moved) != 1 or len(other) != 1:
            raise InputError("能对调的是一句和另一句。", "例如“第一句和第三句对调”。")
        order[moved[0]], order[other[0]] = other[0], moved[0]
        return order
    rest = [i for i in order if i not in moved]
    if set(other) & set(moved):
        raise InputError("它已经在那里了。", "")
    if re.fullmatch("(?:倒数)?第?.{1,2}句话?", request.where):
        return [*rest[: other[0]], *moved, *rest[other[0] :]]
    at = rest.index(other[0]) if _at_head(request.where) else rest.index(other[-1]) + 1
    return [*rest[:at], *moved, *rest[at:]]


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


def _across(board: Board, row: Row, place: Place, to: tuple[Row, Place, Request]) -> Report:
    """Sentences that no problem, cause or measure owns go into another item of the part."""
    heir, other, request = to
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
    at = other.pieces[-1] + 1 if other.kind == "pieces" else len(there)
    if other.kind == "pieces" and "前" in request.where:
        at = other.pieces[0]
    elif other.kind != "pieces" and re.search("开头|最前|首", request.where):
        at = 0
    fresh = Group("plain", "", [piece for _, piece in moved])
    heir.built.groups = [*(Group(g.kind, g.id, [p]) for g, p in there[:at]), fresh]
    heir.built.groups += [Group(g.kind, g.id, [p]) for g, p in there[at:]]
    row.dirty = heir.dirty = True
    return board.report()
