"""`assistant doctor`: what is configured, what answers, and what to do about what does not."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from assistant.commands.terminal import print_out
from assistant.options import Commands

if TYPE_CHECKING:
    from assistant.settings import Settings
    from assistant.writing.endpoint import Endpoint
    from assistant.writing.ladder import Rung


def add(commands: Commands) -> None:
    """Adds the command."""
    doctor = commands.add_parser("doctor", help="检查设置、数据文件夹和大模型端点")
    doctor.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prints a line for each thing looked at; exit 0 whatever is found, since it only tells."""
    from assistant.settings import settings

    known = settings()
    print_out(f"数据文件夹：{known.data_dir}（{_writable(known)}）")
    for line in _overridden(known):
        print_out(line)
    if not known.api_key and not known.base_url:
        print_out("大模型：没有设置，全部由程序起草。要用的话设 OPENAI_BASE_URL、OPENAI_API_KEY 和 ASSISTANT_MODEL。")
        return 0
    _model(known)
    return 0


def _writable(known: Settings) -> str:
    try:
        known.data_dir.mkdir(parents=True, exist_ok=True)
        probe = known.data_dir / ".probe"
        probe.write_text("", encoding="utf-8")
        probe.unlink()
    except OSError:
        return "不能写：请开通权限，或用 ASSISTANT_DATA_DIR 换一个文件夹"
    return "能写"


def _overridden(known: Settings) -> list[str]:
    lines = []
    for name in ("prompts", "knowledge"):
        folder = known.data_dir / name
        own = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()) if folder.is_dir() else []
        if own:
            lines.append(f"以本单位的为准（{name}）：{'、'.join(own)}")
    return lines


def _model(known: Settings) -> None:
    from assistant.errors import ModelError
    from assistant.writing.connect import connect
    from assistant.writing.endpoint import Endpoint, is_loopback, shown

    where = "本机" if is_loopback(known.base_url) else "外部，发送前会先问您"
    print_out(f"大模型地址：{shown(known.base_url)}（{where}）")
    try:
        ladder, told = connect(known)
    except ModelError as error:
        print_out(f"大模型：用不了。{error}")
        return
    print_out(f"模型：{ladder.name}" + (f"（{told}）" if told else ""))
    endpoint = ladder.transport
    if isinstance(endpoint, Endpoint):
        _rungs(known, endpoint)
        endpoint.close()


def _rungs(known: Settings, endpoint: Endpoint) -> None:
    from assistant.errors import ModelError
    from assistant.ports import Prompt
    from assistant.writing.connect import Known, remember
    from assistant.writing.endpoint import shown
    from assistant.writing.ladder import LADDER, Probe, ask_once

    prompt = Prompt("doctor", "你是一个会按格式回答的助手。", "三加四等于几？answer 填数，words 填“三”和“四”。", 200)
    works: list[Rung] = []
    streams = True
    for rung in LADDER:
        started = time.monotonic()
        try:
            ask_once(endpoint, prompt, Probe, rung, stream=True)
        except ModelError as error:
            print_out(f"  {_NAMES[rung]}：不行。{error.message}")
            if isinstance(error, _HOPELESS()):
                print_out(f"  {error.hint}")
                return
            continue
        works.append(rung)
        print_out(f"  {_NAMES[rung]}：可用，{time.monotonic() - started:.1f} 秒")
    if not works:
        streams = False
        works = [rung for rung in LADDER if _answers(endpoint, prompt, rung)]
    if not works:
        print_out("  这个模型给不出能用的回复，将由程序起草。请换一个模型再试。")
        return
    print_out(f"  流式输出：{'可用' if streams else '不行，改用整段回复'}")
    name = endpoint.max_tokens_name
    remember(known.data_dir, Known(shown(known.base_url), endpoint.address.model, works[0], streams, name))
    print_out(f"已记下：以后用“{_NAMES[works[0]]}”。")
    _embeddings(known)


def _answers(endpoint: Endpoint, prompt: object, rung: Rung) -> bool:
    from assistant.errors import ModelError
    from assistant.ports import Prompt
    from assistant.writing.ladder import Probe, ask_once

    assert isinstance(prompt, Prompt)
    try:
        ask_once(endpoint, prompt, Probe, rung, stream=False)
    except ModelError:
        return False
    return True


def _embeddings(known: Settings) -> None:
    if not known.embedding_model:
        print_out("向量模型：没有设置，用本机自带的句向量。")


def _HOPELESS() -> tuple[type[Exception], ...]:
    from assistant import errors

    return (
        errors.KeyRefusedError,
        errors.QuotaGoneError,
        errors.ModelMissingError,
        errors.EndpointUnreachableError,
        errors.EndpointSlowError,
    )


_NAMES = {
    "json_schema": "按 JSON Schema 回复",
    "function": "函数调用",
    "json_object": "JSON 模式",
    "prompted": "在话里要 JSON",
}
