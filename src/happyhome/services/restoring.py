"""Putting a backup in place of the present records, which are kept beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from happyhome.domain.problems import Refusal, refuse
from happyhome.files.environment import explain
from happyhome.services.session import Folders, Services
from happyhome.store import backup as stored
from happyhome.store.backup import Backup
from happyhome.store.engine import Store
from happyhome.store.migrate import bring_up


def restore_backup(folders: Folders, source: Path, now: datetime, key: bytes | None = None) -> Path | None:
    """Make ``source`` the records of ``folders``; where the present file went, None where there was none.

    The store must be closed. Refuses (file_missing, file_damaged, file_newer) with the present
    file in its place; raises EnvironmentRefusal where the folder cannot take it.
    """
    if not source.is_file():
        raise refuse("file_missing", f"没有找到备份文件“{source}”。请核对路径，或重新插好 U 盘。", "file")
    if folders.store.exists() and source.samefile(folders.store):
        raise refuse("file_same", "这就是正在用的数据文件，不用恢复。请选择一份备份。", "file")
    folders.data.mkdir(parents=True, exist_ok=True)
    try:
        kept = stored.restore(source, folders.store, key, now)
    except OSError as error:  # copying names the backup, and it is the data folder that has no room
        raise explain(error, folders.store, source.stat().st_size) from error
    try:
        _open_once(folders, now, key)
    except Refusal:
        stored.put_back(kept, folders.store)
        raise
    except OSError as error:  # an older backup could not be brought to today's schema: no room for that
        stored.put_back(kept, folders.store)
        raise explain(error, folders.store) from error
    return kept


def _open_once(folders: Folders, now: datetime, key: bytes | None) -> None:
    """An older file is brought to today's schema; one of a newer program is refused."""
    store = Store(folders.store, key)
    try:
        bring_up(store, folders.backups, now)
    finally:
        store.close()


@dataclass(frozen=True, slots=True)
class Rescue:
    """What can still be done where the records themselves do not open: look at copies, and put one in place."""

    folders: Folders
    now: Callable[[], datetime]
    key: bytes | None = None

    def copies(self) -> tuple[Backup, ...]:
        """Backups, and what earlier restoring put aside; newest first."""
        found = [*stored.list_backups(self.folders.backups), *stored.list_backups(self.folders.data)]
        return tuple(sorted(found, key=lambda one: one.made_at, reverse=True))

    def look_into(self, path: Path) -> tuple[tuple[str, int], ...]:
        """How many rows of each counted register a copy holds; refuses (file_damaged) what is none."""
        return stored.check_file(path, self.key)

    def restore(self, source: Path) -> Path | None:
        """As ``restore_backup``."""
        return restore_backup(self.folders, source, self.now(), self.key)


def restore_into(services: Services, source: Path) -> Path | None:
    """As ``restore_backup``, for services that go on being used: every connection is let go before and after.

    Call it where nothing else writes. What was read before is out of date when it returns.
    """
    services.close()
    try:
        return restore_backup(services.folders, source, services.now(), services.store.key)
    finally:
        services.close()  # whatever was opened meanwhile still reads the file that was put aside
