"""The tables of the session store; a table that is new to an old store is made when it is opened."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, MetaData, String, Table, Text

METADATA = MetaData()
SESSIONS = Table(
    "sessions",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("outline", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("turns", Integer, nullable=False),
    Column("drafted", Boolean, nullable=False),
    Column("created", DateTime(timezone=True), nullable=False),
    Column("updated", DateTime(timezone=True), nullable=False, index=True),
    Column("state", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)
TURNS = Table(
    "turns",
    METADATA,
    Column("session", String(32), ForeignKey("sessions.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("question", String(64), nullable=True),
    Column("said", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)
OWNERS = Table(
    "owners",
    METADATA,
    Column("session", String(32), ForeignKey("sessions.id"), primary_key=True),
    Column("owner", String(200), nullable=False, index=True),
)

SHELF = Table(
    "shelf",
    METADATA,
    Column("session", String(32), ForeignKey("sessions.id"), primary_key=True),
    Column("title", String(200), nullable=False),
    Column("removed", DateTime(timezone=True), nullable=True),
)
"""How the person keeps them: a title of their own ("": none), and since when it has been laid aside."""
