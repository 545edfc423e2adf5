"""Words that say something of the figure before them (占12.6%): where that figure is kept out, they are kept out with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.report import Fact
from assistant.text.patterns import Lazy

_LEANS = Lazy(
    r"(?:约|近|仅|只)?占(?!地|用|道)|其中|同比|环比|较上年|比(?:上年|20\d\d年)|(?:增长|下降|增|降)约?近?[\d.]+(?:%|个百分点)"
)


# “去年352件，今年多的大多是欠薪”: of a difference from a figure of another year, which is not written.
_OF_THE_DIFFERENCE = Lazy(r"(?:今年)?(?:多|少|增加|减少|增|减)(?:出|掉|了|出来)?的(?!是)")


def upright(facts: Sequence[Fact], free: Collection[str], year: int) -> list[Fact]:
    """Of all facts in the order told, those that may be written (`free`) and do not lean on one that may not."""
    kept: list[Fact] = []
    before: Fact | None = None
    fallen = False
    for fact in facts:
        same = before is not None and (before.origin.ref, before.sentence) == (fact.origin.ref, fact.sentence)
        leans = same and _LEANS.match(fact.text) is not None and not (before is not None and before.text == fact.text)
        other = same and before is not None and before.year not in (None, year)
        fallen = fact.id not in free or (fallen and leans)
        fallen = fallen or (other and _OF_THE_DIFFERENCE.match(fact.text) is not None)
        before = fact
        if not fallen:
            kept.append(fact)
    return kept
