"""Items put elsewhere: moved, changed round, merged, split; ordinals follow and the chain goes along."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.errors import InputError
from assistant.report import Problem, Report
from assistant.writing.asked import Place, Request
from assistant.writing.board import Board, Laid, Row
from assistant.writing.kinship import kinship
from assistant.writing.pieces import Group, Piece
from assistant.writing.places import Finder
from assistant.writing.shifting import shift
from assistant.writing.where_to import changes_round, one_step, read_where


def move(finder: Finder, place: Place, request: Request) -> Report:
    """An item elsewhere in its own block; two items change places; ordinals follow."""
    board = finder.board
    if place.kind == "pieces" and len(place.items) == 1:
        return shift(finder, place, request)
    if place.kind != "item" or len(place.items) != 1:
        raise InputError("能挪的是一条，或一条里的一句。", "例如“第三条放到最前”“第二条第三句挪到最前面”。")
    item = place.items[0]
    laid = board.home(item)
    run = _block(laid, item)
    at = [row.id for row in run].index(item)
    if request.where and changes_round(request):
        other = _sibling(finder, request.where, run)
        order = list(range(len(run)))
        order[at], order[other] = order[other], order[at]
    else:
        to = _destination(finder, request, run, at)
        order = [i for i in range(len(run)) if i != at]
        order.insert(to, at)
    if order == list(range(len(run))):
        raise InputError("它已经在那里了。", "")
    places = [i for i, segment in enumerate(laid.segments) if isinstance(segment, Row) and segment in run]
    for spot, index in zip(places, order, strict=True):
        laid.segments[spot] = run[index]
    board.renumber(laid)
    return board.report()


def _block(laid: Laid, item: str) -> list[Row]:
    """The run of items that are counted together with an item."""
    runs: list[list[Row]] = [[]]
    for segment in laid.segments:
        if isinstance(segment, Row):
            runs[-1].append(segment)
        elif segment.strip():
            runs.append([])
    return next(run for run in runs if any(row.id == item for row in run))


def _sibling(finder: Finder, where: str, run: Sequence[Row]) -> int:
    told = read_where(where)
    if told is None or told[0] is None:
        raise InputError(f"没有听出要挪到“{where}”的哪里。", "例如“放到最前”“放到第二条后面”。")
    home = finder.board.home(run[0].id).part.id
    found = Finder(finder.report, home, None, finder.numbering).find(told[0])
    ids = [row.id for row in run]
    if len(found.items) != 1 or found.items[0] not in ids:
        raise InputError("只能在同一部分里挪。", "跨部分的内容请删一处、加一处。")
    return ids.index(found.items[0])


def _destination(finder: Finder, request: Request, run: Sequence[Row], at: int) -> int:
    """The index in the order without the item that is moved."""
    where = request.where
    if not where:
        return one_step(request, at, len(run) - 1)
    if found := re.fullmatch("第(.{1,2}?)(?:位|条|个|项)?", where):
        told = read_where(f"第{found[1]}条")
        number = told[0].ordinals[0] if told and told[0] and told[0].ordinals else 0
        if not 1 <= number <= len(run):
            raise InputError(f"没有{where}，这一部分共{len(run)}条。", "")
        return number - 1
    told = read_where(where)
    if told is not None and told[0] is None:
        return 0 if told[1] == "first" else len(run) - 1
    other = _sibling(finder, where, run)
    after = told is not None and told[1] not in ("before", "first")
    return other + after - (other > at)


def merge(finder: Finder, places: Sequence[Place]) -> Report:
    """Items of one block become the first of them: all sentences, causes and measures under its headline."""
    board = finder.board
    items = list(dict.fromkeys(item for place in places for item in place.items))
    if len(items) < 2:
        raise InputError("合并要说出两条。", "例如“二三条合并”。")
    if len({board.home(item).part.id for item in items}) > 1 or len({board.role(item) for item in items}) > 1:
        raise InputError("只能合并同一部分里的几条。", "")
    first = board.row(items[0])
    for item in items[1:]:
        row = board.row(item)
        shows = [group for group in row.built.groups if group.kind != "cause"]
        causes = [group for group in row.built.groups if group.kind == "cause"]
        at = next((i for i, g in enumerate(first.built.groups) if g.kind == "cause"), len(first.built.groups))
        first.built.groups[at:at] = shows
        first.built.groups += causes
        first.dirty = True
        _take_over(board, items[0], item)
        laid = board.home(item)
        row.built.groups = []
        board.remove(item)
        board.renumber(laid)
    return board.report()


def _take_over(board: Board, heir: str, item: str) -> None:
    """The causes and measures of one problem become another's."""
    gone = next((problem for problem in board.problems if problem.id == item), None)
    board.causes = [c.model_copy(update={"problem": heir}) if c.problem == item else c for c in board.causes]
    board.measures = [m.model_copy(update={"problem": heir}) if m.problem == item else m for m in board.measures]
    if gone is not None:
        board.problems = [
            p.model_copy(update={"causes": [*p.causes, *gone.causes], "measures": [*p.measures, *gone.measures]})
            if p.id == heir
            else p
            for p in board.problems
            if p.id != item
        ]
    board.locks = [lock.model_copy(update={"item": heir}) if lock.item == item else lock for lock in board.locks]


