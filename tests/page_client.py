"""The page without a browser: what page.js sends, sent by hand, and what the server's stream answers. Shared with benchmarks."""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any


@dataclass
class Done:
    """What an act came to: the messages of the stream, `seconds` from sending to the last of them, `first` to the first."""

    messages: list[dict[str, Any]]
    seconds: float
    first: float

    @property
    def ok(self) -> bool:
        """Whether it ended as it should."""
        last = self.messages[-1] if self.messages else {}
        return last.get("msg") == "process_completed" and bool(last.get("success"))

    @property
    def text(self) -> str:
        """All HTML that came, in one string; what has not changed since the last act did not come."""
        return "\n".join(_strings([message.get("output") for message in self.messages]))

    @property
    def updates(self) -> int:
        """How many updates were sent."""
        return sum(message.get("msg") == "process_generating" for message in self.messages)


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for one in value for text in _strings(one)] if isinstance(value, list) else []


@dataclass
class PageClient:
    """One browser tab: a session hash of its own; `s` is the interview it has open, "" the start page."""

    port: int
    cookie: str = ""
    s: str = ""
    tab: str = "draft"
    hash: str = field(default_factory=lambda: secrets.token_hex(6))
    number: int = 0
    timeout: float = 60

    def act(self, name: str, **data: Any) -> Done:
        """Sends an act and reads its stream to the end."""
        self.number += 1
        event = {**data, "act": name, "s": self.s, "tab": self.tab, "n": str(self.number)}
        return self.send(
            {"data": [None], "event_data": event, "fn_index": 0, "trigger_id": 0, "session_hash": self.hash}
        )

    def send(self, body: dict[str, Any]) -> Done:
        """Sends a whole queue request."""
        headers = {"Content-Type": "application/json"} | ({"Cookie": self.cookie} if self.cookie else {})
        begun = time.monotonic()
        join = HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        stream = HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            join.request("POST", "/gradio_api/queue/join?", json.dumps(body), headers)
            answer = join.getresponse()
            told = answer.read()
            if answer.status != 200:
                return Done(
                    [{"msg": "refused", "status": answer.status, "output": told.decode()}], time.monotonic() - begun, 0
                )
            stream.request("GET", f"/gradio_api/queue/data?session_hash={self.hash}", headers=headers)
            return self._read(stream.getresponse(), begun)
        finally:
            join.close()
            stream.close()

    def _read(self, answer: Any, begun: float) -> Done:
        messages: list[dict[str, Any]] = []
        first = 0.0
        while True:
            line = answer.readline()
            if not line:
                break
            if not line.startswith(b"data:"):
                continue
            message = json.loads(line[5:])
            messages.append(message)
            if message["msg"] == "process_generating" and not first:
                first = time.monotonic() - begun
            if message["msg"] == "process_completed":
                break
        return Done(messages, time.monotonic() - begun, first)

    def begin(self, **data: str) -> Done:
        """A new interview, which this tab then has open."""
        import re

        done = self.act("start.begin", **data)
        found = re.search(r'data-s="([0-9a-f]{12})"', done.text)
        self.s = found[1] if found else ""
        return done

    def say(self, words: str) -> Done:
        """An answer, as the box sends it."""
        return self.act("talk.say", text=words)
