"""The start page: a kind of report and a year, the reports begun before, files to drop in, a finished example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from assistant.interview.events import Event
from assistant.outline import find_outline, outlines
from assistant.ui.frame import Doing, Handler, Opened, View
from assistant.ui.html import button, join, options, tag

NAME = "start"
TITLE = ""


def show(view: View) -> Markup:
    """Everything of the start page; nothing where a session is open."""
    if view.conversation is not None:
        return Markup("")
    kinds = options(((one.id, one.name) for one in outlines()), "")
    begin = tag(
        "form",
        tag("select", kinds, name="outline", aria_label="报告种类"),
        button("新建", "start.begin"),
        data_fields=True,
    )
    earlier = join(
        tag("li", tag("a", f"{find_outline(one.outline).name} {one.updated:%m-%d %H:%M}", href=f"/?s={one.id}"))
        for one in view.app.sessions()
    )
    return tag("section", tag("h1", "起草一份述职报告"), begin, tag("ul", earlier))


def begin(doing: Doing) -> Iterator[Event]:
    """A new report of the kind chosen."""
    conversation = doing.app.begin(find_outline(doing.data.get("outline")))
    yield Opened("", conversation.session_id)
    for _ in conversation.start():
        pass


ACTS: Mapping[str, Handler] = {"begin": begin}
