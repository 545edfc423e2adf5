"""The page, assembled: header and notes above, start or talk and tabs below, one private event for every act.

How it hangs together: each region is HTML built by its `show(view)`; whatever is clicked or sent carries an act, which
page.js hands through the hidden `bus` to `Page.run`; the answer is every region that has changed. The session's id
stands in the address and nowhere else, all other state is in the store, so a refresh, a second window or a restart of
the server shows the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant.app import App
from assistant.ui import (
    asked_others,
    chain_tab,
    draft_tab,
    facts_tab,
    findings_tab,
    finish,
    head,
    lists_tab,
    settings_panel,
    sheet,
    sources_tab,
    start,
    talk,
    versions_tab,
)
from assistant.ui.frame import Page, Region, View, paced, seen_now
from assistant.ui.gathered import gathered

_HERE = Path(__file__).resolve().parent


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


TITLE = "述职报告起草助手"
_LIGHT = {"body_background_fill": "#f3f5f7", "body_background_fill_dark": "#f3f5f7", "body_text_color_dark": "#1c2733"}
"""Before our own style is there: no flash of black on a dark desktop."""
ASSETS: dict[str, Any] = {
    "theme": gr.themes.Default(font=["Microsoft YaHei", "sans-serif"], font_mono=["monospace"]).set(**_LIGHT),
    "css_paths": [_HERE / "style.css"],
    "head": f"<style>{_text('frame.css')}</style><script>{_text('page.js')}</script>",
    "favicon_path": str(_HERE / "icon.svg"),
    "footer_links": [],
    "run_history": False,
    "show_error": False,
}
"""What `gr.mount_gradio_app` is given beside the page."""
TABS = (draft_tab, facts_tab, chain_tab, lists_tab, findings_tab, sources_tab, versions_tab, finish)
_BUS = "window.assistantBus = (sent) => trigger('act', sent); window.assistantReady && window.assistantReady();"


def regions() -> list[Region]:
    """Everything that is shown, in the order of the page."""
    frame = [
        Region(one.NAME, one.TITLE, one.show, one.ACTS)
        for one in (head, start, talk, sheet, asked_others, settings_panel)
    ]
    extra = [Region(name, "", show) for name, show in (*head.MORE.items(), *talk.MORE.items())]
    tabs = [Region(one.NAME, one.TITLE, one.show, one.ACTS, tab=True) for one in TABS]
    return [*frame, *extra, *(replace(one, show=_draft) if one.name == draft_tab.NAME else one for one in tabs)]


def _draft(view: View) -> Markup:
    """The draft; until there is one, what has been told for it."""
    begun = view.conversation is not None and view.report is None
    return gathered(view) if begun else draft_tab.show(view)


def build_page(app: App) -> gr.Blocks:
    """The page over this application."""
    page = Page(app, regions())
    blocks: gr.Blocks = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    with blocks:
        places = _layout()
        seen = gr.State({}, time_to_live=3600)
        bus = gr.HTML("", elem_id="bus", visible="hidden", js_on_load=_BUS, apply_default_css=False)
        bus.act(
            _handler(page, list(places)),
            [seen],
            [seen, *places.values()],
            api_visibility="private",
            concurrency_limit=None,
            trigger_mode="multiple",
            show_progress="hidden",
        )
    blocks.queue(default_concurrency_limit=None, max_size=None, api_open=False)
    return blocks


def _layout() -> dict[str, gr.HTML]:
    """The regions' places by name, and “busy” and “session” for what page.js reads."""
    places: dict[str, gr.HTML] = {}

    def place(name: str) -> None:
        places[name] = gr.HTML("", elem_id=f"at-{name}", elem_classes=["region"], apply_default_css=False)

    place("head")
    place("notes")
    place("settings")
    with gr.Column(elem_id="start-side"):
        place("start")
    with gr.Row(elem_id="work"):
        with gr.Column(elem_id="talk-side"):
            place("board")
            place("talk")
            place("question")
            gr.HTML(str(talk.box()), elem_id="box", elem_classes=["region"], apply_default_css=False)
        with gr.Column(elem_id="report-side"):
            place("sheet")
            place("live")
            tabs = [(one.NAME, one.TITLE) for one in TABS]
            gr.HTML(str(head.tabs(tabs)), elem_id="tabs", elem_classes=["region"], apply_default_css=False)
            for name, _ in tabs:
                places[name] = gr.HTML(
                    "", elem_id=f"at-{name}", elem_classes=["region", "panel"], apply_default_css=False
                )
    place("others")
    place("busy")
    place("session")
    place("done")
    return places


def _handler(page: Page, names: list[str]) -> Callable[..., Iterator[list[Any]]]:
    """The one event: what is new of each region, nothing for the others."""

    def act(seen: dict[str, str], event: gr.EventData, request: gr.Request) -> Iterator[list[Any]]:
        for update in paced(page.run(event._data, request.username or "")):
            new, seen = seen_now(update, seen)
            yield [seen, *(new.get(name, gr.skip()) for name in names)]

    # Gradio reads the annotations of a handler itself; as strings it would look for them in the wrong place.
    act.__annotations__ = {"seen": dict, "event": gr.EventData, "request": gr.Request}
    return act