def split(finder: Finder, place: Place, headline: str, at: int | None) -> Report:
    """An item of measures or achievements becomes two, cut before sentence `at`, the second under `headline`."""
    board = finder.board
    if place.kind != "item" or len(place.items) != 1:
        raise InputError("能拆的是整条。", "例如“第二条拆成两条”。")
    row = board.row(place.items[0])
    role = board.role(row.id)
    flat = [(group, piece) for group in row.built.groups for piece in group.pieces]
    if role == "problems":
        return _split_problem(board, row, headline, at)
    if role == "causes":
        raise InputError("原因要跟着问题走，不单独拆。", "可以说“第二个问题拆成两个”。")
    if len(flat) < 2:
        raise InputError("这一条只有一句，拆不开。", "可以说“把它写详细些”。")
    cut_at = at if at is not None else _middle(row)
    if not 0 < cut_at < len(flat):
        raise InputError("从这里拆，有一边就空了。", "")
    laid = board.home(row.id)
    second = _second(board, row, flat[cut_at:], headline)
    row.built.groups = _regrouped(flat[:cut_at])
    row.dirty = True
    spot = laid.segments.index(row)
    laid.segments[spot + 1 : spot + 1] = ["\n", second]
    board.renumber(laid)
    return board.report()


def _split_problem(board: Board, row: Row, headline: str, at: int | None) -> Report:
    """A problem becomes two: what shows it is cut, causes and measures go to the one whose words they share.

    Raises InputError where it shows in one sentence alone, or where the one of the two would have no cause.
    """
    shows = [(group, piece) for group in row.built.groups if group.kind != "cause" for piece in group.pieces]
    if len(shows) < 2:
        raise InputError("这个问题的表现只有一句，拆不开。", "先说“第几个问题具体点：……”，有两处表现再拆。")
    owned = [group for group in row.built.groups if group.kind == "cause"]
    flat = [piece for group in row.built.groups for piece in group.pieces]
    fresh_start = [i for i in range(1, len(shows)) if not LEANS.match(shows[i][1].text)] or [len(shows) // 2]
    middle = min(fresh_start, key=lambda i: abs(i * 2 - len(shows)))
    cut_at = next((i for i, (_, piece) in enumerate(shows) if at is not None and piece is flat[at]), middle)
    if not 0 < cut_at < len(shows):
        raise InputError("从这里拆，有一边就没有表现了。", "请说从表现里的哪一句拆开。")
    texts = ["".join(p.text for _, p in shows[:cut_at]), headline + "".join(p.text for _, p in shows[cut_at:])]
    fresh = board.new_id("P")
    moved = [group for group in owned if _nearer_second(_words(group), texts)] if len(owned) > 1 else []
    moved = moved if len(moved) < len(owned) else moved[1:]
    row.built.groups = [*_regrouped(shows[:cut_at]), *(g for g in owned if g not in moved)]
    row.dirty = True
    built = type(row.built)(fresh, headline, Piece(f"{headline}。"), [*_regrouped(shows[cut_at:]), *moved])
    laid = board.home(row.id)
    spot = laid.segments.index(row)
    laid.segments[spot + 1 : spot + 1] = ["\n", Row(None, built, row.prefix, dirty=True)]
    board.renumber(laid)
    _share_out(board, row.id, fresh, {group.id for group in moved}, texts)
    return board.report()


LEANS = re.compile("该|此|这|对此|虽|但|仍|其中|同时|也")
"""How a sentence begins that leans on the one before it."""


def _words(group: Group) -> str:
    return "".join(piece.text for piece in group.pieces)


def _nearer_second(text: str, texts: Sequence[str]) -> bool:
    return kinship(text, texts[1]) > kinship(text, texts[0])


def _share_out(board: Board, old: str, fresh: str, causes: set[str], texts: Sequence[str]) -> None:
    """The second problem's causes and measures are its own; the ids of measures stay."""
    own = [measure for measure in board.measures if measure.problem == old]
    moved = {measure.id for measure in own if _nearer_second(measure.text, texts)}
    board.causes = [c.model_copy(update={"problem": fresh}) if c.id in causes else c for c in board.causes]
    board.measures = [m.model_copy(update={"problem": fresh}) if m.id in moved else m for m in board.measures]
    kept: list[Problem] = []
    for one in board.problems:
        if one.id != old:
            kept.append(one)
            continue
        left = [c for c in one.causes if c not in causes], [m for m in one.measures if m not in moved]
        kept.append(one.model_copy(update={"causes": left[0], "measures": left[1]}))
        taken = [c for c in one.causes if c in causes], [m for m in one.measures if m in moved]
        kept.append(Problem(id=fresh, headline="", text="", causes=taken[0], measures=taken[1]))
    board.problems = kept


def _middle(row: Row) -> int:
    """Before which sentence an item is cut: nearest to its middle, never inside a measure."""
    flat = [group for group in row.built.groups for _ in group.pieces]
    cuts = [i for i in range(1, len(flat)) if flat[i] is not flat[i - 1]] or list(range(1, len(flat)))
    lengths = [len(piece.text) for piece in row.built.pieces]
    return min(cuts, key=lambda i: abs(sum(lengths[:i]) - sum(lengths[i:])))


def _second(board: Board, row: Row, flat: Sequence[tuple[Group, Piece]], headline: str) -> Row:
    prefix = "MI" if board.role(row.id) == "measures" else "N"
    built = type(row.built)(board.new_id(prefix), headline, Piece(f"{headline}。"), _regrouped(flat))
    return Row(None, built, row.prefix, dirty=True)


def _regrouped(flat: Sequence[tuple[Group, Piece]]) -> list[Group]:
    groups: list[Group] = []
    for group, piece in flat:
        if groups and groups[-1].id == group.id and groups[-1].kind == group.kind:
            groups[-1].pieces.append(piece)
        else:
            groups.append(Group(group.kind, group.id, [piece]))
    return groups
