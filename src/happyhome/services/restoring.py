"""Putting a backup in place of the present records, which are kept beside it.

The backup is made ready in a temporary file: sealed as it must be, brought to today's schema, given a new life. Then
one rename makes it the records. Whatever fails before leaves those there were, whatever comes after has them new.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from happyhome.domain.problems import Refusal, refuse
from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import EnvironmentRefusal, explain
from happyhome.files.holding import whoever
from happyhome.files.private import make_private
from happyhome.files.writing import in_the_making, put_in_place
from happyhome.services import backup_previews, backups
from happyhome.services.backup_previews import Preview, open_present, present_ring
from happyhome.services.restored_notes import note_restored, second_here
from happyhome.services.safety import run_or_raise
from happyhome.services.sealing_copies import open_copies, seal_open_copies, second_place
from happyhome.services.session import Folders, Services
from happyhome.store import backup as stored
from happyhome.store.backup import Backup
from happyhome.store.backup.checking import ring_with
from happyhome.store.backup.kept import carry_ring
from happyhome.store.backup.restoring import (
    copy_records,
    keep_present,
    keep_ring_alone,
    seal_records,
    settle,
    undo_exchange,
)
from happyhome.store.engine import Store
from happyhome.store.instances import begin_instance
from happyhome.store.keys.next_ring import lay_ready, take_up
from happyhome.store.keys.ring import Ring
from happyhome.store.keys.ring_files import is_open_text, ring_of
from happyhome.store.migrate import newest, upgrade, version_of
from happyhome.store.proof import verify
from happyhome.store.reading import Reading

__all__ = ["Preview", "Rescue", "Restored", "restore_backup", "restore_into", "ring_of_backup"]

Progress = Callable[[int, int, str], None]
_STEPS: Final = 4
_MOST_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it. ``kept`` is where the present file went, None where there was none; ``before`` the backup
    made of it first, where anything was not in one yet. ``key`` opens the records from now on: services that
    were opened with another must be opened anew. ``faults`` are those of its audit: a hand in an open backup, or
    bits that rotted; it is restored all the same, since there may be nothing better, and they are told.
    ``still_open`` are older copies that anybody can read, beside records that are sealed now."""

    source: Path
    kept: Path | None
    counts: tuple[tuple[str, int], ...]
    instance: str
    faults: tuple[str, ...] = ()
    before: Backup | None = None
    key: bytes | None = field(default=None, repr=False)
    still_open: tuple[Path, ...] = ()

    @property
    def still_open_text(self) -> str:
        """The sentence about ``still_open``, "" for none."""
        if not self.still_open:
            return ""
        names = "、".join(path.name for path in self.still_open[:_MOST_NAMED])
        more = f"等 {len(self.still_open)} 个" if len(self.still_open) > _MOST_NAMED else ""
        return (
            f"现在的数据加了锁，可旁边还有没加锁的旧文件，谁都能打开：{names}{more}。"
            "不要的请删去；这里自己的旧备份，可以到“设置 → 保护”里再试着加锁。"
        )


@dataclass(frozen=True, slots=True)
class _Plan:
    """What was found before anything is written. ``ring`` is the one to put in place, None where none changes."""

    source_key: bytes | None = field(repr=False)
    final_key: bytes | None = field(repr=False)
    ring: Ring | None
    has_to_seal: bool


