"""The model as the terminal meets it: whether there is one, leave to send to it, what it is doing, who wrote what."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from assistant.commands.terminal import complain, print_out
from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.ports import Model
    from assistant.report import Report
    from assistant.settings import Settings
    from assistant.writing.under_way import WriterEvent

LEAVE_FILE = "may_send.txt"
"""Addresses, one a line, to which this person has allowed answers to be sent."""


def model_of(yes: bool) -> Model | None:
    """The model that the settings name, None where there is none or it cannot be reached, which is then said.

    The first use of an address that is not this machine shows what will be sent and asks; without a terminal to ask
    on, `--yes` is needed: raises InputError.
    """
    from assistant.settings import quiet_libraries, settings

    known = settings()
    if not known.api_key and not known.base_url:
        return None
    quiet_libraries()
    from assistant.errors import ModelError
    from assistant.writing.calls import Calls
    from assistant.writing.connect import connect

    if not _may_send(known, yes):
        complain("没有同意发送，这一次全部由程序起草。")
        return None
    try:
        ladder, told = connect(known)
    except ModelError as error:
        complain(f"大模型用不了，全部由程序起草。{error}")
        return None
    if told:
        print_out(told)
    return Calls(ladder, known.data_dir / "calls")


def _may_send(known: Settings, yes: bool) -> bool:
    from assistant.writing.endpoint import is_loopback, shown

    where = shown(known.base_url)
    if is_loopback(known.base_url):
        return True
    path = known.data_dir / LEAVE_FILE
    if path.is_file() and where in path.read_text(encoding="utf-8").splitlines():
        return True
    print_out(
        f"将把下列内容发到 {where}：您各题的原话和从中记下的事实、起草要求、抹去数和名的范文片段。",
        "不会发：您说“不公开”的内容、密级标志和涉密文号、证件电话银行卡号、点名说到的病情困难。",
    )
    if not yes:
        if not sys.stdin.isatty():
            raise InputError(f"要把答案发到 {where}，还没有得到同意。", "同意就加 --yes；不用大模型就加 --model off。")
        if input("同意发送吗？（同意/不同意）").strip() not in ("同意", "是", "好", "y", "Y", "可以"):
            return False
    known.data_dir.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"{where}\n")
    return True


def tell(event: WriterEvent) -> None:
    """A line on standard error for what is being done, where a person is watching."""
    from assistant.writing.under_way import ItemDone, Progress

    if not sys.stderr.isatty():
        return
    if isinstance(event, Progress):
        print(f"{event.text}……", file=sys.stderr, flush=True)
    elif isinstance(event, ItemDone):
        print(f"  写好一条（{event.by or '程序'}）", file=sys.stderr, flush=True)


def show_authors(report: Report) -> None:
    """Who drafted what, and why the program had to step in."""
    from assistant.drafting import authors

    print_out(*authors(report))
