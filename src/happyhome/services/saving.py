"""Files that leave the store by hand: a paper saved, a list exported."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from happyhome.exchange.filenames import safe_name
from happyhome.files.writing import Written, write_file
from happyhome.services.session import Services


def save_file(path: Path, data: bytes) -> Written:
    """Make ``path`` hold ``data``, read back and compared, or leave it as it was.

    Raises EnvironmentRefusal with the sentence for the clerk: open in Excel, disk full, stick gone.
    """
    return write_file(path, data)


def copy_to_open(services: Services, name: str, data: bytes) -> Path:
    """A copy for another program to open (打开 PDF), beside the store and not in a place that others read.

    Copies older than a day are cleared away; one that is still open stays.
    """
    folder = services.folders.data / "opened"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if datetime.fromtimestamp(old.stat().st_mtime) < services.now() - timedelta(days=1):  # noqa: DTZ006
            with suppress(OSError):  # still open in the other program: it goes another day
                old.unlink()
    path = folder / safe_name(name)
    write_file(path, data)
    return path


def proposed_name(name: str) -> str:
    """A file name that Windows and every stick take, as readable as before."""
    return safe_name(name)
