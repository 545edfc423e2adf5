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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from filelock import FileLock

from assistant.interview.events import Interview
from assistant.outline import find_outline
from assistant.storage import FILE_NAME, Store

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 on this system")
ROOT = Path(__file__).parent.parent

# Starting Python takes far longer than a talk of five turns. This process imports once and forks for every talk.
NURSERY = """
import gc, os, sys, tempfile
from pathlib import Path
from assistant.app import App, build
from assistant.cli import main
from assistant.outline import find_outline
from assistant.settings import settings
from assistant.storage import Store
with tempfile.TemporaryDirectory() as warm:
    store = Store.in_folder(Path(warm))
    talk = App(settings(), store).begin(find_outline(None))
    talk.say("2022年度"), talk.say("办了6场次")
    store.close()
gc.freeze()
for line in sys.stdin:
    said, told = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if child == 0:
        os.dup2(os.open(said, os.O_RDONLY), 0)
        os.dup2(os.open(told, os.O_WRONLY), 1)
        sys.stdin = open(0, encoding="utf-8", closefd=False)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
        os._exit(main(["chat"]))
    print(child, flush=True)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


class Talk:
    """A talk on a pipe with a process of its own; `acknowledged` counts the replies that came back whole."""

    def __init__(self, said: IO[bytes], told: IO[bytes], kill: Callable[[], None]) -> None:
        self._said = said
        self._told = told
        self._kill = kill
        self.acknowledged = -1  # the greeting asks the first question
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        for line in self._told:
            if line.decode("utf-8", "replace").startswith(("【", "追问：")):
                with self._changed:
                    self.acknowledged += 1
                    self._changed.notify_all()

    def wait_for(self, replies: int) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self.acknowledged >= replies, timeout=60), "no reply"

    def send(self, line: str) -> None:
        self._said.write((line + "\n").encode("utf-8"))
        self._said.flush()

    def kill(self) -> int:
        """Kills at once; the number of replies that had come back."""
        self._kill()
        self._reader.join(timeout=30)
        self._said.close()
        self._told.close()
        return self.acknowledged


@pytest.fixture(autouse=True)
def _knowledge_is_busy(tmp_path: Path) -> Iterator[None]:
    """The talks go on without the knowledge store, which would take seconds to open each time."""
    with FileLock(tmp_path / "library" / "lock"):
        yield


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "ASSISTANT_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def command_talk(folder: Path) -> Talk:
    """The real command, started anew."""
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "chat"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(folder),
        cwd=folder,
    )
    assert process.stdin is not None
    assert process.stdout is not None

    def kill() -> None:
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)

    return Talk(process.stdin, process.stdout, kill)


@contextmanager
def nursery(folder: Path) -> Iterator[Callable[[Path], Talk]]:
    """Talks by fork, all on one data folder."""
    script = [sys.executable, "-c", NURSERY]
    with subprocess.Popen(
        script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(folder), cwd=folder, text=True
    ) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        orders, news = parent.stdin, parent.stdout

        def talk(_folder: Path) -> Talk:
            said, told = folder / "said", folder / "told"
            for pipe in (said, told):
                pipe.unlink(missing_ok=True)
                os.mkfifo(pipe)
            orders.write(f"{said}\t{told}\n")
            orders.flush()
            child = int(news.readline())

            def kill() -> None:
                os.kill(child, signal.SIGKILL)
                assert news.readline() == "gone\n"

            return Talk(said.open("wb"), told.open("rb"), kill)

        yield talk
        orders.close()


def one_kill(talk: Talk, chance: random.Random, number: int) -> list[str]:
    """Talks for a while, kills at a random moment, returns the lines that were acknowledged."""
    question = chance.choice([q.id for q in find_outline(None).questions if q.role == "fact"])
    lines = [f"{question}：第{number}轮办了{n}场次" for n in range(2, 2 + chance.randrange(2, 6))]
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
        time.sleep(chance.random() * 0.08)
    finally:
        acknowledged = talk.kill()
    return sent[: max(acknowledged, 0)]


def many_kills(folder: Path, kills: int, start: Callable[[Path], Talk]) -> tuple[int, int]:
    """Kills that often and looks after each; returns how many lines were sent and told, and how many were kept."""
    chance = random.Random(kills)
    told: list[str] = []
    kept: list[str] = []
    for number in range(kills):
        told += one_kill(start(folder), chance, number)
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
    return len(told), len(kept)


def test_ten_kills_of_the_command(tmp_path: Path) -> None:
    told, _ = many_kills(tmp_path, 10, command_talk)
    assert told, "no reply was ever acknowledged"


@pytest.mark.slow
def test_two_hundred_kills(tmp_path: Path) -> None:
    with nursery(tmp_path) as start:
        told, kept = many_kills(tmp_path, 200, start)
    assert told > 200, "hardly a reply was acknowledged: the kills come too early to tell anything"
    assert kept < 200 * 5, "every line was kept: the kills come too late to tell anything"
