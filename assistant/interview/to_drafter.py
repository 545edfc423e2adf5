"""What is said to the one who drafts, among what is told: labels, talk of telling, orders how to write, claims denied.

It steers the report and never stands in it: labels are blotted out before an answer is cut, the rest is taken from among
its statements. What was ordered or denied is kept, to be listed as left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pydantic import BaseModel, ConfigDict

from assistant.figures.comparing import same_quantity
from assistant.figures.reading import FigureSpan, read_figures
from assistant.interview.clauses import Clause
from assistant.interview.predicates import has_predicate
from assistant.word_file import WordFile

_BACK = 6
"""Clauses between a claim and its denial at most; of what is told behind it, within which the right figure stands."""
_LONGEST_TOPIC = 12
_POINTING = "这那它数"
_COUNTS = ("率", "数", "量", "额", "比例", "人次", "覆盖面")


class _Words(BaseModel):
    """The keys of to_the_drafter.yaml; what each is for stands in that file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    labels: str
    attributed: str
    right: str
    pointed: str
    prevails: str
    undone: str
    read_off: str
    talk: tuple[str, ...]
    leads: tuple[str, ...]
    orders: tuple[str, ...]
    written_as: tuple[str, ...]
    denials: tuple[str, ...]
    denials_alone: tuple[str, ...]
    denied_claims: tuple[str, ...]
    explains: tuple[str, ...]


@dataclass(frozen=True)
class Apart:
    """The clauses that tell something, and what was said beside them: orders how to write, claims denied."""

    clauses: list[Clause]
    orders: list[str] = field(default_factory=list)
    denied: list[str] = field(default_factory=list)


_FILE = WordFile("interview", "to_the_drafter.yaml", _Words)
_one, _table = _FILE.one, _FILE.table


def _whole(name: str, words: str) -> re.Match[str] | None:
    """The match of the first expression of that key that takes in all the words."""
    matches = (one.fullmatch(words) for one in _table(name).likely(words))
    return next((found for found in matches if found is not None), None)


def unlabelled(text: str) -> str:
    """The text with its labels (（书面）, （口头）) blotted out by spaces, so that all else stays in its place."""
    return _one("labels").sub(lambda found: " " * len(found[0]), text)


def set_apart(clauses: list[Clause]) -> Apart:
    """Takes from among the clauses of an answer what is said to the drafter."""
    pieces: list[Clause | None] = [*clauses]
    found = Apart([])
    for at in range(len(clauses)):
        clause = pieces[at]
        if clause is None or clause.said:
            continue
        if _deny(pieces, clauses, at, found):
            continue
        if _whole("talk", clause.words):
            _leave_out(pieces, at)
        elif (wanted := _whole("written_as", clause.words)) is not None:
            part = _part(clause, *wanted.span("as"))
            known = _told_before(part, pieces[:at])
            pieces[at] = None if known else part
            if known:
                _choose(pieces, at, clause)
        elif (chosen := _one("prevails").fullmatch(clause.words)) is not None and _prevails(
            pieces, at, chosen["which"] or chosen["whose"]
        ):
            found.orders.append(clause.words)
        elif _whole("orders", clause.words):
            _leave_out(pieces, at)
            found.orders.append(clause.words)
        else:
            pieces[at] = _led(clause)
    found.clauses.extend(piece for piece in pieces if piece is not None)
    return found


def is_talk(words: str) -> bool:
    """Whether a clause only says that something will be told (我说个细节)."""
    return _whole("talk", words) is not None


def denies(words: str) -> bool:
    """Whether a clause says that what was told before it is not so."""
    return _whole("denials", words) is not None or _whole("denials_alone", words) is not None


def _told_before(part: Clause, pieces: list[Clause | None]) -> bool:
    """Whether the figure to be written (写14次就行) was told already."""
    told = [span.figure for piece in pieces if piece is not None for span in read_figures(piece.words)]
    spans = read_figures(part.words)
    return bool(spans) and all(any(same_quantity(span.figure, one) for one in told) for span in spans)


def _prevails(pieces: list[Clause | None], at: int, which: str) -> bool:
    """Of two figures told side by side takes out the one not chosen (老账是860万，新账是902万，以新账为准)."""
    clause = pieces[at]
    before = [piece for piece in pieces[max(0, at - 2) : at] if piece is not None]
    if clause is None or len(before) < 2 or any(piece.sentence != clause.sentence for piece in before):
        return False
    spans = [read_figures(piece.words) for piece in before]
    chosen = [which in piece.words for piece in before]
    units = {found[0].figure.unit for found in spans if len(found) == 1} - {""}
    if any(len(found) != 1 for found in spans) or len(units) > 1 or chosen[0] == chosen[1]:
        return False
    told = _one("read_off").match(before[1].words) if chosen[1] else None
    if told is not None and told.end() == spans[1][0].start:
        pieces[at - 2] = _with_figure(before[0], spans[0][0], spans[1][0].text)
        pieces[at - 1] = None
    else:
        pieces[at - 2 + chosen.index(False)] = None
    pieces[at] = None
    return True


