"""What can be said, in one step, about a finding of the chain: each remedy is a request that revising understands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.report import Finding, Item, Measure, Report
from assistant.suggestions import kinds_for
from assistant.writing.board import Board, numeral_of

_MOST_SUGGESTED = 3
_SHORT = 14


@dataclass(frozen=True)
class Remedy:
    """`label` is what it does, `say` the request that does it; `open`: the person has still to finish the sentence."""

    label: str
    say: str
    open: bool = False


def remedies(finding: Finding, report: Report) -> tuple[Remedy, ...]:
    """The ways out of a finding; () where only the person can tell."""
    ways: dict[str, Callable[[Finding, Report], Iterator[Remedy]]] = {
        "D02": _concrete,
        "D03": _cause,
        "D04": _answer,
        "D05": _link,
        "D06": _concrete,
        "D07": _concrete,
        "D08": _concrete,
        "D10": _elements,
        "D11": _target,
        "D12": _sides,
        "B03": _sides,
        "D15": _once,
        "D16": _in_time,
        "C02": _in_time,
    }
    way = ways.get(finding.rule)
    return tuple(way(finding, report)) if way is not None else ()


def _items(report: Report, role: str) -> list[Item]:
    board = Board(report)
    return [row.item for laid in board.laid for row in laid.rows if board.role(row.id) == role and row.item is not None]


def _named(finding: Finding, items: list[Item], report: Report) -> tuple[int, Item] | None:
    """The item that a finding is about, with its number from 1: by its place in the part, else by its words."""
    texts = {part.id: part.text for part in report.parts}
    for number, item in enumerate(items, 1):
        at = texts.get(finding.part or "", "").find(item.text)
        if finding.start is not None and 0 <= at <= finding.start < at + len(item.text):
            return number, item
    quote = finding.quote.split("……")[0]
    found = [
        (n, item)
        for n, item in enumerate(items, 1)
        if item.headline in finding.message or (quote and quote in item.text)
    ]
    return found[0] if found else None


def _problem(finding: Finding, report: Report) -> tuple[str, Item] | None:
    named = _named(finding, _items(report, "problems"), report)
    return (f"第{numeral_of(named[0] - 1)}个问题", named[1]) if named else None


def _measure(finding: Finding, report: Report) -> tuple[str, Item] | None:
    named = _named(finding, _items(report, "measures"), report)
    return (f"第{numeral_of(named[0] - 1)}条措施", named[1]) if named else None


def _concrete(finding: Finding, report: Report) -> Iterator[Remedy]:
    if named := _problem(finding, report):
        yield Remedy("补一个村、一个数、一件事", f"{named[0]}具体点：", open=True)


def _cause(finding: Finding, report: Report) -> Iterator[Remedy]:
    if named := _problem(finding, report):
        yield Remedy("补上原因", f"{named[0]}后面加一句：原因是我", open=True)


def _answer(finding: Finding, report: Report) -> Iterator[Remedy]:
    """A measure without a problem put to this one, else one that usually helps, to be filled in."""
    named = _problem(finding, report)
    if named is None:
        return
    for number, item in _loose(report):
        yield Remedy(f"由“{item.headline[:_SHORT]}”来解决", f"第{numeral_of(number - 1)}条措施对应{named[0]}")
    for kind in kinds_for(named[1].text)[:1]:
        for one in kind.measures[:_MOST_SUGGESTED]:
            yield Remedy(f"建议：{one.text}", f"措施部分加一条：{kind.name}，{one.text}", open=True)
    yield Remedy("自己写一条", f"措施部分加一条：针对{named[1].headline}的问题，", open=True)


def _loose(report: Report) -> list[tuple[int, Item]]:
    answering = {measure.id: measure.problem for measure in report.measures}
    board = Board(report)
    found = []
    for number, item in enumerate(_items(report, "measures"), 1):
        own = [measure.id for measure in board.measures_of(item.id)]
        if own and all(answering.get(one) is None for one in own):
            found.append((number, item))
    return found


def _link(finding: Finding, report: Report) -> Iterator[Remedy]:
    if named := _measure(finding, report):
        for number, problem in enumerate(report.problems):
            yield Remedy(f"对应“{problem.headline[:_SHORT]}”", f"{named[0]}对应第{numeral_of(number)}个问题")
        if len(_items(report, "measures")) > 1:
            yield Remedy("删去这一条", f"删掉{named[0]}")


def _elements(finding: Finding, report: Report) -> Iterator[Remedy]:
    if named := _measure(finding, report):
        lacks = [("责任人", "责任人是"), ("时限", "时限改成"), ("数量", "目标是"), ("抓手", "抓手是")]
        for name, words in lacks:
            if name in finding.message:
                yield Remedy(f"补{name}", f"{named[0]}的{words}", open=True)


def _target(finding: Finding, report: Report) -> Iterator[Remedy]:
    if named := _measure(finding, report):
        yield Remedy("补目标", f"{named[0]}的目标是", open=True)


def _sides(finding: Finding, report: Report) -> Iterator[Remedy]:
    sides = [side.strip() for side in finding.quote.split("……") if side.strip()]
    for side in sides if len(sides) > 1 else ():
        yield Remedy(f"以“{side[:_SHORT]}”为准", f"以“{side}”为准")


def _once(finding: Finding, report: Report) -> Iterator[Remedy]:
    """What the message itself offers: strike the second, or merge both items."""
    offered = re.search("可以说“(?P<strike>.+?)”(?:，或者“(?P<merge>[^”]+)”)?。$", finding.message)
    if offered is not None:
        yield Remedy("去掉后一处", offered["strike"])
        if offered["merge"]:
            yield Remedy("两条并成一条", offered["merge"])


def _in_time(finding: Finding, report: Report) -> Iterator[Remedy]:
    if named := _measure(finding, report):
        words = finding.quote.split("……")[0]
        due = next((m for m in _measures_in(report, named[1]) if words and words in m.text), None)
        where = f"“{_clause(due.text, words)}”那句" if due is not None else named[0]
        yield Remedy(f"改到{report.year + 1}年底前", f"{where}的时限改成{report.year + 1}年底前")


def _measures_in(report: Report, item: Item) -> list[Measure]:
    return [measure for measure in report.measures if measure.text in item.text]


def _clause(text: str, words: str) -> str:
    return next((clause for clause in re.split("[，。；]", text) if words in clause), words)[:_SHORT]
