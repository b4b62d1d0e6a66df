"""The one way to write a file that leaves the store.

A temporary name in the same folder, flushed to the device, read back from it,
compared, renamed. A power cut at any point leaves the old file or the new one.
What SQLite writes by itself (a backup) goes the second half of that way: ``in_the_making``, ``put_in_place``.
"""

from __future__ import annotations

import errno
import hashlib
import io
import re
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import EnvironmentRefusal, explain
from happyhome.files.private import keep_private

_CHUNK = 1 << 20
_OUR_FILE = re.compile(r"\.happyhome-[0-9a-f]{8}\.tmp(-wal|-shm|-journal)?")
_OUR_FOLDER = re.compile(r"~happyhome-[0-9a-f]{8}")

Content: TypeAlias = bytes | Callable[[BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Written:
    """A file that stands on the device, read back and found equal. ``size`` in bytes."""

    path: Path
    size: int
    sha256: str


class _DeviceFailed(Exception):
    """An OSError of the device, kept apart from those of a producer's own, such as a missing photo."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(cause)
        self.cause = cause


@contextmanager
def _device() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _DeviceFailed(error) from error


class _Sink(io.RawIOBase):
    """Collects, counts and hashes what a producer writes, and passes it on in large pieces.

    Forward only: zip writers and reportlab manage without seeking.
    """

    def __init__(self, file: io.FileIO, disk: Disk) -> None:
        self._file = file
        self._disk = disk
        self._waiting = bytearray()
        self._hash = hashlib.sha256()
        self._failure: _DeviceFailed | None = None
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        """Take all of ``data``, any object with bytes in it."""
        piece = memoryview(data).cast("B")  # type: ignore[arg-type]  # RawIOBase leaves it open
        self._hash.update(piece)
        self._waiting += piece
        self.size += len(piece)
        if len(self._waiting) >= _CHUNK:
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
            with _device():
                while rest:
                    done = self._disk.write(self._file, rest)
                    if not done:
                        raise OSError(errno.EIO, "the device took nothing")
                    rest = rest[done:]
        except _DeviceFailed as failure:
            self._failure = self._failure or failure
            raise


def temporary_file(folder: Path) -> Path:
    """A fresh name in ``folder`` that :func:`sweep` knows as ours.

    Hidden by its dot alone: the hidden attribute of Windows would outlive the rename.
    """
    return folder / f".happyhome-{secrets.token_hex(4)}.tmp"


def temporary_folder(folder: Path) -> Path:
    """A fresh name for a folder in the making, which :func:`sweep` knows as ours."""
    return folder / f"~happyhome-{secrets.token_hex(4)}"


def write_file(
    path: Path, data: Content, *, disk: Disk = REAL, shown: Path | None = None, is_private: bool = False
) -> Written:
    """Make ``path`` hold ``data``, or leave it as it was.

    ``data`` is bytes or a function that writes to the (forward-only) stream it is given. ``is_private``: no other
    account of the computer may read it.
    ``shown`` is the place that a refusal names, when ``path`` stands in a temporary folder.
    Raises EnvironmentRefusal; what a producer raises of its own passes unchanged.
    """
    shown = shown or path
    temporary = temporary_file(path.parent)
    try:
        size, sha256 = _fill(temporary, data, disk, is_private=is_private)
        with _device():
            _compare(temporary, sha256, disk, shown)
            disk.replace(temporary, path)
    except BaseException as error:
        # The first failure is the news; what cannot be removed now, sweep() knows by its name.
        with suppress(OSError):
            disk.remove(temporary)
        if isinstance(error, _DeviceFailed):  # told only now, when the room that is free is right
            needed = len(data) if isinstance(data, bytes) else None
            raise explain(error.cause, shown, needed) from error.cause
        raise
    try:
        disk.sync_folder(path.parent)
    except OSError as error:
        raise explain(error, shown) from error
    return Written(path, size, sha256)


@contextmanager
def in_the_making(folder: Path, disk: Disk = REAL) -> Iterator[Path]:
    """A temporary name for a file that somebody else writes; what still stands under it goes at the end.

    SQLite's own files beside it go with it. Inside, :func:`put_in_place` gives it its name.
    """
    temporary = temporary_file(folder)
    try:
        yield temporary
    finally:
        for leftover in (temporary, *(Path(f"{temporary}{end}") for end in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):  # it is not there, or sweep() knows it by its name
                disk.remove(leftover)


def append(path: Path, data: bytes, *, disk: Disk = REAL, shown: Path | None = None) -> None:
    """Put ``data`` at the end of a file in the making. Raises EnvironmentRefusal, which names ``shown``."""
    try:
        with _device(), disk.open_again(path) as file:
            file.seek(0, 2)
            rest = memoryview(data)
            while rest:
                done = disk.write(file, rest)
                if not done:
                    raise OSError(errno.EIO, "the device took nothing")
                rest = rest[done:]
    except _DeviceFailed as failure:
        raise explain(failure.cause, shown or path, len(data)) from failure.cause


def append_or_not(path: Path, data: bytes, *, disk: Disk = REAL) -> None:
    """Put ``data`` at the end of a finished file, flushed, or leave the file as long as it was.

    A power cut may leave a part of it: whoever reads it must know a whole one. Raises EnvironmentRefusal, OSError.
    """
    size = path.stat().st_size
    try:
        append(path, data, disk=disk)
        with disk.open_again(path) as file:
            disk.sync_file(file)
    except (OSError, EnvironmentRefusal):
        with disk.open_again(path) as file:
            file.truncate(size)
        raise


def put_in_place(
    temporary: Path, path: Path, check: Callable[[Path], None] = lambda made: None, *, disk: Disk = REAL
) -> Written:
    """Give a finished file its name: flushed, its cache dropped, read, checked, renamed, the folder flushed.

    ``check`` looks into the temporary file and raises where it is unsound; what it raises passes unchanged, and
    ``path`` is as it was. Raises EnvironmentRefusal, which names ``path``.
    """
    try:
        with disk.open_again(temporary) as file:
            disk.sync_file(file)
        size, sha256 = digest(temporary, disk)
    except OSError as error:
        raise explain(error, path) from error
    check(temporary)
    try:
        disk.replace(temporary, path)
        disk.sync_folder(path.parent)
    except OSError as error:
        raise explain(error, path) from error
    return Written(path, size, sha256)


def digest(path: Path, disk: Disk = REAL) -> tuple[int, str]:
    """Size in bytes and SHA-256 of what the device gives for ``path``. Raises OSError."""
    size, total = 0, hashlib.sha256()
    for chunk in disk.read(path):
        total.update(chunk)
        size += len(chunk)
    return size, total.hexdigest()


def sweep(folder: Path, disk: Disk = REAL, shown: Path | None = None, quiet_s: float = 0) -> tuple[str, ...]:
    """Remove what an interrupted write of ours left in ``folder``; the names removed.

    Call it where nothing is being written, or with ``quiet_s``: only what nobody has written to for so many
    seconds by the machine's clock. Raises EnvironmentRefusal, which names ``shown``, what is made room for.
    """
    removed = []
    try:
        for item in sorted(folder.iterdir()):
            if quiet_s and abs(time.time() - item.lstat().st_mtime) < quiet_s:
                continue
            if _OUR_FILE.fullmatch(item.name) and item.is_file():
                disk.remove(item)
                removed.append(item.name)
            elif _OUR_FOLDER.fullmatch(item.name) and item.is_dir() and not item.is_symlink():
                disk.remove_folder(item)
                removed.append(item.name)
    except OSError as error:
        raise explain(error, shown or folder) from error
    return tuple(removed)


def _fill(temporary: Path, data: Content, disk: Disk, *, is_private: bool) -> tuple[int, str]:
    with _device():
        file = disk.open_new(temporary)
    with file:
        if is_private:
            keep_private(file)
        sink = _Sink(file, disk)
        if isinstance(data, bytes):
            sink.write(data)
        else:
            data(cast(BinaryIO, sink))
        sha256 = sink.finish()
        with _device():
            disk.sync_file(file)
    return sink.size, sha256


def _compare(temporary: Path, sha256: str, disk: Disk, shown: Path) -> None:
    if digest(temporary, disk)[1] != sha256:
        text = (
            f"“{shown.name}”没有写成：写到“{shown.parent}”后再读出来，内容不一样，U 盘可能已经损坏。"
            "请换一个 U 盘，再试一次。"
        )
        raise EnvironmentRefusal("device_error", text, shown)
