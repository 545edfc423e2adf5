"""The web server's life: on an open socket, until Ctrl-C or the system says stop."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn

PATIENCE = 2
"""Seconds that open streams are given when the server stops: every turn is on disk before it is answered."""


class Serving(uvicorn.Server):
    """Serves an application in this process; `ready` is called once the first request would be answered."""

    def __init__(self, served: Any, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                served,
                log_level="error",
                access_log=False,
                ws="none",
                lifespan="on",
                server_header=False,
                timeout_graceful_shutdown=PATIENCE,
                timeout_keep_alive=30,
            )
        )
        self._ready = ready

    def run(self, listening: socket.socket) -> None:  # type: ignore[override]
        """Serves on this socket until it is told to stop; a stop by signal ends it as a normal end."""
        super().run([listening])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts, then says so."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ctrl-C (twice: at once), a service's stop and a closed Windows console are told to the server and end there."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        names = [name for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
        before = {name: signal.signal(getattr(signal, name), self.handle_exit) for name in names}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(getattr(signal, name), handler)
