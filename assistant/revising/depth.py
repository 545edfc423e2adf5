"""A vague passage made concrete by what the person adds; its tone retuned; never made to sound better than it is."""

from __future__ import annotations

import re

from assistant.errors import InputError
from assistant.figures import read_figures
from assistant.report import Report
from assistant.revising.task import AskedBack, Task, pended
from assistant.todos import question_for
from assistant.writing import edits, tone
from assistant.writing.asked import Place
from assistant.writing.board import Row, numeral_of
from assistant.writing.places import Finder


def concrete(task: Task, place: Place) -> Report:
    """What the person adds, written in; where nothing was added, one village, number, date or act is asked for."""
    finder = task.finder
    if task.request.words:
        facts, bound = task.told(place, task.request.words)
        if place.kind not in ("item", "pieces") or len(place.items) != 1:
            raise InputError("请说是哪一条。", "例如“第二条具体点：龙洞村全年只开了2次支部会”。")
        return edits.insert(finder, place, "after" if place.kind == "pieces" else "in", facts, bound)
    row = _vaguest(finder, place)
    ask, example = concrete_question(row)
    question = question_for(task.outline, finder.board, row.id, finder.board.role(row.id))
    told = f"{ask}{example}答的时候可以说“{called(finder, row)}具体点：……”。"
    what = f"“{row.built.headline}”的实例：哪个村、什么时候、多少、您自己做了什么"
    raise AskedBack(told, pended(finder.report, [question.id], what))


def _vaguest(finder: Finder, place: Place) -> Row:
    rows = finder.rows(place)
    if not rows:
        raise InputError("这里没有可以写具体的条目。", "")
    return min(rows, key=lambda row: len(read_figures(row.text)))


def called(finder: Finder, row: Row) -> str:
    """How a person would name an item: 第二个问题, 第三条措施, 成绩第一条."""
    laid = finder.board.home(row.id)
    role = finder.board.role(row.id)
    same = [one for one in laid.rows if finder.board.role(one.id) == role]
    number = numeral_of(same.index(row))
    return {"problems": f"第{number}个问题", "measures": f"第{number}条措施"}.get(role, f"成绩第{number}条")


def concrete_question(row: Row) -> tuple[str, str]:
    """What to ask first of a vague item, and an example: a village, a number, a date, what oneself did or did not do."""
    there = shown(row.text)
    rows = tone.revising_file("questions.yaml")["concrete"]
    lacking = next((one for one in rows if not there[one["lacks"]]), rows[-1])
    return str(lacking["ask"]).format(what=row.built.headline), str(lacking["example"])


def shown(text: str) -> dict[str, bool]:
    """Which of place, number, date and self a passage has."""
    return {
        "place": re.search("[一-龥]{2,4}(?:村|社区|支部|街|组|企业|单位)", text) is not None,
        "number": bool([s for s in read_figures(text) if s.figure.unit not in ("年", "月", "日")]),
        "date": re.search(r"\d{1,2}月|季度|半年", text) is not None,
        "self": re.search("我(?!镇|乡|街)|本人", text) is not None,
    }


def retuned(task: Task, place: Place) -> Report:
    """The place in another tone: by a model where one is, else by the word pairs of knowledge/revising/tone.yaml."""
    if task.editor is not None:
        better = task.editor.revise(task.finder, place, task.request)
        if better is not None:
            return better
    if place.kind in ("opening", "closing"):
        raise InputError("开头结尾是固定的套语，不分软硬。", "要改就说“结尾改成……”。")
    numbers = place.pieces if place.kind == "pieces" else None
    count = tone.retuned(task.finder.board, task.finder.rows(place), numbers, str(task.request.does))
    if not count:
        raise InputError("这里没有找到能换口气的词。", "请引出不合适的几个字，例如“把“……”改成“……””。")
    task.note = f"换了{count}处说法。"
    return task.finder.board.report()


def kept_plain() -> InputError:
    """Why it is not made to sound better, and what would allow it."""
    rows = tone.revising_file("tone.yaml")["ladder"]
    steps = "；".join(f"“{row['level']}”要有{row['needs']}" for row in rows)
    return InputError("说法要跟着依据走，没有新的依据，程序不往高里写。", f"{steps}。您有哪一样，说出来就写上去。")
