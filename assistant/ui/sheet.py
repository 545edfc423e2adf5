"""The sheet over the report's side: what was brought, then what was read from it, in one table to confirm or move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from assistant.by_notice import demand_rows
from assistant.interview.brought_files import KIND_NAMES, BroughtFile, kind_of
from assistant.interview.events import Event, NoteRow
from assistant.interview.note_table import OUT
from assistant.outline import Outline
from assistant.report import LastYear, Limits
from assistant.shown.brought import came_of
from assistant.ui.frame import Doing, Handler, View
from assistant.ui.html import Words, button, drop, options, tag

NAME = "sheet"
TITLE = ""
_LONG = 90
"""Characters of a row's words shown at first."""


def show(view: View) -> Markup:
    """What is to be confirmed now, in one sheet: the files, and what was read from them; nothing where there is none."""
    if view.conversation is None:
        return Markup("")
    session = view.session
    blocks = [_files(view)] if session.ready else []
    if session.ready and session.last_year is not None:
        blocks.append(_promises(session.last_year))
    if session.awaiting == "notice" and session.notice is not None:
        blocks.append(_demands(session.notice, view.outline))
    if session.awaiting in ("notes", "notice") and session.rows:
        blocks.append(_notes(session.rows, view.outline))
    if blocks:
        return _sheet(blocks, bool(session.ready))
    return Markup("") if session.answers or session.turns else _nothing_yet()


def _nothing_yet() -> Markup:
    return tag("section", tag("h2", "先放材料，能少答很多题"), drop("sheet.look"), cls="card first-files")


def _sheet(blocks: list[Markup], ready: bool) -> Markup:
    none = button("都不要", "sheet.clear", "btn quiet", data_confirm="放进来的文件都不用吗？") if ready else ""
    foot = tag("div", none, button("都对，记下", "sheet.accept", "btn primary"), cls="row end foot")
    return tag("section", *blocks, foot, cls="sheet", aria_label="请过目")


def _block(title: str, hint: str, table: Markup) -> Markup:
    return tag("section", tag("h2", title), tag("p", hint, cls="dim"), table, aria_label=title)


def _table(heads: tuple[str, ...], rows: list[Markup]) -> Markup:
    head = tag("tr", *(tag("th", words, scope="col") for words in heads))
    return tag("div", tag("table", tag("thead", head), tag("tbody", *rows), cls="table"), cls="scroll", tabindex=0)


# What was brought ---------------------------------------------------------------------------------------------------


def _files(view: View) -> Markup:
    session = view.session
    rows = [_file(one, came_of(one, session, view.outline)) for one in session.ready]
    return _block(
        f"放进来 {len(session.ready)} 个文件",
        "认错的在中间改，改了就重新读；读出来的都在下面，看完点一次“都对，记下”。参考材料只借写法，不取数字。",
        _table(("文件", "当作什么", "读出什么"), rows),
    )


def _file(one: BroughtFile, came: str) -> Markup:
    trouble = tag("p", one.trouble, cls="note bad") if one.trouble else Markup("")
    choice = tag(
        "select",
        options(KIND_NAMES.items(), one.kind),
        name="kind",
        id=f"brought-{one.id}",
        data_act="sheet.mark",
        data_file=one.id,
        aria_label=f"{one.name}当作什么",
        disabled=bool(one.trouble),
    )
    return tag("tr", tag("td", one.name, trouble), tag("td", choice), tag("td", came, cls="dim"))


# What was read ------------------------------------------------------------------------------------------------------


def _promises(told: LastYear) -> Markup:
    kinds = {"problem": "问题", "target": "承诺"}
    rows = [
        tag(
            "tr",
            tag("td", one.headline or one.text),
            tag("td", kinds[one.kind], "，今年在 ", tag("b", one.id), " 题问"),
        )
        for one in told.commitments
    ]
    return _block(
        f"去年的述职里读出 {len(rows)} 条要对账的", "今年逐条问到，一条不漏。", _table(("去年写的", "是什么"), rows)
    )


