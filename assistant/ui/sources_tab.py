"""What guided each item."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from assistant.ui.frame import Handler, View
from assistant.ui.html import empty, table

NAME = "sources"
TITLE = "参考"
ACTS: Mapping[str, Handler] = {}


def show(view: View) -> Markup:
    """What guided each item."""
    report = view.report
    if report is None:
        return empty("还没有参考。", "起草以后，哪条由哪些段落引来，列在这里。")
    items = (item for part in report.parts for item in part.items)
    return table(("条", "由哪些段落引来"), ((item.headline, "、".join(item.guided_by)) for item in items))
