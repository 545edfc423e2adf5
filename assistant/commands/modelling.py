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
    from assistant.address import shown
    from assistant.connection.leave import give_leave, may_send, what_leaves

    if may_send(known):
        return True
    print_out(*what_leaves(known.base_url))
    if not yes:
        if not sys.stdin.isatty():
            where = shown(known.base_url)
            raise InputError(f"要把答案发到 {where}，还没有得到同意。", "同意就加 --yes；不用大模型就加 --model off。")
        if input("同意发送吗？（同意/不同意）").strip() not in ("同意", "是", "好", "y", "Y", "可以"):
            return False
    give_leave(known)
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
    from assistant.drafts.drafting import authors

    print_out(*authors(report))
