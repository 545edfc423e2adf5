"""Names that nobody told: villages, offices, firms, branches and persons of a sentence that no fact and no answer holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from assistant.checking.guard_words import guard_words
from assistant.checking.told import Told
from assistant.wording.name_rules import either, name_rules
from assistant.wording.terms import is_known_name
from assistant.wording.vocabulary import Token, Vocabulary, vocabulary

_FIGURES = frozenset("0123456789%％.")
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两半几第廿卅")
_COUNTING = _NUMERALS - frozenset("一二三四五六七八九千万")
_LONGEST = 10
_WHOLE_NAME = 3
"""Characters of most persons' names: what stands behind them is no part of it."""
_SET_APART = re.compile(r"“[^”\n]{0,60}”|《[^》\n]{0,60}》|【[^】\n]{0,60}】")


def strange_names(text: str, told: Told) -> list[str]:
    """The names of a sentence that were not told; those in quotation marks are looked at elsewhere."""
    open_text = _SET_APART.sub(lambda match: "，" * len(match.group()), text)
    tokens = _tokens(open_text)
    found = [*_places(tokens, told), *_persons(tokens, told), *_odd(tokens, told)]
    return list(dict.fromkeys(found))


def ordinary_words(text: str) -> list[str]:
    """The words of two characters and more that a sentence is made of."""
    tokens = _tokens(text)
    return [token.text for token in tokens if len(token.text) > 1 and token.kind in ("word", "end")]


# ---- places, offices, firms ----


def _places(tokens: Sequence[Token], told: Told) -> Iterator[str]:
    for index, token in enumerate(tokens):
        if end := _end_of(token):
            run = [] if _leads_on(tokens, index) else _run(tokens[:index])
            if name := _with_and(tokens[max(0, index - 3) : index], end, told):
                yield name
            if run and not _ordinary(run, end) and not _is_told(run, end, told):
                yield _joined(run) + end
        elif index and len(token.text) > 1 and token.text[-1] in guard_words().name_ends:
            if _counts(tokens, index - 1):
                continue
            before = tokens[index - 1]
            words = before.text + token.text
            if _lone(before) and words not in told and not _is_usual(before.text, token.text):
                yield words


def _end_of(token: Token) -> str:
    """The end of a name that a token is, begins with (村党组织) or closes with (专业合作社); "" for none."""
    if token.text in guard_words().name_ends:
        return token.text
    if token.kind not in ("word", "end"):
        return ""
    opened = _followed().match(token.text)
    closed = next((end for end in guard_words().telling_ends if len(end) > 1 and token.text.endswith(end)), "")
    return opened[1] if opened else token.text if closed else ""


@cache
def _followed() -> re.Pattern[str]:
    ends, followers = either(tuple(guard_words().telling_ends)), either(tuple(guard_words().followers))
    return re.compile(rf"({ends})(?:{followers})$")


def _with_and(tokens: Sequence[Token], end: str, told: Told) -> str:
    """A name that ends in a word which mostly joins two others: 太和村."""
    if len(tokens) < 2 or end not in guard_words().telling_ends or tokens[-1].text not in ("和", "同", "与"):
        return ""
    *ahead, one, joint = tokens
    name = one.text + joint.text + end
    known = one.text in guard_words().name_ends or one.text in guard_words().leads or name in told
    known = known or any(_told_together(first, one, told) for first in ahead)
    return name if one.kind in ("single", "unknown") and not known else ""


def _told_together(first: Token, second: Token, told: Told) -> bool:
    """Whether two characters are a word of the person's own, so that no name begins between them: 嘎查 and 社区."""
    alone = all(len(token.text) == 1 and token.kind in ("single", "unknown") for token in (first, second))
    free = first.text not in name_rules().bounds and first.text not in guard_words().leads
    return alone and free and first.text + second.text in told


