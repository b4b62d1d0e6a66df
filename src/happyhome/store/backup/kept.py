"""What restoring put aside: one file like any backup, kept for long, and taken away only where another copy holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from happyhome.domain.problems import Refusal
from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import EnvironmentRefusal
from happyhome.files.writing import append_or_not
from happyhome.store.backup.checking import check_file, opened
from happyhome.store.backup.names import Backup, list_backups
from happyhome.store.keys.ring_files import read_ring, ring_in, ring_path, trailer_of

REASON: Final = "replaced"
KEPT_DAYS: Final = 90
KEPT_NEWEST: Final = 3
"""A file that was put aside stays for so many days, and the newest so many whatever their age."""


def beside(path: Path) -> tuple[Path, Path]:
    """SQLite's own two files beside a store."""
    return Path(f"{path}-wal"), Path(f"{path}-shm")


def carry_ring(kept: Path, disk: Disk = REAL) -> None:
    """Give a sealed file that was put aside the ring at its end, in place of the ring beside it.

    A file that cannot take it opens by the ring beside it as before; a damaged one is left as it is. Call it once
    another file is the store.
    """
    with suppress(OSError, EnvironmentRefusal, Refusal):
        ring, found = read_ring(ring_path(kept)), kept.stat()
        if ring is None or found.st_nlink > 1 or any(log.exists() for log in beside(kept)):
            return
        append_or_not(kept, trailer_of(ring), disk=disk)
        if ring_in(kept) == (ring, found.st_size):
            disk.remove(ring_path(kept))


def thin_kept(
    folder: Path, backups: Path, now: datetime, key: bytes | None, own: str, disk: Disk = REAL
) -> list[Path]:
    """Remove files that were put aside long ago, each only where a sound backup holds all of it; the removed.

    ``own`` is the id of the ring that ``key`` is of. One that does not open, such as another key's, stays. Raises OSError.
    """
    found = [one for one in list_backups(folder) if one.reason == REASON]
    removed = []
    for one in found[KEPT_NEWEST:]:
        if now - one.made_at > timedelta(days=KEPT_DAYS) and _is_elsewhere(one, backups, key, own):
            disk.remove(one.path)
            with suppress(FileNotFoundError):
                disk.remove(ring_path(one.path))
            removed.append(one.path)
    return removed


def _is_elsewhere(one: Backup, backups: Path, key: bytes | None, own: str) -> bool:
    if any(log.exists() for log in beside(one.path)):  # what is in its log nobody has read
        return False
    with suppress(Refusal, OSError), opened(one.path, key, own) as raw:
        last = raw.execute("SELECT sequence, hash FROM operation ORDER BY sequence DESC LIMIT 1").fetchone()
        return last is not None and any(_is_sound(path, key, own) for path in _with(last, backups, key, own))
    return False


def _with(last: Any, backups: Path, key: bytes | None, own: str) -> Iterator[Path]:
    """The backups that know an operation, and so all before it."""
    for one in list_backups(backups):
        with suppress(Refusal, OSError):
            with opened(one.path, key, own) as raw:
                sql = "SELECT 1 FROM operation WHERE sequence = ? AND hash = ?"
                known = raw.execute(sql, tuple(last)).fetchone()
            if known is not None:
                yield one.path


def _is_sound(path: Path, key: bytes | None, own: str) -> bool:
    with suppress(Refusal, OSError):
        check_file(path, key, own)
        return True
    return False
