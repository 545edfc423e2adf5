"""Leave to send: what goes to an address that is not this machine, and whether the person has agreed to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.settings import Settings

LEAVE_FILE = "may_send.txt"
"""Addresses, one a line, to which this person has allowed answers to be sent."""


def what_leaves(base_url: str) -> tuple[str, str]:
    """Two sentences: what is sent to this address, and what is not."""
    from assistant.address import shown

    return (
        f"将把下列内容发到 {shown(base_url)}：您各题的原话和从中记下的事实、起草要求、抹去数和名的范文片段。",
        "不会发：您说“不公开”的内容、密级标志和涉密文号、证件电话银行卡号、点名说到的病情困难。",
    )


def may_send(known: Settings) -> bool:
    """Whether answers may go to the address of these settings: it is this machine, or was agreed to before."""
    from assistant.address import is_loopback, shown

    if is_loopback(known.base_url):
        return True
    path = known.data_dir / LEAVE_FILE
    return path.is_file() and shown(known.base_url) in path.read_text(encoding="utf-8").splitlines()


def give_leave(known: Settings) -> None:
    """Keeps that the person has agreed to this address."""
    from assistant.address import shown

    if may_send(known):
        return
    known.data_dir.mkdir(parents=True, exist_ok=True)
    with (known.data_dir / LEAVE_FILE).open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"{shown(known.base_url)}\n")
