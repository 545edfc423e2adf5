"""Claims that the same text does not bear out: achievements against problems (D12), N problems and their list (D13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise

from assistant.checking.exemptions import exempt
from assistant.checking.lexicon import Clash, clashes, cue
from assistant.checking.likeness import telling_pairs
from assistant.checking.names import place_names
from assistant.checking.places import clause_at, item_at, passages, sentence_at
from assistant.checking.rule import Hit, Subject, rule
from assistant.text.char_pairs import char_pairs
from assistant.text.patterns import Either, Lazy
from assistant.text.structure import Span, TextReport

_TOPIC = Lazy(r"(?:针对|围绕|关于|对于|对照|就)|在[^，；]{1,30}[上中下里面]$")
_DENIED = Lazy(r"尚未|还未|并未|未能|没能|没有(?!发生)|还没|不能|难以|不够")
_TOWARDS = Lazy(r"对([^，。；]{2,12}?)的?(?:普遍|广泛|高度|一致|比较|十分|非常|不|认可|满意|评价|信任|意见)")
_CLAUSE_MARK = Lazy(r"[，；]")


@dataclass(frozen=True)
class _Passage:
    """A clause that claims or denies: its words, those around it that say what it is about, and those that matched."""

    start: int
    end: int
    clause: str
    around: str
    said: str
    item: int


@cache
def _all_of(patterns: tuple[str, ...]) -> Either:
    return Either(patterns)


def _topic(text: str, start: int) -> str:
    """The nearest clause before `start` in its sentence that says what it is about: 针对……， 对……， 在……上，"""
    left, _ = sentence_at(text, start)
    clauses: list[str] = _CLAUSE_MARK.split(text[left:start])
    for clause in reversed(clauses):
        if _TOPIC.match(clause.strip()):
            return clause
    return ""


def _passages(report: TextReport, patterns: tuple[str, ...], where: list[Span], *, denial: bool) -> list[_Passage]:
    found: dict[int, _Passage] = {}
    for span in where:
        for match in _all_of(patterns).finditer(span.text):
            at = span.start + match.start()
            left, right = clause_at(report.text, at)
            right = max(right, span.start + match.end())
            clause = report.text[left:right]
            if not denial and (_only_hoped(report.text[left:at], match.group()) or exempt("D12", clause)):
                continue
            headline = item_at(report, at)
            around = _topic(report.text, left)
            if denial and headline is not None:
                around += f"，{headline.text}"
            at_item = headline.start if headline else -1
            found.setdefault(left, _Passage(left, right, clause, around, match.group(), at_item))
    return list(found.values())


def _only_hoped(before: str, said: str) -> bool:
    """Whether a claim is a goal (力争……) or itself denied (尚未……)."""
    return cue("not_yet").search(before) is not None or _DENIED.search(said) is not None


@cache
def _without(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True))) if words else None


def _actors(text: str) -> set[tuple[str, str]]:
    return {(match.lastgroup or "", match["of"] or "") for match in cue("actors").finditer(text)}


def _share_actor(one: str, other: str) -> bool:
    """Whether both speak of the same people: 机关干部 and 村干部 are not, 党员 and 农村党员 may be."""
    return any(
        who == whom and (of == where or not of or not where)
        for who, of in _actors(one)
        for whom, where in _actors(other)
    )


def _shared(clash: Clash, claim: _Passage, denial: _Passage) -> int:
    """How much two passages have in common of what they are about; 0 where they are about different things."""
    here, there = ({name.text for name in place_names(f"{one.clause}，{one.around}")} for one in (claim, denial))
    if (here and there and not here & there) or _of_different_things(claim.clause, denial.clause):
        return 0
    within = _common(clash, claim.clause, denial.clause)
    shared = 2 * within + _common(clash, f"{claim.clause}，{claim.around}", f"{denial.clause}，{denial.around}")
    return shared + (1 if shared and any(word in claim.said and word in denial.said for word in clash.drop) else 0)


def _of_different_things(one: str, other: str) -> bool:
    """Whether both name what they are 对……, and name different things: 对党组织认可, 对物业不满意."""
    here, there = (_TOWARDS.findall(text) for text in (one, other))
    return bool(here and there) and not any(char_pairs(a) & char_pairs(b) for a in here for b in there)


def _common(clash: Clash, claim: str, denial: str) -> int:
    drop = _without(clash.drop)
    one, other = (drop.sub("，", claim), drop.sub("，", denial)) if drop else (claim, denial)
    weak = clash.same
    pairs = telling_pairs(_themes(one), weak=weak) & telling_pairs(_themes(other), weak=weak)
    return len(pairs) + (1 if weak and _share_actor(one, other) else 0)


def _themes(text: str) -> str:
    return cue("actors").sub("，", text)


@rule("D12", "high", "成绩和问题打架，评委当场就能问住")
def achievements_stand(subject: Subject) -> Iterator[Hit]:
    """No achievement is denied by a problem or cause of the same text; one finding for each problem and kind of clash."""
    report = subject.report
    good, bad = passages(subject, "achievements"), passages(subject, "problems")
    for clash in clashes():
        denials = _passages(report, clash.denial, bad, denial=True)
        if not denials:
            continue
        claims = _passages(report, clash.claim, good, denial=False)
        best: dict[int, tuple[int, _Passage, _Passage]] = {}
        for denial in denials:
            for claim in claims:
                score = _shared(clash, claim, denial)
                if score > best.get(denial.item, (0,))[0]:
                    best[denial.item] = (score, claim, denial)
        for _, claim, denial in best.values():
            one, other = report.text[claim.start : claim.end].strip(), report.text[denial.start : denial.end].strip()
            yield Hit(
                f"成绩里写“{one}”，问题里又写“{other}”，在“{clash.name}”上前后对不上：核实后改掉一处，或写明各指哪些村、哪些人。",
                claim.start,
                claim.end,
                (denial.start, denial.end),
            )


MOST_CLAIMS, LONGEST_LIST = 20, 4000
_CLAIMED = Lazy(
    r"(?:反馈|指出|点评|提出|查摆|交办|通报|移交)[^，。；\n]{0,12}?(?P<count>\d{1,2}|[两二三四五六七八九十]{1,2})"
    r"(?:个|条|项|方面|类|点)(?:方面)?(?:的)?(?:具体)?(?:问题|意见|不足)"
    r"|(?P<before>\d{1,2}|[两二三四五六七八九十]{1,2})(?:个|条|项|方面)(?:方面)?(?:的)?(?:反馈|点评)(?:的)?(?:问题|意见)"
)
_ENUMERATORS = (
    Lazy(r"[一二三四五六七八九十]是"),
    Lazy(r"第[一二三四五六七八九十][，、是个条项]"),
    Lazy(r"其[一二三四五六七八九十][，、是]"),
    Lazy(r"[①②③④⑤⑥⑦⑧⑨⑩]"),
    Lazy(r"[（(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)]"),
    Lazy(r"(?<![\d.])\d{1,2}[.、．](?!\d)"),
    Lazy(r"(?:针对|关于|对于|就)[^。；\n]{2,60}?(?:问题|不足|意见)"),
    Lazy(r"“[^”\n]{4,40}”(?=[^。；\n]{0,6}(?:问题|、|方面|，|等))"),
)


_SUB_POINT = Lazy(
    r"第[一二三四五六七八九十][，、]|其[一二三四五六七八九十][，、]|[（(]?\d{1,2}[）).、．]|[（(][一二三四五六七八九十]{1,2}[）)]|[①-⑩]"
)


@rule("D13", "high", "上年点评的问题要逐条有交代，只说“已整改”最容易被追问")
def criticism_listed(subject: Subject) -> Iterator[Hit]:
    """Where a text claims N problems of last year, it lists N, each with what came of it."""
    report = subject.report
    for span in passages(subject, "achievements"):
        for match in islice(_CLAIMED.finditer(span.text), MOST_CLAIMS):
            claimed = _number(match["count"] or match["before"])
            left, right = sentence_at(report.text, span.start + match.start())
            if claimed < 1 or exempt("D13", report.text[left:right]):
                continue
            start, end = span.start + match.start(), span.start + match.end()
            listed = _listed(report, end)
            if len(listed) != claimed:
                yield Hit(
                    f"说是{claimed}个问题，逐条列出的有{len(listed)}条：按“问题—做法—结果”一条一条写，没改完的写没改完。",
                    start,
                    end,
                )
            elif idle := [one for one in listed if not cue("outcome").search(one)]:
                message = f"{claimed}个问题都列了，但有{len(idle)}条没写做了什么、结果怎样：补上。"
                yield Hit(message, start, end, level="high" if len(idle) == len(listed) else "medium")


def _number(mark: str) -> int:
    from assistant.figures.reading import numeral

    value = numeral(mark)
    return int(value) if value is not None else 0


def _listed(report: TextReport, position: int) -> list[str]:
    """The points listed after a claim, to the end of its item or part; of several ways to list, the longest."""
    rest = report.text[position : min(_list_end(report, position), position + LONGEST_LIST)]
    found: list[list[str]] = []
    for enumerator in _ENUMERATORS:
        starts = [match.start() for match in enumerator.finditer(rest)]
        found.append([rest[a:b] for a, b in pairwise([*starts, len(rest)])])
    return max(found, key=len)


def _list_end(report: TextReport, position: int) -> int:
    """Where the item of a claim ends; 第二，第三， that follow a 一是 still belong to it."""
    items = sorted((item for part in report.parts for item in part.items), key=lambda item: item.start)
    inside = [item for item in items if item.start <= position < item.end]
    if not inside:
        ends = [part.end for part in report.parts if part.start <= position < part.end]
        return min(ends, default=len(report.text))
    end = inside[-1].end
    if not _SUB_POINT.match(inside[-1].text):
        for item in items:
            if 0 <= item.start - end <= 1 and _SUB_POINT.match(item.text):
                end = item.end
    return end
