"""Honours that nobody told: what a sentence says was awarded, and what calls itself 先进, 示范, 优秀."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter

from assistant.checking.guard_words import guard_words
from assistant.checking.told import Told, bare
from assistant.wording.name_rules import either, name_rules
from assistant.wording.terms import load_terms

_NONE = re.compile(
    r"(?:没有|未|无|没)(?:获得?|拿到?|取得|得到?|申报|争取到?)?(?:过|到)?(?:新|什么|任何|上级)?的?(?:荣誉|称号|表彰|奖项)+"
)
_DATE = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}[日号])?|\d{4}年)")
_WITHIN = r"[^，。；：！？、\n]"
_LEADING = re.compile(r"^(?:了|为|成|过|到|得|上|首批|第一批|年度|本年度)+")
_TRAILING = re.compile(r"(?:等)?(?:荣誉称号|称号|荣誉|表彰|奖励|殊荣|奖牌)+$")
_SHOWN_BEFORE, _SHOWN_AFTER = 4, 6
_BESIDE = 40
"""Characters of a line between an honour and its giver, at most."""


def strange_honours(text: str, told: Told) -> list[str]:
    """The honours of a sentence that were not told word for word."""
    plain = _NONE.sub(lambda match: "，" * len(match.group()), text)
    plain = _everyday().sub(lambda match: "，" * len(match.group()), plain)
    given = [found.span() for found in _awards().finditer(plain) if _given(found, plain, told)]
    found = [*_awarded(plain, told), *_levelled(plain, given, told), *_beside(plain, given, told)]
    return list(dict.fromkeys(found))


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


def _levelled(text: str, given: Sequence[tuple[int, int]], told: Told) -> Iterator[str]:
    """What calls itself an honour of a province, city or county."""
    for found in _levels().finditer(text):
        if any(left < found.end("honour") <= right and found.start() < left for left, right in given):
            continue  # the giver, the verb and what it awards
        if (verb := _honour().search(found["honour"])) and verb.group() in name_rules().honour_verbs:
            continue  # a verb that awards is looked at beside what it awards
        if not told.has_honour(found["honour"]) or not told.has_honour(found["honour"] + found["next"]):
            yield found["honour"] + found["next"]


def _beside(text: str, given: Sequence[tuple[int, int]], told: Told) -> Iterator[str]:
    for found in _honour().finditer(text):
        start, end = found.span()
        ahead, behind = text[max(0, start - 2) : end], text[start : end + 2]
        own = (
            any(left <= start < right for left, right in given)
            or _by_itself(text, found, told)
            or _given_before(found, text, told)
        )
        if ahead not in told and behind not in told and not own:
            yield text[max(0, start - _SHOWN_BEFORE) : end + _SHOWN_AFTER].strip("，。")


def _given(found: re.Match[str], text: str, told: Told) -> bool:
    """Whether what a verb awards was told, and by the giver that the sentence names: 市委组织部授予大坦片区“示范点”."""
    split = (_TRAILING.sub("", _LEADING.sub("", piece)) for piece in re.split(r"[”“]", found["thing"]))
    pieces = [piece for piece in split if len(bare(piece)) > 1]
    if not pieces or not all(told.has_honour(piece) for piece in pieces):
        return False
    giver = _giver(text[: found.start()])
    return not giver or _told_with(giver, pieces[-1], told)


def _giver(before: str) -> str:
    """Who gives what a verb awards, read from the words of its clause before it: 市委组织部; "" where nobody is named."""
    clause = _DATE.sub("", re.split(r"[，。；：！？、\n]", before)[-1])
    named = next((clause[at.start() :] for at in re.finditer(either(name_rules().honour_from), clause)), "")
    return re.sub(r"(?:被|所|予以|联合)$", "", named)


def _given_before(found: re.Match[str], text: str, told: Told) -> bool:
    """Whether a verb that closes its clause names the giver of what was named before it: “…示范点”，由市委组织部授予."""
    if found.group() not in name_rules().honour_verbs or not re.match(r"[，。；]|$", text[found.end() :]):
        return False
    giver = _giver(text[: found.start()])
    things = re.findall(r"“([^”]{2,40})”", text[: found.start()])
    return bool(giver) and any(_told_with(giver, thing, told) for thing in things)


def _told_with(giver: str, honour: str, told: Told) -> bool:
    """Whether an honour was told with this giver: the nearest to it of all that are named beside it."""
    own = bare(giver)
    givers = re.compile(either((own, *(body for body in name_rules().honour_from if body[-1] in "委院"))))
    for line in told.lines:
        for found in re.finditer(re.escape(bare(honour)), line):
            start, end = found.span()
            beside = [(start - one.end(), one[0]) for one in givers.finditer(line, max(0, start - _BESIDE), start)]
            beside += [(one.start() - end, one[0]) for one in givers.finditer(line, end, end + _BESIDE)]
            if beside and min(beside, key=itemgetter(0))[1] == own:
                return True
    return False


def _by_itself(text: str, found: re.Match[str], told: Told) -> bool:
    """An honour's kind named in passing, as it was told, between a joint and a word of place: 品牌和示范点上."""
    noun = re.match(r"[一-龥]{1,2}?(?=[上中里，。；、和与及]|方面)", text[found.end() :])
    opens = found.start() == 0 or text[found.start() - 1] in "，。；：、和与及在"
    return bool(noun and opens and f"{found.group()}{noun.group()}" in told)


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
