"""What a person tells while revising, read as facts of origin person and set as sentences that stand on them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.interview.answers import read_answer
from assistant.outline import Outline, Question
from assistant.report import Fact, Origin, Report, Use
from assistant.wording.register import is_aside, write
from assistant.wording.screening import screen
from assistant.writing.edits import sentences
from assistant.writing.pieces import Piece


def told_facts(report: Report, outline: Outline, question: Question, words: str) -> tuple[list[Fact], list[Piece]]:
    """The words as facts and as sentences bound to them; nothing said is lost: what is no figure becomes an act."""
    read = read_answer(question, words, report.year, outline, first=next_fact(report))
    facts = [_personal(fact, question, next_fact(report)) for fact in read.facts]
    texts: list[tuple[str, list[Fact]]] = []
    for mark, clause in _clauses(screen(words).text):
        mine = [fact for fact in facts if fact.quote and (fact.quote in clause or clause in fact.quote)]
        if not mine:
            if is_aside(clause) or len(clause) < 2:
                continue
            mine = [_act(report, question, clause, next_fact(report) + len(facts))]
            facts.append(mine[0])
        new = [fact for fact in mine if not any(fact in told for _, told in texts)]
        for text in dict.fromkeys(fact.text for fact in new):
            texts.append((("" if not texts else mark) + text, [fact for fact in new if fact.text == text]))
    return facts, _bound(texts)


def _clauses(words: str) -> list[tuple[str, str]]:
    found = re.findall(r"([，。；！]?)([^，。；！\n]+)", words)
    return [(("。" if mark in "。；！" and mark else "，"), clause.strip()) for mark, clause in found]


_APART = 1000


def _personal(fact: Fact, question: Question, first: int) -> Fact:
    """A fact as told in revising: of no sentence that the answers have, so that its parts are not held against theirs."""
    apart = _APART * first + fact.sentence
    return fact.model_copy(update={"origin": Origin(kind="person", ref=question.id), "sentence": apart})


def _act(report: Report, question: Question, clause: str, number: int) -> Fact:
    about = report.year + question.year_offset
    text = write(clause, year=report.year, about=about)
    origin = Origin(kind="person", ref=question.id)
    return Fact(id=f"F{number:02d}", kind="act", text=text or clause, quote=clause, year=about, origin=origin)


def next_fact(report: Report) -> int:
    """The number of the next fact, none that the report or its versions have had."""
    ids = [fact.id for fact in report.facts]
    ids += [str(fact.get("id")) for version in report.versions for fact in version.report.get("facts", [])]
    return 1 + max((int(found[1]) for one in ids if (found := re.fullmatch(r"F(\d+)", one))), default=0)


def _bound(texts: Sequence[tuple[str, list[Fact]]]) -> list[Piece]:
    whole, uses = "", list[Use]()
    for text, facts in texts:
        start = len(whole) + (text[:1] in "，。")
        whole += text
        uses += [Use(fact=fact.id, start=start, end=len(whole)) for fact in facts]
    pieces = sentences(whole, uses) if whole else []
    return pieces
