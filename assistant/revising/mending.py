"""A finding put right in one step: words for words where there is one right form, else a request that can be looked at first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.checking.remedies import right_words
from assistant.errors import InputError
from assistant.outline import Outline
from assistant.report import Finding, Item, Measure, Part, Report
from assistant.writing import edits, locks
from assistant.writing.asked import Place
from assistant.writing.board import Board, numeral_of
from assistant.writing.places import Finder

_TO_SQUEEZE = re.compile(r"不超过(\d+)字，请压缩")
_SHARE = re.compile(r"不超过(\d+)%")
_DEEPEN = ("D02", "D06", "D07")
_MEASURE = ("D10", "D11")


@dataclass(frozen=True)
class Mend:
    """What one click does: put `right` for the quote, or `request` the reviser, which shows before and after first.

    `field` names the table in which a person fills in what is missing instead.
    """

    label: str
    right: str | None = None
    request: str = ""
    field: str = ""


def mend_of(report: Report, finding: Finding, outline: Outline) -> Mend | None:
    """What the program can do about a finding, None where it takes a person."""
    if finding.reason:
        return None
    part = next((one for one in report.parts if one.id == finding.part), None)
    if part is not None:
        right = right_words(finding, part.text, report.year)
        if right is not None:
            return Mend(f"改成“{right}”" if right else "删去", right=right)
    item = _item_of(report, part, finding)
    if finding.rule == "H01":
        return _squeeze(report, finding)
    if finding.rule == "H02" and "不超过" in finding.message:
        return _share(report, finding)
    if item and finding.rule in _DEEPEN:
        return Mend("写具体", request=f"{item}写具体点")
    if item and finding.rule in _MEASURE:
        return Mend("去填清单", field=_measure_in(report, part, finding))
    if item and finding.rule == "H03":
        return Mend("精简这一条", request=f"{item}精简一点")
    return None


def _squeeze(report: Report, finding: Finding) -> Mend | None:
    wanted = _TO_SQUEEZE.search(finding.message)
    if wanted is None:
        return None
    most = int(wanted[1])
    for number, part in enumerate(report.parts):
        if re.sub("^[一二三四五六七八九十]+、", "", part.heading) in finding.message.partition("部分")[0]:
            return Mend(f"压到{most}字", request=f"第{numeral_of(number)}部分压到{most}字")
    return Mend(f"压到{most}字", request=f"全文压到{most}字") if finding.message.startswith("全文") else None


def _share(report: Report, finding: Finding) -> Mend | None:
    from assistant.checking.check import rendered
    from assistant.text.spans import size

    wanted = _SHARE.search(finding.message)
    total = size(rendered(report)[0])
    for number, part in enumerate(report.parts):
        title = re.sub("^[一二三四五六七八九十]+、", "", part.heading)
        if wanted and f"“{title}”" in finding.message:
            share = int(wanted[1]) / 100
            rest = total - size(part.text) - size(part.heading)
            most = int(share / (1 - share) * rest) - size(part.heading)
            return Mend(f"压到{most}字", request=f"第{numeral_of(number)}部分压到{most}字") if most > 0 else None
    return None


def _item_of(report: Report, part: Part | None, finding: Finding) -> str:
    """What a person would call the item that a finding is about, as the reviser understands it."""
    if part is None:
        return ""
    board = Board(report)
    counts: dict[str, int] = {}
    for row in next(laid for laid in board.laid if laid.part.id == part.id).rows:
        role = board.role(row.id)
        counts[role] = counts.get(role, 0) + 1
        if finding.quote and finding.quote.split("……")[0] in row.text:
            numeral = numeral_of(counts[role] - 1)
            return {"problems": f"第{numeral}个问题", "measures": f"第{numeral}条措施"}.get(role, f"成绩第{numeral}条")
    return ""


def _measure_in(report: Report, part: Part | None, finding: Finding) -> str:
    """The first measure of the item spoken of that lacks something, else its first."""
    item = next((one for one in part.items if finding.quote and finding.quote in one.text), None) if part else None
    own: list[Measure] = [m for m in report.measures if item is not None and m.text in item.text]
    lacking = [m for m in own if "【待补" in f"{m.owner}{m.due}{m.target}"]
    return (lacking or own)[0].id if own else ""


def mended(report: Report, finding: Finding, right: str) -> Report:
    """The report with the right words where the finding's quote stands, there and nowhere else.

    Raises InputError where the words have gone, are locked, or a figure would change.
    """
    part = next((one for one in report.parts if one.id == finding.part), None)
    start, quote = finding.start, finding.quote
    if part is None or start is None or part.text[start : start + len(quote)] != quote:
        raise InputError("这几个字已经改过了。", "请重新看一下核稿意见。")
    finder = Finder(report, part.id)
    after = _in_item(finder, part, start, (quote, right)) or _between(report, part, start, (quote, right))
    locks.keep_locks(report, after)
    return after


def _in_item(finder: Finder, part: Part, start: int, change: tuple[str, str]) -> Report | None:
    at = 0
    for row in next(laid for laid in finder.board.laid if laid.part.id == part.id).rows:
        left = part.text.find(row.text, at)
        at = left + len(row.text)
        if not left <= start < at:
            continue
        whole, body = row.text, start - left - len(row.prefix) - len(row.built.head.text)
        if body < 0:
            place = Place(finder.report.title, "item", part.id, (row.id,))
            old, new = _around(row.built.headline, *change) if change[0] in row.built.headline else (whole, whole)
            return edits.replace_words(finder, place, old, new) if old != new else None
        for number, piece in enumerate(row.built.pieces):
            if body < len(piece.text):
                place = Place("", "pieces", part.id, (row.id,), (number,))
                return edits.replace_words(finder, place, *_only(piece.text, body, change))
            body -= len(piece.text)
    return None


def _only(text: str, at: int, change: tuple[str, str]) -> tuple[str, str]:
    """Old and new words wide enough to stand at one place of the sentence alone."""
    old, new = change
    left, right = at, at + len(old)
    while text.count(text[left:right]) > 1 and (left > 0 or right < len(text)):
        left, right = max(0, left - 1), min(len(text), right + 1)
    return text[left:right], text[left:at] + new + text[at + len(old) : right]


def _around(text: str, old: str, new: str) -> tuple[str, str]:
    return text, text.replace(old, new, 1)


def _between(report: Report, part: Part, start: int, change: tuple[str, str]) -> Report:
    """A place between the items (a block's lead) or in an item's ordinal: nothing of the chain stands there."""
    old, new = change
    text = part.text[:start] + new + part.text[start + len(old) :]
    items, at = [], 0
    for item in part.items:
        left = part.text.find(item.text, at)
        at = left + len(item.text)
        items.append(_shifted(item, start - left, change) if left <= start and start + len(old) <= at else item)
    if any(item.text not in text for item in items):
        raise InputError("这一处程序不敢自己改。", "请在草稿里直接说怎么改，例如“把“……”改成“……””。")
    fresh = part.model_copy(update={"text": text, "items": items})
    texts = {item.id: item.text for item in items}
    problems = [one.model_copy(update={"text": texts.get(one.id, one.text)}) for one in report.problems]
    parts = [fresh if one.id == part.id else one for one in report.parts]
    return report.model_copy(update={"parts": parts, "problems": problems})


def _shifted(item: Item, at: int, change: tuple[str, str]) -> Item:
    old, new = change
    by = len(new) - len(old)
    uses = [
        use.model_copy(update={"start": use.start + by * (use.start > at), "end": use.end + by * (use.end > at)})
        for use in item.uses
    ]
    return item.model_copy(update={"text": item.text[:at] + new + item.text[at + len(old) :], "uses": uses})
