"""The steps by which a file reaches a device, each of them able to fail."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_CHUNK = 1 << 20


def _open_new(path: Path) -> io.FileIO:
    return io.FileIO(path, "x")


def _open_again(path: Path) -> io.FileIO:
    return io.FileIO(path, "r+")  # Windows flushes only what was opened for writing


def _write(file: io.FileIO, data: memoryview) -> int | None:
    return file.write(data)


def _sync_file(file: io.FileIO) -> None:
    os.fsync(file.fileno())


def _read(path: Path) -> Iterator[bytes]:
    """The file's bytes from the device where the system lets us drop its cache.

    Windows has no such call for an ordinary file; there the system's own copy is compared.
    """
    with io.FileIO(path, "r") as file:
        if sys.platform == "linux":
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := file.read(_CHUNK):
            yield chunk


def patiently(
    move: Callable[[Path, Path], None], pause: Callable[[float], None] = time.sleep
) -> Callable[[Path, Path], None]:
    """``move``, tried again for a second where Windows says that somebody holds the file.

    Virus scanners open every new file for a moment; Excel holds on for longer.
    """

    def moved(source: Path, target: Path) -> None:
        for seconds in (0.05, 0.1, 0.3, 0.6):
            try:
                return move(source, target)
            except OSError as error:
                if getattr(error, "winerror", None) not in (5, 32):
                    raise
            pause(seconds)
        return move(source, target)

    return moved


_replace = patiently(os.replace)
_rename_folder = patiently(os.rename)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be flushed there; NTFS and FAT order the rename themselves
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some FUSE file systems (older exFAT, NTFS) know no flush of a folder.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
            raise
    finally:
        os.close(handle)


def _sync_all() -> None:
    if hasattr(os, "sync"):
        os.sync()


@dataclass(frozen=True, slots=True)
class Disk:
    """Each step that touches a device, so that a test can make each of them fail in turn."""

    open_new: Callable[[Path], io.FileIO] = _open_new
    open_again: Callable[[Path], io.FileIO] = _open_again
    write: Callable[[io.FileIO, memoryview], int | None] = _write
    sync_file: Callable[[io.FileIO], None] = _sync_file
    read: Callable[[Path], Iterator[bytes]] = _read
    replace: Callable[[Path, Path], None] = _replace
    sync_folder: Callable[[Path], None] = _sync_folder
    remove: Callable[[Path], None] = os.unlink
    make_folder: Callable[[Path], None] = os.mkdir
    rename_folder: Callable[[Path, Path], None] = _rename_folder
    remove_folder: Callable[[Path], None] = shutil.rmtree
    free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free
    sync_all: Callable[[], None] = _sync_all


REAL = Disk()
