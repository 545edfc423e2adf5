"""A vague passage made concrete by what the person adds; its tone retuned; never made to sound better than it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.names import named_in
from assistant.errors import InputError
from assistant.figures.reading import read_figures
from assistant.report import Report
from assistant.revising.task import AskedBack, Task, pended
from assistant.revising.todos import question_for
from assistant.wording.register import residue
from assistant.writing import edits, tone
from assistant.writing.asked import Place
from assistant.writing.board import Row, numeral_of
from assistant.writing.pieces import Piece
from assistant.writing.places import Finder
from assistant.writing.revising_words import revising_words


def concrete(task: Task, place: Place) -> Report:
    """What the person adds, written in; where nothing was added, one village, number, date or act is asked for."""
    finder = task.finder
    if task.request.words:
        if place.kind not in ("item", "pieces") or len(place.items) != 1:
            raise InputError("请说是哪一条。", "例如“第二条具体点：龙洞村全年只开了2次支部会”。")
        facts, bound = task.told(place, task.request.words)
        if not bound:
            raise InputError("没有听出要补的是什么事。", "说一个村、一个数、一件事。")
        if finder.board.role(place.items[0]) == "problems":
            bound[0] = _led(finder.board.row(place.items[0]), bound[0])
        task.note += spoken_still(bound)
        return edits.insert(finder, place, "after" if place.kind == "pieces" else "in", facts, bound)
    row = _vaguest(finder, place)
    role = finder.board.role(row.id)
    ask, example = concrete_question(row, role)
    question = question_for(task.outline, finder.board, row.id, role)
    told = f"{ask}{example}答的时候可以说“{called(finder, row)}具体点：……”。"
    what = f"“{row.built.headline}”的实例：哪个村、什么时候、多少、您自己做了什么"
    raise AskedBack(told, pended(finder.report, [question.id], what))


def _led(row: Row, piece: Piece) -> Piece:
    """An instance joined to what stands before it: 比如，…… the first, 又如，…… those after."""
    file = revising_words("questions")
    if re.match(str(file["leads_there"]), piece.text):
        return piece
    first, again = (str(one) for one in file["leads"])
    return edits.spliced(piece, 0, 0, again if first in row.text else first)


def spoken_still(bound: Sequence[Piece]) -> str:
    """That words told while revising are still spoken ones, and how to put them right; "" where they read well."""
    clauses = [words for piece in bound for words in re.split("[，。；]", piece.text) if words]
    heavy = [words for words in clauses if residue(words)]
    return f"“{heavy[0]}”口语较重，可以说“把“{heavy[0]}”改成“……””。" if heavy else ""


def bettered(task: Task, place: Place) -> Report:
    """Made to sound as good as what the person adds bears out: 已启动, 有序推进, 取得进展, 明显成效; without it not at all."""
    words = task.request.words
    if not words:
        raise kept_plain()
    if place.kind not in ("item", "pieces") or len(place.items) != 1:
        raise InputError("请说是哪一条。", "例如“第五条写突出点：化解率从91%升到96%”。")
    facts, bound = task.told(place, words)
    if not bound:
        raise kept_plain()
    rows = revising_words("tone")["ladder"]
    step = next(row for row in reversed(rows) if not row["told"] or re.search(str(row["told"]), words))
    last = bound[-1]
    end = len(last.text.rstrip("。"))
    bound[-1] = edits.spliced(last, end, end, f"，{step['say']}")
    task.note = f"依据到“{step['level']}”这一级，就写到这一级。{spoken_still(bound)}"
    return edits.insert(task.finder, place, "after" if place.kind == "pieces" else "in", facts, bound)


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


def concrete_question(row: Row, role: str = "problems") -> tuple[str, str]:
    """What to ask first of a vague item of this role, and an example: a village, a number, a date, what oneself did.

    Where it has all of them, one thing more.
    """
    there = shown(row.text)
    file = revising_words("questions")
    rows = file.get(f"concrete_{role}", file["concrete"])
    lacking = next((one for one in rows if not there.get(one["lacks"], False)), rows[-1])
    return str(lacking["ask"]).format(what=row.built.headline), str(lacking["example"])


def shown(text: str) -> dict[str, bool]:
    """Which of place, number, date and self a passage has."""
    return {
        "place": named_in(text),
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
    rows = revising_words("tone")["ladder"]
    steps = "；".join(f"“{row['level']}”要有{row['needs']}" for row in rows)
    return InputError("说法要跟着依据走，没有新的依据，程序不往高里写。", f"{steps}。您有哪一样，说出来就写上去。")
