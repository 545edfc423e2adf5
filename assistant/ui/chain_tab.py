"""Problems, causes and measures as one linked view."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from assistant.ui.frame import Handler, View
from assistant.ui.html import empty, join, table

NAME = "chain"
TITLE = "问题—原因—措施"
ACTS: Mapping[str, Handler] = {}


def show(view: View) -> Markup:
    """Problems, causes and measures as one linked view."""
    report = view.report
    if report is None:
        return empty("还没有问题和措施。", "起草以后，问题、原因、措施在这里连成一张图。")
    rows = (
        (
            problem.headline,
            join((cause.text for cause in report.causes if cause.problem == problem.id), "；"),
            join((measure.text for measure in report.measures if measure.problem == problem.id), "；"),
        )
        for problem in report.problems
    )
    return table(("问题", "原因", "措施"), rows)
