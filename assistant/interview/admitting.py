"""What of a model's reply to a turn is admitted: rules over the words said, the questions there are, and the guard."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, get_args

from assistant.figures.comparing import same_quantity
from assistant.figures.reading import read_figures
from assistant.interview.follow_ups import pattern
from assistant.interview.steps import HeardFact, Lead
from assistant.outline import Strict
from assistant.ports import Guard
from assistant.report import Figure
from assistant.strict_yaml import read_knowledge

Intent = Literal["answer", "told", "jump", "help", "correction", "skip", "pending", "private", "other"]
MOST_EXTRAS = 6
"""Questions beyond the outline in one report at most."""
LONGEST_ACKNOWLEDGEMENT, LONGEST_WORDING, LONGEST_REASON, LONGEST_IDEA, MOST_IDEAS = 40, 110, 60, 45, 3
_SHORTEST_QUOTE = 4
_TURN_OF_SPEECH = re.compile(r"[一两][件年句点条个次回场天处步样]")
"""“讲一件事”, “这两年”: no figure that anyone could have said wrongly."""
_EMPTY = re.compile(r"(?:好的?|嗯|收到|明白|了解|已?记(?:录|下|住)(?:了|下来)?|知道了|谢谢您?)")
_FLATTERY = re.compile(
    r"非常(?:好|棒|出色|了不起)|成绩(?:显著|斐然|突出)|令人(?:敬佩|钦佩|感动)|太棒|了不起|卓有成效|值得(?:点赞|肯定|称赞)"
)


class Digressions(Strict):
    """knowledge/talk/digressions.yaml: by intent the words one of which a digression holds; how long it is at most."""

    longest: int
    cues: Mapping[str, tuple[str, ...]]


@cache
def _digressions() -> Digressions:
    return read_knowledge("talk", "digressions.yaml", Digressions.model_validate)


@dataclass(frozen=True)
class Seen:
    """What a model was shown of a turn, and what the program made of it.

    `said`: the words just said; `read`: figures the program read in them; `read_nothing`: it took no fact at all;
    `asked`: the key asked; `open`: keys that may be asked next, by their words; `answers`: earlier answers by question;
    `passages`: masked passages shown; `told`: all words that figures may be taken from; `extras`: asked before.
    """

    said: str
    asked: str
    open: Mapping[str, str]
    answers: Mapping[str, str]
    questions: frozenset[str]
    told: str
    read: Sequence[Figure] = ()
    read_nothing: bool = False
    passages: Sequence[str] = ()
    extras: Sequence[str] = ()


@dataclass(frozen=True)
class Extra:
    """A question that is not in the outline, what prompted it, and the question its answer joins."""

    words: str
    because: str
    feeds: str


@dataclass(frozen=True)
class Admitted:
    """What may be used of a reply; "" and None for what is the program's to say."""

    intent: Intent = "answer"
    acknowledgement: str = ""
    facts: tuple[HeardFact, ...] = ()
    unheard: str = ""
    next: str = ""
    wording: str = ""
    reason: str = ""
    ideas: tuple[str, ...] = ()
    extra: Extra | None = None
    refused: tuple[str, ...] = field(default=())


def admit(lead: Lead, seen: Seen, guard: Guard) -> Admitted:
    """Accepts, or leaves to the program, each thing that a model proposes for the turn."""
    speech = _Speech(seen.told, guard)
    intent = _intent(lead, seen)
    source = seen.answers if intent == "told" else None
    facts = tuple(fact for fact in lead.facts if _is_said(fact, seen, source))
    known = {key: key for key in seen.open} | {key.upper(): key for key in seen.open}
    next_key = known.get(lead.next.strip(), known.get(lead.next.strip().upper(), ""))
    ideas = [words for words in (speech.fit(idea, LONGEST_IDEA) for idea in lead.ideas) if words]
    return Admitted(
        intent=intent,
        acknowledgement=_acknowledgement(lead.acknowledgement, speech),
        facts=facts,
        unheard=unheard(facts, seen) if intent == "answer" else "",
        next=next_key,
        wording=_wording(lead.wording, speech),
        reason=speech.fit(re.split(r"(?<=。)", lead.reason.strip())[0], LONGEST_REASON),
        ideas=tuple(ideas[:MOST_IDEAS]) if intent == "help" else (),
        extra=_extra(lead, seen, speech) if intent == "answer" else None,
    )


