"""Told figures in the written form the outline holds for them: “2回。” to the training question → 举办村干部培训2期."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from assistant.figures.printed import counted, number_words, tidy_months
from assistant.figures.reading import FigureSpan
from assistant.interview.metrics import place_in
from assistant.interview.predicates import has_predicate
from assistant.outline import Slot
from assistant.text.patterns import Lazy, compiled
from assistant.wording.register import light_words, residue, write, written_unit

FIGURE = "\ue000"
_CUT = Lazy(r"([，,、；;：:])")
_MARKS = Lazy(r"[“”《》\s]")
_WITHIN = Lazy(
    r"(?:新?(?:发展|接收|吸收)的?(?:预备)?(?:党员)?)?(?:其中|这?里头|这?里面|当中|里边|(?<=[的员])里)(?:的|有)*"
)
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_WHEN = Lazy(
    rf"我?(?:来|到任|上任|接任)(?:这儿|这里)?(?:了)?(?:以后|之后|以来)|(?:到|至|截[至止]到?)?(?:20\d\d年)?(?:{_NUMBER}月(?:{_NUMBER}[日号]|底|份|初|末|中旬|上旬|下旬)?(?:[到至\-—](?:{_NUMBER}月(?:份|底)?)?(?:{_NUMBER}[日号])?)?"
    r"|七八月份?|上半年|下半年|[一二三四]季度|年初|年底|年末|汛期|春节前?)(?:期间|以来|前后)?"
)
_EACH = Lazy(
    r"每(?:个)?月(?:的)?(?:\d{1,2}[日号]|第一个?(?:礼拜|星期|周)[一二三四五六日天])|每(?:个|一)?(?:季度|月|周|年|天|村|户|社区|支部|人|次|期|场|半年|星期)|[户人村]均|平均每[人户村次]"
)
_NAMED = Lazy(r"（([^（）]{2,16}(?:村|社区|小区|支部))）")
_NO_NOUN = Lazy("^[从在到给对把被向由跟和与同]|的|[议谈讲开学看听跑去做办]$")
# “达到” before a figure that says “超过” or “不低于” itself.
_REACHES = Lazy(r"达到?(?=超过|突破|不[低少]于|至少)")
_MOVED = Lazy("减少|增加|增长|达到|^设立|^组建")
_REST = Lazy("还有|还剩|另|剩|其余|分别|都|均|各|每|全")
_LONGEST_OF = 22
_ONLY = Lazy("(?:只|仅|才)(?:有|是)?$")
_ONLY_IN = Lazy(r"以[上下][^，。；\d]{0,8}?(?:只|仅|才)有?[\d一二两三四五六七八九十百]+[^\d]{0,3}$")
_TRIPS = frozenset(["回", "趟", "遍"])
_TIMES = frozenset(["次", "趟", "回", "场", "场次", "期", "轮", "堂", "节", "班", "遍"])
_MEETING = Lazy(f"开(?:了|过)?{FIGURE}会")
_ONE_OF = Lazy("最[好差多少高低大小强弱]")
_MEETS = Lazy("会|研究|学习|研讨")


@dataclass(frozen=True)
class Filled:
    """The written form of one figure of a clause; `about` names what it measures, `lead` the verb it opens with."""

    text: str
    about: str
    lead: str
    noun: bool = False


@dataclass(frozen=True)
class _Segment:
    """A piece of a clause that holds one figure: the words before and behind it, marks of quotation off."""

    before: str
    after: str


@dataclass(frozen=True)
class Around:
    """What a clause is told in: the village talked of, what its sentence said before it, and the lead filled last.

    `first`: nothing was told before it that it could be a part of.
    """

    scope: str = ""
    context: str = ""
    lead: str = ""
    first: bool = False


def fill(words: str, spans: list[FigureSpan], slots: tuple[Slot, ...], around: Around) -> list[Filled] | None:
    """The written forms of all figures of a clause, or None where one has no slot or more is said than a slot holds.

    A form that opens with the lead filled just before in the same answer goes without it.
    """
    segments = _segments(words, spans)
    if segments is None or not slots:
        return None
    done: list[Filled] = []
    for index, (segment, span) in enumerate(zip(segments, spans, strict=True)):
        found = _best(segment, span, slots, around)
        if found is None or (done and found.about == done[-1].about and _of_the_one_before(words, spans, index)):
            return None
        done.append(found)
        around = replace(around, lead=found.lead, first=False)
    return done


def _of_the_one_before(words: str, spans: list[FigureSpan], index: int) -> bool:
    """9份清了7份: of the 9 just told 7 were done; both in one form would be two counts of what was done."""
    before, here = spans[index - 1], spans[index]
    alike = before.figure.unit == here.figure.unit and here.figure.threshold is None
    return alike and not _CUT.search(words, before.end, here.start)


def _segments(words: str, spans: list[FigureSpan]) -> list[_Segment] | None:
    """One piece for each figure, cut at commas and behind a figure that another follows; None: words left over."""
    text, at = "", 0
    for span in spans:
        before = words[at : span.start]
        text += (before.rstrip("从由") if span.figure.base is not None else before) + FIGURE
        unread = span.figure.unit if words.startswith(span.figure.unit, span.end) else ""
        at = span.end + len(unread)
    text += words[at:]
    found: list[_Segment] = []
    waiting = ""
    pieces = _CUT.split(text)
    for piece, divider in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
        *first, last = piece.split(FIGURE)
        if not first:
            waiting += last + ("、" if divider == "、" and last else "")
            continue
        first[0] = waiting + first[0]
        found += [_Segment(_MARKS.sub("", before), "") for before in first[:-1]]
        found.append(_Segment(_MARKS.sub("", first[-1]), _MARKS.sub("", last)))
        waiting = ""
    return None if waiting and found and not _light().fullmatch(waiting) else found


def _best(segment: _Segment, span: FigureSpan, slots: tuple[Slot, ...], around: Around) -> Filled | None:
    """The slot whose cue is said at greatest length beside the figure, else before it in the sentence."""
    scored: list[tuple[tuple[int, int, int], Filled]] = []
    for place, slot in enumerate(slots):
        cue = _longest(slot.cues, segment.before, segment.after) or (
            _longest(slot.cues, span.text) if span.figure.threshold is not None else ""
        )
        rest = not cue and _REST.search(segment.before)
        earlier = "" if cue or rest else _longest(slot.cues, around.context)
        if cue or earlier or (slot.bare and not rest and _alone(span.figure.unit, slot)):
            if not cue and not earlier and _of_another(segment, slot, around):
                continue
            found = _try(segment, span, slot, cue or earlier, around)
            # What the figure counts must be said beside it, or nothing: a cue said earlier is no licence for a noun.
            if found is not None and (cue or not found.noun):
                scored.append(((len(cue), len(earlier), -place), found))
    return max(scored, key=lambda one: one[0])[1] if scored else None


def _of_another(segment: _Segment, slot: Slot, around: Around) -> bool:
    """Whether a figure without a cue is of one out of many (最好的一个村96万), or of meetings where none are asked for."""
    meeting = _MEETING.search(segment.before + FIGURE + segment.after) and not _MEETS.search(slot.write)
    return bool(meeting) or _ONE_OF.search(around.context + segment.before) is not None


def _alone(unit: str, slot: Slot) -> bool:
    """Whether a unit says what is counted where nothing else does: 个 is said of anything."""
    return unit != "个" or slot.units[:1] in (("个",), ("名",), ("人",))


def _try(segment: _Segment, span: FigureSpan, slot: Slot, cue: str, around: Around) -> Filled | None:
    if span.figure.base is not None and _MOVED.search(slot.write):
        return None
    if not _fits(span.figure.unit, slot) or ("{bar}" in slot.write) != (span.figure.threshold is not None):
        return None
    named = _NAMED.search(segment.after)
    before, after = segment.before, segment.after.replace(named[0], "") if named is not None else segment.after
    rest = _rest(_without(before, cue), _without(after, cue), slot)
    if rest is None:
        return None
    rest = replace(rest, place=rest.place or around.scope, within=rest.within and not around.first)
    written = _written(rest, span, slot, cue, around.lead)
    return replace(written, text=written.text + (named[0] if named else ""))


def _longest(cues: tuple[str, ...], *texts: str) -> str:
    found = (match[0] for text in texts for cue in _cues(cues) for match in cue.finditer(text))
    return max(found, key=len, default="")


def _without(text: str, cue: str) -> str:
    """The text without the last place where the cue stands (村干部培训 in 培训村干部和村干部培训)."""
    at = text.rfind(cue) if cue else -1
    return text if at < 0 else text[:at] + "\ue001" + text[at + len(cue) :]


def _fits(unit: str, slot: Slot) -> bool:
    if not slot.units:
        return True
    if unit in _TRIPS and not _TIMES & {*slot.units}:
        return False
    if unit in slot.units or written_unit(unit, slot.units) in slot.units:
        return True
    return "元" in slot.units and (unit.endswith(("元", "万", "亿")) or unit in ("块", "元", ""))


@dataclass(frozen=True)
class _Rest:
    within: bool
    front: str
    of: str = ""
    what: str = ""
    place: str = ""
    often: str = ""
    only: str = ""


def _rest(before: str, after: str, slot: Slot) -> _Rest | None:
    """What a segment says beyond the cue: a time or place to keep, whose it is; None where it says more than that."""
    only = "仅" if _ONLY.search(before) else ""
    within = _WITHIN.search(before)
    before = before[: within.start()] + before[within.end() :] if within else before
    front = ""
    # “一月一回” is every month, no January.
    before = re.sub(r"一个?月$", "每月", before)
    when = _WHEN.search(before)
    if when is not None and when[0]:
        front = "到任后" if re.match("我?(?:来|到任|上任|接任)", when[0]) else tidy_months(when[0])
        before = before.replace(when[0], "", 1)
    each = _EACH.search(before) or _EACH.search(after)
    often = ""
    if each is not None:
        often = re.sub(r"(?<=每)(?:个|一)|平均|(?<=月)的", "", each[0]).replace("号", "日")
        before, after = before.replace(each[0], "", 1), after.replace(each[0], "", 1)
        money = "元" in slot.units and not often.endswith("均")
        front, often = (front, often) if money else (front + often, "")
    place = place_in(before)
    if place is not None and "{of}" not in slot.write:
        front = front if "{place}" in slot.write else place + front
        before = before.replace(place, "", 1)
    of = _noun(before, slot, "{of}", "{what}")
    what = _noun(after, slot, "{what}")
    if of is None or what is None or (of and what and "{of}" not in slot.write):
        return None
    front += "，" if front.startswith("截") else ""
    return _Rest(bool(within), front, of, what, place or "", often, only)


def _noun(text: str, slot: Slot, *blanks: str) -> str | None:
    """The noun that stands between words which add nothing, "" where only such words stand; None: no such noun."""
    also = _said(slot.also, text)
    if _allowed(also).fullmatch(text):
        return ""
    if not any(blank in slot.write for blank in blanks):
        return None
    told = _around(also).fullmatch(text)
    if told is None or _NO_NOUN.search(told["noun"]) or has_predicate(told["noun"]) or residue(told["noun"]):
        return None
    return write(told["noun"], year=0)


def _written(rest: _Rest, span: FigureSpan, slot: Slot, cue: str, last_lead: str) -> Filled:
    lead, _, form = slot.write.rpartition("|")
    unit = written_unit(span.figure.unit, slot.units) if slot.units else span.figure.unit
    only = rest.only or ("仅" if _ONLY_IN.search(span.text) else "")
    number = only + rest.often + counted(span, unit, money="元" in slot.units)
    bar = ""
    if span.figure.threshold is not None:
        way = re.search(r"以上|以下|以内", span.text)
        amount = span.figure.threshold
        scale = "元" if amount.unit in ("万", "亿") else ""
        bar = f"{number_words(amount.value)}{amount.unit}{scale}{way[0] if way else '以上'}"
    insides = (pattern.fullmatch(cue) for pattern in _cues(slot.cues))
    part = next((group for inside in insides if inside for group in inside.groups() if group), "")
    blanks = {
        "{n}": number,
        "{of}": rest.of or slot.of,
        "{what}": rest.what or rest.of or slot.of,
        "{place}": rest.place or slot.of,
        "{bar}": bar,
        "{cue}": cue.removesuffix("的") or slot.about,
        "{1}": part,
    }
    text = form
    for blank, told in blanks.items():
        text = text.replace(blank, told)
    text = _REACHES.sub("", text)
    opening = "" if lead and lead == last_lead and not rest.front else lead
    return Filled(
        f"{rest.front}{'其中' if rest.within else opening}{text}",
        slot.about or cue,
        lead or last_lead,
        bool(rest.of or rest.what),
    )


@cache
def _cues(cues: tuple[str, ...]) -> tuple[Lazy, ...]:
    return tuple(Lazy(cue) for cue in cues)


@cache
def _light_source() -> str:
    return "|".join(light_words())


def _light() -> re.Pattern[str]:
    return _allowed(())


def _said(also: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Of the words that a slot allows besides, those that stand in a text: most never do, and need no expression."""
    return tuple(one for one, word in zip(also, _cues(also), strict=True) if word.search(text))


@cache
def _allowed(also: tuple[str, ...]) -> re.Pattern[str]:
    return compiled(rf"(?:{'|'.join((_light_source(), chr(0xE001), *also))})*")


@cache
def _around(also: tuple[str, ...]) -> re.Pattern[str]:
    light = f"(?:{'|'.join((_light_source(), chr(0xE001), *also))})*"
    return compiled(rf"{light}?(?P<noun>[一-龥（）、A-Za-z]{{2,{_LONGEST_OF}}}?)的?{light}")
