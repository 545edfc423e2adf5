"""Notes taken apart: lines that name their question, headings, messages, and clauses that know what they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.interview.ways import ways
from assistant.outline import Outline, Role

_ID_LINE = re.compile(r"^\s*(?:[-*•]\s*)?(?P<id>[A-Za-z]{1,3}\d{1,2})\s*(?:[：:、.．)）]|\s(?=\S))\s*(?P<words>.*)$")
_BULLET = re.compile(
    r"^\s*(?:#+\s*(?!\d))?(?:[-*•·●○▪#>]+|[（(]?(?P<number>\d{1,2})(?:[)）、．]|\.(?!\d))|(?P<circled>[①-⑩])"
    r"|(?P<section>[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、))\s*"
)
# A listed matter's own few words before it is told (（一）抓阵地。新建…); under problems they name the problem.
_HEADLINE = re.compile(r"[^，。；：！？,;:!?\d（）()]{2,12}。(?=\S{6})")
_SENTENCE = re.compile(r"[^。！？!?；;]+[。！？!?；;]*|[。！？!?；;]+")
_POINTS = "一二三四五六七八九"
_ORDINAL = re.compile(
    r"\s*(?:针对|还有|另外)?(?:"
    r"第(?P<n>[一二三四五六七八九])(?=$|[，,：:、\s]|[一-鿿]{0,2}问题|[个条项点件桩]|方面|是)"
    r"|(?P<m>[一二三四五六七八九])(?=是|[，,：:、]|一[个条]|来[，,])"
    r"|(?P<first>头一|首先|一个是|一条是|一方面)|(?P<next>再一[个条]|还有一[个条]|其次|再就是|另外一[个条]|另一方面)"
    r"|(?P<last>最后))"
)
_LONGEST_CONTEXT = 320
_REPLIES = 0.25
"""Share of lines that open with a question's id from which on the notes are replies, whose answers go on over lines."""


@dataclass(frozen=True)
class Piece:
    """A clause of notes; `sentence`, `chain` and `line` are the words it stands in, each holding the one before.

    A chain is a run of sentences told as one list (第一条…第二条…); a line goes on where the next goes on with its list.
    `at`: (line, chain, sentence) numbers. `roles`: what the heading, or the words that lead the line or sentence, tell.
    `point`: the number that its line was listed with under a heading (2. …), 0 where it was not.
    """

    words: str
    sentence: str
    chain: str
    line: str
    at: tuple[int, int, int]
    source: str
    roles: frozenset[Role] = frozenset()
    point: int = 0


@dataclass
class Notes:
    """Notes taken apart: (question, words, source) of lines that name their question, pieces, headings and the like."""

    addressed: list[tuple[str, str, str]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)


@dataclass
class _Line:
    words: list[str]
    source: str
    roles: frozenset[Role]
    point: int
    listed: int = 0


