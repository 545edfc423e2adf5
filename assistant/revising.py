"""A report revised by talk: a message becomes to-dos, each an edit with its before and after, or a question, or a no."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from assistant.errors import InputError
from assistant.figures import read_figures, same_quantity
from assistant.outline import Outline
from assistant.report import Fact, Measure, Pending, Problem, Report, Use
from assistant.spans import size
from assistant.terms import mentioned
from assistant.todos import Revised, ToDo, changes_of, not_understood, question_for, rechecked
from assistant.versions import changed, restored
from assistant.writing import edits, facts_changed, filling, tone
from assistant.writing.asked import Place, Request
from assistant.writing.board import Laid, Row, numeral_of
from assistant.writing.fitting import Squeeze
from assistant.writing.measures import read_elements
from assistant.writing.pieces import Built, Group, Piece
from assistant.writing.places import Finder
from assistant.writing.requests import read_requests, read_where

_SHORTER = 0.75
_LONGEST_HEADLINE = 24
_TONES = ("softer", "firmer", "humbler", "plainer")
_WHOLE = Place("", "whole")


class Editor(Protocol):
    """Who can edit what the program cannot: a model behind the guard."""

    def revise(self, finder: Finder, place: Place, request: Request) -> Report | None:
        """The report with the place in better words; None where nothing fit came back."""
        ...

    def fit(self, finder: Finder, place: Place, request: Request) -> Report | None:
        """The place squeezed or expanded to `request.count` 字; None where nothing fit came back."""
        ...


@dataclass
class Reviser:
    """Revises one report. `part` is the part spoken of; `only` the numbers of the to-dos that are accepted."""

    outline: Outline
    part: str | None = None
    only: Sequence[int] | None = None
    editor: Editor | None = None
    last: Place | None = None
    _note: str = field(default="", init=False)
    _first: Report | None = field(default=None, init=False)

    def revise(self, report: Report, message: str) -> Revised:
        """Does what the message asks, to-do by to-do; one that fails leaves the others be."""
        self._first = report
        requests = read_requests(message)
        if not requests:
            requests = [Request(None, message.strip())]
        now, todos = report, list[ToDo]()
        for number, request in enumerate(requests, 1):
            if self.only is not None and number not in self.only:
                todos.append(ToDo(number, request.said, "refused", note="这一处没有采纳。"))
                continue
            now, todo = self._one(now, request, number)
            todos.append(todo)
        if not any(todo.state in ("done", "asks") for todo in todos):
            return Revised(report, tuple(todos), self.last)
        if any(request.does in ("undo", "redo") for request in requests):
            return Revised(now, tuple(todos), self.last)
        after = rechecked(report, now, self.outline)
        return Revised(changed(report, after, message.strip()), tuple(todos), self.last)

    def _one(self, report: Report, request: Request, number: int) -> tuple[Report, ToDo]:
        self._note = ""
        if request.does is None and self.editor is None:
            return report, ToDo(number, request.said, "unknown", note=not_understood(request.said, report, self.part))
        try:
            after = self._do(Finder(report, self.part, self.last, self._first), request)
            edits.keep_locks(report, after)
        except AskedBack as asked:
            return asked.report, ToDo(number, request.said, "asks", note=str(asked))
        except InputError as error:
            return report, ToDo(number, request.said, "refused", note=str(error))
        if after is report:
            return report, ToDo(number, request.said, "unknown", note=not_understood(request.said, report, self.part))
        return after, ToDo(number, request.said, "done", changes_of(report, after), self._note)

    # ---- the operations ----

    def _do(self, finder: Finder, request: Request) -> Report:
        does, report = request.does, finder.report
        if does in ("undo", "redo"):
            return self._back(report, request)
        if does == "change_fact":
            return self._change_fact(report, request)
        if does == "leave_out":
            place = finder.find(None)
            after = edits.leave_out(finder, request.topic, place)
            self._note = self._elsewhere(after, request.topic)
            return after
        if does == "merge":
            return edits.merge(finder, [finder.find(target) for target in request.targets])
        if does == "insert":
            return self._insert(finder, request)
        if does == "replace":
            return self._replace(finder, request)
        place = finder.find(request.target)
        self.last = place
        if does is None:
            assert self.editor is not None
            return self.editor.revise(finder, place, request) or report
        return self._at(finder, place, request)

    def _at(self, finder: Finder, place: Place, request: Request) -> Report:
        does, report = request.does, finder.report
        shapes = {
            "delete": lambda: edits.delete(finder, place),
            "move": lambda: edits.move(finder, place, request),
            "split": lambda: self._split(finder, place, request),
        }
        if does in shapes:
            return shapes[does]()
        if does in ("lock", "unlock"):
            self._note = "锁住了，以后怎么改都不动它。" if does == "lock" else "放开了，可以改了。"
            return edits.lock(finder, place) if does == "lock" else edits.unlock(finder, place)
        if does in ("squeeze", "shorter"):
            return self._squeeze(finder, place, request)
        if does in ("expand", "longer"):
            return self._expand(finder, place, request)
        if does == "concrete":
            return self._concrete(finder, place, request)
        if does in ("set_owner", "set_due", "set_target"):
            facts = self._told(finder, place, request.words)[0] if read_figures(request.words) else []
            return filling.fill(finder, place, request, facts)
        if does == "link":
            told = read_where(request.where)
            return filling.link(finder, place, Finder(report, None).find(told[0] if told else None))
        if does == "better":
            raise InputError(*self._kindly(finder, place))
        return self._tone(finder, place, request)

    def _back(self, report: Report, request: Request) -> Report:
        if request.count is not None:
            return restored(report, f"v{request.count}")
        if request.does == "redo":
            later = [v.id for v in report.versions if int(v.id[1:] or 0) > int(report.version[1:] or 0)]
            if not later:
                raise InputError("没有可以重做的。", "")
            return restored(report, min(later, key=lambda one: int(one[1:])))
        return restored(report)

    def _change_fact(self, report: Report, request: Request) -> Report:
        change = facts_changed.find_change(report, request)
        after, count = facts_changed.applied(report, change)
        self._note = (
            f"事实记作您说的“{change.quote}”，稿子里{count}处跟着改了。"
            if count
            else "事实改了；稿子里没有写到这个数。"
        )
        return after

    def _elsewhere(self, report: Report, topic: str) -> str:
        left = [part.heading for part in report.parts if topic in part.text]
        return f"{'、'.join(f'“{heading}”' for heading in left)}里还有“{topic}”，没有动。" if left else ""

    def _told(self, finder: Finder, place: Place, words: str) -> tuple[list, list[Piece]]:  # type: ignore[type-arg]
        item = place.items[0] if place.items else None
        role = finder.board.role(item) if item else "achievements"
        kind = finder.board.row(item).built.groups if item and place.kind == "pieces" else []
        if place.kind == "pieces" and place.pieces and kind:
            owners = [group.kind for group in kind for _ in group.pieces]
            role = "causes" if owners[place.pieces[0]] == "cause" else role
        from assistant.telling import told_facts

        question = question_for(self.outline, finder.board, item, role)
        return told_facts(finder.report, self.outline, question, words)

    def _replace(self, finder: Finder, request: Request) -> Report:
        if corrected := _figure_correction(request):
            return self._change_fact(finder.report, corrected)
        if request.old:
            place = finder.find(request.target)
            return edits.replace_words(finder, place, request.old, request.new)
        place = finder.find(request.target)
        self.last = place
        new = request.new.strip("“”") if request.new.count("“") == 1 else request.new
        if place.quote:
            return edits.replace_words(finder, place, place.quote, new)
        if place.kind in ("opening", "closing"):
            return finder.report.model_copy(update={place.kind: new})
        if place.kind not in ("pieces", "headline"):
            raise InputError("整条改写请说改哪一句。", "例如“第二条的标题改成……”““……”那句改成……”。")
        facts, bound = (
            ([], edits.sentences(new, [])) if place.kind == "headline" else self._own_words(finder, place, new)
        )
        return edits.rewrite(finder, place, new, facts, bound)

    def _own_words(self, finder: Finder, place: Place, words: str):  # type: ignore[no-untyped-def]
        """A sentence in the person's own words: the figures that stood there stay bound, new ones are theirs."""
        old = edits.pieces_of(finder.board.row(place.items[0]), place.pieces)
        text = "".join(piece.text for piece in old)
        edits.same_figures(text, words)
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
        return [], pieces

    def _insert(self, finder: Finder, request: Request) -> Report:
        words = request.words.strip()
        told = read_where(request.where) if request.where else None
        target = told[0] if told else None
        how = told[1] if told else "in"
        if request.where and told is None:
            raise InputError(f"没有听出要加在“{request.where}”的哪里。", "例如“第三条后面加一句：……”。")
        item_wanted = re.search("一条|一个问题|一个措施|新增", request.said[: max(0, request.said.find(words[:6]))])
        place = finder.find(target)
        if place.kind in ("part", "whole") or (item_wanted and place.kind == "item"):
            return self._new_item(finder, place, request, words)
        if place.kind not in ("item", "pieces"):
            raise InputError("请说加在哪一条。", "例如“第三条后面加一句：……”。")
        facts, bound = self._told(finder, place, words)
        if not bound:
            raise InputError("没有听出要加的是什么。", "请把要加的话放在冒号后面。")
        self.last = place
        return edits.insert(finder, place, how, facts, bound)

    def _new_item(self, finder: Finder, place: Place, request: Request, words: str) -> Report:
        """A new problem, measure or item of achievements in the person's words, last of its part."""
        board = finder.board
        role = next((r for r, name in (("measures", "措施"), ("problems", "问题")) if name in request.said[:12]), None)
        laid = next(
            (
                one
                for one in board.laid
                if (role and any(board.role(r.id) == role for r in one.rows))
                or (not role and one.part.id == place.part)
            ),
            None,
        )
        if place.items:
            laid = board.home(place.items[0])
        if laid is None or not laid.rows:
            raise InputError("请说加到哪一部分。", "例如“措施部分加一条：……”。")
        role = role or board.role(laid.rows[-1].id)
        question = question_for(self.outline, board, None, role)
        from assistant.telling import told_facts

        facts, bound = told_facts(finder.report, self.outline, question, words)
        text = "".join(piece.text for piece in bound)
        head = re.split("[，。；：]", text)[0]
        if len(head) > _LONGEST_HEADLINE or not head:
            raise InputError("请先用一句短话说这一条的标题。", f"不超过{_LONGEST_HEADLINE}字，后面再说内容。")
        board.facts += facts
        _add_row(finder, laid, (role, head), bound, facts)
        return board.report()

    def _split(self, finder: Finder, place: Place, request: Request) -> Report:
        at = None
        if request.where:
            told = read_where(request.where)
            inner = Finder(finder.report, self.part, Place("", "item", None, place.items)).find(
                told[0] if told else None
            )
            at = inner.pieces[0] if inner.pieces else None
        row = finder.board.row(place.items[0]) if place.items else None
        head = row.built.headline if row else ""
        halves = re.split("，", head)
        second = halves[1] if len(halves) == 2 else f"{head}（续）"
        self._note = f"第二条的标题暂用“{second}”，可以说“标题改成……”。"
        return edits.split(finder, place, second, at)

    # ---- length ----

    def _squeeze(self, finder: Finder, place: Place, request: Request) -> Report:
        rows, length = finder.rows(place), self._length(finder, place)
        now = length()
        most = request.count if request.count is not None else int(now * _SHORTER)
        if now <= most:
            raise InputError(f"现在就只有{now}字，不到{most}字。", "")
        if self.editor is not None:
            better = self.editor.fit(finder, place, replace(request, count=most))
            if better is not None:
                return better
        only = edits.pieces_of(rows[0], place.pieces) if place.kind == "pieces" else None
        squeeze = Squeeze(
            finder.board,
            rows,
            finder.report.facts,
            finder.report.locks,
            lambda text: any(True for _ in mentioned(text)),
            only,
        )
        left = squeeze.to(most, length)
        if left == now:
            raise InputError("这里剩下的都带着数或撑着问题—原因—措施，程序不敢自己删。", "请说删掉哪一句。")
        if left > most:
            self._note = f"压到{left}字就压不动了，剩下的都带着数或撑着链条；还要短，请说删掉哪一句。"
        else:
            self._note = f"从{now}字压到{left}字，数一个没动。"
        return finder.board.report()

    def _length(self, finder: Finder, place: Place):  # type: ignore[no-untyped-def]
        board, report = finder.board, finder.report
        if place.kind == "whole":
            outside = [report.title, report.opening, report.closing, report.signature, report.date]
            outside += [part.heading for part in report.parts]
            return lambda: sum(map(size, outside)) + sum(size(laid.text) for laid in board.laid)
        if place.kind == "part":
            return lambda: sum(size(laid.text) for laid in board.laid if laid.part.id == place.part)
        rows = finder.rows(place)
        if place.kind == "pieces":
            told = [id(piece) for piece in edits.pieces_of(rows[0], place.pieces)]
            others = sum(size(p.text) for p in rows[0].built.pieces if id(p) not in told)
            return lambda: sum(size(p.text) for p in rows[0].built.pieces) - others
        return lambda: sum(size(row.text) for row in rows)

    def _expand(self, finder: Finder, place: Place, request: Request) -> Report:
        """Only from what was said and not yet written; the rest is asked for."""
        rows, length = finder.rows(place), self._length(finder, place)
        now = length()
        least = request.count if request.count is not None else int(now * 1.3)
        if request.count is not None and now >= least:
            raise InputError(f"现在已有{now}字，不少于{least}字。", "")
        row = min(rows, key=lambda one: size(one.text))
        ids = self._questions_of(row, finder)
        added = 0
        for fact in self._unused(finder.report, ids):
            if length() >= least:
                break
            piece = Piece(f"{fact.text}。", [Use(fact=fact.id, start=0, end=len(fact.text))], [fact.id])
            row.built.groups.insert(_before_causes(row), Group("plain", "", [piece]))
            row.dirty, added = True, added + 1
        if added:
            left = least - length()
            self._note = f"补进{added}件说过还没写的事。" + (f"离{least}字还差{left}字，要您再说。" if left > 0 else "")
            return finder.board.report()
        asks = [q.ask for q in self.outline.questions if q.id in ids][:2]
        more = "".join(asks) or "再说一件具体的事。"
        words = str(tone.revising_file("questions.yaml")["more"]).format(count=max(least - now, 1), asks=more)
        raise AskedBack(words, _pended(finder.report, ids[:1], f"“{row.built.headline}”还可以补的事例和数字"))

    def _questions_of(self, row: Row, finder: Finder) -> list[str]:
        plans = [plan for part in self.outline.parts for block in part.blocks for plan in block.items]
        own = next((list(plan.questions) for plan in plans if plan.id == row.id), None)
        if own is not None:
            return own
        return [question_for(self.outline, finder.board, row.id, finder.board.role(row.id)).id]

    def _unused(self, report: Report, ids: Sequence[str]):  # type: ignore[no-untyped-def]
        used = {f for part in report.parts for item in part.items for f in item.facts}
        asked = "\n".join(entry.what for entry in report.pending) + "\n".join(f.message for f in report.findings)
        whole = "\n".join(part.text for part in report.parts)
        for fact in report.facts:
            fits = fact.status == "ok" and fact.origin.ref in ids and fact.id not in used
            if fits and f"“{fact.quote}”" not in asked and fact.text not in whole and len(fact.text) >= 6:
                yield fact

    # ---- depth and tone ----

    def _concrete(self, finder: Finder, place: Place, request: Request) -> Report:
        if request.words:
            facts, bound = self._told(finder, place, request.words)
            if place.kind not in ("item", "pieces") or len(place.items) != 1:
                raise InputError("请说是哪一条。", "例如“第二条具体点：龙洞村全年只开了2次支部会”。")
            return edits.insert(finder, place, "after" if place.kind == "pieces" else "in", facts, bound)
        row = self._vaguest(finder, place)
        ask, example = concrete_question(row)
        question = question_for(self.outline, finder.board, row.id, finder.board.role(row.id))
        named = _called(finder, row)
        told = f"{ask}{example}答的时候可以说“{named}具体点：……”。"
        raise AskedBack(
            told,
            _pended(
                finder.report, [question.id], f"“{row.built.headline}”的实例：哪个村、什么时候、多少、您自己做了什么"
            ),
        )

    def _vaguest(self, finder: Finder, place: Place) -> Row:
        rows = finder.rows(place)
        if not rows:
            raise InputError("这里没有可以写具体的条目。", "")
        return min(rows, key=lambda row: len(read_figures(row.text)))

    def _tone(self, finder: Finder, place: Place, request: Request) -> Report:
        if self.editor is not None:
            better = self.editor.revise(finder, place, request)
            if better is not None:
                return better
        assert request.does in _TONES
        if place.kind in ("opening", "closing"):
            raise InputError("开头结尾是固定的套语，不分软硬。", "要改就说“结尾改成……”。")
        numbers = place.pieces if place.kind == "pieces" else None
        count = tone.retuned(finder.board, finder.rows(place), numbers, str(request.does))
        if not count:
            raise InputError("这里没有找到能换口气的词。", "请引出不合适的几个字，例如“把“……”改成“……””。")
        self._note = f"换了{count}处说法。"
        return finder.board.report()

    def _kindly(self, finder: Finder, place: Place) -> tuple[str, str]:
        """Why it is not made to sound better, and what would allow it."""
        rows = tone.revising_file("tone.yaml")["ladder"]
        steps = "；".join(f"“{row['level']}”要有{row['needs']}" for row in rows)
        return "说法要跟着依据走，没有新的依据，程序不往高里写。", f"{steps}。您有哪一样，说出来就写上去。"


