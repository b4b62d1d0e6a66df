"""What is done on a disk, or onto a stick, that has little room."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from happyhome.domain.dates import Month
from happyhome.services import (
    backups,
    drills,
    handover,
    imports,
    protection,
    restoring,
)
from happyhome.services.backup_shelves import use_second
from happyhome.services.session import Folders, Services
from tests.services.month_ends import hand_over_month
from tests.services.village import TODAY, Clock
from tests.torture.acts import ROSTER, key_of
from tests.torture.acts_more import LEFT
from tests.torture.ground import NEXT_PASSWORD, OPERATOR, PASSWORD, Ground, opened, started

Work = Callable[[], object]


@dataclass(frozen=True)
class Act:
    """``prepare(ground, data, disk)`` gives the work, of which nothing has begun. With ``on_stick`` the disk is not the
    records' own; what the work returns, where it is text, is told to the clerk."""

    name: str
    kind: str
    prepare: Callable[[Ground, Path, Path], Work]
    on_stick: bool = False


def _with(act: Callable[..., Any], *arguments: Any) -> Callable[[Ground, Path, Path], Work]:
    def prepare(ground: Ground, data: Path, _disk: Path) -> Work:
        def work() -> object:
            services = opened(ground, data)
            try:
                return act(services, *arguments)
            finally:
                services.close()

        return work

    return prepare


def _new_sheet(services: Services) -> None:
    protection.take_recovery_code(services, protection.new_code())


def _password(services: Services) -> None:
    protection.change_password(services, OPERATOR, PASSWORD, NEXT_PASSWORD)


def _restore(ground: Ground, data: Path, _disk: Path) -> Work:
    folders = Folders(data)
    source = min(folders.backups.glob("happyhome-*.db"))
    return lambda: restoring.restore_backup(folders, source, Clock()(), key_of(ground, data))


def _new_machine(ground: Ground, data: Path, disk: Path) -> Work:
    folders = Folders(data)
    source = shutil.move(min(folders.backups.glob("happyhome-*.db")), disk / LEFT)
    shutil.rmtree(data)
    data.mkdir()
    ring = restoring.ring_of_backup(source)
    assert ring is not None
    key = protection.key_from_code(ring, ground.code)
    return lambda: restoring.restore_backup(folders, source, Clock()(), source_key=key)


def _recover(ground: Ground, data: Path, _disk: Path) -> Work:
    ring = protection.ring_of(data / "happyhome.db")
    assert ring is not None
    key = protection.key_from_code(ring, ground.code)
    return lambda: protection.recover(Folders(data), key, OPERATOR, NEXT_PASSWORD, Clock()())


def _import(ground: Ground, data: Path, _disk: Path) -> Work:
    services = opened(ground, data)
    seen = services.ask(imports.preview_residents, ROSTER, TODAY)

    def work() -> None:
        try:
            services.run(
                imports.import_residents, confirmed=True, reading=seen.reading, source=ROSTER.name
            )  # fmt: skip
        finally:
            services.close()

    return work


def _seal(_ground: Ground, data: Path, _disk: Path) -> Work:
    return lambda: protection.seal_store(Folders(data), OPERATOR, PASSWORD, Clock()())


def _backup_to(ground: Ground, data: Path, disk: Path) -> Work:
    return _with(backups.back_up, disk)(ground, data, disk)


def _second(ground: Ground, data: Path, disk: Path) -> Work:
    services = opened(ground, data)
    use_second(services, disk)

    def work() -> str:
        try:
            return backups.back_up(services).trouble
        finally:
            services.close()

    return work


def _month(ground: Ground, data: Path, disk: Path) -> Work:
    few = [one for one in handover.planned_files(Month(2026, 9)) if one.ending == "xlsx"][:3]
    services = opened(ground, data)

    def work() -> None:
        try:
            hand_over_month(services, Month(2026, 9), disk, chosen=few)
        finally:
            services.close()

    return work


ACTS: tuple[Act, ...] = (
    Act("start", "open", lambda ground, data, disk: lambda: started(ground, data).end()),
    Act("migrate", "0001", lambda ground, data, disk: lambda: opened(ground, data).close()),
    Act("migrate", "0002", lambda ground, data, disk: lambda: opened(ground, data).close()),
    Act("back up", "open", _with(backups.back_up)),
    Act("back up", "sealed", _with(backups.back_up)),
    Act("restore", "open", _restore),
    Act("restore", "sealed", _restore),
    Act("new machine", "sealed", _new_machine),
    Act("seal", "open", _seal),
    Act("new sheet", "sealed", _with(_new_sheet)),
    Act("password", "sealed", _with(_password)),
    Act("recover", "sealed", _recover),
    Act("drill", "sealed", _with(drills.run)),
    Act("import", "open", _import),
    Act("import", "sealed", _import),
    Act("back up to it", "open", _backup_to, on_stick=True),
    Act("back up to it", "sealed", _backup_to, on_stick=True),
    Act("second place", "sealed", _second, on_stick=True),
    Act("month-end", "open", _month, on_stick=True),
)
