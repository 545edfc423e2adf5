"""`assistant doctor`: what is configured, what answers, and what to do about what does not."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from assistant.commands.terminal import print_out
from assistant.options import Commands

if TYPE_CHECKING:
    from assistant.settings import Settings


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
        print_out(
            "大模型：没有设置，全部由程序起草。要用的话在页面的“设置”里填，或设 OPENAI_BASE_URL、OPENAI_API_KEY 和 ASSISTANT_MODEL。"
        )
        return 0
    from assistant.writing.probing import probe

    for line in probe(known):
        print_out(line)
    if not known.embedding_model:
        print_out("向量模型：没有设置，用本机自带的句向量。")
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
