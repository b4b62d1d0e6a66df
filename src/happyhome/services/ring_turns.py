"""Changing the key ring and telling the records of it: two files, and still one act.

The ring is the truth of who can open, and its one rename is the moment of the act. It carries along what the records
are to say of it (``Ring.untold``), so whatever fails or is killed after that moment, the next opening tells it; and what
fails before has changed neither.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from happyhome.domain.homes import Home
from happyhome.domain.problems import Refusal, refuse
from happyhome.domain.safety_events import EVENTS, SafetyEvent
from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import EnvironmentRefusal
from happyhome.services.safety import run_or_raise
from happyhome.services.session import Folders, Services, operation
from happyhome.store.ids import new_id
from happyhome.store.keys.ring import Ring, Untold
from happyhome.store.keys.ring_files import keep_ring, ring_of
from happyhome.store.work import Work

Change = Callable[[Ring, bytes], Ring]
_LABELS: Final = {one.key: one.label for one in EVENTS}
_LATE: Final = "当时没有写进记录，后来补记"


def needed_ring(folders: Folders) -> Ring:
    """The ring of the records; refuses (not_sealed) where they are open."""
    ring = ring_of(folders.store)
    if ring is None:
        raise _not_sealed()
    return ring


def turn(
    services: Services, disk: Disk, change: Change, event: str, subject: str = "", note: str = ""
) -> None:
    """Write the changed ring, and tell of it; raised is only what left both as they were. Two windows take turns."""
    key = services.store.key
    if key is None:
        raise _not_sealed()
    at = services.now().isoformat(timespec="seconds")
    told = Untold(new_id(), event, subject, note, services.operator, at)
    made: list[Ring] = []
    try:
        run_or_raise(
            services,
            _turned,
            key=key,
            change=change,
            disk=disk,
            folders=services.folders,
            told=told,
            made=made,
        )
    except (Refusal, EnvironmentRefusal, OSError):
        present = needed_ring(services.folders)
        if not made or (present.slots != made[-1].slots and told not in present.untold):
            raise
    tell_untold(services, disk)


@operation("保护")
def _turned(
    work: Work, *, key: bytes, change: Change, disk: Disk, folders: Folders, told: Untold, made: list[Ring]
) -> None:
    _tell(work, told, told.note)
    changed = change(needed_ring(folders), key)
    made.append(replace(changed, untold=(*changed.untold, told)))
    keep_ring(folders.ring, made[-1], disk)


def _tell(work: Work, told: Untold, note: str) -> None:
    """As ``safety.note_event``, with an id that is known before."""
    work.label = _LABELS[told.event]
    if work.find(Home):
        work.insert(SafetyEvent(id=told.id, event=told.event, subject=told.subject, note=note))


def tell_untold(services: Services, disk: Disk = REAL) -> None:
    """Tell the records of every change of the ring that they do not know yet, under who did it and when.

    Call it once the records are open. What cannot be written now stays in the ring for the next opening.
    """
    try:
        ring = ring_of(services.folders.store) if services.store.key is not None else None
        if ring is None or not ring.untold:
            return
        disk.sync_folder(services.folders.data)  # else the power may bring back the ring of before
        for one in ring.untold:
            run_or_raise(_as_then(services, one), _told_late, told=one)
        run_or_raise(services, _cleared, folders=services.folders, told=ring.untold, disk=disk)
    except (OSError, EnvironmentRefusal, Refusal):
        return


def _as_then(services: Services, told: Untold) -> Services:
    at = datetime.fromisoformat(told.at)
    return replace(services, clock=lambda: at).as_operator(told.operator)


@operation("保护")
def _told_late(work: Work, *, told: Untold) -> None:
    if told.event in _LABELS and work.get(SafetyEvent, told.id) is None:
        _tell(work, told, "；".join(one for one in (told.note, _LATE) if one))


@operation("保护")
def _cleared(work: Work, *, folders: Folders, told: tuple[Untold, ...], disk: Disk) -> None:
    """In a transaction only for its turn: a ring is never written by two."""
    ring = needed_ring(folders)
    keep_ring(folders.ring, replace(ring, untold=tuple(one for one in ring.untold if one not in told)), disk)


def _not_sealed() -> Refusal:
    return refuse("not_sealed", "这份数据还没有加锁，没有密码可管。请先在“设置 → 保护”里给数据加锁。")
