"""What is added to and never grows large: the log, and the folder of diagnoses."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

MOST_BYTES: Final = 500_000
KEPT: Final = 3
"""Files, the one that is written to among them."""


def add_line(path: Path, text: str, *, most: int = MOST_BYTES, kept: int = KEPT) -> None:
    """Add ``text`` and a line end; a file of ``most`` bytes is put aside first (log.1, log.2 …).

    The folder is made, but not those above it. Raises OSError.
    """
    with suppress(FileExistsError):
        path.parent.mkdir()
    if _size(path) >= most:
        for number in range(kept - 1, 0, -1):
            older = path if number == 1 else _aside(path, number - 1)
            with suppress(FileNotFoundError):
                older.replace(_aside(path, number))
    with path.open("a", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(f"{text}\n")


def keep_newest(folder: Path, pattern: str, most: int) -> None:
    """Remove all but the ``most`` files of a pattern that were written last. Raises OSError."""
    by_age = sorted(folder.glob(pattern), key=lambda one: (one.stat().st_mtime_ns, one.name))
    for one in by_age[:-most]:
        one.unlink(missing_ok=True)


def _aside(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
