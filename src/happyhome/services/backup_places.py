"""Where backups lie: on this disk, and at a second place (a stick or another disk) when it is there."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from happyhome.files.environment import is_folder
from happyhome.services.backup_copies import second_place
from happyhome.services.backup_memory import HERE, SECOND, Saved, recall
from happyhome.services.session import Folders, Services
from happyhome.store.backup import Backup, list_backups, newest_of


@dataclass(frozen=True, slots=True)
class Place:
    """One place for backups, and what was last saved there.

    ``key`` is "here" or "second"; ``path`` None where no second place is set. ``newest`` is what was last saved
    there, remembered where the place is not present now; ``is_verified``: it was opened, checked and counted (and
    read back, at the second place). ``free`` in bytes, None where nobody can say. ``missed_since`` is the first
    backup after which the place was not there; ``trouble`` the sentence of the last copy that failed.
    ``is_same_disk``: the second place is on the very disk it should stand in for.
    """

    key: str
    path: Path | None
    is_reachable: bool
    newest: Backup | None = None
    is_verified: bool = False
    count: int = 0
    free: int | None = None
    missed_since: datetime | None = None
    trouble: str = ""
    is_same_disk: bool = False


def places(services: Services) -> tuple[Place, ...]:
    """This disk and the second place, in this order; both always, and nothing is opened for it."""
    folders, now, key = services.folders, services.now(), services.store.key
    path = second_place(services)
    return (
        _place(HERE, folders.backups, recall(folders, HERE, key), now),
        Place(SECOND, None, False) if path is None else _second(path, folders, now, key),
    )


def _second(path: Path, folders: Folders, now: datetime, key: bytes | None) -> Place:
    found = _place(SECOND, path, recall(folders, SECOND, key), now)
    return replace(found, is_same_disk=found.is_reachable and _device(path) == _device(folders.data))


def _place(key: str, path: Path, saved: Saved, now: datetime) -> Place:
    known = saved if saved.where == str(path) else Saved()
    is_reachable = is_folder(path)
    found = list_backups(path) if is_reachable else []
    newest = newest_of(found, now) if is_reachable else known.backup
    is_known = newest is not None and newest.path.name == known.name
    is_verified = is_known and (not is_reachable or _size(path / known.name) == known.size)
    return Place(
        key,
        path,
        is_reachable,
        known.backup if is_known else newest,
        is_verified,
        len(found),
        _free(path),
        known.missed_since,
        known.trouble,
    )


def _free(path: Path) -> int | None:
    folder = path if path.exists() else path.parent  # before the first backup there is no folder of them
    try:
        return shutil.disk_usage(folder).free
    except OSError:  # a stick that is away
        return None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _device(path: Path) -> int:
    try:
        return path.stat().st_dev
    except OSError:
        return -1
