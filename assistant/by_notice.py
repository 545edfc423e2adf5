"""What a county's notice changes for one session: the limits in force, the parts and their titles, the questions asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.outline import Block, ItemPlan, Outline, PartPlan, Question
from assistant.report import Finding, Limits, Range
from assistant.text.headings import is_review_heading

_AT_FRONT = re.compile(r"开头|最前|首先|首位|第一部分|之首")
_CLEAR_CUE = 3
_CLEAR_SHARE = 0.4
_SINGLE = ("total", "minutes", "mode", "topics", "deadline", "spoken", "causes", "format")
_MAPS = ("parts", "shares", "items", "headings")


def limits_by_notice(given: Limits, notice: Limits, outline: Outline) -> tuple[Limits, list[Finding]]:
    """The notice over what was given, which stands where the notice is silent; a finding of level low a difference.

    `source` has besides `shares` a key `shares.problems` for each part, so that what the notice did not set stays told
    as what it was.
    """
    taken = given.model_copy(deep=True)
    for key in _SINGLE:
        if key in notice.source:
            setattr(taken, key, getattr(notice, key))
    for key in _MAPS:
        own = getattr(given, key)
        setattr(taken, key, {**own, **getattr(notice, key)} if key != "headings" else dict(notice.headings))
        taken.source |= {f"{key}.{name}": given.source[key] for name in own if key in given.source}
    taken.source |= notice.source
    taken.quotes = dict(notice.quotes)
    return taken, _differences(given, notice, outline)


def _differences(given: Limits, notice: Limits, outline: Outline) -> list[Finding]:
    told: list[tuple[str, str, str, str]] = []
    if "total" in notice.source and given.total != notice.total and given.total != (None, None):
        told.append(("H01", "全文", range_words(notice.total, "字"), range_words(given.total, "字")))
    for part, share in notice.shares.items():
        usual = given.shares.get(part)
        if usual is not None and usual != share:
            told.append(("H02", f"“{_title(part, outline)}”部分的占比", range_words(share), range_words(usual)))
    for part, length in notice.parts.items():
        old = given.parts.get(part)
        if old is not None and old != length:
            told.append(("H01", f"“{_title(part, outline)}”部分", range_words(length, "字"), range_words(old, "字")))
    who = {"answer": "您说的", "outline": "这类报告通常的"}
    found = []
    for rule, what, asked, other in told:
        key = "total" if what == "全文" else "shares" if rule == "H02" else "parts"
        source = who.get(given.source.get(key, "outline"), "原来的")
        message = f"{what}：通知要求{asked}，与{source}要求（{other}）不同，按通知办。"
        found.append(Finding(rule=rule, level="low", message=message))
    return found


def _title(part_id: str, outline: Outline) -> str:
    names = {part.id: part.title for part in (*outline.parts, *outline.optional_parts)}
    return "、".join(names.get(one, one) for one in part_id.split("+"))


def range_words(limits: Range | tuple[int | None, int | None], unit: str = "") -> str:
    """不少于25%, 2000字至3000字, 不限."""
    least, most = (None if end is None else (f"{end:.0f}{unit}" if unit else f"{end:.0%}") for end in limits)
    if least and most:
        return f"{least}至{most}"
    return f"不少于{least}" if least else f"不超过{most}" if most else "不限"


class Row(NamedTuple):
    """One demand of a notice as it is put before a person: its key in `source`, in words, and the notice's sentence."""

    key: str
    words: str
    quote: str


