"""Sessions in SQL: a SQLite file by default, any database by URL; a turn is on disk before anyone sees its answer."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Generic, TypeVar
from weakref import finalize

from pydantic import ValidationError
from sqlalchemy import create_engine, delete, event, insert, select, update
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError, NoSuchModuleError, SQLAlchemyError

from assistant.errors import StorageError
from assistant.report import Session, Turn
from assistant.storage_tables import METADATA, OWNERS, SESSIONS, SHELF, TURNS

FILE_NAME = "sessions.sqlite3"

_EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
_PRAGMAS = ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
_SPOKEN = ("number", "question", "said", "reply")

S = TypeVar("S", bound=Session)


@dataclass(frozen=True)
class Summary:
    """One line of the list of sessions; times are UTC. `title` is the person's own, "" where they gave none."""

    id: str
    outline: str
    turns: int
    drafted: bool
    created: datetime
    updated: datetime
    title: str = ""


@dataclass(frozen=True)
class Saved(Generic[S]):
    """A session as it stands in the store; `version` must still be the store's when it is saved again."""

    session: S
    version: int


def new_id() -> str:
    """An id for a session: short enough to read out, long enough never to meet another."""
    return secrets.token_hex(6)


class Store:
    """The session store behind one database URL; opening it makes the tables. Every method raises StorageError."""

    def __init__(self, url: str | URL) -> None:
        try:
            self._url = make_url(url)
            self._engine = create_engine(self._url)
        except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
            raise StorageError(
                "会话库的地址不对，或缺少它要用的驱动。", "请检查 ASSISTANT_DATABASE_URL；不设它就用本机文件。"
            ) from error
        finalize(self, self._engine.dispose)
        if self._engine.dialect.name == "sqlite":
            _make_durable(self._engine)
        with self._doing("打不开"):
            METADATA.create_all(self._engine)

    @classmethod
    def in_folder(cls, folder: Path) -> Store:
        """The SQLite store of a data folder, which is made where it is not there."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(
                f"建不了数据文件夹“{folder}”。", "请换一个能写的位置，用 ASSISTANT_DATA_DIR 指定。"
            ) from error
        return cls(URL.create("sqlite", database=str(folder / FILE_NAME)))

    @property
    def place(self) -> str:
        """Where the sessions lie, fit to be shown: a file's path, or the URL without its password."""
        if self._url.get_backend_name() == "sqlite":
            return str(self._url.database)
        return self._url.render_as_string(hide_password=True)

    def close(self) -> None:
        """Lets go of the database; a store that nobody holds any more does so by itself."""
        self._engine.dispose()

    def create(self, session: S, owner: str = "") -> Saved[S]:
        """Puts a new session into the store; `owner` is the account it belongs to, "" where there are no accounts."""
        row = _row(session, 1)
        with self._doing("写不进"), self._engine.begin() as connection:
            connection.execute(insert(SESSIONS).values(id=session.id, created=_utc(session.created), **row))
            if owner:
                connection.execute(insert(OWNERS).values(session=session.id, owner=owner))
            _append(connection, session, 0)
        return Saved(session, 1)

    def owner(self, session_id: str) -> str | None:
        """The account a session belongs to, "" where none; None where there is no such session."""
        both = select(SESSIONS.c.id, OWNERS.c.owner).join_from(SESSIONS, OWNERS, isouter=True)
        with self._doing("读不了"), self._engine.connect() as connection:
            row = connection.execute(both.where(SESSIONS.c.id == session_id)).one_or_none()
        return None if row is None else row[1] or ""

    def load(self, session_id: str, kind: type[S]) -> Saved[S]:
        """The session as it was last saved, with its turns; `kind` is the model it is read as."""
        with self._doing("读不了"), self._engine.connect() as connection:
            row = connection.execute(select(SESSIONS).where(SESSIONS.c.id == session_id)).mappings().one_or_none()
            turns = (
                connection.execute(select(TURNS).where(TURNS.c.session == session_id).order_by(TURNS.c.number))
                .mappings()
                .all()
            )
        if row is None:
            raise StorageError(f"没有“{session_id}”这次访谈。", "请新开一次，或看看是不是换了数据文件夹。")
        whole = len(turns) == row["turns"] and row["digest"] == _digest(row["version"], row["turns"], row["state"])
        if not whole or any(turn["digest"] != _digest(*(turn[name] for name in _SPOKEN)) for turn in turns):
            raise self._damaged()
        try:
            session = kind.model_validate_json(row["state"])
            spoken = [Turn(at=_utc(t["at"]), question=t["question"], said=t["said"], reply=t["reply"]) for t in turns]
        except ValidationError as error:
            raise self._damaged() from error
        return Saved(session.model_copy(update={"turns": spoken}), row["version"])

    def save(self, saved: Saved[S]) -> Saved[S]:
        """Writes the session and its new turns in one transaction, on disk when this returns.

        Refuses where another window or process has saved the session since it was loaded.
        """
        session, version = saved.session, saved.version
        table = SESSIONS.c
        change = update(SESSIONS).where(table.id == session.id, table.version == version)
        with self._doing("写不进"), self._engine.begin() as connection:
            known = connection.execute(select(table.turns).where(table.id == session.id)).scalar_one_or_none()
            changed = connection.execute(change.values(**_row(session, version + 1)))
            if changed.rowcount != 1 or known is None:
                raise self._overtaken()
            _append(connection, session, known)
        return Saved(session, version + 1)

    def sessions(self, owner: str = "", *, removed: bool = False) -> list[Summary]:
        """The sessions of an account ("": all of them), the one last worked on first; or those laid aside (`removed`)."""
        columns = [SESSIONS.c[name] for name in ("id", "outline", "turns", "drafted", "created", "updated")]
        kept = select(*columns, SHELF.c.title).outerjoin(SHELF, SHELF.c.session == SESSIONS.c.id)
        kept = kept.where(SHELF.c.removed.is_not(None) if removed else SHELF.c.removed.is_(None))
        if owner:
            kept = kept.join(OWNERS, OWNERS.c.session == SESSIONS.c.id).where(OWNERS.c.owner == owner)
        with self._doing("读不了"), self._engine.connect() as connection:
            rows = connection.execute(kept.order_by(SESSIONS.c.updated.desc(), SESSIONS.c.id)).mappings()
            return [
                Summary(
                    **{
                        **row,
                        "created": _utc(row["created"]),
                        "updated": _utc(row["updated"]),
                        "title": row["title"] or "",
                    }
                )
                for row in rows
            ]

    def title(self, session_id: str) -> str:
        """The person's own title of a session, "" where there is none."""
        with self._doing("读不了"), self._engine.connect() as connection:
            told = connection.execute(select(SHELF.c.title).where(SHELF.c.session == session_id)).scalar_one_or_none()
        return told or ""

    def entitle(self, session_id: str, title: str) -> None:
        """Gives a session a title, "" for none."""
        self._shelve(session_id, title=title)

    def remove(self, session_id: str, moment: datetime) -> None:
        """Lays a session aside since this moment; not a word of it is lost."""
        self._shelve(session_id, removed=_utc(moment))

    def take_back(self, session_id: str) -> None:
        """A session that was laid aside stands among the others again."""
        self._shelve(session_id, removed=None)

    def _shelve(self, session_id: str, **values: object) -> None:
        here = SHELF.c.session == session_id
        with self._doing("写不进"), self._engine.begin() as connection:
            if connection.execute(update(SHELF).where(here).values(**values)).rowcount == 0:
                connection.execute(
                    insert(SHELF).values(**{"session": session_id, "title": "", "removed": None} | values)
                )

    def erase(self, session_id: str) -> None:
        """Takes every word of a session out of the store, for good; of a SQLite file also off the disk."""
        with self._doing("写不进"), self._engine.begin() as connection:
            for table in (SHELF, OWNERS, TURNS):
                connection.execute(delete(table).where(table.c.session == session_id))
            connection.execute(delete(SESSIONS).where(SESSIONS.c.id == session_id))
        if self._engine.dialect.name == "sqlite":
            with self._doing("写不进"), self._engine.connect() as connection:
                # The log beside the file still has what was written to it before.
                connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql(_EMPTY_LOG)

    @contextmanager
    def _doing(self, what: str) -> Iterator[None]:
        try:
            yield
        except IntegrityError as error:
            raise self._overtaken() from error
        except DatabaseError as error:
            raise self._failed(what, error) from error
        except (SQLAlchemyError, OSError, ValueError) as error:
            raise self._damaged() from error

    def _failed(self, what: str, error: DatabaseError) -> StorageError:
        reason = str(error.orig).lower()
        if "readonly" in reason or "read-only" in reason or "unable to open" in reason or "permission" in reason:
            return StorageError(
                f"会话库{what}：{self.place} 所在的文件夹不能写。", "请开通权限，或用 ASSISTANT_DATA_DIR 换一个文件夹。"
            )
        if "full" in reason or "no space" in reason:
            return StorageError(f"会话库{what}：磁盘满了。", "请腾出空间再试，已记下的话都还在。")
        if "locked" in reason:
            return StorageError(f"会话库{what}：另一个程序正占着它。", "请关掉别的窗口，稍等再试。")
        if any(word in reason for word in ("malformed", "not a database", "corrupt", "no such", "disk i/o", "schema")):
            return self._damaged()
        return StorageError(f"会话库{what}：{self.place}。", "请检查数据库是否开着、地址和密码对不对。")

    def _damaged(self) -> StorageError:
        return StorageError(
            f"会话库 {self.place} 已损坏，读不出来。", "请先把它改名留底，再运行一次；有备份的把备份放回原处。"
        )

    @staticmethod
    def _overtaken() -> StorageError:
        return StorageError("这次访谈刚在另一个窗口里改过，这句话没有记上。", "请重新打开这次访谈再说一遍。")


