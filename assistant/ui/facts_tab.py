"""The facts the draft stands on."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from assistant.ui.frame import Handler, View
from assistant.ui.html import empty, table

NAME = "facts"
TITLE = "事实"
ACTS: Mapping[str, Handler] = {}


def show(view: View) -> Markup:
    """The facts the draft stands on."""
    report = view.report
    if report is None:
        return empty("还没有事实。", "起草以后，每个数字都列在这里，写明是哪句话说的。")
    rows = ((fact.text, fact.origin.ref, fact.quote) for fact in report.facts)
    return table(("事实", "出处", "原话"), rows)
