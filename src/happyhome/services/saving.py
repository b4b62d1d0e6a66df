"""Files that leave the store by hand: a paper saved, a list exported."""

from __future__ import annotations

from pathlib import Path

from happyhome.exchange.filenames import safe_name
from happyhome.exchange.writing import Written, write_file


def save_file(path: Path, data: bytes) -> Written:
    """Make ``path`` hold ``data``, read back and compared, or leave it as it was.

    Raises EnvironmentRefusal with the sentence for the clerk: open in Excel, disk full, stick gone.
    """
    return write_file(path, data)


def proposed_name(name: str) -> str:
    """A file name that Windows and every stick take, as readable as before."""
    return safe_name(name)
