"""Where a command cannot write: a read-only folder, a full disk. One sentence, exit 2, nothing half-written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from assistant import cli

SEED = Path(__file__).parent / "data" / "answers_seed.yaml"
WRITING = [
    ["draft", "答案.yaml", "-o", "{out}/r.docx", "-o", "{out}/r.json"],
    ["intake", "笔记.txt", "-o", "{out}/n.yaml"],
    ["missing", "答案.yaml", "-o", "{out}/问题单.docx"],
    ["missing", "答案.yaml", "-o", "{out}/问题单.txt"],
]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="用户、权限和小磁盘的试法只在 POSIX 系统上有")


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that every user may enter, with answers and notes in it."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    shutil.copy(SEED, place / "答案.yaml")
    (place / "笔记.txt").write_text("培训办了6场，来了300人次。\n转正4名。\n", encoding="utf-8")
    (place / "out").mkdir()
    monkeypatch.chdir(place)
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(place / "data"))
    yield place
    shutil.rmtree(place)


def as_nobody(act: Callable[[], int]) -> tuple[int, str]:
    """Exit code and standard error of `act` in a child without root's powers."""
    receiving, sending = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        code = 99
        try:
            os.dup2(sending, 2)
            sys.stderr = os.fdopen(2, "w", encoding="utf-8")
            if os.getuid() == 0:
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            code = act()
            sys.stderr.flush()
        finally:
            os._exit(code)
    os.close(sending)
    with os.fdopen(receiving, "rb") as stream:
        said = stream.read().decode()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_a_read_only_folder_as_another_user(words: list[str], folder: Path) -> None:
    out = folder / "out"
    good = folder / "good"
    good.mkdir()
    # What the command imports is loaded before the child gives up the right to read this checkout.
    assert cli.main([word.format(out=good) for word in words]) == 0
    out.chmod(0o555)
    code, said = as_nobody(lambda: cli.main([word.format(out=out) for word in words]))
    assert code == 2, said
    assert "没有权限写" in said
    assert len(said.strip().splitlines()) == 1
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_a_full_disk(words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "out"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(out)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("不能在这里挂一个小磁盘：要有 root 权限")
    try:
        with suppress(OSError), (out / "满").open("wb", buffering=0) as stream:
            while stream.write(bytes(512)):
                pass
        assert cli.main([word.format(out=out) for word in words]) == 2
        said = capsys.readouterr().err
        assert "磁盘满了" in said
        assert len(said.strip().splitlines()) == 1
        assert [path.name for path in out.iterdir()] == ["满"]
    finally:
        subprocess.run(["umount", str(out)], check=True)


def test_a_data_folder_that_cannot_be_written(folder: Path) -> None:
    code, said = as_nobody(lambda: cli.main(["chat"]))
    assert code == 2
    assert "数据文件夹" in said
    assert len(said.strip().splitlines()) == 1
