"""The talk, left on the page: what was said, the question that is open, the box to answer in, the board."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from assistant.interview.events import Event, Working
from assistant.ui.frame import Doing, Handler, Show, View
from assistant.ui.html import button, join, lines, tag

NAME = "talk"
TITLE = "访谈"
CHIPS = ("没有", "不清楚", "稍后补", "不公开", "上一题")


def show(view: View) -> Markup:
    """What was said so far."""
    if view.conversation is None:
        return Markup("")
    turns = (
        join((tag("div", lines(turn.said), cls="said"), tag("div", lines(turn.reply), cls="reply")))
        for turn in view.session.turns
    )
    return tag("div", *turns, cls="log", role="log", tabindex=0, aria_label="问答记录")


def question(view: View) -> Markup:
    """The question that is open, and the chips."""
    if view.conversation is None:
        return Markup("")
    chips = (button(words, "talk.say", "chip", data_text=words) for words in CHIPS)
    return tag("div", *chips, cls="chips")


def board(view: View) -> Markup:
    """已答 / 还缺 / 可跳过."""
    return Markup("")


def box() -> Markup:
    """Where answers are typed; never redrawn, so that half a word stays."""
    words = "直接回答就行，Enter 发送，Shift+Enter 换行"
    area = tag("textarea", id="say", name="text", rows=3, placeholder=words, aria_label="您的回答", maxlength=20000)
    send = tag("button", "发送", type="submit", cls="btn primary", id="send")
    stop = button("停止", "talk.stop", "btn", id="stop")
    return tag("form", area, tag("div", stop, send, cls="row"), data_act="talk.say", data_fields=True)


def say(doing: Doing) -> Iterator[Event]:
    """An answer, a wish, a request: whatever the person said."""
    yield from _busy(doing.conversation.say(doing.data.get("text", "")))


def _busy(events: Iterable[Event]) -> Iterator[Event]:
    """Only what goes on: what is said stands in the log once the turn is kept."""
    return (event for event in events if isinstance(event, Working))


ACTS: Mapping[str, Handler] = {"say": say}
MORE: Mapping[str, Show] = {"question": question, "board": board}
