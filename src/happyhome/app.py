"""The composition root: folders, store, migration, services. No Qt."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from happyhome.domain.problems import refuse
from happyhome.services.session import Folders, Services, Unlock, Unlocked, chosen_operator

if TYPE_CHECKING:
    from happyhome.services.restoring import Rescue


def default_data() -> Path:
    """Where this user's data lies when nothing else is said."""
    from platformdirs import user_data_path

    return Path(user_data_path("happyhome", appauthor=False))


def clock_for(today: date | None) -> Callable[[], datetime]:
    """The machine's clock, or one that shows ``today`` at the machine's time of day."""
    if today is None:
        return lambda: datetime.now()  # noqa: DTZ005 (the village's own clock)
    return lambda: datetime.combine(today, datetime.now().time())  # noqa: DTZ005


def open_services(
    data: Path | None = None, today: date | None = None, unlock: Unlock | None = None
) -> Services:
    """Open the store in ``data``, bring it to today's schema, and hand out the services.

    ``unlock`` is asked for the key of a sealed store; who it names is the operator.
    Raises Refusal for a newer, damaged or sealed file, OSError where the folder cannot be used.
    """
    from happyhome.store.engine import Store
    from happyhome.store.migrate import bring_up

    folders = Folders(data or default_data())
    folders.data.mkdir(parents=True, exist_ok=True)
    clock = clock_for(today)
    unlocked = _unlocked(folders, unlock)
    store = Store(folders.store, unlocked.key if unlocked else None)
    try:
        bring_up(store, folders.backups, clock())
    except BaseException:
        store.close()
        raise
    services = Services(store, folders, clock, _whoever())
    if unlocked is not None:
        return services.as_operator(unlocked.operator)
    return replace(services, operator=services.ask(chosen_operator) or services.operator)


def _unlocked(folders: Folders, unlock: Unlock | None) -> Unlocked | None:
    from happyhome.store.keys.ring_files import ring_of

    ring = ring_of(folders.store)
    if ring is None:
        return None
    if unlock is None:
        raise refuse("store_sealed", "这份数据加了锁，要有操作员的密码才能打开。")
    return unlock(ring)


def rescue(data: Path | None = None, today: date | None = None, key: bytes | None = None) -> Rescue:
    """What to do where ``open_services`` was refused."""
    from happyhome.services.restoring import Rescue

    return Rescue(Folders(data or default_data()), clock_for(today), key)


def _whoever() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such account: containers and odd Windows logins
        return ""
