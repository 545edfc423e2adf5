"""Of two that contradict each other the person says which holds; the other goes from the facts and from the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import InputError
from assistant.report import Fact, Finding, Report, Use
from assistant.revising.striking import forget, strike
from assistant.revising.task import Task
from assistant.writing.board import Board
from assistant.writing.pieces import Group, Piece

DECIDED = ("D12", "B03")
_LONGEST_TOLD = 20


@dataclass(frozen=True)
class Pair:
    """What cannot both hold: the passages or the words of the facts, in the order of the finding."""

    finding: Finding
    sides: tuple[str, ...]

    @property
    def of_text(self) -> bool:
        """Whether it is two passages of the text that disagree, not two answers."""
        return self.finding.part is not None

    def told(self) -> str:
        """The sides as they are shown, each with what to say for it."""
        return "；".join(f"以“{side[:_LONGEST_TOLD]}”为准" for side in self.sides)


def pairs(report: Report) -> list[Pair]:
    """Every contradiction that is left to decide."""
    found = []
    for finding in report.findings:
        sides = tuple(side.strip() for side in finding.quote.split("……") if side.strip())
        if finding.rule in DECIDED and len(sides) > 1:
            found.append(Pair(finding, sides))
    return found


def decide(task: Task) -> Report:
    """The report with one side of a contradiction alone. Raises InputError that shows the pairs where it cannot tell which."""
    there = pairs(task.report)
    if not there:
        raise InputError("没有要裁定的矛盾。", "改哪里直接说。")
    pair, side = _meant(there, task.request.words)
    after = _of_text(task, pair, side) if pair.of_text else _of_facts(task, pair, side)
    kept = pair.sides[side]
    task.note = task.note or f"以“{kept[:_LONGEST_TOLD]}”为准，另一处已经去掉。"
    return after


def _meant(there: Sequence[Pair], words: str) -> tuple[Pair, int]:
    quote = words.strip("“”")
    for pair in there:
        for place, side in enumerate(pair.sides):
            if quote and (quote in side or side in quote):
                return pair, place
    number = _place(words)
    if number is None or len(there) > 1:
        raise InputError("请说以哪一句为准。", "可以说：" + "；".join(pair.told() for pair in there) + "。")
    if number >= len(there[0].sides):
        raise InputError("没有这一个。", f"可以说：{there[0].told()}。")
    return there[0], number


def _place(words: str) -> int | None:
    """Which side 前一个, 成绩, 问题, 第二个 means; findings quote achievements first."""
    if re.match("前|上|成绩|工作|亮点|第?[一1]", words):
        return 0
    return 1 if re.match("后|下|问题|第?[二2]", words) else None


# ---- two passages of the text ----


def _of_text(task: Task, pair: Pair, side: int) -> Report:
    board = task.finder.board
    for number, passage in enumerate(pair.sides):
        if number != side:
            strike(board, passage)
    return board.report()


# ---- two answers ----


def _of_facts(task: Task, pair: Pair, side: int) -> Report:
    """The facts of the other sides go; the one that holds may be written, and is, into the item of its question."""
    board, kept = task.finder.board, pair.sides[side]
    lost = [words for number, words in enumerate(pair.sides) if number != side]
    board.facts = [
        fact.model_copy(update={"status": "ok"}) if fact.quote == kept else fact
        for fact in board.facts
        if not (fact.quote in lost and fact.quote != kept and fact.status == "conflict")
    ]
    for words in lost:
        forget(board, [fact.id for fact in board.facts if fact.quote == words])
    board.pending = [entry for entry in board.pending if not all(f"“{one}”" in entry.what for one in pair.sides)]
    fresh = [fact for fact in board.facts if fact.quote == kept]
    task.note = _written(task, board, fresh) or f"以“{kept[:_LONGEST_TOLD]}”为准，另一处已经去掉。"
    after = board.report()
    return after.model_copy(update={"findings": [one for one in after.findings if one is not pair.finding]})


def _written(task: Task, board: Board, facts: Sequence[Fact]) -> str:
    whole = "\n".join(laid.text for laid in board.laid)
    unwritten = [fact for fact in facts if fact.text and fact.text not in whole]
    homes = {plan.id for plan in task.outline.items() if any(fact.origin.ref in plan.questions for fact in unwritten)}
    row = next((row for laid in board.laid for row in laid.rows if row.id in homes), None)
    if row is None or not unwritten:
        return ""
    text = "，".join(dict.fromkeys(fact.text for fact in unwritten))
    uses = [Use(fact=f.id, start=text.find(f.text), end=text.find(f.text) + len(f.text)) for f in unwritten]
    row.built.groups.append(Group("plain", "", [Piece(f"{text}。", uses, [fact.id for fact in unwritten])]))
    row.dirty = True
    return f"以“{unwritten[0].quote[:_LONGEST_TOLD]}”为准，已写进“{row.built.headline}”，另一处不再用。"
