"""The versions of the draft."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from assistant.ui.frame import Handler, View
from assistant.ui.html import empty, table

NAME = "versions"
TITLE = "版本"
ACTS: Mapping[str, Handler] = {}


def show(view: View) -> Markup:
    """The versions of the draft."""
    report = view.report
    if report is None:
        return empty("还没有版本。", "每改一次，这里就多一版，随时能退回。")
    return table(("版本", "时间", "为什么改"), ((one.id, str(one.at), one.why) for one in report.versions))
