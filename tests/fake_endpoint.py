"""A local server that speaks the OpenAI protocol, well or badly: what the tests and benchmarks put in a model's place."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]
Answer = Callable[[Body], "Reply"]


@dataclass
class Reply:
    """One answer: text or tool arguments, how it ends, and how it misbehaves.

    `status` other than 200 sends `error` (and `headers`); `raw` is sent as the whole body as it is;
    `cut_after` ends the stream after so many characters without a word, `stall_after` waits `stall` seconds there;
    `pace` waits before each piece of `size` characters, as a model that thinks does.
    """

    text: str = ""
    finish: str | None = "stop"
    tool: bool = False
    status: int = 200
    error: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    delay: float = 0.0
    cut_after: int | None = None
    stall_after: int | None = None
    stall: float = 0.0
    lines: list[str] | None = None
    done: bool = True
    reasoning: str = ""
    choices: bool = True
    size: int = 12
    pace: float = 0.0


@dataclass
class FakeEndpoint:
    """The running server: `url` for OPENAI_BASE_URL, `requests` all bodies it got, `answer` what it says."""

    answer: Answer
    models: list[str] = field(default_factory=lambda: ["text-embedding-x", "fake-chat"])
    requests: list[Body] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


def requested_schema(body: Body) -> dict[str, Any] | None:
    """The JSON schema a request asks for, whichever way it is carried."""
    form = body.get("response_format") or {}
    if form.get("type") == "json_schema":
        return dict(form["json_schema"]["schema"])
    if body.get("tools"):
        return dict(body["tools"][0]["function"]["parameters"])
    last = body["messages"][-1]["content"]
    mark = "字段照这个 JSON Schema：\n"
    return dict(json.loads(last.split(mark, 1)[1].split("\n\n上一次")[0])) if mark in last else None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        data = [{"id": name, "object": "model", "created": 0, "owned_by": "x"} for name in self.server.fake.models]
        self._send(200, json.dumps({"object": "list", "data": data}).encode(), {})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
        fake = self.server.fake
        fake.requests.append(body)
        fake.headers.append(dict(self.headers))
        reply = fake.answer(body)
        if reply.delay:
            time.sleep(reply.delay)
        if reply.raw is not None:
            self._send(reply.status, reply.raw, {"Content-Type": "text/html", **reply.headers})
        elif reply.status != 200:
            error = reply.error if reply.error is not None else {"message": "no", "type": "x"}
            self._send(reply.status, json.dumps({"error": error}).encode(), reply.headers)
        elif body.get("stream"):
            self._stream(reply)
        else:
            self._whole(reply)

    def _send(self, status: int, data: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _message(self, reply: Reply, text: str) -> dict[str, Any]:
        if reply.tool:
            call = {"id": "c1", "type": "function", "index": 0, "function": {"name": "submit", "arguments": text}}
            return {"role": "assistant", "content": None, "tool_calls": [call]}
        return {"role": "assistant", "content": text, "reasoning_content": reply.reasoning or None}

    def _whole(self, reply: Reply) -> None:
        choice = {"index": 0, "message": self._message(reply, reply.text), "finish_reason": reply.finish}
        body = {"id": "x", "object": "chat.completion", "created": 0, "model": "fake"}
        body["choices"] = [choice] if reply.choices else []
        self._send(200, json.dumps(body).encode(), {})

    def _stream(self, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            for line in reply.lines if reply.lines is not None else self._lines(reply):
                self.wfile.write(f"data: {line}\n\n".encode())
                self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            pass

    def _lines(self, reply: Reply) -> Iterator[str]:
        def chunk(delta: dict[str, Any], finish: str | None = None) -> str:
            head = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "fake"}
            choices = [{"index": 0, "delta": delta, "finish_reason": finish}] if reply.choices else []
            return json.dumps(head | {"choices": choices}, ensure_ascii=False)

        yield chunk({"role": "assistant", "content": ""})
        if reply.reasoning:
            yield chunk({"reasoning_content": reply.reasoning})
        sent = 0
        while sent < len(reply.text):
            if reply.cut_after is not None and sent >= reply.cut_after:
                return
            if reply.pace:
                time.sleep(reply.pace)
            if reply.stall_after is not None and sent >= reply.stall_after:
                time.sleep(reply.stall)
            yield chunk(self._delta(reply, reply.text[sent : sent + reply.size], first=sent == 0))
            sent += reply.size
        if reply.finish is not None:
            yield chunk({}, reply.finish)
        if reply.done:
            yield "[DONE]"

    def _delta(self, reply: Reply, piece: str, *, first: bool) -> dict[str, Any]:
        if not reply.tool:
            return {"content": piece}
        call: dict[str, Any] = {"index": 0, "function": {"arguments": piece}}
        if first:
            call |= {"id": "c1", "type": "function", "function": {"name": "submit", "arguments": piece}}
        return {"tool_calls": [call]}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    fake: FakeEndpoint


@contextmanager
def serving(answer: Answer, models: list[str] | None = None) -> Iterator[FakeEndpoint]:
    """Runs a server on a free loopback port while the block lasts."""
    fake = FakeEndpoint(answer)
    if models is not None:
        fake.models = models
    server = _Server(("127.0.0.1", 0), _Handler)
    server.fake = fake
    fake.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()


def fitting(body: Body, text: str) -> Reply:
    """The text in the way the request asked for: as tool arguments where it forces a tool."""
    return Reply(text, finish="tool_calls" if body.get("tools") else "stop", tool=bool(body.get("tools")))
