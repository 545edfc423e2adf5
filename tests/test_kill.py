"""kill -9 at random points of a piped talk: whatever got a reply is in the store, and the store is whole."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

import pytest

from assistant.interview.events import Interview
from assistant.outline import find_outline
from assistant.storage import FILE_NAME, Store

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
ROOT = Path(__file__).parent.parent


class Talk:
    """A real `assistant chat` on a pipe; `acknowledged` counts the replies that came back whole."""

    def __init__(self, folder: Path) -> None:
        env = {**os.environ, "ASSISTANT_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        # Compiled modules are kept beside the data: without them a start takes three times as long.
        env |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder.parent / "compiled")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "assistant", "chat"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
            cwd=folder,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin: IO[bytes] = self._process.stdin
        self._stdout: IO[bytes] = self._process.stdout
        self.acknowledged = -1  # the greeting asks the first question
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self._stdout:
            if line.decode("utf-8", "replace").startswith(("【", "追问：")):
                with self._changed:
                    self.acknowledged += 1
                    self._changed.notify_all()

    def wait_for(self, replies: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.acknowledged >= replies, timeout=60), "no reply"

    def send(self, line: str) -> None:
        self._stdin.write((line + "\n").encode("utf-8"))
        self._stdin.flush()

    def kill(self) -> int:
        """Kills at once; the number of replies that had come back."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(timeout=30)
        self._reader.join(timeout=30)
        self._stdin.close()
        self._stdout.close()
        return self.acknowledged


def one_kill(folder: Path, chance: random.Random, number: int) -> list[str]:
    """Talks for a while, kills at a random moment, returns the lines that were acknowledged."""
    question = chance.choice([q.id for q in find_outline(None).questions if q.role == "fact"])
    lines = [f"{question}：第{number}轮办了{n}场次" for n in range(2, 2 + chance.randrange(2, 5))]
    talk = Talk(folder)
    sent: list[str] = []
    try:
        talk.wait_for(0)
        before = chance.randrange(len(lines))
        for line in lines[:before]:
            sent.append(line)
            talk.send(line)
            talk.wait_for(len(sent))
        for line in lines[before:]:
            sent.append(line)
            talk.send(line)
        time.sleep(chance.random() * 0.03)
    finally:
        acknowledged = talk.kill()
    return sent[: max(acknowledged, 0)]


def many_kills(folder: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    folder.mkdir()
    told: list[str] = []
    for number in range(kills):
        told += one_kill(folder, chance, number)
        store = Store.in_folder(folder)
        sessions = store.sessions()
        assert len(sessions) == 1, "a killed talk must be continued, not begun anew"
        kept = [turn.said for turn in store.load(sessions[0].id, Interview).session.turns]
        store.close()
        assert [line for line in told if line not in kept] == []
        assert len(kept) == len(set(kept)), "a turn was kept twice"
        order = [kept.index(line) for line in told]
        assert order == sorted(order)
    with sqlite3.connect(folder / FILE_NAME) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()
    assert told, "no reply was ever acknowledged"


def run(tmp_path: Path, kills: int, workers: int) -> None:
    failures: list[BaseException] = []

    def work(worker: int) -> None:
        try:
            many_kills(tmp_path / str(worker), kills // workers, worker)
        except BaseException as failure:
            failures.append(failure)
            raise

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures[0]


def test_ten_kills(tmp_path: Path) -> None:
    many_kills(tmp_path / "data", 10, 7)


@pytest.mark.slow
def test_two_hundred_kills(tmp_path: Path) -> None:
    run(tmp_path, 200, 2)