def _choose(pieces: list[Clause | None], at: int, order: Clause) -> None:
    """“去了40来趟，本子上记的是38趟，就按38趟写”: the figure to be written in the place of the one told before it."""
    pair = [piece for piece in pieces[max(0, at - 2) : at] if piece is not None and piece.sentence == order.sentence]
    spans = [read_figures(piece.words) for piece in pair]
    if len(pair) < 2 or any(len(found) != 1 for found in spans):
        return
    told = _one("read_off").match(pair[1].words)
    alike = spans[0][0].figure.unit == spans[1][0].figure.unit
    if told is not None and told.end() == spans[1][0].start and alike:
        pieces[at - 2] = _with_figure(pair[0], spans[0][0], spans[1][0].text)
        pieces[at - 1] = None


def _with_figure(clause: Clause, old: FigureSpan, new: str) -> Clause:
    return replace(clause, words=(clause.words[: old.start] + new + clause.words[old.end :]).removesuffix("吧"))


def _leave_out(pieces: list[Clause | None], at: int) -> None:
    """Takes a clause out, and with it the one before that only points to what it speaks of (23份合同那个)."""
    clause, before = pieces[at], pieces[at - 1] if at else None
    if clause is not None and before is not None and before.sentence == clause.sentence:
        pieces[at - 1] = None if _one("pointed").fullmatch(before.words) else before
    pieces[at] = None


def _part(clause: Clause, start: int, end: int) -> Clause:
    at = clause.start + start if len(clause.words) == clause.end - clause.start else clause.start
    return replace(clause, words=clause.words[start:end], start=at)


def _led(clause: Clause) -> Clause:
    for lead in _table("leads").likely(clause.words):
        opened = lead.match(clause.words)
        if opened is not None and opened.end() < len(clause.words):
            return _part(clause, opened.end(), len(clause.words))
    return clause


def _deny(pieces: list[Clause | None], clauses: list[Clause], at: int, found: Apart) -> bool:
    """Takes out the claim that the clause denies, the clause, and what explains it; whether it denies one."""
    words = clauses[at].words
    first = at if _whole("denied_claims", words) else _claim(clauses, at)
    if first is None:
        return False
    last = at
    for behind in range(at + 1, min(at + 1 + _BACK, len(clauses))):
        if clauses[behind].sentence != clauses[at].sentence or not _says_why(clauses[behind].words):
            break
        last = behind
    claim = clauses[first].words
    found.denied.append("，".join(clause.words for clause in clauses[first : last + 1]))
    for place in range(first, last + 1):
        pieces[place] = None
    _set_right(pieces, clauses, first, last, claim)
    return True


def _says_why(words: str) -> bool:
    tables = ("explains", "denials", "denials_alone", "denied_claims")
    return any(_whole(name, words) for name in tables)


def _claim(clauses: list[Clause], at: int) -> int | None:
    """Where the claim begins that a clause denies; None where it denies none that is said to be somebody else's."""
    words = clauses[at].words
    alone = _whole("denials_alone", words) is not None
    undone = _one("undone").fullmatch(words) is not None
    if not alone and not undone and not _whole("denials", words):
        return None
    if undone:
        claimed = at > 0 and clauses[at - 1].sentence == clauses[at].sentence
        return at - 1 if claimed and _one("attributed").match(clauses[at - 1].words) else None
    sentence = clauses[at].sentence
    opens = at > 0 and clauses[at - 1].sentence != sentence
    if opens and words[0] not in _POINTING:
        return None
    within = sentence - 1 if opens else sentence
    for back in range(at - 1, max(-1, at - 1 - _BACK), -1):
        if clauses[back].sentence != within:
            break
        if _one("attributed").match(clauses[back].words):
            return back
    return at - 1 if alone and at and not opens else None


def _set_right(pieces: list[Clause | None], clauses: list[Clause], first: int, last: int, claim: str) -> None:
    """Tells the right figure, given behind a denial without its matter (实际是81%), of what the claim was about."""
    wrong = read_figures(claim)
    for at in range(last + 1, min(last + 1 + _BACK, len(clauses))):
        clause = clauses[at]
        spans = read_figures(clause.words)
        opened = _one("right").match(clause.words)
        topic = _topic(clauses, first)
        if topic and spans and opened is not None and opened.end() and opened.end() < spans[0].start:
            pieces[first - 1] = None
            pieces[at] = replace(clause, words=topic + clause.words)
            return
        if not spans or opened is None or opened.end() != spans[0].start:
            continue
        if topic:
            pieces[first - 1] = None
            pieces[at] = replace(clause, words=topic + clause.words)
        elif wrong and not _counts(clause.words, spans):
            own = _one("attributed").sub("", claim, count=1).lstrip("的：:，")
            said = read_figures(own)
            if said and said[-1].figure.unit == spans[0].figure.unit:
                words = own[: said[-1].start] + spans[0].text + own[said[-1].end :]
                pieces[at] = replace(clause, words=words)
        return


def _topic(clauses: list[Clause], first: int) -> str:
    """The bare matter (参加率) right before a claim that says nothing of what it counts; "" for none."""
    if not first or clauses[first - 1].sentence != clauses[first].sentence:
        return ""
    words = clauses[first - 1].words
    bare = words.endswith(_COUNTS) or not has_predicate(words)
    return words if len(words) <= _LONGEST_TOPIC and not read_figures(words) and bare else ""


def _counts(words: str, spans: list[FigureSpan]) -> bool:
    """Whether the words say themselves what they count: 实际安置的是1038人 does, 实际1038人 does not."""
    return len(words) - spans[-1].end > 4
