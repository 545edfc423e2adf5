"""A figure changed once: the fact takes the new value with its origin, and every sentence that stands on it follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import InputError
from assistant.figures.comparing import same_quantity
from assistant.figures.reading import FigureSpan, read_figures
from assistant.report import Fact, Figure, Origin, Report
from assistant.writing.asked import Request
from assistant.writing.board import Board
from assistant.writing.edits import put, set_headline, spliced
from assistant.writing.revising_words import revising_words

_NUMERAL = re.compile(r"[0-9]+(?:\.[0-9]+)?|(?<![0-9.])[零一二两三四五六七八九十百千万]+")


@dataclass(frozen=True)
class FactChange:
    """What a correction comes to: which facts, from which words to which."""

    facts: tuple[Fact, ...]
    new: FigureSpan
    quote: str


def find_change(report: Report, request: Request) -> FactChange:
    """The facts a correction means. Raises InputError: no such figure, several, or a figure that nobody gave."""
    new = _new_figure(request)
    subject, old = _subject(request)
    facts = [fact for fact in report.facts if fact.figure is not None]
    if old is not None:
        facts = [fact for fact in facts if fact.figure is not None and _holds(fact.figure, old)]
        if not facts:
            raise InputError(f"事实里没有“{request.old or old.text}”这个数。", "请说原来的数是多少、说的是什么事。")
    elif request.sourced:
        # What a ledger tells is how things stand; what is planned stands in none.
        facts = [fact for fact in facts if fact.year == report.year] or facts
    holding = facts
    facts = _about(facts, subject, new, sure=old is not None)
    if not facts and old is not None and len({fact.text for fact in holding}) == 1:
        facts = holding if _stands_by(report, holding[0], subject) else []
    if old is None and facts and any(_same(fact, new) for fact in facts):
        raise InputError(f"“{facts[0].text}”现在就是这个数。", "")
    if old is None and not request.sourced:
        raise InputError(
            f"“{request.new}”从哪里来？事实里没有这个数。",
            f"有依据就连依据一起说，例如“台账上{subject or '这一项'}是{request.new}，改过来”；没有依据不写。",
        )
    if not facts:
        raise InputError(f"没有找到说“{subject}”的数。", "请说原来的数是多少，例如“把转正4名改成5名”。")
    _refuse_wishful(report, request, facts[0])
    one_matter = old is not None and all(fact.metric == subject for fact in facts)
    if len({fact.text for fact in facts}) > 1 and not one_matter:
        told = "；".join(f"“{fact.text[:24]}”" for fact in facts[:4])
        raise InputError(f"这个数不止一处：{told}。", "请说清是哪一件事的数。")
    return FactChange(tuple(facts if one_matter else facts[:1]), new, request.sourced or request.said)


def _new_figure(request: Request) -> FigureSpan:
    if not request.new:
        named = request.topic or request.old or "这个数"
        raise InputError(f"“{named}”应该是多少？", "请把对的数和来处一起说，例如“台账上是……”；没有依据的数不写进稿子。")
    new = _figure(request.new)
    if new is None:
        raise InputError(f"没有听出要改成什么数：“{request.new}”。", "例如“培训不是6场是8场”。")
    return new


def _refuse_wishful(report: Report, request: Request, fact: Fact) -> None:
    """Too few is no reason for another figure: of what was done the ledger tells, of what is planned the person."""
    if (
        fact.year == report.year
        and not request.sourced
        and re.search(str(revising_words("ways")["wishful"]), request.said)
    ):
        raise InputError(
            f"“{request.new}”从哪里来？嫌少嫌多不是依据，稿子里记的是“{fact.quote}”。",
            "记错了就说“记错了，台账上是……”；没有依据不改。",
        )


def _figure(words: str) -> FigureSpan | None:
    found = read_figures(words) or [
        FigureSpan(0, len(words), words, span.figure) for span in read_figures(f"{words}个")[:1]
    ]
    return found[0] if found else None


def _subject(request: Request) -> tuple[str, FigureSpan | None]:
    """What the correction is about, and the old figure where one is named."""
    words = re.sub("^(?:把|将)", "", request.topic)
    words = re.sub("^(?:倒数)?第[一二三四五六七八九十0-9]{1,2}(?:条措施|个问题|条|个|项)(?:里面?|中|的)*", "", words)
    words = re.sub("(?:人数|总数|数量|总量)$", "", words)
    words = re.sub("(?:那个|这个|那)?(?:数|数字|数据)?(?:写|记|说)?$|的$|^(?:全年|一共|总共)", "", words)
    if not request.old:
        own = read_figures(words)
        if own:
            return re.sub("(?:人数|总数|数量|总量)$", "", words[: own[-1].start]), own[-1]
        return words, None
    old = _figure(request.old)
    before = request.old[: old.start] if old is not None else ""
    return f"{words}{before}".strip(), old


def _holds(figure: Figure, old: FigureSpan) -> bool:
    if same_quantity(figure, old.figure) or (figure.value is not None and figure.value == old.figure.value):
        return kin(figure.unit, old.figure.unit)
    return False


def kin(one: str, other: str) -> bool:
    """Whether two units count the same (人 and 名, 场 and 期)."""
    return (
        not one
        or not other
        or one == other
        or one in other
        or other in one
        or {one, other} <= {"名", "人", "个", "位"}
        or {
            one,
            other,
        }
        <= {"次", "场", "期", "场次", "回"}
    )


def _same(fact: Fact, new: FigureSpan) -> bool:
    return fact.figure is not None and same_quantity(fact.figure, new.figure)


def _about(facts: Sequence[Fact], subject: str, new: FigureSpan, *, sure: bool) -> list[Fact]:
    """The facts that speak most of the subject, of a unit that fits the new figure."""
    fitting = [f for f in facts if f.figure is not None and (sure or kin(f.figure.unit, new.figure.unit))]
    if not subject:
        return fitting
    scored = [(_likeness(subject, fact), fact) for fact in fitting]
    most = max((score for score, _ in scored), default=0.0)
    if most < 0.5:
        alone = {fact.text for fact in fitting}
        return fitting if sure and len(alone) == 1 and set(subject) & set("".join(alone)) else []
    return [fact for score, fact in scored if score == most]


def _stands_by(report: Report, fact: Fact, subject: str) -> bool:
    """Whether the sentence that a fact stands in speaks of the subject."""
    for part in report.parts:
        for item in part.items:
            for use in item.uses:
                if use.fact == fact.id:
                    left = item.text.rfind("。", 0, use.start) + 1
                    if subject in item.text[left : use.end]:
                        return True
    return False


def _likeness(subject: str, fact: Fact) -> float:
    words = f"{fact.metric}\n{fact.text}\n{fact.quote}\n{fact.scope or ''}"
    if subject in words:
        return 2.0 + (subject in fact.metric) + (subject == fact.metric)
    pairs = {subject[i : i + 2] for i in range(len(subject) - 1)} or {subject}
    return sum(pair in words for pair in pairs) / len(pairs)


def applied(report: Report, change: FactChange) -> tuple[Report, int]:
    """The report with the figure changed in the fact and wherever it stands; and in how many places."""
    board = Board(report)
    count = 0
    for fact in change.facts:
        count += _in_text(board, fact, change)
        board.facts = [_renewed(one, change) if one.id == fact.id else one for one in board.facts]
        ids = {fact.id}
        board.measures = [
            measure.model_copy(update={"target": _other(measure.target, fact, change)})
            if ids & set(measure.facts)
            else measure
            for measure in board.measures
        ]
    return board.report(), count


def _renewed(fact: Fact, change: FactChange) -> Fact:
    assert fact.figure is not None
    unit = change.new.figure.unit if change.new.figure.unit not in ("", "个") else fact.figure.unit
    keep = unit if not kin(fact.figure.unit, unit) else fact.figure.unit or unit
    figure = change.new.figure.model_copy(
        update={"unit": keep, "per": fact.figure.per, "threshold": fact.figure.threshold, "base": fact.figure.base}
    )
    return fact.model_copy(
        update={
            "text": _other(fact.text, fact, change),
            "quote": change.quote,
            "figure": figure,
            "origin": Origin(kind="person", ref=fact.origin.ref),
            "formula": None,
        }
    )


def _other(text: str, fact: Fact, change: FactChange) -> str:
    for start, end, words in reversed(_swaps(text, fact, change)):
        text = text[:start] + words + text[end:]
    return text


def _swaps(text: str, fact: Fact, change: FactChange) -> list[tuple[int, int, str]]:
    """Where the fact's old figure stands in a text, and the words that take its place."""
    found = []
    for span in read_figures(text):
        if fact.figure is None or not same_quantity(span.figure, fact.figure):
            continue
        found.append((span.start, span.end, _reworded(span, fact, change.new)))
    return found


