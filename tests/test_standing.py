"""The figures of a text are read paragraph by paragraph, as if it were read whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.checking.standing import figures_of, standings_in
from assistant.export.jsonfile import load
from assistant.figures.reading import read_figures

DRAFTS = sorted((Path(__file__).parent / "data" / "drafts").glob("*.json"))


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_a_report_has_the_figures_of_its_paragraphs_in_their_places(path: Path) -> None:
    text = "\n".join(part.text for part in load(path).parts)
    # What stands in quotation marks is masked where it is read, which may part a 每月 from its figure.
    whole = {(span.start, span.end, span.figure.value, span.figure.unit) for span in read_figures(text)}
    read = figures_of(text)
    assert len(read) > 20
    assert {(span.start, span.end, span.figure.value, span.figure.unit) for span in read} <= whole
    assert all(text[span.start : span.end] == span.text for span in read)


def test_a_figure_before_the_end_of_a_paragraph_is_read_and_the_next_begins_anew() -> None:
    text = "五个组，还差仨。\n个人讲党课4次。"
    assert [one.span.text for one in standings_in(text, 2024)] == ["五个", "仨", "4次"]
