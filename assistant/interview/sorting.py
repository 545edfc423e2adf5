"""An answer's statements put apart from what is pending, private or only said to the one who takes notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from assistant.figures.reading import read_figures
from assistant.interview.clauses import Clause, cut
from assistant.interview.corrections import corrected
from assistant.interview.joining import joined
from assistant.interview.listing import listed
from assistant.interview.meaning import Meaning, meaning, negated, planned, secret_scope
from assistant.interview.meanings import way
from assistant.interview.metrics import place_in
from assistant.interview.notes import in_clauses
from assistant.interview.remarks import without_remarks
from assistant.interview.stories import with_stories
from assistant.interview.to_drafter import Apart, set_apart
from assistant.interview.years import Calendar, year_of_the_rest
from assistant.outline import Question
from assistant.report import AnswerStatus
from assistant.wording.register import is_aside

LONGEST = 120
"""A longer statement is never read as 不清楚 or 别写: such words are short, and the patterns stay quick."""

_POINTS = ("problem", "evidence", "cause", "measure", "review")


@dataclass(frozen=True)
class Gap:
    """What was said to be unknown: its own subject, and the statement before it that may name the matter."""

    subject: str
    before: tuple[str, ...]
    sentence: int


@dataclass
class Sorted:
    """An answer sorted: its statements, its gaps, the year an aside gave to a sentence, what it comes to.

    `remarks` say something of a statement before them (“这个是换届换下来的”) and are none of their own; `orders` and
    `denied` are what was said how to write, and claims not to be believed; `no_promises` were told among plans and plan
    nothing (“示范点不定目标”).
    """

    clauses: list[Clause] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    years: dict[int, int] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    orders: list[str] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)
    no_promises: list[str] = field(default_factory=list)
    status: AnswerStatus = "confirmed"


class _Sorter:
    def __init__(self, question: Question, known: Calendar, pieces: list[Clause]) -> None:
        self._plain = question.role in ("fact", "setting", "private")
        self._plans = question.role == "measure"
        self._steers = question.role == "setting"
        self._known = known
        self._pieces = pieces
        self.sorted = Sorted()
        self._asked: Clause | None = None
        self._nothing = 0
        self._secret: set[int] = set()

    def run(self) -> Sorted:
        for index, piece in enumerate(self._pieces):
            if piece.told:
                self._tell(piece)
            elif not self._take(piece, first=index == 0):
                return Sorted(status="private")
        self._settle()
        found = self.sorted
        found.clauses = [c for c in found.clauses if c.sentence not in self._secret]
        found.gaps = [g for g in found.gaps if g.sentence not in self._secret]
        if not found.clauses:
            found.status = self._empty_status()
        return found

    def _empty_status(self) -> AnswerStatus:
        if self.sorted.gaps:
            return "pending"
        if self._secret:
            return "private"
        return "not_applicable" if self._nothing else "pending"

    def _take(self, piece: Clause, *, first: bool) -> bool:
        """Sorts one piece; False where it makes the whole answer private."""
        dated = year_of_the_rest(piece.words, self._known)
        if dated is not None:
            self.sorted.years[self._last_sentence(piece.sentence)] = dated
            return True
        said, subject = self._meaning(piece)
        if said not in ("pending", "statement", "aside") or (said == "pending" and subject):
            self._settle()
        if said == "private":
            return self._keep_secret(piece, subject, first=first)
        if said == "pending":
            self._note_gap(subject, piece.sentence)
        elif said == "none":
            self._nothing += 1
        elif said == "no promise":
            self._nothing += 1
            self.sorted.no_promises.append(piece.words)
        elif said == "statement" or (said == "unnamed" and self._steers):
            self._keep(piece)
        elif said == "asking":
            self._asked = piece
        elif said == "remark":
            self.sorted.remarks.append(piece.words)
        return True

    def _tell(self, piece: Clause) -> None:
        """Keeps a clause of a story; behind “没有” it is no deed but talk."""
        talk = self._nothing and not self.sorted.clauses
        if not talk and (piece.said or not is_aside(piece.words)):
            self._settle()
            self.sorted.clauses.append(piece)

    def _settle(self) -> None:
        """“化了几件” that nobody answered tells of a few; “多少” that nobody answered tells nothing."""
        if self._asked is not None and "多少" not in self._asked.words:
            self.sorted.clauses.append(self._asked)
        self._asked = None

    def _meaning(self, piece: Clause) -> tuple[Meaning, str]:
        if len(piece.words) > LONGEST or self._says_how_counted(piece):
            return "statement", ""
        return planned(piece.words) if self._plans else meaning(piece.words, plain=self._plain)

    def _says_how_counted(self, piece: Clause) -> bool:
        """“按签到的，流动党员没算”: who is not in the figure, which is no gap."""
        last = self.sorted.clauses[-1] if self.sorted.clauses else None
        if last is None or last.sentence != piece.sentence or not way("not_counted").fullmatch(piece.words):
            return False
        subject = way("uncounted").fullmatch(piece.words)
        named = subject is not None and way("subject").search(subject["subject"]) is not None
        return not named and way("counted_by").search(last.words) is not None

    def _last_sentence(self, sentence: int) -> int:
        told = [clause.sentence for clause in self.sorted.clauses]
        return sentence if sentence in told or not told else told[-1]

    def _note_gap(self, subject: str, sentence: int) -> None:
        before = tuple(c.words for c in reversed(self.sorted.clauses) if sentence - c.sentence <= 1)
        if not subject and self._asked is not None:
            subject = self._asked.words
        gaps = self.sorted.gaps
        if not subject and gaps and gaps[-1].sentence == sentence:
            return
        self._asked = None
        gaps.append(Gap(subject, before, sentence))

    def _keep(self, piece: Clause) -> None:
        spans = read_figures(piece.words) if self._asked is not None else []
        if self._asked is not None and len(spans) == 1 and spans[0].start <= 2:
            asked = way("counted").sub("", self._asked.words)
            told = way("how_many").sub("\ue000", asked, count=1)
            unit = re.compile(rf"\ue000(?:{re.escape(spans[0].figure.unit)})?")
            piece = replace(piece, words=unit.sub(lambda _: spans[0].text, told, count=1), start=self._asked.start)
            self._asked = None
        self._settle()
        self.sorted.clauses.append(piece)

    def _keep_secret(self, piece: Clause, subject: str, *, first: bool) -> bool:
        found = self.sorted
        if not subject and (first or secret_scope(piece.words) == "answer"):
            return False
        here = any(c.sentence == piece.sentence for c in found.clauses)
        if found.gaps and found.gaps[-1].sentence == piece.sentence and not here:
            found.gaps.pop()
            return True
        if found.gaps and found.gaps[-1].sentence == piece.sentence and self._gap_is_last(piece):
            found.gaps.pop()
            return True
        told = [c.sentence for c in found.clauses]
        self._secret.add(piece.sentence if here or subject or not told else told[-1])
        return True

    def _gap_is_last(self, piece: Clause) -> bool:
        index = self._pieces.index(piece)
        before = self._pieces[index - 1]
        return before.sentence == piece.sentence and self._meaning(before)[0] == "pending"


def sort_out(text: str, question: Question, known: Calendar) -> Sorted:
    """Sorts a screened answer; its clauses come joined, corrected and cut so that each is one statement."""
    plain = question.role == "fact"
    loose = question.role == "cause" and not question.per_problem
    several = question.role in ("evidence", "cause")
    pieces = cut(text, points=question.role in _POINTS, loose=loose, several=several)
    steers = question.role in ("setting", "private")
    apart = Apart(pieces) if steers else set_apart(with_stories(pieces, text, question) if plain else pieces)
    pieces = corrected(apart.clauses, text)
    if plain:
        pieces = in_clauses(without_remarks(pieces, text))
    found = _Sorter(question, known, pieces).run()
    found.orders, found.denied = apart.orders, apart.denied
    found.clauses = [
        one for clause in joined(_named(found.clauses), text, points=question.role in _POINTS) for one in listed(clause)
    ]
    counts = {"number", "ratio"} & set(question.types) and question.role == "fact"
    if counts and len(found.clauses) == 1 and negated(found.clauses[0].words) and not found.gaps:
        return Sorted(status="not_applicable")
    return found


def _is_place(words: str) -> bool:
    return place_in(words) is not None and not re.search("[由包驻派了到在去是的最]", words)


def _names(before: Clause, clause: Clause) -> bool:
    """Whether a clause tells what the project or brand just spoken of is."""
    return before.sentence == clause.sentence and way("thing_named").search(before.words) is not None


def _named(clauses: list[Clause]) -> list[Clause]:
    """“有1个后进村，就是某村”, “认领了个书记项目，就是那个冷库” as one statement that names the place or the thing."""
    done: list[Clause] = []
    for clause in clauses:
        if clause.told:
            done.append(clause)
            continue
        found = way("naming").fullmatch(clause.words)
        counted = done and (found is None or found.start("place") or read_figures(done[-1].words))
        if found is not None and counted and done[-1].sentence == clause.sentence and _is_place(found["place"]):
            done[-1] = replace(done[-1], words=f"{done[-1].words}（{found['place']}）", end=clause.end)
        elif (thing := way("naming_thing").fullmatch(clause.words)) and done and _names(done[-1], clause):
            done[-1] = replace(done[-1], words=f"{done[-1].words}（{thing['thing']}）", end=clause.end)
        else:
            done.append(clause)
    return done
