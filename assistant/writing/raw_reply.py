"""A reply as an endpoint sends it: put together from its pieces, whole or refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.errors import ReplyCutError, ReplyInvalidError, RequestRefusedError

_THINK = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Raw:
    """A reply as it came: its text, or the arguments of the tool it called; `finish` is the endpoint's last word."""

    text: str
    finish: str
    called: bool = False


def gathered(words: Sequence[str], arguments: Sequence[str], finish: str) -> Raw:
    """A streamed reply so far: the arguments of the tool it calls, else its words without what it thought aloud."""
    called = "".join(arguments)
    return Raw(called, finish, called=True) if called else Raw(spoken("".join(words)), finish)


def spoken(text: str) -> str:
    """A reply without what the model thought aloud before it."""
    return _THINK.sub("", text).lstrip()


def text_of(content: str | Sequence[Any]) -> str:
    """The words of a message, which may come in parts."""
    if isinstance(content, str):
        return content
    return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in content)


def whole(raw: Raw) -> Raw:
    """The reply, where it is one: raises where it was cut, blocked or empty."""
    if raw.finish == "length":
        raise ReplyCutError("大模型的回复到了长度上限，没有写完。", "这一条换个办法再写。")
    if raw.finish == "content_filter":
        raise RequestRefusedError("大模型以内容审查为由没有作答。", "这一条由程序起草。")
    if not raw.finish:
        raise ReplyCutError("大模型的回复中途断了。", "这一条换个办法再写。")
    if not raw.text.strip():
        raise ReplyInvalidError("大模型的回复是空的。", "这一条换个办法再写。")
    return raw
