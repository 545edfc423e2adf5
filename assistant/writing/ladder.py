"""Typed replies from whatever endpoint there is: the strictest way of asking that it understands, each reply validated."""

from __future__ import annotations

import json
import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, Protocol

from pydantic import BaseModel, ValidationError

from assistant.errors import (
    EndpointBrokenError,
    EndpointBusyError,
    ModelError,
    ReplyCutError,
    ReplyInvalidError,
    RequestRefusedError,
)
from assistant.ports import Prompt, T, Watch
from assistant.writing.outgoing import fit_to_leave
from assistant.writing.raw_reply import Raw

Rung = Literal["json_schema", "function", "json_object", "prompted"]
LADDER: tuple[Rung, ...] = ("json_schema", "function", "json_object", "prompted")
MOST_TRIES = 6
"""Requests for one reply at most, over all rungs and retries."""
LONGEST_WAIT = 20.0
_TOOL = "submit"


class Transport(Protocol):
    """What carries one request; see Endpoint."""

    def ask(self, prompt: Prompt, extra: Mapping[str, Any], watch: Watch | None = None, *, stream: bool = True) -> Raw:
        """One call without retry."""
        ...


@dataclass
class Ladder:
    """The Model port over one transport. Remembers for the process the rung that works; safe to use from many threads.

    `away`: the endpoint is not this machine, so what may not leave it is held back from every prompt. `parallel`: calls
    at once at most, over all that is going on; the rest wait their turn. `calls` and
    `characters` count what was sent and received; `wait` is replaced in tests.
    """

    transport: Transport
    name: str
    rung: Rung = "json_schema"
    stream: bool = True
    away: bool = False
    parallel: int = 12
    calls: int = 0
    characters: int = 0
    wait: Callable[[float], None] = time.sleep
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _misses: dict[str, int] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._turns = threading.BoundedSemaphore(max(1, self.parallel))

    def reply(self, prompt: Prompt, kind: type[T], watch: Watch | None = None) -> T:
        """One typed reply; a rung that the endpoint does not know is left for good, an invalid reply is asked again."""
        last: ModelError | None = None
        asked = prompt
        for attempt in range(MOST_TRIES):
            rung = self.rung
            try:
                raw = self._send(asked, kind, rung, watch)
                return self._valid(raw, kind, rung)
            except (RequestRefusedError, EndpointBrokenError) as error:
                last = error
                if not self._descend(rung) and not (error.retryable and attempt < 2):
                    raise
                if error.retryable and rung == self.rung:
                    self._pause(attempt, None)
            except (ReplyInvalidError, ReplyCutError) as error:
                last = error
                self._miss(rung)
                asked = _corrected(prompt, error)
            except ModelError as error:
                last = error
                if not error.retryable or attempt >= 3:
                    raise
                self._pause(attempt, error.after if isinstance(error, EndpointBusyError) else None)
        raise last or ReplyInvalidError("大模型没有给出能用的回复。", "这一条由程序起草。")

    def _send(self, prompt: Prompt, kind: type[T], rung: Rung, watch: Watch | None) -> Raw:
        prompt = fit_to_leave(prompt) if self.away else prompt
        with self._lock:
            self.calls += 1
            self.characters += len(prompt.shared) + len(prompt.brief)
        with self._turns:
            raw = self.transport.ask(_spelt(prompt, kind, rung), _request(kind, rung), watch, stream=self.stream)
        with self._lock:
            self.characters += len(raw.text)
        return raw

    def _valid(self, raw: Raw, kind: type[T], rung: Rung) -> T:
        value = read_json(raw.text, kind)
        if rung == "function" and not raw.called:
            self._miss(rung)
        else:
            with self._lock:
                self._misses.pop(rung, None)
        return value

    def _descend(self, rung: Rung) -> bool:
        """Leaves a rung for the next for good; False on the last one."""
        with self._lock:
            place = LADDER.index(rung)
            if self.rung == rung and place + 1 < len(LADDER):
                self.rung = LADDER[place + 1]
            return place + 1 < len(LADDER)

    def _miss(self, rung: Rung) -> None:
        with self._lock:
            self._misses[rung] = self._misses.get(rung, 0) + 1
            often = self._misses[rung] >= 2
        if often:
            self._descend(rung)

    def _pause(self, attempt: int, after: float | None) -> None:
        seconds = after if after is not None else 0.5 * 2**attempt * (1 + random.random() / 2)
        if seconds > LONGEST_WAIT:
            raise EndpointBusyError("大模型要求等得太久。", "请稍后再试；现在由程序起草。")
        self.wait(seconds)