def demand_rows(notice: Limits, outline: Outline) -> list[Row]:
    """All that was read from a notice, a row a demand."""
    told: list[tuple[str, str]] = []
    if "total" in notice.source:
        told.append(("total", f"全文{range_words(notice.total, '字')}"))
    if "spoken" in notice.source:
        told.append(("spoken", f"现场稿{range_words(notice.spoken, '字')}"))
    told += [(f"parts.{k}", f"“{_title(k, outline)}”部分{range_words(v, '字')}") for k, v in notice.parts.items()]
    told += [(f"shares.{k}", f"“{_title(k, outline)}”部分占比{range_words(v)}") for k, v in notice.shares.items()]
    told += [(f"items.{k}", f"每条{range_words(v, '字')}") for k, v in notice.items.items()]
    if notice.minutes is not None:
        told.append(("minutes", f"讲{notice.minutes:g}分钟以内"))
    if "mode" in notice.source:
        told.append(("mode", "书面述职" if notice.mode == "written" else "现场口头述职"))
    if notice.headings:
        told.append(("headings", f"分这几部分：{'；'.join(notice.headings.values())}"))
    if notice.causes:
        told.append(("causes", "原因单列一段" if notice.causes == "block" else "原因逐条写在问题后面"))
    told += [(f"topics.{n}", f"要写到：{topic}") for n, topic in enumerate(notice.topics, start=1)]
    if notice.deadline is not None:
        told.append(("deadline", f"{notice.deadline:%Y年%m月%d日}前报送"))
    if notice.format:
        told.append(("format", "版式有规定"))
    return [Row(key, words, notice.quotes.get(key) or notice.quotes.get(key.split(".")[0], "")) for key, words in told]


def without_demand(notice: Limits, key: str) -> Limits:
    """The notice without one demand of `demand_rows`."""
    kept = notice.model_copy(deep=True)
    whole, _, name = key.partition(".")
    if whole == "topics":
        kept.topics.pop(int(name) - 1)
        old = [kept.quotes.pop(f"topics.{n}", "") for n in range(1, len(notice.topics) + 1)]
        old.pop(int(name) - 1)
        kept.quotes |= {f"topics.{n}": quote for n, quote in enumerate(old, start=1)}
    elif name:
        getattr(kept, whole).pop(name, None)
    else:
        blank = Limits()
        setattr(kept, whole, getattr(blank, whole))
    empty = (whole not in _MAPS and whole != "topics") or not getattr(kept, whole)
    for gone in (key, whole) if empty else (key,):
        kept.source.pop(gone, None)
        kept.quotes.pop(gone, None)
    return kept


def outline_by_notice(outline: Outline, notice: Limits) -> Outline:
    """The kind of report as the notice wants it: parts in its order under its titles, and a question for each topic.

    A topic that a question asks for anyway makes that question one that must be answered; any other becomes a
    question T1, T2 … of its own.
    """
    return _with_topics(_with_parts(outline, notice), notice)


# Parts -----------------------------------------------------------------------------------------------------------


def _with_parts(outline: Outline, notice: Limits) -> Outline:
    known = {part.id: part for part in (*outline.parts, *outline.optional_parts)}
    added = [known[one] for one in notice.headings if one in known and known[one] not in outline.parts]
    moved = {item.id for part in added for block in part.blocks for item in block.items}
    order = _order(outline, notice, added)
    parts = []
    for part_id in order:
        part = known[part_id]
        blocks = part.blocks if part in added else tuple(_block(block, moved, notice) for block in part.blocks)
        title = notice.headings.get(part_id, part.title)
        cues = tuple(dict.fromkeys((title, *part.cues)))
        parts.append(part.model_copy(update={"title": title, "cues": cues, "blocks": blocks}))
    return outline.model_copy(update={"parts": tuple(parts)})


def _order(outline: Outline, notice: Limits, added: Sequence[PartPlan]) -> list[str]:
    own = [part.id for part in outline.parts]
    wanted = [one for one in notice.headings if one in own or any(part.id == one for part in added)]
    if len(wanted) > len(added):
        return [*wanted, *(one for one in own if one not in wanted)]
    front = any(_AT_FRONT.search(notice.quotes.get(f"headings.{part.id}", "")) for part in added)
    ids = [part.id for part in added]
    return [*ids, *own] if front else [own[0], *ids, *own[1:]]