def restore_backup(
    folders: Folders,
    source: Path,
    now: datetime,
    key: bytes | None = None,
    *,
    source_key: bytes | None = None,
    operator: str = "",
    progress: Progress = lambda done, total, text: None,
    disk: Disk = REAL,
) -> Restored:
    """Make ``source`` the records of ``folders``. The store must be closed.

    ``key`` opens the present records; ``source_key`` the backup, where another ring sealed it. The present ring
    stays where the backup's has its id: an old password must not come back. An open backup is sealed where the
    present records are. Refuses (file_missing, file_same, file_damaged, file_sealed, file_other_key, file_newer,
    store_in_use) with the present records in their place; raises EnvironmentRefusal where the folder cannot take it.
    """
    if folders.store.exists() and source.exists() and source.samefile(folders.store):
        raise refuse("file_same", "这就是正在用的数据文件，不用恢复。请选择一份备份。", "file")
    try:
        make_private(folders.data)
        take_up(folders.store, disk)
        progress(0, _STEPS, "正在核对备份")
        plan = _planned(folders, source, key, source_key)
        progress(1, _STEPS, "正在给现在的数据做一份备份")
        second, before = second_here(folders, key, now), _backed_up(folders, key, now, operator, disk)
        with in_the_making(folders.data, disk) as made:
            progress(2, _STEPS, "正在准备恢复的数据")
            ready = _made_ready(made, source, folders, plan, now, operator, second, disk)
            progress(3, _STEPS, "正在换上恢复的数据")
            kept = _exchanged(made, folders, plan, key, now, disk)
    except OSError as error:
        raise explain(error, folders.store, source.stat().st_size if source.is_file() else None) from error
    if kept is not None:
        carry_ring(kept, disk)
    still_open = _seal_older(folders, plan, progress, disk)
    progress(_STEPS, _STEPS, "恢复好了")
    return Restored(source, kept, *ready, before, plan.final_key, still_open)


def _seal_older(folders: Folders, plan: _Plan, progress: Progress, disk: Disk) -> tuple[Path, ...]:
    """Beside records that are sealed now, what everybody can still read: sealed, too; what could not be.

    Nothing is raised: the records are restored, and a start finds again what is open.
    """
    if plan.final_key is None or not open_copies(folders):
        return ()
    progress(_STEPS - 1, _STEPS, "正在给以前的备份也加锁")
    try:
        ring = ring_of(folders.store)
        further = second_place(folders, plan.final_key)
        return () if ring is None else seal_open_copies(folders, ring, plan.final_key, further, disk)
    except (OSError, EnvironmentRefusal, Refusal):
        return open_copies(folders)


def _planned(folders: Folders, source: Path, key: bytes | None, source_key: bytes | None) -> _Plan:
    present = present_ring(folders)
    is_sealed = folders.store.exists() and not is_open_text(folders.store) and present is not None
    found = ring_with(source) if source.is_file() and not is_open_text(source) else None
    is_same = found is None or (present is not None and found.id == present.id)
    opens = source_key or key
    own = found.id if found is not None and (is_same or source_key) else present.id if present else ""
    stored.check_file(source, opens, own)
    if not is_open_text(source):
        keeps = is_same and present is not None and (present.is_whole or found is None or not found.is_whole)
        return _Plan(opens, opens, None if keeps else found, False)
    if not is_sealed:
        return _Plan(None, None, None, False)
    if key is None:
        raise refuse(
            "store_sealed",
            "现在的数据加了锁，没有加锁的备份要用现在的钥匙锁上才能恢复。请先输入密码或恢复码。",
        )
    return _Plan(None, key, None, True)


def _backed_up(
    folders: Folders, key: bytes | None, now: datetime, operator: str, disk: Disk
) -> Backup | None:
    """A verified backup of the present records, where they open and hold what no backup does."""
    if not folders.store.exists():
        return None
    services = open_present(folders, key, now, operator)
    if services is None:  # damaged, or nobody has the key: the file is kept as it is
        return None
    try:
        return backups.back_up_before(services, "before-restore", disk)
    finally:
        services.close()


