"""A measure's owner, due, target and problem set by the person: the field, the words of the text, what was pending."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.errors import InputError
from assistant.report import Fact, Measure, Pending, Report, Use
from assistant.writing.asked import Place, Request
from assistant.writing.board import Board, Row
from assistant.writing.edits import put, spliced
from assistant.writing.measures import ASKED, NO_DUE, NO_OWNER, NO_TARGET, due_date
from assistant.writing.pieces import Piece
from assistant.writing.places import Finder

_FIELDS = {
    "set_owner": ("owner", NO_OWNER, "责任人"),
    "set_due": ("due", NO_DUE, "完成时限"),
    "set_target": ("target", NO_TARGET, "量化目标"),
    "set_base": ("base", "", "现状基数"),
    "set_carrier": ("carrier", "", "抓手"),
}
_AIM = re.compile(r"^(?:针对|对|瞄准|聚焦|围绕)[^，。]{2,40}?(?:的问题|这一短板|问题|短板)，")


def one_measure(board: Board, place: Place, does: str = "") -> tuple[Row, Measure]:
    """The measure that is meant; raises InputError with the choices where an item holds several."""
    if len(place.items) != 1:
        raise InputError("请说是第几条措施。", "例如“第三条措施的责任人是组织委员”。")
    row = board.row(place.items[0])
    found = _meant(board, place)
    if not found:
        raise InputError(f"“{row.built.headline}”不是措施，没有责任人、时限和目标。", "请说是第几条措施。")
    if len(found) > 1 and does in _FIELDS:
        name, blank, _ = _FIELDS[does]
        lacking = [measure for measure in found if getattr(measure, name) == blank]
        found = lacking if len(lacking) == 1 else found
    if len(found) > 1 and does:
        told = "；".join(f"“{measure.text[:16]}……”" for measure in found)
        raise InputError(f"这一条里有{len(found)}项措施：{told}。", "请引那一项的几个字，例如“……”那句的责任人是谁。")
    return row, found[0]


def _meant(board: Board, place: Place) -> list[Measure]:
    """The measures of a place: of an item, or of sentences of one."""
    row = board.row(place.items[0])
    found = board.measures_of(row.id)
    if place.kind != "pieces":
        return found
    ids = [group.id for group in row.built.groups for _ in group.pieces]
    return [measure for measure in found if measure.id in {ids[number] for number in place.pieces}]


def fill(finder: Finder, place: Place, request: Request, facts: Sequence[Fact]) -> Report:
    """Sets owner, due or target in the words said; the sentence says it, and it is no longer pending.

    Of several items every measure that lacks it is given it.
    """
    board = finder.board
    assert request.does is not None
    name, blank, called = _FIELDS[request.does]
    if len(place.items) > 1:
        lacking = [(item, m) for item in place.items for m in board.measures_of(item) if getattr(m, name) == blank]
        if not lacking:
            raise InputError(f"这里没有缺{called}的措施。", "要改某一条的，请说第几条。")
        for item, measure in lacking:
            _set(finder, board.row(item), [measure], request, facts)
        return board.report()
    together = _asked_together(board, place, name)
    if together:
        _set(finder, board.row(place.items[0]), together, request, facts)
        board.facts += facts
        return board.report()
    row, measure = one_measure(board, place, request.does)
    if getattr(measure, name) == request.words.strip("，。 "):
        raise InputError(f"{called}本来就是“{getattr(measure, name)}”。", "")
    _set(finder, row, [measure], request, facts)
    board.facts += facts
    return board.report()


def _asked_together(board: Board, place: Place, name: str) -> list[Measure]:
    """The measures of the matter meant, for all of which one field was asked at once; [] where none or several were."""
    if not place.items:
        return []
    own = {measure.id: measure for measure in board.measures_of(place.items[0])}
    meant = {measure.id for measure in _meant(board, place)}
    asked = [
        entry.measures
        for entry in board.pending
        if ASKED.get(name, "\0") in entry.what and meant.intersection(entry.measures)
    ]
    return [own[one] for one in asked[0] if one in own] if len(asked) == 1 else []


def _set(finder: Finder, row: Row, measures: Sequence[Measure], request: Request, facts: Sequence[Fact]) -> None:
    """Sets the field of these measures; the text says it once, with the last of them."""
    board, measure = finder.board, measures[-1]
    assert request.does is not None
    name, blank, _ = _FIELDS[request.does]
    words = request.words.strip("，。 ")
    old = getattr(measure, name)
    update: dict[str, object] = {name: words}
    if name == "due":
        update["due_date"] = due_date(words, finder.report.year + 1)
    _say(row, measure, (blank, old, words, name), facts)
    ids = {one.id for one in measures}
    board.measures = [one.model_copy(update=update) if one.id in ids else one for one in board.measures]
    board.pending = _still(board.pending, measure, name)


def _say(row: Row, measure: Measure, field: tuple[str, str, str, str], facts: Sequence[Fact]) -> None:
    blank, old, words, name = field
    pieces = [piece for group in row.built.groups if group.id == measure.id for piece in group.pieces]
    near = _after(row, measure) if blank and not any(blank in piece.text for piece in pieces) else []
    for piece in (*pieces, *near):
        for stands in (blank, old):
            span = _stands(piece.text, stands, words, name)
            if span is None:
                continue
            start, end, told = span
            fresh = spliced(piece, start, end, told)
            fresh.fixed = "【待补" in fresh.text
            put(row, piece, _standing(fresh, facts, start, start + len(told)))
            return
    piece = pieces[0]
    ways = {
        "owner": f"，由{words}负责",
        "due": f"，{words}完成",
        "base": f"（现为{words}）",
        "carrier": f"，以{words}为抓手",
    }
    added = ways.get(name, f"，{words}")
    end = len(piece.text.rstrip("。"))
    put(row, piece, _standing(spliced(piece, end, end, added), facts, end + 1, end + len(added)))


def _stands(text: str, stands: str, words: str, name: str) -> tuple[int, int, str] | None:
    """Where the old words of a field stand, and what takes their place; a date is replaced with the year before it.

    How often (每季度) is no date: it stays, and the date is said beside it.
    """
    if name == "due" and stands.startswith("每") and not words.startswith("每"):
        return None
    found = re.search(rf"(?P<year>\d{{4}}年?)?{re.escape(stands)}", text) if stands else None
    if found is None:
        return None
    if name != "due" or not found["year"]:
        return found.end() - len(stands), found.end(), words
    year = found["year"].removesuffix("年")
    dated = re.match(r"\d{4}年|每|明年|来年", words) is not None
    return found.start(), found.end(), words if dated else f"{year}{'' if words.startswith('年') else '年'}{words}"


def _after(row: Row, measure: Measure) -> list[Piece]:
    """The plain sentence of waiting that follows a measure (该项工作由【待补：责任人】负责)."""
    groups = row.built.groups
    at = next((i for i, group in enumerate(groups) if group.id == measure.id), len(groups))
    following = groups[at + 1 : at + 2]
    return [piece for group in following if group.kind == "plain" for piece in group.pieces if piece.fixed]


def _standing(piece: Piece, facts: Sequence[Fact], start: int, end: int) -> Piece:
    uses = [*piece.uses, *(Use(fact=fact.id, start=start, end=end) for fact in facts)]
    return Piece(piece.text, uses, [*piece.facts, *(fact.id for fact in facts)], piece.fixed)


def _still(pending: Sequence[Pending], measure: Measure, name: str) -> list[Pending]:
    """What is pending without this field of the measures that this one was asked for with."""
    found: list[Pending] = []
    for entry in pending:
        head, _, asked = entry.what.rpartition("：")
        if measure.id not in entry.measures or name not in ASKED:
            found.append(entry)
            continue
        left = [words for words in asked.split("、") if words != ASKED[name]]
        if left:
            found.append(entry.model_copy(update={"what": f"{head}：{'、'.join(left)}"}))
    return found


def link(finder: Finder, place: Place, problem: Place) -> Report:
    """Says of a measure which problem it answers, in its text and in the chain."""
    board = finder.board
    row, _ = one_measure(board, place)
    target = problem.items[0] if len(problem.items) == 1 else ""
    named = next((one for one in board.problems if one.id == target), None)
    if named is None:
        raise InputError("没有听出对应哪个问题。", "例如“第五条措施对应第三个问题”。")
    measures = board.measures_of(row.id)
    ids = {measure.id for measure in measures}
    if all(measure.problem == named.id for measure in measures):
        raise InputError("它本来就对应这个问题。", "")
    first = next(piece for group in row.built.groups if group.kind == "measure" for piece in group.pieces)
    aim = _AIM.match(first.text)
    put(row, first, spliced(first, 0, aim.end() if aim else 0, f"针对{named.headline}的问题，"))
    board.measures = [m.model_copy(update={"problem": named.id}) if m.id in ids else m for m in board.measures]
    board.problems = [
        p.model_copy(
            update={"measures": [*(m for m in p.measures if m not in ids), *(sorted(ids) if p.id == named.id else ())]}
        )
        for p in board.problems
    ]
    return board.report()
