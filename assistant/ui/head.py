"""The header bar: what report this is, what binds it, how far it is, who writes; the notes of the last act; the tabs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from assistant.app import titled
from assistant.by_notice import range_words
from assistant.interview.events import Notice
from assistant.report import Limits
from assistant.ui.frame import Handler, Show, View
from assistant.ui.html import button, lines, tag

NAME = "head"
TITLE = ""
PRODUCT = "述职报告起草助手"
ACTS: Mapping[str, Handler] = {}


def show(view: View) -> Markup:
    """The header bar."""
    model = tag("span", view.app.model_line, cls="dim model")
    settings = button("设置", data_dialog="settings")
    if view.conversation is None:
        return tag("header", tag("strong", PRODUCT), tag("span", cls="grow"), model, settings, cls="bar")
    session = view.session
    name = titled(view.app.store.title(session.id), session.year, view.outline.name)
    facts = tag("span", *(tag("span", words) for words in _facts(view)), cls="facts")
    home = tag("a", "‹ 全部报告", href="/", cls="btn quiet")
    bring = tag(
        "label",
        "放材料",
        tag("input", type="file", multiple=True, aria_label="放材料：通知、去年的述职、笔记、台账"),
        cls="btn pick",
        data_drop="sheet.look",
    )
    title = tag("strong", name, data_title=f"{name} — {PRODUCT}")
    return tag("header", home, title, facts, tag("span", cls="grow"), model, bring, settings, cls="bar")


def _facts(view: View) -> Iterator[str]:
    """What binds this report and how far it is, a few words each."""
    session, report = view.session, view.report
    limits = report.limits if report is not None else session.notice or Limits()
    if limits.total != (None, None):
        yield f"全文{range_words(limits.total, '字')}"
    if limits.minutes is not None:
        yield f"讲{limits.minutes:g}分钟"
    if limits.deadline is not None:
        yield f"{limits.deadline.month}月{limits.deadline.day}日前报送"
    if session.sample:
        yield "示例，内容是编的"
    if report is None:
        yield "还没成稿"
    else:
        yield "已定稿" if report.final else f"草稿 {report.version}"


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
