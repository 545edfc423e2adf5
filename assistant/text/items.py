"""The items of a part: achievements, problems, causes and measures, numbered or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.outline import Outline
from assistant.text.headings import Heading
from assistant.text.ordinals import Marker, item_markers, markers
from assistant.text.patterns import Lazy
from assistant.text.spans import Kind, Span, TextItem, paragraphs_of, sentences, span_of

_SHORT_LINE = 40
_MOST_LEADS = 40
_WHY = Lazy(r"原因|根源|症结")
_NUMBER = r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）).、．]\s*)?"
_CAUSE_LEAD = Lazy(_NUMBER + r"[^。；：:]{0,40}(?:原因|根源|症结)[^。；：:]{0,20}[：:。]?$")
_PROBLEM_LEAD = Lazy(
    _NUMBER
    + r"[^。；：:]{0,40}(?:存在|查摆|突出|主要|面临)[^。；：:]{0,14}(?:问题|不足|短板|差距)[^。；：:]{0,20}[：:。]?$"
)
_MEASURE_LEAD = Lazy(
    _NUMBER + r"[^。；：:]{0,40}(?:下一?步|打算|措施|今后|思路|明年|新的一年)[^。；：:]{0,30}[：:。]?$"
)
_FOLLOWS = Lazy(r"[：:]$|[^。！？；，]$|(?:以下|如下|几个?方面|几点)[^。]{0,8}。$")
_WAITING = Lazy(r"【[^】\n]{0,60}】")
_INLINE_CAUSE = Lazy(
    r"(?:(?:究其|反思|剖析|分析)(?:主要|根本|深层次)?(?:原因|根源)|从[^，。；]{1,8}找(?:原因|根源)|(?:(?:主要|根本|深层次?|直接|产生)的?)?原因(?:分析|剖析)?(?:主要)?(?:是|在于|为|有|[：:，])"
    r"|(?:主要)?根源(?:在于|是|[：:])|症结(?:在于|是)|归根[结到]底|反映出我|主要是因为|说到底)"
)


_OF_ROLE: dict[str, Kind] = {"achievements": "achievement", "problems": "problem", "measures": "measure"}


@dataclass(frozen=True)
class _Run:
    """A stretch of a part whose items are of one kind, and number on from one."""

    kind: Kind
    start: int
    end: int


def _kinds(part_id: str | None, outline: Outline) -> tuple[Kind, ...]:
    for part in outline.parts:
        if part.id == part_id:
            return tuple(_OF_ROLE[block.role] for block in part.blocks)
    return ("achievement",)


def _own_leads(outline: Outline) -> dict[str, Kind]:
    """The sentences by which the outline itself introduces a block."""
    return {block.lead: _OF_ROLE[block.role] for part in outline.parts for block in part.blocks if block.lead}


def _lead_kind(words: str, kinds: tuple[Kind, ...]) -> Kind | None:
    """The kind of items that a short line or a sentence before a list announces, or None where it announces none."""
    if "problem" in kinds and _CAUSE_LEAD.search(words):
        return "cause"
    if "problem" in kinds and "measure" in kinds:
        if _MEASURE_LEAD.search(words):
            return "measure"
        if _PROBLEM_LEAD.search(words):
            return "problem"
    if kinds == ("problem",) and _PROBLEM_LEAD.search(words):
        return "problem"
    return None


def _runs(text: str, body: Span, outline: Outline, kinds: tuple[Kind, ...], first: Kind) -> list[_Run]:
    """Splits a part at the lines and sentences that announce another kind: 存在问题的主要原因："""
    runs = [_Run(first, body.start, body.end)]
    leads = ((lead, line) for line in paragraphs_of(body) for lead in _leads(line))
    own = _own_leads(outline)
    told = [
        (lead, line, kind)
        for lead, line in leads
        if (kind := own.get(lead.text) or _lead_kind(_bare(lead.text), kinds))
    ]
    for lead, line, kind in told[:_MOST_LEADS]:
        if kind == runs[-1].kind and lead.start != body.start:
            continue
        if kind == "cause" and _within_a_problem(text, runs[-1], lead, line):
            continue
        runs[-1] = replace(runs[-1], end=lead.start)
        runs.append(_Run(kind, lead.end, body.end))
    return [run for run in runs if text[run.start : run.end].strip()]


def _bare(words: str) -> str:
    return re.sub(r"^#+\s*|\*\*", "", words)


def _leads(line: Span) -> Iterator[Span]:
    """Where a lead may stand: a short line, the first words of a paragraph, and what names a cause before a colon."""
    found = sentences(line)
    for index, sentence in enumerate(found):
        colon = re.match(r"[^。；：:]{1,60}[：:]", sentence.text)
        if colon and (index == 0 or _WHY.search(colon[0])):
            yield Span(colon[0], sentence.start, sentence.start + colon.end())
        elif index == 0 and len(sentence.text) <= _SHORT_LINE and _FOLLOWS.search(sentence.text):
            yield sentence


def _within_a_problem(text: str, run: _Run, lead: Span, line: Span) -> bool:
    """Whether words on causes belong to one problem: its siblings follow them, or no list does."""
    cause_before = _INLINE_CAUSE.search(text, run.start, lead.start) is not None
    listed = re.compile(r"[\s*_]*(?:\n|\Z|[一第1（(①])").match(text, lead.end, run.end) is not None
    if run.kind != "problem":
        return False
    if (cause_before or not listed) and not re.search(r"问题|上述|以上", lead.text):
        return True
    after = markers(text, lead.end, run.end)
    starts_line = lead.start == line.start
    if starts_line and after and after[0].value == 1 and after[0].after == "paragraph":
        return False
    items = item_markers(markers(text, run.start, run.end))
    before = [marker.value for marker in items if marker.start < lead.start]
    return bool(before) and any(
        marker.start >= lead.end and marker.value == before[-1] + 1 and (not starts_line or marker.after == "paragraph")
        for marker in items
    )


def _headline(text: str, start: int, end: int) -> tuple[Span, Span]:
    """An item's first sentence without its full stop, and what comes behind it."""
    match = re.compile(r"[。！？!?\n]").search(text, start, end)
    stop = match.start() if match else end
    headline = span_of(text, start, stop)
    words = headline.text.rstrip("*_；;，,")
    behind = re.compile(r"[。！？!?\n]?[*_]*").match(text, stop, end)
    return Span(words, headline.start, headline.start + len(words)), span_of(text, behind.end() if behind else end, end)


