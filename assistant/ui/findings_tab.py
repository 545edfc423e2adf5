"""The findings by level."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from assistant.ui.frame import Handler, View
from assistant.ui.html import empty, table

NAME = "findings"
TITLE = "检查"
ACTS: Mapping[str, Handler] = {}


def show(view: View) -> Markup:
    """The findings by level."""
    report = view.report
    if report is None:
        return empty("还没有核稿意见。", "起草以后，要改的地方列在这里。")
    return table(("级别", "哪条", "说明"), ((one.level, one.rule, one.message) for one in report.findings))
