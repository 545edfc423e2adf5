"""Edits on a report: delete, leave out, replace, insert, move, split, merge, lock; only the named item changes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.errors import InputError
from assistant.figures import read_figures, same_quantity
from assistant.report import Fact, Lock, Report, Use
from assistant.writing.asked import Place, Request
from assistant.writing.board import Board, Laid, Row
from assistant.writing.pieces import Group, Piece, cut
from assistant.writing.places import Finder
from assistant.writing.requests import read_where


def pieces_of(row: Row, numbers: Sequence[int]) -> list[Piece]:
    """Sentences of a row by their number."""
    return [row.built.pieces[number] for number in numbers]


def drop(board: Board, row: Row, pieces: Sequence[Piece]) -> None:
    """Takes sentences out of an item; a measure or cause without words left goes with its links."""
    gone = {id(piece) for piece in pieces}
    for group in row.built.groups:
        group.pieces = [piece for piece in group.pieces if id(piece) not in gone]
    # A sentence of waiting (该项工作由【待补】负责) that only completes a measure does not outlive it.
    empty = {g.id for g in row.built.groups if g.kind == "measure" and not any(not p.fixed for p in g.pieces)}
    left = {g.id for g in row.built.groups if g.kind == "measure" and any(not p.fixed for p in g.pieces)}
    empty -= left
    row.built.groups = [g for g in row.built.groups if g.pieces and not (g.kind == "measure" and g.id in empty)]
    board.unlink(empty)
    row.dirty = True


def delete(finder: Finder, place: Place) -> Report:
    """Takes out items, sentences or words; never a required part, nor the last of its items."""
    board = finder.board
    if place.kind in ("opening", "closing"):
        setattr(board, place.kind, "")
        return board.report()
    if place.kind in ("whole", "part"):
        raise InputError("必备的部分不能删。", "可以删其中的某一条，或说“压缩到多少字”。")
    if place.kind == "headline" and not place.quote:
        raise InputError("每一条都要有标题句，删不得。", "可以说“标题改成……”。")
    if place.quote:
        return replace_words(finder, place, place.quote, "")
    if place.kind == "pieces":
        row = board.row(place.items[0])
        told = pieces_of(row, place.pieces)
        if len(told) == len(row.built.pieces):
            raise InputError("删了这一句，这一条就只剩标题了。", "要整条删，就说“删掉第几条”。")
        drop(board, row, told)
        return board.report()
    for item in place.items:
        _refuse_last(board, item)
        board.remove(item)
    return board.report()


def _refuse_last(board: Board, item: str) -> None:
    laid = board.home(item)
    role = board.role(item)
    left = [row for row in laid.rows if board.role(row.id) == role]
    if len(left) <= 1:
        raise InputError(f"“{laid.part.heading}”里只剩这一条，删了这一部分就空了，必备部分不能空。", "可以改写它。")


def leave_out(finder: Finder, topic: str, place: Place) -> Report:
    """Takes every mention of a topic out of a place: its clause where the sentence stands without it, else the sentence."""
    board, found = finder.board, 0
    for row in finder.rows(place):
        for piece in [piece for piece in row.built.pieces if topic in piece.text]:
            found += 1
            rest = without_topic(piece, topic)
            if rest is None:
                if len(row.built.pieces) == 1:
                    raise InputError(
                        f"“{row.built.headline}”整条说的都是“{topic}”。", "要整条删，就说“删掉这一条”并说是第几条。"
                    )
                drop(board, row, [piece])
            else:
                piece.text, piece.uses, piece.facts = rest.text, rest.uses, rest.facts
                row.dirty = True
    heads = [row for row in finder.rows(place) if topic in row.built.headline]
    if not found:
        where = "标题里有，可以说“标题改成……”。" if heads else "请照原文说几个字。"
        raise InputError(f"这里没有提到“{topic}”。", where)
    return board.report()


def without_topic(piece: Piece, topic: str) -> Piece | None:
    """A sentence without the clauses that speak of a topic; None where what is left does not stand by itself."""
    clauses = [(m.start(), m.end()) for m in re.finditer(r"[^，；、。]+[，；、。]?", piece.text)]
    marks = [(s, e) for s, e in clauses if topic in piece.text[s:e]]
    kept = [(s, e) for s, e in clauses if (s, e) not in marks]
    if not kept or (marks and marks[0] == clauses[0]) or sum(e - s for s, e in kept) < 8:
        return None
    for start, end in reversed(marks):
        piece = spliced(piece, start, end, "")
    text = piece.text.rstrip("，；、")
    if not text.endswith("。"):
        text += "。"
    return Piece(text, [u for u in piece.uses if u.end <= len(text)], piece.facts, piece.fixed)


def spliced(piece: Piece, start: int, end: int, words: str) -> Piece:
    """A sentence with a stretch of it in other words; spans move, those cut through shrink, empty ones go."""
    grown = len(words) - (end - start)
    uses: list[Use] = []
    for use in piece.uses:
        if use.end <= start:
            uses.append(use)
        elif use.start >= end:
            uses.append(Use(fact=use.fact, start=use.start + grown, end=use.end + grown))
        else:
            left, right = min(use.start, start), max(use.end, end) + grown
            if use.start >= start and use.end <= end and not words:
                continue
            uses.append(Use(fact=use.fact, start=left, end=right))
    kept = {use.fact for use in uses}
    bound = {use.fact for use in piece.uses}
    facts = [fact for fact in piece.facts if fact in kept or fact not in bound]
    return Piece(piece.text[:start] + words + piece.text[end:], uses, facts, piece.fixed)


def put(row: Row, old: Piece, new: Piece) -> None:
    """A sentence in place of another."""
    for group in row.built.groups:
        group.pieces = [new if piece is old else piece for piece in group.pieces]
    row.dirty = True


def replace_words(finder: Finder, place: Place, old: str, new: str) -> Report:
    """Words for words at every occurrence in a place, headlines too; figures may not come or go this way."""
    board, found = finder.board, 0
    if place.kind in ("opening", "closing"):
        setattr(board, place.kind, getattr(board, place.kind).replace(old, new))
        return board.report()
    same_figures(old, new)
    numbers = place.pieces if place.kind == "pieces" else None
    for row in finder.rows(place):
        for number, piece in enumerate(row.built.pieces):
            if old not in piece.text or (numbers is not None and number not in numbers):
                continue
            fresh = piece
            at = fresh.text.find(old)
            while at >= 0:
                fresh = spliced(fresh, at, at + len(old), new)
                at = fresh.text.find(old, at + len(new))
            put(row, piece, _tidied(fresh) if not new else fresh)
            found += 1
        if numbers is None and old in row.built.headline:
            set_headline(board, row, row.built.headline.replace(old, new))
            found += 1
    if not found:
        raise InputError(f"这里没有“{old}”这几个字。", "请照原文说，或说是哪一条。")
    return board.report()


def _tidied(piece: Piece) -> Piece:
    for doubled, mark in (("，，", "，"), ("，。", "。"), ("、、", "、"), ("、。", "。"), ("“”", "")):
        while doubled in piece.text:
            at = piece.text.index(doubled)
            piece = spliced(piece, at, at + 2, mark)
    return piece


def same_figures(old: str, new: str) -> None:
    """Refuses a figure that nobody gave."""
    before = read_figures(old)
    for span in read_figures(new):
        if not any(same_quantity(span.figure, one.figure) for one in before):
            raise InputError(
                f"“{span.text}”这个数从哪里来？",
                f"请连来处一起说，例如“台账上是{span.text}，改过来”；没有依据的数不写进稿子。",
            )


def set_headline(board: Board, row: Row, words: str) -> None:
    """Another headline; the spans of facts in it are kept where their words are."""
    words = words.strip("。，； ")
    if not words:
        raise InputError("标题句不能空。", "请说标题改成什么。")
    built = row.built
    head = f"{words}。" if built.head.text.endswith("。") else words
    uses = [u for u in built.head.uses if head[u.start : u.end] == built.head.text[u.start : u.end]]
    if len(uses) < len(built.head.uses):
        uses += [Use(fact=u.fact, start=0, end=len(words)) for u in built.head.uses if u not in uses]
    built.head = Piece(head, uses, built.head.facts)
    built.headline = words
    row.dirty = True


def rewrite(finder: Finder, place: Place, words: str, facts: Sequence[Fact], bound: Sequence[Piece]) -> Report:
    """A whole sentence or headline in the person's own words; `bound` are these words read, with their new facts."""
    board = finder.board
    row = board.row(place.items[0])
    if place.kind == "headline":
        same_figures(row.built.headline, words)
        set_headline(board, row, words)
        return board.report()
    old = pieces_of(row, place.pieces)
    board.facts += facts
    group = next(group for group in row.built.groups if any(piece is old[0] for piece in group.pieces))
    at = next(i for i, piece in enumerate(group.pieces) if piece is old[0])
    group.pieces[at:at] = list(bound)
    gone = {id(piece) for piece in old}
    for one in row.built.groups:
        one.pieces = [piece for piece in one.pieces if id(piece) not in gone]
    row.dirty = True
    return board.report()


