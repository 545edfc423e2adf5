"""The versions: when each was made and why, what differs, and back to any of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from markupsafe import Markup

from assistant.errors import InputError
from assistant.interview.events import Event
from assistant.report import Report
from assistant.shown.versions import VersionRow, differences, version_rows
from assistant.ui.frame import Doing, Handler, View
from assistant.ui.html import button, empty, join, options, tag
from assistant.ui.marks import pair

NAME = "versions"
TITLE = "版本"


def show(view: View) -> Markup:
    """The history, and the comparison that was asked for."""
    report = view.report
    if report is None:
        return empty("还没有版本。", "起草以后，每改一次都留一版，随时退回。")
    rows = version_rows(report)
    asked = view.arg.get("act") == "versions.compare"
    one, other = (view.arg.get("one", ""), view.arg.get("other", "")) if asked else ("", "")
    return join((_choice(rows, one, other), _compared(report, one, other) if one and other else "", _history(rows)))


def _choice(rows: list[VersionRow], one: str, other: str) -> Markup:
    if len(rows) < 2:
        return tag("p", "只有一版。改过以后，每一版都列在这里，可以对照，可以退回。", cls="dim")
    names = [(row.id, f"{row.id}　{row.why[:24]}") for row in rows]
    return tag(
        "form",
        tag("label", "从", tag("select", options(names, one or rows[1].id), name="one", id="version-one")),
        tag("label", "到", tag("select", options(names, other or rows[0].id), name="other", id="version-other")),
        tag("button", "对照", type="submit", cls="btn small"),
        data_act="versions.compare",
        data_fields=True,
        cls="row",
    )


def _compared(report: Report, one: str, other: str) -> Markup:
    try:
        found = differences(report, one, other)
    except InputError as error:
        return tag("p", str(error), cls="note bad")
    head = tag("h3", f"{one} → {other}：{len(found)}处不同" if found else f"{one} 与 {other} 的正文一字不差")
    rows = (tag("li", tag("b", shown.where), pair(shown)) for shown in found)
    return tag("section", head, tag("ol", *rows), cls="card offer", id="comparison")


def _history(rows: list[VersionRow]) -> Markup:
    before = {row.id: rows[place + 1].id for place, row in enumerate(rows[:-1])}
    return tag("ol", *(_version(row, before.get(row.id, "")) for row in rows), cls="history")


def _version(row: VersionRow, before: str) -> Markup:
    see = (
        button("这一版改了什么", "versions.compare", cls="btn small quiet", data_one=before, data_other=row.id)
        if before
        else ""
    )
    back = button("恢复这一版", "versions.restore", cls="btn small", data_version=row.id)
    return tag(
        "li",
        tag("span", row.id, cls="tag good" if row.stands else "tag"),
        tag("span", row.why, cls="why"),
        tag("span", _when(row.at), cls="dim"),
        tag("span", cls="grow"),
        see,
        tag("span", "现在这一版", cls="dim") if row.stands else back,
        cls="row",
    )


def _when(at: datetime | None) -> str:
    return "" if at is None else f"{at.astimezone():%m月%d日 %H:%M}"


def restore(doing: Doing) -> Iterable[Event]:
    """Back to a version, or forward to one."""
    return doing.conversation.restore(doing.data.get("version", ""))


def undo(doing: Doing) -> Iterable[Event]:
    """Back by one."""
    return doing.conversation.restore()


def compare(_doing: Doing) -> None:
    """Only shows; which two came with the act."""


ACTS: Mapping[str, Handler] = {"restore": restore, "undo": undo, "compare": compare}
