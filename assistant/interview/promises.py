"""Last year's promises in this year's interview: the questions they become, the answers that speak of them already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assistant.by_notice import with_question
from assistant.figures.comparing import normal, same_quantity
from assistant.figures.units import measure
from assistant.interview.wholes import core
from assistant.outline import FollowUp, Outline, Question
from assistant.report import Commitment, Fact, Figure, Finding, Origin, Pending
from assistant.text.patterns import Lazy

_WORN = Lazy(
    r"举办|开展|组织|召开|完成|实现|争取|落实|确保|力争|推动|推进|建设|打造|新建|建成|再|全年|达到|提高|提升|到|的|了|和|及|、|“|”"
)
_NOT_DONE = Lazy(r"没(?:有)?(?!问题)|未(?!来)|落空|差得远|黄了|泡汤|搁置|停了|不了了之")
_PARTLY = Lazy(
    r"部分|一半|大半|多半|过半|还(?:差|剩|有|欠|在|需)|差[\d一二两三四五六七八九十几]|只(?:完成|做|办|签|建|有)|基本|正在|接着|继续|持续|没(?:有)?(?:全|完全|彻底)"
)
_DONE = Lazy(r"完成|做到|实现|兑现|达到|超额|办结|销号|到位|解决|落地|建成|改完|改好|都?改了|够了|足额")
_FALLING = Lazy(r"(?:降|减|压|控制)[^，。]{0,6}(?:到|至|在)|不超过|以内")
_CONTRAST = Lazy(
    r"改造|维修|提升|拆除|转正|接收|调解|化解|签订|落地|协议|储备|开工|经营性|总收入|人均|村均|户均|净增|后备|预备|积极分子|发展对象"
)
_LEAST_PAIRS = 2
ALIKE, COVERED = 0.75, 0.4
POINT_ALIKE = 0.5


@dataclass(frozen=True)
class Kept:
    """What became of last year's promises: each with its outcome, the facts their own words are, what is to be asked.

    `facts` are the targets as facts of origin file; `ids` of the pending questions that other answers made needless.
    """

    commitments: list[Commitment] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    needless: frozenset[str] = frozenset()
    findings: list[Finding] = field(default_factory=list)
    pending: list[Pending] = field(default_factory=list)
    disputed: frozenset[str] = frozenset()


def with_promises(outline: Outline, commitments: Sequence[Commitment]) -> Outline:
    """The outline with a question for each commitment, its answer going into the item on last year's criticism."""
    items = (item for item in outline.items() if item.review)
    review = next((item.id for item in items), "")
    for commitment in commitments:
        outline = with_question(outline, _question(commitment), review)
    return outline


def _question(commitment: Commitment) -> Question:
    problem = commitment.kind == "problem"
    what = (
        f"去年查摆的问题：{commitment.headline}，今年整改得怎么样？"
        if problem
        else f"去年承诺：{commitment.text}，今年完成得怎么样？"
    )
    unit = commitment.unit or "数"
    asks = [
        FollowUp(
            ask="没做完的，原因是什么？准备什么时候补上？",
            when=(_NOT_DONE.expression, "差", "只"),
            unless=("因为", "原因", "怪", "月", "明年"),
        )
    ]
    if not problem:
        asks.insert(0, FollowUp(ask=f"实际是多少{unit}？", unless=(r"\d", "[一二两三四五六七八九十百]")))
    return Question(
        id=commitment.id,
        ask=what,
        why=f"去年的述职里写着（{commitment.locator}），今年要有交代。",
        example="（例）完成了，办了4期；或：只办了3期，因为换届推迟，明年3月补上。",
        types=("text",) if problem else ("number", "text"),
        required=True,
        minimal=True,
        role="review",
        skip="列为待补，按去年的原话登记。",
        lookup="上年述职报告和台账",
        follow_ups=tuple(asks),
    )


