"""Where a model is: its address, fit to be shown, and whether it is this machine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Address:
    """Where the model is and how to speak to it; the key stays out of repr."""

    base_url: str
    key: str
    model: str
    timeout: float = 120

    def __repr__(self) -> str:
        return f"Address({shown(self.base_url)!r}, model={self.model!r})"


def shown(base_url: str) -> str:
    """The address fit to be shown: without a user name, password or query."""
    parts = urlsplit(base_url or "https://api.openai.com/v1")
    return f"{parts.scheme}://{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path}"


def is_loopback(base_url: str) -> bool:
    """Whether what is sent there stays on this machine."""
    host = (urlsplit(base_url).hostname or "").lower()
    return host in ("localhost", "::1") or re.fullmatch(r"127(?:\.\d{1,3}){3}", host) is not None
