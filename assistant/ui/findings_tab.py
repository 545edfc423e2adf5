"""The findings: by level, each jumps to its words, one click mends what can be mended; and those of another file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from assistant.errors import AssistantError
from assistant.interview.events import Event
from assistant.shown.findings import LEVELS, FindingShown, FindingsShown, findings_shown
from assistant.ui.frame import Doing, Handler, Turned, View
from assistant.ui.html import button, empty, join, tag

NAME = "findings"
TITLE = "检查"
_CLASSES = {"high": "bad", "medium": "warn", "low": "optional"}


def show(view: View) -> Markup:
    """Ours by level; below, a file to be checked and what was found in it."""
    report = view.report
    if report is None:
        own = empty("还没有核稿意见。", "起草以后，要改的地方列在这里。别人的稿子现在就可以核。")
    else:
        shown = findings_shown(report, view.outline)
        own = join((_above(shown), *_levels(shown)))
    return join((own, _other(view) if view.conversation is not None else ""))


def _above(shown: FindingsShown) -> Markup:
    sure = sum(row.mend is not None and row.mend.right is not None for row in shown.rows)
    counts = (
        tag("span", f"{LEVELS[level]} {count}", cls=f"tag {_CLASSES[level]}") for level, count in shown.counts.items()
    )
    all_of_them = button(f"能直接改的 {sure} 处都改", "findings.mend_all", cls="btn small primary") if sure else ""
    return tag("div", *counts, tag("span", cls="grow"), all_of_them, cls="row")


def _levels(shown: FindingsShown) -> Iterable[Markup]:
    if not shown.rows:
        yield tag("p", "没有核稿意见。", cls="dim")
    for level, name in LEVELS.items():
        rows = [finding(row) for row in shown.rows if row.level == level]
        if rows:
            yield tag("section", tag("h3", name), tag("ul", *rows), cls="findings")


def finding(row: FindingShown) -> Markup:
    """One finding with what can be done about it."""
    see = (
        button("看原文", cls="btn small", data_tab="draft", data_jump=f"#at-{row.number}")
        if row.marked and row.item
        else button("去那一条", cls="btn small", data_tab="draft", data_jump=f"#item-{row.item}")
        if row.item
        else ""
    )
    answer = button(f"去答 {row.question}", "talk.goto", cls="btn small", data_key=row.question) if row.question else ""
    choices = (
        button(f"以“{words}”为准", "facts.choose", cls="btn small", data_fact=fact) for fact, words in row.choices
    )
    place = tag("span", row.place, cls="dim") if row.place else ""
    return tag(
        "li",
        tag("p", tag("span", row.rule, cls=f"tag {_CLASSES[row.level]}"), place, cls="row"),
        tag("p", row.message),
        tag("p", f"为什么：{row.why}", cls="dim") if row.why else "",
        tag("div", see, _mend(row), *choices, answer, _wave(row), cls="row"),
        id=f"finding-{row.number}",
        cls="card finding",
    )


def _mend(row: FindingShown) -> Markup | str:
    if row.mend is None:
        return ""
    if row.mend.field:
        return button(row.mend.label, cls="btn small", data_tab="lists", data_jump=f"#measure-{row.mend.field}")
    return button(row.mend.label, "findings.mend", cls="btn small primary", data_key=row.key)


def _wave(row: FindingShown) -> Markup | str:
    """带理由放行, for what must be changed."""
    if row.level != "high":
        return ""
    if row.reason:
        told = tag("span", f"已放行：{row.reason}", cls="tag good")
        return join((told, button("收回", "findings.wave_no_more", cls="btn small quiet", data_key=row.key)))
    form = tag(
        "form",
        tag(
            "input",
            name="reason",
            id=f"reason-{row.number}",
            placeholder="如：台账已核对，确是全部完成",
            aria_label="放行的理由",
        ),
        tag("button", "放行", type="submit", cls="btn small"),
        data_act="findings.wave",
        data_key=row.key,
        data_fields=True,
        cls="row",
    )
    return tag("details", tag("summary", "带理由放行", cls="btn small quiet"), form, cls="fold wide")


def _other(view: View) -> Markup:
    """A file that somebody brings to be checked."""
    zone = tag(
        "label",
        "核别的稿子：把 .docx、.doc、.wps、.pdf、.md、.txt 拖进来，或点这里选",
        tag("input", type="file", id="brought-file"),
        data_drop="findings.bring",
        cls="drop-zone",
    )
    return tag(
        "section", tag("h3", "核一份别的稿子"), zone, _brought(view) if view.session.brought else "", cls="brought"
    )


def _brought(view: View) -> Markup:
    from assistant.brought.brought_file import checked_file
    from assistant.shown.findings import text_findings_shown

    upload, name = view.session.brought
    try:
        checked = checked_file(view.app.settings.data_dir, view.session.id, upload, view.outline)
    except AssistantError as error:
        return tag("p", str(error), cls="note bad")
    shown = text_findings_shown(checked)
    link = f"/download/{view.session.id}/checked.docx"
    word = name.lower().endswith((".docx", ".docm"))
    head = tag(
        "div",
        tag("b", name),
        *(tag("span", f"{LEVELS[one]} {count}", cls=f"tag {_CLASSES[one]}") for one, count in shown.counts.items()),
        tag("span", cls="grow"),
        tag("a", "下载批注版", href=link, cls="btn small primary", download=True) if word else "",
        button("不看了", "findings.let_go", cls="btn small"),
        cls="row",
    )
    rows = (
        tag(
            "li",
            tag("p", tag("span", row.rule, cls=f"tag {_CLASSES[row.level]}"), cls="row"),
            tag("p", row.message),
            tag("blockquote", row.quote) if row.quote else "",
            cls="card finding",
        )
        for row in shown.rows
    )
    lacking: dict[str, list[str]] = {}
    for rule, why in checked.skipped:
        lacking.setdefault(why.partition("，")[0], []).append(rule)
    skipped = "；".join(f"{why}（{'、'.join(rules)}）" for why, rules in lacking.items())
    return tag(
        "div",
        head,
        tag("ul", *rows) if shown.rows else tag("p", "没有核稿意见。"),
        tag("p", f"有几条没有核：{skipped}", cls="dim") if skipped else "",
        cls="findings",
    )


def mend(doing: Doing) -> Iterator[Event]:
    """One click for a finding; a change that is to be looked at first is shown in the draft."""
    yield from doing.conversation.mend(doing.data.get("key", ""))
    if doing.conversation.session.offer is not None:
        yield Turned("", "draft")


def mend_all(doing: Doing) -> Iterable[Event]:
    """All that have one right form."""
    return doing.conversation.mend_all()


def wave(doing: Doing) -> Iterable[Event]:
    """Let through with a reason."""
    return doing.conversation.wave(doing.data.get("key", ""), doing.data.get("reason", ""))


def wave_no_more(doing: Doing) -> Iterable[Event]:
    """The reason taken back."""
    return doing.conversation.wave_no_more(doing.data.get("key", ""))


def bring(doing: Doing) -> Iterable[Event]:
    """The file to be checked; of several the first."""
    from assistant.brought.uploads import Uploads

    upload = doing.data.get("files", "").split(",")[0]
    path = Uploads(doing.app.settings.data_dir).path(doing.session_id, upload)
    return doing.conversation.bring_to_check(upload, path.name)


def let_go(doing: Doing) -> Iterable[Event]:
    """The file no more."""
    return doing.conversation.bring_to_check("", "")


ACTS: Mapping[str, Handler] = {
    "mend": mend,
    "mend_all": mend_all,
    "wave": wave,
    "wave_no_more": wave_no_more,
    "bring": bring,
    "let_go": let_go,
}
