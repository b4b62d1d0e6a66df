"""The second place: a verified backup copied to a stick or another disk, when it is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

from happyhome.domain.disclosures import Disclosure
from happyhome.domain.problems import Refusal
from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import EnvironmentRefusal, explain, is_folder
from happyhome.files.writing import write_file
from happyhome.services.backup_memory import SECOND, missed, recall, remember, saved_as
from happyhome.services.session import Services, operation
from happyhome.services.settings import setting
from happyhome.store.backup import Backup, opened, thin
from happyhome.store.backup.leftovers import clear_leftovers
from happyhome.store.backup.names import free_name
from happyhome.store.keys.ring_files import ring_of
from happyhome.store.reading import Reading
from happyhome.store.work import Work

HOUSEKEEPING: Final = frozenset({"note_backed_up", "note_drill"})
"""Verbs that only tell of a backup: they alone are no reason for another."""


def second_place(services: Services) -> Path | None:
    """The second place by the settings, present or not; None where none is set."""
    place = str(services.ask(setting, key="second_backup") or "")
    return Path(place) if place else None


def copy_to_second(services: Services, made: Backup, disk: Disk = REAL) -> str:
    """Copy a verified backup to the second place, and thin there; the sentence of what went wrong, "" for nothing.

    A place that is not there is no trouble, but it is remembered.
    """
    place = second_place(services)
    if place is None:
        return ""
    key = services.store.key
    known = recall(services.folders, SECOND, key)
    try:
        if not is_folder(place):
            remember(services.folders, SECOND, missed(known, place, made.made_at), disk, key)
            return ""
        try:
            copied = _copied(services, made, place, disk)
        except (OSError, EnvironmentRefusal) as error:
            told = (explain(error, place / made.path.name) if isinstance(error, OSError) else error).text
            remember(services.folders, SECOND, missed(known, place, made.made_at, told), disk, key)
            return f"这台电脑上的备份已经写好，第二份没有写成：{told}"
        remember(services.folders, SECOND, saved_as(copied), disk, key)
    except (OSError, EnvironmentRefusal) as error:
        told = (explain(error, made.path) if isinstance(error, OSError) else error).text
        return f"备份已经写好，只是没有记下存在哪里：{told}"
    return note_carried_off(services, copied)


def _copied(services: Services, made: Backup, place: Path, disk: Disk) -> Backup:
    target = place / made.path.name
    if target.exists():
        target = free_name(place, made.made_at, made.reason)

    def produce(stream: BinaryIO) -> None:
        for piece in disk.read(made.path):
            stream.write(piece)

    write_file(target, produce, disk=disk)
    clear_leftovers(place, target, disk)
    copied = replace(made, path=target)
    thin(place, made.made_at, lambda path: path == target or is_ours(services, path), disk=disk)
    return copied


def is_ours(services: Services, path: Path) -> bool:
    """Whether a backup opens and is of this home: a stick may hold another village's."""
    try:
        return _is_of_this_home(services, path)
    except (Refusal, OSError):
        return False


def is_anothers(services: Services, path: Path) -> bool:
    """Whether a backup is for certain not of these records: of another home, or sealed with another key."""
    try:
        return not _is_of_this_home(services, path)
    except Refusal as refused:
        return refused.problems[0].code in ("file_other_key", "file_sealed")
    except OSError:
        return False


def _is_of_this_home(services: Services, path: Path) -> bool:
    """Refuses as ``opened`` does what does not open."""
    ring = ring_of(services.folders.store) if services.store.key is not None else None
    home = services.ask(lambda reading: reading.home_or_none)
    with opened(path, services.store.key, ring.id if ring else "") as raw:
        ids = Reading(raw).scalars("SELECT id FROM home")
    return home is None or home.id in ids or not ids


def note_carried_off(services: Services, made: Backup) -> str:
    """Write down that a copy lies elsewhere than in the records' own folders, once a day for each place.

    The sentence of why it could not be, "" for nothing: the copy stands there all the same.
    """
    folders = services.folders
    if made.path.parent.resolve() in (folders.data.resolve(), folders.backups.resolve()):
        return ""
    try:
        if services.ask(lambda reading: reading.home_or_none) is None:
            return ""
        outcome = services.run(note_backed_up, disclosure=_carried_off(services, made))
        told = outcome.text if outcome.refused else ""
    except OSError as error:
        told = explain(error, folders.store).text
    return f"备份已经写好，只是没有记进“资料去向”：{told}" if told else ""


def _carried_off(services: Services, made: Backup) -> Disclosure:
    from happyhome.exchange.drives import drive_of
    from happyhome.services.disclosures import place_words

    drive = drive_of(made.path)
    is_locked = services.store.key is not None
    return Disclosure(
        act="backed_up",
        contents="全部资料的备份，加了锁" if is_locked else "全部资料的备份，没有加锁",
        files=made.path.name,
        people=dict(made.counts).get("resident", 0),
        purpose="filing",
        place=place_words(made.path.absolute(), drive),
        device=drive.serial if drive else "",
        size=made.path.stat().st_size,
        is_locked=is_locked,
    )


@operation("资料去向：备份到别处")
def note_backed_up(work: Work, *, disclosure: Disclosure) -> None:
    """Keep it, where none of this day and place was kept yet."""
    same = work.find(
        Disclosure,
        act="backed_up",
        device=disclosure.device,
        place=disclosure.place,
        is_locked=disclosure.is_locked,
    )
    if not any(one.recorded_at and one.recorded_at.date() == work.today for one in same):
        work.insert(disclosure)
