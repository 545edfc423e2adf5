"""Problems, causes and measures as one linked view, with what is missing and what contradicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from assistant.interview.events import Event
from assistant.shown.chain import BLANK, ChainShown, Clash, MeasureShown, ProblemShown, chain_shown
from assistant.ui.frame import Doing, Handler, View
from assistant.ui.html import button, empty, join, options, table, tag

NAME = "chain"
TITLE = "问题—原因—措施"


def show(view: View) -> Markup:
    """A row a problem: how it shows, its causes, its measures, its gaps."""
    report = view.report
    if report is None:
        return empty("还没有问题和措施。", "起草以后，问题、原因、措施在这里连成一张图。")
    shown = chain_shown(report, view.outline)
    if not shown.problems and not shown.loose:
        return empty("这份稿子里没有问题和措施。", "在左边说“先说问题”。")
    return join(
        (
            _summary(shown),
            *(_clash(one) for one in shown.clashes),
            *(_problem(one) for one in shown.problems),
            _loose(shown) if shown.loose else "",
            _owed(shown) if shown.owed else "",
        )
    )


def _summary(shown: ChainShown) -> Markup:
    gaps = sum(len(one.gaps) for one in shown.problems) + sum(bool(one.blanks) for one in shown.loose)
    measures = sum(len(one.measures) for one in shown.problems) + len(shown.loose)
    state = tag("span", f"{gaps}处没接上", cls="tag warn") if gaps else tag("span", "条条接得上", cls="tag good")
    told = f"{len(shown.problems)}个问题，{measures}条措施。"
    return tag("p", told, state, cls="row chain-sum")


def _problem(problem: ProblemShown) -> Markup:
    causes = [tag("li", words) for _, words in problem.causes] or [
        tag("li", tag("mark", "还没有写原因", cls="pending"))
    ]
    measures = [_measure(one) for one in problem.measures] or [
        tag("div", tag("mark", "还没有措施来接", cls="pending"), _add(problem), cls="measure")
    ]
    gaps = [tag("li", gap) for gap in problem.gaps]
    return tag(
        "section",
        tag(
            "div",
            tag("span", problem.name, cls="tag bad"),
            tag("h3", _jump(problem.headline, problem.id)),
            tag("p", problem.shows, cls="shows"),
            cls="col",
        ),
        tag("div", tag("h4", "原因"), tag("ul", *causes), cls="col"),
        tag("div", tag("h4", "措施"), *measures, cls="col"),
        tag("ul", *gaps, cls="gaps") if gaps else "",
        cls="card chain",
        id=f"chain-{problem.id}",
    )


def _jump(words: str, item: str) -> Markup:
    return button(words, cls="as-text", data_tab="draft", data_jump=f"#item-{item}", title="看原文")


def _add(problem: ProblemShown) -> Markup:
    said = f"措施部分加一条：针对{problem.headline}的问题，"
    return button("补一条措施", cls="btn small", data_insert=said)


def _measure(measure: MeasureShown) -> Markup:
    fields = [("谁负责", measure.owner), ("何时", measure.due)]
    if measure.target.startswith(BLANK) or not measure.counted:
        fields.append(("做到多少", measure.target))
    told = [
        tag("span", tag("b", name), tag("mark", "待补", cls="pending") if words.startswith(BLANK) else words)
        for name, words in fields
    ]
    if measure.counted:
        told.append(tag("span", "目标有数", cls="tag good"))
    more = button(
        "补上" if measure.blanks else "改", cls="btn small quiet", data_tab="lists", data_jump=f"#measure-{measure.id}"
    )
    return tag(
        "div",
        tag("p", _jump(measure.text, measure.item) if measure.item else measure.text),
        tag("p", *told, more, cls="fields"),
        cls="measure",
    )


def _loose(shown: ChainShown) -> Markup:
    choices = [("", "对应哪个问题……"), *((one.id, f"{one.name}：{one.headline}") for one in shown.problems)]
    rows = (
        tag(
            "div",
            _measure(one),
            tag(
                "select",
                options(choices, ""),
                name="problem",
                id=f"link-{one.id}",
                data_act="chain.link",
                data_measure=one.id,
                aria_label=f"“{one.text[:20]}”对应哪个问题",
            ),
            cls="loose",
        )
        for one in shown.loose
    )
    head = tag("h3", "没有挂到问题上的措施")
    hint = tag("p", "落实上级任务的措施可以不挂；其余的请选对应的问题，正文开头会写明“针对……”。", cls="dim")
    return tag("section", head, hint, *rows, cls="card")


def _clash(clash: Clash) -> Markup:
    see = button("看原文", cls="btn small", data_tab="draft", data_jump=f"#at-{clash.number}") if clash.marked else ""
    decide = button("去处理", cls="btn small", data_tab="findings", data_jump=f"#finding-{clash.number}")
    return tag(
        "section",
        tag("p", tag("span", "前后对不上", cls="tag bad"), clash.message),
        tag("div", tag("blockquote", clash.one), tag("blockquote", clash.other), cls="two"),
        tag("div", see, decide, cls="row"),
        cls="card clash",
    )


def _owed(shown: ChainShown) -> Markup:
    classes = {"已完成": "good", "部分完成": "warn"}
    rows = (
        (
            one.kind,
            one.text,
            tag("span", one.outcome, cls=f"tag {classes.get(one.outcome, 'bad')}"),
            one.answer or button("去答", "talk.goto", cls="btn small", data_key=one.id),
        )
        for one in shown.owed
    )
    return tag(
        "section",
        tag("h3", "去年说过的，今年的交代"),
        table(("类别", "去年的话", "结果", "今年怎么答的"), rows),
        cls="card",
    )


def link(doing: Doing) -> Iterable[Event]:
    """Which problem a measure answers."""
    return doing.conversation.link_measure(doing.data.get("measure", ""), doing.data.get("problem", ""))


ACTS: Mapping[str, Handler] = {"link": link}
