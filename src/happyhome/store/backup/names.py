"""Which files are backups: their names say when and why; nothing is opened here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

_NAME = re.compile(r"^happyhome-(\d{8}-\d{6})-([a-z-]+)(?:-\d+)?\.db$", re.ASCII)
_AHEAD = timedelta(days=1)
"""A backup dated later than this after now was made while the computer's clock was wrong."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified copy: where, of when, why, and how many rows of each counted register.

    ``trouble`` is the sentence of what kept it from the second place, "" where nothing did.
    """

    path: Path
    made_at: datetime
    reason: str
    counts: tuple[tuple[str, int], ...] = ()
    trouble: str = ""


def named(path: Path) -> Backup | None:
    """What a name says; None for a file that is no backup by its name."""
    found = _NAME.match(path.name)
    if not found:
        return None
    try:
        return Backup(path, datetime.strptime(found[1], "%Y%m%d-%H%M%S"), found[2])  # noqa: DTZ007 (village time)
    except ValueError:  # digits that are no day: not ours
        return None


def list_backups(folder: Path) -> list[Backup]:
    """The backups in a folder by their names, newest first; none in a folder that cannot be read."""
    try:
        found = [one for path in folder.glob("happyhome-*.db") if (one := named(path)) and path.is_file()]
    except OSError:  # a stick that was pulled holds nothing for us
        return []
    return sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)


def newest_of(found: Sequence[Backup], now: datetime) -> Backup | None:
    """The newest that is not dated in the future; a wrong clock's only where there is no other."""
    by_age = sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)
    return next((one for one in by_age if one.made_at <= now + _AHEAD), by_age[-1] if by_age else None)


def free_name(folder: Path, now: datetime, reason: str) -> Path:
    """A name of this moment that nothing in ``folder`` has."""
    stem = f"happyhome-{now:%Y%m%d-%H%M%S}-{reason}"
    path, number = folder / f"{stem}.db", 2
    while path.exists():
        path, number = folder / f"{stem}-{number}.db", number + 1
    return path
