"""Which words a text must hold before an expression can match in it: told from the expression, without compiling it."""

from __future__ import annotations

import re
from itertools import product

_TOKEN = re.compile(
    r"(?P<text>[^\\.^$*+?{}\[\]()|]+)|(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<escape>\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.))"
    r"|(?P<open>\((?:\?(?:P<\w+>|i?:|[=!]|<[=!]|P=\w+))?)|(?P<close>\))|(?P<or>\|)|(?P<many>[*+?]\??|\{\d*(?:,\d*)?\}\??)|(?P<other>.)",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^\\.^$*+?{}\[\]()]+")
_FLAGS = re.compile(r"\(\?(?!i:)[aiLmsux-]")
_SET = re.compile(r"\[[^\^\\\[-][^\\\[\]-]{0,11}\]")
_NONE_AT_ALL = re.compile(r"[*]|\{0?[,}]|\{0\}")
_MOST, _MOST_OR = 8, 48
"""More words than this to look for would cost more than compiling: of one run, of alternatives."""
Words = tuple[str, ...]
Tokens = list[tuple[str, str]]
_NOTHING: Words = ("",)


def needed_words(expression: str) -> tuple[Words, ...]:
    """Sets of words: every match stands in a text that holds at least one of each; empty where none can be told.

    Read from left to right: what is plain, or one of a few (搞|弄, [搞弄], 了?), is joined with what follows it, so that
    `(?:搞|弄)了?个` needs one of 搞个 搞了个 弄个 弄了个. A look-ahead or look-behind that must hold counts as well.
    """
    if _PLAIN.fullmatch(expression):
        words = tuple(expression.split("|"))
        return (words,) if len(words) <= _MOST_OR and "" not in words else ()
    if "(?" in expression and _FLAGS.search(expression):
        return ()
    tokens = [(match.lastgroup or "", match[0]) for match in _TOKEN.finditer(expression)]
    needs = _alternatives(tokens, 0)[1]
    return tuple(sorted(dict.fromkeys(needs), key=_weight, reverse=True)) if len(needs) > 1 else tuple(needs)


def _joined(one: Words, other: Words) -> Words:
    if one == _NOTHING:
        return other
    if len(other) == 1:
        return tuple([word + other[0] for word in one])
    return tuple(dict.fromkeys([a + b for a, b in product(one, other)]))


def _weight(words: Words) -> tuple[int, int]:
    """Longer words stand in fewer texts, and so do fewer of them."""
    return min(map(len, words)), -len(words)


def _heaviest(needs: list[Words]) -> Words:
    return needs[0] if len(needs) == 1 else max(needs, key=_weight)


def _alternatives(tokens: Tokens, at: int) -> tuple[Words | None, list[Words], int]:
    """All the words that alternatives may be (None: too many to tell), what they need, the place after their bracket."""
    exact, needs, at, more = _one(tokens, at)
    if not more:
        return exact, needs, at
    every: list[str] | None = None if exact is None else list(exact)
    best: list[Words] | None = [_heaviest(needs)] if needs else None
    while more:
        exact, needs, at, more = _one(tokens, at)
        every = [*every, *exact] if every is not None and exact is not None else None
        best = [*best, _heaviest(needs)] if best is not None and needs else None
    words = tuple(dict.fromkeys(every)) if every is not None else None
    known = words or tuple(dict.fromkeys([word for one in best or () for word in one]))
    told = [known] if known and len(known) <= _MOST_OR and "" not in known else []
    return (words if words is not None and len(words) <= _MOST else None), told, at


def _one(tokens: Tokens, at: int) -> tuple[Words | None, list[Words], int, bool]:
    """One alternative: all the words it may be, what it needs, the place after it, and whether another follows.

    `run` are the words it may hold since it last could hold anything.
    """
    run, whole, needs = _NOTHING, True, list[Words]()
    kind, count = "", len(tokens)
    while at < count:
        kind, token = tokens[at]
        at += 1
        if kind == "or" or kind == "close":
            break
        if kind == "open" and token[-1] in "=!":
            words, inside, at = _alternatives(tokens, at)
            run, whole = _looked(run, whole, needs, (token, words, inside))
            continue
        if kind == "other" and token in "^$":
            continue
        if kind == "text":
            repeated = at < count and tokens[at][0] == "many"
            if not repeated and len(run) <= _MOST:
                run = tuple([word + token for word in run])
                continue
            if repeated and len(token) > 1:
                run, token = _joined(run, (token[:-1],)), token[-1]
        words, inside, at = _element(tokens, at, kind, token)
        if words is not None and len(run) * len(words) <= _MOST:
            run = _joined(run, words)
            continue
        needs += inside if words is None else ()
        needs += () if "" in run else (run,)
        run, whole = words or _NOTHING, False
    needs += () if "" in run else (run,)
    return (run if whole else None), needs, at, kind == "or"


def _element(tokens: Tokens, at: int, kind: str, token: str) -> tuple[Words | None, list[Words], int]:
    """What a token or a group may be (None: anything), as often as it may stand; what it needs; the place after it."""
    words: Words | None
    inside: list[Words] = []
    if kind == "text":
        words = (token,)
    elif kind == "open" and not token.startswith("(?P="):
        words, inside, at = _alternatives(tokens, at)
    else:
        words = _plain(kind, token)
        at += kind == "open"
    if at < len(tokens) and tokens[at][0] == "many":
        words, inside = _repeated(words, inside, tokens[at][1])
        at += 1
    return words, inside, at


def _plain(kind: str, token: str) -> Words | None:
    """What a token may be; None: anything."""
    if kind == "class":
        return tuple(token[1:-1]) if _SET.fullmatch(token) else None
    if kind == "escape":
        if len(token) > 2:
            return (chr(int(token[2:], 16)),)
        return None if token[1].isalnum() else (token[1],)
    return None


def _looked(
    run: Words, whole: bool, needs: list[Words], look: tuple[str, Words | None, list[Words]]
) -> tuple[Words, bool]:
    """The run after a look ahead or behind; what must stand there is needed though it is not read."""
    token, words, inside = look
    if token.endswith("!"):
        return run, whole
    if words is None:
        needs += inside
    elif token == "(?=":
        beside = _joined(run, words) if len(run) * len(words) <= _MOST else words
        needs += [beside] if "" not in beside else []
    elif run == _NOTHING:
        return words, False
    elif "" not in words:
        needs.append(words)
    return run, whole


def _repeated(words: Words | None, inside: list[Words], many: str) -> tuple[Words | None, list[Words]]:
    """What stands once, perhaps not at all, or several times."""
    if many.startswith("?"):
        return (None if words is None else tuple(dict.fromkeys((*words, "")))), []
    if _NONE_AT_ALL.match(many):
        return None, []
    if words is not None:
        inside = [words] if "" not in words else []
    return None, inside
