"""Claims that nothing was left undone, against answers that say something was (D12)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.outline import Outline
from assistant.report import Fact
from assistant.units import measure

_ALL = re.compile(
    r"(?<!\d)100\s?[%％]|百分之?(?:之)?百|百分之一百|全覆盖|应.{1,3}尽.{1,3}|一个(?:不落|没落|不少)|无一(?:遗漏|例外)|"
    r"(?:全部|全都).{0,6}(?:落实|到位|参加|完成|达标|覆盖|到齐|坚持)(?!不)"
)
_DONE = re.compile(
    r"(?:全部|全都|都|均|全|已经?|已全部).{0,5}(?:改完|整改完|改好|整改到位|改到位"
    r"|销号|解决|办结|清零|化解完|整改|落实到位)(?!率|中)|整改完成|改完了|销号率?.{0,3}100"
    r"|动态清零|圆满完成"
)
_UNDONE = re.compile(
    r"没(?:有)?(?:全部?|完全|彻底)?(?:改|整改|落实|完成|办结|做|销号|解决|到位"
    r"|清)(?:完|好|到位|彻底)?|(?:还|仍|尚)(?:没|未|差|剩|在(?:整改|推进))|未(?:全部)?(?:完成"
    r"|整改|落实|到位|销号|办结|解决)|"
    r"反弹|反复|走过场|流于形式|形式单一|不(?:够)?(?:经常|正常|规范|彻底|到位"
    r"|落实)|积极性不(?:够)?高|不愿(?:意)?参加|(?:还|仍)有.{1,12}没|打折扣|拖着"
    r"|没人(?:来|参加|管)"
)
_SHORT_SHARE = re.compile(
    r"率|来了|到了|只来|只到|只有|才来|没来|实到|到会|到场|参加|参与|覆盖|出勤|完成|落实|整改|销号|占|办结|化解"
)
_STOP = frozenset(
    [
        "工作",
        "问题",
        "方面",
        "党员",
        "党建",
        "党组",
        "组织",
        "支部",
        "我们",
        "全镇",
        "开展",
        "活动",
        "进行",
        "落实",
        "今年",
        "情况",
        "参加",
        "参与",
        "干部",
        "群众",
        "完成",
        "整改",
        "全部",
        "书记",
        "委员",
        "党委",
        "基层",
        "机制",
        "制度",
    ]
)


def contradictions(facts: list[Fact], outline: Outline) -> Iterator[tuple[Fact, Fact]]:
    """Each claim of this or last year's work with the first answer that contradicts it, figures before words."""
    roles = {question.id: question.role for question in outline.questions}
    whole = _sentences(facts)
    claims = [f for f in facts if roles.get(f.origin.ref) in ("fact", "review") and _claims(f)]
    for claim in claims:
        about = whole[_place(claim)]
        rivals = [
            fact
            for fact in facts
            if fact.year == claim.year or roles.get(fact.origin.ref) != "measure"
            if roles.get(fact.origin.ref) in ("fact", "review", "problem", "evidence", "cause")
            if fact.id != claim.id and _place(fact) != _place(claim) and _may_differ(claim, fact)
        ]
        ranked = [f for f in rivals if _falls_short(f)] + [f for f in rivals if _admits(f)]
        against = next((f for f in ranked if _same_matter(claim, about, f, whole[_place(f)])), None)
        if against is not None:
            yield claim, against


def _place(fact: Fact) -> tuple[str, int, int | None]:
    return fact.origin.ref, fact.sentence, fact.about


def _sentences(facts: Iterable[Fact]) -> dict[tuple[str, int, int | None], str]:
    whole: dict[tuple[str, int, int | None], str] = {}
    for fact in facts:
        said = whole.get(_place(fact), "")
        whole[_place(fact)] = said if fact.quote in said else said + fact.quote
    return whole


def _may_differ(claim: Fact, fact: Fact) -> bool:
    """Whether both speak of the same time and place."""
    if claim.scope and fact.scope and claim.scope != fact.scope:
        return False
    return fact.year is None or claim.year is None or abs(fact.year - claim.year) <= 1


def _claims(fact: Fact) -> bool:
    if fact.figure is not None:
        return measure(fact.figure.unit)[0] == "比" and fact.figure.value == 100 and fact.figure.base is None
    return bool((_ALL.search(fact.quote) or _DONE.search(fact.quote)) and not _UNDONE.search(fact.quote))


def _falls_short(fact: Fact) -> bool:
    figure = fact.figure
    if figure is None or measure(figure.unit)[0] != "比":
        return False
    most = figure.high if figure.value is None else figure.value
    return most is not None and most * measure(figure.unit)[1] < 100 and _SHORT_SHARE.search(fact.quote) is not None


def _admits(fact: Fact) -> bool:
    return _UNDONE.search(fact.quote) is not None


def _same_matter(claim: Fact, about: str, fact: Fact, against: str) -> bool:
    """Whether claim and admission share what they speak of: a name of three characters, or two telling pairs."""
    shared = _runs(about + claim.metric) & _runs(against + fact.metric)
    if shared:
        return True
    return bool(_DONE.search(claim.quote) and re.search(r"整改|改[完好到了]|没改|反馈|销号|反弹", fact.quote))


def _runs(text: str) -> set[str]:
    """Runs of four characters, and of three that hold no worn-out pair."""
    plain = re.sub(r"[^一-龥]", " ", text)
    four = {plain[i : i + 4] for i in range(len(plain) - 3)}
    three = {
        run
        for run in (plain[i : i + 3] for i in range(len(plain) - 2))
        if run[:2] not in _STOP and run[1:] not in _STOP
    }
    return {run for run in four | three if " " not in run and not re.search(r"[的了也都是有]", run)}
