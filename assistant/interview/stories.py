"""A thing that happened, told with the people in it and what they said: kept together, to be written as it was told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pydantic import BaseModel, ConfigDict

from assistant.errors import InputError
from assistant.figures.reading import read_figures
from assistant.interview.clauses import EDGE, Clause
from assistant.interview.meaning import meaning
from assistant.interview.to_drafter import denies, is_talk
from assistant.outline import Question
from assistant.settings import knowledge_files
from assistant.strict_yaml import read_strict
from assistant.text.patterns import Lazy, compiled
from assistant.wording.register import is_aside

_FILE = "stories.yaml"
_BACK = 5
"""Clauses before what was said that tell how it came to be said."""
_BEHIND = 12
_MOST = 9
"""Sentences of one story."""
_NO_MARK = str.maketrans("“”", "‘’")


class _Shapes(BaseModel):
    """The keys of stories.yaml, each a regular expression; what each is for stands in that file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    opening: str
    opens: str
    people: str
    says: str
    says_on: str
    first_person: str
    says_quoted: str
    resumes: str
    goes_on: str
    looks_back: str
    no_speech: str
    drags: str
    headless: str


@cache
def _shapes() -> _Shapes:
    path = next((path for path in knowledge_files("interview", ".yaml") if path.name == _FILE), None)
    if path is None:
        raise InputError(f"缺少认真事的词表 {_FILE}。", "请恢复自带的文件。")
    return read_strict(path, _Shapes.model_validate, "请对照自带的词表改回原样。")


@cache
def _shape(name: str) -> Lazy:
    return Lazy(getattr(_shapes(), name), _FILE)


def with_stories(pieces: Sequence[Clause], text: str, question: Question) -> list[Clause]:
    """The clauses with each direct speech in one clause with its speaker, and those of stories marked as `told`.

    Words that only open a story (有个事我得说说) are left out.
    """
    spoken = _with_speech(pieces, text)
    told = _Marker(spoken, text, question).told()
    done: list[Clause] = []
    for at, piece in enumerate(spoken):
        if at not in told:
            done.append(piece)
            continue
        if _shape("opening").fullmatch(piece.words):
            continue
        opens = _shape("opens").match(piece.words)
        words = piece.words[opens.end() :] if opens else piece.words
        done.append(replace(piece, words=words, told=True))
    return done


def without_remarks(pieces: Sequence[Clause], text: str) -> list[Clause]:
    """The clauses without what only compares, reports talk about oneself, or asks to answer at once.

    A remark of one's own may have named who did what follows (我懂这个，带着…): its 我 is put to that.
    """
    done: list[Clause] = []
    gone: int | None = None
    lost: Clause | None = None
    for piece in pieces:
        figure = bool(read_figures(piece.words))
        if gone == piece.sentence and not figure and not piece.said:
            continue
        gone = None
        if not piece.said and _shape("drags").fullmatch(piece.words) and not figure:
            gone = piece.sentence
            continue
        asked = text[piece.end : piece.end + 1] in ("？", "?") and not piece.said and not figure
        if asked and meaning(piece.words)[0] == "statement":
            continue
        if is_aside(piece.words) and not piece.said and piece.words.startswith("我"):
            lost = piece
            done.append(piece)
            continue
        if lost is not None and lost.sentence == piece.sentence and _shape("headless").match(piece.words):
            piece = replace(piece, words=f"我{piece.words}")
        lost = None
        done.append(piece)
    return done


def _with_speech(pieces: Sequence[Clause], text: str) -> list[Clause]:
    """“老人家说，规矩我懂，就是怕…” as one clause: 老人家说“规矩我懂，就是怕…”."""
    done: list[Clause] = []
    at = 0
    while at < len(pieces):
        piece, same = pieces[at], _of_sentence(pieces, at)
        speech = _begun(piece, same, text)
        if speech is None:
            quoted = _shape("says_quoted").search(piece.words) is not None
            done.append(replace(piece, said=True) if quoted else piece)
            at += 1
            continue
        lead, start, count = speech
        last = same[count - 1] if count else piece
        done.append(_speech(piece, lead, start, last, text))
        at += 1 + count
    return done


def _begun(piece: Clause, same: Sequence[Clause], text: str) -> tuple[str, int, int] | None:
    """Who says, where the words said begin, and how many of the clauses behind are of them; None where nobody speaks."""
    if _shape("no_speech").search(piece.words) or _shape("opening").fullmatch(piece.words):
        return None
    if is_talk(piece.words):
        return None
    marked = text[piece.end : piece.end + 1] in ("，", ",", "：", ":")
    if same and marked and _shape("says").match(piece.words) and not any(denies(one.words) for one in same):
        return piece.words, same[0].start, _length(same)
    on = _on(piece)
    if on is None or any(denies(one.words) for one in same):
        return None
    count = _length(same) if on["own"] else _in_person(on["speech"], same)
    return on["lead"], piece.end - len(on["speech"]), count


def _on(piece: Clause) -> re.Match[str] | None:
    """What is said without a mark before it: of others only where it is in the first person, else it may be reported."""
    found = _shape("says_on").match(piece.words) if "“" not in piece.words else None
    if _shape("drags").fullmatch(piece.words):
        return None
    if found is None or found["own"] or _shape("first_person").search(found["speech"]):
        return found
    return found if re.match("[他她]说", piece.words) else None


