"""The gate before everything the page serves: which paths are open, who may ask from where, what every answer carries.

Gradio serves files of its temporary folder, calls by name and more to whoever asks. Of its routes only those that this
page uses are let through; the rest is as if it were not there. Whoever asks must name an address that is ours (against
a foreign name that points here) and come from our own page (against other pages in the same browser).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, TypeAlias
from urllib.parse import urlsplit

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Served: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

OWNER = "assistant.owner"
"""Where in a request's scope the account stands whose interviews it may see; "" where there are no accounts."""
PAGE = frozenset({"/"})
OURS = frozenset({"/files", "/login", "/logout", "/alive"})
GRADIO = frozenset(
    {"/config", "/theme.css", "/favicon.ico"}
    | {f"/gradio_api/{name}" for name in ("queue/join", "queue/data", "cancel", "reset", "startup-events", "app_id")}
)
BELOW = re.compile(
    r"/(?:static|assets|svelte)/[\w./@+-]+|/gradio_api/heartbeat/\w{1,64}|/download/[\w-]{1,64}/[\w.]{1,40}"
)
WITHOUT_LOGIN = frozenset({"/login", "/alive", "/favicon.ico"})
MOST_SENT = 2 * 1024 * 1024
"""Bytes of a request's body; an act of the page has a few thousand."""
MOST_FILES = 64 * 1024 * 1024
"""Bytes of a request that brings files."""
_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; "
    "manifest-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'; frame-src 'none'; object-src 'none'"
)
"""Only scripts of the page itself run: Gradio makes functions of text (`unsafe-eval`), markup may hold none."""
_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
)
_REPLACED = frozenset(name for name, _ in _HEADERS) | {b"content-security-policy"}
_SCRIPT = re.compile(rb"<script(?=[\s>])")
_ABROAD = re.compile(rb'\s*<meta\s[^>]*(?:https?://)[^>]*/>|\s*<link rel="manifest"[^>]*>', re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """Where the page is served: its port, the host it listens on, and further names it may be asked for under."""

    host: str
    port: int
    names: tuple[str, ...] = ()

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host)

    def is_ours(self, host: str) -> bool:
        """Whether a Host header names this place; a name nobody gave us may be a foreign one that points here."""
        name, port = _host_port(host)
        if self.loopback:
            return port in (self.port, None) and is_loopback(name)
        return name in self.names or _is_address(name) or is_loopback(name)


def is_loopback(name: str) -> bool:
    """Whether a host name or address means this machine alone."""
    if name == "localhost":
        return True
    return _is_address(name) and ip_address(name).is_loopback


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _host_port(host: str) -> tuple[str, int | None]:
    try:
        parts = urlsplit(f"//{host}")
        return (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return "", None


class Gate:
    """An ASGI application before another; `account` says who is signed in by the Cookie header, None where nobody."""

    def __init__(self, served: Served, place: Place, account: Callable[[str], str | None]) -> None:
        self._served, self._place, self._account = served, place, account

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] == "lifespan":
            await self._served(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        nonce = secrets.token_urlsafe(16)
        send = _dressed(send, nonce, scope["path"])
        path = str(scope["path"])
        if scope["method"] not in ("GET", "HEAD", "POST") or not _is_open(path):
            await _say(send, 404, "没有这一页。")
            return
        refusal = self._refusal(headers, scope, path)
        if refusal:
            await _say(send, 403, refusal)
            return
        owner = self._account(headers.get("cookie", ""))
        if owner is None and path not in WITHOUT_LOGIN:
            await _say(send, *((303, "/login") if path in PAGE else (401, "请先登录。")))
            return
        limit = MOST_FILES if path == "/files" else MOST_SENT
        if _length(headers.get("content-length", "0")) > limit:
            await _say(send, 413, f"一次最多收{limit // 1024 // 1024}MB。")
            return
        scope[OWNER] = owner or ""
        scope["assistant.nonce"] = nonce
        if path in PAGE:
            scope = _bare(scope)
            send = _page(send, nonce.encode())
        await self._served(scope, _bounded(receive, limit), send)

    def _refusal(self, headers: dict[str, str], scope: Scope, path: str) -> str:
        """Why this request is none of our own page's, "" where it is."""
        host = headers.get("host", "")
        if not self._place.is_ours(host):
            return "这个地址不是本程序的，请用启动时显示的地址打开。"
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != host:
            return "请求来自别的网页，没有理会。"
        site = headers.get("sec-fetch-site", "none")
        opened = scope["method"] == "GET" and headers.get("sec-fetch-mode") == "navigate" and path in (*PAGE, "/login")
        if site not in ("none", "same-origin") and not opened:
            return "请求来自别的网页，没有理会。"
        return ""


def _is_open(path: str) -> bool:
    if path in PAGE or path in OURS or path in GRADIO:
        return True
    return BELOW.fullmatch(path) is not None and ".." not in path and "//" not in path


def _length(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else MOST_FILES + 1


def _bare(scope: Scope) -> Scope:
    """The request for the page without its query (only the browser reads that) and to be answered uncompressed."""
    kept = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
    return {**scope, "query_string": b"", "headers": kept}


def _bounded(receive: Receive, limit: int) -> Receive:
    """Cuts a body that is longer than it said off as if the sender had gone."""
    came = 0

    async def bounded() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        return {"type": "http.disconnect"} if came > limit else message

    return bounded


def _dressed(send: Send, nonce: str, path: str) -> Send:
    """Puts the headers of safety on an answer; no foreign page is ever told that it may read it."""
    policy = _POLICY.format(nonce=nonce).encode()
    lasting = path.startswith(("/static/", "/assets/", "/svelte/")) or path in ("/favicon.ico", "/theme.css")

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(name.lower(), value) for name, value in message.get("headers", ())]
            kept = [one for one in kept if one[0] not in _REPLACED and not one[0].startswith(b"access-control-")]
            if not lasting:
                kept = [one for one in kept if one[0] != b"cache-control"] + [(b"cache-control", b"no-store")]
            message = {**message, "headers": [*kept, *_HEADERS, (b"content-security-policy", policy)]}
        await send(message)

    return dressed


def _page(send: Send, nonce: bytes) -> Send:
    """The page's own scripts get the nonce; what its head says of addresses on the internet is taken out."""
    begun: Message = {}
    body = bytearray()

    async def page(message: Message) -> None:
        nonlocal begun
        if message["type"] == "http.response.start":
            begun = message
            return
        body.extend(message.get("body", b""))
        if message.get("more_body"):
            return
        html = _SCRIPT.sub(b'<script nonce="' + nonce + b'"', _ABROAD.sub(b"", bytes(body)))
        html = html.replace(b'lang="en"', b'lang="zh-CN"', 1)
        kept = [one for one in begun["headers"] if one[0] != b"content-length"]
        await send({**begun, "headers": [*kept, (b"content-length", str(len(html)).encode())]})
        await send({"type": "http.response.body", "body": html})

    return page


async def _say(send: Send, status: int, words: str) -> None:
    """A short answer of the gate itself: a sentence, or for 303 the path to go to."""
    headers: Iterable[tuple[bytes, bytes]] = [(b"content-type", b"text/plain; charset=utf-8")]
    if status == 303:
        headers, words = [(b"location", words.encode())], ""
    body = words.encode()
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [*headers, (b"content-length", str(len(body)).encode())],
        }
    )
    await send({"type": "http.response.body", "body": body})
