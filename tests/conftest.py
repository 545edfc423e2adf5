"""What every test stands on: a data folder of its own, no settings from outside, no network."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.outline import Outline, find_outline
from assistant.settings import settings

pytest_plugins = ["browser"]


class NetworkUsed(Exception):
    """A test reached for the network; no code of the product may."""


@pytest.fixture(autouse=True)
def _own_world(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in [name for name in os.environ if name.startswith(("OPENAI_", "ASSISTANT_"))]:
        if name != "ASSISTANT_TEST_DATA":
            monkeypatch.delenv(name)
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path_factory.mktemp("data")))
    settings.cache_clear()
    yield
    settings.cache_clear()


_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """No socket is opened; under the mark `loopback` only to this machine."""
    loopback = request.node.get_closest_marker("loopback") is not None

    def guarded(real: Callable[..., object], place: int) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            host = args[place][0] if isinstance(args[place], tuple) else args[place]
            if not loopback or host not in _LOOPBACK:
                raise NetworkUsed
            return real(*args, **options)

        return call

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, guarded(getattr(socket.socket, name), 1))
    monkeypatch.setattr(socket.socket, "sendto", guarded(socket.socket.sendto, -1))
    monkeypatch.setattr(socket, "getaddrinfo", guarded(socket.getaddrinfo, 0))


@pytest.fixture
def data_dir() -> Path:
    """The data folder of this test."""
    return settings().data_dir


@pytest.fixture(scope="session")
def outline() -> Outline:
    """The questions and parts of the report on Party building, read once."""
    return find_outline("基层党建述职")


@pytest.fixture(autouse=True)
def _no_knowledge(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Talks and drafts go without the knowledge store, which takes seconds to make, but under the mark `knowledge`."""
    if request.node.get_closest_marker("knowledge") is None:
        monkeypatch.setattr("assistant.retrieval.desk.Desk.guide", lambda _desk: None)