def _made_ready(
    made: Path,
    source: Path,
    folders: Folders,
    plan: _Plan,
    now: datetime,
    operator: str,
    second: str,
    disk: Disk,
) -> tuple[tuple[tuple[str, int], ...], str, tuple[str, ...]]:
    """The temporary file as the records will be; its counts and faults as the backup had them, and its new life."""
    if plan.has_to_seal and plan.final_key is not None:
        seal_records(source, made, plan.final_key)
    else:
        copy_records(source, made, folders.store, disk)
    store = Store(made, plan.final_key)
    try:
        with store.reading() as raw:
            counts = stored.first_counts(raw)
        if version_of(store) != newest():
            upgrade(store)
        with store.reading() as raw:
            faults = tuple(verify(Reading(raw)))
        instance = begin_instance(store, "restored", now)
        services = Services(store, folders, lambda: now, operator or whoever(), is_named=bool(operator))
        run_or_raise(
            services, note_restored, source=source.name, counts=counts, faults=len(faults), second=second
        )
    finally:
        store.close()
    settle(made, plan.final_key)
    return counts, instance, faults


def _exchanged(
    made: Path, folders: Folders, plan: _Plan, key: bytes | None, now: datetime, disk: Disk
) -> Path | None:
    store = folders.store
    ring = folders.ring.read_bytes() if folders.ring.exists() else None
    with ExitStack() as held:
        kept = keep_present(store, key, now, held, disk) if store.exists() else None
        try:
            if plan.ring is not None:
                if kept is None and ring is not None:
                    keep_ring_alone(store, ring, now, disk)
                lay_ready(store, made, plan.ring, disk)
            if os.name == "nt":  # where an open file cannot be replaced
                held.close()
            put_in_place(made, store, lambda one: _check(one, plan), disk=disk)
            take_up(store, disk)
        except Exception:  # whatever it is, it goes on; but the records are those there were
            undo_exchange(store, kept, ring)
            raise
    return kept


def _check(made: Path, plan: _Plan) -> None:
    stored.check_file(made, plan.final_key)


@dataclass(frozen=True, slots=True)
class Rescue:
    """What can still be done where the records themselves do not open: look at copies, and put one in place."""

    folders: Folders
    now: Callable[[], datetime]
    key: bytes | None = field(default=None, repr=False)

    def copies(self) -> tuple[Backup, ...]:
        """Backups, and what earlier restoring put aside; newest first."""
        found = [*stored.list_backups(self.folders.backups), *stored.list_backups(self.folders.data)]
        return tuple(sorted(found, key=lambda one: one.made_at, reverse=True))

    def look_into(self, path: Path) -> tuple[tuple[str, int], ...]:
        """How many rows of each counted register a copy holds; refuses (file_damaged) what is none."""
        return stored.check_file(path, self.key)

    def preview(self, path: Path, key: bytes | None = None) -> Preview:
        """As ``backup_previews.preview``; there are no present records to compare with."""
        return backup_previews.preview_file(self.folders, path, key or self.key)

    def restore(
        self,
        source: Path,
        key: bytes | None = None,
        progress: Progress = lambda done, total, text: None,
        *,
        operator: str = "",
    ) -> Restored:
        """As ``restore_backup``; ``key`` where the backup was sealed by another ring, ``operator`` who does it."""
        return restore_backup(
            self.folders, source, self.now(), self.key, source_key=key, operator=operator, progress=progress
        )


def ring_of_backup(source: Path) -> Ring | None:
    """The ring that a backup was sealed under, which its password, code or township's key opens; None for open text.

    Refuses (ring_damaged); raises OSError.
    """
    return ring_with(source) if source.is_file() and not is_open_text(source) else None


def restore_into(
    services: Services,
    source: Path,
    source_key: bytes | None = None,
    progress: Progress = lambda done, total, text: None,
    *,
    operator: str = "",
) -> Restored:
    """As ``restore_backup``, for services that go on being used: every connection is let go before and after.
    ``operator`` is who does it, where another than the services' opened the copy.

    Call it where nothing else writes. What was read before is out of date when it returns; where the key is
    another now (``Restored.key``), these services open nothing any more.
    """
    services.close()
    try:
        return restore_backup(
            services.folders,
            source,
            services.now(),
            services.store.key,
            source_key=source_key,
            operator=operator or services.operator,
            progress=progress,
        )
    finally:
        services.close()  # whatever was opened meanwhile still reads the file that was put aside
