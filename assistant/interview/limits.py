"""Lengths, shares, minutes and mode out of what was said about the notice, over those of the outline."""

from __future__ import annotations

import re
from datetime import date

from assistant.demands import demands_in
from assistant.figures.reading import numeral
from assistant.outline import Outline
from assistant.report import Finding, Limits
from assistant.text.patterns import Lazy

_LEAST = Lazy(r"不少于|不低于|至少|不得少于|最少|起码|以上|不能少于|不小于|达到|多于|超过(?!不)")
_MOST = Lazy(r"不超过|不多于|不高于|以内|以下|最多|控制在|不能超过|不得超过|不要超过|至多|不大于|别超过")
_SPOKEN = Lazy(r"口头|口述|现场(?:讲|述|汇报)|上台(?:讲|述)|脱稿|(?:讲|说|汇报|发言|述职)(?:时间|的时间)?.{0,6}分钟")
_WRITTEN = Lazy(r"(?<!不用)(?<!不要)(?<!不交)书面|(?:书面|文字)(?:稿|材料)|纸质")
_MINUTES = Lazy(r"(\d{1,3}(?:\.\d)?|[一二两三四五六七八九十]{1,3})\s?(?:来)?分钟")
_DEADLINE = Lazy(r"(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})[日号]?(?:之?前|以前|前|下班前)(?:.{0,4}(?:报|交|送|发|完成))?")


def read_limits(words: str, topics: str, outline: Outline, said: date) -> tuple[Limits, list[Finding]]:
    """The limits in force, and a finding of level low for each difference from the outline's.

    `words` answers the question about the notice, `topics` the one about the year's key tasks; "" where not answered.
    `said` is the day it was said: the deadline's year where none is told.
    """
    own = outline.limits
    limits = Limits(total=own.total, parts=dict(own.parts), shares=dict(own.shares))
    source = {key: "outline" for key in ("total", "parts", "shares") if getattr(own, key) not in ((None, None), {})}
    for clause in re.split(r"[，,。；;！!\n]+", words):
        _read_clause(clause, outline, limits, source)
    findings = _differences(limits, outline)
    _read_mode(words, limits, source)
    _read_deadline(words, said, limits, source)
    if _listed(topics):
        limits.topics, source["topics"] = _listed(topics), "answer"
    limits.source = source
    return limits, findings


def _read_clause(clause: str, outline: Outline, limits: Limits, source: dict[str, str]) -> None:
    parts = _parts_named(clause, outline)
    length = _length(clause)
    if length is not None and length != (None, None):
        if len(parts) == 1 and not re.search(r"全文|总共|一共|全篇|总字数|整篇", clause):
            limits.parts[parts[0]], source["parts"] = length, "answer"
        else:
            limits.total, source["total"] = length, "answer"
    share = next((demand for demand in demands_in(clause) if demand.unit == "share"), None)
    if share is not None and len(parts) == 1:
        ratio = share.least if share.most is None else share.most
        at_most = _MOST.search(clause) or re.search(r"不到|别多于", clause)
        limits.shares[parts[0]] = (None, ratio) if at_most else (ratio, None)
        source["shares"] = "answer"


def _parts_named(clause: str, outline: Outline) -> list[str]:
    """The parts a clause speaks of, known by the outline's words for their headings."""
    found = []
    for part in outline.parts:
        if any(cue in clause for cue in (part.title, *part.cues)):
            found.append(part.id)
    return found


def _length(clause: str) -> tuple[int | None, int | None] | None:
    told = [demand for demand in demands_in(clause) if demand.unit == "字"]
    if not told:
        return None
    least, most = (None if end is None else int(end) for end in told[-1].bounds)
    if least is not None and most is not None:
        return least, most
    value = least if most is None else most
    if _MOST.search(clause):
        return None, value
    return (value, None) if _LEAST.search(clause) else (None, value)


def _read_mode(words: str, limits: Limits, source: dict[str, str]) -> None:
    spoken, written = _SPOKEN.search(words), _WRITTEN.search(words)
    minutes = _MINUTES.search(words)
    value = numeral(minutes[1]) if minutes is not None else None
    if value is not None:
        limits.minutes, source["minutes"] = float(value), "answer"
    if spoken or written or minutes:
        limits.mode, source["mode"] = ("written" if written else "spoken"), "answer"


def _read_deadline(words: str, said: date, limits: Limits, source: dict[str, str]) -> None:
    found = _DEADLINE.search(words)
    if found is None:
        return
    try:
        limits.deadline = date(int(found[1] or said.year), int(found[2]), int(found[3]))
    except ValueError:
        return
    source["deadline"] = "answer"


def _listed(words: str) -> list[str]:
    words = re.sub(r"^[^，。：:]{0,20}(?:就是|是|有|包括|：|:)", "", words)
    pieces = re.split(r"[、，,；;。\n]+(?![^“]*”)", words)
    return [
        piece.strip(" “”")
        for piece in pieces
        if len(piece.strip()) > 1 and not re.search(r"照常|照旧|不变|别的", piece)
    ]


def _differences(limits: Limits, outline: Outline) -> list[Finding]:
    findings = []
    if outline.limits.total != (None, None) and limits.total != outline.limits.total:
        findings.append(_difference("H01", "全文字数", limits.total, outline.limits.total, "字"))
    for part, share in limits.shares.items():
        usual = outline.limits.shares.get(part)
        if usual is not None and usual != share:
            findings.append(_difference("H02", f"“{outline.heading(part)}”的占比", share, usual, ""))
    return findings


def _difference(
    rule: str, what: str, said: tuple[float | None, float | None], usual: tuple[float | None, float | None], unit: str
) -> Finding:
    message = (
        f"{what}按您说的（{_range(said, unit)}）办，与这类报告通常的要求（{_range(usual, unit)}）不同，请核对通知。"
    )
    return Finding(rule=rule, level="low", message=message)


def _range(limits: tuple[float | None, float | None], unit: str) -> str:
    least, most = (None if end is None else (f"{end:.0f}{unit}" if unit else f"{end:.0%}") for end in limits)
    if least and most:
        return f"{least}至{most}"
    return f"不少于{least}" if least else f"不超过{most}" if most else "不限"
