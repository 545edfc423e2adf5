"""The draft as it stands: figures that show where they come from, what waits, and what can be done to each item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from assistant.interview.events import Event
from assistant.report import Report
from assistant.revising.measured import over_limit
from assistant.shown.draft import DraftShown, draft_shown
from assistant.ui.frame import Doing, Handler, View
from assistant.ui.html import button, empty, join, tag
from assistant.ui.marks import meter
from assistant.ui.paper import Paper, offered

NAME = "draft"
TITLE = "草稿"


def show(view: View) -> Markup:
    """The draft as it stands, part by part."""
    report = view.report
    if report is None:
        return empty("还没有草稿。", "左边答完要紧的几题，点“写吧”就有了。")
    shown = draft_shown(report, view.outline)
    offer = view.session.offer
    if offer is not None and offer.version != shown.version:
        offer = None
    paper = Paper(shown, offer, _asked_back(view))
    return join((_above(view, shown), offered(offer) if offer is not None and not offer.item else "", paper.drawn()))


def _above(view: View, shown: DraftShown) -> Markup:
    """Version, length, copies; and that something was told since."""
    behind = view.conversation is not None and view.conversation.behind
    told = tag(
        "p",
        "有新的回答还没写进这一稿。",
        button("按新的回答重写", "talk.say", cls="btn small", data_text="写吧"),
        tag("span", "改过的地方会留在上一版里，说过的数照旧。", cls="dim"),
        cls="note row",
    )
    bar = tag(
        "div",
        tag("span", shown.version, cls="tag", title="现在这一版"),
        tag("span", shown.by, cls="dim"),
        tag("span", cls="grow"),
        meter(shown.meter, "全文"),
        button("复制全文", data_copy="#paper", cls="btn small"),
        tag("a", "下载 Word", href=f"/download/{view.session.id}/report.docx", cls="btn small", download=True),
        button("撤销", "versions.undo", cls="btn small") if view.report and view.report.versions else "",
        cls="row draft-bar",
    )
    return join((told if behind else "", _too_long(view.report) if view.report is not None else "", bar))


def _too_long(report: Report) -> Markup | str:
    """That the draft is longer than it may be, and what to press; "" where it is not."""
    over = over_limit(report)
    if not over:
        return ""
    words = f"压到{report.limits.total[1]}字"
    return tag(
        "p",
        over,
        button("看看怎么压", "draft.ask", cls="btn small", data_words=words),
        cls="note row",
        id="over-limit",
    )


def _asked_back(view: View) -> tuple[str, str]:
    """(the item, the words) of what 更具体 asks back, just now; ("", "") for nothing."""
    told = view.arg
    if told.get("act") != "draft.way" or told.get("way") != "concrete" or view.session.offer is not None:
        return "", ""
    return told.get("item", ""), "\n".join(event.text for event in view.notes)


def ask(doing: Doing) -> Iterable[Event]:
    """A change asked for in the person's own words."""
    return doing.conversation.ask_change(doing.data.get("words", ""), doing.data.get("item", ""))


def way(doing: Doing) -> Iterable[Event]:
    """One of the usual changes."""
    told = doing.data
    return doing.conversation.ask_way(told.get("way", ""), told.get("item", ""), told.get("words", ""))


def take(doing: Doing) -> Iterable[Event]:
    """One change taken."""
    return doing.conversation.decide(number_of(doing), accept=True)


def leave(doing: Doing) -> Iterable[Event]:
    """One change left."""
    return doing.conversation.decide(number_of(doing), accept=False)


def take_all(doing: Doing) -> Iterable[Event]:
    """All taken."""
    return doing.conversation.decide_all(accept=True)


def leave_all(doing: Doing) -> Iterable[Event]:
    """All left."""
    return doing.conversation.decide_all(accept=False)


def number_of(doing: Doing) -> int:
    """The number that came with an act; one that is none is no number of anything."""
    told = doing.data.get("number", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 7 else -1


ACTS: Mapping[str, Handler] = {
    "ask": ask,
    "way": way,
    "take": take,
    "leave": leave,
    "take_all": take_all,
    "leave_all": leave_all,
}
