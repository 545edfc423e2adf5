"""How a problem is headed: by its failing, in the written name its words support, else in its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.report import Fact
from assistant.text.patterns import Lazy
from assistant.writing.kinds import default_name, names_in, too_spoken_to_head, written
from assistant.writing.prose import Statement

SHORTEST, LONGEST = 10, 32
SHORTEST_NAME = 5
LONGEST_OWN = 30
_COVERED = 0.5
_SAYS_WHOSE = 4
_CONTRAST = Lazy(r"^(?:但是?|不过|可是?|然而|却|就是)(?=[一-龥])")
_CONCESSION = Lazy(r"(?:虽然|虽说|尽管|虽)(?=[一-龥])")
_SPOKEN = Lazy(
    r"^(?:自己|干|除|别|光|只|将|把|用|说|开|来|做|遇|碰)|[抓看管做干跑跟]得|[一-龥](?<![还就都也只])是[一-龥]{1,4}，|^[^，]*的(?:多|少|不多|不强)$|(?<!一[一-龥])(?<!一[一-龥]{2})就[一-龥]{1,2}$|说话|一回事|立不|捏不|一块儿"
)
_FAILING = Lazy(
    r"不|没|未|无(?!论)|怕|少|弱|差|低|慢|松|散|难|窄|缺|断|空|虚|浅|浮|老(?!师|人|党员|书记)|旧|停|乱|薄|滞后|落后|仅|才|偏|单一|靠|轻(?![装松骑])"
)


@dataclass(frozen=True)
class Headline:
    """A problem's headline with the facts it stands on, and what was said of it besides."""

    text: str
    facts: tuple[Fact, ...]
    rest: list[Statement]


def head_problem(facts: Sequence[Fact], told: Sequence[Statement], taken: set[str]) -> Headline:
    """Heads a problem; `told` are the statements of `facts` that may stand, `taken` the headlines in use.

    One's own words, where they are a clear shortcoming and no more than speech can be read out, else a written name.
    """
    whole = _clear(told)
    if whole and whole not in taken:
        return Headline(whole, tuple(fact for s in told for fact in s.facts), [])
    for source in ([f.quote for f in facts], [f.text for f in facts]):
        found = _named("，".join(source), taken)
        if found is not None:
            return _by_name(facts, told, source, found)
    if not told:
        return _unsayable(facts, taken)
    own = _in_own_words(list(told))
    if told and _says_little(own.text):
        general = default_name("，".join(fact.quote for fact in facts), taken)
        if general:
            return Headline(general, own.facts, list(told))
    return own


def _clear(told: Sequence[Statement]) -> str:
    """All that was said, where it reads as a headline: short, of a failing, its subject told, without figure or speech."""
    text = written("，".join(s.text for s in told))
    if not SHORTEST <= len(text) <= LONGEST_OWN or not names_failing(text) or re.search(r"\d", text):
        return ""
    concedes = any(_CONCESSION.match(s.text) for s in told) or _CONTRAST.match(text)
    if concedes or _needs_subject(text) or _SPOKEN.search(text) or too_spoken_to_head(text):
        return ""
    return text


def _unsayable(facts: Sequence[Fact], taken: set[str]) -> Headline:
    """A problem whose words are all too spoken still stands: by the name of its kind, else in these words."""
    words = "，".join(dict.fromkeys(fact.quote for fact in facts))
    return Headline(default_name(words, taken) or words or "【待补：问题的表述】", tuple(facts), [])


def _named(words: str, taken: set[str]) -> tuple[int, int, str] | None:
    """The written name whose words come first, the longer of two that begin together."""
    return min((m for m in names_in(words) if m[2] not in taken), key=lambda m: (m[0], m[0] - m[1]), default=None)


def _by_name(
    facts: Sequence[Fact], told: Sequence[Statement], source: list[str], found: tuple[int, int, str]
) -> Headline:
    """What the name says already is not said again, unless it stands in a contrast or counts something."""
    based: list[Fact] = []
    covered: set[str] = set()
    at = 0
    for fact, words in zip(facts, source, strict=True):
        shared = min(at + len(words), found[1]) - max(at, found[0])
        if shared > 0:
            based.append(fact)
            if shared >= _COVERED * len(words) and fact.figure is None and not _CONTRAST.match(words):
                covered.add(fact.id)
        at += len(words) + 1
    rest = [s for s in told if not all(fact.id in covered for fact in s.facts)]
    if rest and rest[0] is not told[0]:
        rest[0] = replace(rest[0], text=_CONTRAST.sub("", rest[0].text))
    return Headline(found[2], tuple(based), rest)


def _in_own_words(told: list[Statement]) -> Headline:
    if not told:
        return Headline("【待补：问题的表述】", (), [])
    head = next((i for i, s in enumerate(told) if _CONTRAST.match(s.text)), None)
    if head is not None:
        told[head] = Statement(_CONTRAST.sub("", told[head].text), told[head].facts)
    else:
        plain = [i for i, s in enumerate(told) if not _CONCESSION.match(s.text)]
        failing = [i for i in plain if _FAILING.search(told[i].text)]
        whole = [i for i in failing if len(told[i].text) > _SAYS_WHOSE and not _needs_subject(told[i].text)]
        head = next(iter(whole or failing or plain), 0)
    used = [head]
    text = told[head].text
    if head > 0 and len(told[head - 1].text) + len(text) < LONGEST and _needs_subject(text):
        used.insert(0, head - 1)
        conceded = _CONCESSION.match(told[head - 1].text)
        text = f"{told[head - 1].text}，{'但' if conceded else ''}{text}"
    if len(text) < SHORTEST and head + 1 < len(told) and len(text) + len(told[head + 1].text) < LONGEST:
        used.append(head + 1)
        text = f"{text}，{told[head + 1].text}"
    facts = tuple(fact for i in used for fact in told[i].facts)
    rest = [s for i, s in enumerate(told) if i not in used]
    if len(text) < SHORTEST:
        return Headline(f"{text}的问题比较突出", facts, rest)
    cut = re.match(rf".{{{SHORTEST},{LONGEST}}}(?=[，、；])", text) if len(text) > LONGEST else None
    if cut is not None:
        rest.insert(0, Statement(text[cut.end() + 1 :], facts))
        text = cut.group()
    return Headline(text, facts, rest)


def _says_little(text: str) -> bool:
    """Whether one's own words make no headline: too short, without a subject, or in the tone of speech."""
    return text.endswith("的问题比较突出") or _needs_subject(text) or _SPOKEN.search(text) is not None


def names_failing(text: str) -> bool:
    """Whether words say what is wanting."""
    return _FAILING.search(text) is not None


def _needs_subject(text: str) -> bool:
    """Whether a failing opens with the failing itself, its subject told in the statement before."""
    return re.match(r"(?:还|都|也|均|又|总|仍)*(?:不|没|未|无|有|能|会|要|一起|真)", text) is not None
