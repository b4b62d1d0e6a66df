"""Backups as the clerk meets them: made by hand, by the clock, before a heavy act; here and at a second place."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import EnvironmentRefusal, explain
from happyhome.services.backup_copies import HOUSEKEEPING, copy_to_second, is_ours, note_carried_off
from happyhome.services.backup_memory import remember_here
from happyhome.services.safety import PROGRAM
from happyhome.services.session import Services
from happyhome.store import backup as stored
from happyhome.store.audit import operations
from happyhome.store.backup import Backup
from happyhome.store.backup.kept import KEPT_DAYS, KEPT_NEWEST, thin_kept
from happyhome.store.keys.ring_files import ring_of

__all__ = [
    "KEPT_DAYS", "KEPT_NEWEST", "Backup", "back_up", "back_up_before", "backups", "check_store", "copy_to_second", "kept_files",
    "latest_backup", "look_into", "unsaved_since",
]  # fmt: skip

BY_HAND: Final = frozenset({"manual", "stick"})
"""Reasons of backups that somebody asked for. Of the others it is told under the program's own name."""


def back_up(
    services: Services,
    folder: Path | None = None,
    reason: str = "manual",
    disk: Disk = REAL,
    *,
    second: bool = True,
) -> Backup:
    """Make a verified backup now, in ``folder``, or in the automatic place and, where it is there, the second one.

    Without ``second`` only in the automatic place; ``copy_to_second`` may then be called beside.
    What went wrong beside the backup itself (thinning, the second place) is its ``trouble``. Raises
    EnvironmentRefusal where the place cannot take it; a Refusal means the copy was unsound.
    """
    now = services.now()
    if reason not in BY_HAND:
        services = services.as_operator(PROGRAM)
    if folder is not None:
        _reach(folder)
        made = stored.make_backup(services.store, folder, now, reason, disk)
        return replace(made, trouble=note_carried_off(services, made))
    made = _made_here(services, now, reason, disk)
    told = (made.trouble, copy_to_second(services, made, disk) if second else "")
    return replace(made, trouble="\n".join(one for one in told if one))


def back_up_before(services: Services, reason: str, disk: Disk = REAL) -> Backup | None:
    """A verified backup before a heavy act; None where the newest holds everything, or nothing was recorded yet.

    Raises as ``back_up``: then the act must not be begun.
    """
    return _made_here(services, services.now(), reason, disk) if needs_backup(services) else None


def needs_backup(services: Services) -> bool:
    """Whether something was recorded that no verified backup here holds yet."""
    return not is_empty(services) and unsaved_since(services) is not None


def _made_here(services: Services, now: datetime, reason: str, disk: Disk) -> Backup:
    place = services.folders.backups
    made = stored.make_backup(services.store, place, now, reason, disk)
    trouble = ""
    try:
        stored.thin(place, now, lambda path: path == made.path or is_ours(services, path), disk=disk)
        remember_here(services.folders, made, disk, services.store.key)
        ring = ring_of(services.folders.store) if services.store.key is not None else None
        thin_kept(services.folders.data, place, now, services.store.key, ring.id if ring else "", disk)
    except (OSError, EnvironmentRefusal) as error:
        found = explain(error, made.path) if isinstance(error, OSError) else error
        trouble = f"备份已经写好，只是旧备份没有整理成：{found.text}"
    return replace(made, trouble=trouble)


def _reach(folder: Path) -> None:
    """Not its parents: a stick that is gone must not become a folder of the disk."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise explain(error, folder / "happyhome.db") from error


def unsaved_since(services: Services) -> datetime | None:
    """The moment of the newest operation that no verified backup here holds yet, None when all are held.

    It is told by the operations themselves, so that a wrong clock cannot hide any.
    """
    latest = services.ask(operations, limit=1)
    if not latest:
        return None
    newest = stored.newest_of(stored.list_backups(services.folders.backups), services.now())
    if newest is not None and stored.holds_all(services.store, newest.path, HOUSEKEEPING):
        return None
    return latest[0].at


def is_empty(services: Services) -> bool:
    """Whether nothing was recorded yet but the home's own settings."""
    with services.store.reading() as raw:
        counts = dict(stored.first_counts(raw))
    return not any(count for name, count in counts.items() if name != "operation")


def backups(services: Services) -> tuple[Backup, ...]:
    """The automatic backups, newest first."""
    return tuple(stored.list_backups(services.folders.backups))


def latest_backup(services: Services) -> datetime | None:
    """When the newest backup was made, None before the first; one dated in the future does not count."""
    found = stored.newest_of(stored.list_backups(services.folders.backups), services.now())
    return found.made_at if found else None


def check_store(services: Services) -> tuple[tuple[str, int], ...]:
    """Open the store's file on its own, check it whole and count it; refuses when damaged."""
    with services.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
    return stored.check_file(services.store.path, services.store.key)


def kept_files(services: Services) -> tuple[Backup, ...]:
    """What restoring put aside: the records as they were before each, newest first."""
    return tuple(stored.list_backups(services.folders.data))


def look_into(services: Services, path: Path, key: bytes | None = None) -> tuple[tuple[str, int], ...]:
    """How many rows of each counted register a backup holds; ``key`` where another ring sealed it.

    Refuses (file_damaged, file_sealed, file_other_key, file_newer) what cannot be used.
    """
    if key is not None:
        return stored.check_file(path, key)
    ring = ring_of(services.folders.store) if services.store.key is not None else None
    return stored.check_file(path, services.store.key, ring.id if ring else "")