def keep_promises(commitments: Sequence[Commitment], facts: Sequence[Fact], outline: Outline, year: int) -> Kept:
    """Holds this year's answers against last year's promises; `facts` are those of all answers."""
    done: list[Commitment] = []
    own: list[Fact] = []
    needless: set[str] = set()
    for commitment in commitments:
        said = [fact for fact in facts if fact.origin.ref == commitment.id]
        if said:
            answered = _by_own_answer(commitment, said)
        else:
            matched = _matched(commitment, facts, outline, year)
            answered = _by_fact(commitment, matched) if matched else commitment
            needless |= {commitment.id} if matched else set()
        done.append(answered)
        if commitment.figure is not None:
            own.append(_as_fact(commitment))
    return Kept(done, own, frozenset(needless))


def _as_fact(commitment: Commitment) -> Fact:
    return Fact(
        id="",
        kind="figure",
        text=commitment.text,
        quote=commitment.text,
        metric=commitment.metric,
        figure=commitment.figure,
        year=commitment.year,
        origin=Origin(kind="file", ref=commitment.locator),
    )


def _by_own_answer(commitment: Commitment, said: Sequence[Fact]) -> Commitment:
    words = "，".join(dict.fromkeys(fact.quote for fact in said))
    figure = _result(commitment, said)
    outcome = outcome_of(words)
    if figure is not None and figure.figure is not None and commitment.figure is not None:
        reached = _reached(commitment, figure.figure)
        outcome = reached or outcome
    fact = figure or said[0]
    return commitment.model_copy(update={"outcome": outcome, "answer": words, "fact": fact.id})


def _result(commitment: Commitment, said: Sequence[Fact]) -> Fact | None:
    """The figure that tells what was reached: of “6个小区里5个引进了” the 5, the 6 being what was promised."""
    target = commitment.figure
    if target is None:
        return None
    told = [fact for fact in said if fact.figure is not None and _same_kind(target, fact.figure)]
    others = [fact for fact in told if fact.figure is not None and not same_quantity(fact.figure, target)]
    return next(iter(others if len(told) > 1 else told), None)


def outcome_of(words: str) -> str:
    if _PARTLY.search(words):
        return "partly"
    if _NOT_DONE.search(words):
        return "open"
    return "done"


def _by_fact(commitment: Commitment, fact: Fact) -> Commitment:
    outcome: str | None = None
    if commitment.figure is not None and fact.figure is not None:
        outcome = _reached(commitment, fact.figure)
    return commitment.model_copy(
        update={"outcome": outcome or outcome_of(fact.quote), "answer": fact.quote, "fact": fact.id}
    )


def _reached(commitment: Commitment, figure: Figure) -> str | None:
    """Whether the figure reaches the target: done, partly, open; None where that cannot be told."""
    target = commitment.figure
    if target is None or target.value is None or figure.value is None:
        return None
    wanted, told = target.value * measure(target.unit)[1], figure.value * measure(figure.unit)[1]
    if _FALLING.search(commitment.text):
        return "done" if told <= wanted else "partly"
    if told >= wanted:
        return "done"
    return "partly" if told > Decimal(0) else "open"


def _same_kind(one: Figure, other: Figure) -> bool:
    return measure(one.unit)[0] == measure(other.unit)[0] and normal(one)[-2:] == normal(other)[-2:]


def _matched(commitment: Commitment, facts: Sequence[Fact], outline: Outline, year: int) -> Fact | None:
    """The one fact of this year's answers that tells the same quantity; None where there is none or more than one."""
    if commitment.kind == "problem":
        return _point_answered(commitment, facts, outline)
    if commitment.figure is None:
        return None
    found = [
        fact
        for fact in facts
        if fact.figure is not None
        and fact.origin.kind == "answer"
        and fact.status == "ok"
        and fact.year == year
        and (fact.scope is None or fact.scope in commitment.text)
        and outline.question(fact.origin.ref).role in ("fact", "review")
        and _same_kind(commitment.figure, fact.figure)
        and same_matter(commitment.metric, fact.metric)
    ]
    if not found or any(
        not same_quantity(found[0].figure, one.figure) for one in found if one.figure and found[0].figure
    ):
        return None
    return found[0]


