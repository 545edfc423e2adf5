"""Where one problem ends and the next begins in what was told as problems."""

from __future__ import annotations

from assistant.report import Fact
from assistant.text.patterns import Lazy
from assistant.writing.kinds import kinds_in, level_of, names_in

_AGAINST = Lazy(r"(?:但是?|不过|可是?|然而|却|就是)(?=[一-龥])")


def numbered(told: list[Fact]) -> list[tuple[int, Fact]]:
    """Each fact of what was told as problems with the number of its problem.

    Numbers said are kept. Without them a new problem begins where another level (班子…, 村书记…) or another kind of
    problem is spoken of: at a new sentence, or at a clause that names a failing of that other kind.
    """
    if any(fact.about for fact in told):
        last = next(fact.about for fact in told if fact.about) or 1
        found = []
        for fact in told:
            last = fact.about or last
            found.append((last, fact))
        return found
    number, kinds, before = 0, set[str](), None
    found = []
    by_level = len({level.name for fact in told if (level := level_of(fact.quote))}) > 1
    for fact in told:
        own = kinds_in(fact.quote)
        begins = _other_level(fact, before) if by_level else _another(fact, own, kinds, before)
        if number == 0 or begins:
            number, kinds = number + 1, set()
        kinds |= own
        before = fact
        found.append((number, fact))
    return found


def _other_level(fact: Fact, before: Fact | None) -> bool:
    level = level_of(fact.quote)
    return level is not None and (before is None or level_of(before.quote) != level)


def _another(fact: Fact, own: set[str], kinds: set[str], before: Fact | None) -> bool:
    if own & kinds or _AGAINST.match(fact.quote):
        return False
    new_sentence = before is not None and before.sentence != fact.sentence
    return new_sentence or (bool(own) and bool(names_in(fact.quote)))
