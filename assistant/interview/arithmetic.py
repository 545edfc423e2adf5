"""What one sentence's figures say of each other (B07): part and whole, 应到 and 实到, rate, total."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from decimal import Decimal

from assistant.figures.units import measure
from assistant.interview.clash import Clash
from assistant.interview.wholes import before_figure, part_name
from assistant.report import Fact, Figure
from assistant.text.patterns import Lazy

_OF_WHICH = Lazy(r"其中|(?<!在)(?:里面|当中|里头)")
_PEOPLE = Lazy(r"(?:人|党员|群众|村民|居民|社员|工人|老人|干部|职工|孩子|学生)")
# “14个社区里9个是村改居”: of one part something is told, no further part.
_OF_ONE_PART = Lazy(r"[\d.一二两三四五六七八九十百]+[^\d，。；]{0,10}?(?:里头?|里面|当中|之中|中)[^，。；\d]{0,10}\d")
_DID = Lazy(r"实|已|参加|到会|到场|合格|通过|落实|办结|化解|完成|整改|转化|解决|覆盖|参与")
_TOTAL = Lazy(
    r"(?:[一-龥]{1,6}[和、加跟][一-龥]{1,6}(?=[一合总共]))?(?:全年|一年下来|全部|两项|几项)?(?:合计|总计|共计|加起来|加一块儿?|总共|一共|拢共|统共|共)(?:一共|是|有|达到?|：|:)*(?P<what>.*)"
)
_LISTED = Lazy(r"分别是|分别为|分别有|包括|其中")
_ALL_LISTED = Lazy(r"分别是|分别为|分别有|包括")
_RATE = Lazy(r"(?P<stem>[一-龥]{2})率$")
_BARE_SHARE = Lazy(r"^(?:大概|约|也就|差不多)?占(?:了|到|比|总数的?)*(?:大概|约|近)?$")
_MOVED = Lazy(
    r"^(?:同比|净|比去年|较?上年|也就是?|就是|一下子|一年)*"
    r"(?P<way>增长|增加|增|涨|提高|上升|多|减少|减|下降|降|缩|少|压减|压|砍|精简)(?:了|幅|收|加|出)*(?:大概|约|近|为|是|到)?$"
)
_MARK = Lazy(r"女|男|岁|以上|以下|学历|大专|本科|少数民族|致富|党员$")
_AFTER_FIGURE = Lazy(r"\d[\d.]*[万亿]?(?:元|名|人次|人|户|个|件|场次|场|次|亩|项|条|家|处|张|公里|岁|%)?")


def value_of(fact: Fact) -> Decimal:
    """A fact's figure in its unit; 0 where it is a range."""
    return fact.figure.value if fact.figure is not None and fact.figure.value is not None else Decimal(0)


def rough(figure: Figure) -> bool:
    """Whether the figure was only told as about so much."""
    return bool(figure.approx) or figure.value is None


def in_one_sentence(said: list[Fact]) -> Iterator[Clash]:
    """The contradictions among the figures of one sentence, at most one of each sort."""
    counts = [f for f in said if f.figure is not None and f.figure.value is not None and not _is_share(f)]
    shares = [f for f in said if f.figure is not None and f.figure.value is not None and _is_share(f)]
    for clash in (_part(counts), _excess(counts), _rate(counts, shares), _share(said), _moved(said), _sum(counts)):
        if clash is not None:
            yield clash


def _is_share(fact: Fact) -> bool:
    unit = fact.figure.unit if fact.figure is not None else ""
    return measure(unit)[0] == "比" or unit in ("个百分点", "倍")


def _kind(fact: Fact) -> tuple[str, int | None, str | None]:
    figure = fact.figure or Figure()
    return measure(figure.unit)[0], fact.year, figure.per


def _size(fact: Fact) -> Decimal:
    figure = fact.figure or Figure()
    return value_of(fact) * measure(figure.unit)[1]


def _loose(*facts: Fact) -> bool:
    return any(rough(fact.figure) for fact in facts if fact.figure is not None)


def _part(counts: list[Fact]) -> Clash | None:
    whole: Fact | None = None
    for fact in counts:
        if _OF_WHICH.search(before_figure(fact)) is None:
            whole = fact
        elif whole is not None and _of_one_kind(whole, fact) and _size(fact) > _size(whole) and not _loose(whole, fact):
            return _clash((whole, fact), f"部分比总数还大：总数是“{whole.quote}”，其中却有“{fact.quote}”")
    return None


def _of_one_kind(whole: Fact, part: Fact) -> bool:
    """Whether one may be a part of the other: the people in them are none of the sheds (51个棚，里头174个人)."""
    return _kind(whole) == _kind(part) and (_people(whole) or not _people(part))


