"""Backups as the clerk meets them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from happyhome.services.session import Services
from happyhome.store import backup as stored
from happyhome.store.backup import Backup

__all__ = ["Backup", "back_up", "backups", "check_store", "kept_files", "latest_backup", "look_into"]


def back_up(services: Services, folder: Path | None = None, reason: str = "manual") -> Backup:
    """Make a verified backup now, in ``folder`` or the automatic place, and thin the old ones there.

    OSError means the place cannot take it; a Refusal means the copy was unsound.
    """
    place = folder or services.folders.backups
    if folder is not None:
        folder.mkdir(
            exist_ok=True
        )  # not its parents: a stick that is gone must not become a folder of the disk
    made = stored.make_backup(services.store, place, services.now(), reason)
    if folder is None:
        stored.thin(place, services.now())
    return made


def backups(services: Services) -> tuple[Backup, ...]:
    """The automatic backups, newest first."""
    return tuple(stored.list_backups(services.folders.backups))


def latest_backup(services: Services) -> datetime | None:
    """When the newest backup was made, None before the first."""
    found = stored.list_backups(services.folders.backups)
    return found[0].made_at if found else None


def check_store(services: Services) -> tuple[tuple[str, int], ...]:
    """Open the store's file on its own, check it whole and count it; refuses when damaged."""
    with services.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
    return stored.check_file(services.store.path, services.store.key)


def kept_files(services: Services) -> tuple[Backup, ...]:
    """What restoring put aside: the records as they were before each, newest first."""
    return tuple(stored.list_backups(services.folders.data))


def look_into(services: Services, path: Path) -> tuple[tuple[str, int], ...]:
    """How many rows of each counted register a backup holds; refuses (file_damaged) what is none."""
    return stored.check_file(path, services.store.key)
