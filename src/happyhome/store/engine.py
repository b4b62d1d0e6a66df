"""Opening the store: one SQLite version everywhere (sqlcipher3), durable, with explicit BEGIN.

Reading goes through the driver; SQLAlchemy is imported when its engine is first used, to write.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as driver

from happyhome.domain.problems import refuse
from happyhome.store.readers import Readers

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

BUSY_MILLISECONDS = 10_000
LEAST_ROOM = 64 << 10
"""Bytes; SQLite works with a file of 32 KiB beside the log."""

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
            connection.execute("PRAGMA cipher_log_level = NONE")  # to the console, beside our own sentence
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
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import QueuePool

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


# What a function of SQL (sqlcipher_export) ran into comes with its words alone (sqlite3ErrStr).
_BY_WORDS = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database disk image is malformed": "SQLITE_CORRUPT",
}


def _code(refused: driver.DatabaseError) -> str:
    """The primary result code by name: SQLITE_FULL."""
    name = getattr(refused, "sqlite_errorname", "") or ""
    primary = "_".join(name.split("_")[:2])
    return _BY_WORDS.get(str(refused), primary) if primary == "SQLITE_ERROR" else primary


def _errno(code: str, path: Path) -> int:
    """On a full disk the file beside the log cannot grow, which SQLite calls an error of the device."""
    if code == "SQLITE_IOERR" and _room(path.parent) < LEAST_ROOM:
        return errno.ENOSPC
    return _ENVIRONMENT[code]


def _room(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:  # gone altogether: then it is no question of room
        return LEAST_ROOM


def _may_write(path: Path) -> bool:
    """Then SQLite, which calls it read-only, saw that the file it has open is not the one of this name any more."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


@contextmanager
def told_apart(path: Path, source: Path | None = None) -> Iterator[None]:
    """SQLite's errors as ours: OSError for the machine, Refusal for a busy or damaged file.

    ``path`` is what was to be written, ``source`` the store that is read for it where that is another.
    Anything else is a bug and goes on as it is.
    """
    try:
        yield
    except Exception as error:
        refused = getattr(error, "orig", error)  # SQLAlchemy wraps what the driver raised
        if not isinstance(refused, driver.DatabaseError):
            raise
        code = _code(refused)
        if code == "SQLITE_READONLY" and _may_write(path):
            raise refuse(
                "store_busy", "数据文件刚刚换过（恢复了备份，或加了锁），这一步没有记下。请再办一次。"
            ) from error
        if code in _ENVIRONMENT:
            raise OSError(_errno(code, path), str(error), str(path)) from error
        if code in ("SQLITE_BUSY", "SQLITE_LOCKED"):
            raise refuse(
                "store_busy", "另一个窗口正在写数据，等了 10 秒还没写完。请稍等一会儿再试。"
            ) from error
        if code in ("SQLITE_CORRUPT", "SQLITE_NOTADB"):
            raise refuse(
                "file_damaged",
                f"数据文件 {(source or path).name} 打不开：不是本程序的数据，或已损坏。请用最近的备份恢复。",
            ) from error
        raise


@dataclass(frozen=True)
class Store:
    """One open file. ``path`` is where it lies; ``key`` its data key or None."""

    path: Path
    key: bytes | None = field(default=None, repr=False)

    @cached_property
    def engine(self) -> Engine:
        """What writes, and what migrations run on."""
        return make_engine(self.path, self.key)

    @cached_property
    def _readers(self) -> Readers:
        return Readers(lambda: connect(self.path, self.key))

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """A connection of the driver that sees one moment and writes nothing."""
        with told_apart(self.path), self._readers.lend() as raw:
            yield raw

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in one transaction: all of it is kept, or nothing."""
        with (
            told_apart(self.path),
            self.engine.connect() as connection,
            connection.execution_options(writing=True).begin(),
        ):
            yield connection

    def warm(self) -> None:
        """Import what writing needs, so that the first write does not wait for it."""
        assert self.engine is not None

    def close(self) -> None:
        """Let go of the file."""
        self._readers.close()
        if "engine" in vars(self):
            self.engine.dispose()