def _reworded(span: FigureSpan, fact: Fact, new: FigureSpan) -> str:
    """The new figure in the old one's manner: its unit and frequency as they stand, only the number another."""
    numbers, ours = list(_NUMERAL.finditer(span.text)), list(_NUMERAL.finditer(new.text))
    alike = fact.figure is not None and kin(fact.figure.unit, new.figure.unit)
    if not ours or not numbers or not alike:
        return new.text
    at = _which(numbers, fact)
    number = numbers[at]
    mine = ours[-1].group()
    limits = new.text[: ours[-1].start()]
    before = span.text[: number.start()]
    before = (
        re.sub("(?:约|近|超过|不足|不到|逾)$", "", before) + limits
        if limits or new.figure.approx
        else re.sub("(?:约|近|不足|不到|逾)$", "", before)
    )
    after = re.sub("^(?:余|多)", "", span.text[number.end() :]).removesuffix("左右").removesuffix("以上")
    tail = re.search("余|多|左右|以上|以下", new.text)
    if tail and tail[0] in ("余", "多"):
        return f"{before}{mine}{tail[0]}{after}"
    return f"{before}{mine}{after}{tail[0] if tail else ''}"


def _which(numbers: Sequence[re.Match[str]], fact: Fact) -> int:
    """Which number of the words is the value: the last (从A到B), the one that has its digits."""
    value = fact.figure.value if fact.figure is not None else None
    for index in range(len(numbers) - 1, -1, -1):
        if value is not None and numbers[index].group() == f"{value.normalize():f}":
            return index
    return len(numbers) - 1


def _in_text(board: Board, fact: Fact, change: FactChange) -> int:
    count = 0
    for row in [row for laid in board.laid for row in laid.rows]:
        if any(use.fact == fact.id for use in row.built.head.uses):
            set_headline(board, row, _other(row.built.headline, fact, change))
        for piece in list(row.built.pieces):
            spans = [use for use in piece.uses if use.fact == fact.id]
            fresh = piece
            for start, end, words in reversed(_swaps(piece.text, fact, change)):
                if any(use.start <= start and end <= use.end for use in spans):
                    fresh = spliced(fresh, start, end, words)
                    count += 1
            if fresh is not piece:
                put(row, piece, fresh)
    return count
