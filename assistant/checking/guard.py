"""The guard: no sentence of a model reaches a reader with a figure, year, name or honour that no fact says.

Applies to one sentence at a time. What it lets pass is set to the exact terms of the year and bound to its facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from assistant.checking.guard_dates import KnownDates
from assistant.checking.guard_figures import BoundFigures
from assistant.checking.guard_words import guard_words
from assistant.checking.honours import strange_honours
from assistant.checking.told import Told, in_one_breath
from assistant.checking.untold import ordinary_words, strange_names
from assistant.ports import Verdict
from assistant.report import Fact
from assistant.wording.screening import screen
from assistant.wording.term_slips import correct
from assistant.wording.terms import is_known_name, load_terms

LONGEST_SENTENCE, LONGEST_HEADLINE = 160, 22
LEAST_TOLD, LEAST_TOLD_OF_HEADLINE, FEWEST_WORDS = 0.5, 0.3, 4
"""Of the ordinary words of a sentence without a figure, so many must have been said. Honest ones have two thirds and
more; what a planted order wants written has a quarter."""
_QUOTED = re.compile(r"[“《‘「]([^“”《》‘’「」\n]{1,60})[”》’」]")
_MARKS = re.compile(r"[#|`~<>{}\[\]\\^_=]|\*+[一-龥。，；]?")
_LATIN = re.compile(r"[A-Za-z]{2,}")


class FactGuard:
    """The Guard port over a report's facts.

    `known` is what else was said word for word: the answers, last year's report, the outline's own phrases.
    `year` is the report's year; that one and the next may be named, others only where the facts name them.
    """

    def __init__(self, facts: Sequence[Fact], year: int, known: Iterable[str] = ()) -> None:
        self._year = year
        said = [words for fact in facts for words in (fact.text, fact.quote, fact.metric, fact.scope or "")]
        self._said = "\n".join([*said, *in_one_breath(facts).values(), *known])
        self._told = Told(self._said)
        self._figures = BoundFigures(facts, year, self._told)
        self._dates = KnownDates(facts, year, self._said)
        self._verdicts: dict[tuple[str, tuple[str, ...]], Verdict] = {}

    def sentence(self, text: str, facts: Sequence[str] = ()) -> Verdict:
        """One sentence; see the port. The same sentence is looked at once."""
        key = (text, tuple(facts))
        verdict = self._verdicts.get(key)
        if verdict is None:
            verdict = self._verdicts[key] = self._look(text, facts)
        return verdict

    def _look(self, text: str, facts: Sequence[str]) -> Verdict:
        screened = screen(text)
        if screened.removals:
            return Verdict(text, refused="夹着标记、链接、号码或指令，只写正文", spoilt=True)
        text = correct(screened.text.strip(), self._year).text
        if reason := self._wording(text) or self._length(text):
            return Verdict(text, refused=reason, spoilt=True)
        for look in (self._boasts, self._names, self._honours, self._quotes):
            if reason := look(text):
                return Verdict(text, refused=reason)
        uses, reason = self._figures.bind(text, facts)
        reason = reason or self._dates.strange(text, [*facts, *(use.fact for use in uses)])
        reason = reason or ("" if uses else self._foothold(text))
        return Verdict(text, refused=reason) if reason else Verdict(text, tuple(uses))

    # ---- words ----

    def _wording(self, text: str) -> str:
        if not re.search(r"[一-龥]", text):
            return "这一句是空的"
        stray = next((found for found in _MARKS.findall(text) if found not in self._said), "")
        if stray:
            return f"夹着标记“{stray}”，只写正文"
        if any(re.search(pattern, text) for pattern in guard_words().refuse):
            return "这不是稿子里的话"
        foreign = [word for word in _LATIN.findall(text) if word.lower() not in self._said.lower()]
        if foreign:
            return f"夹着外文“{foreign[0]}”"
        odd = [char for char in text if "一" <= char <= "鿿" and not _simplified(char) and char not in self._said]
        return f"用了繁体字“{odd[0]}”" if odd else ""

    @staticmethod
    def _length(text: str) -> str:
        return f"这一句有{len(text)}字，太长，拆成几句" if len(text) > LONGEST_SENTENCE else ""

    def _boasts(self, text: str) -> str:
        boast = next((word for word in guard_words().boasts if word in text and word not in self._said), "")
        return f"“{boast}”是事实里没有的评价" if boast else ""

    def _foothold(self, text: str) -> str:
        """Why a sentence without a figure is refused: hardly a word of it was said by anybody."""
        own = ordinary_words(text)
        told = sum(word in self._said for word in own)
        least = LEAST_TOLD if len(text) > LONGEST_HEADLINE else LEAST_TOLD_OF_HEADLINE
        few = len(own) >= FEWEST_WORDS and told < least * len(own)
        return "这句话在事实里找不到着落" if few else ""

    def _names(self, text: str) -> str:
        found = strange_names(text, self._told)
        return f"“{found[0]}”在事实里没有" if found else ""

    def _honours(self, text: str) -> str:
        found = strange_honours(text, self._told)
        return f"“{found[0]}”这项荣誉、称号在事实里没有" if found else ""

    def _quotes(self, text: str) -> str:
        for name in _QUOTED.findall(text):
            if not self._told.has_speech(name) and not is_known_name(name) and not _in_terms(name):
                return f"“{name}”这个提法在事实和规范表述里都没有"
        return ""


@cache
def _terms_text() -> str:
    return "\n".join(form for term in load_terms() for form in (term.form, *(w.text for w in term.wording)))


def _in_terms(words: str) -> bool:
    return words in _terms_text()


@cache
def _simplified(char: str) -> bool:
    """Whether a character is in the national standard set of 1980, which holds no traditional forms."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
