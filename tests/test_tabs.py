"""The report's tabs without a browser: what they show, that acts come to typed calls, and that every word is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html.parser import HTMLParser

import pytest

from assistant.app import App
from assistant.checking.check import check_report
from assistant.conversation import Conversation
from assistant.documents import load_answers
from assistant.interview.events import Event, Interview
from assistant.outline import find_outline
from assistant.report import Fact, Finding, Limits, Pending, Report, Todo
from assistant.settings import knowledge_files, settings
from assistant.storage import Store
from assistant.ui import (
    chain_tab,
    draft_tab,
    facts_tab,
    findings_tab,
    finish,
    lists_tab,
    sources_tab,
    versions_tab,
)
from assistant.ui.frame import Doing, View
from assistant.waiving import key

TABS = (draft_tab, facts_tab, chain_tab, lists_tab, findings_tab, sources_tab, versions_tab, finish)
SAMPLE = next(path for path in knowledge_files("samples", ".yaml") if path.name.startswith("party"))
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "<a href=javascript:alert(1)>点</a>",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "</textarea><iframe src=//x></iframe>",
    "</details></section><form action=//x><button>",
    "&lt;script&gt;",
    "]]><!--",
)


@pytest.fixture
def app() -> App:
    return App(settings(), Store.in_folder(settings().data_dir))


@pytest.fixture
def talk(app: App) -> Conversation:
    answers = load_answers(SAMPLE)
    conversation = app.begin(find_outline(answers.outline))
    saved = app.store.load(conversation.session_id, Interview)
    saved.session.answers, saved.session.year = dict(answers.answers), answers.year
    saved.session.states = dict.fromkeys(answers.answers, "confirmed")
    app.store.save(saved)
    list(conversation.draft())
    return conversation


def put_in(app: App, talk: Conversation, change: Callable[[Report], Report]) -> None:
    saved = app.store.load(talk.session_id, Interview)
    saved.session.report = change(Report.model_validate(saved.session.report)).model_dump(mode="json")
    app.store.save(saved)


def report(talk: Conversation) -> Report:
    return Report.model_validate(talk.session.report)


def view(app: App, talk: Conversation, tab: str = "", **arg: str) -> View:
    return View(app, app.resume(talk.session_id), tab, arg)


def done(app: App, talk: Conversation, tab: object, act: str, **data: str) -> str:
    events: Iterable[Event] | None = tab.ACTS[act](Doing(app, talk.session_id, data))  # type: ignore[attr-defined]
    return "\n".join(event.text for event in events or ())


class Seen(HTMLParser):
    """What a browser would make of a piece of HTML: its elements and attributes, its words, its ids."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.ids: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.elements.append((tag, told))
        if "id" in told:
            self.ids.append(told["id"])
        if tag not in ("input", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.NAME)
def test_each_tab_is_whole_html_with_ids_once(app: App, talk: Conversation, tab: object) -> None:
    seen = Seen(str(tab.show(view(app, talk))))  # type: ignore[attr-defined]
    assert seen.open == []
    assert len(seen.ids) == len(set(seen.ids))
    for name, attributes in seen.elements:
        assert not [one for one in attributes if one.startswith("on") or one == "style"], name
        if name in ("input", "textarea", "select"):
            assert (
                attributes.get("aria-label")
                or attributes.get("type") == "file"
                or "version" in attributes.get("id", "")
            )


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.NAME)
def test_without_a_draft_or_a_session_a_tab_says_so(app: App, tab: object) -> None:
    bare = app.begin(find_outline(None))
    assert Seen(str(tab.show(view(app, bare)))).words  # type: ignore[attr-defined]
    assert Seen(str(tab.show(View(app)))).words  # type: ignore[attr-defined]


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.NAME)
def test_acts_on_a_tab_are_acts_there_are(app: App, talk: Conversation, tab: object) -> None:
    from assistant.ui.page import regions

    known = {f"{region.name}.{act}" for region in regions() for act in region.acts}
    names = {region.name for region in regions()}
    seen = Seen(str(tab.show(view(app, talk))))  # type: ignore[attr-defined]
    for _, attributes in seen.elements:
        for attribute in ("data-act", "data-drop"):
            assert attributes.get(attribute, next(iter(known))) in known
        assert attributes.get("data-tab", "draft") in names


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_a_person_or_a_file_says_becomes_markup(app: App, talk: Conversation, payload: str) -> None:
    put_in(app, talk, lambda now: _poisoned(now, payload))
    saved = app.store.load(talk.session_id, Interview)
    saved.session.report = report(talk).model_dump(mode="json")
    app.store.save(saved)
    for tab in TABS:
        clean = {name for name, _ in Seen(str(tab.show(view(app, talk)))).elements}
        assert not clean & {"script", "img", "svg", "iframe", "style", "object", "embed", "base", "meta", "link"}
        seen = Seen(str(tab.show(view(app, talk, one="v1", other="v1", act="versions.compare"))))
        for _, attributes in seen.elements:
            assert not [one for one in attributes if one.startswith("on")]
            assert not attributes.get("href", "/download/").startswith(("javascript:", "data:", "//"))
            assert attributes.get("action") is None
    assert payload in Seen(str(draft_tab.show(view(app, talk)))).words
    assert payload in Seen(str(findings_tab.show(view(app, talk)))).words
    assert payload in Seen(str(facts_tab.show(view(app, talk)))).words


