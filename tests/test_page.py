"""The page without a browser: what is shown is escaped, every act is known, every event private; one act to its updates."""

from __future__ import annotations

from markupsafe import Markup

from assistant.ui.html import join, tag


def test_elements_are_whole_and_escaped() -> None:
    assert tag("h1", "a<b") == "<h1>a&lt;b</h1>"
    assert tag("div", tag("p", "x"), "&", cls="card", data_item="1") == (
        '<div class="card" data-item="1"><p>x</p>&amp;</div>'
    )
    assert tag("input", name="y", disabled=True, value=None, checked=False) == '<input name="y" disabled>'
    assert tag("p", title=Markup('"><script>')) == '<p title="&#34;&gt;&lt;script&gt;"></p>'
    assert join(("<", tag("b", "x")), " ") == "&lt; <b>x</b>"
