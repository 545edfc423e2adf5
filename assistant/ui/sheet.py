"""The sheet over the report's side: what was brought, then what was read from it, in one table to confirm or move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from assistant.by_notice import demand_rows
from assistant.interview.brought_files import KIND_NAMES, BroughtFile, kind_of
from assistant.interview.events import Event, NoteRow
from assistant.interview.note_table import OUT
from assistant.outline import Outline
from assistant.report import Limits
from assistant.ui.frame import Doing, Handler, View, under_way
from assistant.ui.html import Words, button, drop, options, tag

NAME = "sheet"
TITLE = ""
_LONG = 90
"""Characters of a row's words shown at first."""


def show(view: View) -> Markup:
    """The sheet that is to be looked at now; nothing where there is none."""
    if view.conversation is None:
        return Markup("")
    session = view.session
    if session.ready:
        return _files(session.ready)
    if session.awaiting == "notice" and session.notice is not None:
        return _demands(session.notice, view.outline)
    if session.awaiting == "notes":
        return _notes(session.rows, view.outline)
    return Markup("") if session.answers or session.turns else _nothing_yet()


def _nothing_yet() -> Markup:
    return tag("section", tag("h2", "先放材料，能少答很多题"), drop("sheet.look"), cls="card first-files")


def _sheet(title: str, hint: str, table: Markup, *buttons: Markup) -> Markup:
    foot = tag("div", *buttons, cls="row end foot")
    return tag("section", tag("h2", title), tag("p", hint, cls="dim"), table, foot, cls="sheet", aria_label=title)


def _table(heads: tuple[str, ...], rows: list[Markup]) -> Markup:
    head = tag("tr", *(tag("th", words, scope="col") for words in heads))
    return tag("div", tag("table", tag("thead", head), tag("tbody", *rows), cls="table"), cls="scroll", tabindex=0)


# What was brought ---------------------------------------------------------------------------------------------------


def _files(files: list[BroughtFile]) -> Markup:
    rows = [_file(one) for one in files]
    return _sheet(
        f"放进来 {len(files)} 个文件",
        "看看每个文件认得对不对，认错的在右边改；都对就点“读进来”。参考材料只借写法，不取数字。",
        _table(("文件", "当作什么"), rows),
        button("都不要", "sheet.clear", "btn quiet", data_confirm="放进来的文件都不用吗？"),
        button("读进来", "sheet.take", "btn primary"),
    )


def _file(one: BroughtFile) -> Markup:
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
    return tag("tr", tag("td", one.name, trouble), tag("td", choice))


# What was read ------------------------------------------------------------------------------------------------------


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
    return _sheet(
        f"通知里读出 {len(rows)} 条要求",
        "对照原话看一眼，读错的点“不算”。记下以后，分部分、篇幅、占比、必写的事都按它来。",
        _table(("要求", "通知原话", ""), rows),
        button("都对，就按通知来", "sheet.accept", "btn primary"),
    )


def _notes(rows: list[NoteRow], outline: Outline) -> Markup:
    choices = [("", "不归题，先留着"), *((q.id, f"{q.id} {q.ask}"[:26]) for q in outline.questions)]
    shown = [_note(number, row, choices) for number, row in enumerate(rows, start=1)]
    left = sum(not row.dropped and not row.question for row in rows)
    doubts = sum(bool(row.doubt) and not row.dropped for row in rows)
    hint = "每句话归到了哪一题，不对的在右边改；不要的选“不要这条”。"
    hint += f"有{left}句没归题。" if left else ""
    hint += f"黄底的{doubts}句两边看法不一，请您定。" if doubts else ""
    return _sheet(
        f"从材料里归出 {len(rows)} 条",
        hint,
        _table(("原话", "归到哪一题"), shown),
        button("都对，记下", "sheet.accept", "btn primary"),
    )


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


def mark(doing: Doing) -> None:
    """What a file is."""
    doing.conversation.mark_ready(doing.data.get("file", ""), kind_of(doing.data.get("kind", "")))


def clear(doing: Doing) -> Iterator[Event]:
    """None of the files."""
    doing.conversation.clear_ready()
    yield from ()


def take(doing: Doing) -> Iterator[Event]:
    """Reads what lies ready."""
    yield from doing.app.bringing(doing.session_id).take()


def drop_demand(doing: Doing) -> None:
    """A demand that the notice does not make."""
    doing.conversation.drop_demand(doing.data.get("key", ""))


def place(doing: Doing) -> None:
    """A row belongs to another question, or to none."""
    number = doing.data.get("number", "")
    if number.isdecimal():
        doing.conversation.place_note(int(number), doing.data.get("question", ""))


def accept(doing: Doing) -> Iterator[Event]:
    """The table is right."""
    yield from under_way(doing.conversation.accept())


ACTS: Mapping[str, Handler] = {
    "look": look,
    "mark": mark,
    "clear": clear,
    "take": take,
    "drop": drop_demand,
    "place": place,
    "accept": accept,
}