def _make_durable(engine: Engine) -> None:
    """Write-ahead log, nothing acknowledged before it is on disk, and what is deleted overwritten there."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()


def _row(session: Session, version: int) -> dict[str, Any]:
    state, turns = session.model_dump_json(exclude={"turns"}), len(session.turns)
    return {
        "outline": session.outline,
        "version": version,
        "turns": turns,
        "drafted": session.report is not None,
        "updated": _utc(session.updated),
        "state": state,
        "digest": _digest(version, turns, state),
    }


def _append(connection: Connection, session: Session, known: int) -> None:
    rows: list[dict[str, Any]] = []
    for number, turn in enumerate(session.turns[known:], start=known + 1):
        row = {"session": session.id, "number": number, **turn.model_dump(), "at": _utc(turn.at)}
        rows.append(row | {"digest": _digest(*(row[name] for name in _SPOKEN))})
    if rows:
        connection.execute(insert(TURNS), rows)
    elif session.turns:
        _reply_again(connection, session, len(session.turns))


def _reply_again(connection: Connection, session: Session, number: int) -> None:
    """The reply of the last turn, which a model may have reworded after the turn was first written."""
    turn = session.turns[-1]
    row = {"number": number, **turn.model_dump()}
    table = TURNS.c
    change = update(TURNS).where(table.session == session.id, table.number == number, table.reply != turn.reply)
    connection.execute(change.values(reply=turn.reply, digest=_digest(*(row[name] for name in _SPOKEN))))


def _digest(*values: object) -> str:
    """Tells a row that a bad disk has changed: SQLite itself keeps no checksum of what it stores."""
    return sha256("\n".join(str(value) for value in values).encode("utf-8", "surrogatepass")).hexdigest()


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