class Probe(BaseModel):
    """What a probe of an endpoint asks for: a sum that no model gets wrong, in a type that some cannot give."""

    answer: int
    words: list[str]


def ask_once(transport: Transport, prompt: Prompt, kind: type[T], rung: Rung, *, stream: bool) -> T:
    """One request on one rung, without retry: what a probe of the endpoint does. Raises ModelError."""
    return read_json(transport.ask(_spelt(prompt, kind, rung), _request(kind, rung), stream=stream).text, kind)


def _request(kind: type[T], rung: Rung) -> dict[str, Any]:
    schema = _schema(kind)
    if rung == "json_schema":
        return {
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": kind.__name__, "schema": schema, "strict": True},
            }
        }
    if rung == "function":
        tool = {"name": _TOOL, "description": "提交结果", "parameters": schema}
        return {
            "tools": [{"type": "function", "function": tool}],
            "tool_choice": {"type": "function", "function": {"name": _TOOL}},
        }
    return {"response_format": {"type": "json_object"}} if rung == "json_object" else {}


def _spelt(prompt: Prompt, kind: type[T], rung: Rung) -> Prompt:
    """Below the rungs that carry the schema, the brief ends with it."""
    if rung in ("json_schema", "function"):
        return prompt
    schema = json.dumps(_schema(kind), ensure_ascii=False)
    told = f"{prompt.brief}\n\n只回一个 JSON 对象，前后不加任何话，字段照这个 JSON Schema：\n{schema}"
    return Prompt(prompt.step, prompt.shared, told, prompt.longest, prompt.attempt)


def _corrected(prompt: Prompt, error: ModelError) -> Prompt:
    note = f"\n\n上一次的回复没法用（{error.detail or error.message}）。请重新作答，内容完整，字段齐全。"
    longest = prompt.longest * 2 if isinstance(error, ReplyCutError) else prompt.longest
    return Prompt(prompt.step, prompt.shared, prompt.brief + note, longest, prompt.attempt)


@cache
def _schema(kind: type[BaseModel]) -> dict[str, Any]:
    """The type's schema as strict endpoints want it: every key required, no others, no defaults. Not to be changed."""
    schema = kind.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        if part.get("type") == "object":
            part["additionalProperties"] = False
            part["required"] = list(part.get("properties", {}))
            for value in part.get("properties", {}).values():
                value.pop("default", None)
    return schema


def read_json(text: str, kind: type[T]) -> T:
    """The JSON object of a reply as `kind`; a fence or prose around it is passed over, a torn one is refused.

    Raises ReplyInvalidError whose detail says, in Chinese, which fields are wrong.
    """
    start = text.find("{")
    if start < 0:
        raise ReplyInvalidError("大模型的回复里没有要的内容。", "这一条换个办法再写。", "没有 JSON 对象")
    try:
        value, _ = json.JSONDecoder().raw_decode(text, start)
    except (json.JSONDecodeError, RecursionError):
        raise ReplyInvalidError("大模型的回复不完整。", "这一条换个办法再写。", "JSON 不完整或写错了") from None
    try:
        return kind.model_validate(_unquoted(value))
    except (ValidationError, RecursionError) as error:
        wrong = error.errors() if isinstance(error, ValidationError) else []
        fields = "、".join(dict.fromkeys(".".join(str(k) for k in e["loc"]) for e in wrong[:6])) or "嵌套太深"
        raise ReplyInvalidError("大模型的回复缺了内容。", "这一条换个办法再写。", f"这些字段不对：{fields}") from None


def _unquoted(value: Any, depth: int = 0) -> Any:
    """Lists and objects that came as JSON inside a string, as some models send them."""
    if depth > 8:
        return value
    if isinstance(value, dict):
        return {key: _unquoted(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_unquoted(inner, depth + 1) for inner in value]
    if isinstance(value, str) and value[:1] in "[{" and value[-1:] in "]}":
        try:
            inner = json.loads(value)
        except (json.JSONDecodeError, RecursionError):
            return value
        return _unquoted(inner, depth + 1) if isinstance(inner, dict | list) else value
    return value
