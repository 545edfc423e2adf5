"""kill -9 at random points while files are taken in: what was acknowledged is there whole, the rest can be added again."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from knowledge_files import open_store, write

from assistant.retrieval import store as store_module
from assistant.retrieval.passages import numbered
from assistant.retrieval.retriever import Retriever

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
FILES = 6

# Importing Chroma takes far longer than taking a file in. This process imports once and forks for every round.
NURSERY = """
import os, sys
from pathlib import Path
from knowledge_files import open_store
from assistant.retrieval import store as store_module
import assistant.documents.reading, assistant.retrieval.index
store_module.shipped_passages = lambda: []
while line := sys.stdin.readline():
    folder = Path(line.rstrip("\\n"))
    child = os.fork()
    if child == 0:
        with open_store(folder) as store:
            for path in sorted(folder.glob("*.txt")):
                store.add(path, "material")
                print("took", path.name, flush=True)
        os._exit(0)
    print("child", child, flush=True)
    sys.stdin.readline()  # a child that ended early stays until it has been killed
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


def one_kill(nursery: subprocess.Popen[str], folder: Path, wait: float) -> list[str]:
    """Kills the taking in after `wait` seconds; the names that were acknowledged."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(f"{folder}\n")
    nursery.stdin.flush()
    child = int(nursery.stdout.readline().split()[1])
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    nursery.stdin.write("killed\n")
    nursery.stdin.flush()
    told = []
    for line in nursery.stdout:
        if line == "gone\n":
            break
        told.append(line.split()[1])
    return told


def many_kills(tmp_path: Path, kills: int) -> list[int]:
    """Kills that often, each time over a fresh store; returns how many files had been acknowledged each time."""
    chance = random.Random(kills)
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent), "PYTHONUTF8": "1"}
    counts = []
    with subprocess.Popen(
        [sys.executable, "-c", NURSERY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    ) as nursery:
        for number in range(kills):
            folder = tmp_path / f"轮{number}"
            folder.mkdir()
            paths = [write(folder, file, sentences=40) for file in range(FILES)]
            told = one_kill(nursery, folder, chance.random() * 0.7)
            with open_store(folder) as store:
                kept = {card.name for card in store.documents()}
                assert set(told) <= kept, "an acknowledged file is lost"
                wanted = {path.name: store.add(path, "material")[0].passages for path in paths}
                there = [passage.source for passage in store.ready.passages]
                assert {name: there.count(name) for name in wanted} == wanted
                hits = Retriever(store).search("第3号材料的第20件事", 1)
                assert hits[0].passage.source == "材料3.txt"
            counts.append(len(told))
        assert nursery.stdin is not None
        nursery.stdin.close()
    return counts


@pytest.fixture(autouse=True)
def _ships_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "shipped_passages", lambda: numbered([]))


def test_three_kills(tmp_path: Path) -> None:
    assert len(many_kills(tmp_path, 3)) == 3


@pytest.mark.slow
def test_forty_kills(tmp_path: Path) -> None:
    counts = many_kills(tmp_path, 40)
    assert any(0 < count < FILES for count in counts), "no kill came in the midst of the work"