def _poisoned(now: Report, payload: str) -> Report:
    """The payload wherever words of a person or of a file are kept."""
    part, item = now.parts[0], now.parts[0].items[0]
    text = item.text + payload
    fact: Fact = now.facts[0].model_copy(update={"text": payload, "quote": payload})
    items = [item.model_copy(update={"text": text, "headline": payload, "drafted_by": payload}), *part.items[1:]]
    first = part.model_copy(update={"text": part.text.replace(item.text, text), "items": items, "heading": payload})
    high = Finding(rule="B03", level="high", part=part.id, quote=payload, message=payload, start=0, end=3)
    measure = now.measures[0].model_copy(update={"owner": payload, "due": payload, "target": payload})
    problem = now.problems[0].model_copy(update={"headline": payload, "text": payload})
    cause = now.causes[0].model_copy(update={"text": payload})
    return now.model_copy(
        update={
            "title": payload,
            "opening": payload,
            "closing": payload,
            "signature": payload,
            "why": f"读回“{payload}”",
            "parts": [first, *now.parts[1:]],
            "facts": [fact, *now.facts[1:]],
            "findings": [high, high.model_copy(update={"reason": payload, "message": f"{payload}二"})],
            "measures": [measure, *now.measures[1:]],
            "problems": [problem, *now.problems[1:]],
            "causes": [cause, *now.causes[1:]],
            "pending": [Pending(question=payload, what=payload), Pending(question="K1", what=f"改稿里新写的{payload}")],
            "todos": [Todo(id=payload, text=payload, author=payload, quote=payload)],
            "limits": Limits(topics=[payload]),
        }
    )


def test_a_figure_shows_the_answer_it_came_from(app: App, talk: Conversation) -> None:
    fact = next(one for one in report(talk).facts if one.text.endswith("专题研究党建9次"))
    marks = [told for name, told in Seen(str(draft_tab.show(view(app, talk)))).elements if name == "mark"]
    tips = [told["data-origin"] for told in marks if "data-origin" in told]
    assert any(fact.quote in tip and fact.origin.ref in tip for tip in tips)


def test_a_change_is_asked_shown_and_taken_from_the_tab(app: App, talk: Conversation) -> None:
    item = report(talk).parts[0].items[1]
    assert "还没有动正文" in done(app, talk, draft_tab, "way", way="shorter", item=item.id)
    shown = str(draft_tab.show(view(app, talk)))
    assert "<del>" in shown
    assert 'data-act="draft.take"' in shown
    done(app, talk, draft_tab, "take", number="1")
    assert 'data-act="draft.take"' not in str(draft_tab.show(view(app, talk)))
    assert report(talk).version == "v2"
    done(app, talk, versions_tab, "undo")
    assert report(talk).parts[0].items[1].text == item.text


def test_what_is_asked_back_is_answered_at_the_item(app: App, talk: Conversation) -> None:
    item = report(talk).problems[0].id
    events = tuple(draft_tab.ACTS["way"](Doing(app, talk.session_id, {"way": "concrete", "item": item})) or ())
    asked = View(
        app, app.resume(talk.session_id), "draft", {"act": "draft.way", "way": "concrete", "item": item}, events
    )
    shown = str(draft_tab.show(asked))
    assert f'id="answer-{item}"' in shown
    assert shown.count("写进这一条看看") == 1
    done(app, talk, draft_tab, "way", way="concrete", item=item, words="石桥村全年只开了2次支部会")
    assert "石桥村全年" in Seen(str(draft_tab.show(view(app, talk)))).words


