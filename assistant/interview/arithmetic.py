"""What one sentence's figures say of each other (B07): part and whole, 应到 and 实到, rate, total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.figures import read_figures
from assistant.interview.clash import Clash
from assistant.report import Fact, Figure
from assistant.units import measure

_OF_WHICH = re.compile(r"其中|里面|当中|里头")
_SHOULD = re.compile(r"应|总|共有|全部|计划|排查|受理|摸排|需要|登记|在册")
_DID = re.compile(r"实|已|参加|到会|到场|合格|通过|落实|办结|化解|完成|整改|转化|解决|覆盖|参与")
_TOTAL = re.compile(r"(?:合计|总计|共计|加起来|加一块儿?|总共|一共|拢共|统共|共)(?:一共|是|有|达到?|：|:)*(?P<what>.*)")
_LISTED = re.compile(r"分别是|分别为|分别有|包括|其中")
_ALL_LISTED = re.compile(r"分别是|分别为|分别有|包括")
_RATE = re.compile(r"(?P<stem>[一-龥]{2})率$")
_SHARES = ("比", "%")


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
    for clash in (_part(counts), _excess(counts), _rate(counts, shares), _sum(counts)):
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


def _head(fact: Fact) -> str:
    """The words of a fact's quote before its figure."""
    for span in read_figures(fact.quote):
        if fact.figure is not None and span.figure.value == fact.figure.value and span.figure.unit == fact.figure.unit:
            return fact.quote[: span.start]
    return fact.quote


def _part(counts: list[Fact]) -> Clash | None:
    whole: Fact | None = None
    for fact in counts:
        if _OF_WHICH.search(_head(fact)) is None:
            whole = fact
        elif (
            whole is not None and _kind(whole) == _kind(fact) and _size(fact) > _size(whole) and not _loose(whole, fact)
        ):
            return _clash((whole, fact), f"部分比总数还大：总数是“{whole.quote}”，其中却有“{fact.quote}”")
    return None


def _excess(counts: list[Fact]) -> Clash | None:
    """应到50、实到62: more was done than there was to do."""
    for did in counts:
        if not re.search(r"实[到有际]|已", _head(did)):
            continue
        for should in counts:
            if re.search(r"应[到有参]", _head(should)) and _kind(should) == _kind(did) and _size(did) > _size(should):
                return _clash((should, did), f"实际比应有的还多：“{should.quote}”“{did.quote}”")
    return None


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
        told = _head(did) + did.metric
        if not (stem in told or _DID.search(told)):
            continue
        for should in counts[:index]:
            names = _head(should) + should.metric
            if _SHOULD.search(names) and stem not in _head(should) and _kind(should)[:2] == _kind(did)[:2]:
                return should, did
    return None


def _sum(counts: list[Fact]) -> Clash | None:
    for index, fact in enumerate(counts):
        total = _TOTAL.match(_head(fact))
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
        parts = [f for f in counts[index + 1 :] if _kind(f) == _kind(whole)]
        mark = next((_LISTED.search(_head(part)) for part in parts[:1] if _LISTED.search(_head(part))), None)
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


def _unmarked(whole: Fact, parts: list[Fact]) -> bool:
    """总共186件，土地的74件，邻里的58件，婚姻的39件: a total and then nothing but its kinds."""
    total = re.search(r"总共|一共|合计|总计|总数", _head(whole))
    return total is not None and len(parts) >= 3 and all(re.search(r"[一-龥]{2}的$", _head(part)) for part in parts)


def _overlapping(parts: list[Fact]) -> bool:
    """Parts by different marks (女党员, 35岁以下, 大专以上) may count one person twice."""
    return any(re.search(r"女|男|岁|以上|以下|学历|大专|本科|少数民族|致富|党员$", part.metric) for part in parts)


def _unequal(parts: list[Fact], whole: Fact) -> str:
    told = "、".join(f"“{part.quote}”" for part in parts)
    return f"分项加起来对不上总数：{told}，总数却是“{whole.quote}”"


def _clash(facts: tuple[Fact, ...], told: str) -> Clash:
    quoted = tuple({fact.quote: fact for fact in facts}.values())
    ask = f"{'、'.join(f'“{fact.quote}”' for fact in quoted)}对不上，哪个数不对"
    return Clash("B07", facts, quoted, f"{told}。请核对台账；核清前都不写入正文。", ask)
