"""What the page lets through: paths, hosts, origins, sizes, accounts, files brought and taken away. No browser."""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
import threading
import time
import uuid
import zipfile
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from browser import PageServer, serve
from page_client import PageClient

from assistant.app import App, build
from assistant.brought.uploads import Uploads
from assistant.documents import load_answers
from assistant.errors import FileError, InputError, StorageError
from assistant.interview.events import Interview
from assistant.outline import outlines
from assistant.report import Report
from assistant.settings import settings
from assistant.ui.gate import Place
from assistant.ui.login import Accounts
from assistant.workflow import draft

pytestmark = [pytest.mark.slow, pytest.mark.loopback]
SEED = Path(__file__).parent / "data" / "answers_seed.yaml"
SECRET = "绝密正文" + secrets.token_hex(8)


def multipart(files: list[tuple[str, bytes]], field: str = "file") -> tuple[bytes, str]:
    """A form's body and its content type."""
    mark = uuid.uuid4().hex
    body = b""
    for name, data in files:
        head = f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
        body += head.encode() + data + b"\r\n"
    return body + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


def bring(server: PageServer, session: str, files: list[tuple[str, bytes]], **headers: str) -> Any:
    body, kind = multipart(files)
    return server.post(f"/files?s={session}", body, Content_Type=kind, **({"X_Assistant": "1"} | headers))


def word(text: str) -> bytes:
    import docx

    document = docx.Document()
    document.add_paragraph(text)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def begun(server: PageServer, owner: str = "") -> str:
    """A session in the server's store, as another process would make it."""
    app = build(settings().model_copy(update={"data_dir": server.data_dir})).of(owner)
    return app.begin(outlines()[0]).session_id


# reading what lies on the disk ------------------------------------------------------------------------------------


def escapes(place: Path) -> list[str]:
    """Ways to write a path that ends at this file, or at /etc/passwd."""
    full = str(place)
    up = ["../" * 12, "..%2f" * 12, "%2e%2e/" * 12, "..\\" * 12, "..%5c" * 12, "%252e%252e%252f" * 12, "....//" * 12]
    up += [".%2e/" * 12, "..;/" * 12, "..%c0%af" * 12, "/%5c../" * 12, "./" * 4]
    ways = [f"{prefix}{full.lstrip('/')}" for prefix in up]
    ways += [full, f"/{full}", f"//{full}", f"file://{full}", f"{full}%00.png", f"{full}%00", f"{full}?", f"{full}/"]
    ways += [
        full.upper(),
        full.replace("/", "\\"),
        full.replace("/", "%2f"),
        f"~/{full}",
        "%2f" + full,
        "\\\\127.0.0.1\\c$",
    ]
    ways += [
        "../../../../../../etc/passwd",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "http://127.0.0.1:9/x",
        "C:\\Windows\\win.ini",
    ]
    return ways


ROUTES = (
    "/gradio_api/file=", "/gradio_api/file/", "/file=", "/file/", "/static/", "/assets/", "/svelte/", "/gradio_api/proxy=",
    "/gradio_api/stream/", "/download/", "/download/x/", "/gradio_api/heartbeat/", "/", "/files/", "/theme.css/",
    "/gradio_api/custom_component/x/client/component/", "/gradio_api/deep_link?session_hash=", "/?deep_link=",
)  # fmt: skip


def test_no_path_reads_a_file(page_server: PageServer) -> None:
    place = page_server.data_dir / "secret.txt"
    place.write_text(SECRET, encoding="utf-8")
    temporary = page_server.data_dir / "page"
    for folder in (temporary, temporary / "abc"):
        folder.mkdir(exist_ok=True)
        (folder / "left.txt").write_text(SECRET, encoding="utf-8")
    tries = 0
    for target in (place, temporary / "abc" / "left.txt"):
        for route in ROUTES:
            for way in escapes(target):
                path = (route + way).replace(" ", "%20").replace("\\", "%5C")
                told = page_server.get(path)
                tries += 1
                assert SECRET not in told.text, path
                assert "root:x:0" not in told.text, path
                assert told.status in (200, 303, 400, 403, 404, 405, 414), (path, told.status)
                if told.status == 200:
                    assert "gradio_config" in told.text or route.startswith(
                        ("/gradio_api/heartbeat", "/static", "/assets")
                    )
    assert tries >= 300