def _figure_correction(request: Request) -> Request | None:
    """把“擂台2次”改成“擂台3次” is a correction of the fact: words alike but for one figure."""
    old = request.old or (request.target.quote if request.target is not None and request.target.exact else "")
    before, after = read_figures(old), read_figures(request.new)
    if len(before) != 1 or len(after) != 1 or before[0].figure == after[0].figure:
        return None
    if old[: before[0].start] != request.new[: after[0].start]:
        return None
    topic = old[: before[0].start]
    return replace(request, does="change_fact", topic=topic, old=before[0].text, new=after[0].text)


class AskedBack(InputError):
    """Something is asked of the person first; `report` has it noted down as pending."""

    def __init__(self, words: str, report: Report) -> None:
        super().__init__(words, "")
        self.report = report


def _before_causes(row: Row) -> int:
    return next((i for i, group in enumerate(row.built.groups) if group.kind == "cause"), len(row.built.groups))


def _add_row(finder: Finder, laid: Laid, named: tuple[str, str], bound: list[Piece], facts: Sequence[Fact]) -> None:
    """A new item last in its part; `named` is its role and headline."""
    role, head = named
    board = finder.board
    built_id = board.new_id({"problems": "P", "measures": "MI"}.get(role, "N"))
    groups = [Group("plain", "", list(bound))]
    last = laid.rows[-1]
    if role == "measures":
        measure = board.new_id("M")
        groups = [Group("measure", measure, list(bound))]
        text = "".join(piece.text for piece in bound)
        said = read_elements(text, facts, finder.report.year + 1)
        board.measures.append(
            Measure(
                id=measure,
                text=text,
                owner=said.owner,
                due=said.due,
                due_date=said.due_date,
                target=said.target,
                facts=[f.id for f in facts],
            )
        )
    if role == "problems":
        board.problems.append(Problem(id=built_id, headline=head, text="", facts=[f.id for f in facts]))
    fresh = Row(None, Built(built_id, head, Piece(f"{head}。"), groups), last.prefix, dirty=True)
    spot = laid.segments.index(last)
    laid.segments[spot + 1 : spot + 1] = ["\n", fresh]
    board.renumber(laid)