def _block(block: Block, moved: set[str], notice: Limits) -> Block:
    items = tuple(item for item in block.items if item.id not in moved)
    causes = notice.causes if notice.causes and block.role == "problems" else block.causes
    return block.model_copy(update={"items": items, "causes": causes})


# Topics ----------------------------------------------------------------------------------------------------------


def _with_topics(outline: Outline, notice: Limits) -> Outline:
    if notice.source.get("topics") != "notice":
        return outline
    wanted: set[str] = set()
    added: list[Question] = []
    for number, topic in enumerate(notice.topics, start=1):
        known = _asks_for(topic, outline)
        if known is not None:
            wanted.add(known.id)
        else:
            added.append(_topic_question(f"T{number}", topic))
    questions = [
        question.model_copy(update={"required": True, "minimal": True}) if question.id in wanted else question
        for question in outline.questions
    ]
    outline = outline.model_copy(update={"questions": tuple(questions)})
    for question in added:
        outline = with_question(outline, question, _item_for(question.cues[0], outline))
    return outline


def _asks_for(topic: str, outline: Outline) -> Question | None:
    """The question whose cues name most of a topic, or None where none clearly does."""
    if is_review_heading(topic):
        return next((q for q in outline.questions if q.role == "review" and q.required), None)
    plain = re.sub(r"[^一-龥A-Za-z0-9]", "", topic)
    best: tuple[float, Question | None] = (0.0, None)
    for question in outline.questions:
        if question.role not in ("fact", "review"):
            continue
        length = max((len(cue) for cue in question.cues if cue in plain), default=0)
        if length >= _CLEAR_CUE and length / len(plain) > best[0]:
            best = (length / len(plain), question)
    return best[1] if best[0] >= _CLEAR_SHARE else None


def _topic_question(question_id: str, topic: str) -> Question:
    return Question(
        id=question_id,
        ask=f"通知要求写到“{topic}”，今年这方面做了什么、结果怎么样？",
        why="通知点了名的事，评议时会对着看。",
        example="（例）做了哪几件事，涉及几个村、多少人，到什么程度。",
        types=("text", "number"),
        required=True,
        minimal=True,
        role="fact",
        skip="列为待补，稿子里先不写。",
        cues=(topic,),
        frames=(f"在{topic}上，{{facts}}。",),
    )


def _item_for(topic: str, outline: Outline) -> str:
    """The item a topic's answer goes into: the one whose headlines name it best, else the last of the achievements."""
    best, where = 0, ""
    for part in outline.parts:
        for block in part.blocks:
            for item in block.items:
                if item.review:
                    continue
                score = sum(cue in topic for headline in item.headlines for cue in headline.cues)
                if score > best or not where or (best == 0 and not item.review):
                    best, where = score, item.id
    return where


def with_question(outline: Outline, question: Question, item_id: str) -> Outline:
    """The outline with one more question, whose answer goes into the item `item_id` ("": into none)."""
    parts = tuple(
        part.model_copy(update={"blocks": tuple(_fed(block, question.id, item_id) for block in part.blocks)})
        for part in outline.parts
    )
    before = [q for q in outline.questions if q.role in ("setting", "fact", "review")]
    last = outline.questions.index(before[-1]) + 1 if before else 0
    if before and before[-1].role == "setting":
        last = max((outline.questions.index(q) for q in before if q.role != "setting"), default=last - 1) + 1
    questions = (*outline.questions[:last], question, *outline.questions[last:])
    return outline.model_copy(update={"parts": parts, "questions": questions})


def _fed(block: Block, question_id: str, item_id: str) -> Block:
    items = tuple(_with(item, question_id) if item.id == item_id else item for item in block.items)
    return block.model_copy(update={"items": items})


def _with(item: ItemPlan, question_id: str) -> ItemPlan:
    return item.model_copy(update={"questions": (*item.questions, question_id)})
