"""A small village to be tortured, open or sealed, and what must hold of it afterwards."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from happyhome.app import open_services, start
from happyhome.domain.problems import Refusal
from happyhome.services import audit, backups, protection
from happyhome.services.protection import Ring
from happyhome.services.session import Folders, Services, Unlock, Unlocked
from happyhome.services.start_leftovers import QUIET_S
from happyhome.services.starting import Accepted, Started
from happyhome.store.backup import check_file, list_backups
from happyhome.store.backup.checking import ring_with
from tests.services.village import TODAY, Clock

FIXTURES = Path(__file__).resolve().parents[1] / "migrations" / "fixtures"
NEWEST = max(path.name[:4] for path in FIXTURES.glob("*.db"))
OPERATOR = "周会计"
PASSWORD, NEXT_PASSWORD, FOREIGN_PASSWORD = "白云深处有人家-8", "停车坐爱枫林晚-9", "霜叶红于二月花-7"
FOREIGN = "foreign.db"
"""A sealed backup of another computer, with a ring of its own, beside the folder of each try."""
MOST = 1_000_000

# What a data folder may hold once the program has been started again and closed.
_KNOWN = re.compile(
    r"happyhome\.(db|keys|lock)|happyhome\.db-(wal|shm)|window\.(json|lock)"
    r"|happyhome-\d{8}-\d{6}-[a-z-]+(-\d+)?\.(db|keys)|(backups|logs|opened)(/[^.][^/]*)?"
)


@dataclass(frozen=True)
class Ground:
    """A data folder to be copied for each try. ``passwords`` are those that may open it, none for an open store;
    ``code`` is that of its recovery sheet."""

    folder: Path
    passwords: tuple[str, ...] = ()
    code: str = ""

    def copy_to(self, place: Path) -> Path:
        """A fresh data folder of the same content."""
        return Path(shutil.copytree(self.folder, place))


def open_ground(place: Path, version: str = NEWEST) -> Ground:
    """Twelve elders, two months, everything in it once: the file that a version's program wrote."""
    place.mkdir(parents=True)
    shutil.copy(FIXTURES / f"{version}.db", place / "happyhome.db")
    if version == NEWEST:
        opened(Ground(place), place).close()
    return Ground(place)


def sealed_ground(place: Path, password: str = PASSWORD) -> Ground:
    """The same, with a lock on it."""
    open_ground(place)
    made = protection.seal_store(Folders(place), OPERATOR, password, Clock()())
    return Ground(place, (password,), made.code)


def foreign_backup(folder: Path) -> Path:
    """Make the other computer's backup in ``folder``."""
    other = sealed_ground(folder / "other-computer", FOREIGN_PASSWORD)
    services = opened(other, other.folder)
    made = backups.back_up(services)
    services.close()
    return Path(shutil.copy(made.path, folder / FOREIGN))


def unlocking(ground: Ground) -> Unlock | None:
    """By the first of the passwords that opens it."""
    if not ground.passwords:
        return None

    def unlock(ring: Ring) -> Unlocked:
        for password in ground.passwords[:-1]:
            try:
                return protection.unlock(ring, OPERATOR, password)
            except Refusal as refused:
                if refused.problems[0].code != "password_wrong":
                    raise
        return protection.unlock(ring, OPERATOR, ground.passwords[-1])

    return unlock


def opened(ground: Ground, data: Path) -> Services:
    """The program's services over ``data``, at the tests' clock."""
    services = open_services(data, TODAY, unlocking(ground))
    return replace(services, clock=Clock(), operator=OPERATOR, is_named=True)


def started(ground: Ground, data: Path) -> Started:
    """The same as a window opens them, some minutes later; whatever it asks is answered with yes."""
    then = time.time() - 2 * QUIET_S
    for path in (data, *data.rglob("*")):
        os.utime(path, (then, then))
    return start(data, TODAY, unlocking(ground), Accepted(beside=True, clock=True, little_room=True))


def operations_of(services: Services) -> set[str]:
    """The ids of everything that was ever done."""
    return {one.id for one in services.ask(audit.operations, MOST)}


def examined(ground: Ground, data: Path, must_have: Iterable[str]) -> list[str]:
    """What does not hold of ``data`` after the next start; ``must_have`` are operations that were told as kept."""
    try:
        begun = started(ground, data)
    except Exception as error:  # noqa: BLE001  (whatever it is, the clerk stands before a closed door)
        return [f"does not open: {type(error).__name__} {error}"]
    try:
        services = begun.services
        wrong = [f"audit: {fault}" for fault in services.ask(audit.verify_audit)]
        lost = set(must_have) - operations_of(services)
        wrong += [f"{len(lost)} operations lost"] if lost else []
        backups.check_store(services)
        wrong += _copies(ground, services)
    except (Refusal, OSError) as error:
        wrong = [f"unsound: {error}"]
    finally:
        begun.end()
    return wrong + [f"left behind: {name}" for name in strangers(data)]


def _copies(ground: Ground, services: Services) -> list[str]:
    """Backups and files put aside that do not open with what is known."""
    wrong = []
    present = protection.ring_of(services.folders.store)
    unlock = unlocking(ground)
    for folder in (services.folders.backups, services.folders.data):
        for one in list_backups(folder):
            try:
                ring, key = ring_with(one.path), services.store.key
                if ring is not None and unlock is not None and (present is None or ring.id != present.id):
                    key = unlock(ring).key
                check_file(one.path, key)
            except Refusal as refused:
                wrong.append(f"copy {one.path.name}: {refused}")
    return wrong


def strangers(data: Path) -> list[str]:
    """Files in a data folder that have no business there."""
    names = (path.relative_to(data).as_posix() for path in data.rglob("*"))
    return sorted(name for name in names if not _KNOWN.fullmatch(name))
