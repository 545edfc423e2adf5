"""How runs of a report, lengths and before–after pairs look: shared by the tabs that show a report's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from assistant.interview.offer import OfferedChange
from assistant.shown.comparing import Pair, compared
from assistant.shown.lengths import Meter
from assistant.shown.origins import Source
from assistant.shown.runs import Run
from assistant.ui.html import join, tag

_STATES = {"ok": "good", "free": "", "short": "warn", "long": "bad"}


class Marker:
    """Draws runs; the first of those that a finding speaks of carries its anchor, the first figure can be tabbed to."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._anchored: set[int] = set()

    def runs(self, runs: Iterable[Run], waits: Mapping[str, str] | None = None) -> Markup:
        """A stretch of text, its figures marked; one of them is a tab stop, arrow keys go to the others.

        `waits`: the attributes of what is still to be told, which lead to where it is told.
        """
        first = True
        drawn = []
        for run in runs:
            reachable = first and run.kind == "figure"
            first = first and not reachable
            drawn.append(self._run(run, reachable, waits or {}))
        return join(drawn)

    def _run(self, run: Run, reachable: bool, waits: Mapping[str, str]) -> Markup:
        words: Markup | str = run.text
        tip = "\n".join(dict.fromkeys(self._sources[one].words for one in run.facts if one in self._sources))
        if run.kind == "figure":
            words = tag("mark", words, cls="fig", tabindex=0 if reachable else -1, data_origin=tip)
        elif run.kind == "words":
            words = tag("span", words, cls="told", data_origin=tip)
        elif run.kind == "pending":
            words = tag("mark", words, cls="pending", **waits)
        for number in run.findings:
            anchor = None if number in self._anchored else f"at-{number}"
            self._anchored.add(number)
            words = tag("span", words, cls="found", id=anchor)
        return join((words,))


def meter(shown: Meter, label: str = "") -> Markup:
    """A length against its bounds, in words and as a bar."""
    full = min(10, round(shown.filled * 10))
    bar = tag("span", tag("span", cls=f"full fill-{full}"), cls="track", aria_hidden="true")
    asked = f"（{shown.asked_by}）" if shown.asked_by else ""
    told = f"{label}{shown.words}{asked}"
    return tag("span", bar, tag("span", told), cls=f"meter {_STATES[shown.state]}".strip())


def change(one: OfferedChange) -> Markup:
    """A change that is offered, before and after."""
    return pair(compared(one.where, one.before, one.after))


def pair(shown: Pair) -> Markup:
    """Two texts under each other, what went struck through, what came marked."""
    before = join(tag("del", piece.text) if piece.kind == "gone" else tag("span", piece.text) for piece in shown.before)
    after = join(tag("ins", piece.text) if piece.kind == "new" else tag("span", piece.text) for piece in shown.after)
    return tag(
        "div",
        tag("p", tag("b", "改前"), before if shown.before else tag("i", "（没有）")),
        tag("p", tag("b", "改后"), after if shown.after else tag("i", "（删去）")),
        cls="pair",
    )
