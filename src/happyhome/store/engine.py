"""Opening the store: one SQLite version everywhere (sqlcipher3), durable, with explicit BEGIN."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from happyhome.domain.problems import refuse

BUSY_MILLISECONDS = 10_000

# By the primary result code (https://sqlite.org/rescode.html): what the machine refused.
_ENVIRONMENT = {
    "SQLITE_FULL": errno.ENOSPC,
    "SQLITE_IOERR": errno.EIO,
    "SQLITE_READONLY": errno.EROFS,
    "SQLITE_CANTOPEN": errno.EACCES,
    "SQLITE_PERM": errno.EACCES,
}


def connect(path: Path, key: bytes | None = None) -> Any:
    """A raw driver connection with our pragmas; ``key`` is the 32-byte data key, None for plain."""
    connection = driver.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        connection.close()
        raise
    return connection


def make_engine(path: Path, key: bytes | None = None) -> Engine:
    """A pooled engine whose transactions begin when we say so, DDL included."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, key),
        module=driver,
        poolclass=QueuePool,
        pool_size=3,
        max_overflow=5,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


@contextmanager
def told_apart(path: Path) -> Iterator[None]:
    """SQLite's errors as ours: OSError for the machine, Refusal for a busy or damaged file.

    Anything else is a bug and goes on as it is.
    """
    try:
        yield
    except (driver.DatabaseError, DBAPIError) as error:
        name = getattr(getattr(error, "orig", error), "sqlite_errorname", "") or ""
        code = "_".join(name.split("_")[:2])
        if code in _ENVIRONMENT:
            raise OSError(_ENVIRONMENT[code], str(error), str(path)) from error
        if code in ("SQLITE_BUSY", "SQLITE_LOCKED"):
            raise refuse(
                "store_busy", "另一个窗口正在写数据，等了 10 秒还没写完。请稍等一会儿再试。"
            ) from error
        if code in ("SQLITE_CORRUPT", "SQLITE_NOTADB"):
            raise refuse(
                "file_damaged",
                f"数据文件 {path.name} 打不开：不是本程序的数据，或已损坏。请用最近的备份恢复。",
            ) from error
        raise


@dataclass(frozen=True)
class Store:
    """One open file. ``path`` is where it lies; ``key`` its data key or None."""

    path: Path
    engine: Engine
    key: bytes | None = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment and writes nothing."""
        with told_apart(self.path), self.engine.connect() as connection, connection.begin() as moment:
            yield connection
            moment.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in one transaction: all of it is kept, or nothing."""
        with (
            told_apart(self.path),
            self.engine.connect() as connection,
            connection.execution_options(writing=True).begin(),
        ):
            yield connection

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()