def _intent(lead: Lead, seen: Seen) -> Intent:
    """The model's word where it is one of ours and the words said may mean it; else they are an answer."""
    given = lead.intent.strip().lower()
    if given not in get_args(Intent) or given == "answer":
        return "answer"
    rules = _digressions()
    if len(seen.said) > rules.longest or (seen.read and given != "correction"):
        return "answer"
    if given == "other":
        return "other" if seen.read_nothing else "answer"
    spoken = any(pattern(cue).search(seen.said) for cue in rules.cues.get(given, ()))
    intent: Intent = given if spoken else "answer"  # type: ignore[assignment]
    return intent


def _is_said(fact: HeardFact, seen: Seen, answers: Mapping[str, str] | None) -> bool:
    """The quote is words that were said, the question exists, and no figure of `what` is not in the quote."""
    said = answers.get(fact.question, "") if answers is not None else seen.said
    quote = fact.quote.strip()
    if len(quote) < 2 or quote not in said or fact.question not in seen.questions:
        return False
    held = [span.figure for span in read_figures(quote)]
    return all(any(same_quantity(span.figure, one) for one in held) for span in read_figures(fact.what))


def unheard(facts: Sequence[HeardFact], seen: Seen) -> str:
    """Words with a figure that the model heard and the program did not take; "" where there are none."""
    for fact in (one for one in facts if _is_said(one, seen, None)):
        figures = [span.figure for span in read_figures(fact.quote)]
        if figures and not any(same_quantity(one, other) for one in figures for other in seen.read):
            return fact.quote.strip()
    return ""


def _acknowledgement(words: str, speech: _Speech) -> str:
    """The first sentence that takes up what was said; empty courtesies and praise are left out."""
    for sentence in re.findall(r"[^。！!]+[。！!]?", words)[:3]:
        fit = speech.fit(sentence, LONGEST_ACKNOWLEDGEMENT)
        plain = _EMPTY.sub("", re.sub(r"[，。！、,.! 的了您]", "", fit))
        if len(plain) >= 3:
            return fit
    return ""


def _wording(words: str, speech: _Speech) -> str:
    """A question and nothing but one: of a lecture the sentence that asks, and what leads up to it as far as it is short."""
    words = " ".join(words.split())
    if len(words) > LONGEST_WORDING:
        asking = [piece for piece in re.findall(r"[^。！？!?]+[。！？!?]?", words) if piece[-1] in "？?"]
        words = asking[-1].strip() if asking else ""
    asks = words.count("？") + words.count("?")
    return speech.fit(words, LONGEST_WORDING) if 1 <= asks <= 3 else ""


def _extra(lead: Lead, seen: Seen, speech: _Speech) -> Extra | None:
    """A question beyond the outline, where it cites what was really seen and joins a question that is answered."""
    words = _wording(lead.extra_question, speech)
    because, feeds = lead.extra_because.strip(" “”"), lead.extra_feeds.strip()
    cited = len(because) >= _SHORTEST_QUOTE and any(because in one for one in (seen.said, *seen.passages))
    fresh = words and words not in seen.extras and words not in seen.open.values()
    if not cited or not fresh or feeds not in seen.answers or len(seen.extras) >= MOST_EXTRAS:
        return None
    return Extra(words, because, feeds)


class _Speech:
    """What may be said aloud: short, plain, in Chinese, and with no figure, name or honour that was not said."""

    def __init__(self, told: str, guard: Guard) -> None:
        self._figures = [span.figure for span in read_figures(told)]
        self._guard = guard

    def fit(self, words: str, longest: int) -> str:
        """The words, or "" where they must not be said."""
        words = " ".join(words.split()).strip()
        if not words or len(words) > longest or _FLATTERY.search(words):
            return ""
        plain = words
        for span in reversed(read_figures(words)):
            told = any(same_quantity(span.figure, one) for one in self._figures)
            if not told and not _TURN_OF_SPEECH.fullmatch(span.text):
                return ""
            plain = plain[: span.start] + "一些" + plain[span.end :]
        for sentence in re.findall(r"[^。！？?!]+[。！？?!]*", plain):
            if self._guard.sentence(sentence).refused:
                return ""
        return words
