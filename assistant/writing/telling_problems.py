"""What was said of problems and causes, ready to stand: in the person's own words, whole sentence by whole sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

from assistant.figures.printed import arabic
from assistant.report import Fact
from assistant.text.patterns import Lazy
from assistant.wording.register import residue
from assistant.writing.belonging import AMONG
from assistant.writing.draft import Draft
from assistant.writing.kinds import told_off, written
from assistant.writing.prose import Prose, Statement, fit_to_stand, statements, write_sentences

_LEADS = Lazy(r"(?:(?<!公)里|(?<!其)中|里面|当中|之中)$")
_OF = Lazy(r"([一-龥]{2})的(\d[\d.]*)")
_DONE = Lazy(r"([一-龥])了(才|就|也|以后|之后|大半年|半年)|(?<=[^一-龥])([转掉走停缺丢涨跌])了(\d)")
_NAME_ALONE = Lazy(r"[一-龥]{0,4}(?:干部|党员|书记|支部|队伍|班子)")
_THIS = "这一问题"
_YEAR = Lazy(r"\d{4}年")
_LIKE = Lazy(r"好?像|如同|等于|相当于")
_TO_PUT_RIGHT = Lazy(
    r"(?<!\d)\d{1,3}(?!\d)|[去今明前]年|上年|[管抓盯](?:的|着)$|(?<=.)我们|咱|^也(?:提|是|有|一样)|[一-龥]儿(?!童|女|子)"
    r"|[二两三四五六七八九十][成百千万个条名户家点]|一[百千万]|这个|那个|^(?:就|也)?算(?:是)?(?:整改)?完成(?:了)?$"
)
_AS_SAID = 24
"""Characters up to which an act's own words stand as they are."""
_CHARACTER = Lazy("[一-龥]")
_SHORT = 2
"""Characters of a clause that is no sentence alone (空挂, 不多): it stands with the clause before it."""
_ROOM = 40
"""字 that sentences as told may share one sentence of the report, a semicolon between them."""


def ready_in_writing(facts: Sequence[Fact], draft: Draft, write: Callable[[str], str] = written) -> list[Statement]:
    """The statements of these facts in written words (`write`), from the words as spoken where the written ones fail.

    Those still too spoken are listed in the draft; a clause of two characters goes with the one before it.
    """
    ready: list[Statement] = []
    for statement in statements(facts):
        quote = "，".join(dict.fromkeys(fact.quote for fact in statement.facts))
        if told_off(statement.text) or told_off(quote):
            continue
        spoken = write(_in_its_year(quote, statement))
        tries = [_as_said(write(statement.text), quote)] + ([spoken] if spoken != quote else [])
        if _stands_as_said(statement, quote, spoken):
            tries.insert(0, spoken)
        fit = next((replace(statement, text=t) for t in tries if fit_to_stand(replace(statement, text=t))), None)
        if fit is not None and fit.text:
            _append(ready, fit)
        elif "" in tries:
            continue
        elif ready and ready[-1].breath == statement.breath and _short(tries[0]):
            ready[-1] = Statement(f"{ready[-1].text}，{tries[0]}", ready[-1].facts + statement.facts)
        else:
            draft.too_spoken(statement)
    return ready


def _append(ready: list[Statement], fit: Statement) -> None:
    """One more statement; a name alone before it (后备干部，选了以后没人带) is what it is told of."""
    last = ready[-1] if ready and ready[-1].breath == fit.breath else None
    if last is not None and _NAME_ALONE.fullmatch(last.text):
        ready[-1] = Statement(last.text + fit.text, last.facts + fit.facts)
    elif last is not None and last.text.startswith(_THIS[:1]) and fit.text.startswith(_THIS):
        ready.append(replace(fit, text=fit.text.removeprefix(_THIS)))
    else:
        ready.append(fit)


def _in_its_year(quote: str, statement: Statement) -> str:
    """去年光想着… as 2024年光想着… (as 光想着… where it is the report's year), and without 今年 and 我们 where they open it."""
    year = _YEAR.search(statement.text)
    quote = re.sub(r"去年|上一?年(?!度)", year[0], quote, count=1) if year is not None else re.sub("去年", "", quote)
    return re.sub(r"^(?:今年|我们|咱们)(?!自己)", "", quote)


def _stands_as_said(statement: Statement, quote: str, spoken: str) -> bool:
    """Whether the person's own few words say it better than words made of them (又租了 is no 又租用).

    Not where they need a year, a number or a term put right.
    """
    counts = any(fact.kind == "figure" and (f := fact.figure) is not None and f.value != 1 for fact in statement.facts)
    if len(quote) > _AS_SAID or counts or residue(spoken):
        return False
    return _TO_PUT_RIGHT.search(spoken) is None and not _set_right(statement.text, quote)


def _set_right(text: str, quote: str) -> bool:
    """Whether the written words hold what the spoken ones do not: a term's full form, quotation marks, 我镇 for 镇里."""
    return any(mark in text and mark not in quote for mark in ("党组织", "“", "我镇", "我乡", "我街道", "流动党员"))


def _as_said(text: str, quote: str) -> str:
    """What the person's words had and the written ones lack: 登记的612名里, 各卖各的, 跌了才显出来."""
    if quote.endswith("的") and len(text) > 1 and quote[-3:-1] == text[-2:]:
        text += "的"
    if (like := _LIKE.match(quote)) and not _LIKE.match(text):
        text = like[0] + text
    for found in _DONE.finditer(arabic(quote)):
        text = text.replace(found[0].replace("了", "", 1), found[0], 1)
    for found in _OF.finditer(arabic(quote)):
        if found[0] not in text:
            text = text.replace(found[1] + found[2], found[0], 1)
    return text


def _short(text: str) -> bool:
    return 0 < len(_CHARACTER.findall(text)) <= _SHORT and not residue(text)


def tell(prose: Prose, told: Sequence[Statement], frame: str) -> None:
    """Writes statements as they were told, a sentence a sentence; short ones share one, a semicolon between them."""
    groups: list[list[Statement]] = []
    for _, breath in groupby(told, key=lambda one: one.breath):
        among = bool(groups) and len(groups[-1]) == 1 and AMONG.fullmatch(groups[-1][0].text) is not None
        group = _whole(list(breath))
        if among:
            groups[-1] += group
        else:
            groups.append(group)
    before, after = frame.split("{facts}")
    length = 0
    groups = [group for group in groups if group]
    if not groups:
        return
    for place, group in enumerate(groups):
        own = sum(len(s.text) + 1 for s in group)
        if place and length + own <= _ROOM:
            prose.add("；")
        elif place:
            prose.add("。")
            length = 0
        else:
            prose.add(before)
        write_sentences(prose, [group], "{facts}")
        length += own
    prose.add(after)


def _whole(told: list[Statement]) -> list[Statement]:
    """Without a last statement that only leads to what could not be written (“15名后备干部里”)."""
    while told and _LEADS.search(told[-1].text):
        told = told[:-1]
    return told


def whole(told: list[Statement]) -> list[Statement]:
    """The statements without groups that only lead to what could not be written."""
    return [s for _, group in groupby(told, key=lambda one: one.breath) for s in _whole(list(group))]
