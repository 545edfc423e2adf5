"""The person's own words put in: a sentence, a new item, a sentence in other words; each figure stands on a fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.errors import InputError
from assistant.figures.comparing import same_quantity
from assistant.figures.reading import read_figures
from assistant.report import Cause, Fact, Measure, Problem, Report, Use
from assistant.revising.task import Task
from assistant.revising.todos import question_for
from assistant.writing import edits
from assistant.writing.asked import Place, Request
from assistant.writing.board import Laid, Row
from assistant.writing.measures import read_elements
from assistant.writing.pieces import Built, Group, Piece
from assistant.writing.places import Finder
from assistant.writing.where_to import read_where

_LONGEST_HEADLINE = 24


def insert(task: Task) -> Report:
    """A sentence into an item, or a new item last of its part."""
    request, finder = task.request, task.finder
    words = request.words.strip()
    # The phrasings leave 前面 out of the place that they name.
    ahead = re.search(f"{re.escape(request.where)}的?(前面|之前|前边|前|开头)", request.said) if request.where else None
    told = read_where(request.where + (ahead[1] if ahead else "")) if request.where else None
    target, how = told or (None, "in")
    if request.where and told is None:
        raise InputError(f"没有听出要加在“{request.where}”的哪里。", "例如“第三条后面加一句：……”。")
    item_wanted = re.search("一条|一个问题|一个措施|新增", request.said[: max(0, request.said.find(words[:6]))])
    place = finder.find(target)
    if place.kind in ("part", "whole") and not item_wanted and re.search("一句|几句|一段", request.said):
        raise InputError("请说加在哪一条。", "例如“第三条后面加一句：……”。")
    if place.kind in ("part", "whole") or (item_wanted and place.kind == "item"):
        return _new_item(task, place, words)
    if place.kind not in ("item", "pieces"):
        raise InputError("请说加在哪一条。", "例如“第三条后面加一句：……”。")
    if place.kind == "item" and finder.board.role(place.items[0]) == "problems" and _CAUSE.match(words):
        return _cause(task, place, words)
    facts, bound = task.told(place, words)
    if not bound:
        raise InputError("没有听出要加的是什么。", "请把要加的话放在冒号后面。")
    task.last = place
    return edits.insert(finder, place, how, facts, bound)


_CAUSE = re.compile("(?:主要|反思|究其|自身)?(?:原因|根源|根子|症结)(?:还?是|在于|在|：|，)?")


def _cause(task: Task, place: Place, words: str) -> Report:
    """Why a problem is there, last of its item and linked to it."""
    board, item = task.finder.board, place.items[0]
    row = board.row(item)
    first = not any(group.kind == "cause" for group in row.built.groups)
    facts, bound = task.told(place, _CAUSE.sub("", words, count=1))
    if not bound:
        raise InputError("没有听出原因是什么。", "例如“第二个问题后面加一句：原因是我只布置、不教”。")
    if first:
        bound[0] = edits.spliced(bound[0], 0, 0, "原因在于")
    text = "".join(piece.text for piece in bound)
    cause = Cause(id=board.new_id("C"), text=text, problem=item, facts=[fact.id for fact in facts])
    board.facts += facts
    board.causes.append(cause)
    row.built.groups.append(Group("cause", cause.id, list(bound)))
    row.dirty = True
    board.problems = [
        one.model_copy(update={"causes": [*one.causes, cause.id]}) if one.id == item else one for one in board.problems
    ]
    return board.report()


def _new_item(task: Task, place: Place, words: str) -> Report:
    """A new problem, measure or item of achievements in the person's words, last of its part."""
    from assistant.revising.telling import told_facts

    finder, board = task.finder, task.finder.board
    laid, role = _home(task, place)
    question = question_for(task.outline, board, None, role)
    facts, bound = told_facts(finder.report, task.outline, question, words)
    head = re.split("[，。；：]", "".join(piece.text for piece in bound))[0]
    if len(head) > _LONGEST_HEADLINE or not head:
        raise InputError("请先用一句短话说这一条的标题。", f"不超过{_LONGEST_HEADLINE}字，后面再说内容。")
    if bound[0].text.startswith(f"{head}，"):
        bound[0] = edits.spliced(bound[0], 0, len(head) + 1, "")
    board.facts += facts
    _add_row(finder, laid, (role, head), bound, facts)
    return board.report()


