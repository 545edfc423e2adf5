"""The draft as it stands, part by part."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from assistant.ui.frame import Handler, View
from assistant.ui.html import empty, join, lines, tag

NAME = "draft"
TITLE = "草稿"
ACTS: Mapping[str, Handler] = {}


def show(view: View) -> Markup:
    """The draft as it stands, part by part."""
    report = view.report
    if report is None:
        return empty("还没有草稿。", "左边答完要紧的几题，点“写吧”就有了。")
    parts = (join((tag("h3", part.heading), tag("div", lines(part.text), cls="prose"))) for part in report.parts)
    return tag("article", tag("h2", report.title), *parts, cls="paper")