class _Reader:
    def __init__(self, outline: Outline) -> None:
        self.notes = Notes()
        self.lines: list[_Line] = []
        self._ids = {question.id.upper(): question.id for question in outline.questions}

    def read(self, source: str, text: str) -> None:
        self._source = source
        lines = [line for line in text.splitlines() if line.strip()]
        told = sum(self._asked(line) is not None for line in lines)
        # Replies to a list of questions go on over lines; an id now and then in free notes speaks for its line.
        self._goes_on = told >= _REPLIES * len(lines)
        self._addressed: str | None = None
        self._roles: frozenset[Role] = frozenset()
        self._led = self._opened = False
        for line in text.splitlines():
            self._read_line(line)

    def _asked(self, line: str) -> re.Match[str] | None:
        """The line taken apart where it opens with the id of a question."""
        match = _ID_LINE.match(line)
        return match if match is not None and match["id"].upper() in self._ids else None

    def _read_line(self, line: str) -> None:
        match = self._asked(line)
        if match is not None:
            question = self._ids[match["id"].upper()]
            self._addressed = question if self._goes_on or not match["words"].strip() else None
            if match["words"].strip():
                self.notes.addressed.append((question, match["words"].strip(), self._source))
            return
        bullet = _BULLET.match(line)
        if not line.strip():
            self._addressed, self._led, self._opened = None, False, False
        elif self._addressed and (not bullet or self._lists_on()):
            self._answer_on(line.strip())
        else:
            words = line[bullet.end() :] if bullet else line
            headline = _HEADLINE.match(words) if bullet and self._heads_matters(bullet) else None
            if headline is not None:
                self.notes.heads.append(line[: len(line) - len(words) + headline.end()].strip())
                words = words[headline.end() :]
            self._read_free(line, words, bullet)

    def _lists_on(self) -> bool:
        """Whether a listed line is of the answer above it: in replies, and behind an id or words that only lead a list."""
        told = self.notes.addressed[-1] if self.notes.addressed else None
        here = told is not None and told[0] == self._addressed and told[2] == self._source
        return self._goes_on or not here or told[1].rstrip().endswith(("：", ":"))  # type: ignore[index]

    def _answer_on(self, words: str) -> None:
        """A further line of the answer named above; the lines of one answer stay one."""
        before = self.notes.addressed[-1] if self.notes.addressed else None
        if before is not None and before[0] == self._addressed and before[2] == self._source:
            self.notes.addressed[-1] = (before[0], f"{before[1]}\n{words}", before[2])
        elif self._addressed:
            self.notes.addressed.append((self._addressed, words, self._source))

    def _heads_matters(self, bullet: re.Match[str]) -> bool:
        """Whether a listed line may open with words that only head it: a section's, or a matter's under deeds."""
        return "fact" in self._roles or (bool(bullet["section"]) and "problem" not in self._roles)

    def _read_free(self, line: str, words: str, bullet: re.Match[str] | None) -> None:
        roles = ways().headed(words, numbered=bullet is not None and bool(bullet["section"]))
        if ways().heads_message(line):
            self.notes.heads.append(line.strip())
            return
        if roles is not None:
            self.notes.heads.append(line.strip())
            self._roles, self._led, self._opened = roles, False, False
            return
        point = _point(words)
        if self._opened and ((self._led and bullet) or (point > 1 and point == self.lines[-1].point + 1)):
            self.lines[-1].words.append(words.strip())
        else:
            self.lines.append(
                _Line([words.strip()], self._source, ways().led(words) or self._roles, 0, _listed(bullet))
            )
            self._led = words.rstrip().endswith(("：", ":"))
        self._opened = True
        told = [point for s in _SENTENCE.findall(words) for point in map(_point, clauses_of(s)) if point]
        self.lines[-1].point = told[-1] if told else self.lines[-1].point


def _listed(bullet: re.Match[str] | None) -> int:
    """The number that a line is listed with, 0 where it is not."""
    if bullet is None:
        return 0
    return ord(bullet["circled"]) - ord("①") + 1 if bullet["circled"] else int(bullet["number"] or 0)


def take_apart(texts: Sequence[tuple[str, str]], outline: Outline) -> Notes:
    """Takes (source, text) pairs apart; every word of them is in one of the three lists."""
    reader = _Reader(outline)
    for source, text in texts:
        reader.read(source, text)
    notes = reader.notes
    notes.pieces = [piece for number, line in enumerate(reader.lines) for piece in _pieces(line, number)]
    return notes


def _point(words: str) -> int:
    """Which point of a list a sentence begins (二是 → 2); 0 where it begins none."""
    found = _ORDINAL.match(words)
    if found is None:
        return 0
    if found["first"]:
        return 1
    if found["next"] or found["last"]:
        return 2
    return _POINTS.index(found["n"] or found["m"]) + 1


def _pieces(line: _Line, number: int) -> list[Piece]:
    sentences = [words for told in line.words for words in _SENTENCE.findall(told) if words.strip()]
    chains: list[list[int]] = []
    for index, words in enumerate(sentences):
        if chains and (_point(words) > 1 or sentences[index - 1].rstrip()[-1:] in "；;：:"):
            chains[-1].append(index)
        else:
            chains.append([index])
    whole = "".join(sentences)
    found = []
    for place, chain in enumerate(chains):
        told = "".join(sentences[index] for index in chain)
        context = whole if len(whole) <= _LONGEST_CONTEXT else told
        for index in chain:
            clauses = (clause.strip() for clause in clauses_of(sentences[index]))
            at = (number, place, index)
            roles = ways().led(sentences[index]) or line.roles
            point = line.listed if line.roles else 0
            found += [Piece(c, sentences[index], told, context, at, line.source, roles, point) for c in clauses if c]
    return found


def clauses_of(sentence: str) -> list[str]:
    """Clauses of a sentence; commas inside quotation marks do not part."""
    clauses, depth, start = [], 0, 0
    for place, char in enumerate(sentence):
        depth += (char in "“《（(") - (char in "”》）)")
        if char in "，," and depth <= 0 and not _inside_number(sentence, place):
            clauses.append(sentence[start : place + 1])
            start = place + 1
    return [*clauses, sentence[start:]]


def _inside_number(text: str, place: int) -> bool:
    return text[place - 1 : place].isdigit() and re.match(r"\d{3}(?!\d)", text[place + 1 : place + 5]) is not None