CLOSED = (
    "/gradio_api/upload", "/gradio_api/upload_progress", "/gradio_api/info", "/gradio_api/openapi.json", "/openapi.json",
    "/docs", "/redoc", "/gradio_api/call/act", "/gradio_api/call/v2/act", "/gradio_api/run/predict", "/gradio_api/api/act",
    "/gradio_api/component_server", "/gradio_api/runs", "/gradio_api/run-history/records", "/gradio_api/run-history/connect",
    "/gradio_api/vibe-edit/", "/gradio_api/vibe-code/", "/gradio_api/process_recording", "/monitoring", "/monitoring/summary",
    "/gradio_api/dev/reload", "/gradio_api/queue/status", "/gradio_api/token", "/gradio_api/user", "/manifest.json",
    "/pwa_icon", "/robots.txt", "/gradio_api/mcp/sse", "/gradio_api/profiling/traces", "/gradio_api/login_check",
)  # fmt: skip


def test_what_the_page_does_not_use_is_not_there(page_server: PageServer) -> None:
    body, kind = multipart([("a.txt", b"x")], "files")
    for path in CLOSED:
        assert page_server.get(path).status == 404, path
        assert page_server.post(path, body, Content_Type=kind).status == 404, path
    assert [
        page_server.ask(method, "/", b"", {}).status for method in ("PUT", "DELETE", "OPTIONS", "PATCH", "TRACE")
    ] == [404] * 5
    assert not list((page_server.data_dir / "page").rglob("a.txt"))


# who asks, from where ------------------------------------------------------------------------------------------------

FOREIGN_HOSTS = (
    "evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "127.0.0.1:1", "",
    "169.254.169.254", "evil@127.0.0.1x", "[::ffff:8.8.8.8]", "0.0.0.0",
)  # fmt: skip


def test_a_foreign_name_that_points_here_is_refused(page_server: PageServer) -> None:
    port = page_server.port
    for host in FOREIGN_HOSTS:
        for one in (host, f"{host}:{port}") if ":" not in host else (host,):
            for path in ("/", "/config", "/alive", "/theme.css"):
                assert page_server.get(path, Host=one).status == 403, (one, path)
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}", "127.0.0.1"):
        assert page_server.get("/", Host=host).status == 200, host


ORIGINS = (
    "null", "http://evil.example", "https://127.0.0.1", "http://127.0.0.1:1", "http://localhost", "file://", "http://127.0.0.1.evil",
    "http://[::1]", "https://evil.example:443", "chrome-extension://abc", "http://127.0.0.1@evil.example", "http://0.0.0.0",
    "http://evil.example/127.0.0.1", "about:blank", "data:", "http://127.1", "http://2130706433", "http://0x7f.1", "ftp://127.0.0.1", "http://",
)  # fmt: skip