def _home(task: Task, place: Place) -> tuple[Laid, str]:
    """The part a new item goes to, and what it is there."""
    board, said = task.finder.board, task.request.said[:12]
    role = next((r for r, name in (("measures", "措施"), ("problems", "问题")) if name in said), None)
    found = None
    for one in board.laid:
        of_role = role and any(board.role(row.id) == role for row in one.rows)
        if found is None and (of_role or (not role and one.part.id == place.part)):
            found = one
    if place.items:
        found = board.home(place.items[0])
    if found is None or not found.rows:
        raise InputError("请说加到哪一部分。", "例如“措施部分加一条：……”。")
    return found, role or board.role(found.rows[-1].id)


def _add_row(finder: Finder, laid: Laid, named: tuple[str, str], bound: list[Piece], facts: Sequence[Fact]) -> None:
    """A new item last in its part; `named` is its role and headline."""
    role, head = named
    board = finder.board
    built_id = board.new_id({"problems": "P", "measures": "MI"}.get(role, "N"))
    groups = [Group("plain", "", list(bound))]
    last = laid.rows[-1]
    if role == "measures":
        measure = _measure(finder, bound, facts)
        groups = [Group("measure", measure.id, list(bound))]
        board.measures.append(measure)
        board.problems = [
            p.model_copy(update={"measures": [*p.measures, measure.id]}) if p.id == measure.problem else p
            for p in board.problems
        ]
    if role == "problems":
        board.problems.append(Problem(id=built_id, headline=head, text="", facts=[f.id for f in facts]))
    fresh = Row(None, Built(built_id, head, Piece(f"{head}。"), groups), last.prefix, dirty=True)
    spot = laid.segments.index(last)
    laid.segments[spot + 1 : spot + 1] = ["\n", fresh]
    board.renumber(laid)


def _measure(finder: Finder, bound: Sequence[Piece], facts: Sequence[Fact]) -> Measure:
    text = "".join(piece.text for piece in bound)
    said = read_elements(text, facts, finder.report.year + 1)
    named = next((one.id for one in finder.board.problems if one.headline and one.headline in text), None)
    return Measure(
        id=finder.board.new_id("M"),
        text=text,
        problem=named,
        owner=said.owner,
        due=said.due,
        due_date=said.due_date,
        target=said.target,
        facts=[f.id for f in facts],
    )


def replaced(task: Task) -> Report:
    """Words for words, or a sentence, headline, opening or closing in the person's own words."""
    finder, request = task.finder, task.request
    place = finder.find(request.target)
    if request.old:
        return edits.replace_words(finder, place, request.old, request.new)
    task.last = place
    new = request.new.strip("“”") if request.new.count("“") == 1 else request.new
    if place.quote:
        return edits.replace_words(finder, place, place.quote, new)
    if place.kind in ("opening", "closing"):
        return finder.report.model_copy(update={place.kind: new})
    if place.kind not in ("pieces", "headline"):
        raise InputError("整条改写请说改哪一句。", "例如“第二条的标题改成……”““……”那句改成……”。")
    bound = edits.sentences(new, []) if place.kind == "headline" else _own_words(finder, place, new)
    return edits.rewrite(finder, place, new, [], bound)


def _own_words(finder: Finder, place: Place, words: str) -> list[Piece]:
    """A sentence in the person's own words: the figures that stood there stay bound, new ones are refused."""
    old = edits.pieces_of(finder.board.row(place.items[0]), place.pieces)
    edits.same_figures("".join(piece.text for piece in old), words)
    uses = []
    by_id = {fact.id: fact for fact in finder.report.facts}
    for span in read_figures(words):
        for fact in dict.fromkeys(fact for piece in old for fact in piece.facts):
            figure = by_id[fact].figure if fact in by_id else None
            if figure is not None and same_quantity(figure, span.figure):
                uses.append(Use(fact=fact, start=span.start, end=span.end))
    pieces = edits.sentences(words, uses)
    acts = [f for piece in old for f in piece.facts if f in by_id and by_id[f].kind != "figure"]
    pieces[0].uses += [Use(fact=f, start=0, end=len(pieces[0].text.rstrip("。"))) for f in acts]
    pieces[0].facts += [f for f in acts if f not in pieces[0].facts]
    return pieces


def figure_correction(request: Request) -> Request | None:
    """把“擂台2次”改成“擂台3次” is a correction of the fact: words alike but for one figure."""
    old = request.old or (request.target.quote if request.target is not None and request.target.exact else "")
    before, after = read_figures(old), read_figures(request.new)
    if len(before) != 1 or len(after) != 1 or before[0].figure == after[0].figure:
        return None
    if old[: before[0].start] != request.new[: after[0].start]:
        return None
    topic = old[: before[0].start]
    return replace(request, does="change_fact", topic=topic, old=before[0].text, new=after[0].text)
