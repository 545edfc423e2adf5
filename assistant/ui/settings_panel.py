"""设置: which model is used, whether it can be reached, and leave to send to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from assistant.connection.endpoint_choice import Choice, chosen, forget, keep, may_choose, shown_now, tried
from assistant.errors import InputError
from assistant.interview.events import Event, Notice, Said, Working
from assistant.settings import settings
from assistant.ui.frame import Doing, Handler, View
from assistant.ui.html import button, join, lines, tag

NAME = "settings"
TITLE = "设置"
_WHAT = "不接大模型也能从头用到尾。接了，它只帮着润色和追问：每一句都要过程序的核对，没说过的数和事写不进去。"
_LEAVES = (
    "同意发送：您各题的原话和从中记下的事实、起草要求、抹去数和名的范文片段，会发到上面这个地址。"
    "不会发：您说“不公开”的内容、密级标志和涉密文号、证件电话银行卡号、点名说到的病情困难。"
)
_KEPT = "密钥只存在本机的数据文件夹里，只有您这个系统账号能读（Windows 上靠用户文件夹的权限），不会再显示出来。"


def show(view: View) -> Markup:
    """The dialog; page.js opens it by `data-dialog` and keeps it open, and what is typed in it, over a redraw."""
    why_not = may_choose(view.app.local)
    inner = tag("p", why_not) if why_not else _form(view)
    return tag(
        "dialog",
        tag("h2", TITLE, id="settings-title"),
        tag("p", view.app.model_line, cls="dim"),
        inner,
        _told(view),
        tag("div", button("关闭", cls="btn quiet", data_close=True), cls="row end"),
        id="settings",
        aria_labelledby="settings-title",
        data_saved=view.arg.get("act") in ("settings.save", "settings.forget"),
    )


def _form(view: View) -> Markup:
    now = shown_now()
    has_key = bool(settings().endpoint_kept and settings().api_key)
    return tag(
        "form",
        tag("p", _WHAT, cls="dim"),
        _field("地址（base URL）", "base_url", now.base_url, "https://api.deepseek.com/v1"),
        _field(
            "密钥", "key", "", "已存着，不改就空着" if has_key else "服务商给的一串字符；本机的可以空着", "password"
        ),
        _field("模型名", "model", now.model, "空着就用它列出的第一个"),
        tag("label", tag("input", type="checkbox", name="agreed", value="1"), f" {_LEAVES}", cls="check"),
        tag("p", _KEPT, cls="dim"),
        tag(
            "div",
            button("测试连接", "settings.try"),
            button("保存", "settings.save", cls="btn primary"),
            button("删除设置", "settings.forget", cls="btn quiet") if settings().endpoint_kept else "",
            cls="row",
        ),
        data_fields=True,
        data_act="settings.save",
        autocomplete="off",
    )


def _field(words: str, name: str, value: str, example: str, kind: str = "text") -> Markup:
    key = f"settings-{name}"
    made = tag(
        "input", type=kind, id=key, name=name, value=value, placeholder=example, autocomplete="off", spellcheck="false"
    )
    return join((tag("label", words, for_=key), made))


def _told(view: View) -> Markup:
    """What the last act of this dialog said."""
    if not view.arg.get("act", "").startswith("settings."):
        return tag("div", role="status")
    said = (tag("p", lines(one.text), cls="note bad" if isinstance(one, Notice) else "note") for one in view.notes)
    return tag("div", *said, role="status")


def try_out(doing: Doing) -> Iterator[Event]:
    """Whether the endpoint answers, and how it can be talked to."""
    yield Working("正在测试连接，最多等十几秒")
    told = []
    for line in tried(_choice(doing)):
        told.append(line)
        yield Working(line.strip())
    yield Said("\n".join(told))


def save(doing: Doing) -> Iterator[Event]:
    """Keeps what was filled in, and connects anew."""
    said = keep(_choice(doing), doing.data.get("agreed") == "1")
    doing.app.reconnect()
    yield Said(said)


def remove(doing: Doing) -> Iterator[Event]:
    """Forgets the endpoint and its key."""
    _refuse(doing)
    said = forget()
    doing.app.reconnect()
    yield Said(said)


def _choice(doing: Doing) -> Choice:
    _refuse(doing)
    return chosen(doing.data)


def _refuse(doing: Doing) -> None:
    why_not = may_choose(doing.app.local)
    if why_not:
        raise InputError(why_not)


ACTS: Mapping[str, Handler] = {"try": try_out, "save": save, "forget": remove}
