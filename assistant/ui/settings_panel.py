"""设置: which model is used, and whether it can be reached."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from assistant.ui.frame import Handler, View
from assistant.ui.html import button, tag

NAME = "settings"
TITLE = "设置"
ACTS: Mapping[str, Handler] = {}


def show(view: View) -> Markup:
    """The dialog; page.js opens it by `data-dialog`."""
    name = view.app.model.name if view.app.model is not None else "未接模型，由程序起草"
    return tag(
        "dialog",
        tag("h2", "设置"),
        tag("p", name),
        button("关闭", data_close=True),
        id="settings",
        aria_label="设置",
    )
