"""Signing in, where ASSISTANT_AUTH names accounts: a form of our own, a signed cookie, and patience with wrong passwords."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from pathlib import Path

from markupsafe import Markup

COOKIE = "assistant"
LASTS = 12 * 3600
"""Seconds for which one stays signed in."""
MOST_WRONG = 5
"""Wrong passwords for one name from one address before it has to wait."""
WAIT = 60.0
_FORM = Markup(
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>登录 · 述职报告起草助手</title><style>body{{font:16px/1.6 sans-serif;background:#f5f6f8;color:#1d2530}}"
    "main{{max-width:22rem;margin:12vh auto;background:#fff;padding:2rem;border:1px solid #d8dde5;border-radius:6px}}"
    "label{{display:block;margin:1rem 0 .25rem}}input{{width:100%;box-sizing:border-box;font:inherit;padding:.5rem}}"
    "button{{font:inherit;margin-top:1.25rem;padding:.5rem 1.5rem;background:#1f4e8c;color:#fff;border:0;border-radius:4px}}"
    "p{{color:#9b1c1c}}</style><main><h1>述职报告起草助手</h1><p role=alert>{}</p><form method=post action=/login>"
    "<label for=name>账号</label><input id=name name=name autocomplete=username required>"
    "<label for=password>密码</label><input id=password name=password type=password autocomplete=current-password required>"
    "<button>登录</button></form></main></html>"
)


class Accounts:
    """The accounts of the page; without any, everybody who reaches it is let in.

    One account stands for the office, which sees all interviews; each of several sees its own.
    """

    def __init__(
        self, accounts: tuple[tuple[str, str], ...], folder: Path, now: Callable[[], float] = time.time
    ) -> None:
        self._passwords, self._now = dict(accounts), now
        self._secret = _secret(folder) if accounts else b""
        self._wrong: dict[tuple[str, str], tuple[int, float]] = {}
        self._lock = threading.Lock()

    def owner(self, cookies: str) -> str | None:
        """The account whose interviews may be seen by whoever sends these cookies; None: not signed in."""
        if not self._passwords:
            return ""
        try:
            morsel = SimpleCookie(cookies).get(COOKIE)
        except CookieError:
            return None
        name = self._signed(morsel.value) if morsel is not None else None
        return name if name is None or len(self._passwords) > 1 else ""

    def sign_in(self, name: str, password: str, address: str) -> str | None:
        """A value for the cookie, or None where name or password is wrong; "" where too many were."""
        key = (name[:200], address)
        with self._lock:
            wrong, since = self._wrong.get(key, (0, 0.0))
            if wrong >= MOST_WRONG and self._now() - since < WAIT:
                return ""
        known = self._passwords.get(name)
        right = hmac.compare_digest((known or secrets.token_hex()).encode(), password.encode("utf-8", "replace"))
        with self._lock:
            if known is None or not right:
                if len(self._wrong) > 10_000:
                    self._wrong.clear()
                self._wrong[key] = (wrong % MOST_WRONG + 1, self._now())
                return None
            self._wrong.pop(key, None)
        return self._value(name, int(self._now()) + LASTS)

    def _value(self, name: str, until: int) -> str:
        told = f"{urlsafe_b64encode(name.encode()).decode()}.{until}"
        return f"{told}.{self._seal(told, name)}"

    def _signed(self, value: str) -> str | None:
        told, _, seal = value.rpartition(".")
        coded, _, until = told.partition(".")
        try:
            name, last = urlsafe_b64decode(coded.encode()).decode(), int(until)
        except ValueError:
            return None
        if name not in self._passwords or last < self._now():
            return None
        return name if hmac.compare_digest(self._seal(told, name).encode(), seal.encode()) else None

    def _seal(self, told: str, name: str) -> str:
        """Over the password too: whoever changes it signs everybody out."""
        key = hmac.digest(self._secret, self._passwords[name].encode("utf-8", "replace"), "sha256")
        return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()


def form(complaint: str = "") -> str:
    """The page to sign in on."""
    return str(_FORM.format(complaint))


def _secret(folder: Path) -> bytes:
    """What cookies are signed with, kept so that a restart of the server signs nobody out."""
    path = folder / "page.key"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(32))
    except FileExistsError:
        pass
    return path.read_bytes()
