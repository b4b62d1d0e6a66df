"""Whether the records' folder can be worked in at all: there, with room, and with a file in it that is one."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Final

from happyhome.domain.problems import refuse
from happyhome.files.environment import EnvironmentRefusal, size_text
from happyhome.files.private import make_private
from happyhome.services.session import Folders
from happyhome.store.migrate import check_new

LEAST_ROOM: Final = 20 << 20
NO_ROOM: Final = 1 << 20
"""Bytes free on the records' disk: below the first a day may not fit, below the second nothing does."""
_MOUNTS: Final = ("/media", "/run/media", "/Volumes")


class LittleRoom(EnvironmentRefusal):
    """The records' disk is nearly full (disk_low) or full (disk_full); ``free`` in bytes."""

    def __init__(self, folders: Folders, free: int) -> None:
        super().__init__(
            "disk_low" if free >= NO_ROOM else "disk_full",
            f"数据文件夹所在的磁盘只剩 {size_text(free)}，至少要有 {size_text(LEAST_ROOM)} 才能放心记录。"
            "请清空回收站，删去下载的文件和视频，再打开。",
            folders.store,
        )
        self.free = free


def reach(folders: Folders) -> None:
    """Make the folder where it is missing. Raises OSError: ENOENT where the disk it lies on is not there, EROFS
    where nothing can be written on it, which SQLite would call a missing permission, EACCES where the file is read-only."""
    missing = _missing_disk(folders.data)
    if missing is not None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(missing))
    make_private(folders.data)
    if hasattr(os, "statvfs") and os.statvfs(folders.data).f_flag & os.ST_RDONLY:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(folders.store))
    if folders.store.is_file() and not os.access(
        folders.store, os.W_OK
    ):  # brought from a CD, or marked so: reads alone
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folders.store))


def _missing_disk(folder: Path) -> Path | None:
    """The stick or disk a folder lies on, where it is not plugged in: it must not be made as a folder."""
    if folder.exists():
        return None
    whole = folder.absolute()
    for mounts in _MOUNTS:
        if not whole.is_relative_to(mounts):
            continue
        levels = 1 if mounts == "/Volumes" else 2  # /media/li/STICK; some systems leave the user out
        steps = whole.relative_to(mounts).parts[:levels]
        disk = Path(mounts, *steps)
        if not disk.is_dir() and not Path(mounts, *steps[:1]).is_mount():
            return disk
    return None


def check_room(folders: Folders, *, is_accepted: bool) -> None:
    """Refuse to begin on a disk that is nearly full; ``is_accepted`` lets one go on that has a little.

    Raises EnvironmentRefusal (disk_full, disk_low).
    """
    free = shutil.disk_usage(folders.data).free
    if free < NO_ROOM or (free < LEAST_ROOM and not is_accepted):
        raise LittleRoom(folders, free)


def check_file_there(folders: Folders) -> None:
    """Before the file is touched: something else of its name, or nothing where there was a store.

    Raises EnvironmentRefusal (not_a_folder); refuses (file_lost).
    """
    store = folders.store
    if store.is_dir():
        raise EnvironmentRefusal(
            "not_a_folder",
            f"“{folders.data}”里该放数据文件的地方有一个叫 {store.name} 的文件夹。"
            "请把这个文件夹改名或移走，放回原来的数据文件，再打开；没有的话，改名后可以用备份恢复。",
            store,
        )
    if store.exists() and store.stat().st_size:
        return
    check_new(store, folders.backups)
    if folders.ring.exists():
        raise refuse(
            "file_lost",
            f"钥匙文件 {folders.ring.name} 还在，可加了锁的数据文件 {store.name} 不见了或是空的，"
            f"“{folders.backups}”里也没有备份。请把数据文件放回“{folders.data}”，或插上存过备份的 U 盘，用备份恢复。"
            f"如果确实要从头开始，请先把 {folders.ring.name} 改名。",
        )
