"""Whether an endpoint answers, and which ways of replying it understands: found out by asking, kept for later runs."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from contextlib import closing

from assistant.address import is_loopback, shown
from assistant.errors import (
    EndpointSlowError,
    EndpointUnreachableError,
    KeyRefusedError,
    ModelError,
    ModelMissingError,
    QuotaGoneError,
)
from assistant.ports import Prompt
from assistant.settings import Settings, quiet_libraries
from assistant.writing.connect import Known, connect, remember
from assistant.writing.endpoint import Endpoint
from assistant.writing.ladder import LADDER, Probe, Rung, ask_once

_NAMES: dict[Rung, str] = {
    "json_schema": "按 JSON Schema 回复",
    "function": "函数调用",
    "json_object": "JSON 模式",
    "prompted": "在话里要 JSON",
}
_HOPELESS = (KeyRefusedError, QuotaGoneError, ModelMissingError, EndpointUnreachableError, EndpointSlowError)
_SUM = Prompt("doctor", "你是一个会按格式回答的助手。", "三加四等于几？answer 填数，words 填“三”和“四”。", 200)


def probe(known: Settings) -> Iterator[str]:
    """Asks the endpoint of these settings one small sum in each way of replying; a line for each thing found.

    What works best is kept in the data folder. Nothing of the person's goes out. The last line begins with 已记下
    where the endpoint can be used.
    """
    quiet_libraries()
    where = "本机" if is_loopback(known.base_url) else "外部，发送前会先问您"
    yield f"大模型地址：{shown(known.base_url)}（{where}）"
    try:
        ladder, told = connect(known)
    except ModelError as error:
        yield f"大模型：用不了。{error}"
        return
    yield f"模型：{ladder.name}" + (f"（{told}）" if told else "")
    endpoint = ladder.transport
    if isinstance(endpoint, Endpoint):
        with closing(endpoint):
            yield from _rungs(known, endpoint)


def _rungs(known: Settings, endpoint: Endpoint) -> Iterator[str]:
    streams = True
    works = yield from _tried(endpoint)
    if works is None:
        return
    if not works:
        streams = False
        works = [rung for rung in LADDER if _answers(endpoint, rung)]
    if not works:
        yield "  这个模型给不出能用的回复，将由程序起草。请换一个模型再试。"
        return
    yield f"  流式输出：{'可用' if streams else '不行，改用整段回复'}"
    kept = Known(shown(known.base_url), endpoint.address.model, works[0], streams, endpoint.max_tokens_name)
    remember(known.data_dir, kept)
    yield f"已记下：以后用“{_NAMES[works[0]]}”。"


def _tried(endpoint: Endpoint) -> Generator[str, None, list[Rung] | None]:
    """The rungs that work when streamed; None where no rung ever will (key, quota, name, address)."""
    works: list[Rung] = []
    for rung in LADDER:
        started = time.monotonic()
        try:
            ask_once(endpoint, _SUM, Probe, rung, stream=True)
        except ModelError as error:
            yield f"  {_NAMES[rung]}：不行。{error.message}"
            if isinstance(error, _HOPELESS):
                yield f"  {error.hint}"
                return None
            continue
        works.append(rung)
        yield f"  {_NAMES[rung]}：可用，{time.monotonic() - started:.1f} 秒"
    return works


def _answers(endpoint: Endpoint, rung: Rung) -> bool:
    try:
        ask_once(endpoint, _SUM, Probe, rung, stream=False)
    except ModelError:
        return False
    return True
