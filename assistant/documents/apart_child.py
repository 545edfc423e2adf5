"""The parser process: takes files one after the other, replies with what it read or why it would not."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from assistant.documents.apart import MOST_REPLY, receive, send
from assistant.documents.document import Document, as_plain
from assistant.errors import FileError

CPU = 15
"""Seconds of processor time a file may take, where the system can count them."""
_FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system", "os.exec")
_LARGEST = 64 * 1024 * 1024


def serve(memory: int) -> None:
    """Does jobs until the program that started it is gone; `memory` in bytes."""
    source = sys.stdin.buffer
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    _limit_memory(memory)
    sys.addaudithook(_refuse_the_outside)
    with suppress(EOFError, OSError):
        while True:
            job = json.loads(receive(source, _LARGEST))
            data = receive(source, _LARGEST)
            _limit_time()
            answer = json.dumps(_done(job, data)).encode()
            send(replies, answer if len(answer) <= MOST_REPLY else b"{}")


def _done(job: dict[str, Any], data: bytes) -> dict[str, Any]:
    name = job["name"]
    try:
        return {"document": as_plain(_reader(job)(data, name))}
    except FileError as error:
        return {"refused": [error.message, error.hint]}
    except MemoryError:
        return {"refused": [f"“{name}”要占的内存大得不正常，没有再读。", "请把要用的内容复制到新文件里再用。"]}
    except Exception:  # noqa: BLE001 (whatever a parser stumbles over, the file is what is wrong; the parent says so)
        return {}


def _reader(job: dict[str, Any]) -> Callable[[bytes, str], Document]:
    """The reader of a kind of file; each loads its library when first needed."""
    kind = job["job"]
    if kind == "word":
        from assistant.documents.word import read_word

        return read_word
    if kind == "pdf":
        from assistant.documents.pdf import read_pdf

        return read_pdf
    if kind == "sheet":
        from assistant.documents.sheet import read_sheet

        return read_sheet
    from assistant.documents.picture import read_picture, read_scan

    if kind == "picture":
        return read_picture
    return lambda data, name: read_scan(data, name, int(job["page"]))


def _refuse_the_outside(event: str, _arguments: object) -> None:
    """No file, whatever it refers to, makes the parser reach for the network or start a program."""
    if event in _FORBIDDEN:
        raise PermissionError(event)


def _limit_memory(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (2 * memory, 2 * memory))


def _limit_time() -> None:
    """The processor time this file may take, on top of what the files before it took."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + CPU, hard))