def _people(fact: Fact) -> bool:
    """Whether people are counted by a word that says so, beside 个 or in what is measured."""
    unit = fact.figure.unit if fact.figure is not None else ""
    return unit not in ("个", "") or _PEOPLE.search(fact.metric + fact.quote[len(before_figure(fact)) :]) is not None


def _excess(counts: list[Fact]) -> Clash | None:
    """应到50、实到62: more was done than there was to do."""
    should: Fact | None = None
    for fact in counts:
        head = before_figure(fact)
        if re.search(r"实[到有际]|已", head[-6:]):
            if should is not None and _kind(should) == _kind(fact) and _size(fact) > _size(should):
                return _clash((should, fact), f"实际比应有的还多：“{should.quote}”“{fact.quote}”")
        elif re.search(r"应[到有参]", head):
            should = fact
    return None


def _share(said: list[Fact]) -> Clash | None:
    """党员1000名，35岁以下的50名，占15%: the last count is the part, the nearest larger one the whole."""
    for index, share in enumerate(said):
        if not _is_share(share) or _BARE_SHARE.match(before_figure(share)) is None:
            continue
        counts = [fact for fact in said[:index] if value_of(fact) and not _is_share(fact)]
        part = counts[-1] if counts else None
        wholes = [f for f in counts[:-1] if part and _may_be_whole(f, part)]
        if part is None or not wholes or _loose(part, wholes[-1]):
            continue
        exact = _size(part) / _size(wholes[-1]) * 100
        if abs(exact - _size(share)) > (5 if _loose(share) or _unit(share) == "成" else Decimal("1.5")):
            told = f"按“{wholes[-1].quote}”“{part.quote}”算是{exact:.0f}%，却说“{share.quote}”"
            return _clash((wholes[-1], part, share), told)
    return None


def _may_be_whole(whole: Fact, part: Fact) -> bool:
    """A larger count of the same kind that is no part itself (女党员287名，60岁以上493名，占44%)."""
    return _kind(whole)[0] == _kind(part)[0] and _size(whole) >= _size(part) and not part_name(whole)


def depending(said: list[Fact], bad: Container[str]) -> Iterator[Fact]:
    """The shares and changes of a sentence told of a figure that cannot stand (35岁以下1037名，占25.1%)."""
    gone = False
    for fact in said:
        told = _AFTER_FIGURE.split(before_figure(fact))[-1]
        if fact.id in bad:
            gone = True
        elif not (gone and (_BARE_SHARE.match(told) or _MOVED.match(told))):
            gone = False
        else:
            yield fact


def _unit(fact: Fact) -> str:
    return fact.figure.unit if fact.figure is not None else ""


def _moved(said: list[Fact]) -> Clash | None:
    """去年400万，今年460万，增长25% and 从52岁降到46岁，降了9岁: the change does not follow from its two ends."""
    for index, change in enumerate(said):
        way = _MOVED.match(_AFTER_FIGURE.split(before_figure(change))[-1])
        ends = _two_ends(said[:index]) if way is not None and not _loose(change) else None
        if ends is None:
            continue
        before, after, told_by = ends
        if _is_share(change) and before:
            exact, slack = abs(after - before) / before * 100, Decimal(1)
        elif _kind(change)[0] == _kind(told_by[-1])[0]:
            exact, slack = abs(after - before), Decimal(0)
        else:
            continue
        if abs(exact - _size(change)) > slack:
            quotes = "”“".join(dict.fromkeys(fact.quote for fact in told_by))
            return _clash((*told_by, change), f"照“{quotes}”算不出“{change.quote}”")
    return None


def _two_ends(said: list[Fact]) -> tuple[Decimal, Decimal, tuple[Fact, ...]] | None:
    """Where a change starts and ends, in base units: within the last figure (从A到B), or in the last two of two years."""
    last = said[-1] if said else None
    if last is None or last.figure is None or _loose(last):
        return None
    size = measure(last.figure.unit)[1]
    if last.figure.base is not None:
        return last.figure.base * size, _size(last), (last,)
    first = said[-2] if len(said) > 1 else None
    if first is None or first.year is None or last.year is None or _loose(first):
        return None
    if _kind(first)[0] != _kind(last)[0] or abs(first.year - last.year) != 1:
        return None
    if first.metric != last.metric:
        return None
    ends = (_size(first), _size(last)) if first.year < last.year else (_size(last), _size(first))
    return *ends, (first, last)


