"""A model's sentences on their way into a report: looked at by the guard, the good ones kept, the lost facts named."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.errors import CancelledError
from assistant.ports import Guard, Verdict, Watch
from assistant.report import Fact, Use
from assistant.wording.register import residue
from assistant.writing import steps
from assistant.writing.pieces import Piece
from assistant.writing.salvage import leans, rest_of, says

_SHOWN = 60
Show = Callable[[str, Sequence[str]], None]
"""Called with a sentence that passed and the facts it cites."""


@dataclass(frozen=True)
class Sieve:
    """The guard with the facts it stands on; what it lets through are pieces bound to them."""

    guard: Guard
    facts: Mapping[str, Fact]
    year: int

    def look(
        self, sentences: Sequence[steps.Sentence], wanted: Collection[str] | None = None
    ) -> tuple[list[Piece], list[str]]:
        """The sentences that pass, and complaints about those that do not; of a refused one the clauses that stand alone.

        Where `wanted` is given, what is told must be of these facts at least in part, and next year's plans wholly: other
        items tell the rest, and a plan told as done is a lie.
        """
        passed: list[Piece] = []
        complaints: list[str] = []
        for sentence in sentences:
            known = self._known(sentence)
            verdict = self._verdict(sentence)
            if verdict.refused:
                rest = (
                    None if verdict.spoilt else rest_of(closed(sentence.text), known, self.facts, self.guard.sentence)
                )
                words = "……".join(rest.left_out) if rest else sentence.text[:_SHOWN]
                complaints.append(f"“{words}”：{verdict.refused}")
                if rest is not None and not (wanted is not None and self._elsewhere(rest.facts, wanted)):
                    uses = whole_uses(rest.verdict.text, rest.verdict.uses, rest.facts)
                    passed.append(Piece(rest.verdict.text, uses, rest.facts))
            else:
                facts = list(dict.fromkeys([*(use.fact for use in verdict.uses), *known]))
                if wanted is not None and (why := self._elsewhere(facts, wanted)):
                    complaints.append(f"“{sentence.text[:60]}”：{why}")
                    continue
                passed.append(Piece(verdict.text, whole_uses(verdict.text, verdict.uses, known), facts))
        return passed, complaints

    def _elsewhere(self, facts: Sequence[str], wanted: Collection[str]) -> str:
        """Why what is told does not belong here, "" where it does."""
        strange = [self.facts[fact] for fact in facts if fact not in wanted]
        planned = next((fact for fact in strange if fact.year is not None and fact.year > self.year), None)
        if planned is not None:
            return f"“{planned.text}”是明年的打算，不写进这一条"
        return "说的是别的条目的事，不写进这一条" if strange and len(strange) == len(facts) else ""

    def _known(self, sentence: steps.Sentence) -> list[str]:
        return [fact for fact in sentence.facts if fact in self.facts]

    def _verdict(self, sentence: steps.Sentence) -> Verdict:
        return self.guard.sentence(closed(sentence.text), self._known(sentence))

    def complaints(self, refused: Sequence[str], lost: Sequence[str]) -> list[str]:
        """What a repair call is told: the refused sentences and the facts left out."""
        left_out = [f"漏写了 {fact}：{self.facts[fact].text}" for fact in lost if fact in self.facts]
        return [*refused, *left_out]

    def watch(self, stopped: threading.Event, show: Show | None = None) -> Watch:
        """Shows each sentence of a reply under way once the guard has passed it; stops when asked to."""
        seen = Finished()

        def watch(text: str) -> None:
            if stopped.is_set():
                raise CancelledError("已停止。", "写好的都留着。")
            if show is None:
                return
            for sentence in seen.more(text):
                verdict = self._verdict(sentence)
                if not verdict.refused:
                    show(verdict.text, sentence.facts)

        return watch


class Finished:
    """The sentences that a reply under way already holds whole, each given once, also where it is begun anew."""

    def __init__(self) -> None:
        self._at = self._length = 0
        self._seen: set[str] = set()

    def more(self, text: str) -> list[steps.Sentence]:
        """Those that have become whole since the last time."""
        if len(text) < self._length:
            self._at = 0
        self._length = len(text)
        found: list[steps.Sentence] = []
        while match := _OPENS.search(text, self._at):
            sentence = _sentence_at(text, match.start())
            if sentence is None and not _OPENS.search(text, match.end()):
                self._at = match.start()
                break
            self._at = match.end()
            if sentence is not None and sentence.text not in self._seen:
                self._seen.add(sentence.text)
                found.append(sentence)
        return found


_OPENS = re.compile(r'\{\s*"(?:text|facts)"')


def _sentence_at(text: str, start: int) -> steps.Sentence | None:
    try:
        value, _ = json.JSONDecoder().raw_decode(text, start)
        return steps.Sentence.model_validate(value)
    except (ValueError, RecursionError):
        return None


def forgotten(wanted: Sequence[str], pieces: Sequence[Piece]) -> list[str]:
    """The facts that none of the sentences speaks of."""
    told = {fact for piece in pieces for fact in piece.facts}
    return [fact for fact in wanted if fact not in told]


def unsaid(facts: Mapping[str, Fact], lost: Sequence[str], headline: str) -> list[str]:
    """Of facts left out those that the headline does not say already; a figure is never said by it."""
    return [one for one in lost if one not in facts or facts[one].figure is not None or not says(headline, facts[one])]


def kept(offline: Sequence[Piece], lost: Sequence[str]) -> list[Piece]:
    """The program's sentences that the model's do not make needless: those with forgotten facts, and 待补."""
    return [piece for piece in offline if piece.fixed or any(fact in lost for fact in piece.facts)]


def with_kept(sieve: Sieve, told: Sequence[Piece], rest: Sequence[Piece], lost: Sequence[str]) -> list[Piece]:
    """The model's sentences and those of the program that stay (`rest`), nothing told twice, each where it belongs.

    A program's sentence takes the place of one sentence that it holds whole. Where it shares facts with others, theirs
    stay and only what is lost is said beside them in the plain words of the facts, if those can stand alone.
    """
    placed = list(told)
    for piece in (_only_blank(one, told, lost) for one in rest):
        shared = [one for one in placed if set(one.facts) & set(piece.facts)]
        at = placed.index(shared[-1]) if shared else len(placed) - 1
        if len(shared) == 1 and set(shared[0].facts) <= set(piece.facts):
            placed[at] = piece
            continue
        missing = [fact for fact in lost if fact in piece.facts]
        if shared and all(fact in sieve.facts and leans(sieve.facts[fact].text) for fact in missing):
            continue  # 占25.1%: nobody would know of what
        plain = _plain(sieve, missing) if shared else []
        placed[at + 1 : at + 1] = plain or [piece]
    return placed


def _only_blank(piece: Piece, told: Sequence[Piece], lost: Sequence[str]) -> Piece:
    """Of a program's sentence with 待补 whose facts the model has all told, the clauses that ask for what is missing."""
    told_facts = {fact for one in told for fact in one.facts}
    if not piece.fixed or not piece.facts or set(piece.facts) & set(lost) or not set(piece.facts) <= told_facts:
        return piece
    clauses = piece.text.split("，")
    first = next((n for n, clause in enumerate(clauses) if "【待补" in clause), 0)
    return Piece("，".join(clauses[first:]), [], [], True)


