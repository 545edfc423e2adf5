"""问题单: what is still missing, by who can know it, to be copied into a chat message or taken away as a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from assistant.copies import pending_of, sheets_of
from assistant.export.sheet import SheetEntry, render_text
from assistant.interview.events import Event
from assistant.ui.frame import Doing, Handler, View
from assistant.ui.html import button, tag

NAME = "others"
TITLE = "问题单"


def show(view: View) -> Markup:
    """The dialog, where it was asked for."""
    if view.conversation is None or view.arg.get("act") != "others.open":
        return Markup("")
    sheets = sheets_of(pending_of(view.session, view.outline), view.outline)
    told = (_one(number, who, entries) for number, (who, entries) in enumerate(sheets.items()))
    body = tag("div", *told, cls="sheets") if sheets else tag("p", "没有要补的问题。")
    word = tag("a", "下载 Word", href=f"/download/{view.session.id}/missing.docx", cls="btn", download=True)
    return tag(
        "dialog",
        tag("h2", "还缺什么，谁能答"),
        tag("p", "复制发给知道的人；回话连题号一起贴进回答框，自己归到题里。", cls="dim"),
        body,
        tag("div", word, button("关闭", data_close=True), cls="row end"),
        aria_label="问题单",
        data_show=True,
        cls="wide",
    )


def _one(number: int, who: str, entries: list[SheetEntry]) -> Markup:
    text = render_text({who: entries})
    name = f"sheet-{number}"
    head = tag(
        "div",
        tag("h3", f"{who}（{len(entries)}题）"),
        tag("span", cls="grow"),
        button("复制", "", "btn small", data_copy_text=text, aria_label=f"复制给{who}的问题"),
        cls="row",
    )
    return tag("section", head, tag("pre", text.strip(), id=name, tabindex=0))


def open_sheet(doing: Doing) -> Iterable[Event]:
    """Shows the sheet; nothing is changed."""
    return ()


ACTS: Mapping[str, Handler] = {"open": open_sheet}
