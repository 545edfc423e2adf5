"""Edits on a report: delete, leave out, replace, insert, move, split, merge, lock; only the named item changes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.errors import InputError
from assistant.figures.comparing import same_quantity
from assistant.figures.reading import read_figures
from assistant.report import Fact, Report, Use
from assistant.writing.asked import Place
from assistant.writing.board import Board, Row
from assistant.writing.pieces import Group, Piece, cut
from assistant.writing.places import Finder

_SHORTEST_SPREAD = 4


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
    topic = _as_written(finder, place, topic)
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


def _as_written(finder: Finder, place: Place, topic: str) -> str:
    """The topic as it stands in the text: 花椒翻番 is 花椒面积翻一番 where one clause alone has its characters in order."""
    texts = [piece.text for row in finder.rows(place) for piece in row.built.pieces]
    if any(topic in text for text in texts) or len(topic) < _SHORTEST_SPREAD:
        return topic
    spread = re.compile("[^，；。]{0,4}?".join(map(re.escape, topic)))
    found = {match[0] for text in texts for match in spread.finditer(text)}
    return found.pop() if len(found) == 1 else topic


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


def sentences(words: str, uses: Sequence[Use]) -> list[Piece]:
    """Words cut into sentences, the last closed by a full stop."""
    closed = words if words.endswith(("。", "！", "？")) else f"{words.rstrip('，；、')}。"
    return cut(closed, uses)
