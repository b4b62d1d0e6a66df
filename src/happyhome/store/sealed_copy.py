"""An open store's sealed copy, proved row by row; and what is left of the open one, overwritten."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import zip_longest
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from happyhome.domain.problems import refuse
from happyhome.files.disk import REAL, Disk
from happyhome.store.engine import told_apart
from happyhome.store.keys.ring_files import is_open_text

LEFT = ".open-left"
"""Ends the second name of an open file whose first one a sealed file took: to be overwritten and removed."""
STALE = "happyhome.db-journal"
"""The rollback log of the store, which works with another: a restore that was killed leaves it, with rows in it."""
_CHUNK = 1 << 20


def copy_sealed(raw: Any, target: Path, key: bytes) -> None:
    """Write everything that the connection ``raw`` sees into a fresh sealed file, its version numbers too."""
    with told_apart(target):
        raw.execute(f"ATTACH DATABASE ? AS sealed KEY \"x'{key.hex()}'\"", (str(target),))
        try:
            raw.execute("SELECT sqlcipher_export('sealed')")
            for pragma in ("user_version", "application_id"):
                (value,) = raw.execute(f"PRAGMA main.{pragma}").fetchone()
                raw.execute(f"PRAGMA sealed.{pragma} = {int(value)}")
        finally:
            raw.execute("DETACH DATABASE sealed")


def same_content(raw: Any, sealed: Path, key: bytes) -> None:
    """Refuses (sealing_unsound) a sealed file that differs from what ``raw`` sees in any table, row or trigger."""
    with told_apart(sealed), _sealed(sealed, key) as other:
        schema = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
        unsound = _differs(raw, other, schema)
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            unsound = unsound or _differs(raw, other, f'SELECT * FROM "{name}" NOT INDEXED')
    if unsound:
        raise refuse(
            "sealing_unsound", "加锁后的数据与原来的核对不一致，已作废，原来的数据没有动。请再试一次。"
        )


def _differs(raw: Any, other: Any, sql: str) -> bool:
    return any(one != two for one, two in zip_longest(raw.execute(sql), other.execute(sql)))


@contextmanager
def _sealed(path: Path, key: bytes) -> Iterator[Any]:
    raw = driver.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        yield raw
    finally:
        raw.close()


def second_name(path: Path) -> Path | None:
    """Give an open file a second name, by which it can be overwritten once a sealed one took its place.

    None where the file system knows no second names (FAT): there the room is given back as it is.
    """
    left = path.with_name(path.name + LEFT)
    with suppress(FileNotFoundError):
        left.unlink()
    try:
        os.link(path, left)
    except OSError:
        return None
    return left


def overwrite(path: Path, disk: Disk = REAL) -> None:
    """Fill a file with zeros, flush, remove it; best effort, for a flash disk writes elsewhere. Raises OSError.

    A file that still has another name is only rid of this one: its content may be the store.
    """
    found = path.stat()
    if found.st_nlink == 1:
        with disk.open_again(path) as file:
            rest = found.st_size
            while rest:
                done = disk.write(file, memoryview(bytes(min(rest, _CHUNK))))
                if not done:
                    break
                rest -= done
            disk.sync_file(file)
    disk.remove(path)


def left_open(folder: Path) -> tuple[Path, ...]:
    """Files of ours in ``folder`` that anybody can read: open copies, and what an interrupted sealing left."""
    if not folder.is_dir():
        return ()
    ours = [path for path in folder.iterdir() if "happyhome" in path.name and path.is_file()]
    return tuple(sorted(path for path in ours if is_open_text(path) or path.name.endswith((LEFT, STALE))))
