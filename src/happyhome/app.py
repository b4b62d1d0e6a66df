"""The composition root: folders, store, migration, services. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from happyhome.files.dumps import forbid_dumps
from happyhome.services.session import Folders, Services, Unlock

if TYPE_CHECKING:
    from happyhome.services.restoring import Rescue
    from happyhome.services.starting import Accepted, Started


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
    data: Path | None = None,
    today: date | None = None,
    unlock: Unlock | None = None,
    tell: Callable[[str], object] = lambda text: None,
) -> Services:
    """Open the store in ``data`` for a command, bring it to today's schema, and hand out the services.

    ``unlock`` is asked for the key of a sealed store; who it names is the operator. ``tell`` hears of what
    was found and stopped nothing. Raises Refusal for a newer, damaged or sealed file, OSError and
    EnvironmentRefusal where the folder cannot be used.
    """
    from happyhome.services.start_beside import open_beside

    forbid_dumps()
    return open_beside(Folders(data or default_data()), clock_for(today), unlock, tell)


def start(
    data: Path | None, today: date | None, unlock: Unlock | None, accepted: Accepted | None = None
) -> Started:
    """Open the store in ``data`` for a window; see ``services.starting``."""
    from happyhome.services import starting

    forbid_dumps()
    folders = Folders(data or default_data())
    return starting.start(folders, clock_for(today), unlock, accepted=accepted or starting.Accepted())


def rescue(data: Path | None = None, today: date | None = None, key: bytes | None = None) -> Rescue:
    """What to do where ``open_services`` was refused."""
    from happyhome.services.restoring import Rescue

    return Rescue(Folders(data or default_data()), clock_for(today), key)
