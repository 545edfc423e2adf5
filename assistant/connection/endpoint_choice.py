"""What a person sets of a model on the page: read, tried out, kept; only on the machine where the page runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.errors import InputError
from assistant.settings import ENDPOINT_FILE, keep_endpoint, settings

if TYPE_CHECKING:
    from assistant.settings import Settings

LONGEST = 300


@dataclass(frozen=True)
class Choice:
    """An address, a key and a model as they are to hold; the key stays out of repr."""

    base_url: str
    key: str
    model: str

    def __repr__(self) -> str:
        return f"Choice(model={self.model!r})"

    @property
    def away(self) -> bool:
        """Whether what is sent there leaves this machine."""
        from assistant.address import is_loopback

        return not is_loopback(self.base_url)

    @property
    def as_settings(self) -> Settings:
        """The settings with this choice in them."""
        return settings().model_copy(update={"base_url": self.base_url, "api_key": self.key, "model": self.model})


def may_choose(local: bool) -> str:
    """Why nothing can be set here, "" where it can: the page is open to others, or the environment has set it."""
    if not local:
        return "这一页别的电脑也能打开，大模型请由管理员在服务器的环境变量里设。"
    known = settings()
    if (known.base_url or known.api_key) and not known.endpoint_kept:
        return "大模型已由环境变量或 .env 文件设好，要改请改那里。"
    return ""


def chosen(told: Mapping[str, str]) -> Choice:
    """What was filled in; raises InputError where it cannot be an endpoint.

    An empty key means the one that is kept, but only for the place it was kept for: a key is never sent elsewhere.
    """
    base_url, key, model = (told.get(name, "").strip() for name in ("base_url", "key", "model"))
    if not base_url:
        raise InputError(
            "没有填地址。", "例如 https://api.deepseek.com/v1，本机的 Ollama 是 http://127.0.0.1:11434/v1。"
        )
    if any(
        len(one) > LONGEST or any(char.isspace() or not char.isprintable() or char in "'\"" for char in one)
        for one in (base_url, key, model)
    ):
        raise InputError("填的内容里有空格、引号或换行，或者太长。", "请照服务商给的原样复制，一项一行。")
    if not key.isascii():
        raise InputError("密钥里有汉字或全角字符。", "请照服务商给的原样复制。")
    try:
        parts = urlsplit(base_url)
        whole = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
    except ValueError:
        whole = False
    if not whole or parts.username or parts.password or parts.query or parts.fragment:
        raise InputError("地址不对。", "要以 http:// 或 https:// 开头，里面不带账号、密码、问号和井号。")
    kept = settings()
    if not key and kept.endpoint_kept and _place(kept.base_url) == _place(base_url):
        key = kept.api_key
    return Choice(base_url.rstrip("/"), key, model)


def _place(base_url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(base_url)
    return parts.scheme, parts.hostname or "", parts.port


def tried(choice: Choice) -> Iterator[str]:
    """Asks the endpoint one small sum, a line for each thing found; nothing of the person's is sent."""
    from assistant.writing.probing import probe

    yield from probe(choice.as_settings)


def keep(choice: Choice, agreed: bool) -> str:
    """Keeps the choice for this and later runs; a sentence about what holds now.

    Raises InputError where answers would leave the machine and the person has not agreed to it, or nothing can be
    written.
    """
    from assistant.connection.leave import give_leave, may_send

    if choice.away and not agreed and not may_send(choice.as_settings):
        raise InputError("这个地址不在本机，要先勾选“同意发送”。", "不同意就不用大模型，由本机程序起草。")
    if agreed and choice.away:
        give_leave(choice.as_settings)
    _write(choice)
    plain = "；地址不是 https，密钥和内容在网上是明文" if choice.away and choice.base_url.startswith("http://") else ""
    return f"已保存，以后用这个大模型{plain}。"


def forget() -> str:
    """Goes back to the program alone, and removes the key from the disk."""
    _write(Choice("", "", ""))
    return "已删除大模型的设置，全部由本机程序起草。"


def _write(choice: Choice) -> None:
    try:
        keep_endpoint(choice.base_url, choice.key, choice.model)
    except (OSError, ValueError) as error:
        where = settings().data_dir / ENDPOINT_FILE
        raise InputError(f"没有存成：“{where}”写不进去。", "请看看数据文件夹能不能写、磁盘是不是满了。") from error


def shown_now() -> Choice:
    """What holds now, without its key, fit to be shown."""
    known = settings()
    if not known.base_url:
        return Choice("", "", known.model)
    from assistant.address import shown

    return Choice(shown(known.base_url), "", known.model)