def same_matter(one: str, other: str) -> bool:
    """Whether two names of what is measured mean one thing: nearly all of the shorter stands in the longer."""
    if set(_CONTRAST.findall(one)) != set(_CONTRAST.findall(other)):
        return False
    first, second = _pairs(one), _pairs(other)
    small, big = sorted((len(first), len(second)))
    common = len(first & second)
    return small >= _LEAST_PAIRS and common >= ALIKE * small and common >= COVERED * big


def _pairs(words: str) -> set[str]:
    plain = re.sub(r"[^一-龥]", "，", _WORN.sub("", core(words)))
    return {plain[i : i + 2] for i in range(len(plain) - 1) if "，" not in plain[i : i + 2]}


def _point_answered(commitment: Commitment, facts: Sequence[Fact], outline: Outline) -> Fact | None:
    """What was said to be done about the same point of last year's criticism, where the point was read out."""
    review = [
        f for f in facts if outline.question(f.origin.ref).role == "review" and f.origin.kind == "answer" and f.about
    ]
    own = _pairs(commitment.headline)
    raised: dict[int, set[str]] = {}
    for fact in review:
        if fact.about and outline.question(fact.origin.ref).year_offset < 0:
            raised.setdefault(fact.about, set()).update(_pairs(fact.text))
    scored = [(len(own & pairs) / max(1, min(len(own), len(pairs))), number) for number, pairs in raised.items()]
    best = max(scored, default=(0.0, 0))
    if best[0] < POINT_ALIKE:
        return None
    done = [f for f in review if f.about == best[1] and outline.question(f.origin.ref).year_offset >= 0]
    return done[0] if done else None


def against_last_year(
    facts: Sequence[Fact], past: Iterable[Fact]
) -> tuple[list[Finding], list[Pending], frozenset[str]]:
    """A base or last year's figure that last year's report gives differently: findings (high), what to ask, fact ids."""
    known = [one for one in past if one.figure is not None and one.figure.value is not None]
    findings: list[Finding] = []
    pending: list[Pending] = []
    ids: set[str] = set()
    for fact in facts:
        if fact.origin.kind != "answer" or fact.figure is None or fact.year is None or fact.figure.approx:
            continue
        for one in known:
            told = _told_of(fact, one)
            if told is None or one.figure is None or one.figure.approx or same_quantity(told, one.figure):
                continue
            message = (
                f"{fact.origin.ref} 说“{fact.quote}”，{one.origin.ref}写的却是“{one.text}”，{one.year}年的数对不上："
                "请核对台账，核清前不写入正文。"
            )
            findings.append(Finding(rule="B03", level="high", message=message))
            ask = f"{one.year}年{one.metric}，今年说的“{fact.quote}”与去年报告的“{one.text}”以哪个为准"
            pending.append(Pending(question=fact.origin.ref, what=ask))
            ids.add(fact.id)
            break
    return findings, pending, frozenset(ids)


def _told_of(fact: Fact, past: Fact) -> Figure | None:
    """What an answer says of the very figure that last year's report gave, or None where it speaks of another."""
    figure, other = fact.figure, past.figure
    if figure is None or other is None or past.year is None or not same_matter(fact.metric, past.metric):
        return None
    if fact.scope and fact.scope not in past.text:
        return None
    if measure(figure.unit)[0] != measure(other.unit)[0] or normal(figure)[-2:] != normal(other)[-2:]:
        return None
    if fact.year == past.year:
        return Figure(value=figure.value, unit=figure.unit) if figure.value is not None else None
    if fact.year == past.year + 1 and figure.base is not None:
        return Figure(value=figure.base, unit=figure.unit)
    return None
