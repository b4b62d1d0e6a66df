"""What lies beside a sealed store and can still be read by anybody: older backups sealed, leftovers overwritten."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from happyhome.domain.problems import Refusal
from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import EnvironmentRefusal, is_folder
from happyhome.files.writing import append, in_the_making, put_in_place
from happyhome.services.backup_memory import remember_sealed, seal_memory
from happyhome.services.session import Folders, Services
from happyhome.services.settings import setting
from happyhome.store.alone import alone
from happyhome.store.backup import check_file, list_backups, opened
from happyhome.store.engine import Store
from happyhome.store.keys.ring import Ring
from happyhome.store.keys.ring_files import ring_of, trailer_of
from happyhome.store.reading import Reading
from happyhome.store.sealed_copy import (
    LEFT,
    STALE,
    copy_sealed,
    left_open,
    overwrite,
    same_content,
    second_name,
)

_OURS_TO_REMOVE = re.compile(
    rf"(\.happyhome-[0-9a-f]{{8}}\.tmp|happyhome.*\.(part|restoring)|happyhome.*{re.escape(LEFT)}|{re.escape(STALE)})"
)


def open_copies(folders: Folders, further: Path | None = None) -> tuple[Path, ...]:
    """Files of ours that anybody can read, beside a sealed store; ``further`` is one more folder of backups."""
    places = (folders.data, folders.backups, *((further,) if further else ()))
    return tuple(path for place in places for path in left_open(place) if path != folders.store)


def second_place(folders: Folders, key: bytes | None) -> Path | None:
    """The second place for backups by the settings, where it is present now."""
    store = Store(folders.store, key)
    try:
        with store.reading() as raw:
            place = str(setting(Reading(raw), "second_backup") or "")
    finally:
        store.close()
    return Path(place) if place and is_folder(Path(place)) else None


def seal_copies(services: Services, disk: Disk = REAL) -> tuple[Path, ...]:
    """Finish what sealing could not do then: seal old backups beside a sealed store; what is still open."""
    ring, key = ring_of(services.folders.store), services.store.key
    if ring is None or key is None:
        return ()
    return seal_open_copies(services.folders, ring, key, second_place(services.folders, key), disk)


def seal_open_copies(
    folders: Folders, ring: Ring, key: bytes, further: Path | None, disk: Disk
) -> tuple[Path, ...]:
    """Seal each open backup of this home with ``key``, its ring at its end; remove leftovers; what stayed open.

    Another home's copy is not ours to seal: who owns it would need our password. In ``further``, a stick that villages
    may share, it is not named either. Call it only when the store's own sealing is on the device.
    """
    homes = _homes_in(folders.store, key)
    for path in open_copies(folders, further):
        try:
            if _OURS_TO_REMOVE.fullmatch(path.name):
                overwrite(path, disk)
            elif _is_backup(path) and not _is_anothers(path, homes):
                _seal_copy(path, ring, key, disk)
                remember_sealed(folders, path, key, disk)
        except (OSError, EnvironmentRefusal, Refusal):
            continue  # it is found again below, and named
    with suppress(OSError, EnvironmentRefusal):  # the next backup writes it again
        seal_memory(folders, key, disk)
    left = [one for one in open_copies(folders, further) if one.parent != further or _concerns_us(one, homes)]
    return (*left, *_emptied(folders, disk))


def _is_backup(path: Path) -> bool:
    return any(one.path == path for one in list_backups(path.parent))


def _homes_in(path: Path, key: bytes | None) -> frozenset[str]:
    with opened(path, key) as raw:
        return frozenset(Reading(raw).scalars("SELECT id FROM home"))


def _is_anothers(path: Path, homes: frozenset[str]) -> bool:
    """Whether a copy is of another home; refuses (file_damaged) what does not open."""
    found = _homes_in(path, None)
    return bool(found and homes and not found & homes)


def _concerns_us(path: Path, homes: frozenset[str]) -> bool:
    try:
        return not (_is_backup(path) and _is_anothers(path, homes))
    except (Refusal, OSError):  # nobody can tell whose it is
        return True


def _seal_copy(path: Path, ring: Ring, key: bytes, disk: Disk) -> None:
    with in_the_making(path.parent, disk) as made:
        with alone(path, None, "加锁") as raw:
            copy_sealed(raw, made, key)
            same_content(raw, made, key)
        append(made, trailer_of(ring), disk=disk, shown=path)
        left = second_name(path)
        put_in_place(made, path, lambda one: _check(one, key), disk=disk)
    if left is not None:
        overwrite(left, disk)


def _check(made: Path, key: bytes) -> None:
    check_file(made, key)


def opened_papers(folders: Folders) -> tuple[Path, ...]:
    """Papers opened with another program: they hold names."""
    found = folders.opened.rglob("*") if folders.opened.is_dir() else ()
    return tuple(sorted(path for path in found if path.is_file()))


def _emptied(folders: Folders, disk: Disk) -> tuple[Path, ...]:
    """Overwrite and remove the opened papers; those that program still holds stay, and are told."""
    held = []
    for path in opened_papers(folders):
        try:
            overwrite(path, disk)
        except OSError:
            held.append(path)
    return tuple(held)
