"""`assistant serve`, and `assistant` alone: the page, on this machine unless told otherwise."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.commands.terminal import print_out, told_aside
from assistant.errors import InputError
from assistant.options import Commands

if TYPE_CHECKING:
    import socket
    import threading

    from assistant.app import App
    from assistant.settings import Settings
    from assistant.ui.gate import Place

HOST, PORT = "127.0.0.1", 7860
MORE_PORTS = 20
"""Ports after the usual one that are tried where it is taken and none was asked for."""
WARM_AFTER = 3.0
"""Seconds after the port is open before the knowledge store and the model are made ready, so that the first page comes
before them."""


def add(commands: Commands) -> None:
    """Adds the command."""
    serve = commands.add_parser("serve", help="打开网页（不带命令就是它）")
    serve.add_argument("--host", default=HOST, metavar="地址", help=f"在哪个地址上开，默认 {HOST}，只有本机能用")
    serve.add_argument("--port", type=int, metavar="端口", help=f"在哪个端口上开，默认 {PORT}，被占用就顺延")
    serve.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    serve.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serves the page until it is stopped."""
    from assistant.settings import on_desktop, quiet_page, settings

    known = settings()
    _refuse_open_house(args.host, known)
    if args.port is not None and not 1 <= args.port <= 65535:
        raise InputError(f"端口 {args.port} 不对。", "请写 1 到 65535 之间的数，例如 --port 7861。")
    browse = on_desktop() and not args.no_browser
    if _already_there(args, known, browse):
        return 0
    listening = _listen(args.host, args.port)
    port = int(listening.getsockname()[1])
    address = f"http://{_shown(args.host)}:{port}"
    if port != (args.port or PORT):
        print_out(f"端口 {PORT} 被别的程序占着，改用 {port}。")
    told_aside("正在启动……")
    quiet_page(known.data_dir / "page")
    from assistant.ui.gate import Place

    _serve(listening, Place(args.host, port, known.hosts), address, browse)
    print_out("", f"已停止。说过的话都存在 {known.data_dir}，再运行 assistant 就从原处接着写。", flush=True)
    return 0


def _refuse_open_house(host: str, known: Settings) -> None:
    """A page that others can reach asks who they are."""
    if host not in ("localhost", "::1") and not host.startswith("127.") and not known.accounts:
        raise InputError(
            f"在 {host} 上打开，别的电脑也能看到这里的访谈，所以要先设账号。",
            "请设 ASSISTANT_AUTH=账号:密码（多个用逗号隔开）再运行；只在本机用就不要写 --host。",
        )


def _listen(host: str, port: int | None) -> socket.socket:
    """An open port: the one asked for, or the first free one from the usual one on. Raises InputError."""
    import socket

    for number in [port] if port is not None else range(PORT, PORT + MORE_PORTS):
        try:
            found = socket.create_server((host, number), family=_family(host), backlog=512, reuse_port=False)
        except (OSError, OverflowError) as error:
            if getattr(error, "errno", None) not in _TAKEN() or port is None:
                last = error
                if getattr(error, "errno", None) in _TAKEN():
                    continue
                raise InputError(f"在 {host} 上打不开。", "请检查 --host 写的是不是本机的地址。") from error
            raise InputError(f"端口 {port} 被别的程序占着。", "请换一个，例如 --port 7870，或不写 --port。") from error
        found.set_inheritable(False)
        return found
    raise InputError(f"端口 {PORT} 到 {PORT + MORE_PORTS - 1} 都被占着。", "请用 --port 写一个空着的端口。") from last


def _TAKEN() -> tuple[int, ...]:
    import errno

    return (errno.EADDRINUSE, errno.EACCES, 10048, 10013)


def _family(host: str) -> socket.AddressFamily:
    import socket

    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _shown(host: str) -> str:
    """The host as a browser on this machine would write it."""
    if host in ("0.0.0.0", "::"):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _already_there(args: argparse.Namespace, known: Settings, browse: bool) -> bool:
    """Whether this page is open already (a second double-click): then its address is said and opened again."""
    import json
    from http.client import HTTPConnection, HTTPException

    from assistant import __version__
    from assistant.settings import data_mark

    port = args.port or PORT
    connection = HTTPConnection(_shown(args.host).strip("[]"), port, timeout=1)
    try:
        connection.request("GET", "/alive")
        told = json.loads(connection.getresponse().read(1000))
        same = bool(told == {"assistant": __version__, "data": data_mark(known.data_dir)})
    except (OSError, HTTPException, ValueError):
        return False
    finally:
        connection.close()
    if same:
        address = f"http://{_shown(args.host)}:{port}"
        print_out(f"已经开着：{address}")
        if browse:
            _open_browser(address).join(10)
    return same


def _serve(listening: socket.socket, place: Place, address: str, browse: bool) -> None:
    import threading

    from assistant.app import build
    from assistant.connection.model_link import ModelLink
    from assistant.settings import settings
    from assistant.ui.server import serve_app
    from assistant.ui.serving import Serving

    known = settings()
    app = replace(build(known, say=_say_on_terminal, link=ModelLink()), local=place.loopback and not known.accounts)

    if app.desk is not None:
        app.desk.patient = False

    def ready() -> None:
        where = "" if place.loopback else "（别的电脑请把 127.0.0.1 换成这台机器的地址）"
        print_out(f"请在浏览器打开：{address}{where}", "按 Ctrl+C 停止。", flush=True)
        if browse:
            _open_browser(address)
        timer = threading.Timer(WARM_AFTER, _warm, [app])
        timer.daemon = True
        timer.start()

    try:
        Serving(serve_app(app, place), ready).run(listening)
    finally:
        app.close()


def _say_on_terminal(words: str) -> None:
    if sys.stderr is not None and sys.stderr.isatty():
        told_aside(words)


def _warm(app: App) -> None:
    """Makes ready, beside the open page, what takes seconds to load: knowledge, the model, what drafts, a first turn.

    The turn is said to a spare interview in memory, which nobody sees.
    """
    from assistant.errors import AssistantError
    from assistant.outline import find_outline
    from assistant.samples import sample_answers
    from assistant.storage import Store
    from assistant.workflow import draft

    app.tidy()
    with suppress(AssistantError):
        outline = find_outline(None)
        draft(sample_answers(outline), outline)
        if app.desk is not None:
            app.desk.warm().join()
        spare = replace(app, store=Store("sqlite://"), link=None)
        talk = spare.begin(outline, None)
        for words in ("2200字左右", "今年办了培训6场，来了312人次。", "没有"):
            list(talk.say(words))
    if app.link is not None:
        app.link.ladder()


def _open_browser(address: str) -> threading.Thread:
    import threading
    import webbrowser

    def go() -> None:
        with suppress(webbrowser.Error, OSError):
            webbrowser.open(address)

    thread = threading.Thread(target=go, name="browser", daemon=True)
    thread.start()
    return thread
