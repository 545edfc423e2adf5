"""Of two that contradict each other the person says which holds; the other goes from the facts and from the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import InputError
from assistant.report import Fact, Finding, Report, Use
from assistant.revising.task import Task
from assistant.writing.board import Board, Row
from assistant.writing.edits import drop, put, without_topic
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
            _strike(board, passage)
    return board.report()


def _strike(board: Board, passage: str) -> None:
    """Takes a clause out; with it the facts that stand there and nowhere else."""
    row, piece = _home(board, passage)
    at = piece.text.find(passage)
    gone = {use.fact for use in piece.uses if at <= use.start and use.end <= at + len(passage)}
    rest = without_topic(piece, passage)
    if rest is None and len(row.built.pieces) == 1:
        raise InputError(
            f"“{row.built.headline}”整条说的就是“{passage}”。", "不写这一条，就说删掉第几条；要留，就改另一处。"
        )
    if rest is None:
        gone |= {use.fact for use in piece.uses}
        drop(board, row, [piece])
    else:
        put(row, piece, rest)
    left = {
        use.fact
        for laid in board.laid
        for one in laid.rows
        for p in (one.built.head, *one.built.pieces)
        for use in p.uses
    }
    board.facts = [fact for fact in board.facts if fact.id not in gone - left]


def _home(board: Board, passage: str) -> tuple[Row, Piece]:
    for laid in board.laid:
        for row in laid.rows:
            for piece in row.built.pieces:
                if passage in piece.text:
                    return row, piece
            if passage in row.built.headline:
                raise InputError(f"“{passage}”写在标题里。", "可以说“标题改成……”，或删掉那一条。")
    raise InputError(f"稿子里已经没有“{passage}”。", "再核一次就没有这条矛盾了。")


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
        _forget(board, words)
    board.pending = [entry for entry in board.pending if not all(f"“{one}”" in entry.what for one in pair.sides)]
    fresh = [fact for fact in board.facts if fact.quote == kept]
    task.note = _written(task, board, fresh) or f"以“{kept[:_LONGEST_TOLD]}”为准，另一处已经去掉。"
    after = board.report()
    return after.model_copy(update={"findings": [one for one in after.findings if one is not pair.finding]})


def _forget(board: Board, words: str) -> None:
    """A fact that lost is no longer one; where it stands in the text, its clause goes with it."""
    lost = {fact.id for fact in board.facts if fact.quote == words}
    for row in [row for laid in board.laid for row in laid.rows]:
        for piece in list(row.built.pieces):
            spans = [use for use in piece.uses if use.fact in lost]
            if spans:
                start, end = _clause(piece.text, min(use.start for use in spans), max(use.end for use in spans))
                _strike(board, piece.text[start:end])
    board.facts = [fact for fact in board.facts if fact.id not in lost]


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch widened to its clauses."""
    left = max(text.rfind(mark, 0, start) for mark in "，；。") + 1
    right = min((at for mark in "，；。" if (at := text.find(mark, end)) >= 0), default=len(text))
    return left, right


def _written(task: Task, board: Board, facts: Sequence[Fact]) -> str:
    whole = "\n".join(laid.text for laid in board.laid)
    unwritten = [fact for fact in facts if fact.text and fact.text not in whole]
    plans = [plan for part in task.outline.parts for block in part.blocks for plan in block.items]
    homes = {plan.id for plan in plans if any(fact.origin.ref in plan.questions for fact in unwritten)}
    row = next((row for laid in board.laid for row in laid.rows if row.id in homes), None)
    if row is None or not unwritten:
        return ""
    text = "，".join(dict.fromkeys(fact.text for fact in unwritten))
    uses = [Use(fact=f.id, start=text.find(f.text), end=text.find(f.text) + len(f.text)) for f in unwritten]
    row.built.groups.append(Group("plain", "", [Piece(f"{text}。", uses, [fact.id for fact in unwritten])]))
    row.dirty = True
    return f"以“{unwritten[0].quote[:_LONGEST_TOLD]}”为准，已写进“{row.built.headline}”，另一处不再用。"
