"""The only door to a language model: LangChain's ChatOpenAI over any OpenAI-compatible address, its errors made ours."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any, TypeVar, cast

import openai
from langchain_core.messages import AIMessageChunk, BaseMessage, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI

from assistant.address import Address, is_loopback
from assistant.errors import (
    EndpointBrokenError,
    EndpointBusyError,
    EndpointSlowError,
    EndpointUnreachableError,
    KeyRefusedError,
    ModelError,
    ModelMissingError,
    QuotaGoneError,
    ReplyCutError,
    ReplyInvalidError,
    RequestRefusedError,
)
from assistant.ports import Prompt, Watch
from assistant.secrecy import scrubbed, secrets_of
from assistant.writing.raw_reply import Raw, gathered, spoken, text_of, whole

R = TypeVar("R")
LONGEST_REPLY = 40_000
"""Characters of one reply at most: a part of a report is a tenth of it."""
CONNECT_SECONDS = 10.0
WHOLE_CALL = 3.0
"""A reply that trickles may take this many times the read timeout in all."""
NO_KEY = "none"
_QUOTA = re.compile(
    r"insufficient[_ ]?(?:quota|balance)|exceeded your current quota|billing|arrear|余额|欠费|额度", re.I
)
_TOO_LONG = re.compile(
    r"context[_ ]?length|maximum context|too (?:long|large)|max(?:imum)? tokens|超过.{0,6}长度", re.I
)
_NOT_CHAT = re.compile(
    r"embed|rerank|whisper|tts|speech|audio|image|vision-?ocr|ocr|moderation|dall|bge|m3e|sd-|flux", re.I
)
_SPELT = re.compile(r"max_completion_tokens", re.I)


def _client_for(base_url: str) -> openai.DefaultHttpxClient:
    """Sends to this address and nowhere else: an answer that points elsewhere is not followed, and what stays on this
    machine goes through no proxy."""
    return openai.DefaultHttpxClient(follow_redirects=False, trust_env=not is_loopback(base_url))


class Endpoint:
    """One long-lived client for the whole process; safe to call from many threads."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.max_tokens_name = "max_tokens"
        self._secrets = secrets_of(address.key, address.base_url)
        self._client = ChatOpenAI(
            model=address.model or "unknown",
            api_key=lambda: address.key or NO_KEY,
            base_url=address.base_url or None,
            timeout=openai.Timeout(address.timeout, connect=CONNECT_SECONDS),
            max_retries=0,
            stream_usage=False,
            http_client=_client_for(address.base_url),
        )

    def __repr__(self) -> str:
        return f"Endpoint({self.address!r})"

    def close(self) -> None:
        """Lets go of the connections."""
        self._client.root_client.close()

    def models(self) -> list[str]:
        """The names that GET /models lists, those that cannot chat left out. Raises ModelError."""
        listed = self._ours(lambda: [model.id for model in self._client.root_client.models.list().data])
        return [name for name in listed if not _NOT_CHAT.search(name)]

    def named(self, model: str) -> Endpoint:
        """The same address with another model."""
        return Endpoint(Address(self.address.base_url, self.address.key, model, self.address.timeout))

    def ask(self, prompt: Prompt, extra: Mapping[str, Any], watch: Watch | None = None, *, stream: bool = True) -> Raw:
        """One call without retry; `extra` goes into the request as it is. Raises ModelError.

        A reply without a finish_reason, or stopped by its length, is an error, never a short reply.
        """
        try:
            return self._ask(prompt, extra, watch, stream)
        except RequestRefusedError as error:
            if self.max_tokens_name != "max_tokens" or not _SPELT.search(error.detail):
                raise
            self.max_tokens_name = "max_completion_tokens"
            return self._ask(prompt, extra, watch, stream)

    def _ask(self, prompt: Prompt, extra: Mapping[str, Any], watch: Watch | None, stream: bool) -> Raw:
        body = {self.max_tokens_name: prompt.longest, **extra}
        messages: Sequence[BaseMessage] = [SystemMessage(prompt.shared), HumanMessage(prompt.brief)]

        def call() -> Raw:
            if stream:
                with closing(cast(Generator[BaseMessage], self._client.stream(messages, extra_body=body))) as chunks:
                    return self._gather(chunks, watch)
            message = self._client.invoke(messages, extra_body=body)
            raw = _raw(message, str(message.response_metadata.get("finish_reason") or ""))
            if watch is not None:
                watch(raw.text)
            return raw

        raw = self._ours(call)
        return whole(Raw(scrubbed(raw.text, self._secrets), raw.finish, raw.called))

    def _gather(self, chunks: Iterator[BaseMessage], watch: Watch | None) -> Raw:
        words: list[str] = []
        arguments: list[str] = []
        finish, length, came = "", 0, False
        deadline = time.monotonic() + WHOLE_CALL * self.address.timeout
        for chunk in chunks:
            if not isinstance(chunk, AIMessageChunk):
                continue
            came = True
            finish = str(chunk.response_metadata.get("finish_reason") or finish)
            fresh = text_of(chunk.content)
            called = "".join(call.get("args") or "" for call in chunk.tool_call_chunks if not call.get("index"))
            words.append(fresh)
            arguments.append(called)
            length += len(fresh) + len(called)
            if length > LONGEST_REPLY:
                raise ReplyInvalidError("大模型的回复长得不正常，没有采用。", "请换一个模型，或由程序起草。")
            if time.monotonic() > deadline:
                raise EndpointSlowError("大模型答得太慢，没有等完。", "请稍后再试，或把 ASSISTANT_TIMEOUT 调大。")
            if watch is not None and (fresh or called):
                watch(gathered(words, arguments, finish).text)
        if not came:
            raise EndpointBrokenError("大模型的回复是空的。", "请运行 assistant doctor 看看端点是否正常。")
        return gathered(words, arguments, finish)

    def _ours(self, act: Callable[[], R]) -> R:
        """Does it; every failure of the provider, its SDK or its protocol as ours, and the key in no part of it.

        The SDK's errors hold the request with its headers, and may say the key back: ours are raised when theirs are
        gone, so that they are neither cause nor context nor a local of any frame.
        """
        try:
            return act()
        except ModelError as error:
            trouble = error.with_traceback(None)
        except openai.OpenAIError as error:
            trouble = translated(error, self._detail(error))
        except (json.JSONDecodeError, IndexError, KeyError, TypeError, ValueError, AttributeError) as error:
            if not _from_provider(error):
                raise
            what, hint = (
                "这个地址的回复不是大模型接口的格式。",
                "请检查地址（base URL，即 OPENAI_BASE_URL），通常以 /v1 结尾。",
            )
            trouble = EndpointBrokenError(what, hint, self._detail(error))
        trouble.__context__ = trouble.__cause__ = None
        raise trouble

    def _detail(self, error: BaseException) -> str:
        said = [type(error).__name__, str(error)[:300]]
        said += [str(getattr(error, name, None) or "")[:200] for name in ("code", "type", "body")]
        text = " ".join(dict.fromkeys(words for words in said if words))
        return scrubbed(text, self._secrets)


