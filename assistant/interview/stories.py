"""A thing that happened, told with the people in it and what they said: kept together, to be written as it was told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel, ConfigDict

from assistant.figures.reading import read_figures
from assistant.interview.clauses import EDGE, Clause
from assistant.interview.to_drafter import denies, is_talk
from assistant.outline import Question
from assistant.text.patterns import Lazy, compiled
from assistant.word_file import WordFile

_BACK = 5
"""Clauses before what was said that tell how it came to be said."""
_BEHIND = 12
_MOST = 9
"""Sentences of one story."""
_NAME = re.compile(r"(?:老|小|阿)[一-龥]|[一-龥]{1,2}(?:婆婆|大爷|大娘|大姐|师傅|伯|叔|婶|嫂|哥)")
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
    speaks_on: str
    says_quoted: str
    resumes: str
    goes_on: str
    looks_back: str
    no_speech: str
    drags: str
    headless: str
    reported: str
    asking: str


_FILE = WordFile("interview", "stories.yaml", _Shapes)


def shape(name: str) -> Lazy:
    """The expression of that key of stories.yaml."""
    return _FILE.one(name)


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
        if shape("opening").fullmatch(piece.words):
            continue
        opens = shape("opens").match(piece.words)
        words = piece.words[opens.end() :] if opens else piece.words
        done.append(replace(piece, words=words, told=True))
    return done


def _with_speech(pieces: Sequence[Clause], text: str) -> list[Clause]:
    """“老人家说，规矩我懂，就是怕…” as one clause: 老人家说“规矩我懂，就是怕…”."""
    done: list[Clause] = []
    at = 0
    while at < len(pieces):
        piece, same = pieces[at], _of_sentence(pieces, at)
        speech = _begun(piece, same, text)
        if speech is None:
            quoted = shape("says_quoted").search(piece.words) is not None
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
    if shape("no_speech").search(piece.words) or shape("opening").fullmatch(piece.words):
        return None
    if is_talk(piece.words):
        return None
    marked = text[piece.end : piece.end + 1] in ("，", ",", "：", ":")
    if same and marked and shape("says").match(piece.words) and not any(denies(one.words) for one in same):
        count = _length(same)
        words = text[same[0].start : same[count - 1].end + 1]
        reported = all(shape("reported").match(one.words) for one in same[:count])
        no_question = piece.words.endswith("问") and shape("asking").search(words) is None
        return None if reported or no_question else (piece.words, same[0].start, count)
    on = _on(piece)
    if on is None or any(denies(one.words) for one in same):
        return None
    count = _length(same, first=0) if on["own"] else _in_person(on["speech"], same)
    return on["lead"], piece.end - len(on["speech"]), count


def _on(piece: Clause) -> re.Match[str] | None:
    """What is said without a mark before it: of others only where it is in the first person, else it may be reported."""
    found = shape("says_on").match(piece.words) if "“" not in piece.words else None
    if shape("drags").fullmatch(piece.words):
        return None
    if found is None or found["own"] or shape("first_person").search(found["speech"]):
        return found
    return found if re.match("[他她]说", piece.words) else None


def _in_person(speech: str, rest: Sequence[Clause]) -> int:
    """How many of the clauses behind are of the same speech: in the first person, of now or to come, or taking its words up again."""
    for count, piece in enumerate(rest):
        again = piece.words.startswith(speech[:2])
        on = shape("speaks_on").match(piece.words)
        if not (again or on or shape("first_person").search(piece.words)) or shape("resumes").match(piece.words):
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


def _length(rest: Sequence[Clause], *, first: int = 1) -> int:
    """How many of the clauses behind 说, `first` at least, are what was said: up to where the telling goes on."""
    for count, piece in enumerate(rest):
        if count >= first and shape("resumes").match(piece.words):
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
            if shape("opening").fullmatch(piece.words) or (shape("opens").match(piece.words) and not self._counted(at)):
                self._run(at)
            elif piece.said:
                self._back(at)
                self._forward(at)
            elif self._meets(at):
                self._forward(at)
        return self._told if self._told and any(self._alive(at) for at in self._told) else set()

    def _alive(self, at: int) -> bool:
        piece = self._pieces[at]
        return piece.said or shape("people").search(piece.words) is not None

    def _meets(self, at: int) -> bool:
        """Whether somebody comes in here of whom the next clause goes on (来了一位婆婆，吃完不走)."""
        piece = self._pieces[at]
        rest = _of_sentence(self._pieces, at)
        return (
            bool(rest)
            and not self._counted(at)
            and shape("people").search(piece.words) is not None
            and any(p.said or shape("goes_on").match(p.words) or p.words.startswith("说") for p in rest)
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
        if place - 1 in self._told or not self._looks_back(place):
            return
        before = place - 1
        while self._pieces[before].sentence == self._pieces[place - 1].sentence and not self._counted(before):
            self._told.add(before)
            before -= 1
            if before < 0:
                return

    def _looks_back(self, place: int) -> bool:
        """Whether the sentence that begins here speaks of somebody who came in in the one before."""
        words = self._pieces[place].words
        if shape("looks_back").match(words):
            return True
        before = self._pieces[place - 1].sentence
        told = "".join(p.words for p in self._pieces[max(0, place - _BEHIND) : place] if p.sentence == before)
        return _NAME.match(words) is not None and words[:2] in told

    def _forward(self, at: int) -> None:
        """The rest of the sentence, and the sentences that go on with it."""
        place = at
        while place < len(self._pieces):
            self._told.add(place)
            place += 1
            if place == len(self._pieces):
                return
            fresh = self._pieces[place].sentence != self._pieces[place - 1].sentence
            if fresh and (self._breaks(place) or shape("goes_on").match(self._pieces[place].words) is None):
                return
            if not fresh and self._counted(place):
                return