def _in_person(speech: str, rest: Sequence[Clause]) -> int:
    """How many of the clauses behind are of the same speech: in the first person, or taking its words up again."""
    for count, piece in enumerate(rest):
        again = piece.words.startswith(speech[:2])
        if not (again or _shape("first_person").search(piece.words)) or _shape("resumes").match(piece.words):
            return count
    return len(rest)


def _of_sentence(pieces: Sequence[Clause], at: int) -> list[Clause]:
    """The clauses behind this one in its sentence, so many as can hang together."""
    rest = []
    for piece in pieces[at + 1 : at + 1 + _BEHIND]:
        if piece.sentence != pieces[at].sentence:
            break
        rest.append(piece)
    return rest


def _length(rest: Sequence[Clause]) -> int:
    """How many of the clauses behind 说 are what was said: up to where the telling goes on."""
    for count, piece in enumerate(rest):
        if count and _shape("resumes").match(piece.words):
            return count
    return len(rest)


def _speech(piece: Clause, lead: str, start: int, last: Clause, text: str) -> Clause:
    end = text[last.end : last.end + 1]
    mark = end.replace("?", "？").replace("!", "！") if end in ("？", "！", "?", "!") else ""
    speech = text[start : last.end].strip(EDGE).translate(_NO_MARK)
    return replace(piece, words=f"{lead}“{speech}{mark}”", end=last.end, said=True)


class _Marker:
    """Finds the clauses that belong to stories."""

    def __init__(self, pieces: Sequence[Clause], text: str, question: Question) -> None:
        self._pieces = pieces
        self._text = text
        self._cues = [compiled(cue) for slot in question.slots for cue in slot.cues]
        self._told: set[int] = set()

    def told(self) -> set[int]:
        """Places of the clauses."""
        for at, piece in enumerate(self._pieces):
            if _shape("opening").fullmatch(piece.words):
                self._run(at)
            elif _shape("opens").match(piece.words) and _shape("people").search(piece.words):
                self._forward(at)
            elif piece.said:
                self._back(at)
                self._forward(at)
            elif self._meets(at):
                self._forward(at)
        return self._told if self._told and any(self._alive(at) for at in self._told) else set()

    def _alive(self, at: int) -> bool:
        piece = self._pieces[at]
        return piece.said or _shape("people").search(piece.words) is not None

    def _meets(self, at: int) -> bool:
        """Whether somebody comes in here of whom the next clause goes on (来了一位婆婆，吃完不走)."""
        piece = self._pieces[at]
        rest = _of_sentence(self._pieces, at)
        return (
            bool(rest)
            and not self._counted(at)
            and _shape("people").search(piece.words) is not None
            and any(p.said or _shape("goes_on").match(p.words) or p.words.startswith("说") for p in rest)
        )

    def _counted(self, at: int) -> bool:
        """Whether a clause gives a figure that the question asks for: it is written as such."""
        words = self._pieces[at].words
        counted = any(not span.text.startswith("一") for span in read_figures(words))
        return counted and any(cue.search(words) for cue in self._cues)

    def _run(self, at: int) -> None:
        """From where a story is announced to the end of what is told in one go."""
        first = self._pieces[at].sentence
        for place in range(at, len(self._pieces)):
            piece = self._pieces[place]
            fresh = place > at and piece.sentence != self._pieces[place - 1].sentence
            if fresh and (self._breaks(place) or piece.sentence - first >= _MOST):
                return
            self._told.add(place)

    def _breaks(self, place: int) -> bool:
        """Whether the sentence that begins here is no more of the story: a new line, or a figure that was asked for."""
        between = self._text[self._pieces[place - 1].end : self._pieces[place].start]
        sentence = [place, *range(place + 1, place + 1 + len(_of_sentence(self._pieces, place)))]
        return "\n" in between or any(self._counted(at) for at in sentence)

    def _back(self, at: int) -> None:
        """What leads up to what was said: of its sentence, and of the one before where its speaker came in there."""
        sentence = self._pieces[at].sentence
        place = at
        while place > 0 and at - place < _BACK and self._pieces[place - 1].sentence == sentence:
            if self._counted(place - 1):
                break
            place -= 1
            self._told.add(place)
        first = place == 0 or self._pieces[place - 1].sentence != sentence
        if not first or place == 0 or "\n" in self._text[self._pieces[place - 1].end : self._pieces[place].start]:
            return
        if _shape("looks_back").match(self._pieces[place].words) is None or place - 1 in self._told:
            return
        before = place - 1
        while self._pieces[before].sentence == self._pieces[place - 1].sentence and not self._counted(before):
            self._told.add(before)
            before -= 1
            if before < 0:
                return

    def _forward(self, at: int) -> None:
        """The rest of the sentence, and the sentences that go on with it."""
        place = at
        while place < len(self._pieces):
            self._told.add(place)
            place += 1
            if place == len(self._pieces):
                return
            fresh = self._pieces[place].sentence != self._pieces[place - 1].sentence
            if fresh and (self._breaks(place) or _shape("goes_on").match(self._pieces[place].words) is None):
                return
            if not fresh and self._counted(place):
                return