def _demands(notice: Limits, outline: Outline) -> Markup:
    rows = [
        tag(
            "tr",
            tag("td", tag("b", row.words)),
            tag("td", f"“{row.quote}”" if row.quote else ""),
            tag("td", button("不算", "sheet.drop", "btn small", data_key=row.key, aria_label=f"不算：{row.words}")),
        )
        for row in demand_rows(notice, outline)
    ]
    return _block(
        f"通知里读出 {len(rows)} 条要求",
        "对照原话看一眼，读错的点“不算”。记下以后，分部分、篇幅、占比、必写的事都按它来。",
        _table(("要求", "通知原话", ""), rows),
    )


def _notes(rows: list[NoteRow], outline: Outline) -> Markup:
    choices = [("", "不归题，先留着"), *((q.id, f"{q.id} {q.ask}"[:26]) for q in outline.questions)]
    shown = [_note(number, row, choices) for number, row in enumerate(rows, start=1)]
    left = sum(not row.dropped and not row.question for row in rows)
    doubts = sum(bool(row.doubt) and not row.dropped for row in rows)
    hint = "每句话归到了哪一题，不对的在右边改；不要的选“不要这条”。"
    hint += f"有{left}句没归题。" if left else ""
    hint += f"黄底的{doubts}句两边看法不一，请您定。" if doubts else ""
    return _block(f"从材料里归出 {len(rows)} 条", hint, _table(("原话", "归到哪一题"), shown))


def _note(number: int, row: NoteRow, choices: list[tuple[str, str]]) -> Markup:
    source = tag("p", row.source, cls="dim") if row.source else Markup("")
    long = len(row.words) > _LONG
    told: Words = row.words
    if long:
        told = tag("details", tag("summary", row.words[:_LONG], "……"), row.words)
    kinds = [*choices, (OUT, "不要这条")]
    choice = tag(
        "select",
        options(kinds, OUT if row.dropped else row.question),
        name="question",
        id=f"note-{number}",
        data_act="sheet.place",
        data_number=number,
        aria_label=f"第{number}条归到哪一题",
    )
    doubt = tag("p", f"也可能是 {row.doubt}", cls="dim") if row.doubt and not row.dropped else Markup("")
    cls = "dropped" if row.dropped else "doubt" if row.doubt or not row.question else None
    return tag("tr", tag("td", told, source), tag("td", choice, doubt), cls=cls)


# Acts ---------------------------------------------------------------------------------------------------------------


def look(doing: Doing) -> Iterator[Event]:
    """Files have come: what each looks like."""
    ids = [one for one in doing.data.get("files", "").split(",") if one]
    yield from doing.app.bringing(doing.session_id).look(ids)


def mark(doing: Doing) -> Iterator[Event]:
    """What a file is."""
    kind = kind_of(doing.data.get("kind", ""))
    yield from doing.app.bringing(doing.session_id).mark(doing.data.get("file", ""), kind)


def clear(doing: Doing) -> Iterator[Event]:
    """None of the files."""
    yield from doing.app.bringing(doing.session_id).clear()


def drop_demand(doing: Doing) -> None:
    """A demand that the notice does not make."""
    doing.conversation.drop_demand(doing.data.get("key", ""))


def place(doing: Doing) -> None:
    """A row belongs to another question, or to none."""
    number = doing.data.get("number", "")
    if number.isdecimal():
        doing.conversation.place_note(int(number), doing.data.get("question", ""))


def accept(doing: Doing) -> Iterator[Event]:
    """What is shown is right."""
    yield from doing.app.bringing(doing.session_id).accept()


ACTS: Mapping[str, Handler] = {
    "look": look,
    "mark": mark,
    "clear": clear,
    "drop": drop_demand,
    "place": place,
    "accept": accept,
}
