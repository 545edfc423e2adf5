"""Finishing: what still stands in the way, the files to take away, and the file that comes back from Word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from markupsafe import Markup

from assistant.interview.events import Event
from assistant.report import Report
from assistant.shown.findings import findings_shown
from assistant.shown.versions import differences
from assistant.ui.draft_tab import number_of
from assistant.ui.findings_tab import finding
from assistant.ui.frame import Doing, Handler, View
from assistant.ui.html import button, empty, join, options, tag
from assistant.ui.marks import pair
from assistant.waiving import unanswered

NAME = "finish"
TITLE = "定稿"
_MINUTES = ("5", "6", "8", "10", "12", "15")
_OWED = "改稿里新写的"


def show(view: View) -> Markup:
    """The last look, and the files."""
    report = view.report
    if report is None:
        return empty("还不能交稿。", "起草以后，在这里定稿、下载。")
    return join((_state(view, report), _files(view, report), _return(view, report)))


def _state(view: View, report: Report) -> Markup:
    shown = findings_shown(report, view.outline)
    missing = unanswered(report)
    name = view.session.id
    word = tag("a", "下载定稿（Word）", href=f"/download/{name}/report.docx", cls="btn primary", download=True)
    if report.final:
        return tag("section", tag("h3", "已经定稿，可以交。"), tag("p", word), cls="card done")
    high = [finding(row) for row in shown.open_high]
    blocks = []
    if view.conversation is not None and view.conversation.behind:
        again = button("按新的回答重写", "talk.say", cls="btn small", data_text="写吧")
        blocks.append(tag("p", tag("span", "有新的回答还没写进这一稿", cls="tag warn"), again, cls="row"))
    if high:
        blocks.append(tag("p", tag("span", f"还有 {len(high)} 条“必须改”", cls="tag bad"), "改掉，或写明理由放行："))
        blocks.append(tag("ul", *high, cls="findings"))
    if missing:
        goes = (button(one, "talk.goto", cls="btn small", data_key=one) for one in missing)
        blocks.append(
            tag(
                "p",
                tag("span", f"还有 {len(missing)} 道必答题没有答", cls="tag warn"),
                *goes,
                "没有的就答“没有”。",
                cls="row",
            )
        )
    if not blocks:
        blocks.append(tag("p", "没有“必须改”的了，必答题也都答了。"))
    ready = not high and not missing
    act = button("定稿", "finish.finish", cls="btn primary" if ready else "btn")
    return tag("section", tag("h3", "定稿以前"), *blocks, tag("div", act, cls="row"), cls="card")


def _files(view: View, report: Report) -> Markup:
    name = view.session.id
    minutes = view.arg.get("minutes", "")
    minutes = minutes if minutes in _MINUTES else _told(report)
    groups = (
        ("书面版", (("Word", "report.docx"), ("纯文本（Markdown）", "report.md"), ("存档（JSON）", "report.json"))),
        ("清单", (("Excel", "lists.xlsx"), ("Word", "lists.docx"))),
        ("批注版：核稿意见写成 Word 批注", (("Word", "annotated.docx"),)),
        ("点评预演：县里可能问什么，拿什么答", (("Word", "questions.docx"),)),
        ("问题单：还缺的，一人一张", (("Word", "missing.docx"),)),
    )
    rows = [_file(words, name, files) for words, files in groups]
    choice = tag(
        "select",
        options([(one, f"{one} 分钟") for one in _MINUTES], minutes),
        name="minutes",
        id="minutes",
        data_act="finish.minutes",
        aria_label="讲几分钟",
    )
    spoken = tag("a", "Word", href=f"/download/{name}/spoken.docx?minutes={minutes}", cls="btn small", download=True)
    rows.insert(1, tag("li", tag("span", "现场稿：大字，带分钟记号", cls="what"), choice, spoken, cls="row"))
    draft = "" if report.final else tag("p", "还没有定稿，下载的是草稿，文件名里不带“定稿”。", cls="dim")
    return tag("section", tag("h3", "下载"), draft, tag("ul", *rows, cls="files"), cls="card")


def _told(report: Report) -> str:
    wanted = f"{report.limits.minutes:g}" if report.limits.minutes else ""
    return wanted if wanted in _MINUTES else "8"


def _file(words: str, session: str, files: Iterable[tuple[str, str]]) -> Markup:
    links = (
        tag("a", label, href=f"/download/{session}/{what}", cls="btn small", download=True) for label, what in files
    )
    return tag("li", tag("span", words, cls="what"), *links, cls="row")


def _return(view: View, report: Report) -> Markup:
    """The file edited in Word: where to bring it, what it asks, what was remarked."""
    zone = tag(
        "label",
        "把在 Word 或 WPS 里改过的稿子拖回来，或点这里选：改动成为新的一版，新写的数一个一个问您出处",
        tag("input", type="file", id="edited-file", accept=".docx,.docm,.doc,.wps"),
        data_drop="finish.take_back",
        cls="drop-zone",
    )
    came = ""
    if report.why.startswith("读回") and report.versions:
        came = _changes(report)
    return tag(
        "section",
        tag("h3", "改过的稿子回来了"),
        zone,
        _questions(report),
        _remarks(report),
        came,
        cls="card",
        id="came-back",
    )


def _questions(report: Report) -> Markup | str:
    rows = [
        tag(
            "li",
            tag("p", entry.what),
            tag(
                "form",
                tag("input", name="source", id=f"own-{place}", placeholder="出处，如：党委会议记录", aria_label="出处"),
                tag("button", "是事实，记下", type="submit", cls="btn small primary"),
                data_act="finish.own",
                data_number=place,
                data_fields=True,
                cls="row",
            ),
        )
        for place, entry in enumerate(report.pending)
        if entry.what.startswith(_OWED)
    ]
    return tag("div", tag("h4", f"要确认出处的数 {len(rows)} 个"), tag("ul", *rows), cls="asks") if rows else ""


def _remarks(report: Report) -> Markup | str:
    rows = [
        tag(
            "li",
            tag("p", tag("b", todo.author or "批注"), "：", todo.text),
            tag("blockquote", todo.quote) if todo.quote else "",
            tag(
                "form",
                tag(
                    "input",
                    name="reason",
                    id=f"remark-{todo.id}",
                    placeholder="怎么处理的（不采纳请写原因）",
                    aria_label="怎么处理的",
                ),
                button("采纳", "finish.accept", cls="btn small primary", data_remark=todo.id),
                button("不采纳", "finish.decline", cls="btn small", data_remark=todo.id),
                data_fields=True,
                cls="row",
            )
            if todo.state == "open"
            else tag(
                "p",
                {"accepted": "已采纳", "declined": "没有采纳"}[todo.state],
                f"：{todo.reason}" * bool(todo.reason),
                cls="dim",
            ),
        )
        for todo in report.todos
    ]
    return tag("div", tag("h4", f"批注 {len(rows)} 条"), tag("ul", *rows), cls="asks") if rows else ""


def _changes(report: Report) -> Markup:
    found = differences(report, report.versions[-1].id, report.version)
    rows = (tag("li", tag("b", shown.where), pair(shown)) for shown in found)
    head = tag("summary", f"{report.why}：{len(found)}处不同")
    return tag("details", head, tag("ol", *rows), cls="offer", open=True)


def finish(doing: Doing) -> Iterable[Event]:
    """The final copy, or what is in its way."""
    return doing.conversation.finish()


def minutes(_doing: Doing) -> None:
    """Only shows; how long came with the act."""


def take_back(doing: Doing) -> Iterable[Event]:
    """The file edited in Word."""
    from assistant.brought.uploads import Uploads

    upload = doing.data.get("files", "").split(",")[0]
    path = Uploads(doing.app.settings.data_dir).path(doing.session_id, upload)
    return doing.conversation.take_back(path, path.name)


def own(doing: Doing) -> Iterable[Event]:
    """Where a figure is from."""
    return doing.conversation.own_figure(number_of(doing), doing.data.get("source", ""))


def accept(doing: Doing) -> Iterable[Event]:
    """A remark taken."""
    return _close(doing, "accepted")


def decline(doing: Doing) -> Iterable[Event]:
    """A remark not taken."""
    return _close(doing, "declined")


def _close(doing: Doing, state: Literal["accepted", "declined"]) -> Iterable[Event]:
    return doing.conversation.close_remark(doing.data.get("remark", ""), state, doing.data.get("reason", ""))


ACTS: Mapping[str, Handler] = {
    "finish": finish,
    "minutes": minutes,
    "take_back": take_back,
    "own": own,
    "accept": accept,
    "decline": decline,
}
