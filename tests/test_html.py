"""The builders of the page's HTML: what they make is whole, and no word becomes markup."""

from __future__ import annotations

from markupsafe import Markup

from assistant.ui.html import button, join, lines, options, table, tag


def test_elements_are_whole() -> None:
    made = tag("div", tag("input", type="text", required=True), "<x>", cls="a", data_item="1", hidden=False, title=None)
    assert made == '<div class="a" data-item="1"><input type="text" required>&lt;x&gt;</div>'
    assert tag("label", "甲", for_="b") == '<label for="b">甲</label>'
    assert isinstance(made, Markup)


def test_words_stay_words() -> None:
    bad = '"><script>x</script>'
    safe = "&lt;script&gt;"
    for made in (
        tag("p", bad),
        tag("p", title=bad),
        join((bad, Markup("<b>x</b>"))),
        lines(f"{bad}\n二"),
        button(bad, "a.b"),
    ):
        assert "<script>" not in made
        assert safe in made
    assert "<script>" not in options(((bad, bad),), bad)
    assert "<script>" not in table((bad,), ((bad,),))
    assert join((Markup("<b>x</b>"), "<"), "、") == "<b>x</b>、&lt;"


def test_what_the_page_links_to_can_be_taken_away() -> None:
    import re
    from pathlib import Path

    import assistant.ui
    from assistant.copies import COPIES

    text = "".join(path.read_text(encoding="utf-8") for path in Path(assistant.ui.__file__).parent.glob("*.py"))
    linked = set(
        re.findall(r'"((?:report|spoken|lists|annotated|missing|questions|checked)\.(?:docx|xlsx|md|json|txt))"', text)
    )
    linked |= set(re.findall(r"/download/\{[^}]+\}/([a-z]+\.[a-z]+)", text))
    assert {"report.docx", "lists.xlsx", "spoken.docx", "missing.docx"} <= linked
    assert linked <= set(COPIES)
