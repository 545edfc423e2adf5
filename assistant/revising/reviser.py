"""A report revised by talk: a message becomes to-dos, each an edit with its before and after, or a question, or a no."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.errors import InputError
from assistant.figures.reading import read_figures
from assistant.outline import Outline
from assistant.report import Report
from assistant.revising import adding, closing, deciding, depth, lengths
from assistant.revising.agreeing import agreed, answer_to
from assistant.revising.task import AskedBack, Editor, Task
from assistant.revising.todos import Revised, ToDo, changes_of, not_understood, rechecked
from assistant.versions import changed, restored
from assistant.writing import edits, facts_changed, filling, locks, reordering
from assistant.writing.asked import Does, Place, Request
from assistant.writing.board import Row
from assistant.writing.places import Finder
from assistant.writing.requests import LONGEST_SAID, read_requests
from assistant.writing.where_to import read_where
from assistant.writing.worked_out import followed

__all__ = ["Editor", "Reviser"]
_FRAME = "^(?:主要表现在|突出体现在|具体看|从.{1,8}看|就.{1,10}而言|在.{1,8}上)"
_TONES = ("softer", "firmer", "humbler", "plainer")


@dataclass
class Reviser:
    """Revises one report. `part` is the part spoken of; `only` the numbers of the to-dos that are accepted."""

    outline: Outline
    part: str | None = None
    only: Sequence[int] | None = None
    editor: Editor | None = None
    last: Place | None = None
    _first: Report | None = field(default=None, init=False)

    def revise(self, report: Report, message: str) -> Revised:
        """Does what the message asks, to-do by to-do; one that fails leaves the others be."""
        if len(message) > LONGEST_SAID:
            note = f"这一次说了{len(message)}字，太长，没有改。请分几次说，一次不超过{LONGEST_SAID}字。"
            return Revised(report, (ToDo(1, message[:20], "refused", note=note),), self.last)
        self._first = report
        answer = answer_to(message, report.proposal)
        if answer is not None:
            done = agreed(report, answer, message, self.outline, self.only)
            return Revised(done.report, done.todos, self.last)
        requests = read_requests(message)
        if not requests:
            requests = [Request(None, message.strip())]
        now, todos = self._all(report, requests)
        if not any(todo.state in ("done", "asks") for todo in todos):
            return Revised(report, tuple(todos), self.last)
        if any(request.does in ("undo", "redo") for request in requests):
            return Revised(now, tuple(todos), self.last)
        before = report
        if report.facts != now.facts:
            from assistant.revising.following import reconciled

            before, now = reconciled(report, now, self.outline)
        after = rechecked(before, now, self.outline)
        taken = "；".join(todo.said for todo in todos if todo.state in ("done", "asks"))
        why = message.strip() if self.only is None else taken
        return Revised(changed(report, after, why, asked_in=self.part or "-"), tuple(todos), self.last)

    def _all(self, report: Report, requests: Sequence[Request]) -> tuple[Report, list[ToDo]]:
        """The report after all requests, and their to-dos in the order in which they were said."""
        todos: list[ToDo] = []
        for at in _turns(requests):
            number, request = at + 1, requests[at]
            if self.only is not None and number not in self.only:
                todos.append(ToDo(number, request.said, "refused", note="这一处没有采纳。"))
                continue
            report, todo = self._one(report, request, number)
            todos.append(todo)
        return report, sorted(todos, key=lambda todo: todo.number)

    def _one(self, report: Report, request: Request, number: int) -> tuple[Report, ToDo]:
        unknown = ToDo(number, request.said, "unknown", note=not_understood(request, report, self.part))
        if request.does is None and self.editor is None:
            return report, unknown
        task = Task(self.outline, Finder(report, self.part, self.last, self._first), request, self.editor, self.last)
        try:
            after = _do(task)
            locks.keep_locks(report, after)
        except AskedBack as asked:
            return asked.report, ToDo(number, request.said, "asks", note=str(asked))
        except InputError as error:
            return report, ToDo(number, request.said, "refused", note=str(error))
        finally:
            self.last = task.last
        if after is report:
            return report, unknown
        return after, ToDo(number, request.said, "done", changes_of(report, after), task.note)


def _turns(requests: Sequence[Request]) -> list[int]:
    """Which request is done when: 第三条别动 before the 每条都压到130字 that it was said after."""
    order = list(range(len(requests)))
    for at, request in enumerate(requests):
        wide = [one for one in order[: order.index(at)] if _is_wide(requests[one])]
        if request.does == "lock" and wide:
            order.remove(at)
            order.insert(order.index(wide[0]), at)
    return order


def _is_wide(request: Request) -> bool:
    target = request.target
    return target is not None and (target.every or target.kind in ("whole", "part"))


def _do(task: Task) -> Report:
    """The operation that a request comes to. Raises InputError where it cannot be done, AskedBack where it asks."""
    request, finder = task.request, task.finder
    without_place: dict[Does | None, Callable[[Task], Report]] = {
        "undo": _back,
        "redo": _back,
        "change_fact": _change_fact,
        "leave_out": _leave_out,
        "merge": lambda one: reordering.merge(finder, [finder.find(target) for target in request.targets]),
        "insert": adding.insert,
        "replace": _replace,
        "decide": deciding.decide,
        "close": closing.close,
    }
    if request.does in without_place:
        return without_place[request.does](task)
    place = lengths.meant(task) or finder.find(request.target)
    task.last = place
    if request.does is None:
        assert task.editor is not None
        return task.editor.revise(finder, place, request) or task.report
    return _at(task, place)


def _at(task: Task, place: Place) -> Report:
    """An operation on one place."""
    does, finder, request = task.request.does, task.finder, task.request
    acts: dict[Does | None, Callable[[], Report]] = {
        "delete": lambda: edits.delete(finder, place),
        "move": lambda: reordering.move(finder, place, request),
        "split": lambda: _split(task, place),
        "lock": lambda: _lock(task, place),
        "unlock": lambda: _lock(task, place),
        "squeeze": lambda: lengths.squeeze(task, place),
        "shorter": lambda: lengths.squeeze(task, place),
        "expand": lambda: lengths.expand(task, place),
        "longer": lambda: lengths.expand(task, place),
        "concrete": lambda: depth.concrete(task, place),
        "link": lambda: _link(task, place),
    }
    if does in acts:
        return acts[does]()
    if does in ("set_owner", "set_due", "set_target", "set_base", "set_carrier"):
        facts = task.told(place, request.words)[0] if read_figures(request.words) else []
        return filling.fill(finder, place, request, facts)
    if does == "better":
        return depth.bettered(task, place)
    assert does in _TONES
    return depth.retuned(task, place)


def _back(task: Task) -> Report:
    report, request = task.report, task.request
    if request.count is not None:
        return restored(report, f"v{request.count}")
    if request.does == "redo":
        later = [v.id for v in report.versions if int(v.id[1:] or 0) > int(report.version[1:] or 0)]
        if not later:
            raise InputError("没有可以重做的。", "")
        return restored(report, min(later, key=lambda one: int(one[1:])))
    return restored(report)


def _change_fact(task: Task) -> Report:
    from assistant.revising.following import recomputed

    change = facts_changed.find_change(task.report, task.request)
    after, count = facts_changed.applied(task.report, change)
    task.note = (
        f"事实记作您说的“{change.quote}”，稿子里{count}处跟着改了。" if count else "事实改了；稿子里没有写到这个数。"
    )
    told: list[str] = []
    for old in change.facts:
        now = next((fact for fact in after.facts if fact.id == old.id), None)
        if now is not None and old.figure is not None:
            after, more = followed(after, now, old.figure)
            told += [f"{words}。" for words in more if "对不上" not in words]
    after, worked_out = recomputed(after, task.outline)
    task.note += "".join([*told, *worked_out])
    return after


def _leave_out(task: Task) -> Report:
    topic = task.request.topic
    place = task.finder.find(task.request.target)
    after = edits.leave_out(task.finder, topic, place if place.kind == "item" else task.finder.find(None))
    left = [part.heading for part in after.parts if topic in part.text]
    if left:
        task.note = f"{'、'.join(f'“{heading}”' for heading in left)}里还有“{topic}”，没有动。"
    return after


def _replace(task: Task) -> Report:
    corrected = adding.figure_correction(task.request)
    if corrected is not None:
        task.request = corrected
        return _change_fact(task)
    return adding.replaced(task)


def _split(task: Task, place: Place) -> Report:
    finder, request, at = task.finder, task.request, None
    if request.where:
        told = read_where(request.where)
        inner = Finder(finder.report, finder.part, Place("", "item", None, place.items)).find(told[0] if told else None)
        at = inner.pieces[0] if inner.pieces else None
    row = finder.board.row(place.items[0]) if place.items else None
    second = _second_headline(row, problem=row is not None and finder.board.role(row.id) == "problems") if row else ""
    task.note = f"第二条的标题暂用“{second}”，可以说“标题改成……”。"
    after = reordering.split(finder, place, second, at)
    bare = [p for p in after.problems if p.headline == second and not (p.causes and p.measures)]
    if bare:
        lacks = "、".join(n for n, there in (("原因", bare[0].causes), ("措施", bare[0].measures)) if not there)
        task.note += f"它还没有自己的{lacks}：说“第几个问题后面加一句：原因是……”“第几条措施对应第几个问题”。"
    return after


def _second_headline(row: Row, *, problem: bool) -> str:
    """The second half of a headline in two halves; of a problem the first clause of what would show it, else the same."""
    halves = re.split("，", row.built.headline)
    if problem:
        shows = [piece.text for group in row.built.groups if group.kind != "cause" for piece in group.pieces]
        clauses = [words for text in shows[len(shows) // 2 :] for words in re.split("[，。；]", text)]
        told = [re.sub(_FRAME, "", words) for words in clauses if not reordering.LEANS.match(words)]
        found = [words for words in told if 5 <= len(words) <= 20 and not read_figures(words)]
        return found[0] if found else f"{row.built.headline}（续）"
    return halves[1] if len(halves) == 2 else f"{row.built.headline}（续）"


def _lock(task: Task, place: Place) -> Report:
    if task.request.does == "lock":
        task.note = "锁住了，以后怎么改都不动它。"
        return locks.lock(task.finder, place)
    task.note = "放开了，可以改了。"
    return locks.unlock(task.finder, place)


def _link(task: Task, place: Place) -> Report:
    told = read_where(task.request.where)
    return filling.link(task.finder, place, Finder(task.report, None).find(told[0] if told else None))
