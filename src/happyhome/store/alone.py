"""Having a store alone, while another file takes its name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from happyhome.store.engine import told_apart
from happyhome.store.holders import in_use

IN_USE_MILLISECONDS = 2_000


@contextmanager
def alone(path: Path, key: bytes | None, act: str) -> Iterator[Any]:
    """A connection of the driver to the store, its log folded in, held so that nobody else reads or writes it.

    No file of this name may be opened and closed meanwhile but by SQLite: POSIX would give the lock away.
    Refuses (store_in_use), saying that ``act`` (恢复) must wait, and (file_damaged); raises OSError.
    """
    raw = driver.connect(str(path), isolation_level=None)
    try:
        with told_apart(path):
            try:
                if key is not None:
                    raw.execute("PRAGMA cipher_log_level = NONE")  # to the console, beside our own sentence
                    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
                raw.execute(f"PRAGMA busy_timeout = {IN_USE_MILLISECONDS}")
                raw.execute("PRAGMA journal_mode = DELETE")
                raw.execute("PRAGMA locking_mode = EXCLUSIVE")
                raw.execute("BEGIN EXCLUSIVE")
                raw.execute("COMMIT")
            except driver.OperationalError as error:
                if getattr(error, "sqlite_errorname", "") not in ("SQLITE_BUSY", "SQLITE_LOCKED"):
                    raise
                raise in_use(path, act) from error
            yield raw
    finally:
        raw.close()
