"""演练: once a month a backup is restored to a temporary place, checked and counted, and the outcome kept."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from happyhome.domain.problems import Refusal, refuse
from happyhome.domain.safety_events import SafetyEvent
from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import explain, is_folder
from happyhome.files.writing import temporary_folder
from happyhome.services.backup_copies import is_anothers, is_ours, second_place
from happyhome.services.backup_memory import HERE, SECOND, recall
from happyhome.services.safety import PROGRAM, run_or_raise
from happyhome.services.session import Services, operation
from happyhome.store.backup import Backup, check_file, first_counts, list_backups, newest_of
from happyhome.store.backup.restoring import copy_records
from happyhome.store.engine import Store
from happyhome.store.keys.ring_files import is_open_text, ring_of
from happyhome.store.migrate import newest, upgrade, version_of
from happyhome.store.proof import verify
from happyhome.store.reading import Reading
from happyhome.store.work import Work

_PLACES: Final = {HERE: "本机", SECOND: "第二处"}


@dataclass(frozen=True, slots=True)
class Drill:
    """What came of one. ``counts`` are the backup's, ``present`` those of the records now; ``seconds`` it took.

    Not ``is_sound``, ``note`` is the sentence why.
    """

    source: Path
    place: str
    made_at: datetime
    is_sound: bool
    counts: tuple[tuple[str, int], ...] = ()
    present: tuple[tuple[str, int], ...] = ()
    seconds: float = 0.0
    note: str = ""


def due(services: Services) -> bool:
    """Whether there is a backup and none was tried in this calendar month."""
    if services.ask(lambda reading: reading.home_or_none) is None:
        return False
    last = last_drill(services)
    if last is not None and last[0].date().replace(day=1) == services.today().replace(day=1):
        return False
    return _source(services) is not None


def last_drill(services: Services) -> tuple[datetime, bool, str] | None:
    """When the last one was, whether it was sound, and its note; None before the first."""
    found = services.ask(lambda reading: reading.find(SafetyEvent, event="drill"))
    last = max((one for one in found if one.recorded_at), key=lambda one: str(one.recorded_at), default=None)
    return None if last is None or last.recorded_at is None else (last.recorded_at, last.is_sound, last.note)


def run(services: Services, disk: Disk = REAL, *, by_itself: bool = False) -> Drill:
    """Try the newest backup, at the second place where that is present; kept as a SafetyEvent either way.

    ``by_itself``: nobody asked for it, so it is kept under the program's own name.
    The trial copy lies in a folder of its own beside the records, sealed where the backup is, and is removed.
    Refuses (no_backup); raises EnvironmentRefusal where there is no room for the trial.
    """
    found = _source(services)
    if found is None:
        raise refuse("no_backup", "还没有备份，没有什么可演练的。请先备份一次。")
    place, source = found
    begun = time.monotonic()
    drill = Drill(source.path, place, source.made_at, True)
    folder = temporary_folder(services.folders.data)
    try:
        disk.make_folder(folder)
        try:
            copy = folder / services.store.path.name
            copy_records(source.path, copy, copy, disk)
            drill = replace(drill, counts=_tried(services, copy))
        except Refusal as refused:
            drill = replace(drill, is_sound=False, note="".join(one.text for one in refused.problems))
        finally:
            disk.remove_folder(folder)
    except OSError as error:
        raise explain(error, folder) from error
    with services.store.reading() as raw:
        drill = replace(drill, present=first_counts(raw), seconds=round(time.monotonic() - begun, 1))
    run_or_raise(services.as_operator(PROGRAM) if by_itself else services, note_drill, drill=drill)
    return drill


def _source(services: Services) -> tuple[str, Backup] | None:
    """The newest copy of these records at the farthest place that is present: a stick may hold another village's."""
    second = second_place(services)
    for key, folder in ((SECOND, second), (HERE, services.folders.backups)):
        if folder is None or not is_folder(folder):
            continue
        found = list_backups(folder)
        while (newest_one := newest_of(found, services.now())) is not None:
            if _is_own(services, key, newest_one.path):
                return key, newest_one
            found.remove(newest_one)
    return None


def _is_own(services: Services, key: str, path: Path) -> bool:
    """Whether to try it. A damaged one says of nobody whose it is: then what was last saved there is ours."""
    saved = recall(services.folders, key)
    last = saved.name if saved.where == str(path.parent) else ""
    if path.name == last:
        return True
    return is_ours(services, path) if key == SECOND and last else not is_anothers(services, path)


def _tried(services: Services, copy: Path) -> tuple[tuple[str, int], ...]:
    """As restoring would: checked, brought to today's schema, its audit gone through; its counts."""
    ring = ring_of(services.store.path) if services.store.key is not None else None
    counts = check_file(copy, services.store.key, ring.id if ring else "")
    store = Store(copy, None if is_open_text(copy) else services.store.key)
    try:
        if version_of(store) != newest():
            upgrade(store)
        with store.reading() as raw:
            faults = list(islice(verify(Reading(raw)), 3))
    finally:
        store.close()
    if faults:
        raise refuse("audit_broken", "备份里的操作记录核对不上：" + "".join(faults))
    return counts


@operation("备份演练")
def note_drill(work: Work, *, drill: Drill) -> None:
    """Keep what came of it."""
    note = (
        drill.note or f"{_PLACES.get(drill.place, '')}的备份，用了 {drill.seconds} 秒，打开、核对、点数都对。"
    )
    work.insert(
        SafetyEvent(
            event="drill",
            is_sound=drill.is_sound,
            subject=drill.source.name,
            counts=json.dumps(dict(drill.counts)),
            note=note,
        )
    )