def _rate(counts: list[Fact], shares: list[Fact]) -> Clash | None:
    for share in shares:
        found = _RATE.search(share.metric)
        pair = _base_and_part(counts, found["stem"]) if found is not None else None
        if pair is None or _size(pair[0]) == 0 or _loose(*pair):
            continue
        exact = _size(pair[1]) / _size(pair[0]) * 100
        slack = Decimal(5) if _loose(share) else Decimal(1)
        if abs(exact - _size(share)) > slack:
            told = f"按“{pair[0].quote}”“{pair[1].quote}”算是{exact:.0f}%，却说“{share.quote}”"
            return _clash((pair[0], pair[1], share), told)
    return None


def _base_and_part(counts: list[Fact], stem: str) -> tuple[Fact, Fact] | None:
    """The two counts a rate is made of: what was to be done, and what was."""
    for index, did in enumerate(counts):
        told = before_figure(did) + did.metric
        if not (stem in told or _DID.search(told)) or re.search("应", before_figure(did)):
            continue
        for should in reversed(counts[:index]):
            own = re.search("应", before_figure(should)) or stem not in before_figure(should)
            if own and _kind(should)[:2] == _kind(did)[:2] and _size(should) >= _size(did):
                return should, did
    return None


def _sum(counts: list[Fact]) -> Clash | None:
    for index, fact in enumerate(counts):
        total = _TOTAL.match(before_figure(fact))
        parts = [f for f in counts[:index] if _kind(f) == _kind(fact)]
        if total is not None and len(parts) >= 2 and _covers(total["what"], parts) and not _loose(fact, *parts):
            if sum(_size(part) for part in parts) != _size(fact):
                return _clash((*parts, fact), _unequal(parts, fact))
            return None
    return _listed_sum(counts)


def _covers(what: str, parts: list[Fact]) -> bool:
    what = re.sub(r"(?:举办|开展|组织|办|开|搞|发展|完成|做)?(?:了|过)*", "", what).strip("：:，的 ")
    return not what or all(what in part.metric for part in parts)


def _listed_sum(counts: list[Fact]) -> Clash | None:
    """共20个，其中A 12个、B 10个: the parts may not exceed the whole, nor fall short where all are listed."""
    for index, whole in enumerate(counts[:-2]):
        parts = [f for f in _unnested(counts[index + 1 :]) if _kind(f) == _kind(whole)]
        mark = next(
            (_LISTED.search(before_figure(part)) for part in parts[:1] if _LISTED.search(before_figure(part))), None
        )
        if mark is None and _unmarked(whole, parts):
            mark = _ALL_LISTED.match("包括")
        if mark is None or len(parts) < 2 or _loose(whole, *parts):
            continue
        total = sum(_size(part) for part in parts)
        if total > _size(whole) and max(_size(p) for p in parts) <= _size(whole) and not _overlapping(parts):
            return _clash((whole, *parts), _unequal(parts, whole))
        if total != _size(whole) and _ALL_LISTED.search(mark[0]):
            return _clash((whole, *parts), _unequal(parts, whole))
    return None


def _unnested(counts: list[Fact]) -> list[Fact]:
    """The counts without what is told of one of them (社区14个，14个社区里9个是村改居)."""
    kept: list[Fact] = []
    inside = False
    for fact in counts:
        nested = inside
        inside = _OF_ONE_PART.match(fact.quote[len(before_figure(fact)) :]) is not None
        again = inside and any(_kind(one) == _kind(fact) and _size(one) == _size(fact) for one in kept)
        if not nested and not again:
            kept.append(fact)
    return kept


def _unmarked(whole: Fact, parts: list[Fact]) -> bool:
    """总共186件，土地的74件，邻里的58件，婚姻的39件: a total and then nothing but its kinds."""
    total = re.search(r"总共|一共|合计|总计|总数", before_figure(whole))
    return (
        total is not None
        and len(parts) >= 3
        and all(re.search(r"[一-龥]{2}的$", before_figure(part)) for part in parts)
    )


def _overlapping(parts: list[Fact]) -> bool:
    """People told of by different marks (女党员, 35岁以下, 大专以上) may be counted twice."""
    return _kind(parts[0])[0] in ("人", "个") and any(_MARK.search(part.metric) for part in parts)


def _unequal(parts: list[Fact], whole: Fact) -> str:
    told = "、".join(f"“{part.quote}”" for part in parts)
    return f"分项加起来对不上总数：{told}，总数却是“{whole.quote}”"


def _clash(facts: tuple[Fact, ...], told: str) -> Clash:
    quoted = tuple({fact.quote: fact for fact in facts}.values())
    ask = f"{'、'.join(f'“{fact.quote}”' for fact in quoted)}对不上，哪个数不对"
    return Clash("B07", facts, quoted, f"{told}。请核对台账；核清前都不写入正文。", ask)
