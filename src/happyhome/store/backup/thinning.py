"""Old backups become fewer: all of two days, then one a day, a week, a month, a year."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from happyhome.files.disk import REAL, Disk
from happyhome.store.backup.names import Backup, list_backups

BEFORE_DAYS: Final = 14
"""A backup made before an act (an import, a migration) stays for this long, whatever else there is of its day."""
_GAP: Final = timedelta(days=45)
"""A longer stretch without any backup counts for nothing: the clock may have jumped."""


def thin(
    folder: Path,
    now: datetime,
    is_sound: Callable[[Path], bool],
    *,
    spared: Collection[Path] = (),
    keep_days: int = 14,
    keep_weeks: int = 10,
    keep_months: int = 24,
    disk: Disk = REAL,
) -> list[Path]:
    """Remove old backups; the removed. The last of every month of ``keep_months`` stays.

    ``is_sound`` tells whether a backup can be used: the newest sound one stays, and without one nothing is removed.
    Only what ``is_sound`` knows as ours is removed; ``spared`` are in use. Raises OSError.
    """
    found = list_backups(folder)
    kept: set[tuple[str, object]] = set()
    candidates: list[Path] = []
    for one, age in _with_ages(found, now):
        slots = _slots(one, age, keep_days, keep_weeks, keep_months)
        if slots and slots <= kept and not _is_fresh_before(one, age) and one.path not in spared:
            candidates.append(one.path)
        kept |= slots
    if not candidates:
        return []
    safe = next((one.path for one in found if is_sound(one.path)), None)
    removed = []
    for path in candidates:
        if safe is not None and path != safe and is_sound(path):
            disk.remove(path)
            removed.append(path)
    return removed


def _with_ages(found: list[Backup], now: datetime) -> list[tuple[Backup, int]]:
    """Each with its age in days, newest first; days in which nothing was saved for long are not counted."""
    aged, age, previous = [], timedelta(), now
    for one in found:
        gap = previous - one.made_at
        if gap >= timedelta():
            age += gap if gap <= _GAP else timedelta()
            previous = one.made_at
            aged.append((one, age.days))
        else:  # dated in the future: the clock was or is wrong, so nobody knows how old it is
            aged.append((one, -1))
    return aged


def _slots(one: Backup, age: int, days: int, weeks: int, months: int) -> set[tuple[str, object]]:
    """What a backup stands for; nothing where it stays for its youth alone."""
    month: tuple[str, object] = ("month", (one.made_at.year, one.made_at.month))
    if age < 2:
        return set()
    if age < days:
        return {month, ("day", one.made_at.date())}
    if age < weeks * 7:
        return {month, ("week", one.made_at.isocalendar()[:2])}
    if age < months * 31:
        return {month}
    return {("year", one.made_at.year)}


def _is_fresh_before(one: Backup, age: int) -> bool:
    return one.reason.startswith("before-") and age < BEFORE_DAYS
