"""Pieces of an answer that are no statement alone, put to the one they belong to."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.figures.reading import read_figures
from assistant.interview.clauses import EDGE, Clause
from assistant.interview.predicates import has_predicate, starts_with_verb
from assistant.text.patterns import Lazy

_LEAD_IN = Lazy(
    r"(?:围绕|通过|按照|依托|针对|为了|随着|由于|因为|根据|结合|利用|借助|对于"
    r"|关于|除了|自从|经过|虽然|尽管|只要|如果|本着|聚焦|紧扣)"
    r"[^了过]{1,40}"
    r"|(?:在|从|自|到|对|以|就)[^了过]{1,24}(?:下|上|中|里|内|方面|期间|以来|之后"
    r"|以后|后|前|时|过程中|基础上|来看|为契机|为抓手|为主线)"
)
_TIME = Lazy(
    r"(?:(?:截[至止]到?|到)?(?:今年|去年|前年|明年|来年|本年度?|上年度?|下一?年度?"
    r"|全年|\d{4}年度?)(?:的?(?:以来|里|内))?)?"
    r"(?:上半年|下半年|年初|年底|年末|年中|[一二三四]季度|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|底|初)?"
    r"(?:[到至](?:年底|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|底|初)?))?"
    r"|\d{1,2}月\d{1,2}[日号](?:(?:到|至|[-—])(?:\d{1,2}月)?\d{1,2}[日号])?|春节"
    r"|春季|夏季|秋季|冬季|汛期|(?:期间|前后|以来|之前|之后|前|后))*"
)
_TOPIC = Lazy(
    r"(?P<topic>[^了过是有没不]{2,24}?)(?:这一条|那一条|这条|那条|这一块|这块儿?|那块儿?|这方面|方面|来说|来讲|的话|这件事|这事儿?|呢|嘛|(?<![什怎那这多要])么|啊)"
)
# “年纪大”, “外出的多” say something without a verb; a date after a piece begins something else.
_ENDS_SAID = Lazy(r"(?:下来|起来|出来|上来|完了)$|[一-龥]{2}[多少高低大小难弱差强好慢快松散短长远窄浅老旧贵]$")
_MYSELF = Lazy(r"我(?:自己|本人|个人)(?:么|呢|嘛|呀|吧)?")
# Who answers for what was said before (…，9月底前，组织科负责): the time is no part of it.
_OWNER_NEXT = Lazy(r"(?:由|归)?[一-龥]{2,8}(?:负责|牵头|主抓|管|抓|盯|督办)(?:$|[。；，,;\s])")
_UNDER_WAY = Lazy(r"(?:都|也|还|正|仍)*在(?:做|改|搞|办|推|弄|抓|整改|推进|进行)(?:中|着|的)?")
_OTHER_TIME = Lazy(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|[一二三四]季度|[上下]半年|年底|\d+个?月内")
# A longer lead without a known verb is a statement of its own more often than the noun of the next.
_NOUN_LEAD = 9
_FIGURE_START = Lazy(
    r"(?:(?:一共|总共|共|累计|先后|大概|大约|约|差不多|有|近|将近|今年|全年)*(?:办"
    r"|搞|开|讲|做|去|建|修|完成|投入|举办|开展|组织)?(?:了|过|是|有)?)"
    r"[\d一二两三四五六七八九十百千几]"
)


def joined(pieces: list[Clause], text: str, *, points: bool = False) -> list[Clause]:
    """Pieces that are no statement alone (通过…, 今年上半年, 培训这块) put to the next of their sentence.

    `points`: problems and measures are told; what one is about (培训这块) leads to it as 培训方面.
    """
    done: list[Clause] = []
    waiting: Clause | None = None
    for piece in pieces:
        if (
            waiting is not None
            and not piece.told
            and not (points and _parted(waiting, piece, text))
            and (piece.sentence, piece.about) == (waiting.sentence, waiting.about)
        ):
            piece = _together(waiting, piece, points=points)
        elif waiting is not None:
            done.append(waiting)
        # A reason told behind what it explains leads to nothing (免了1名，因为违规，新选了…).
        behind = bool(done) and done[-1].sentence == piece.sentence and _REASON.match(piece.words) is not None
        waiting = piece if not behind and not piece.told and _leads(piece, text) else None
        if waiting is None:
            done.append(piece)
    return done + ([waiting] if waiting is not None else [])


def _parted(one: Clause, other: Clause, text: str) -> bool:
    """Whether something was said between two pieces that is no statement (四月底前，谁当书记还没定，失联的…)."""
    return bool(text[one.end : other.start].strip(EDGE))


_WHOLE_CLAUSE = 8
_NO_COUNT = Lazy("一(?:年|天|直|起|般|些|边|个月|多半|大半)")
_REASON = Lazy("(?:是|就是)?(?:因为|由于)")
_LONG_TIME = Lazy(r"[一-龥]{3}(?:的时候|那天|那些天|期间)$")
_AGE = Lazy(r"[一二三四五六七八九\d]?[十\d][一二三四五六七八九]?多?(?:岁|[了咧啦嘞]|$)")
_OWN_NOUN = 2
# “最硬的两仗，一仗是雨”: one of what was counted before; “一个嘎查300多平方公里”: one of many.
_ONE_OF_THEM = Lazy(r"[一1][一-龥]{1,2}是|一(?:人|家|户|件|周|个(?![月季多半都也]))[一-龥]{2}")
_EVERY_YEAR = Lazy("一年|全年|年内|每")


def _together(first: Clause, second: Clause, *, points: bool) -> Clause:
    topic = _TOPIC.fullmatch(first.words)
    if _MYSELF.fullmatch(first.words):
        words = f"我{second.words}"
    elif topic is not None:
        tells = not points and not starts_with_verb(second.words) and not _bare_count(second.words)
        link = "，" if tells or re.search(r"[前后时]$", topic["topic"]) else ""
        words = topic["topic"] + link + second.words
        if points and (_TIME.match(second.words)[0] or starts_with_verb(second.words)):  # type: ignore[index]
            words = f"{topic['topic']}方面，{second.words}"
    elif _TIME.fullmatch(first.words) or (
        not has_predicate(first.words)
        and len(first.words) <= _NOUN_LEAD
        and first.words[0] != "我"
        and not (len(first.words) >= _WHOLE_CLAUSE and _EVERY_YEAR.match(second.words))
    ):
        apart = (
            _counts_on(second.words, spelt=points)
            or _ONE_OF_THEM.match(second.words)
            or _LONG_TIME.search(first.words)
            or _AGE.match(second.words)
            or "、" in first.words
        )
        words = first.words + ("，" if apart else "") + second.words
    else:
        words = f"{first.words}，{second.words}"
    return replace(second, words=words, start=first.start, item=first.item)


def _bare_count(words: str) -> bool:
    """Whether words are how many of what was just named (6场, 全年6场)."""
    return len(words) <= _NOUN_LEAD and _FIGURE_START.match(words) is not None and not _counts_on(words, spelt=False)


def _counts_on(words: str, *, spelt: bool) -> bool:
    """Whether words open with a figure that has a noun of its own to count (26个人都领到了), not the noun before it.

    `spelt`: one spelt out (一件事填三个本) is such a figure too.
    """
    spans = read_figures(words)
    opens = bool(spans) and re.match(rf"有?[\d{'一两三' if spelt else ''}]", words) is not None and spans[0].start <= 1
    return opens and len(words) - spans[0].end > _OWN_NOUN


def _leads(piece: Clause, text: str) -> bool:
    words = piece.words
    if text[piece.end : piece.end + 1] in ("；", ";"):
        return False
    if _TIME.fullmatch(words):
        return _OWNER_NEXT.match(text[piece.end : piece.end + 16].lstrip(EDGE)) is None
    if len(words) > 60 or read_figures(words) or _UNDER_WAY.fullmatch(words):
        return False
    if _ENDS_SAID.search(words):
        return False
    if _LEAD_IN.fullmatch(words) or _MYSELF.fullmatch(words) or _TOPIC.fullmatch(words):
        return True
    after = text[piece.end : piece.end + 16].lstrip(EDGE)
    if _OTHER_TIME.match(after) or _NO_COUNT.match(after):
        return False
    return not has_predicate(words) and "“" not in words and bool(_FIGURE_START.match(after))