def _pended(report: Report, questions: Sequence[str], what: str) -> Report:
    entry = Pending(question=questions[0] if questions else "", what=what)
    return report if entry in report.pending else report.model_copy(update={"pending": [*report.pending, entry]})


def _called(finder: Finder, row: Row) -> str:
    """How a person would name an item: 第二个问题, 第三条措施, 成绩第一条."""
    laid = finder.board.home(row.id)
    role = finder.board.role(row.id)
    same = [one for one in laid.rows if finder.board.role(one.id) == role]
    number = numeral_of(same.index(row))
    return {"problems": f"第{number}个问题", "measures": f"第{number}条措施"}.get(role, f"成绩第{number}条")


def concrete_question(row: Row) -> tuple[str, str]:
    """What to ask first of a vague item, and an example: a village, a number, a date, what oneself did or did not do."""
    text = row.text
    there = {
        "place": re.search("[一-龥]{2,4}(?:村|社区|支部|街|组|企业|单位)", text) is not None,
        "number": bool([s for s in read_figures(text) if s.figure.unit not in ("年", "月", "日")]),
        "date": re.search(r"\d{1,2}月|季度|半年", text) is not None,
        "self": re.search("我(?!镇|乡|街)|本人", text) is not None,
    }
    rows = tone.revising_file("questions.yaml")["concrete"]
    lacking = next((one for one in rows if not there[one["lacks"]]), rows[-1])
    return str(lacking["ask"]).format(what=row.built.headline), str(lacking["example"])