def insert(finder: Finder, place: Place, how: str, facts: Sequence[Fact], bound: Sequence[Piece]) -> Report:
    """Sentences into an item: before or after a sentence, else where they belong: before the causes, at the end."""
    board = finder.board
    row = board.row(place.items[0])
    board.facts += facts
    groups = row.built.groups
    if place.kind == "pieces":
        anchor = pieces_of(row, place.pieces)[0 if how == "before" else -1]
        group = next(group for group in groups if any(piece is anchor for piece in group.pieces))
        at = next(i for i, piece in enumerate(group.pieces) if piece is anchor) + (how != "before")
        group.pieces[at:at] = list(bound)
    else:
        first = how in ("first", "before")
        causes = [i for i, group in enumerate(groups) if group.kind == "cause"]
        at = 0 if first else causes[0] if causes else len(groups)
        groups.insert(at, Group("plain", "", list(bound)))
    row.dirty = True
    return board.report()


def move(finder: Finder, place: Place, request: Request) -> Report:
    """An item elsewhere in its own block; two items change places; ordinals follow."""
    board = finder.board
    if place.kind != "item" or len(place.items) != 1:
        raise InputError("能挪的是整条。", "例如“第三条放到最前”。")
    item = place.items[0]
    laid = board.home(item)
    run = _block(laid, item)
    at = [row.id for row in run].index(item)
    if re.search("对调|换|互换|调换|调个个", request.said) and request.where:
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
        back = re.search("往后|后移|靠后|后面|往下", request.said)
        return min(at + 1, len(run) - 1) if back else max(at - 1, 0)
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
    after = told is not None and told[1] != "before"
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
    if role == "problems" or role == "causes":
        raise InputError("一个问题拆成两个，各自要有表现、原因和措施。", "请另加一个问题，例如“问题部分加一条：……”。")
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


