"""The one way to write a file that leaves the store.

A temporary name in the same folder, flushed to the device, read back from it,
compared, renamed. A power cut at any point leaves the old file or the new one.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from happyhome.exchange.environment import EnvironmentRefusal, explain

CHUNK = 1 << 20
_OUR_FILE = re.compile(r"\.happyhome-[0-9a-f]{8}\.tmp")
_OUR_FOLDER = re.compile(r"~happyhome-[0-9a-f]{8}")

Content: TypeAlias = bytes | Callable[[BinaryIO], None]


def _open_new(path: Path) -> io.FileIO:
    return io.FileIO(path, "x")


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
        while chunk := file.read(CHUNK):
            yield chunk


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
    write: Callable[[io.FileIO, memoryview], int | None] = _write
    sync_file: Callable[[io.FileIO], None] = _sync_file
    read: Callable[[Path], Iterator[bytes]] = _read
    replace: Callable[[Path, Path], None] = os.replace
    sync_folder: Callable[[Path], None] = _sync_folder
    remove: Callable[[Path], None] = os.unlink
    make_folder: Callable[[Path], None] = os.mkdir
    rename_folder: Callable[[Path, Path], None] = os.rename
    remove_folder: Callable[[Path], None] = shutil.rmtree
    free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free
    sync_all: Callable[[], None] = _sync_all


REAL = Disk()


@dataclass(frozen=True, slots=True)
class Written:
    """A file that stands on the device, read back and found equal. ``size`` in bytes."""

    path: Path
    size: int
    sha256: str


class _Sink(io.RawIOBase):
    """Collects, counts and hashes what a producer writes, and passes it on in large pieces.

    Forward only: zip writers and reportlab manage without seeking.
    """

    def __init__(self, file: io.FileIO, disk: Disk) -> None:
        self._file = file
        self._disk = disk
        self._waiting = bytearray()
        self._hash = hashlib.sha256()
        self._failure: OSError | None = None
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        """Take all of ``data``, any object with bytes in it."""
        piece = memoryview(data).cast("B")  # type: ignore[arg-type]  # RawIOBase leaves it open
        self._hash.update(piece)
        self._waiting += piece
        self.size += len(piece)
        if len(self._waiting) >= CHUNK:
            self._pass_on()
        return len(piece)

    def finish(self) -> str:
        """Write the rest; the SHA-256 of all that was taken, in hexadecimal."""
        self._pass_on()
        if self._failure:  # a producer may have swallowed it
            raise self._failure
        return self._hash.hexdigest()

    def _pass_on(self) -> None:
        rest = memoryview(bytes(self._waiting))
        self._waiting.clear()
        try:
            while rest:
                done = self._disk.write(self._file, rest)
                if not done:
                    raise OSError(errno.EIO, "the device took nothing")
                rest = rest[done:]
        except OSError as error:
            self._failure = self._failure or error
            raise


def temporary_file(folder: Path) -> Path:
    """A fresh name in ``folder`` that :func:`sweep` knows as ours.

    Hidden by its dot alone: the hidden attribute of Windows would outlive the rename.
    """
    return folder / f".happyhome-{secrets.token_hex(4)}.tmp"


def temporary_folder(folder: Path) -> Path:
    """A fresh name for a folder in the making, which :func:`sweep` knows as ours."""
    return folder / f"~happyhome-{secrets.token_hex(4)}"


def write_file(path: Path, data: Content, *, disk: Disk = REAL, shown: Path | None = None) -> Written:
    """Make ``path`` hold ``data``, or leave it as it was.

    ``data`` is bytes or a function that writes to the (forward-only) stream it is given.
    ``shown`` is the place that a refusal names, when ``path`` stands in a temporary folder.
    Raises EnvironmentRefusal; what a producer raises of its own passes unchanged.
    """
    shown = shown or path
    temporary = temporary_file(path.parent)
    try:
        size, sha256 = _fill(temporary, data, disk)
        _compare(temporary, sha256, disk, shown)
        disk.replace(temporary, path)
    except BaseException as error:
        # The first failure is the news; what cannot be removed now, sweep() knows by its name.
        with suppress(OSError):
            disk.remove(temporary)
        if isinstance(error, OSError):
            raise explain(error, shown, len(data) if isinstance(data, bytes) else None) from error
        raise
    try:
        disk.sync_folder(path.parent)
    except OSError as error:
        raise explain(error, shown) from error
    return Written(path, size, sha256)


def digest(path: Path, disk: Disk = REAL) -> tuple[int, str]:
    """Size in bytes and SHA-256 of what the device gives for ``path``. Raises OSError."""
    size, total = 0, hashlib.sha256()
    for chunk in disk.read(path):
        total.update(chunk)
        size += len(chunk)
    return size, total.hexdigest()


def sweep(folder: Path, disk: Disk = REAL) -> tuple[str, ...]:
    """Remove what an interrupted write of ours left in ``folder``; the names removed.

    Call it only where nothing is being written. Raises EnvironmentRefusal.
    """
    removed = []
    try:
        for item in sorted(folder.iterdir()):
            if _OUR_FILE.fullmatch(item.name) and item.is_file():
                disk.remove(item)
                removed.append(item.name)
            elif _OUR_FOLDER.fullmatch(item.name) and item.is_dir() and not item.is_symlink():
                disk.remove_folder(item)
                removed.append(item.name)
    except OSError as error:
        raise explain(error, folder) from error
    return tuple(removed)


def _fill(temporary: Path, data: Content, disk: Disk) -> tuple[int, str]:
    with disk.open_new(temporary) as file:
        sink = _Sink(file, disk)
        if isinstance(data, bytes):
            sink.write(data)
        else:
            data(cast(BinaryIO, sink))
        sha256 = sink.finish()
        disk.sync_file(file)
    return sink.size, sha256


def _compare(temporary: Path, sha256: str, disk: Disk, shown: Path) -> None:
    if digest(temporary, disk)[1] != sha256:
        text = (
            f"“{shown.name}”没有写成：写到“{shown.parent}”后再读出来，内容不一样，U盘可能已经损坏。"
            "请换一个U盘，再试一次。"
        )
        raise EnvironmentRefusal("device_error", text, shown)
