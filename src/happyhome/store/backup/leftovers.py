"""What an interrupted backup left: temporary files that nobody writes any more."""

from __future__ import annotations

import re
from pathlib import Path

from happyhome.files.disk import REAL, Disk

_OURS = re.compile(
    r"\.happyhome-[0-9a-f]{8}\.tmp(-wal|-shm|-journal)?"
    r"|happyhome-[0-9]{8}-[0-9]{6}-[a-z0-9-]+\.part(-wal|-shm|-journal)?"
    r"|happyhome\.restoring(-wal|-shm|-journal)?",
    re.ASCII,
)
_OLD_SECONDS = 3_600
"""Another program may be writing its own backup in the same folder; none takes an hour."""


def clear_leftovers(folder: Path, beside: Path, disk: Disk = REAL) -> tuple[str, ...]:
    """Remove what was last written an hour before ``beside``, by the device's own clock; the names. Raises OSError."""
    now = beside.stat().st_mtime
    removed = []
    for item in sorted(folder.iterdir()):
        if _OURS.fullmatch(item.name) and item.is_file() and item.stat().st_mtime < now - _OLD_SECONDS:
            disk.remove(item)
            removed.append(item.name)
    return tuple(removed)
