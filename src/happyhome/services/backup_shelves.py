"""Which copies of the records there are to choose from: here, at the second place, on the sticks, put aside."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from happyhome.domain.problems import refuse
from happyhome.exchange.drives import Drive, removable_drives
from happyhome.files.environment import explain
from happyhome.services.backup_memory import HERE, SECOND
from happyhome.services.backup_previews import present_ring
from happyhome.services.safety import run_or_raise
from happyhome.services.session import Folders, Services
from happyhome.services.settings import choose
from happyhome.store.backup import Backup, list_backups
from happyhome.store.backup.checking import ring_with
from happyhome.store.keys.ring import Ring
from happyhome.store.keys.ring_files import is_open_text

STICK_FOLDER: Final = "幸福院备份"
"""The folder of a stick that backups are written into, beside what else the stick carries."""
STICK, KEPT = "stick", "kept"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The copies of one place, newest first. ``kind`` is here, second, stick or kept; ``title`` its name for people."""

    kind: str
    title: str
    path: Path
    copies: tuple[Backup, ...]


def stick_folder(drive: Drive) -> Path:
    """Where on a stick backups are written."""
    return drive.root / STICK_FOLDER


def shelves(folders: Folders, second: Path | None = None) -> tuple[Shelf, ...]:
    """Every place that holds a copy now; nothing is opened. A stick is looked into at its top and in its folder."""
    found = [Shelf(HERE, "本机", folders.backups, _copies(folders.backups))]
    seen = {folders.backups, folders.data}
    if second is not None and second not in seen:
        found.append(Shelf(SECOND, "第二处", second, _copies(second)))
        seen.add(second)
    for drive in removable_drives():
        places = [one for one in (drive.root, stick_folder(drive)) if one not in seen]
        copies = tuple(copy for place in places for copy in _copies(place))
        found.append(Shelf(STICK, f"U 盘“{drive.label}”", drive.root, _newest_first(copies)))
    found.append(Shelf(KEPT, "恢复前留下的", folders.data, _copies(folders.data)))
    return tuple(shelf for shelf in found if shelf.copies)


def _copies(folder: Path) -> tuple[Backup, ...]:
    return tuple(list_backups(folder))


def _newest_first(copies: tuple[Backup, ...]) -> tuple[Backup, ...]:
    return tuple(sorted(copies, key=lambda one: (one.made_at, one.path.name), reverse=True))


def ring_for(folders: Folders, backup: Path) -> Ring | None:
    """The ring whose password or code opens a copy: the present one where it is the same, since a password that was
    changed must not come back, unless it rotted; None for open text. Refuses (ring_damaged); raises OSError."""
    if is_open_text(backup):
        return None
    carried, present = ring_with(backup), present_ring(folders)
    if carried is None or (present is not None and present.id == carried.id and present.is_whole):
        return present
    return carried


def use_second(services: Services, folder: Path) -> None:
    """From now on every backup goes to ``folder``, too; made where only it is missing, as on a fresh stick.

    Raises EnvironmentRefusal where it cannot be written to; Refusal (second_same) for the folder of the first.
    """
    if folder in (services.folders.backups, services.folders.data):
        raise refuse("second_same", "这就是本机放备份的文件夹。第二处请选别的盘，或一个 U 盘。", "folder")
    try:
        folder.mkdir(
            exist_ok=True
        )  # not its parents: a stick that is gone must not become a folder of the disk
    except OSError as error:
        raise explain(error, folder / "happyhome.db") from error
    run_or_raise(services, choose, key="second_backup", value=str(folder))


def no_second(services: Services) -> None:
    """No second place any more; the copies there stay."""
    run_or_raise(services, choose, key="second_backup", value="")
