"""Sums, differences, rates and means that a sentence gives and that its own figures must bear out (B07)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from assistant.checking.exemptions import exempt
from assistant.checking.places import sentence_at
from assistant.checking.rule import Hit, Subject, rule
from assistant.checking.standing import Standing, standings
from assistant.figures.units import measure
from assistant.text.patterns import Lazy

MOST_FIGURES = 60
"""A sentence with more figures than this is a table run together, whose sums nobody could tell."""
_TOTAL = Lazy(r"(?:合计|共计|总计|总共|总数|一共)[^，。；\d]{0,8}$")
_SAME_MATTER = 6
"""A difference told further than this from the two figures is of something else (减到9个，会议少开18个)."""
_AMONG = Lazy(r"其中")
_REST = Lazy(r"其余|余下|剩余|另外?|分别")
_MORE = Lazy(r"(?:增加|减少|下降|降低|提高|上升|减轻|缩短|年轻|增长|净增|多|少)了?[^，。；\d]{0,4}$")
_GROWTH = Lazy(r"(?:增长|增收|增加|提高|提升|上升|下降|降低|减少|[增降]幅)[^，。；\d]{0,5}$")
# 从3个减至1个，发文减少28%: a change with a subject of its own is of something else.
_NOTHING_ELSE = Lazy(
    r"[，、；（）左右了]*(?:同比|环比|[比较](?:上年|去年|上一年|20\d{2}年)(?:同期)?|实际|净|共|累计|约|近|分别|即|也就是|相当于|总体|整体|平均)*"
    r"(?:增长|增收|增加|提高|提升|上升|下降|降低|减少|[增降]幅|[增降减涨])"
)
_LAST = Lazy(r"(?:上年|去年|同期|上一年|20\d{2}年)[^，。；\d]{0,10}$")
_RATE = Lazy(r"(?:率|占)[^，。；\d]{0,12}$")
_ADVERBS = Lazy(r"[约仅只也就才还均共的]|大概|大约|分别|其中")
# People told of by such marks (35岁以下15名、致富能手8名) may be counted twice.
_MARK = Lazy(
    r"(?:[岁龄]以[上下]|女性?|男性?|(?:大专|本科)(?:及)?以上(?:学历)?|少数民族|致富(?:能手|带头人)|退役军人|产业工人)(?:的|党员|干部)*$"
)
_MEAN = Lazy(r"(?:[场人户村均]均|平均每?[一-鿿]{0,2}|每[场期户人村次])[^，。；\d]{0,4}$")


def _size(one: Standing) -> Decimal:
    figure = one.span.figure
    return (figure.value or Decimal(0)) * measure(figure.unit)[1]


def _kind(one: Standing) -> str:
    return measure(one.span.figure.unit)[0]


def _exact(one: Standing) -> bool:
    figure = one.span.figure
    return figure.value is not None and not figure.approx


class _Sentence:
    """The figures of one sentence in their order, with the words before each."""

    def __init__(self, text: str, start: int, figures: Sequence[Standing], tolerance: Decimal) -> None:
        self.text, self.start = text, start
        self.figures = sorted(figures, key=lambda one: one.span.start)
        self.tolerance = tolerance

    def before(self, one: Standing) -> str:
        """The words of the sentence before a figure, at most 30 of them."""
        at = one.span.start - self.start
        return self.text[max(0, at - 30) : at]

    def off(self, said: Decimal, reckoned: Decimal) -> bool:
        """Whether a value said is farther from the one reckoned than the tolerance allows."""
        return abs(said - reckoned) > abs(reckoned) * self.tolerance

    def off_percent(self, said: Decimal, reckoned: Decimal) -> bool:
        """The same for percentages, in percentage points: 33% for 33.3% is rounded, not wrong."""
        return abs(said - reckoned) > 100 * self.tolerance

    def findings(self) -> Iterator[tuple[Standing, str]]:
        """What does not add up: the figure to look at, and what it should come to."""
        yield from self._totals()
        yield from self._parts()
        yield from self._changes()
        yield from self._rates()
        yield from self._means()

    def _totals(self) -> Iterator[tuple[Standing, str]]:
        for index, total in enumerate(self.figures):
            if not _TOTAL.search(self.before(total)):
                continue
            parts = [one for one in self.figures[:index] if _kind(one) == _kind(total) and _exact(one)]
            if len(parts) >= 2 and _exact(total) and self.off(_size(total), sum(map(_size, parts), Decimal(0))):
                yield total, f"前面各项加起来是{_plain(sum(map(_size, parts), Decimal(0)), total)}"

    def _parts(self) -> Iterator[tuple[Standing, str]]:
        among = _AMONG.search(self.text)
        if among is None:
            return
        cut = self.start + among.start()
        whole = [one for one in self.figures if one.span.end <= cut and _exact(one)]
        if not whole:
            return
        total = whole[-1]
        stop = self.text.find("；", among.end())
        end = self.start + stop if stop >= 0 else self.start + len(self.text)
        after = [one for one in self.figures if cut < one.span.start < end]
        parts = self._own_parts([one for one in after if _kind(one) == _kind(total) and _exact(one)], cut, total)
        if _kind(total) in ("人", "个") and any(_MARK.search(self.before(one)) for one in parts):
            parts = sorted(parts, key=_size)[-1:]
        summed = sum(map(_size, parts), Decimal(0))
        closed = _REST.search(self.text, among.start()) and len(parts) >= 2
        if summed > _size(total) * (1 + self.tolerance) or (closed and self.off(_size(total), summed)):
            yield total, f"“其中”各项加起来是{_plain(summed, total)}"

    def _own_parts(self, parts: list[Standing], cut: int, total: Standing) -> list[Standing]:
        """The parts up to where another matter begins: behind a list (甲3名、乙4名，…), at a figure beyond the whole."""
        comma = self.text.find("，", cut - self.start)
        first = len(self.text) if comma < 0 else comma
        listed = [one for one in parts if one.span.start < self.start + first]
        if len(listed) > 1 and "、" in self.text[cut - self.start : first]:
            return listed
        beyond = next((n for n, one in enumerate(parts) if n >= len(listed) and _size(one) > _size(total)), len(parts))
        return parts[: max(beyond, len(listed))]

    def _changes(self) -> Iterator[tuple[Standing, str]]:
        for first, second in zip(self.figures, self.figures[1:], strict=False):
            base = first.span.figure.base
            between = self.text[first.span.end - self.start : second.span.start - self.start]
            if second.span.figure.unit == "%" and not _NOTHING_ELSE.match(between):
                continue
            if base is not None and first.span.figure.value is not None:
                yield from self._change(base, first.span.figure.value, first, second)
        for index, percent in enumerate(self.figures):
            pair = [one for one in self.figures[:index] if _kind(one) != "比" and _exact(one)]
            if percent.span.figure.unit != "%" or len(pair) != 2 or not _GROWTH.search(self.before(percent)):
                continue
            now, then = pair
            if _LAST.search(self.before(now)) and not _LAST.search(self.before(then)):
                now, then = then, now
            elif not _LAST.search(self.before(then)):
                continue
            if _kind(now) == _kind(then):
                yield from self._change(_size(then), _size(now), now, percent)

    def _change(self, base: Decimal, value: Decimal, first: Standing, said: Standing) -> Iterator[tuple[Standing, str]]:
        figure = said.span.figure
        if figure.value is None or not _exact(said):
            return
        if figure.unit == "%" and base and _GROWTH.search(self.before(said)):
            reckoned = abs(value - base) / abs(base) * 100
            if self.off_percent(figure.value, reckoned):
                yield said, f"照前后两个数算是{_short(reckoned)}%"
        elif (
            _kind(said) == _kind(first)
            and said.span.start - first.span.end <= _SAME_MATTER
            and _MORE.search(self.before(said))
        ):
            difference = abs(value - base)
            if self.off(figure.value, difference):
                yield said, f"照前后两个数算是{_short(difference)}{figure.unit}"

    def _rates(self) -> Iterator[tuple[Standing, str]]:
        for index, rate in enumerate(self.figures):
            if rate.span.figure.unit != "%" or not _RATE.search(self.before(rate)) or rate.span.figure.value is None:
                continue
            counts = [one for one in self.figures[:index] if _kind(one) != "比" and _exact(one)]
            pair = counts[-2:]
            if len(pair) < 2 or _kind(pair[0]) != _kind(pair[1]) or not _size(pair[0]) or not _size(pair[1]):
                continue
            if not re.search(r"应|其中|有|占", self.text) or not _exact(rate) or not self._of_pair(rate, *pair):
                continue
            whole, part = max(map(_size, pair)), min(map(_size, pair))
            reckoned = part / whole * 100
            if self.off_percent(rate.span.figure.value, reckoned):
                yield rate, f"照前面两个数算是{_short(reckoned)}%"

    def _of_pair(self, rate: Standing, first: Standing, second: Standing) -> bool:
        """Whether a share is that of the two counts before it.

        小龙虾鲜销占87% has a subject of its own, and 60岁以上493名，占44% behind 女党员287名 another whole.
        """
        clause = re.split(r"[，；。]", self.before(rate))[-1]
        if "率" in clause:
            stem = clause[: clause.rindex("率")][-2:]
            told = self.text[: rate.span.start - self.start - len(clause)]
            return any(char in told for char in stem) or not stem.strip("的一")
        subject = _ADVERBS.sub("", clause[: clause.rindex("占")]) if "占" in clause else ""
        own = self.text[first.span.end - self.start : rate.span.start - self.start - len(clause)]
        return (not subject or subject in own) and _size(second) <= _size(first)

    def _means(self) -> Iterator[tuple[Standing, str]]:
        for index, mean in enumerate(self.figures):
            if not _MEAN.search(self.before(mean)) or mean.span.figure.per or not _exact(mean):
                continue
            counts = [one for one in self.figures[:index] if _exact(one)]
            if any(_kind(one) == "比" or one.span.figure.unit == "成" for one in counts):
                continue
            if len(counts) != 2 or not _size(counts[0]) or not _size(counts[1]):
                continue
            reckoned = max(map(_size, counts)) / min(map(_size, counts))
            if _kind(mean) not in {_kind(one) for one in counts}:
                continue
            if abs(_size(mean) - reckoned) > max(Decimal(1), reckoned * self.tolerance):
                yield mean, f"照前面两个数算约为{_short(reckoned)}"


def _short(value: Decimal) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def _plain(value: Decimal, like: Standing) -> str:
    unit = like.span.figure.unit
    return f"{_short(value / measure(unit)[1])}{unit}"


@rule("B07", "high", "自己的数自己算不平，材料就没人信了", ("facts",))
def figures_add_up(subject: Subject) -> Iterator[Hit]:
    """Totals, parts, differences, rates and means of a sentence agree with its own figures."""
    text = subject.report.text
    tolerance = Decimal(str(subject.threshold("B07", "tolerance")))
    for (start, end), figures in groupby(standings(subject), key=lambda one: sentence_at(text, one.span.start)):
        listed = list(figures)
        if len(listed) > MOST_FIGURES or exempt("B07", text[start:end]):
            continue
        for one, what in _Sentence(text[start:end], start, listed, tolerance).findings():
            yield Hit(f"“{one.span.text}”与同一句里的数对不上：{what}，请核对。", one.span.start, one.span.end)
