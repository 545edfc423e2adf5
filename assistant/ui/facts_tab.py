"""The facts: told once, and a figure changed here changes in every place where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from markupsafe import Markup

from assistant.interview.events import Event
from assistant.shown.facts import STATES, FactRow, fact_rows
from assistant.ui.frame import Doing, Handler, View
from assistant.ui.html import button, empty, join, options, tag

NAME = "facts"
TITLE = "事实"
_CLASSES = {"used": "good", "unused": "warn", "disputed": "bad"}


def show(view: View) -> Markup:
    """Every fact by the question it answers: words, figure, source, places."""
    report = view.report
    if report is None:
        return empty("还没有事实。", "起草以后，您说过的每个数、每件事都列在这里。")
    rows = fact_rows(report, view.outline)
    groups = (_group(key, list(own)) for key, own in groupby(rows, key=_heading))
    heads = ("事实", "数", "年份", "您的原话", "状态", "用在哪里")
    table = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", words, scope="col") for words in heads))),
        *groups,
        cls="table facts",
        id="facts-table",
    )
    return join(
        (_above(rows), _names(), tag("div", table, cls="scroll", tabindex=0, role="region", aria_label="事实表"))
    )


def _above(rows: list[FactRow]) -> Markup:
    counts = {state: sum(row.state == state for row in rows) for state in STATES}
    choices = [("", f"全部 {len(rows)} 条")] + [
        (state, f"{words} {counts[state]} 条") for state, words in STATES.items() if counts[state]
    ]
    return tag(
        "div",
        tag("input", type="search", id="facts-find", placeholder="找：6场、石桥村……", aria_label="在事实里找"),
        tag("select", options(choices, ""), id="facts-state", aria_label="看哪些事实"),
        tag("span", "点一个数就能改；改一次，正文、清单里用到它的地方都跟着改。", cls="dim"),
        cls="row filter",
        data_filter="#facts-table",
    )


def _names() -> Markup:
    """A name that was heard wrong, put right everywhere."""
    form = tag(
        "form",
        tag("input", name="old", id="name-old", placeholder="稿子上的名字", aria_label="稿子上的名字"),
        tag("span", "都改成"),
        tag("input", name="new", id="name-new", placeholder="对的名字", aria_label="对的名字"),
        tag("button", "全文都改", type="submit", cls="btn small"),
        data_act="facts.rename",
        data_fields=True,
        cls="row",
    )
    return tag(
        "details", tag("summary", "地名、人名、项目名听错了？一次改对", cls="btn small quiet"), form, cls="names"
    )


def _heading(row: FactRow) -> tuple[str, str]:
    return row.source.question, row.source.ask or row.source.where


def _group(key: tuple[str, str], rows: list[FactRow]) -> Markup:
    question, words = key
    go = button("看这题", "talk.goto", cls="btn small quiet", data_key=question) if question else ""
    head = tag("tr", tag("th", question, " " if question else "", words, go, colspan=6, scope="rowgroup"), cls="group")
    return tag("tbody", head, *(_row(row) for row in rows))


def _row(row: FactRow) -> Markup:
    places = join(
        (
            button(place.name, cls="btn small quiet", data_tab="draft", data_jump=f"#item-{place.item}")
            for place in {one.item: one for one in row.places}.values()
        ),
    )
    cells = (
        row.text,
        _figure(row) if row.editable else "",
        row.year,
        join((tag("span", row.source.said), tag("span", row.source.where, cls="dim block"))),
        join((tag("span", STATES[row.state], cls=f"tag {_CLASSES[row.state]}"), _settle(row))),
        places,
    )
    return tag("tr", *(tag("td", cell) for cell in cells), id=f"fact-{row.id}", data_state=row.state)


def _settle(row: FactRow) -> Markup | str:
    if row.state != "disputed":
        return ""
    return button("以这个为准", "facts.choose", cls="btn small", data_fact=row.id)


def _figure(row: FactRow) -> Markup:
    """The figure, which opens to a line to change it."""
    form = tag(
        "form",
        tag("input", name="words", id=f"figure-{row.id}", value=row.number or row.value, size=8, aria_label="改成"),
        tag("span", row.unit if row.number else ""),
        tag("input", name="source", id=f"source-{row.id}", placeholder="依据（可不填）", aria_label="依据"),
        tag("button", "全文都改", type="submit", cls="btn small primary"),
        data_act="facts.change",
        data_fact=row.id,
        data_fields=True,
        cls="row",
    )
    summary = tag("summary", row.value, cls="fig-edit", aria_label=f"改“{row.text}”里的{row.value}")
    return tag("details", summary, form, cls="edit")


def change(doing: Doing) -> Iterable[Event]:
    """A figure changed once."""
    told = doing.data
    return doing.conversation.change_fact(told.get("fact", ""), told.get("words", ""), told.get("source", ""))


def rename(doing: Doing) -> Iterable[Event]:
    """A name put right."""
    return doing.conversation.rename(doing.data.get("old", ""), doing.data.get("new", ""))


def choose(doing: Doing) -> Iterable[Event]:
    """Which of two answers holds."""
    return doing.conversation.choose_fact(doing.data.get("fact", ""))


ACTS: Mapping[str, Handler] = {"change": change, "choose": choose, "rename": rename}
