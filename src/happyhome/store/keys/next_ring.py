"""Another ring for another store: both change together, though they are two files.

The next ring waits beside the store as ``happyhome.keys.next`` and names the salt that its store begins with. As soon
as that store stands under its name, the waiting ring is the right one; until then it counts for nothing. So at every
moment of a restoring, whatever the power does, one store stands there whole and its own ring opens it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from happyhome.domain.problems import Refusal
from happyhome.files.disk import REAL, Disk
from happyhome.files.writing import write_file
from happyhome.store.keys.ring import Ring, from_json, to_json
from happyhome.store.keys.ring_files import MOST_BYTES, ring_path

_SALT_BYTES = 16


def next_path(store: Path) -> Path:
    """happyhome.db → happyhome.keys.next."""
    return store.with_suffix(".keys.next")


def lay_ready(store: Path, made: Path, ring: Ring, disk: Disk = REAL) -> None:
    """Let ``ring`` wait for the sealed file ``made`` to become ``store``. Raises EnvironmentRefusal, OSError."""
    content = {**json.loads(to_json(ring)), "salt": _salt(made)}
    write_file(next_path(store), json.dumps(content, ensure_ascii=False).encode("utf-8"), disk=disk)


def take_up(store: Path, disk: Disk = REAL) -> bool:
    """Put a waiting ring in place where its store stands already; whether it was put.

    Another stays where it is: a command that opens the records must not take it from a restoring that is about to
    put its store in place. Call it before a ring is read at the start, and after a restoring. Raises OSError.
    """
    waiting = next_path(store)
    try:
        if not _is_for(_content(waiting), store):
            return False
        disk.replace(waiting, ring_path(store))
    except FileNotFoundError:  # nothing waits, or somebody else has just put it in place
        return False
    disk.sync_folder(store.parent)
    return True


def drop_waiting(store: Path, disk: Disk = REAL) -> None:
    """Take a waiting ring away whose store did not come. Call it where nobody is restoring. Raises OSError."""
    with suppress(FileNotFoundError):
        disk.remove(next_path(store))


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _is_for(content: bytes, store: Path) -> bool:
    with suppress(Refusal, ValueError, KeyError, FileNotFoundError):
        from_json(content)
        return bool(json.loads(content)["salt"] == _salt(store))
    return False  # torn, not ours, or no store there yet


def _salt(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_SALT_BYTES).hex()
