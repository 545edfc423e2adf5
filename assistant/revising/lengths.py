"""A place made shorter or longer: words go only where nothing hangs on them, none come but from what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.errors import InputError
from assistant.report import Fact, Proposal, Report, Use
from assistant.revising.measured import length_of
from assistant.revising.proposing import gone_from, proposed, told
from assistant.revising.task import AskedBack, Task, pended
from assistant.revising.todos import question_for
from assistant.text.spans import size
from assistant.writing.asked import Place
from assistant.writing.board import Row
from assistant.writing.edits import pieces_of
from assistant.writing.fitting import Squeeze
from assistant.writing.pieces import Group, Piece
from assistant.writing.places import Finder
from assistant.writing.revising_words import revising_words

_SHORTER, _LONGER = 0.75, 1.3
_SHORTEST_FACT = 6


def squeeze(task: Task, place: Place) -> Report:
    """The place at most so long as asked, or a quarter shorter, each of several on its own; figures and the chain stay."""
    target = task.request.target
    if target is not None and target.every and len(place.items) > 1:
        return _each(task, place)
    now = length_of(task.finder, place)()
    most = _wanted(task, now)
    if now <= most:
        raise InputError(f"现在就只有{now}字，不到{most}字。", "")
    finder = _by_model(task, place, most)
    rows, length = finder.rows(place), length_of(finder, place)
    if length() > most:
        _squeezer(finder, place, rows).to(most, length)
    left = length()
    after = task.report if left == now else finder.board.report()
    if left <= most:
        task.note = f"从{now}字压到{left}字，数一个没动。{gone_from(task.report, after)}"
        return after.model_copy(update={"proposal": None})
    offer = _offered(task, after, place, most)
    if left == now and offer is None:
        raise InputError("这里剩下的都带着数或撑着问题—原因—措施，程序不敢自己删。", "请说删掉哪一句。")
    words = told(offer, left) if offer is not None else "还要短，请说删掉哪一句。"
    if left == now:
        raise AskedBack(f"空话都压完了，还是{left}字。{words}", after.model_copy(update={"proposal": offer}))
    task.note = f"压到{left}字就压不动了，剩下的都带着数或撑着链条。{gone_from(task.report, after)}{words}"
    return after.model_copy(update={"proposal": offer})


def meant(task: Task) -> Place | None:
    """压到3500字, with no place said, is the whole, or the part spoken of, where no item is so long; None otherwise."""
    request, finder = task.request, task.finder
    target, count = request.target, request.count
    if request.does != "squeeze" or count is None or target is None or target.kind != "loose" or target.inner:
        return None
    if task.last is not None and length_of(finder, task.last)() > count:
        return None
    longest = max((size(row.text) for laid in finder.board.laid for row in laid.rows), default=0)
    return finder.find(None) if count > longest else None


def _offered(task: Task, report: Report, place: Place, most: int) -> Proposal | None:
    """What could go to come to the length asked for; None where none was told, or each of several has its own."""
    request = task.request
    asked = request.count is not None or request.fewer is not None or request.share is not None
    every = request.target is not None and request.target.every
    return proposed(report, place, most, task.outline) if asked and not every else None


def _by_model(task: Task, place: Place, wanted: int) -> Finder:
    """The report after a model has brought the place nearer to `wanted` 字; as it was where none did."""
    finder = task.finder
    if task.editor is None:
        return finder
    better = task.editor.fit(finder, place, replace(task.request, count=wanted))
    return finder if better is None else Finder(better, finder.part, finder.last, finder.numbering)


def _squeezer(finder: Finder, place: Place, rows: Sequence[Row]) -> Squeeze:
    return Squeeze(
        finder.board,
        rows,
        finder.report.facts,
        finder.report.locks,
        finder.report.year,
        pieces_of(rows[0], place.pieces) if place.kind == "pieces" else None,
        finder.report.emphasis,
    )


def _each(task: Task, place: Place) -> Report:
    """每条压到130字: every item by its own length; what could not be, and why, is told item by item."""
    finder, told = task.finder, list[str]()
    for item in place.items:
        row = finder.board.row(item)
        headline = row.built.headline
        if {piece.text.strip() for piece in row.built.pieces} <= {lock.text for lock in finder.report.locks}:
            told.append(f"“{headline}”锁着，没有动。")
            continue
        one = replace(task, finder=Finder(finder.report, finder.part, finder.last, finder.numbering), note="")
        try:
            after = squeeze(one, Place(place.said, "item", None, (item,)))
        except InputError as error:
            told.append(f"“{headline}”{error}")
            continue
        told.append(f"“{headline}”{one.note}")
        finder = Finder(after, finder.part, finder.last, finder.numbering)
    if finder is task.finder:
        raise InputError("".join(told), "")
    task.note = "".join(told)
    return finder.report


def _wanted(task: Task, now: int) -> int:
    """How many 字 are asked for: a number, so many fewer, such a share of what there is, or a good quarter fewer."""
    request = task.request
    if request.fewer is not None:
        return max(now - request.fewer, 1)
    if request.share is not None:
        return max(int(now * request.share), 1)
    return request.count if request.count is not None else int(now * _SHORTER)


def expand(task: Task, place: Place) -> Report:
    """Longer only from what was said and not yet written; the rest is asked for."""
    request = task.request
    if not task.finder.rows(place):
        raise InputError("这里没有可以展开的条目。", "请说第几条。")
    now = length_of(task.finder, place)()
    least = request.count if request.count is not None else int(now * _LONGER)
    if request.count is not None and now >= least:
        raise InputError(f"现在已有{now}字，不少于{least}字。", "")
    finder = _by_model(task, place, least)
    length = length_of(finder, place)
    row = min(finder.rows(place), key=lambda one: size(one.text))
    ids = _questions_of(task, row)
    added = _written_in(finder, row, ids, lambda: length() >= least)
    if length() > now:
        left = least - length()
        task.note = f"补进{added}件说过还没写的事。" if added else f"从{now}字展到{length()}字。"
        task.note += f"离{least}字还差{left}字，要您再说。" if left > 0 else ""
        return finder.board.report()
    asks = [q.ask for q in task.outline.questions if q.id in ids][:2]
    more = "".join(asks) or "再说一件具体的事。"
    words = str(revising_words("questions")["more"]).format(count=max(least - now, 1), asks=more)
    raise AskedBack(words, pended(finder.report, ids[:1], f"“{row.built.headline}”还可以补的事例和数字"))


def _written_in(finder: Finder, row: Row, ids: Sequence[str], enough: Callable[[], bool]) -> int:
    """Puts facts of these questions that the text does not tell into an item until it is enough; how many."""
    added = 0
    for fact in _unused(finder.report, ids):
        if enough():
            break
        piece = Piece(f"{fact.text}。", [Use(fact=fact.id, start=0, end=len(fact.text))], [fact.id])
        row.built.groups.insert(_before_causes(row), Group("plain", "", [piece]))
        row.dirty, added = True, added + 1
    return added


def _questions_of(task: Task, row: Row) -> list[str]:
    own = next((list(plan.questions) for plan in task.outline.items() if plan.id == row.id), None)
    if own is not None:
        return own
    board = task.finder.board
    return [question_for(task.outline, board, row.id, board.role(row.id)).id]


def _unused(report: Report, ids: Sequence[str]) -> Iterator[Fact]:
    used = {f for part in report.parts for item in part.items for f in item.facts}
    asked = "\n".join(entry.what for entry in report.pending) + "\n".join(f.message for f in report.findings)
    whole = "\n".join(part.text for part in report.parts)
    for fact in report.facts:
        fits = fact.status == "ok" and fact.origin.ref in ids and fact.id not in used
        if fits and f"“{fact.quote}”" not in asked and fact.text not in whole and len(fact.text) >= _SHORTEST_FACT:
            yield fact


def _before_causes(row: Row) -> int:
    return next((i for i, group in enumerate(row.built.groups) if group.kind == "cause"), len(row.built.groups))
