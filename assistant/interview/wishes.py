"""Wishes said instead of an answer, known by their whole words: 上一题, 跳过, 到哪了, 先说问题吧, 写吧, 定稿."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

CommandKind = Literal[
    "back",
    "skip",
    "jump",
    "where",
    "missing",
    "full",
    "draft",
    "rewrite",
    "help",
    "quit",
    "final",
    "findings",
    "promises",
]
_LONGEST = 16


@dataclass(frozen=True)
class Command:
    """A wish said instead of an answer; `target` is the key of the ask jumped to."""

    kind: CommandKind
    target: str = ""


def wish(text: str) -> tuple[CommandKind | None, str]:
    """The wish that the whole of `text` says and, for “先说…”, the words of where to; (None, "") where it is an answer."""
    plain = _plain(text)
    if not plain or len(plain) > _LONGEST:
        return None, ""
    for kind, pattern in _commands():
        if pattern.fullmatch(plain):
            return kind, ""
    found = _jump().fullmatch(plain)
    return None, found["target"] if found else ""


def _plain(text: str) -> str:
    """Half-width, without blanks and the marks and particles around a command."""
    text = unicodedata.normalize("NFKC", text).lower()
    return re.sub(r"[\s,.!~。、“”\"']|(?<=.)\?", "", text) if len(text) < 60 else text


@cache
def _commands() -> tuple[tuple[CommandKind, re.Pattern[str]], ...]:
    tail = "(?:吧|呗|了|啊|呢|嘛|一下)*"
    kinds: tuple[tuple[CommandKind, str], ...] = (
        ("back", "(?:请|我要|再)?(?:回到?|返回|退回|退到|看)?(?:到)?(?:上一?(?:道|个)?(?:题|问题|步|条)|上个|前一题)"),
        ("skip", "(?:这个?题?|这道题|先)?(?:跳过|略过|过)(?:这个?题?|这道题|去)?|下一?(?:道|个)?(?:题|个)"),
        (
            "where",
            "(?:现在|我们|咱们)*(?:到哪儿?|说到哪儿?|答到哪儿?|问到哪儿?)(?:里|一步|题)?|(?:看看?|查看)?进[度展]"
            "|还[有剩]?(?:有|剩)?(?:多少|几)(?:道|个)?(?:题|问题)?",
        ),
        ("missing", "(?:看看?)?(?:现在)?(?:还|都)?[缺差](?:哪些|什么|啥|哪几[题个])"),
        (
            "full",
            "(?:全部|全都?|都|接着|继续){1,2}(?:给我)?问(?:完|全)?|(?:再)?[问说](?:得)?(?:再)?细(?:一?点|些)?|问全|全问",
        ),
        (
            "draft",
            "(?:可以|现在|请|帮我|直接|先)*(?:写|起草|成稿|出稿|写稿|动笔|开写|开始写|生成)(?:初稿|草稿|稿子|报告)?"
            "|可以",
        ),
        (
            "rewrite",
            "(?:请|帮我|再|把)*(?:全文|全部|整篇|整个|稿子|报告)?(?:都)?(?:重写|重新写)(?:一[遍稿份次])?(?:稿子|报告)?",
        ),
        (
            "final",
            "(?:可以|现在|我要|请)*(?:定稿|下载|导出|交稿|出(?:终|定)稿|(?:出|要)?最终稿|最后一稿)(?:导出|下载)?",
        ),
        (
            "promises",
            "(?:看看?)?(?:去年|上一?年度?)的?(?:述职)?(?:里|上)?的?(?:(?:问题|措施|承诺|打算|目标|整改|短板|不足)(?:和|、|、)?)+"
            "(?:今年|现在)?(?:都|有没有)?(?:完成|落实|整改|兑现|解决|做|改|办)?(?:得|的|到)?(?:了没有|了吗|怎么样|怎样|如何|情况|哪一?步|多少)",
        ),
        ("findings", "(?:看看?|查看|全部|所有)*(?:核稿)?意见(?:有哪些|呢)?"),
        ("help", "帮助|help|怎么用|怎么[说答]|(?:有|能用)(?:哪些|什么)命令|\\?"),
        ("quit", "退出|结束|再见|exit|quit|q|先到这(?:里|儿)?|不[答说]|改天再[说答]|今天先?到这(?:里|儿)?"),
    )
    return tuple((kind, re.compile(f"(?:{pattern}){tail}")) for kind, pattern in kinds)


@cache
def _jump() -> re.Pattern[str]:
    return re.compile(
        "(?:(?:你|您|那|要不|不如|能不能|可不可以|麻烦|我想|想|我们|咱们?|还是)*(?:先|直接)(?:来)?(?:给我|帮我|跟我)?(?:说说?|问(?:问(?!题))?|谈谈?|讲讲?|答)(?:一下)?|跳到|转到|跳去|回到|改一?改?|重(?:新)?(?:答|说))"
        "(?P<target>[^0-9]{2,10}?|第?[a-z]{1,3}[0-9]{1,3}题?)(?:的事|那一?块|这一?块|部分|方面)?(?:吧|呗|啊|呢)?(?:好不好|行不行|好吗|行吗|可以吗|成不)?"
    )
