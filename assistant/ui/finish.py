"""Finishing: the last look, and the files to take away."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from assistant.ui.frame import Handler, View
from assistant.ui.html import empty, tag

NAME = "finish"
TITLE = "定稿"
ACTS: Mapping[str, Handler] = {}


def show(view: View) -> Markup:
    """Finishing: the last look, and the files to take away."""
    if view.report is None:
        return empty("还不能交稿。", "起草以后，在这里定稿、下载。")
    name = view.session.id
    return tag(
        "p", tag("a", "下载 Word（书面版）", href=f"/download/{name}/report.docx", cls="btn primary", download=True)
    )