def translated(error: openai.OpenAIError, detail: str = "") -> ModelError:
    """The SDK's error as ours; the tests walk its whole tree."""
    if isinstance(error, openai.APIStatusError) and 300 <= error.status_code < 400:
        hint = "请把地址（base URL，即 OPENAI_BASE_URL）写成最终的那个，例如 https 开头的。"
        return ModelMissingError("这个地址转到了别处，没有跟着去。", hint, detail)
    if isinstance(error, openai.APIStatusError):
        return _by_status(error, detail)
    if isinstance(error, openai.APITimeoutError):
        return EndpointSlowError("大模型没有按时答复。", "请稍后再试，或把 ASSISTANT_TIMEOUT 调大。", detail)
    if isinstance(error, openai.APIConnectionError):
        return EndpointUnreachableError("连不上大模型。", "请检查网络和地址（base URL，即 OPENAI_BASE_URL）。", detail)
    if isinstance(error, openai.LengthFinishReasonError):
        return ReplyCutError("大模型的回复没有写完。", "已改由程序起草这一条。", detail)
    if isinstance(error, openai.ContentFilterFinishReasonError):
        return RequestRefusedError("大模型以内容审查为由没有作答。", "这一条由程序起草。", detail)
    if _QUOTA.search(detail):
        return QuotaGoneError("大模型的账户没有余额或额度了。", "请充值或换一个账户；现在由程序起草。", detail)
    if isinstance(error, openai.APIError):
        return EndpointBrokenError("大模型的回复出了错。", "请运行 assistant doctor 看看端点是否正常。", detail)
    return KeyRefusedError("大模型的密钥或登录设置不对。", "请检查密钥（OPENAI_API_KEY）。", detail)


def _by_status(error: openai.APIStatusError, detail: str) -> ModelError:
    code = error.status_code
    if code in (402, 429, 403) and _QUOTA.search(detail):
        return QuotaGoneError("大模型的账户没有余额或额度了。", "请充值或换一个账户；现在由程序起草。", detail)
    if code in (401, 403):
        return KeyRefusedError("大模型不认这个密钥。", "请检查密钥（OPENAI_API_KEY），并确认它能用这个模型。", detail)
    if code == 402:
        return QuotaGoneError("大模型的账户没有余额了。", "请充值或换一个账户；现在由程序起草。", detail)
    if code == 404:
        return ModelMissingError(
            "端点上没有这个模型，或地址不对。", "请检查模型名（ASSISTANT_MODEL）和地址（OPENAI_BASE_URL）。", detail
        )
    if code in (408, 504, 524):
        return EndpointSlowError("大模型没有按时答复。", "请稍后再试。", detail)
    if code == 429:
        return EndpointBusyError("大模型忙，要求放慢。", "稍等会自动再试。", detail, _retry_after(error))
    if code in (503, 529):
        return EndpointBusyError("大模型暂时过载。", "稍等会自动再试。", detail, _retry_after(error))
    if code >= 500:
        return EndpointBrokenError("大模型的服务出了错。", "请稍后再试；现在由程序起草。", detail)
    if code in (400, 409, 413, 422) and _TOO_LONG.search(detail):
        return RequestRefusedError(
            "材料太长，超过了这个模型一次能读的长度。", "请换长文本的模型，或少放些材料。", detail
        )
    return RequestRefusedError("大模型不接受这样的请求。", "请运行 assistant doctor 看看它支持什么。", detail)


def _retry_after(error: openai.APIStatusError) -> float | None:
    said = error.response.headers.get("retry-after", "")
    try:
        return max(0.0, float(said))
    except ValueError:
        return None


def _from_provider(error: BaseException) -> bool:
    """Whether an everyday exception rose inside the SDK or LangChain, which raise them for what they cannot read."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return False
    module = str(trace.tb_frame.f_globals.get("__name__", ""))
    return module.split(".")[0] in ("openai", "langchain_openai", "langchain_core", "json", "httpx2", "httpcore2")


def _raw(message: BaseMessage, finish: str) -> Raw:
    calls = getattr(message, "tool_calls", None) or []
    if calls:
        return Raw(json.dumps(calls[0]["args"], ensure_ascii=False), finish, called=True)
    broken = getattr(message, "invalid_tool_calls", None) or []
    if broken:
        return Raw(str(broken[0].get("args") or ""), finish, called=True)
    return Raw(spoken(text_of(message.content)), finish)
