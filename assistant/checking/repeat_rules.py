"""Group E without another report: sentences told twice, slogans, empty and intensifying words (handbook §4.5)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from assistant.checking.lexicon import words
from assistant.checking.rule import Hit, Subject, rule
from assistant.text.patterns import Lazy
from assistant.text.structure import Span, sentences, size

WINDOW = 13
"""Characters of a window: the measure of the handbook's calibration on government work reports."""
ENOUGH_FOR_DENSITY = 300
_PLAIN = Lazy(r"[^一-龥A-Za-z0-9]")
_LEAD = Lazy(r"^[一二三四五六七八九十]是")
_AIM = Lazy(r"(?:针对|瞄准|围绕|聚焦|对照|对)[^，。；\n]{3,40}?(?:问题|短板|不足)[，、]?")
_SHORTEST = 10
_QUOTED = Lazy(r"“([^”\n]{2,40})”")
_BRAND = Lazy(r"品牌|工作室|示范点|合作社|大讨论|活动|行动|工程|计划")


def _said(subject: Subject) -> list[tuple[Span, str]]:
    """The sentences of the parts, each with its plain words; ordinals, and the problem a measure names, left out, and so is
    what still waits to be filled in."""
    bodies = [Span(part.text, part.start, part.end) for part in subject.report.parts]
    found = [sentence for body in bodies for sentence in sentences(body) if "【待补" not in sentence.text]
    return [(sentence, _LEAD.sub("", _PLAIN.sub("", _AIM.sub("", sentence.text)))) for sentence in found]


def _windows(text: str) -> list[str]:
    return [text[at : at + WINDOW] for at in range(len(text) - WINDOW + 1)]


@rule("E01", "medium", "同一句话写两遍，一听就是拼的")
def sentences_once(subject: Subject) -> Iterator[Hit]:
    """No sentence stands twice, and no two share more than half of their windows of thirteen characters."""
    most = subject.threshold("E01", "overlap_max")
    long = [(span, plain, frozenset(_windows(plain))) for span, plain in _said(subject) if len(plain) >= _SHORTEST]
    for (first, one, here), (second, other, there) in combinations(long, 2):
        shared = len(here & there) / min(len(here), len(there)) if here and there else 0.0
        if one == other or shared > most:
            advice = "删去一处" if one == other else "合并，或各写各的事"
            message = f"这一句与前面“{first.text[:20]}……”{'重复' if one == other else '大半相同'}：{advice}。"
            yield Hit(message, second.start, second.end, (first.start, first.end))


@rule("E02", "medium", "前后照抄自己的话，显得没东西可写")
def text_not_repeated(subject: Subject) -> Iterator[Hit]:
    """At most share_max of the text's windows of thirteen characters stand more than once."""
    most = subject.threshold("E02", "share_max")
    counts = Counter(window for _, plain in _said(subject) for window in _windows(plain))
    total = counts.total()
    again = [window for window, count in counts.items() if count > 1]
    share = sum(counts[window] - 1 for window in again) / total if total else 0.0
    if total >= ENOUGH_FOR_DENSITY and share > most:
        yield Hit(f"全文有{share:.1%}的文字前后重复（如“{again[0]}”），一般不超过{most:.1%}：换成各处自己的做法和数。")


@rule("E05", "medium", "同一个口号反复说，听的人只记得口号")
def slogans_sparing(subject: Subject) -> Iterator[Hit]:
    """A word in quotation marks stands at most times_max times, a brand or an activity once more; terms do not count."""
    most = int(subject.threshold("E05", "times_max"))
    text = subject.report.text
    places: dict[str, list[re.Match[str]]] = {}
    for match in _QUOTED.finditer(text):
        places.setdefault(match[1].strip(), []).append(match)
    for word, found in places.items():
        branded = any(_BRAND.match(text[match.end() : match.end() + 6]) for match in found)
        if len(found) > most + branded and word not in words().common_quotes:
            last = found[-1]
            yield Hit(
                f"“{word}”用了{len(found)}次，一般不超过{most + branded}次：只留最要紧的一处，别处直接写做了什么。",
                last.start(),
                last.end(),
            )


def _density(text: str, listed: Sequence[str]) -> tuple[float, list[str]]:
    pattern = re.compile("|".join(sorted(map(re.escape, listed), key=len, reverse=True)))
    found = pattern.findall(text)
    return 1000 * len(found) / max(1, size(text)), found


def _most_used(found: list[str]) -> str:
    return "、".join(f"“{word}”{count}次" for word, count in Counter(found).most_common(4))


@rule("E06", "medium", "空话多了，真事就被淹了")
def empty_words_few(subject: Subject) -> Iterator[Hit]:
    """At most per_thousand_max empty phrases (高度重视, 形成合力) a thousand 字."""
    yield from _too_dense(subject, "E06", words().empty, "空泛的话", "删掉它，写谁做了什么、做成几个")


@rule("E07", "medium", "“明显”“显著”太多，等于没有成效")
def intensifiers_few(subject: Subject) -> Iterator[Hit]:
    """At most per_thousand_max words like 明显 and 切实 a thousand 字."""
    yield from _too_dense(subject, "E07", words().intensifiers, "强化词", "换成数、排名或一件事")


def _too_dense(subject: Subject, rule_id: str, listed: Sequence[str], what: str, advice: str) -> Iterator[Hit]:
    most = subject.threshold(rule_id, "per_thousand_max")
    text = "".join(part.text for part in subject.report.parts)
    if size(text) < ENOUGH_FOR_DENSITY:
        return
    density, found = _density(text, listed)
    if density > most:
        yield Hit(f"{what}每千字{density:.1f}处（{_most_used(found)}），一般不超过{most:g}处：{advice}。")
