"""The header bar: what report this is, how long it is, which model; the notes of the last act; the row of tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from assistant.interview.events import Notice
from assistant.ui.frame import Handler, Show, View
from assistant.ui.html import button, join, lines, tag

NAME = "head"
TITLE = ""
PRODUCT = "述职报告起草助手"
ACTS: Mapping[str, Handler] = {}


def show(view: View) -> Markup:
    """The header bar."""
    model = tag("span", view.app.model_line, cls="dim model")
    if view.conversation is None:
        told = tag("strong", PRODUCT)
        return tag("header", told, tag("span", cls="grow"), model, button("设置", data_dialog="settings"), cls="bar")
    session = view.session
    year = f"{session.year}年度" if session.year else ""
    report = tag("strong", f"{year}{view.outline.name}")
    home = tag("a", "全部报告", href="/", cls="btn quiet")
    return tag(
        "header", home, report, tag("span", cls="grow"), model, button("设置", data_dialog="settings"), cls="bar"
    )


def notes(view: View) -> Markup:
    """What the last act said, in one place that a screen reader follows."""
    told = (
        tag("p", lines(event.text), cls="note bad" if isinstance(event, Notice) else "note") for event in view.notes
    )
    return tag("div", *told, role="status", aria_live="polite")


def tabs(names: Sequence[tuple[str, str]]) -> Markup:
    """The row of tabs: (name, title)."""
    return tag(
        "div",
        *(
            tag("button", title, type="button", role="tab", id=f"tab-{name}", data_tab=name, aria_controls=f"at-{name}")
            for name, title in names
        ),
        role="tablist",
        aria_label="报告",
    )


MORE: Mapping[str, Show] = {"notes": notes}
_ = join