def test_another_page_in_the_same_browser_is_refused(page_server: PageServer) -> None:
    session = begun(page_server)
    body, kind = multipart([("a.txt", "办了培训6场。".encode())])
    assert len(ORIGINS) == 20
    for origin in ORIGINS:
        for path in ("/gradio_api/queue/join", f"/files?s={session}", "/login"):
            told = page_server.post(path, body, Content_Type=kind, X_Assistant="1", Origin=origin, Cookie="assistant=x")
            assert told.status == 403, (origin, path)
            assert "access-control-allow-origin" not in told.headers
        told = page_server.get("/config", Origin=origin)
        assert told.status == 403
        assert not [name for name in told.headers if name.startswith("access-control-")]
    for site in ("cross-site", "same-site"):
        assert page_server.get("/config", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors").status == 403
        assert (
            page_server.get(f"/download/{session}/report.md", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate").status
            == 403
        )
        assert page_server.get("/", Sec_Fetch_Site=site, Sec_Fetch_Mode="navigate").status == 200
    own = page_server.get("/config", Origin=page_server.url)
    assert own.status == 200
    assert not [name for name in own.headers if name.startswith("access-control-")]


def test_every_answer_says_what_may_run(page_server: PageServer) -> None:
    session = begun(page_server)
    nonces = set()
    for path in (
        "/",
        "/config",
        "/theme.css",
        "/nothing",
        "/alive",
        f"/download/{session}/report.docx",
        "/gradio_api/file=/etc/passwd",
    ):
        told = page_server.get(path)
        policy = told.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "connect-src 'self'" in policy
        assert not re.search(r"https?:|\*|script-src[^;]*'unsafe-inline'", policy)
        assert told.headers["x-content-type-options"] == "nosniff"
        assert told.headers["referrer-policy"] == "no-referrer"
        assert "server" not in told.headers
        nonces.add(re.search(r"'nonce-([\w-]{16,})'", policy)[1])  # type: ignore[index]
        if path != "/theme.css":
            assert told.headers["cache-control"] == "no-store"
    assert len(nonces) == 7
    page = page_server.get("/")
    nonce = re.search(r"'nonce-([\w-]+)'", page.headers["content-security-policy"])[1]  # type: ignore[index]
    scripts = re.findall(r"<script[^>]*>", page.text)
    assert scripts
    assert all(f'nonce="{nonce}"' in one for one in scripts)
    assert 'lang="zh-CN"' in page.text
    own = [f"http://127.0.0.1:{page_server.port}"]
    assert [one for one in re.findall(r"https?://[\w.:-]+", page.text) if one not in own and "w3.org" not in one] == []


def test_too_much_at_once_is_refused(page_server: PageServer) -> None:
    assert page_server.post("/gradio_api/queue/join", b"x", Content_Length=str(3 * 1024 * 1024)).status == 413
    assert page_server.post("/files", b"x", Content_Length=str(65 * 1024 * 1024)).status == 413
    assert page_server.post("/files", b"x", Content_Length="9" * 30).status in (400, 413)
    body, kind = multipart([(f"{n}.txt", "一".encode()) for n in range(30)])
    told = page_server.post(f"/files?s={begun(page_server)}", body, Content_Type=kind, X_Assistant="1")
    assert told.status == 400
    assert "个文件" in json.loads(told.text)["error"]


# what is sent to the page itself -----------------------------------------------------------------------------------

ADDRESSES = (
    "http://127.0.0.1:{port}/x", "http://localhost:{port}/x", "http://[::1]:{port}/x", "http://2130706433:{port}/x", "http://0x7f.1:{port}/x",
    "http://127.1:{port}/x", "http://0:{port}/x", "//127.0.0.1:{port}/x", "https://127.0.0.1:{port}/x", "gopher://127.0.0.1:{port}/_x",
    "ftp://127.0.0.1:{port}/x", "file:///etc/passwd", "/etc/passwd", "dict://127.0.0.1:{port}/x", "http://user@127.0.0.1:{port}/x",
    "http://127.0.0.1.nip.io:{port}/x", "HTTP://127.0.0.1:{port}/X", "http:\\\\127.0.0.1:{port}\\x", "http://169.254.169.254/latest/meta-data", "jar:http://127.0.0.1:{port}!/",
)  # fmt: skip


def shapes(address: str) -> list[Any]:
    """An address wherever Gradio might take it for a file to be fetched."""
    file = {
        "path": address,
        "url": address,
        "orig_name": "x.txt",
        "meta": {"_type": "gradio.FileData"},
        "is_stream": False,
    }
    return [
        address,
        file,
        [file],
        {"a": file},
        {"value": file},
        {"path": address, "meta": {"_type": "gradio.FileData"}},
    ]


def test_no_address_is_ever_fetched(page_server: PageServer) -> None:
    """40 and more addresses in all places of a request: a listener on this machine is never called."""
    hits: list[object] = []
    canary = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=_count, args=(canary, hits), daemon=True).start()
    port = canary.getsockname()[1]
    tries = 0
    for address in ADDRESSES:
        client = PageClient(page_server.port, timeout=20)
        for number, shape in enumerate(shapes(address.format(port=port))):
            event = {"act": "start.begin", "s": "", "outline": shape, "files": shape} if number % 2 else shape
            body = {"data": [shape], "event_data": event, "fn_index": 0, "trigger_id": 0, "session_hash": client.hash}
            text = client.send(body).text
            assert "root:x:0" not in text
            tries += 1
        for path in (f"/gradio_api/proxy={address.format(port=port)}", f"/gradio_api/file={address.format(port=port)}"):
            assert page_server.get(path.replace("\\", "%5C")).status == 404
    canary.close()
    assert tries >= 100
    assert hits == []
    assert page_server.connections() == []


def _count(canary: socket.socket, hits: list[object]) -> None:
    with suppress(OSError):
        while True:
            other, _ = canary.accept()
            hits.append(other)
            other.close()


def test_strange_requests_break_nothing(page_server: PageServer) -> None:
    client = PageClient(page_server.port, timeout=20)
    whole = {"data": [None], "event_data": {"act": "open"}, "fn_index": 0, "trigger_id": 0, "session_hash": client.hash}
    strange: list[dict[str, Any]] = [
        {"event_data": event} for event in (None, [], "x", 7, {"act": ["x"]}, {"act": {"a": 1}}, {})
    ]
    strange += [
        {"event_data": {"act": act}} for act in ("__init__", "talk.__class__", "talk", ".", "start.show", "x" * 9999)
    ]
    strange += [
        {"event_data": {"act": "open", "s": s}} for s in ("../../etc", "\x00", "' OR 1=1 --", "a" * 9999, "%00", "null")
    ]
    strange += [{"data": data} for data in ([], [1, 2, 3], [{"a": "b" * 9999}], None, "x")]
    strange += [{"fn_index": number} for number in (-1, 1, 99999, "x", None)]
    for more in strange:
        text = json.dumps(client.send(whole | more).messages, ensure_ascii=False)
        assert "Traceback" not in text, more
        assert str(page_server.data_dir) not in text, more
        assert "site-packages" not in text, more
    assert client.act("open").ok


def test_one_account_cannot_open_anothers_in_the_page(tmp_path: Path) -> None:
    server = serve(tmp_path / "s", {"ASSISTANT_AUTH": "jia:mima1,yi:mima2"})
    try:
        app = build(settings().model_copy(update={"data_dir": server.data_dir}))
        theirs = drafted(app.of("yi"), "乙方标记")
        own = drafted(app.of("jia"), "甲方标记")
        client = PageClient(server.port, signed_in(server, "jia", "mima1"), s=own)
        assert "甲方标记" in client.act("open").text
        client.say("到哪了")
        list(app.of("yi").resume(theirs).say("到哪了"))
        for tab in ("draft", "facts", "lists", "finish"):
            client.s, client.tab = theirs, tab
            for act in ("open", "talk.say", "versions.restore"):
                told = client.act(act, text="写吧", base_url="http://127.0.0.1:9/v1").text
                assert "乙方标记" not in told
                assert f'data-s="{theirs}"' not in told
        listed = PageClient(server.port, client.cookie).act("open").text
        assert own in listed
        assert theirs not in listed
    finally:
        server.stop()


# files brought -------------------------------------------------------------------------------------------------------


def zipped(name: str, data: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, data)
    return stream.getvalue()


WRONG = {
    "病毒.exe": b"MZ\x90\x00" + b"\0" * 200, "改名.docx": b"MZ\x90\x00" + b"\0" * 200, "网页.html": b"<script>alert(1)</script>",
    "图.svg": b"<svg onload=alert(1) xmlns='http://www.w3.org/2000/svg'/>", "空.txt": b"", "空白.txt": b"  \n", "压缩.zip": zipped("a.txt", b"x"),
    "不是.docx": zipped("a.txt", b"x"), "不是.pdf": b"hello", "不是.xlsx": b"hello", "脚本.js": b"alert(1)", "批处理.bat": b"@echo off",
    "命令.sh": b"#!/bin/sh", "宏.hta": b"<hta>", "快捷.lnk": b"L\0\0\0", "动.dll": b"MZ\x90", "表.csv.exe": b"MZ\x90", "没有后缀": b"abc",
    "动图.gif": b"GIF89a", "乱.txt": b"\x00\x01\x02\x03" * 100, "包.tar.gz": b"\x1f\x8b\x08\x00", "库.sqlite3": b"SQLite format 3\0",
    "坏.json": b"{", "别的.json": b'{"a":1}', "加密.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
}  # fmt: skip


def test_wrong_files_are_refused_in_a_sentence(page_server: PageServer) -> None:
    session = begun(page_server)
    assert len(WRONG) == 25
    for name, data in WRONG.items():
        told = bring(page_server, session, [(name, data)])
        assert told.status == 415, (name, told.text)
        error = json.loads(told.text)["error"]
        assert re.search("[一-龥]", error), name
        assert "Traceback" not in error
        assert str(page_server.data_dir) not in error
    kept = page_server.data_dir / "uploads" / session
    assert [file for file in kept.rglob("*") if file.is_file()] == []


def test_good_files_are_kept_with_their_session(page_server: PageServer) -> None:
    session = begun(page_server)
    told = bring(
        page_server, session, [("笔记.txt", "办了培训6场。".encode("gb18030")), ("旧稿.docx", word("去年的稿"))]
    )
    assert told.status == 200, told.text
    files = json.loads(told.text)
    assert [one["name"] for one in files] == ["笔记.txt", "旧稿.docx"]
    uploads = Uploads(page_server.data_dir)
    assert uploads.document(session, files[0]["id"]).text == "办了培训6场。"
    assert not list((page_server.data_dir / "page").rglob("笔记*"))
    other = begun(page_server)
    with pytest.raises(FileError):
        uploads.path(other, files[0]["id"])


def test_files_need_our_own_page_and_a_session(page_server: PageServer) -> None:
    session = begun(page_server)
    files = [("a.txt", "办了培训6场。".encode())]
    body, kind = multipart(files)
    assert page_server.post(f"/files?s={session}", body, Content_Type=kind).status == 403
    assert bring(page_server, "", files).status == 404
    assert bring(page_server, "0" * 12, files).status == 404
    assert bring(page_server, "..%2f..%2fetc", files).status == 404
    assert page_server.post(f"/files?s={session}", b"no form", Content_Type="text/plain", X_Assistant="1").status == 415


NAMES = (
    "../../逃.txt", "..\\..\\逃.txt", "/etc/cron.d/逃.txt", "C:\\Windows\\逃.txt", "CON.txt", "nul.txt", "aux.txt", "a\x00b.txt", "\u202egpj.txt",
    "x" * 300 + ".txt", "长" * 200 + ".txt", "a:b.txt", "a|b.txt", "<img src=x onerror=alert(1)>.txt",
    '"&quot;.txt', "~.txt", ".txt", "..txt", " .txt",
    "a\r\nSet-Cookie: x=1.txt",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_hold_nothing_dangerous(name: str, tmp_path: Path) -> None:
    uploads = Uploads(tmp_path)
    try:
        kept = uploads.keep("abc", name, "办了培训6场。".encode())
    except FileError:
        assert not [file for file in tmp_path.rglob("*") if file.is_file()]
        return
    path = uploads.path("abc", kept.id)
    assert path.parent.parent == tmp_path / "uploads" / "abc"
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\u202e]', path.name)
    assert len(path.name.encode()) < 250


def test_a_session_takes_only_so_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uploads = Uploads(tmp_path)
    monkeypatch.setattr("assistant.brought.uploads.MOST_FILES", 2)
    for number in range(2):
        uploads.keep("abc", f"{number}.txt", b"x1")
    with pytest.raises(FileError, match="放不下"):
        uploads.keep("abc", "3.txt", b"x1")
    uploads.forget("abc")
    uploads.keep("abc", "3.txt", b"x1")


def test_a_session_keeps_its_files_within_its_folder(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path)
    kept = uploads.keep("abc", "笔记.txt", "办了培训6场。".encode())
    for bad in ("", "-new", "../abc", "x/y", "a.b", "..", "a\0"):
        with pytest.raises(FileError):
            uploads.path(bad, kept.id)
        with pytest.raises(FileError):
            uploads.keep(bad, "笔记.txt", "办了培训6场。".encode())


def test_what_nobody_needs_goes_when_files_come(page_server: PageServer) -> None:
    session, other = begun(page_server), begun(page_server)
    uploads = Uploads(page_server.data_dir)
    left = uploads.path(other, uploads.keep(other, "旧.txt", "办了培训6场。".encode()).id).parent
    loose = page_server.data_dir / "uploads" / "-new" / "0123456789ab"
    loose.mkdir(parents=True)
    for place in (left, loose):
        os.utime(place, (1, 1))
    assert bring(page_server, session, [("笔记.txt", "办了培训6场。".encode())]).status == 200
    until = time.monotonic() + 10
    while (left.exists() or loose.exists()) and time.monotonic() < until:
        time.sleep(0.05)
    assert not left.exists()
    assert not loose.exists()


# copies taken away, accounts -------------------------------------------------------------------------------------------

WHAT = (
    "report.docx",
    "report.md",
    "report.json",
    "lists.xlsx",
    "annotated.docx",
    "missing.md",
    "questions.md",
    "spoken.md?minutes=6",
)


@cache
def example() -> Report:
    """The draft of the seed's answers."""
    return draft(load_answers(SEED), outlines()[0])


def drafted(app: App, marker: str) -> str:
    """A session with a draft that holds this marker, which stands in its title and in a sentence."""
    conversation = app.begin(outlines()[0])
    saved = app.store.load(conversation.session_id, Interview)
    report = example()
    parts = [part.model_copy(update={"text": f"{part.text}\n{marker}村办了培训6场。"}) for part in report.parts]
    changed = report.model_copy(update={"title": f"{report.title}{marker}", "parts": parts})
    saved.session.report, saved.session.year = changed.model_dump(mode="json"), report.year
    app.store.save(saved)
    return conversation.session_id


def test_copies_come_as_files_to_keep(page_server: PageServer) -> None:
    session = drafted(build(settings().model_copy(update={"data_dir": page_server.data_dir})), "甲")
    for what in WHAT:
        told = page_server.get(f"/download/{session}/{what}")
        assert told.status == 200, (what, told.text)
        assert told.headers["content-disposition"].startswith("attachment;")
        assert re.search("[一-龥]", unquote(told.headers["content-disposition"]))
        assert told.headers["content-type"] == "application/octet-stream"
        assert len(told.body) > 100
    assert "甲" in page_server.get(f"/download/{session}/report.md").text
    for path in ("passwd", "report.exe", "report", "Report.docx"):
        assert page_server.get(f"/download/{session}/{path}").status == 409
    assert page_server.get(f"/download/{'0' * 12}/report.docx").status == 404
    empty = page_server.get(f"/download/{begun(page_server)}/report.docx")
    assert empty.status == 409
    assert "还没有写成稿" in empty.text


def signed_in(server: PageServer, name: str, password: str) -> str:
    told = server.post(
        "/login", f"name={name}&password={password}".encode(), Content_Type="application/x-www-form-urlencoded"
    )
    assert told.status == 303, told.text
    cookie = told.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    return cookie.split(";")[0]


def test_no_account_reaches_anothers(tmp_path: Path) -> None:
    """10 accounts, 10 sessions, every route: own ones answer, none of the others does."""
    people = {f"u{n}": f"mima{n}" for n in range(10)}
    server = serve(tmp_path / "s", {"ASSISTANT_AUTH": ",".join(f"{name}:{word}" for name, word in people.items())})
    try:
        app = build(settings().model_copy(update={"data_dir": server.data_dir}))
        marks = {name: f"标记{secrets.token_hex(4)}" for name in people}
        sessions = {name: drafted(app.of(name), marks[name]) for name in people}
        cookies = {name: signed_in(server, name, word) for name, word in people.items()}
        own = 0
        for name, cookie in cookies.items():
            for other, session in sessions.items():
                for what in WHAT if name != other else ("report.md",):
                    told = server.get(f"/download/{session}/{what}", Cookie=cookie)
                    assert told.status == (200 if name == other else 404), (name, other, what, told.status)
                    own += name == other and marks[name] in told.text
                    assert name == other or marks[other] not in told.text
                file = [("a.txt", "办了培训6场。".encode())]
                assert bring(server, session, file, Cookie=cookie).status == (200 if name == other else 404)
            assert [one.id for one in app.of(name).sessions()] == [sessions[name]]
        assert own >= 10
        with pytest.raises(StorageError):
            app.of("u1").resume(sessions["u2"])
        _without_login(server, sessions["u1"])
    finally:
        server.stop()


def _without_login(server: PageServer, session: str) -> None:
    for path in (
        "/config",
        f"/download/{session}/report.md",
        "/gradio_api/startup-events",
        "/theme.css",
        "/assets/x.js",
    ):
        for cookie in ("", "assistant=x", "assistant=dTE=.9999999999.00", "assistant=" + "A" * 5000, "a;b=\xff"):
            assert server.get(path, Cookie=cookie).status == 401, path
    assert server.post("/gradio_api/queue/join", b"{}", Content_Type="application/json").status == 401
    assert bring(server, session, [("a.txt", b"x")]).status == 401
    assert server.get("/").status == 303
    assert "密码" in server.get("/login").text
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    for _ in range(5):
        assert server.post("/login", b"name=u3&password=wrong", **form).status == 401
    assert server.post("/login", b"name=u3&password=mima3", **form).status == 429
    assert server.post("/login", b"name=u4&password=mima4", **form).status == 303


def test_cookies_are_signed(tmp_path: Path) -> None:
    now = [1_000_000.0]
    accounts = Accounts((("shuji", "mima"), ("zuzhi", "ab")), tmp_path, lambda: now[0])
    value = accounts.sign_in("shuji", "mima", "127.0.0.1")
    assert accounts.owner(f"assistant={value}") == "shuji"
    assert accounts.owner(f"x=1; assistant={value}; y=2") == "shuji"
    again = Accounts((("shuji", "mima"), ("zuzhi", "ab")), tmp_path, lambda: now[0])
    assert again.owner(f"assistant={value}") == "shuji", "a restart signs nobody out"
    changed = Accounts((("shuji", "mima2"), ("zuzhi", "ab")), tmp_path, lambda: now[0])
    assert changed.owner(f"assistant={value}") is None
    assert value
    for at in range(0, len(value), 3):
        spoilt = value[:at] + ("A" if value[at] != "A" else "B") + value[at + 1 :]
        assert accounts.owner(f"assistant={spoilt}") is None
    now[0] += 13 * 3600
    assert accounts.owner(f"assistant={value}") is None


def test_one_account_stands_for_the_office(tmp_path: Path) -> None:
    accounts = Accounts((("office", "mima"),), tmp_path)
    value = accounts.sign_in("office", "mima", "")
    assert accounts.owner(f"assistant={value}") == ""
    assert accounts.owner("") is None
    assert Accounts((), tmp_path).owner("") == ""


def test_places() -> None:
    open_house = Place("0.0.0.0", 7860, ("xian.example",))
    assert [
        open_house.is_ours(one) for one in ("xian.example", "xian.example:443", "10.1.2.3:7860", "evil.example")
    ] == [True, True, True, False]


def test_copies_need_a_draft() -> None:
    from assistant.copies import copy_of

    app = build(settings())
    with pytest.raises(InputError):
        copy_of(app.begin(outlines()[0]).session, "report.docx")
    assert copy_of(app.begin(outlines()[0]).session, "missing.md").data
