"""Making a backup: one shot by SQLite, the ring at its end, flushed, opened, checked, counted, renamed, read again."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from happyhome.domain.problems import Refusal, refuse
from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import EnvironmentRefusal, explain, full
from happyhome.files.writing import Written, append, digest, in_the_making, put_in_place
from happyhome.store.backup.checking import Counts, check_file, first_counts, opened
from happyhome.store.backup.leftovers import clear_leftovers
from happyhome.store.backup.names import Backup, free_name
from happyhome.store.engine import Store, told_apart
from happyhome.store.keys.ring_files import ring_of, trailer_of


def make_backup(
    store: Store, folder: Path, now: datetime, reason: str = "manual", disk: Disk = REAL
) -> Backup:
    """Copy the store by VACUUM INTO, its ring at the end where it is sealed; flush, open, check and count the copy.

    Raises EnvironmentRefusal where the folder cannot take it, Refusal (backup_unsound) where the copy
    differs, Refusal (file_damaged, store_busy) for the store itself. Nothing half-written keeps a backup's name.
    """
    ring = ring_of(store.path) if store.key is not None else None
    path = free_name(folder, now, reason)
    found: list[Counts] = []
    try:
        _make_folder(folder, disk)
        with in_the_making(folder, disk) as made:
            before, after = _copy(store, made, path, disk)
            if ring is not None:
                append(made, trailer_of(ring), disk=disk, shown=path)

            def check(one: Path) -> None:
                found.append(check_file(one, store.key, ring.id if ring else ""))
                if not _counted_between(before, dict(found[0]), after):
                    raise refuse("backup_unsound", "备份写完后核对不一致，已作废。请换一个文件夹再备份一次。")

            written = put_in_place(made, path, check, disk=disk)
            clear_leftovers(folder, path, disk)
    except OSError as error:
        raise explain(error, path) from error
    _read_again(written, disk)
    return Backup(path, now.replace(microsecond=0), reason, found[0])


def holds_all(store: Store, path: Path, housekeeping: frozenset[str] = frozenset()) -> bool:
    """Whether a backup holds every operation of the store; verbs in ``housekeeping`` need not be in it.

    A backup that does not open holds nothing.
    """
    with store.reading() as present:
        last = _last(present)
        if last is None:
            return True
        try:
            ring = ring_of(store.path) if store.key is not None else None
            with opened(path, store.key, ring.id if ring else "") as raw:
                held = _last(raw)
        except (Refusal, OSError):
            return False
        if held is None or held == last:
            return held == last
        same = present.execute(
            "SELECT 1 FROM operation WHERE sequence = ? AND hash = ?", (held[0], held[1])
        ).fetchone()
        marks = ", ".join("?" * len(housekeeping))
        more = present.execute(
            f"SELECT 1 FROM operation WHERE sequence > ? AND verb NOT IN ({marks}) LIMIT 1",
            (held[0], *sorted(housekeeping)),
        ).fetchone()
        return same is not None and more is None


def _last(raw: Any) -> tuple[int, str] | None:
    row = raw.execute("SELECT sequence, hash FROM operation ORDER BY sequence DESC LIMIT 1").fetchone()
    return None if row is None else (int(row[0]), str(row[1]))


def _make_folder(folder: Path, disk: Disk) -> None:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        disk.make_folder(one)
    if not folder.is_dir():
        raise NotADirectoryError(20, "in the way", str(folder))


def _copy(store: Store, made: Path, path: Path, disk: Disk) -> tuple[dict[str, int], dict[str, int]]:
    """Write the copy; what the store held just before and just after, since others may be writing."""
    with told_apart(made, store.path), store.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        needed = _needed(raw)
        free = disk.free(path.parent)
        if free < needed:
            raise full(path, needed, free)
        before = dict(first_counts(raw))
        raw.execute("VACUUM INTO ?", (str(made),))
        return before, dict(first_counts(raw))


def _needed(raw: Any) -> int:
    """Bytes that a copy takes: every page that is in use."""
    pages, unused, size = (
        int(raw.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - unused) * size


def _counted_between(before: dict[str, int], found: dict[str, int], after: dict[str, int]) -> bool:
    """Whether a copy holds what the store held at some moment between two counts."""
    if before == after:
        return found == before
    return before.get("operation", 0) <= found.get("operation", 0) <= after.get("operation", 0)


def _read_again(written: Written, disk: Disk) -> None:
    """The file under its own name, once more from the device; one that reads otherwise is taken away."""
    try:
        if digest(written.path, disk) == (written.size, written.sha256):
            return
    except OSError as error:
        with suppress(OSError):
            disk.remove(written.path)
        raise explain(error, written.path) from error
    with suppress(OSError):  # then it is told all the same, and the drill will find it
        disk.remove(written.path)
    raise EnvironmentRefusal(
        "device_error",
        f"备份“{written.path.name}”写到“{written.path.parent}”后再读出来不一样，已作废。"
        "这块盘可能坏了，请换一个文件夹或 U 盘再备份一次。",
        written.path,
    )
