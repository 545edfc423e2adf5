"""The measures, one a row."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from assistant.ui.frame import Handler, View
from assistant.ui.html import empty, table

NAME = "lists"
TITLE = "措施清单"
ACTS: Mapping[str, Handler] = {}


def show(view: View) -> Markup:
    """The measures, one a row."""
    report = view.report
    if report is None:
        return empty("还没有措施清单。", "起草以后，责任人、时限、目标在这里改。")
    return table(
        ("措施", "责任人", "时限", "目标"), ((one.text, one.owner, one.due, one.target) for one in report.measures)
    )