def test_a_figure_changed_in_the_table_changes_draft_and_lists(app: App, talk: Conversation) -> None:
    fact = next(one for one in report(talk).facts if one.text == "村集体经济总收入386万元")
    done(app, talk, facts_tab, "change", fact=fact.id, words="400")
    assert "400万元" in Seen(str(draft_tab.show(view(app, talk)))).words
    assert "386" not in re.sub(r"data-\w+=\"[^\"]*\"", "", str(lists_tab.show(view(app, talk)))).replace("F386", "")


def test_a_cell_filled_is_said_in_the_text(app: App, talk: Conversation) -> None:
    measure = next(one for one in report(talk).measures if one.owner.startswith("【待补"))
    assert "待补" in str(lists_tab.show(view(app, talk)))
    done(app, talk, lists_tab, "fill", measure=measure.id, field="owner", words="组织干事")
    assert "组织干事" in Seen(str(lists_tab.show(view(app, talk)))).words
    assert "组织干事" in Seen(str(draft_tab.show(view(app, talk)))).words
    assert done(app, talk, lists_tab, "fill", measure=measure.id, field="text", words="别的") == ""


def test_a_loose_measure_is_linked_to_its_problem(app: App, talk: Conversation) -> None:
    linked = {one for problem in report(talk).problems for one in problem.measures}
    loose = next(one for one in report(talk).measures if one.id not in linked)
    done(app, talk, chain_tab, "link", measure=loose.id, problem=report(talk).problems[0].id)
    assert loose.id in report(talk).problems[0].measures


def test_a_high_finding_stands_before_the_final_copy(app: App, talk: Conversation) -> None:
    high = Finding(rule="B03", level="high", message="两处说法不一")
    put_in(app, talk, lambda now: now.model_copy(update={"findings": [high], "pending": []}))
    assert "放行" in str(finish.show(view(app, talk)))
    assert "必须改" in done(app, talk, finish, "finish")
    assert not report(talk).final
    done(app, talk, findings_tab, "wave", key=key(high), reason="县里已经核对过了")
    assert "两处说法不一" not in str(finish.show(view(app, talk)))
    done(app, talk, finish, "finish")
    assert report(talk).final
    assert "下载定稿" in str(finish.show(view(app, talk)))


def test_two_versions_are_compared_where_asked(app: App, talk: Conversation) -> None:
    fact = next(one for one in report(talk).facts if one.text == "村集体经济总收入386万元")
    done(app, talk, facts_tab, "change", fact=fact.id, words="400")
    shown = str(versions_tab.show(view(app, talk, act="versions.compare", one="v1", other="v2")))
    assert "<ins>" in shown
    assert "对照" in shown
    bad = versions_tab.show(view(app, talk, act="versions.compare", one="v1", other="v99"))
    assert "没有“v99”这一版" in bad


def test_a_file_brought_to_be_checked_has_its_own_findings(app: App, talk: Conversation) -> None:
    import docx

    from assistant.brought.uploads import Uploads
    from assistant.copies import copy_of

    document = docx.Document()
    for line in ("2024年度述职报告", "一、存在的主要问题", "一是学习不够。有待进一步加强,需要努力。"):
        document.add_paragraph(line)
    path = app.settings.data_dir / "x.docx"
    document.save(str(path))
    kept = Uploads(app.settings.data_dir).keep(talk.session_id, "别人的<b>稿子.docx", path.read_bytes())
    done(app, talk, findings_tab, "bring", files=kept.id)
    shown = Seen(str(findings_tab.show(view(app, talk))))
    assert "别人的" in shown.words
    assert "G01" in shown.words
    assert "--answers" not in shown.words
    data = copy_of(talk.session, "checked.docx").data
    assert data[:2] == b"PK"
    path.write_bytes(data)
    assert [one for one in docx.Document(str(path)).comments if "半角" in one.text]
    done(app, talk, findings_tab, "let_go")
    assert "别人的" not in Seen(str(findings_tab.show(view(app, talk)))).words


def test_the_draft_says_when_something_was_told_since(app: App, talk: Conversation) -> None:
    assert "还没写进这一稿" not in str(draft_tab.show(view(app, talk)))
    list(talk.say("E7：党建经费今年没有变化"))
    assert "还没写进这一稿" in str(draft_tab.show(view(app, talk)))


def test_findings_have_their_anchor_in_the_draft(app: App, talk: Conversation) -> None:
    put_in(app, talk, lambda now: now.model_copy(update={"findings": check_report(now, find_outline(now.outline))}))
    ids = set(Seen(str(draft_tab.show(view(app, talk)))).ids)
    for _, told in Seen(str(findings_tab.show(view(app, talk)))).elements:
        if told.get("data-tab") == "draft":
            assert told["data-jump"].removeprefix("#") in ids
