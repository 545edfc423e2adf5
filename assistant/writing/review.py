"""Last year's criticism, point by point: what was raised, what was done about it, how it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.figures.reading import read_figures
from assistant.outline import NUMERALS, Outline
from assistant.report import Fact, Finding, Pending
from assistant.text.patterns import Lazy
from assistant.writing.belonging import in_breaths
from assistant.writing.draft import Draft
from assistant.writing.kinds import kinds_in, standing, table
from assistant.writing.kinship import kinship
from assistant.writing.measures import by_owner, owner_alone
from assistant.writing.prose import Prose, Statement, statements, write_sentences
from assistant.writing.telling_problems import ready_in_writing, tell
from assistant.writing.which_problem import said

_COUNTED = ("条", "个", "项", "点", "个方面", "方面", "类")
_MOST_POINTS = 10
_LIKE = 0.15
_FEW = Lazy("[头前]([两二三四])条")
_NAMES_POINT = Lazy(r"[一-龥]{2,10}?(?:这|那)(?:一)?(?:条|个问题|块|点)")
_ONLY_COUNT = Lazy(r"(?:一共|共|总共|有|就)*(?:\d+|[一二两三四五六七八九十])条(?:意见|问题)?")
_OF_ALL = re.compile("(?:[头前]?[两二三四]条|这|以上|上面|全|都|均)")
_LABEL = Lazy(r"(?P<what>[一-龥“”]{2,8}?)(?:这|那)(?:一)?(?:个问题|个|条|块|点|项|方面|件事)")
_UNDER_WAY = Lazy(r"仍在推进$|已有增长$")
_LEAST_LEFT = 3
_WAITING = "【待补：整改结果】"


@dataclass
class _Point:
    """One point raised: its name (None: never said), and what was said to be done about it."""

    name: Statement | None
    done: list[Fact] = field(default_factory=list)


class Review:
    """Writes the item on last year's criticism."""

    def __init__(self, outline: Outline, draft: Draft) -> None:
        self.outline = outline
        self.draft = draft

    def write(self, prose: Prose, facts: Sequence[Fact]) -> None:
        """The lead that says how many were raised, each point with its doing and standing, then other inspections."""
        before = [f for f in facts if self.outline.question(f.origin.ref).year_offset < 0]
        framed = [f for f in facts if f not in before and self.outline.question(f.origin.ref).frames]
        after = [f for f in facts if f not in before and f not in framed]
        raised = next((f for f in before if _counts_points(f)), None)
        general = [
            f
            for f in (*before, *after)
            if re.search(table().states.general, f.quote) and (f.about is None or _OF_ALL.match(f.quote))
        ]
        points = self._points([f for f in before if f is not raised and f not in general], raised)
        loose = self._match(points, [f for f in after if f not in general])
        self._lead(prose, raised, listed=bool(points))
        if loose and points and not any(point.done for point in points.values()):
            self._only_promised(prose, points, loose)
        else:
            for number in sorted(points):
                self._point(prose, number, points[number])
            self._rest(prose, loose, general, points)
        self._inspections(prose, framed)

    def _points(self, told: list[Fact], raised: Fact | None) -> dict[int, _Point]:
        """What was raised, by number; unnumbered where as many were told as were said to be raised."""
        numbers = {fact.about for fact in told if fact.about}
        if not numbers:
            pieces = [s for statement in statements(told) for s in _cut(statement)]
            begun = _begun(raised)
            count = raised.figure.value if raised is not None and raised.figure is not None else None
            pieces = begun if count is not None and len(begun) == int(count) else begun + pieces
            if count is not None and len(pieces) == int(count) + 1:
                joined = Statement(f"{pieces[0].text}，{pieces[1].text}", pieces[0].facts + pieces[1].facts)
                pieces = [joined, *pieces[2:]]
            if count is None or len(pieces) != int(count):
                return {}
            named = [Statement(standing(s.text), s.facts) for s in pieces]
            return {place: _Point(name) for place, name in enumerate(named, 1)}
        points: dict[int, _Point] = {}
        for number in sorted(numbers):
            ready = ready_in_writing([f for f in told if f.about == number], self.draft, standing)
            facts = tuple(fact for s in ready for fact in s.facts)
            name = Statement("、".join(s.text for s in ready).replace("，", "、"), facts) if ready else None
            points[number] = _Point(name)
        return points

    def _match(self, points: dict[int, _Point], told: list[Fact]) -> list[Fact]:
        """Puts what was done to its point, by number or by subject; returns what belongs to none."""
        loose: list[Fact] = []
        breaths = in_breaths(told)
        # As many sentences as points, none numbered: said in the points' order, unless their words say else.
        in_order = sorted(points) if len(breaths) == len(points) and not any(f.about for f in told) else []
        for place, breath in enumerate(breaths):
            number = breath[0].about or self._by_subject(points, "".join(said(fact) for fact in breath))
            number = number or (in_order[place] if in_order else None)
            named = _NAMES_POINT.match(breath[0].quote) is not None
            for fact in breath:
                if fact.about is None and not named:
                    number = self._by_subject(points, said(fact)) or number
                if number is None:
                    loose.append(fact)
                else:
                    points.setdefault(number, _Point(None)).done.append(fact)
        return loose

    def _by_subject(self, points: dict[int, _Point], words: str) -> int | None:
        kinds = kinds_in(words)
        scores = []
        for number, point in points.items():
            name = point.name.text if point.name else ""
            scores.append((kinship(words, name) + 0.3 * len(kinds & kinds_in(name)), -number))
        best = max(scores, default=(0.0, 0))
        return -best[1] if best[0] >= _LIKE else None

    def _lead(self, prose: Prose, raised: Fact | None, *, listed: bool) -> None:
        phrases = self.outline.phrases
        if raised is None:
            if listed:
                prose.add(phrases.review_lead[0].replace("{facts}", "整改情况如下"))
            return
        before, after = phrases.review_raised.split("{count}")
        prose.add(before.replace("{year}", str(raised.year)))
        prose.state(_count_words(raised), [raised])
        prose.add(after + ("，整改情况如下。" if listed else "，"))

    def _point(self, prose: Prose, number: int, point: _Point) -> None:
        prose.add(f"第{NUMERALS[number - 1]}，")
        if point.name is not None:
            prose.add("关于")
            prose.state(point.name.text, point.name.facts)
            prose.add("的问题。")
        done = self._done(point.done)
        if done and point.name is not None:
            done = done[1:] if _LABEL.fullmatch(done[0].text) else [_without_label(done[0]), *done[1:]]
        if done:
            write_sentences(prose, [done])
            return
        prose.add("整改结果尚待核实。" if _WAITING in prose.text else f"{_WAITING}。")
        asked = next((q for q in self.outline.questions if q.role == "review" and q.year_offset == 0), None)
        if asked is not None:
            self.draft.pending.append(Pending(question=asked.id, what=f"第{number}条上年问题的整改结果"))

    def _only_promised(self, prose: Prose, points: dict[int, _Point], told: list[Fact]) -> None:
        """Points named, and only something said of them all together: their results are asked for."""
        for number in sorted(points):
            name = points[number].name
            prose.add(f"{'；' if number > min(points) else ''}第{NUMERALS[number - 1]}，关于")
            if name is not None:
                prose.state(name.text, name.facts)
            prose.add("的问题")
        prose.add("。")
        write_sentences(
            prose, [ready_in_writing(told, self.draft, standing)], "{facts}，逐条的结果【待补：整改结果】。"
        )

    def _in_writing(self, facts: list[Fact]) -> list[Statement]:
        told = [replace(s, text=standing(s.text)) for s in ready_in_writing(facts, self.draft, standing)]
        told = [replace(s, text=by_owner(s.text)) if owner_alone().fullmatch(s.text) else s for s in told]
        return [s for s in told if s.text]

    def _done(self, facts: list[Fact]) -> list[Statement]:
        """The doing, who answered for it, and last how it stands: what is not done is said as not done."""
        states = table().states
        return sorted(
            self._in_writing(facts),
            key=lambda s: 2 if re.search(states.open, s.text) else 1 if re.search(states.closed, s.text) else 0,
        )

    def _rest(self, prose: Prose, loose: list[Fact], general: list[Fact], points: dict[int, _Point]) -> None:
        """What was said of all points at once: “都改完了” only where no point says else."""
        states = table().states
        count = next((n for f in general if (n := _FEW.search(f.quote))), None)
        meant = [p for n, p in points.items() if count is None or n <= "零一二三四".index(count[1].replace("两", "二"))]
        unfinished = [f for p in meant for f in p.done if re.search(states.open, f.quote)]
        if unfinished and general:
            self.draft.findings.append(
                Finding(
                    rule="W03",
                    level="low",
                    message=f"“{general[0].quote}”与“{unfinished[0].quote}”不一致：正文按没改完的写，前一句没有写进去。",
                )
            )
        rest = ready_in_writing(loose, self.draft, standing)
        done = [] if unfinished else [replace(s, text=standing(s.text)) for s in statements(general)]
        if points:
            whole = "以上问题" if count is None else ""
            write_sentences(prose, [rest])
            write_sentences(prose, [done[:1]], f"{whole}{{facts}}。")
        elif rest or done:
            opened = prose.text.endswith("，")
            waiting = f"，{self.outline.phrases.review_waiting}。" if self.outline.phrases.review_waiting else "。"
            write_sentences(prose, [[*rest, *done]], ("{facts}" if opened else "对照检查，{facts}") + waiting)
        elif prose.text.endswith("，"):
            prose.add("整改情况【待补：改到什么程度】。")

    def _inspections(self, prose: Prose, facts: list[Fact]) -> None:
        for question in dict.fromkeys(fact.origin.ref for fact in facts):
            ready = self._in_writing([fact for fact in facts if fact.origin.ref == question])
            if ready:
                tell(prose, ready, self.outline.question(question).frames[0])


