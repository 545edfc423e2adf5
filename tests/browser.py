"""The page as its tests meet it: the real server in a process of its own, and Debian's Chromium where it is there.

`page_server`: one server for the whole run, its own data folder and port. `own_server`: one for this test alone, which
may be killed. `browser_page`: a fresh browser window (skipped with a reason where there is no Chromium).
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).parent.parent
_RUN = """
import json, os, sys, threading
seen = open(sys.argv[1], "a", encoding="utf-8", buffering=1)
def watch(name, args):
    if name == "socket.connect":
        seen.write(json.dumps([name, str(args[1])]) + "\\n")
    elif name in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        seen.write(json.dumps([name, str(args[0] if name != "socket.sendto" else args[1])]) + "\\n")
sys.addaudithook(watch)
from assistant.cli import main
sys.exit(main(sys.argv[2:]))
"""


@dataclass
class Answer:
    """What an HTTP request came to; `headers` by lower-case name, the last of each."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


@dataclass
class PageServer:
    """A running server: `url` without a slash at the end; `restart` comes back on the same port and data folder."""

    folder: Path
    port: int
    env: dict[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def data_dir(self) -> Path:
        """Its data folder."""
        return self.folder / "data"

    def start(self, wait: float = 60) -> float:
        """Starts it and waits until it answers; the seconds that took."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "ASSISTANT_"))}
        env = kept | {"PYTHONPATH": str(ROOT), "ASSISTANT_DATA_DIR": str(self.data_dir)} | self.env
        words = ["serve", "--no-browser", "--port", str(self.port), *self.options]
        begun = time.monotonic()
        with (self.folder / "out.txt").open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-c", _RUN, str(self.folder / "connections.jsonl"), *words],
                env=env,
                cwd=self.folder,
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )
        while time.monotonic() - begun < wait:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended: {self.output}")
            with suppress(OSError):
                if self.get("/alive").status == 200:
                    return time.monotonic() - begun
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"the server did not answer: {self.output}")

    @property
    def output(self) -> str:
        """What it printed."""
        return (self.folder / "out.txt").read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        """kill -9."""
        self._end("kill")

    def stop(self) -> int:
        """Asks it to stop as a service manager would; its exit code."""
        return self._end("terminate")

    def interrupt(self) -> int:
        """Ctrl-C; its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)

    def _end(self, how: str) -> int:
        if self.process is None:
            return 0
        getattr(self.process, how)()
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait(20)

    def restart(self) -> float:
        """Up again after `kill` or `stop`."""
        return self.start()

    def get(self, path: str, **headers: str) -> Answer:
        """GET."""
        return self.ask("GET", path, b"", headers)

    def post(self, path: str, body: bytes, **headers: str) -> Answer:
        """POST."""
        return self.ask("POST", path, body, headers)

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        """A request, its path sent as it is written; a header's name may be spelt with _ for -."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.putrequest(method, path, skip_host="Host" in named, skip_accept_encoding=True)
            for name, value in named.items():
                connection.putheader(name, value)
            if body and "Content-Length" not in named:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body or None)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, told, answer.read())
        finally:
            connection.close()

    def connections(self) -> list[str]:
        """Addresses outside this machine that the process tried to reach or look up."""
        path = self.folder / "connections.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        told = [json.loads(line)[1] for line in lines]
        return [one for one in told if not _is_here(one)]


def _is_here(address: str) -> bool:
    return any(mark in address for mark in ("127.0.0.1", "localhost", "::1", "'0.0.0.0'")) or address in (
        "None",
        "0.0.0.0",
    )


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def serve(folder: Path, env: dict[str, str] | None = None, options: tuple[str, ...] = ()) -> PageServer:
    """A server over this folder, started."""
    folder.mkdir(parents=True, exist_ok=True)
    server = PageServer(folder, free_port(), env or {}, options)
    server.start()
    return server


@pytest.fixture(scope="session")
def page_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PageServer]:
    """One server for all tests that only need sessions of their own."""
    server = serve(tmp_path_factory.mktemp("page"))
    yield server
    server.stop()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[PageServer]:
    """A server for this test alone."""
    server = serve(tmp_path / "server")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser; skips where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("no Chromium here (Debian: apt-get install chromium fonts-noto-cjk)")
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (extra `test`)")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Seen:
    """What a window asked for and complained of: `abroad` requests to other hosts, `errors` of the console."""

    here: str
    abroad: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self, context: Any) -> None:
        """Listens to all windows of a browser context."""
        context.on("request", self._requested)
        context.on("console", lambda told: self.errors.append(told.text) if told.type == "error" else None)
        context.on("weberror", lambda told: self.errors.append(str(told.error)))

    def _requested(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.here:
            self.abroad.append(request.url)


@pytest.fixture
def window(chromium: Any, page_server: PageServer) -> Iterator[Any]:
    """A fresh browser context on `page_server` (base_url set); `context.seen` is what it asked for. 1366×768."""
    context = open_window(chromium, page_server)
    yield context
    context.close()


def open_window(chromium: Any, server: PageServer, width: int = 1366, height: int = 768, **more: Any) -> Any:
    """A browser context of this size on a server."""
    context = chromium.new_context(
        base_url=server.url, locale="zh-CN", viewport={"width": width, "height": height}, accept_downloads=True, **more
    )
    context.seen = Seen(urlsplit(server.url).netloc)
    context.seen.watch(context)
    context.set_default_timeout(15_000)
    return context


@pytest.fixture
def browser_page(window: Any) -> Any:
    """A tab of a fresh window, nothing opened in it yet: `browser_page.goto("/")`."""
    return window.new_page()