def _is_usual(before: str, word: str) -> bool:
    """Whether 薄 and 弱村 are 薄弱 and 村."""
    usual = word in guard_words().generic or before in _NUMERALS
    rest = before + word[:-1]
    return usual or rest in guard_words().generic or (rest in _words() and rest not in name_rules().name_verbs)


def _leads_on(tokens: Sequence[Token], index: int) -> bool:
    """Of 海棠湾村党支部 the name is what stands before 村: the longer end behind says nothing more."""
    return index > 0 and tokens[index - 1].text in guard_words().name_ends and len(tokens[index].text) > 1


def _run(tokens: Sequence[Token]) -> list[Token]:
    """The tokens right before an end that may belong to its name."""
    run: list[Token] = []
    length = 0
    for place in range(len(tokens) - 1, -1, -1):
        token = tokens[place]
        length += len(token.text)
        if length > _LONGEST or not _may_name(token, nearest=not run):
            break
        if _counts(tokens, place):
            break
        if token.text in guard_words().name_ends and (not run or (place and not _closes(tokens[place - 1]))):
            break  # 镇 begins the name in 到镇海村, not in 青山镇海棠村
        run.insert(0, token)
    return run


def _counts(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is the measure word of a count: 两处集宿区."""
    return place > 0 and tokens[place].text in guard_words().counters and tokens[place - 1].text[-1] in _NUMERALS


def _may_name(token: Token, *, nearest: bool) -> bool:
    if token.kind == "single":
        return token.text not in name_rules().bounds
    if token.kind == "word":
        return token.text not in name_rules().titles and token.text[-1] != "是"
    return token.kind == "unknown" or (nearest and token.text in name_rules().name_verbs | name_rules().generic)


def _ordinary(run: Sequence[Token], end: str) -> bool:
    """Whether what stands before the end is some village, a company, the branch: nobody's name."""
    last = run[-1]
    if all(token.text in _NUMERALS or token.text in guard_words().leads for token in run):
        return True
    if last.text in guard_words().generic and len(run) == 1:
        return True
    if end not in guard_words().telling_ends and _is_act(_joined(run)):
        return True
    if any(token.kind == "unknown" for token in run):
        return False
    if last.text in guard_words().generic or is_known_name(_joined(run) + end) or is_known_name(_joined(run)):
        return True
    if len(last.text) == 1:
        return len(run) == 1 or (all(len(token.text) > 1 for token in run[:-1]) and last.text in guard_words().leads)
    loose = end not in guard_words().telling_ends
    return last.text not in name_rules().name_verbs and (loose or last.text in name_rules().generic)


def _is_act(words: str) -> bool:
    """Whether two characters are a verb and how far it got: 跑通, 建强, 管好."""
    return len(words) == 2 and words[0] in guard_words().acts and words[1] in guard_words().complements


def _is_told(run: Sequence[Token], end: str, told: Told) -> bool:
    """Whether the name was told, with or without ordinary words that only lead up to it."""
    for index in range(len(run)):
        if index and not _leads(run[index - 1]):
            return False
        name = _joined(run[index:])
        if (len(name) > 1 or run[-1].kind == "unknown") and name + end in told:
            return True
        if len(name) > 2 and name in told and all(_leads(token) for token in run[:index]):
            return True
    return False


def _leads(token: Token) -> bool:
    return (len(token.text) > 1 and token.kind != "unknown") or token.text in guard_words().leads


# ---- persons ----


def _persons(tokens: Sequence[Token], told: Told) -> Iterator[str]:
    for index, token in enumerate(tokens):
        names = []
        if _is_title(token.text):
            names.append(_after(tokens[index + 1 : index + 6]))
        if token.text in guard_words().posts:
            names.append(_before(tokens[:index]))
        yield from (name for name in names if name and name not in told and not _goes_on(name, told))


def _goes_on(name: str, told: Told) -> bool:
    """Whether a person's whole name was told, and what follows it is but the next word: 赵满仓一家一家喊."""
    return len(name) > _WHOLE_NAME and name[:_WHOLE_NAME] in told


@lru_cache(maxsize=4096)
def _is_title(word: str) -> bool:
    titles = guard_words().posts | name_rules().titles
    return word in titles or any(word.endswith(post) for post in guard_words().posts if len(word) > len(post))


def _after(tokens: Sequence[Token]) -> str:
    """A surname and given name right behind a post: 书记张建国; "" where there is none."""
    name: list[Token] = []
    for token in tokens:
        length = len(_joined(name))
        if (length >= 2 and (_closes(token) or len(token.text) > 1)) or _closes(token):
            break
        name.append(token)
    return _joined(name) if _is_person(name) and len(_joined(name)) >= 2 else ""


def _before(tokens: Sequence[Token]) -> str:
    """The same right before it, or a surname alone: 张建国同志, 张书记."""
    for count in (4, 3, 2, 1):
        name = tokens[-count:]
        if len(name) == count and _is_person(name):
            ahead = tokens[-count - 1] if len(tokens) > count else None
            if ahead is None or _closes(ahead) or len(ahead.text) > 1:
                return _joined(name)
    pair = tokens[-2:]
    odd = len(pair) == 2 and _joined(pair)[1:] and all(len(t.text) == 1 and not _closes(t) for t in pair)
    return _joined(pair) if odd and any(token.kind == "unknown" for token in pair) else ""


def _closes(token: Token) -> bool:
    """Whether no name goes on over this token."""
    text, rules, own = token.text, name_rules(), guard_words()
    ended = token.kind == "end" and text not in rules.name_verbs
    if ended or token.kind in ("mark", "function", "measure") or (len(text) > 1 and text in own.telling_ends):
        return True
    return text in _COUNTING or text in rules.bounds or text in rules.titles or text in own.posts


def _is_person(name: Sequence[Token]) -> bool:
    """A surname, and in what follows a character that makes no word; 1 to 3 characters, 4 after a double surname."""
    text = _joined(name)
    if not name or text[0] in _NUMERALS or any(_closes(token) for token in name):
        return False
    if name[0].text in name_rules().compound_surnames or text[:2] in name_rules().compound_surnames:
        return 3 <= len(text) <= 4
    if len(name[0].text) == 1:
        if len(text) > 3:
            return sum(token.kind == "unknown" for token in name) > 1
        return text[0] in (name_rules().surnames if len(text) > 1 else guard_words().common_surnames)
    return (
        len(text) == 3
        and len(name) == 2
        and text[0] in guard_words().common_surnames
        and text[2] not in guard_words().qualities
        and text not in _words()
    )


# ---- what is no word at all ----


def _odd(tokens: Sequence[Token], told: Told) -> Iterator[str]:
    """Three characters in a row of which none belongs to an ordinary word, and which were never said: 海棠湾.

    A told word behind an adverb of one character is no name (光晒场); behind any other it is one (彭鹤峪).
    """
    run = ""
    for token in (*tokens, Token("，", 0, 0, "mark")):
        if token.kind == "unknown" and token.text not in _NUMERALS:
            run += token.text
            continue
        plain = run[1:] if run[:1] in guard_words().limiting else run
        if len(run) > 2 and run not in told and plain not in told:
            yield run
        run = ""


def _lone(token: Token) -> bool:
    return (
        token.kind in ("single", "unknown")
        and token.text not in name_rules().bounds
        and token.text not in guard_words().leads
    )


def _joined(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens)


@lru_cache(maxsize=512)
def _tokens(text: str) -> tuple[Token, ...]:
    """A sentence in words; looked at for names and for what was told."""
    return tuple(_words().tokens(text, _FIGURES))


@cache
def _words() -> Vocabulary:
    """The ordinary words, and those by which names show themselves."""
    rules, own = name_rules(), guard_words()
    shown = own.name_ends | own.posts | rules.titles | frozenset(rules.compound_surnames)
    done = {act + how_far for act in own.acts for how_far in own.complements}
    return Vocabulary(vocabulary().ends, vocabulary().words | shown | rules.name_verbs | done)
