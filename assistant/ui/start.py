"""The start page: a kind of report and a year, files to drop in, a finished example, the reports begun before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from markupsafe import Markup

from assistant.app import LONGEST_TITLE, Recent
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
    return tag("div", _new(), _earlier(view.app.recent()), _removed(view.app.removed()), cls="start")


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
    later = f"，待补{one.later}" if one.later else ""
    told = tag("span", f"已答{one.answered}题{later} · {_when(one)}", cls="dim")
    link = tag("a", tag("b", one.title), join(marks), told, href=f"/?s={one.summary.id}")
    remove = button(
        "删除",
        "start.remove",
        "btn quiet small",
        id=f"remove-{one.summary.id}",
        data_report=one.summary.id,
        data_confirm=f"删除“{one.title}”？删了还能从下面“已删除的”里恢复。",
        aria_label=f"删除“{one.title}”",
    )
    return tag("li", link, _rename(one), remove)


def _when(one: Recent) -> str:
    return f"{one.summary.updated.astimezone():%m月%d日 %H:%M}"


def _rename(one: Recent) -> Markup:
    name = one.summary.id
    form = tag(
        "form",
        tag("input", name="title", id=f"title-{name}", value=one.title, maxlength=LONGEST_TITLE, aria_label="新名字"),
        tag("button", "改好", type="submit", cls="btn small primary"),
        data_act="start.rename",
        data_report=name,
        data_fields=True,
        cls="row",
    )
    return tag("details", tag("summary", "改名", cls="btn quiet small", id=f"rename-{name}"), form, cls="fold wide")


def _removed(gone: list[Recent]) -> Markup:
    if not gone:
        return Markup("")
    rows = (_gone(one) for one in gone)
    return tag("details", tag("summary", f"已删除的（{len(gone)}）"), tag("ul", *rows, cls="earlier"), cls="card gone")


def _gone(one: Recent) -> Markup:
    name = one.summary.id
    told = tag("span", tag("b", one.title), " ", tag("span", f"已答{one.answered}题 · {_when(one)}", cls="dim"))
    back = button("恢复", "start.restore", "btn small", data_report=name, aria_label=f"恢复“{one.title}”")
    erase = button(
        "彻底删掉",
        "start.erase",
        "btn quiet small",
        data_report=name,
        data_confirm=f"彻底删掉“{one.title}”？说过的话、稿子、放进来的文件都从这台电脑上抹掉，找不回来"
        "（收进知识库的不在内，请到知识库里删）。",
        aria_label=f"彻底删掉“{one.title}”",
    )
    return tag("li", told, tag("span", cls="grow"), back, erase)


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


def rename(doing: Doing) -> None:
    """A title of the person's own."""
    doing.app.entitle(doing.data.get("report", ""), doing.data.get("title", ""))


def remove(doing: Doing) -> None:
    """Off the list, to be taken back."""
    doing.app.remove(doing.data.get("report", ""))


def restore(doing: Doing) -> None:
    """On the list again."""
    doing.app.take_back(doing.data.get("report", ""))


def erase(doing: Doing) -> None:
    """For good."""
    doing.app.erase(doing.data.get("report", ""))


ACTS: Mapping[str, Handler] = {
    "begin": begin,
    "sample": sample,
    "rename": rename,
    "remove": remove,
    "restore": restore,
    "erase": erase,
}