def _item(text: str, bounds: tuple[int, int, int], kind: Kind, part: str | None, ordinal: int) -> TextItem:
    start, content, end = bounds
    whole = span_of(text, start, end)
    headline, body = _headline(text, content, whole.end)
    return TextItem(whole.text, whole.start, whole.end, kind, part, ordinal, headline, body)


def _numbered(text: str, run: _Run, part: str | None, found: Sequence[Marker]) -> list[TextItem]:
    ends = [*(marker.start for marker in found[1:]), run.end]
    return [
        _item(text, (marker.start, marker.end, _trim_bold(text, marker.start, end)), run.kind, part, marker.value)
        for marker, end in zip(found, ends, strict=True)
    ]


def _trim_bold(text: str, start: int, end: int) -> int:
    """Leaves out the ** or list dash that opens the next item."""
    return start + len(
        re.sub(r"(?:\n[ \t]*(?:[-+*][ \t]+)?|[。；])(?:\*\*|__)?[ \t]*$", lambda m: m[0][:1].strip(), text[start:end])
    )


def _unnumbered(text: str, run: _Run, part: str | None) -> list[TextItem]:
    """Items without ordinals: paragraphs that each open with a short headline sentence; causes one a paragraph."""
    lines = paragraphs_of(Span(text[run.start : run.end], run.start, run.end))
    if run.kind == "cause":
        chosen = lines
    else:
        chosen = [line for line in lines if len(sentences(line)) > 1 and len(sentences(line)[0].text) <= _SHORT_LINE]
        if len(chosen) < 2 or len(chosen) * 2 < len(lines):
            return []
    return [_item(text, (s.start, s.start, s.end), run.kind, part, i) for i, s in enumerate(chosen, 1)]


def _inline_causes(text: str, problem: TextItem, outline: Outline) -> Iterator[TextItem]:
    masked = _WAITING.sub(lambda found: "\0" * len(found[0]), text[: problem.end])
    match = _INLINE_CAUSE.search(masked, problem.headline.end, problem.end)
    start = match.start() if match else _framed_cause(problem.body, outline)
    if start is not None:
        yield _item(text, (start, start, problem.end), "cause", problem.part, problem.ordinal)


def _framed_cause(body: Span, outline: Outline) -> int | None:
    """Where a sentence opens with the words that the outline's own cause patterns open with."""
    phrases = outline.phrases
    frames = (*phrases.cause_own, *phrases.cause_shared, *phrases.cause_mechanism, *phrases.cause_objective)
    openings = tuple(opening for frame in frames if (opening := frame.split("{")[0].strip()))
    return next((s.start for s in sentences(body) if openings and s.text.startswith(openings)), None)


def items_of(text: str, body: Span, heading: Heading, outline: Outline) -> tuple[TextItem, ...]:
    """The items of a part in order; a cause inside a problem's item follows it, with its ordinal."""
    kinds = _kinds(heading.part, outline)
    about_causes = _WHY.search(heading.words) and not re.search(r"问题[^的]{0,4}[及和与、]|不足|短板", heading.words)
    first: Kind = "cause" if about_causes and "problem" in kinds else kinds[0]
    found: list[TextItem] = []
    for run in _runs(text, body, outline, kinds, first):
        numbered = item_markers(markers(text, run.start, run.end))
        items = _numbered(text, run, heading.part, numbered) if numbered else _unnumbered(text, run, heading.part)
        for item in items:
            found.append(item)
            if item.kind == "problem":
                found.extend(_inline_causes(text, item, outline))
    return tuple(found)
