"""The key ring at the start: which one the store opens by, and a lost or damaged one out of a backup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from happyhome.domain.problems import Refusal, refuse
from happyhome.files.writing import write_file
from happyhome.services.session import Folders
from happyhome.store.backup import Backup, list_backups
from happyhome.store.keys.next_ring import take_up
from happyhome.store.keys.ring import Ring
from happyhome.store.keys.ring_files import MOST_BYTES, is_open_text, keep_ring, read_ring, ring_in
from happyhome.store.soundness import looks_sealed

_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Notice:
    """Something found at the start that the clerk should know, and that stopped nothing."""

    code: str
    text: str


def find_ring(folders: Folders) -> tuple[Ring | None, Notice | None]:
    """The ring to unlock, None for an open store. A lost or damaged ring is taken from a backup's end.

    Refuses (ring_damaged, ring_newer, ring_lost); raises OSError and EnvironmentRefusal.
    """
    store = folders.store
    take_up(store)  # a restoring that the power cut short may have left the ring of the restored file waiting
    if not store.exists() or not store.stat().st_size:
        return None, None
    if is_open_text(store):
        return None, _unfinished(folders) if folders.ring.exists() else None
    try:
        ring = read_ring(folders.ring)
    except Refusal as damaged:
        if damaged.problems[0].code != "ring_damaged":
            raise
        return _from_backup(folders, damaged)
    if ring is not None:
        return (ring, None) if ring.is_whole else _mended(folders, ring)
    return _from_backup(folders, _lost(folders) if looks_sealed(store) else None)


def _unfinished(folders: Folders) -> Notice:
    """Beside an open store: a sealing that was cut short, or, where copies were sealed since, another file's doing."""
    with suppress(Refusal, OSError):  # what cannot be read tells of no seal
        ring = read_ring(folders.ring)
        if ring is not None and any(one.id == ring.id for one, _copy in _rings(folders)):
            return Notice(
                "seal_gone",
                f"数据文件 {folders.store.name} 没有加锁，可这里的备份都是加了锁的：它可能是别处拷来的旧数据，"
                "或者被人换过。请先核对老人和最近的记录对不对；不对，就用一份备份恢复；对，就在“设置 → 保护”里重新加锁。",
            )
    return Notice(
        "sealing_unfinished",
        f"加锁没有做完：数据还没有加锁，和以前一样能用。请在“设置 → 保护”里再加一次（旁边的 {folders.ring.name} 不用管）。",
    )


def _lost(folders: Folders) -> Refusal:
    return refuse(
        "ring_lost",
        f"数据文件 {folders.store.name} 打不开：它像是加了锁的，可旁边的钥匙文件 {folders.ring.name} 不见了，"
        "备份里也没有；要么就是已经损坏。请把钥匙文件找回来放到原处，或用一份备份恢复。",
    )


def _from_backup(folders: Folders, otherwise: Refusal | None) -> tuple[Ring | None, Notice | None]:
    """The ring at the end of the newest copy that carries one; else ``otherwise`` is raised, None is no ring.

    A copy that begins as the store does goes before: a backup of another village may lie here, too.
    """
    own = _beginning(folders.store)
    found = sorted(_rings(folders), key=lambda one: _beginning(one[1].path) != own)
    for ring, copy in found[:1]:
        return _taken(folders, ring, copy.path, copy.made_at), _told(folders, copy.made_at)
    if otherwise is not None:
        raise otherwise
    return None, None


def _mended(folders: Folders, ring: Ring) -> tuple[Ring, Notice]:
    """A ring some of whose slots rotted: with those of the newest sound copy of the same records, where there is one."""
    own = _beginning(folders.store)
    for other, copy in _rings(folders):
        if other.is_whole and _beginning(copy.path) == own:
            mended = ring.mended_by(other)
            return _taken(folders, mended, copy.path, copy.made_at), _told(folders, copy.made_at)
    return ring, Notice(
        "ring_worn",
        f"钥匙文件 {folders.ring.name} 有一部分损坏了，这里的备份里也没有好的。请马上在“设置 → 保护”里"
        "把每个人的密码改一次，并换一张新的恢复单；乡镇的钥匙也请重新添加。",
    )


def _rings(folders: Folders) -> Iterator[tuple[Ring, Backup]]:
    """What the copies here carry, newest first."""
    for folder in (folders.backups, folders.data):
        for copy in list_backups(folder):
            with suppress(Refusal, OSError):  # a copy that is damaged itself: an older one may not be
                ring, _size = ring_in(copy.path)
                if ring is not None:
                    yield ring, copy


def _beginning(path: Path) -> bytes:
    """The salt of a sealed file, which its backups share."""
    with path.open("rb") as file:
        return file.read(_SALT_BYTES)


def _taken(folders: Folders, ring: Ring, source: Path, made_at: datetime) -> Ring:
    """Put it in place; a damaged one is kept beside it, as nothing is thrown away unseen."""
    if folders.ring.exists():
        with folders.ring.open("rb") as file:
            content = file.read(MOST_BYTES)
        write_file(folders.ring.with_name(f"{folders.ring.name}.damaged"), content)
    keep_ring(folders.ring, ring)
    return ring


def _told(folders: Folders, made_at: datetime) -> Notice:
    return Notice(
        "ring_from_backup",
        f"钥匙文件 {folders.ring.name} 丢了或损坏了，已从 {made_at.year}年{made_at.month}月{made_at.day}日 "
        f"{made_at.hour}:{made_at:%M} 的备份里取回。那以后改过的密码不算，请用那时的密码或恢复码。",
    )
