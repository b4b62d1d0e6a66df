"""Sealing an open store: backup, sealed copy, proof, ring, one rename; then the older copies.

The ring is put in place before the sealed file is: beside an open store it counts for nothing (``ring_of``), so
the one rename is the moment of sealing, and whatever the power does there is a whole store that opens.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from happyhome.domain.names import clean_name
from happyhome.domain.problems import Refusal, refuse
from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import EnvironmentRefusal, explain
from happyhome.files.writing import in_the_making, put_in_place
from happyhome.services.backup_memory import remember_if_can
from happyhome.services.passwords import check_password
from happyhome.services.safety import run_or_raise, tell_event
from happyhome.services.sealing_copies import open_copies, opened_papers, seal_open_copies, second_place
from happyhome.services.session import Folders, Services, Unlocked
from happyhome.store.alone import alone
from happyhome.store.backup import Backup, check_file, make_backup
from happyhome.store.engine import Store
from happyhome.store.keys.codes import new_code
from happyhome.store.keys.ring import Ring
from happyhome.store.keys.ring_files import is_open_text, keep_ring, ring_of
from happyhome.store.keys.sealing import new_ring, with_password, with_recovery
from happyhome.store.migrate import bring_up
from happyhome.store.sealed_copy import copy_sealed, same_content, second_name

Progress = Callable[[int, int, str], None]
LONGEST_OPERATOR = 20
_STEPS = 5


@dataclass(frozen=True, slots=True)
class Sealed:
    """What sealing came to: the key to open the services with, the code for the sheet (shown once, kept
    nowhere), the backup made before, and older copies in the clear that this program could not seal."""

    unlocked: Unlocked
    code: str = field(repr=False)
    backup: Backup
    still_open: tuple[Path, ...] = ()


def check_name(name: str) -> str:
    """An operator's name as it is kept; refuses (name_missing, name_long)."""
    cleaned = clean_name(name)
    if not cleaned:
        raise refuse("name_missing", "请写上操作员的姓名：每一步操作都记在这个名字下。", "operator")
    if len(cleaned) > LONGEST_OPERATOR:
        raise refuse("name_long", f"操作员的姓名最多 {LONGEST_OPERATOR} 个字，请写短一些。", "operator")
    return cleaned


def seal_store(
    folders: Folders,
    operator: str,
    password: str,
    now: datetime,
    *,
    progress: Progress = lambda done, total, text: None,
    disk: Disk = REAL,
) -> Sealed:
    """Seal a closed, open-text store: backup, sealed copy, check, counts, one rename; then the old backups.

    Refuses (already_sealed, file_missing, store_in_use, password_…); raises EnvironmentRefusal. A failure at
    any step leaves the open store or the sealed one, whole, with its ring.
    """
    name = check_name(operator)
    check_password(name, password)
    if not folders.store.is_file():
        raise refuse("file_missing", "还没有数据可以加锁。请先打开程序，填好幸福院名称。")
    if not is_open_text(folders.store):
        raise refuse("already_sealed", "这份数据已经加了锁，不用再加一次。")
    try:
        return _sealed(folders, name, password, now, progress, disk)
    except OSError as error:
        raise explain(error, folders.store) from error


def _sealed(
    folders: Folders, name: str, password: str, now: datetime, progress: Progress, disk: Disk
) -> Sealed:
    log = Path(f"{folders.store}-wal")
    if log.exists():  # left by a killed program; SQLite will remove it as it is
        second_name(log)
    progress(0, _STEPS, "正在备份，并核对备份")
    backup = _backed_up(folders, now, disk)
    code = new_code()
    ring, key = new_ring()
    ring = with_recovery(with_password(ring, key, name, password, now), key, code, now)
    is_lasting = _put(folders, Unlocked(name, key), ring, now, progress, disk)
    progress(4, _STEPS, "正在给以前的备份也加锁")
    still_open = _rest(folders, ring, key, is_lasting, disk)
    progress(_STEPS, _STEPS, "加好锁了")
    return Sealed(Unlocked(name, key), code, backup, still_open)


def _rest(folders: Folders, ring: Ring, key: bytes, is_lasting: bool, disk: Disk) -> tuple[Path, ...]:
    """Seal what else lies open, and say what stayed so.

    It is sealed by now and nobody has seen the recovery code: whatever fails here must not keep that from being
    shown. What is open is named with it, and the next start tries once more.
    """
    further = None
    with suppress(OSError, EnvironmentRefusal, Refusal):
        further = second_place(folders, key)
        if is_lasting:
            return seal_open_copies(folders, ring, key, further, disk)
    return (*open_copies(folders, further), *opened_papers(folders))


def _backed_up(folders: Folders, now: datetime, disk: Disk) -> Backup:
    store = Store(folders.store)
    try:
        bring_up(store, folders.backups, now)
        made = make_backup(store, folders.backups, now, "before-sealing", disk)
        remember_if_can(folders, made, disk)
        return made
    finally:
        store.close()


def _put(folders: Folders, who: Unlocked, ring: Ring, now: datetime, progress: Progress, disk: Disk) -> bool:
    """Make the sealed file and give it the store's name; whether that is certain to outlast a power cut."""
    with in_the_making(folders.data, disk) as made, ExitStack() as held:
        raw = held.enter_context(alone(folders.store, None, "加锁"))
        progress(1, _STEPS, "正在写加了锁的数据")
        copy_sealed(raw, made, who.key)
        progress(2, _STEPS, "正在逐行核对")
        same_content(raw, made, who.key)
        _tell(made, folders, who, now)
        progress(3, _STEPS, "正在换上加了锁的数据")
        try:
            keep_ring(folders.ring, ring, disk)
            second_name(folders.store)
            if os.name == "nt":  # where an open file cannot be replaced
                held.close()
            put_in_place(made, folders.store, lambda one: _check(one, who.key), disk=disk)
        except BaseException as error:
            if is_open_text(folders.store):
                with suppress(OSError):  # it counts for nothing beside an open store
                    disk.remove(folders.ring)
                raise
            if not isinstance(error, EnvironmentRefusal):
                raise
            return False  # it stands, but the folder was not flushed: nothing open may be thrown away yet
    return ring_of(folders.store) == ring


def _tell(made: Path, folders: Folders, who: Unlocked, now: datetime) -> None:
    """The sealed file tells of its sealing before it takes the store's place, so that it always does."""
    store = Store(made, who.key)
    try:
        run_or_raise(
            Services(store, folders, lambda: now).as_operator(who.operator),
            tell_event,
            event="sealed",
            subject=who.operator,
        )
    finally:
        store.close()


def _check(made: Path, key: bytes) -> None:
    check_file(made, key)
    if is_open_text(made):
        raise refuse("sealing_unsound", "加锁没有生效，已作废，原来的数据没有动。请把这句话告诉维护的人。")
