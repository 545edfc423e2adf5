"""`assistant serve`: where it listens, what it refuses, how it starts and ends; the settings it keeps."""

from __future__ import annotations

import os
import socket
import stat
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from browser import PageServer, free_port

from assistant import __version__, cli
from assistant.commands import serve
from assistant.settings import data_mark, keep_endpoint, quiet_page, settings


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that would have been served; nothing is."""
    told: list[str] = []

    def instead(listening: socket.socket, place: object, address: str, browse: bool) -> None:
        told.append(address)
        listening.close()

    monkeypatch.setattr(serve, "_serve", instead)
    return told


def run(*words: str) -> int:
    return cli.main(list(words))


@pytest.mark.loopback
def test_no_command_is_the_page(
    served: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    port = free_port()
    monkeypatch.setattr(serve, "PORT", port)
    assert run() == 0
    assert served == [f"http://127.0.0.1:{port}"]
    assert "已停止" in capsys.readouterr().out


@pytest.mark.loopback
@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "::", "office.example"])
def test_a_host_that_others_reach_needs_accounts(
    host: str, served: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("serve", "--host", host) == 2
    told = capsys.readouterr().err.strip()
    assert "ASSISTANT_AUTH" in told
    assert len(told.splitlines()) == 1
    assert served == []


@pytest.mark.loopback
def test_with_accounts_it_is_served(served: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_AUTH", "shuji:mima123, zuzhi:a:b")
    settings.cache_clear()
    assert settings().accounts == (("shuji", "mima123"), ("zuzhi", "a:b"))
    port = free_port()
    assert run("serve", "--host", "0.0.0.0", "--port", str(port)) == 0
    assert served == [f"http://127.0.0.1:{port}"]


@pytest.mark.parametrize("auth", ["shuji", "shuji:", ":mima", " , "])
def test_half_an_account_is_none(auth: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_AUTH", auth)
    settings.cache_clear()
    assert settings().accounts == ()
    assert run("serve", "--host", "0.0.0.0") == 2


@pytest.mark.loopback
def test_a_port_that_is_taken(
    served: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert run("serve", "--port", str(port)) == 2
        told = capsys.readouterr().err.strip()
        assert str(port) in told
        assert len(told.splitlines()) == 1
        monkeypatch.setattr(serve, "PORT", port)
        assert run("serve") == 0
        assert "改用" in capsys.readouterr().out
        assert served[0] != f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("port", ["0", "-1", "65536", "abc"])
def test_a_port_that_is_none(port: str, served: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("serve", "--port", port) == 2
    assert "端口" in capsys.readouterr().err or port == "abc"
    assert served == []


@pytest.fixture
def earlier() -> Iterator[tuple[int, list[bytes]]]:
    """Something that answers on a port, by what is put into the list."""
    says: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(says[0])

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port, says
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.loopback
def test_a_second_start_finds_the_first(
    earlier: tuple[int, list[bytes]], served: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    port, says = earlier
    says.append(f'{{"assistant":"{__version__}","data":"{data_mark(settings().data_dir)}"}}'.encode())
    assert run("serve", "--port", str(port), "--no-browser") == 0
    assert f"已经开着：http://127.0.0.1:{port}" in capsys.readouterr().out
    says[0] = b'{"assistant":"9","data":"0"}'
    assert run("serve", "--port", str(port), "--no-browser") == 2
    assert served == []


def test_the_key_is_kept_for_its_owner_alone(data_dir: Path) -> None:
    keep_endpoint("https://model.example/v1", "sk-秘密1", "qwen")
    known = settings()
    assert (known.base_url, known.api_key, known.model, known.endpoint_kept) == (
        "https://model.example/v1",
        "sk-秘密1",
        "qwen",
        True,
    )
    if os.name == "posix":
        assert stat.S_IMODE((data_dir / "endpoint.env").stat().st_mode) == 0o600
    assert "sk-秘密1" not in repr(known)
    keep_endpoint("", "", "")
    assert not (data_dir / "endpoint.env").exists()
    assert settings().base_url == ""


def test_a_kept_key_never_goes_to_another_address(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_endpoint("https://model.example/v1", "sk-1", "qwen")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    settings.cache_clear()
    assert (settings().base_url, settings().api_key, settings().endpoint_kept) == ("http://127.0.0.1:9/v1", "", False)


@pytest.mark.parametrize("value", ["a\nASSISTANT_AUTH=x:y", "a\rb", 'a"b', "a'b", "a\0b"])
def test_a_setting_is_one_line(value: str, data_dir: Path) -> None:
    for place in range(3):
        with pytest.raises(ValueError, match="one line"):
            keep_endpoint(*(value if n == place else "x" for n in range(3)))
    assert not (data_dir / "endpoint.env").exists()


def test_gradio_inherits_nothing_that_opens_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GRADIO_SHARE", "GRADIO_ALLOWED_PATHS", "GRADIO_MCP_SERVER", "GRADIO_TEMP_DIR"):
        monkeypatch.setenv(name, "True")
    quiet_page(tmp_path / "page")
    assert {name for name in os.environ if name.startswith("GRADIO_")} == {
        "GRADIO_ANALYTICS_ENABLED",
        "GRADIO_TEMP_DIR",
    }
    assert os.environ["GRADIO_TEMP_DIR"] == str(tmp_path / "page")


@pytest.mark.slow
@pytest.mark.loopback
@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent the POSIX way")
def test_it_starts_within_ten_seconds_and_ends_cleanly(own_server: PageServer) -> None:
    assert "请在浏览器打开：http://127.0.0.1:" in own_server.output
    assert own_server.interrupt() == 0
    assert "已停止" in own_server.output
    assert "Traceback" not in own_server.output
    assert own_server.restart() < 10
    assert own_server.stop() == 0
    assert "Traceback" not in own_server.output