def lock(finder: Finder, place: Place) -> Report:
    """Remembers words that no later edit may touch."""
    report = finder.report
    new = [Lock(item=row.id, text=text) for row in finder.rows(place) for text in _held(row, place)]
    fresh = [one for one in new if one not in report.locks]
    if not fresh:
        raise InputError("这里本来就锁着。", "要改就说“解锁……”。")
    return report.model_copy(update={"locks": [*report.locks, *fresh]})


def _held(row: Row, place: Place) -> list[str]:
    if place.kind == "pieces":
        return [piece.text.strip() for piece in pieces_of(row, place.pieces)]
    if place.kind == "headline":
        return [row.built.headline]
    return [text for text in (row.built.headline, *(piece.text.strip() for piece in row.built.pieces)) if text]


def unlock(finder: Finder, place: Place) -> Report:
    """Lets go of what was locked in a place."""
    report = finder.report
    gone = [(row.id, text) for row in finder.rows(place) for text in _held(row, place)]
    kept = [one for one in report.locks if (one.item, one.text) not in gone]
    if len(kept) == len(report.locks):
        raise InputError("这里没有锁。", "")
    return report.model_copy(update={"locks": kept})


def keep_locks(before: Report, after: Report) -> None:
    """Raises InputError where an edit would touch what the person locked."""
    texts = {item.id: item.text for part in after.parts for item in part.items}
    for one in after.locks:
        was = next((lock for lock in before.locks if lock.text == one.text), None)
        if (
            was is not None
            and one.text not in texts.get(one.item, "")
            and not any(one.text in t for t in texts.values())
        ):
            raise InputError(f"“{one.text[:20]}……”这一句您说过别动。", "要改，先说“解锁”这一句。")
    for one in before.locks:
        if one not in after.locks and not any(one.text in text for text in texts.values()):
            raise InputError(f"“{one.text[:20]}……”这一句您说过别动。", "要改，先说“解锁”这一句。")


def sentences(words: str, uses: Sequence[Use]) -> list[Piece]:
    """Words cut into sentences, the last closed by a full stop."""
    closed = words if words.endswith(("。", "！", "？")) else f"{words.rstrip('，；、')}。"
    return cut(closed, uses)
