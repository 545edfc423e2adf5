"""Honours that nobody told: what a sentence says was awarded, and what calls itself 先进, 示范, 优秀."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.checking.guard_words import guard_words
from assistant.checking.told import Told
from assistant.wording.name_rules import either, name_rules
from assistant.wording.terms import load_terms

_WITHIN = r"[^，。；：！？、\n]"
_LEADING = re.compile(r"^(?:了|为|成|过|到|得|上|首批|第一批|年度|本年度)+")
_TRAILING = re.compile(r"(?:等)?(?:荣誉称号|称号|荣誉|表彰|奖励|殊荣|奖牌)+$")
_SHOWN_BEFORE, _SHOWN_AFTER = 4, 6


def strange_honours(text: str, told: Told) -> list[str]:
    """The honours of a sentence that were not told word for word."""
    plain = _everyday().sub(lambda match: "，" * len(match.group()), text)
    return list(dict.fromkeys([*_awarded(plain, told), *_levelled(plain, told), *_beside(plain, told)]))


def _awarded(text: str, told: Told) -> Iterator[str]:
    """What was won: after 获评 and the like, word for word, if it is an honour at all."""
    for found in _awards().finditer(text):
        thing = _TRAILING.sub("", _LEADING.sub("", found["thing"]).rstrip("”")).strip("“")
        if len(thing) > 1 and not told.has_honour(thing) and not _pieces_told(thing, told):
            yield found["thing"]


def _pieces_told(thing: str, told: Told) -> bool:
    """Of “党建品牌工作室”和“示范支部” each by itself."""
    pieces = [piece for piece in re.split(r"[”“]|(?:和|以及|及|等)", thing) if piece]
    return len(pieces) > 1 and all(told.has_honour(piece) for piece in pieces)


def _levelled(text: str, told: Told) -> Iterator[str]:
    """What calls itself an honour of a province, city or county."""
    for found in _levels().finditer(text):
        if not told.has_honour(found["honour"]) or not told.has_honour(found["honour"] + found["next"]):
            yield found["honour"] + found["next"]


def _beside(text: str, told: Told) -> Iterator[str]:
    for found in _honour().finditer(text):
        start, end = found.span()
        ahead, behind = text[max(0, start - 2) : end], text[start : end + 2]
        if ahead not in told and behind not in told:
            yield text[max(0, start - _SHOWN_BEFORE) : end + _SHOWN_AFTER].strip("，。")


@cache
def _everyday() -> re.Pattern[str]:
    """Sanctioned wording and everyday phrases that award nothing."""
    forms = {form for term in load_terms() for form in (term.form, *(w.text for w in term.wording))}
    forms = {form for form in forms if _honour().search(form)}
    return re.compile(either((*forms, *guard_words().plain_honours)))


@cache
def _honour() -> re.Pattern[str]:
    return re.compile(either(guard_words().honours))


@cache
def _awards() -> re.Pattern[str]:
    verbs, nouns = either(name_rules().honour_verbs), either((*guard_words().honours, *guard_words().titles_won))
    return re.compile(rf"(?:{verbs}|评上|创成|捧得|摘取)(?P<thing>(?=[^，。；！？\n]*?(?:{nouns})){_WITHIN}+)")


@cache
def _levels() -> re.Pattern[str]:
    levels = either(tuple(level for level in name_rules().honour_from if len(level) > 1))
    nouns = either((*guard_words().honours, *guard_words().titles_won))
    return re.compile(rf"(?P<honour>(?:{levels}){_WITHIN}{{0,8}}?(?:{nouns}))(?P<next>[一-龥]{{0,2}})")
