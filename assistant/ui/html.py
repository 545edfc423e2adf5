"""Small escaped builders of the page's HTML: every word that comes from a person or a file goes through here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from markupsafe import Markup, escape

Words: TypeAlias = str | Markup
"""Text to be escaped, or HTML that was built by escaping."""


def join(pieces: Iterable[Words], between: Words = "") -> Markup:
    """The pieces one after another, plain text among them escaped."""
    return Markup(escape(between).join(escape(piece) for piece in pieces))


def tag(name: str, /, *inner: Words, **attributes: str | bool | int | None) -> Markup:
    """An element; `cls` is its class, `data_item` becomes data-item, True an attribute without a value, None none."""
    told = ["<", name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = _NAMES.get(key) or key.replace("_", "-")
        told += [" ", key] if value is True else [" ", key, '="', str(escape(str(value))), '"']
    told.append(">")
    if name not in ("input", "br", "hr"):
        told += [*(str(escape(piece)) for piece in inner), "</", name, ">"]
    return Markup("".join(told))


_NAMES = {"cls": "class", "for_": "for"}


def button(text: Words, act: str = "", cls: str = "btn", **data: str | bool | int | None) -> Markup:
    """A button that does an act (“draft.rewrite”); without one, what its other attributes say (data_tab, data_copy)."""
    return tag("button", text, type="button", cls=cls, data_act=act or None, **data)


def lines(text: str) -> Markup:
    """Plain text with its line ends kept."""
    return Markup("<br>").join(escape(line) for line in text.splitlines())


def options(choices: Iterable[tuple[str, str]], chosen: str) -> Markup:
    """The options of a select: (value, words)."""
    return join(tag("option", words, value=value, selected=value == chosen) for value, words in choices)


def table(heads: Iterable[Words], rows: Iterable[Iterable[Words]], cls: str = "table") -> Markup:
    """A plain table; cells may hold HTML built here."""
    head = tag("tr", *(tag("th", words, scope="col") for words in heads))
    body = (tag("tr", *(tag("td", cell) for cell in row)) for row in rows)
    return tag("div", tag("table", tag("thead", head), tag("tbody", *body), cls=cls), cls="scroll", tabindex=0)


def empty(words: str, hint: str) -> Markup:
    """What a place shows that has nothing to show yet, and how that changes."""
    return tag("div", tag("p", words), tag("p", hint, cls="dim"), cls="empty")


def drop(act: str) -> Markup:
    """Where files are dropped or chosen; `act` is told their ids."""
    return tag(
        "label",
        tag("b", "手头有材料？都放进来"),
        tag("span", "县里的通知、去年的述职、笔记口述、台账、照片，一次可放好几个：拖到这里，或点这里选", cls="dim"),
        tag("input", type="file", multiple=True, aria_label="选择文件"),
        cls="drop",
        data_drop=act,
    )
