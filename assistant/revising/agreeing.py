"""What a person answers to an offer of places that could go: all of them, some, the rest; and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.figures.numerals import numeral
from assistant.outline import Outline
from assistant.report import Proposal, Report
from assistant.revising.measured import length_of
from assistant.revising.proposing import gone_from, place_of, standing_offer, take, told
from assistant.revising.todos import Change, ToDo, rechecked
from assistant.versions import changed
from assistant.writing import locks
from assistant.writing.message import clauses_of, plain
from assistant.writing.places import Finder
from assistant.writing.revising_words import revising_words

_NUMBER = "[0-9一二三四五六七八九十]{1,3}"
_JOINED = f"(?:(?:和|、|及|以及|到|至|跟)第?{_NUMBER}处?)*"
_ENDED = "(?:处|(?=[和、及以到至跟留要不别可都外之]))"
_LIST = f"((?:第{_NUMBER}(?:{_ENDED}|$)|{_NUMBER}(?:{_ENDED}|$)){_JOINED}|前{_NUMBER}处)"
_REST = re.compile("(?<=[^，])(?=(?:其余|其他|其它|别的|剩下)的?(?:都|全|就|也|可以|照|先|我)*[着]?[删砍办留不别没])")


@dataclass(frozen=True)
class Answer:
    """Which of the places offered go and which stay, by number; of those in neither nothing was said."""

    gone: tuple[int, ...] = ()
    kept: tuple[int, ...] = ()
    none: bool = False


def answer_to(message: str, proposal: Proposal | None) -> Answer | None:
    """What a message says to an offer; None where it says anything else."""
    clauses = _clauses(message)
    if proposal is None or not clauses:
        return None
    every = set(range(1, len(proposal.spares) + 1))
    gone, kept, none = set[int](), set[int](), False
    for clause in clauses:
        kind, said = _heard(clause)
        numbers = _holding(said, proposal) if kind == "keep_said" else _numbers(said)
        if kind in ("", "assent") and not (kind and len(clauses) > 1):
            return None
        if not numbers <= every or (kind == "keep_said" and len(numbers) != 1):
            return None
        kept |= numbers if kind in ("keep", "keep_said", "except") else set()
        gone |= numbers if kind == "some" else every if kind in ("all", "rest", "except") else set()
        none = none or kind == "none"
    return Answer(tuple(sorted(gone - kept)), tuple(sorted(kept)), none)


def is_answer(message: str) -> bool:
    """Whether a message can only be an answer to an offer."""
    heard = [_heard(clause)[0] for clause in _clauses(message)]
    return any(kind != "assent" for kind in heard) and all(heard)


def _clauses(message: str) -> list[str]:
    return [part for _, words in clauses_of(plain(message)) for part in _REST.split(words)]


def _heard(clause: str) -> tuple[str, str]:
    """Which way of answering it is, and the places or words it names."""
    for kind, pattern in _answers():
        found = pattern.fullmatch(clause)
        if found:
            return kind, "".join(words for words in found.groups() if words)
    return "", ""


def _holding(words: str, proposal: Proposal) -> set[int]:
    """The places that hold words."""
    return {n for n, spare in enumerate(proposal.spares, 1) if words in spare.words}


@cache
def _answers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The ways of answering; the only groups are lists of places, or words."""
    said: dict[str, str] = revising_words("light")["answers"]
    tail = "(?:吧|了|啊|哦|好了|就行|就好)*"
    slots = {kind: words.replace("{list}", _LIST).replace("{words}", "(.{2,12}?)") for kind, words in said.items()}
    return tuple((kind, re.compile(f"(?:{words}){tail}")) for kind, words in slots.items())


def _numbers(words: str) -> set[int]:
    first = re.fullmatch(f"前({_NUMBER})处", words)
    if first:
        return set(range(1, int(numeral(first[1]) or 0) + 1))
    found: set[int] = set()
    for one, other in re.findall(f"({_NUMBER})处?(?:[到至]第?({_NUMBER}))?", words):
        start = int(numeral(one) or 0)
        found |= set(range(start, int(numeral(other) or 0) + 1)) if other else {start}
    return found


@dataclass(frozen=True)
class Agreed:
    """The report after an answer, and a to-do for each place that was offered."""

    report: Report
    todos: tuple[ToDo, ...]


def agreed(report: Report, answer: Answer, message: str, outline: Outline, only: Sequence[int] | None) -> Agreed:
    """Takes out what the answer lets go (`only`: of that alone these numbers), and offers what else could, if need be."""
    offer = report.proposal
    assert offer is not None
    if answer.none:
        free = report.model_copy(update={"proposal": None})
        note = "好，一处也不删，稿子没有动。"
        return Agreed(changed(report, free, message.strip()), (ToDo(1, message.strip(), "done", note=note),))
    picked = [number for number in answer.gone if only is None or number in only]
    spared = [n for n in range(1, len(offer.spares) + 1) if n in answer.kept or (n in answer.gone and n not in picked)]
    taken = take(report, [offer.spares[number - 1] for number in picked])
    locks.keep_locks(report, taken.report)
    kept = [words for n in spared for words in _words(offer, n)]
    fresh = standing_offer(taken.report, outline, kept)
    fresh = changed(report, rechecked(report, fresh, outline), _why(offer, picked, message), asked_in="-")
    return Agreed(fresh, _todos(report, fresh, picked, spared))


def _words(offer: Proposal, number: int) -> list[str]:
    spare = offer.spares[number - 1]
    return [words.strip("，；。") for words in spare.stretches] if spare.stretches else spare.sentences


def _why(offer: Proposal, picked: Sequence[int], message: str) -> str:
    return f"{message.strip()}（删{len(picked)}处）" if picked and len(picked) < len(offer.spares) else message.strip()


def _todos(before: Report, after: Report, picked: Sequence[int], spared: Sequence[int]) -> tuple[ToDo, ...]:
    """A to-do for each place that was spoken of; with the last that went stands the length now, and what is next."""
    offer = before.proposal
    assert offer is not None
    todos: list[ToDo] = []
    if spared:
        said = f"第{'、'.join(map(str, spared))}处"
        todos.append(ToDo(spared[0], said, "refused", note="留着。"))
    for number in picked:
        spare = offer.spares[number - 1]
        said = f"第{number}处（{spare.where}，{spare.saves}字）"
        if spare in after.taken:
            todos.append(ToDo(number, said, "done", (Change(spare.where, "".join(spare.sentences), spare.left),)))
        else:
            todos.append(ToDo(number, said, "refused", note="这一处后来改过或锁住了，没有动。"))
    note = _outcome(before, after, offer)
    last = next((at for at in range(len(todos) - 1, -1, -1) if todos[at].state == "done"), None)
    if last is None:
        return (*todos, ToDo(len(offer.spares) + 1, "别处", "asks", note=note))
    todos[last] = replace(todos[last], note=note)
    return tuple(todos)


def _outcome(before: Report, after: Report, offer: Proposal) -> str:
    now = length_of(Finder(after), place_of(offer))()
    note = f"删后{now}字。{gone_from(before, after)}"
    if after.proposal is not None:
        return f"{note}离{offer.most}字还多{now - offer.most}字。{told(after.proposal, now)}"
    if now > offer.most:
        return f"{note}离{offer.most}字还多{now - offer.most}字，剩下的都是必须写的；再短请说删掉哪一句。"
    return note
