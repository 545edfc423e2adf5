"""Group A: title, signature, parts, ordinals, headlines, opening, paragraphs (handbook §4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.checking.rule import Hit, Subject, rule
from assistant.text.headings import is_review_heading
from assistant.text.ordinals import markers, number
from assistant.text.patterns import Lazy
from assistant.text.structure import (
    Kind,
    Span,
    TextItem,
    TextPart,
    is_date_line,
    is_signature_line,
    sentences,
    size,
)

_KIND_NAMES: dict[Kind, str] = {"achievement": "成绩", "problem": "问题", "cause": "原因", "measure": "措施"}
_GENRES = ("述职", "总结", "汇报", "报告")
_YEAR_WORD = Lazy(r"20\d\d年|二[〇○零][一二三四五六七八九〇○零]{2}年")


def outer_items(part: TextPart) -> list[TextItem]:
    """A part's items without the causes written inside a problem's item."""
    problems = [item for item in part.items if item.kind == "problem"]
    inside = {id(c) for c in part.items if c.kind == "cause" for p in problems if p.start < c.start and c.end <= p.end}
    return [item for item in part.items if id(item) not in inside]


# ---- A01, A02: what stands around the parts ----


@rule("A01", "medium", "标题要让人一眼看出是哪一年、什么报告")
def title_is_there(subject: Subject) -> Iterator[Hit]:
    """First line of at most title_max 字 with the year and the name of the genre."""
    title = subject.report.title
    genre = next((word for word in _GENRES if word in subject.outline.phrases.title), _GENRES[-1])
    wanted = subject.outline.phrases.title.replace("{year}", str(subject.year or "××××"))
    if title is None:
        yield Hit(f"没有标题。请在首行加上标题，如“{wanted}”。")
        return
    lacking = [] if _YEAR_WORD.search(title.text) else ["年度"]
    lacking += [] if genre in title.text else [f"“{genre}”字样"]
    if lacking:
        yield Hit(f"标题里没有{'、'.join(lacking)}。请改成“{wanted}”一类的写法。", title.start, title.end)
    longest = subject.threshold("A01", "title_max")
    if size(title.text) > longest:
        yield Hit(f"标题有{size(title.text)}字，实务通常不超过{longest:g}字，请压缩。", title.start, title.end)


@rule("A02", "medium", "汇编和存档都要靠署名、日期认稿")
def signed_and_dated(subject: Subject) -> Iterator[Hit]:
    """A signature line and a full date, under the title or at the end."""
    lines = _outer_lines(subject)
    dates = [line for line in lines if re.search(r"年\s*[\d一二三四五六七八九十*×]{1,3}\s*月", line.text)]
    full = [line for line in dates if re.search(r"月\s*[\d一二三四五六七八九十*×]{1,3}\s*日", line.text)]
    lacking = [] if any(is_signature_line(line.text) for line in lines) else ["署名"]
    lacking += [] if dates else ["日期"]
    if lacking:
        yield Hit(f"题下和文末都没有{'和'.join(lacking)}。请在题下或文末补上职务、姓名和××××年×月×日。")
    if dates and not full:
        date = re.search(r"\d{4}年\d{1,2}月", dates[0].text)
        start = dates[0].start + (date.start() if date else 0)
        end = dates[0].start + date.end() if date else dates[0].end
        yield Hit("日期没有写到日。实务通常年月日写全，请补上哪一日。", start, end)


def _outer_lines(subject: Subject) -> list[Span]:
    report = subject.report
    first = report.parts[0].heading.start if report.parts else len(report.text)
    ending = report.ending.start if report.ending else len(report.text)
    outside = [line for line in report.paragraphs if line.end <= first or line.start >= ending]
    return [line for line in outside if is_date_line(line.text) or is_signature_line(line.text)]


# ---- A03, A04: the parts and their headings ----


@rule("A03", "high", "少一部分或次序颠倒，就不成一份完整的报告")
def parts_complete(subject: Subject) -> Iterator[Hit]:
    """All parts of the outline are there, hold something, and stand in order."""
    report, outline = subject.report, subject.outline
    missing = [f"“{part.title}”" for part in outline.parts if report.part(part.id) is None]
    if missing:
        yield Hit(f"没有找到{'、'.join(missing)}部分。请补写这一部分，或把它的一级标题写明白。")
    for part in report.parts:
        if part.id is not None and not part.text.strip():
            heading = part.heading
            yield Hit("这一部分只有标题，没有内容。请补写，或删去标题。", heading.start, heading.end)
    order = [part.id for part in outline.parts]
    reached = -1
    for part in report.parts:
        if part.id is None:
            yield from _misplaced_review(part, reached)
            continue
        place = order.index(part.id)
        if place < reached:
            before = outline.parts[reached].title
            message = f"次序不对：这一部分应在“{before}”之前。请调整各部分的先后。"
            yield Hit(message, part.heading.start, part.heading.end)
        reached = max(reached, place)


def _misplaced_review(part: TextPart, reached: int) -> Iterator[Hit]:
    if reached > 0 and is_review_heading(part.heading.text):
        message = "上年整改情况放在了问题之后，实务通常写在第一部分之末，或第一、二部分之间，请前移。"
        yield Hit(message, part.heading.start, part.heading.end)


@rule("A04", "medium", "一级标题断号、混号，读的人会以为漏了一段")
def headings_numbered(subject: Subject) -> Iterator[Hit]:
    """Headings run 一、二、三、 without a gap and do not mix in 1、."""
    numbered = [(part, _heading_number(part.heading.text)) for part in subject.report.parts]
    if not any(value for _, (value, _) in numbered):
        return
    common = "top" if any(style == "top" for _, (_, style) in numbered) else numbered[0][1][1]
    for expected, (part, (value, style)) in enumerate(numbered, 1):
        heading = part.heading
        if value is None or style != common:
            message = f"一级标题的序号写法不一致，这里应按顺序写成“{_chinese(expected)}、”。"
        elif value != expected:
            message = f"一级标题的序号不连续：这里是第{expected}个一级标题，应写成“{_chinese(expected)}、”。"
        else:
            continue
        yield Hit(message, heading.start, heading.end)
        return


def _heading_number(words: str) -> tuple[int | None, str]:
    match = re.match(
        r"[#*_\s]*(?:第(?P<part>十?[一二三四五六七八九]|十)部分|(?P<top>十?[一二三四五六七八九]|十)[、.．]"
        r"|[（(](?P<paren>十?[一二三四五六七八九]|十)[）)]|(?P<digit>\d{1,2})[、.．])",
        words,
    )
    for name in ("part", "top", "paren"):
        if match and match[name]:
            return number(match[name]), name
    return (int(match["digit"]), "digit") if match else (None, "bare")


def _chinese(value: int) -> str:
    digits = "一二三四五六七八九"
    return digits[value - 1] if value < 10 else "十" + (digits[value - 11] if value > 10 else "")


# ---- A05 … A08: items ----


@rule("A05", "medium", "序次语断号，听的人会以为漏念了一条")
def ordinals_run_on(subject: Subject) -> Iterator[Hit]:
    """Within each run of items the ordinals rise one by one from one."""
    for part in subject.report.parts:
        previous: TextItem | None = None
        for item in outer_items(part):
            same = previous is not None and previous.kind == item.kind
            expected = previous.ordinal + 1 if previous is not None and same else 1
            if item.ordinal not in (expected, 1):
                yield _broken(subject, item, expected)
            previous = item
            yield from _broken_inside(subject, item)


def _broken(subject: Subject, item: TextItem, expected: int) -> Hit:
    words = subject.report.text[item.start : item.headline.start].strip("*_ 　\t")
    end = item.headline.end if item.headline.text else item.end
    return Hit(f"序次语不连续：“{words}”这里应是第{expected}条。请补上缺的一条或改正序号。", item.start, end)


def _broken_inside(subject: Subject, item: TextItem) -> Iterator[Hit]:
    open_lists: list[int] = []
    for marker in markers(subject.report.text, item.body.start, item.body.end):
        if marker.style != "prose":
            continue
        if marker.value == 1:
            open_lists.append(1)
            continue
        if not open_lists:
            continue
        kept = [index for index, last in enumerate(open_lists) if last == marker.value - 1]
        if kept:
            open_lists[kept[-1] :] = [marker.value]
        elif marker.after != "weak" or marker.value > open_lists[-1] + 1:
            words = subject.report.text[marker.start : marker.end]
            expected = _chinese(open_lists[-1] + 1)
            message = f"序次语不连续：“{words}”之前没有第{marker.value - 1}条，应从“{expected}”接起。"
            yield Hit(message, marker.start, marker.end)
            return


@rule("A06", "medium", "条目太少显单薄，太多抓不住重点；措施少于问题就有问题没人管")
def enough_items(subject: Subject) -> Iterator[Hit]:
    """items_min … items_max achievements and problems; at least as many measures as problems."""
    least, most = (subject.threshold("A06", name) for name in ("items_min", "items_max"))
    counts: dict[Kind, int] = {}
    for kind, place in _kinds_with_parts(subject):
        counts[kind] = sum(item.kind == kind for part in place for item in outer_items(part))
        if kind != "measure" and not least <= counts[kind] <= most:
            name, count = _KIND_NAMES[kind], counts[kind]
            advice = "请补写或拆分" if count < least else "请归并"
            yield Hit(f"{name}分了{count}条，实务通常{least:g}至{most:g}条，{advice}。")
    if "measure" in counts and counts["measure"] < counts.get("problem", 0):
        yield Hit(f"问题有{counts['problem']}条，措施只有{counts['measure']}条。请让每个问题都有措施来接。")


def _kinds_with_parts(subject: Subject) -> Iterator[tuple[Kind, list[TextPart]]]:
    """The kinds that the outline asks for, each with the parts found that should hold it."""
    roles: dict[str, Kind] = {"achievements": "achievement", "problems": "problem", "measures": "measure"}
    for plan in subject.outline.parts:
        found = [part for part in subject.report.parts if part.id == plan.id]
        for block in plan.blocks if found else ():
            yield roles[block.role], found


@rule("A07", "medium", "听的人靠标题句记住每一条")
def items_have_headlines(subject: Subject) -> Iterator[Hit]:
    """Each achievement, problem and measure opens with a whole sentence of headline_min … headline_max 字."""
    least, most = (subject.threshold("A07", name) for name in ("headline_min", "headline_max"))
    for part in subject.report.parts:
        for item in outer_items(part):
            if part.id is None or item.kind == "cause":
                continue
            length = size(item.headline.text)
            after = subject.report.text[item.headline.end : item.headline.end + 1]
            if least <= length <= most and after in "。！？*_\n":
                continue
            yield Hit(_headline_advice(length, least, most), item.start, item.headline.end or item.end)


def _headline_advice(length: int, least: float, most: float) -> str:
    if length > most:
        return f"这一条没有单独的标题句，首句长{length}字。请先用{least:g}至{most:g}字的一句话点题，以句号收住。"
    if length < least:
        return f"标题句只有{length}字，意思没有说全。实务通常{least:g}至{most:g}字，请补足。"
    return "标题句没有以句号收住。请把点题的话单独成句。"


_SUBHEADING = Lazy(
    r"(?:以[^，。；：]{1,8}?(?P<along>推进|促进|推动|引领|带动|提升|赋能|保障)"
    r"|(?P<verb>狠抓|严抓|抓实|抓好|抓|强化|加强|推进|推动|建强|夯实|突出|做实|做优|做强|深化|优化|规范|完善|聚焦))"
    r"[^，。；：、\d]{2,16}。"
)
_LEAD = Lazy(r"^以[^，。；：]{1,8}?(?:推进|促进|推动|引领|带动|提升|赋能|保障)")


@rule("A08", "low", "同一条里的小标题写法一致，听起来才齐整")
def subheadings_alike(subject: Subject) -> Iterator[Hit]:
    """Two or more sub-headings (抓X。 以X推进Y。) within one item all begin alike."""
    for part in subject.report.parts:
        for item in outer_items(part):
            found = list(_subheadings(item))
            leads = [_lead(sentence.text) for sentence in found]
            common = max(set(leads), key=leads.count) if leads else ""
            if leads.count(common) < 2:
                continue
            for sentence, lead in zip(found, leads, strict=True):
                if lead != common:
                    message = f"同一条里的小标题写法不一致：别处用“{common}”开头，这里不是。请改成一样的写法。"
                    yield Hit(message, sentence.start, sentence.end)


def _subheadings(item: TextItem) -> Iterator[Span]:
    """Short sentences without a comma that head the sentences after them; the last of a paragraph heads nothing."""
    said = sentences(item.body)
    for sentence, following in pairwise(said):
        if _SUBHEADING.fullmatch(sentence.text) and not _SUBHEADING.fullmatch(following.text):
            yield sentence


def _lead(words: str) -> str:
    match = _LEAD.match(words)
    if match:
        return match[0]
    found = _SUBHEADING.match(words)
    return found["verb"] if found else ""


# ---- A09, A10: opening and paragraphs ----

_WHO = Lazy(r"本人|我|书记|述职人|本单位|主任|报告人|本办|本镇|本街道")
_WHAT = Lazy(r"如下|述职|报告|汇报|总结")


@rule("A09", "medium", "导语一句话交代谁、哪一年、说什么事")
def opening_in_a_sentence(subject: Subject) -> Iterator[Hit]:
    """The opening is at most opening_max 字 and names who, which year and what for."""
    opening = subject.report.opening
    if opening is None:
        yield Hit("没有导语。请在正文前写一句话：谁、哪个年度、报告什么事。")
        return
    most = subject.threshold("A09", "opening_max")
    lacking = [name for name, pattern in _wanted() if not pattern.search(opening.text)]
    if lacking:
        yield Hit(f"导语里没有写明{'、'.join(lacking)}，请补上。", opening.start, opening.end)
    if size(opening.text) > most:
        first = sentences(opening)[0]
        message = f"导语有{size(opening.text)}字，实务通常一句话、不超过{most:g}字。请压缩，情况写进正文。"
        yield Hit(message, first.start, first.end)


def _wanted() -> Sequence[tuple[str, Lazy]]:
    return (("述职人的身份", _WHO), ("年度", _YEAR_WORD), ("事由", _WHAT))


@rule("A10", "low", "一段到底，念的和听的都喘不过气")
def paragraphs_not_endless(subject: Subject) -> Iterator[Hit]:
    """No paragraph is longer than paragraph_max 字."""
    most = subject.threshold("A10", "paragraph_max")
    for paragraph in subject.report.paragraphs:
        if size(paragraph.text) > most:
            first = sentences(paragraph)[0]
            message = f"这一自然段有{size(paragraph.text)}字，超过{most:g}字，建议按意思拆成几段。"
            yield Hit(message, first.start, first.end)
