"""Read what somebody chose, whatever it turns out to be: a pipe, a device, or a file that grows meanwhile."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


class NotAFile(Exception):
    """A folder, a pipe or a device was chosen: reading it would give nothing, or never end."""


class TooLong(Exception):
    """There are more bytes than were to be read."""


def read_bounded(path: Path, most: int) -> bytes:
    """All bytes of an ordinary file of at most ``most`` bytes, a link being followed.

    It is opened before it is looked at, and without waiting, so that nothing can be put in its place meanwhile.
    Raises NotAFile, TooLong, OSError.
    """
    # Windows opens neither folders nor pipes this way, and knows no such flag.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise NotAFile(path)
        if found.st_size > most:
            raise TooLong(path)
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(most + 1)
    finally:
        os.close(handle)
    if len(content) > most:
        raise TooLong(path)
    return content


def is_gone(error: OSError) -> bool:
    """Whether ``error`` says that there is no such file."""
    return error.errno in (errno.ENOENT, errno.ENOTDIR)
