"""Where a ring lies: beside the store, and at the end of each sealed backup, so that a backup is one file.

SQLite takes the number of its pages from the first page, and does not read what follows them.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from happyhome.domain.problems import refuse
from happyhome.files.disk import REAL, Disk
from happyhome.files.writing import write_file
from happyhome.store.keys.ring import Ring, from_json, to_json

_MARK = b"\nhappyhome ring "
_LENGTH = 8
_OPEN_TEXT = b"SQLite format 3\0"
_MOST_FILLING = 256 << 10
"""Bytes of the largest block that a stick is formatted with."""
_FILLING = b"\0\xff\r\n "
MOST_BYTES = 1 << 20
"""Of a ring; a real one has some hundred bytes a slot."""


def ring_path(store: Path) -> Path:
    """The ring of the store at ``store``: happyhome.db → happyhome.keys."""
    return store.with_suffix(".keys")


def read_ring(path: Path) -> Ring | None:
    """The ring in a file of its own; None where there is none. Refuses (ring_damaged); raises OSError."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    return from_json(content)


def is_open_text(path: Path) -> bool:
    """Whether a file begins as a store that anybody can read. Raises OSError; no file is none."""
    try:
        with path.open("rb") as file:
            return file.read(len(_OPEN_TEXT)) == _OPEN_TEXT
    except FileNotFoundError:
        return False


def ring_of(store: Path) -> Ring | None:
    """The ring that the store at ``store`` opens by; None for an open one. Refuses (ring_damaged); raises OSError.

    A ring beside an open store was left by a sealing that the power cut short: the store is what counts.
    """
    return None if is_open_text(store) else read_ring(ring_path(store))


def keep_ring(path: Path, ring: Ring, disk: Disk = REAL) -> None:
    """Put the ring in place whole, or leave the one that is there. Raises EnvironmentRefusal."""
    write_file(path, to_json(ring), disk=disk)


def trailer_of(ring: Ring) -> bytes:
    """The ring as it stands at the end of a backup: its JSON, a mark, and the JSON's length in 8 digits."""
    content = to_json(ring)
    return content + _MARK + f"{len(content):0{_LENGTH}d}".encode("ascii")


def ring_in(backup: Path) -> tuple[Ring | None, int]:
    """The ring at the end of a backup, and the bytes of the store before it.

    (None, whole size) where it carries none. Refuses (ring_damaged); raises OSError.
    """
    with backup.open("rb") as file:
        size = file.seek(0, 2)
        last = _without_filling(file, size)
        end = len(_MARK) + _LENGTH
        if last < end:
            return None, size
        file.seek(last - end)
        tail = file.read(end)
        if not tail.startswith(_MARK):
            return None, size
        try:
            length = int(tail[len(_MARK) :])
            if not 0 < length <= min(MOST_BYTES, last - end):
                raise ValueError(length)
        except ValueError as error:
            raise refuse("ring_damaged", f"备份“{backup.name}”末尾的钥匙损坏了。请换一份备份。") from error
        file.seek(last - end - length)
        return from_json(file.read(length)), last - end - length


def _without_filling(file: BinaryIO, size: int) -> int:
    """Bytes up to the last that says something: a file rescued from a damaged stick is filled up to a whole block."""
    begin = max(0, size - _MOST_FILLING)
    file.seek(begin)
    return begin + len(file.read(_MOST_FILLING).rstrip(_FILLING))
