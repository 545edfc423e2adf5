"""What has been told so far, part by part: shown where the draft will stand, until there is one."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from assistant.talk.standing import PartState
from assistant.ui.frame import View
from assistant.ui.html import button, tag

_LONG = 160
"""Characters of an answer shown."""


def gathered(view: View) -> Markup:
    """The parts of the report to be, each with what was told for it."""
    told = view.standing
    answers = view.session.answers
    if not answers:
        lead = tag("p", "答一题，这里就多一条；要紧的答完，点“写吧”就成稿。", cls="dim")
    else:
        write = button("先按已有的写一稿", "talk.say", "btn primary small", data_text="写吧")
        lead = tag("p", told.progress, "。", write, cls="row")
    parts = (_part(part, answers) for part in told.parts if part.numbered)
    return tag("article", tag("h2", "还没成稿，先把说过的记在这里"), lead, *parts, cls="gathered")


def _part(part: PartState, answers: Mapping[str, str]) -> Markup:
    told = sorted((one for one in part.questions if one.key in answers), key=lambda one: list(answers).index(one.key))
    rows = [_row(one.key, one.name, answers[one.key]) for one in told]
    left = tag("span", f"还有{part.left}题", cls="tag warn") if part.left else tag("span", "可以写了", cls="tag good")
    body = tag("ul", *rows) if rows else tag("p", "还没有说到。", cls="dim")
    return tag("section", tag("h3", part.heading, " ", left), body, cls="card")


def _row(key: str, name: str, answer: str) -> Markup:
    short = answer if len(answer) <= _LONG else f"{answer[:_LONG]}……"
    change = button("改", "talk.goto", "btn quiet small", data_key=key, aria_label=f"改{key}的回答")
    return tag("li", tag("span", key, cls="tag"), tag("div", tag("p", name, cls="dim"), tag("p", short)), change)
