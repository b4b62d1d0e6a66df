"""Telling a demo village from a home's own records, and throwing one away."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from happyhome.services.homes import home_of
from happyhome.services.session import Folders, Services
from happyhome.services.settings import setting
from happyhome.store.reading import Reading

USUAL_SIZE = 72
"""How many elders the demo has where nothing else is said."""

BESIDE: Final = "demo"
"""The folder, in that of one's own records, of the demo that the window lends."""

OURS = (
    "happyhome.db",
    "happyhome.keys",
    "happyhome.db-wal",
    "happyhome.db-shm",
    "backups",
    "logs",
    "opened",
    "window.json",
)
OURS_TO_STAY = ("window.lock", "happyhome.lock", BESIDE)


def is_demo(reading: Reading) -> bool:
    """Whether these are the demo's records, which may be thrown away."""
    return bool(setting(reading, "demo"))


def is_lent(services: Services) -> bool:
    """Whether this is the demo that a window shows beside one's own records, which alone have passwords.

    A demo in a folder of its own can be locked like any records, to learn how it goes.
    """
    data = services.folders.data
    return data.name == BESIDE and Folders(data.parent).store.exists() and services.ask(is_demo)


def is_untouched(reading: Reading) -> bool:
    """Whether nobody has set a home up here yet."""
    return home_of(reading) is None


def strangers_in(folders: Folders) -> tuple[str, ...]:
    """What lies in the data folder and is not ours: a sign that another folder was meant."""
    if not folders.data.is_dir():
        return ()
    found = sorted(path.name for path in folders.data.iterdir())
    return tuple(
        name for name in found if not name.startswith("happyhome-") and name not in OURS + OURS_TO_STAY
    )


def throw_away(folders: Folders) -> None:
    """Remove a demo's records; the store must be closed. Raises OSError where it is still open elsewhere."""
    for name in OURS:
        _remove(folders.data / name)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