def _without_label(first: Statement) -> Statement:
    """“鱼塘那条没有起色” behind the point's own name: 没有起色."""
    label = _LABEL.match(first.facts[0].quote)
    if label is None or _UNDER_WAY.search(first.text):
        return first
    rest = re.sub(
        rf"^{re.escape(label['what'])}(?:(?:这|那)(?:一)?(?:个|条|块|点|项)|方面)?[，,]?(?:我们)?", "", first.text
    )
    return replace(first, text=rest) if len(rest) >= _LEAST_LEFT else first


def _counts_points(fact: Fact) -> bool:
    """Whether a fact only says how many points were raised."""
    figure = fact.figure
    if figure is None or figure.value is None or figure.unit not in _COUNTED or figure.value > _MOST_POINTS:
        return False
    return (
        _ONLY_COUNT.fullmatch(fact.quote) is not None
        or re.search(r"反馈|提|指|点|挑|评|查摆|自查|给|说|问题", fact.quote) is not None
    )


def _count_words(fact: Fact) -> str:
    """“3条”: how many points, in Arabic numerals."""
    figure = fact.figure
    assert figure is not None
    assert figure.value is not None
    return f"{int(figure.value)}{figure.unit}{_aspects(fact)}"


def _begun(raised: Fact | None) -> list[Statement]:
    """“点评我两条：抓基础不牢”: the first point, or all of them between 、, stands in the words that count them."""
    words = re.split("[：:]", raised.quote, maxsplit=1)[1:] if raised is not None else []
    if raised is None or not words or not words[0].strip():
        return []
    pieces = [piece for piece in words[0].strip().split("、") if piece]
    listed = raised.figure is not None and raised.figure.value == len(pieces)
    return [Statement(piece, (raised,)) for piece in (pieces if listed else [words[0].strip()])]


def _aspects(fact: Fact) -> str:
    figure = fact.figure
    if figure is None or "方面" not in fact.quote:
        return ""
    return "的" if "方面" in figure.unit else "方面的"


def _cut(statement: Statement) -> list[Statement]:
    """“后备力量不足、流动党员管理松” as its pieces; a statement with a figure stays whole."""
    if read_figures(statement.text):
        return [statement]
    return [replace(statement, text=piece) for piece in re.split("[、；]", statement.text) if piece]
