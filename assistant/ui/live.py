"""What a model is writing at this moment: sentence by sentence as they pass the guard, item by item as they are done."""

from __future__ import annotations

from markupsafe import Markup

from assistant.interview.events import Event, ItemWritten, SentenceWritten
from assistant.ui.html import tag


class Live:
    """The items under way and done, in the order in which they began."""

    def __init__(self) -> None:
        self._headlines: dict[str, str] = {}
        self._words: dict[str, list[str]] = {}
        self._done: dict[str, str | None] = {}

    def hear(self, event: Event) -> bool:
        """Takes an event of the writing; whether it changed what is shown."""
        if isinstance(event, SentenceWritten):
            self._headlines[event.item] = event.headline or self._headlines.get(event.item, "")
            self._words.setdefault(event.item, []).append(event.text)
        elif isinstance(event, ItemWritten):
            self._words[event.item] = [event.words]
            self._done[event.item] = event.by
        else:
            return False
        return True

    def html(self) -> Markup:
        """What stands so far."""
        items = (self._item(name) for name in self._words)
        head = tag("p", f"正在起草：写好 {len(self._done)} 条。写完的先看着，整篇写好后放进草稿。", cls="dim")
        return tag("section", head, *items, cls="live", aria_label="正在起草")

    def _item(self, name: str) -> Markup:
        done = name in self._done
        by = self._done.get(name) or "程序"
        mark = tag("span", by, cls="tag") if done else tag("span", "在写", cls="tag warn")
        return tag("p", mark, " ", "".join(self._words[name]), cls="done" if done else "writing")
