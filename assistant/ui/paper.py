"""The draft as on paper: its parts and items, what can be done to each item, and what waits for the person's decision."""

from __future__ import annotations

from markupsafe import Markup

from assistant.interview.offer import Offer, OfferedTodo
from assistant.shown.draft import DraftShown, ItemShown, PartShown
from assistant.ui.html import button, lines, tag
from assistant.ui.marks import Marker, change, meter

_TONES = (("softer", "软一点"), ("firmer", "硬一点"), ("humbler", "低调一点"), ("plainer", "更像公文"))


class Paper:
    """One drawing of the draft; the marker knows which findings have their anchor already."""

    def __init__(self, shown: DraftShown, offer: Offer | None, asked: tuple[str, str]) -> None:
        self._shown, self._offer, self._asked = shown, offer, asked
        self._marker = Marker(shown.sources)

    def drawn(self) -> Markup:
        """The report's words, as on paper."""
        shown = self._shown
        ends = tag("div", *(tag("p", words) for words in (shown.signature, shown.date) if words), cls="ends")
        return tag(
            "article",
            tag("h2", shown.title),
            tag("p", self._marker.runs(shown.opening), cls="prose") if shown.opening else "",
            *(self._part(part) for part in shown.parts),
            tag("p", shown.closing, cls="prose") if shown.closing else "",
            ends,
            self._pending() if shown.pending else "",
            id="paper",
            cls="paper",
        )

    def _part(self, part: PartShown) -> Markup:
        head = tag(
            "div",
            tag("h3", part.heading),
            tag(
                "div",
                meter(part.meter),
                tag("span", cls="grow"),
                button("复制这部分", data_copy=f"#part-{part.id}", cls="btn small quiet"),
                cls="row nocopy",
            ),
            cls="part-head",
        )
        blocks = (
            self._item(block) if isinstance(block, ItemShown) else tag("p", self._marker.runs(block), cls="prose")
            for block in part.blocks
        )
        return tag("section", head, *blocks, id=f"part-{part.id}")

    def _item(self, item: ItemShown) -> Markup:
        offer = self._offer if self._offer is not None and self._offer.item == item.id else None
        return tag(
            "div",
            tag("p", self._marker.runs(item.runs, _waits(item)), cls="prose", data_figures=True),
            self._tools(item),
            offered(offer) if offer is not None else "",
            _answer(item, self._asked[1]) if self._asked[0] == item.id else "",
            id=f"item-{item.id}",
            cls="item",
        )

    def _tools(self, item: ItemShown) -> Markup:
        locked = bool(item.locked)
        told = f"{item.length}字 · {item.by}{'，您改过' if item.edited else ''}" + (" · 已锁住" if locked else "")
        return tag(
            "div",
            tag("span", told, cls="dim"),
            _way("重写", "rewrite", item),
            _way("更具体", "concrete", item),
            _way("精简", "shorter", item),
            _tones(item),
            _own_words(item),
            _way("放开", "unlock", item) if locked else _way("锁住", "lock", item),
            button("参考", cls="btn small quiet", data_tab="sources", data_jump=f"#sources-{item.id}"),
            cls="tools nocopy",
            role="group",
            aria_label=f"{item.name}：{item.headline}",
        )

    def _pending(self) -> Markup:
        rows = (
            tag(
                "li",
                tag("span", "必答", cls="tag bad") if required else "",
                what,
                button("去答", "talk.goto", cls="btn small", data_key=question),
            )
            for question, what, required in self._shown.pending
        )
        return tag(
            "section",
            tag("h3", f"还要补的 {len(self._shown.pending)} 项（不印在报告里）"),
            tag("ul", *rows, cls="waits"),
            cls="nocopy waiting-list",
            id="waits",
        )


def _waits(item: ItemShown) -> dict[str, str]:
    """Where what an item lacks is told: in the list of measures, else below the draft."""
    jump = {"data_tab": "lists", "data_jump": f"#measure-{item.measure}"} if item.measure else {"data_jump": "#waits"}
    return {**jump, "tabindex": "0", "role": "link"}


def _way(words: str, way: str, item: ItemShown) -> Markup:
    return button(words, "draft.way", cls="btn small quiet", id=f"{way}-{item.id}", data_way=way, data_item=item.id)


def _tones(item: ItemShown) -> Markup:
    menu = tag("div", *(_way(words, way, item) for way, words in _TONES), cls="menu")
    return tag("details", tag("summary", "改口气", cls="btn small quiet"), menu, cls="fold")


def _own_words(item: ItemShown) -> Markup:
    """Where a change is asked for in the person's own words."""
    words = tag(
        "input",
        name="words",
        id=f"say-{item.id}",
        placeholder="如：压到200字；把“……”改成“……”；加一句：……",
        aria_label=f"{item.name}怎么改",
    )
    send = tag("button", "看看改法", type="submit", cls="btn small")
    form = tag("form", words, send, data_act="draft.ask", data_item=item.id, data_fields=True, cls="row")
    return tag("details", tag("summary", "直接说怎么改", cls="btn small quiet"), form, cls="fold wide")


def _answer(item: ItemShown, asked: str) -> Markup:
    """Where what was asked back is answered: the words go into this item."""
    form = tag(
        "form",
        tag(
            "input",
            name="words",
            id=f"answer-{item.id}",
            placeholder="如：石桥村全年只开了2次支部会",
            aria_label=f"{item.name}：补一件具体的事",
        ),
        tag("button", "写进这一条看看", type="submit", cls="btn small primary"),
        data_act="draft.way",
        data_way="concrete",
        data_item=item.id,
        data_fields=True,
        cls="row",
    )
    return tag("div", tag("p", lines(asked)), form, cls="card asked-back nocopy")


def offered(offer: Offer) -> Markup:
    """What a request would change, to be taken or left one by one."""
    several = len([todo for todo in offer.todos if todo.state == "done"]) > 1
    both = tag(
        "div",
        button("都采纳", "draft.take_all", cls="btn small primary"),
        button("都不要", "draft.leave_all", cls="btn small"),
        cls="row end",
    )
    return tag(
        "div",
        tag("p", "改前改后对照：正文还没有动，采纳了才算。", cls="dim"),
        tag("ol", *(_offered(todo) for todo in offer.todos)),
        both if several else "",
        cls="card offer nocopy",
        id="offer",
        tabindex=-1,
        role="region",
        aria_label="等您决定的改动",
    )


def _offered(todo: OfferedTodo) -> Markup:
    taken = {True: tag("span", "采纳", cls="tag good"), False: tag("span", "不要", cls="tag")}
    choice = tag(
        "div",
        button("采纳", "draft.take", cls="btn small primary", data_number=todo.number),
        button("不要", "draft.leave", cls="btn small", data_number=todo.number),
        cls="row",
    )
    return tag(
        "li",
        tag("p", tag("b", todo.said), taken[todo.taken] if todo.taken is not None else ""),
        *(change(one) for one in todo.changes),
        tag("p", lines(todo.note), cls="dim") if todo.note else "",
        choice if todo.state == "done" and todo.taken is None else "",
    )
