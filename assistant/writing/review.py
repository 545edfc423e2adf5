"""Last year's criticism, point by point: what was raised, what was done about it, how it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.outline import NUMERALS, Outline
from assistant.report import Fact
from assistant.writing.draft import Draft
from assistant.writing.prose import Prose, Statement, write_sentences

_RAISED = re.compile(
    r"(.{0,24}?)反馈(?:了|的)?(\d{1,2}[个条项点]?(?:方面)?(?:的)?(?:问题|意见|不足|短板)?)(?:[：:，].*)?$"
)
_FIRST_POINT = re.compile(r"[：:](?:一是|第一[条个]?[，是]?|1[.、])(.{2,40})$")
_CLOSED = re.compile(r"完成整改|整改到位|销号|办结|已改")


class Review:
    """Writes the item on last year's criticism."""

    def __init__(self, outline: Outline, draft: Draft) -> None:
        self.outline = outline
        self.draft = draft

    def write(self, prose: Prose, facts: Sequence[Fact]) -> None:
        """Last year's criticism: what was raised and how many, then point by point the doing and how it stands."""
        told = self.draft.ready([fact for fact in facts if fact.about is None])
        raised = next((s for s in told if _RAISED.match(s.text)), None)
        points, done = self._points(facts, raised)
        rest = sorted((s for s in told if s is not raised), key=lambda s: bool(_CLOSED.search(s.text)))
        if raised is not None:
            prose.add("针对")
            named = _RAISED.sub(r"\1反馈的\2", raised.text)
            prose.state(named if re.search("问题|意见|不足|短板", named) else f"{named}问题", raised.facts)
            if rest or not (points or done):
                write_sentences(prose, [rest], "，{facts}。") if rest else prose.add(
                    "，整改情况【待补：改到什么程度】。"
                )
            else:
                prose.add("，整改情况如下。")
        elif rest:
            write_sentences(prose, [rest], self.outline.phrases.review_lead[0])
        for number in sorted({*points, *done}):
            self._review_point(prose, number, points.get(number, []), done.get(number, []))

    def _points(
        self, facts: Sequence[Fact], raised: Statement | None
    ) -> tuple[dict[int, list[Statement]], dict[int, list[Statement]]]:
        """By number: what was raised (questions about the year before), and what was done about it."""
        points: dict[int, list[Statement]] = {}
        done: dict[int, list[Statement]] = {}
        if raised is not None and (first := _FIRST_POINT.search(raised.text)):
            points[1] = [Statement(first[1], raised.facts)]
        for number in sorted({fact.about for fact in facts if fact.about}):
            numbered = [fact for fact in facts if fact.about == number]
            before = [f for f in numbered if self.outline.question(f.origin.ref).year_offset < 0]
            points.setdefault(number, []).extend(self.draft.ready(before))
            done[number] = self.draft.ready([f for f in numbered if f not in before])
        return points, done

    def _review_point(self, prose: Prose, number: int, point: list[Statement], done: list[Statement]) -> None:
        if point:
            prose.add("对")
            write_sentences(prose, [point[:1]], "“{facts}”问题，")
            done = [*point[1:], *done]
        else:
            prose.add(f"第{NUMERALS[number - 1]}个问题，")
        if done:
            write_sentences(prose, [done])
        elif "【待补" in prose.text:
            prose.add("整改结果尚待核实。")
        else:
            prose.add("【待补：整改结果】。")
