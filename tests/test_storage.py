"""The session store: what is saved comes back, two writers never overwrite each other, and failures are sentences."""

from __future__ import annotations

import gc
import os
import random
import sqlite3
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from assistant.errors import StorageError
from assistant.report import Session, Turn
from assistant.storage import FILE_NAME, Saved, Store, new_id

NOON = datetime(2023, 1, 5, 12, 0, tzinfo=UTC)


def session(**told: object) -> Session:
    return Session.model_validate({"id": new_id(), "outline": "kind", "created": NOON, "updated": NOON, **told})


def turn(number: int) -> Turn:
    return Turn(at=NOON + timedelta(minutes=number), question="Q1", said=f"第{number}句", reply="好")


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    store = Store.in_folder(tmp_path / "新 文件夹")
    one = session(year=2022, answers={"Q1": "6场，“引号”\n换行"}, states={"Q1": "confirmed"})
    saved = store.create(one)
    one.turns += [turn(1), turn(2)]
    saved = store.save(saved)
    one.turns.append(turn(3))
    store.save(Saved(one, saved.version))
    store.close()
    again = Store.in_folder(tmp_path / "新 文件夹").load(one.id, Session)
    assert again.session == one
    assert again.version == 3


def test_the_last_worked_on_comes_first(tmp_path: Path) -> None:
    store = Store.in_folder(tmp_path)
    old, new = session(), session(updated=NOON + timedelta(hours=1))
    store.create(new)
    store.create(old)
    assert [line.id for line in store.sessions()] == [new.id, old.id]
    old.updated = NOON + timedelta(hours=2)
    old.report = {"any": 1}
    store.save(Saved(old, 1))
    first = store.sessions()[0]
    assert (first.id, first.drafted, first.turns) == (old.id, True, 0)
    assert first.updated == NOON + timedelta(hours=2)


def test_two_writers_never_overwrite_each_other(tmp_path: Path) -> None:
    one, other = Store.in_folder(tmp_path), Store.in_folder(tmp_path)
    started = session()
    one.create(started)
    mine, theirs = one.load(started.id, Session), other.load(started.id, Session)
    mine.session.turns.append(turn(1))
    one.save(mine)
    theirs.session.turns.append(turn(2))
    with pytest.raises(StorageError, match="另一个窗口"):
        other.save(theirs)
    assert [t.said for t in other.load(started.id, Session).session.turns] == ["第1句"]


def test_a_refused_save_leaves_nothing_half_written(tmp_path: Path) -> None:
    store = Store.in_folder(tmp_path)
    started = session()
    store.create(started)
    started.turns.append(turn(1))
    store.save(Saved(started, 1))
    started.answers["Q1"] = "不该留下"
    started.turns.append(turn(2))
    with pytest.raises(StorageError):
        store.save(Saved(started, 1))
    again = store.load(started.id, Session).session
    assert again.answers == {}
    assert len(again.turns) == 1


def test_sqlite_is_durable(tmp_path: Path) -> None:
    store = Store.in_folder(tmp_path)
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_unknown_session(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="没有“nobody”这次访谈"):
        Store.in_folder(tmp_path).load("nobody", Session)


def test_garbage_instead_of_a_database(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"this is no database at all" * 400)
    with pytest.raises(StorageError, match="已损坏") as caught:
        Store.in_folder(tmp_path)
    assert "改名" in caught.value.hint


@pytest.mark.parametrize("spoil", ["state", "turn", "word"])
def test_spoilt_rows_are_told_never_served(tmp_path: Path, spoil: str) -> None:
    store = Store.in_folder(tmp_path)
    started = session(turns=[turn(1), turn(2)])
    store.create(started)
    store.close()
    with sqlite3.connect(tmp_path / FILE_NAME) as raw:
        if spoil == "state":
            raw.execute("UPDATE sessions SET state = substr(state, 1, 40)")
        elif spoil == "word":
            raw.execute("UPDATE turns SET said = '第9句' WHERE number = 2")
        else:
            raw.execute("DELETE FROM turns WHERE number = 1")
    raw.close()
    with pytest.raises(StorageError, match="已损坏"):
        Store.in_folder(tmp_path).load(started.id, Session)


@pytest.mark.parametrize("seed", range(60))
def test_flipped_and_truncated_files_open_or_refuse(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    store = Store.in_folder(tmp_path)
    started = session(answers={"Q1": "六场" * 300}, turns=[turn(n) for n in range(1, 30)])
    store.create(started)
    store.close()
    path = tmp_path / FILE_NAME
    data = bytearray(path.read_bytes())
    if seed % 2:
        data = data[: chance.randrange(1, len(data))]
    else:
        for _ in range(20):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    served = None
    with suppress(StorageError):
        again = Store.in_folder(tmp_path)
        again.sessions()
        served = again.load(started.id, Session).session
    assert served is None or (served.answers, [t.said for t in served.turns]) == (
        started.answers,
        [t.said for t in started.turns],
    )


@pytest.mark.parametrize("url", ["nonsense", "no-such-db://x/y", "sqlite:////proc/none/x.sqlite3"])
def test_bad_addresses_are_one_sentence(url: str) -> None:
    with pytest.raises(StorageError):
        Store(url)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs to run as root to become another user"
)
def test_read_only_folder_as_another_user(tmp_path: Path) -> None:
    folder = tmp_path / "ro"
    folder.mkdir()
    for parent in (folder, *folder.parents):
        if len(parent.parts) > 2:
            parent.chmod(0o755)
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom assistant.errors import StorageError\n"
        "from assistant.storage import Store\nStore('sqlite://')\nos.setuid(65534)\n"
        "try:\n    Store.in_folder(Path(sys.argv[1]))\n"
        "except StorageError as error:\n    print(error)\n"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, cwd=root, timeout=60)
    assert "不能写" in done.stdout.decode(), done.stderr.decode()


def test_portable_to_other_databases() -> None:
    from sqlalchemy.dialects import postgresql
    from sqlalchemy.schema import CreateTable

    from assistant.storage_tables import METADATA

    for table in METADATA.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=postgresql.dialect()))


def test_a_store_nobody_holds_lets_go_of_its_database(tmp_path: Path) -> None:
    let_go: list[object] = []
    store = Store.in_folder(tmp_path)
    event.listen(store._engine, "close", lambda connection, _record: let_go.append(connection))
    store.sessions()
    assert not let_go
    del store
    gc.collect()
    assert let_go
