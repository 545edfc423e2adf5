"""The start page: a kind of report and a year, files to drop in, a finished example, the reports begun before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from markupsafe import Markup

from assistant.app import Recent
from assistant.errors import InputError
from assistant.interview.events import Event
from assistant.outline import find_outline, outlines
from assistant.ui.frame import Doing, Handler, Opened, Turned, View
from assistant.ui.html import Words, button, drop, join, options, tag

NAME = "start"
TITLE = ""
_YEARS_BACK = 6
_TURN_OF_YEAR = 8
"""From this month on it is this year's report that is written, before it last year's."""


def show(view: View) -> Markup:
    """Everything of the start page; nothing where a session is open."""
    if view.conversation is not None:
        return Markup("")
    return tag("div", _new(), _earlier(view.app.recent()), cls="start")


def _new() -> Markup:
    first = tag("h1", "起草一份述职报告")
    lead = tag("p", "一问一答，说大白话就行；数字只用您说过的，没说的列成待补，不编。", cls="dim")
    choice = tag("div", _choice("报告种类", "outline", _kinds()), _choice("哪一年度", "year", _years()), cls="row")
    begin = tag(
        "div",
        button("没有材料，直接开始答", "start.begin", "btn primary"),
        button("载入示例", "start.sample", "btn", title="看一份写好的，镇名、人名、数字都是编的"),
        cls="row",
    )
    return tag("section", first, lead, choice, drop("sheet.look"), begin, cls="card new", data_fields=True)


def _choice(words: str, name: str, choices: Markup) -> Markup:
    return tag("label", tag("span", words), tag("select", choices, name=name), cls="choice")


def _kinds() -> Markup:
    return options(((one.id, one.name) for one in outlines()), "")


def _years() -> Markup:
    today = date.today()
    usual = today.year if today.month >= _TURN_OF_YEAR else today.year - 1
    years = range(today.year + 1, today.year - _YEARS_BACK, -1)
    return options(((str(year), f"{year}年度") for year in years), str(usual))


def _earlier(recent: list[Recent]) -> Markup:
    if not recent:
        return Markup("")
    return tag("section", tag("h2", "接着写"), tag("ul", *(_row(one) for one in recent), cls="earlier"), cls="card")


def _row(one: Recent) -> Markup:
    marks: list[Words] = [tag("span", "示例", cls="tag")] if one.sample else []
    marks.append(
        tag("span", "已成稿", cls="tag good") if one.summary.drafted else tag("span", "还在答", cls="tag warn")
    )
    year = f"{one.year}年度" if one.year else ""
    later = f"，待补{one.later}" if one.later else ""
    when = f"{one.summary.updated.astimezone():%m月%d日 %H:%M}"
    told = tag("span", f"已答{one.answered}题{later} · {when}", cls="dim")
    return tag("li", tag("a", tag("b", f"{year}{one.name}"), join(marks), told, href=f"/?s={one.summary.id}"))


def begin(doing: Doing) -> Iterator[Event]:
    """A new report of the kind and year chosen."""
    year = doing.data.get("year", "")
    if year and not year.isdecimal():
        raise InputError("年份不对。", "请从列表里选。")
    conversation = doing.app.start(find_outline(doing.data.get("outline")), int(year) if year else None)
    yield Opened("", conversation.session_id)


def sample(doing: Doing) -> Iterator[Event]:
    """The finished example, its draft open."""
    conversation = doing.app.sample(find_outline(doing.data.get("outline")))
    yield Opened("", conversation.session_id)
    yield Turned("", "draft")


ACTS: Mapping[str, Handler] = {"begin": begin, "sample": sample}