def _plain(sieve: Sieve, missing: Sequence[str]) -> list[Piece]:
    """Lost facts in their own words; [] where one of them is no sentence."""
    texts: dict[str, list[str]] = {}
    for fact in missing:
        if fact in sieve.facts:
            texts.setdefault(sieve.facts[fact].text, []).append(fact)
    if any(len(text) < _SHORTEST or residue(text) for text in texts):
        return []
    pieces, refused = sieve.look([steps.Sentence(text=text, facts=ids) for text, ids in texts.items()])
    return [] if refused else pieces


_SHORTEST = 6
"""Characters that words of a fact must have to stand as a sentence."""


def closed(text: str) -> str:
    """A sentence without stray blanks, with its full stop."""
    text = re.sub(r"\s+", "", text) if re.search(r"[一-龥]", text) else text.strip()
    return text if text.endswith(("。", "！", "？")) else f"{text.rstrip('，；、：')}。"


def whole_uses(text: str, uses: Sequence[Use], facts: Sequence[str]) -> list[Use]:
    """The guard's spans; a fact without a figure stands behind the whole sentence."""
    bound = {use.fact for use in uses}
    end = len(text.rstrip("。！？"))
    return [*uses, *(Use(fact=fact, start=0, end=end) for fact in facts if fact not in bound)]
