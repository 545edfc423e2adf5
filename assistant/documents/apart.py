"""Parsing in a process of its own: a file made to do harm costs that process its life, never the program's."""

from __future__ import annotations

import atexit
import json
import queue
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any

from assistant.documents.document import Document, from_plain
from assistant.errors import FileError

WALL = 15.0
"""Seconds a file may take; a page to recognise, whose size is bounded, four times as many."""
MEMORY = 512 * 1024 * 1024
"""Bytes the parser may hold; recognising a picture needs more than reading text."""
PICTURE_MEMORY = 2 * 1024 * 1024 * 1024
MOST_FILES = 500
"""Files after which the child is replaced, lest what its libraries lose adds up."""
MOST_REPLY = 64 * 1024 * 1024

_WATCH = 0.05
_CODE = (
    "import os, sys; sys.path[:] = {path!r}; "
    "[os.environ.pop(name) for name in list(os.environ) if name.startswith(('OPENAI_', 'ASSISTANT_'))]; "
    "from assistant.documents.apart_child import serve; serve({memory})"
)
"""Keys and settings are none of the parser's business."""
_SIMPLER = "请用 Word、WPS 或 Excel 打开它，把要用的内容复制到新文件里再用。"


def parse_apart(job: str, data: bytes, name: str, **options: Any) -> Document:
    """Has the child do a job of `apart_child` on a file's bytes; raises FileError where it refuses, hangs or dies.

    The child is started when first needed and kept for the files that follow; one for text and one for pictures.
    Jobs from several threads wait for each other.
    """
    answer = _child(job).ask({"job": job, "name": name, **options}, data, name)
    try:
        reply = json.loads(answer)
        if "refused" not in reply:
            return from_plain(reply["document"])
        message, hint = map(str, reply["refused"])
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        raise _damaged(name) from error
    raise FileError(message, hint)


def _child(job: str) -> Child:
    return _PICTURES if job.startswith("picture") else _TEXTS


@dataclass
class Child:
    """A parser process and what may not be exceeded: bytes of memory, seconds a job."""

    memory: int
    wall: float = WALL
    process: subprocess.Popen[bytes] | None = None
    done: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, job: dict[str, Any], data: bytes, name: str) -> bytes:
        """One job and its reply: JSON, so that a child taken over by a file can say nothing but words.

        The child is killed where it breaks a limit, and started anew for the next job.
        """
        with self.lock:
            process = self._running()
            answers: queue.Queue[bytes | None] = queue.Queue()
            threading.Thread(target=_exchange, args=(process, job, data, answers), daemon=True).start()
            try:
                answer = self._watched(process, answers, name)
            except BaseException:
                self._end()
                raise
            self.done += 1
            if answer is None or self.done >= MOST_FILES:
                self._end()
        if answer is None:
            raise _damaged(name)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is not None and self.process.poll() is None:
            return self.process
        self._end()
        code = _CODE.format(path=[entry for entry in sys.path if entry], memory=self.memory)
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.done = 0
        return self.process

    def _watched(self, process: subprocess.Popen[bytes], answers: queue.Queue[bytes | None], name: str) -> bytes | None:
        """Waits for the reply with an eye on clock and memory: the same on every system, rlimits come besides."""
        end = time.monotonic() + self.wall
        while True:
            with suppress(queue.Empty):
                return answers.get(timeout=_WATCH)
            if time.monotonic() > end:
                raise FileError(f"“{name}”读了{self.wall:.0f}秒还没有读完，没有再读。", _SIMPLER)
            if resident(process.pid) > self.memory:
                raise FileError(f"“{name}”要占的内存大得不正常，没有再读。", _SIMPLER)

    def _end(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError, ValueError):
                if stream:
                    stream.close()

    def close(self) -> None:
        """Ends the child, if there is one."""
        with self.lock:
            self._end()


def resident(pid: int) -> int:
    """Bytes of memory a process holds now; 0 where it has ended."""
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


def _exchange(
    process: subprocess.Popen[bytes], job: dict[str, Any], data: bytes, out: queue.Queue[bytes | None]
) -> None:
    """Sends a job and waits for the reply, in a thread: neither a full nor an empty pipe can hold the program up."""
    answer = None
    with suppress(OSError, ValueError, EOFError):
        if process.stdin and process.stdout:
            send(process.stdin, json.dumps(job).encode())
            send(process.stdin, data)
            answer = receive(process.stdout, MOST_REPLY)
    out.put(answer)


def send(stream: IO[bytes], data: bytes) -> None:
    """Writes one message: its length, then its bytes."""
    stream.write(struct.pack(">I", len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes], most: int) -> bytes:
    """Reads one message of at most `most` bytes; raises EOFError where the other side has gone or says too much."""
    head = stream.read(4)
    if len(head) < 4:
        raise EOFError
    size = int(struct.unpack(">I", head)[0])
    if size > most:
        raise EOFError
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def _damaged(name: str) -> FileError:
    return FileError(f"“{name}”读不了：文件坏了，或结构不正常。", _SIMPLER)


_TEXTS = Child(MEMORY)
_PICTURES = Child(PICTURE_MEMORY, wall=4 * WALL)
atexit.register(_TEXTS.close)
atexit.register(_PICTURES.close)
