"""What guided each item: the terms that stand in it, with who issued them and when, and the passages shown beside it."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from assistant.shown.sources import ItemSources, PassageShown, TermShown, sources_shown
from assistant.ui.frame import Handler, View
from assistant.ui.html import button, empty, join, lines, tag

NAME = "sources"
TITLE = "参考"
ACTS: Mapping[str, Handler] = {}


def show(view: View) -> Markup:
    """Item by item; the facts themselves are in 事实."""
    report = view.report
    if report is None:
        return empty("还没有参考。", "起草以后，这里列出每一条参考了哪些表述和范文。")
    shown = sources_shown(report, view.outline, view.app.passage)
    hint = "范文只学写法，里面的数和名都已遮去，不会写进您的稿子。表述的出处和时间请以文件原文为准。"
    return join((tag("p", hint, cls="dim"), *(_item(one) for one in shown)))


def _item(one: ItemSources) -> Markup:
    bare = not one.terms and not one.passages
    inner = [*(_term(term) for term in one.terms), *(_passage(passage) for passage in one.passages)]
    if one.missing:
        inner.append(tag("li", f"另有{one.missing}段参考现在调不出来（已删去，或知识库没有开）。", cls="dim"))
    if bare:
        inner.append(tag("li", "只用了您说的事实，没有参考别的。", cls="dim"))
    head = tag(
        "h3",
        tag("span", one.name, cls="tag"),
        button(one.headline, cls="as-text", data_tab="draft", data_jump=f"#item-{one.item}"),
    )
    return tag("section", head, tag("ul", *inner), id=f"sources-{one.item}", cls="card sources")


def _term(term: TermShown) -> Markup:
    return tag(
        "li",
        tag("b", term.form),
        tag("span", "，".join(words for words in (term.issued, term.years) if words), cls="dim"),
        tag("span", term.doubt, cls="tag warn") if term.doubt else "",
        tag("p", term.meaning),
    )


def _passage(passage: PassageShown) -> Markup:
    return tag(
        "li",
        tag("b", passage.label),
        tag("span", f"{passage.source}，{passage.locator}", cls="dim"),
        tag("blockquote", lines(passage.text)),
    )
