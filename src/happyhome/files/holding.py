"""Who has a folder of records open: a lock of the operating system, and beside it who holds it.

The lock dies with its process, so that a killed one never blocks. The note beside it (``happyhome.holder``)
is removed at a clean end; one that stands there without a lock is what a killed one left.
Where the file system knows no locks or takes no file, nothing is claimed: nobody is kept out.
"""

from __future__ import annotations

import errno
import getpass
import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

WINDOW: Final = "window"
_MOST: Final = 4096  # characters of a note; a real one has two hundred
_TAKEN: Final = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has it open, or had when ``is_alive`` is False. ``since`` is None where the note could not be read.

    ``program`` is "window", or the name of a command.
    """

    program: str = ""
    user: str = ""
    machine: str = ""
    pid: int = 0
    since: datetime | None = None
    is_alive: bool = False

    @property
    def is_here(self) -> bool:
        """Whether it runs on this computer, as far as is known."""
        return self.machine in ("", platform.node())

    def told(self, now: datetime | None = None) -> str:
        """王会计的窗口从 8:05 起开着（本机，进程 1234）: half a sentence; the day, too, where it is not that of ``now``."""
        whose = f"{self.user}的" if self.user else ""
        what = f"{whose}窗口" if self.program in (WINDOW, "") else f"{whose}命令 {self.program} "
        since = f"从{_moment(self.since, now)}起" if self.since is not None else ""
        where = "本机" if self.is_here else f"电脑 {self.machine}"
        number = f"，进程 {self.pid}" if self.pid else ""
        return f"{what}{since}开着（{where}{number}）"


class Held(Exception):
    """Somebody else has it open."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(f"held by process {holder.pid}")
        self.holder = holder


@dataclass(frozen=True, slots=True)
class Hold:
    """A lock that is held until ``release``. ``before`` is a predecessor that did not end cleanly.

    Without ``is_real`` the place knows no locks; then nothing is known of others either.
    """

    path: Path
    before: Holder | None = None
    is_real: bool = True
    _handles: list[int] = field(default_factory=list, repr=False)
    _noted: list[Holder] = field(default_factory=list, repr=False)

    def sign(self, user: str) -> None:
        """Say who is at the keyboard, once that is known."""
        if self.is_real and self._noted and user:
            self._noted[0] = replace(self._noted[0], user=user)
            _write_note(self.path, self._noted[0])

    def release(self, *, cleanly: bool = True) -> None:
        """Let go. Not ``cleanly``, the next one looks at the records before it uses them."""
        if cleanly and self.is_real:
            with suppress(OSError):  # a stick that was pulled: the next start then looks once more
                _note(self.path).unlink(missing_ok=True)
        while self._handles:
            os.close(self._handles.pop())


def hold(path: Path, *, program: str, now: datetime, user: str = "") -> Hold:
    """Take the lock at ``path``, whose folder is there. Raises Held, naming who has it."""
    try:
        handle = _open(path)
    except OSError:  # a read-only folder or a full disk is told when the records are opened
        return Hold(path, is_real=False)
    try:
        locked = _lock(handle)
    except OSError:  # a file system without locks
        os.close(handle)
        return Hold(path, is_real=False)
    if not locked:
        os.close(handle)
        raise Held(_read_note(path, is_alive=True) or Holder(is_alive=True))
    before = _read_note(path, is_alive=False)
    mine = Holder(program, user or whoever(), platform.node(), os.getpid(), now.replace(microsecond=0), True)
    _write_note(path, mine)
    return Hold(path, before, True, [handle], [mine])


def holder(path: Path) -> Holder | None:
    """Who has ``path`` open, or left it without a clean end (not ``is_alive``); None for nobody."""
    with _probing(path) as free:
        if free is None:
            return None
        if not free:
            return _read_note(path, is_alive=True) or Holder(is_alive=True)
        return _read_note(path, is_alive=False)


def whoever() -> str:
    """The name of the account, "" where there is none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such account: containers and odd Windows logins
        return ""


@contextmanager
def _probing(path: Path) -> Iterator[bool | None]:
    """Whether the lock is free; None where that cannot be known."""
    try:
        handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    except OSError:
        yield None
        return
    try:
        try:
            free: bool | None = _lock(handle)
        except OSError:
            free = None
        yield free
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        """Whether it was free, and is ours now. Raises OSError where there are no locks."""
        os.lseek(handle, 0, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            raise
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        """Whether it was free, and is ours now. Raises OSError where there are no locks.

        flock and not lockf: the latter is lost as soon as the process closes any handle of the file.
        """
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            raise
        return True


def _note(path: Path) -> Path:
    return path.with_suffix(".holder")


def _write_note(path: Path, mine: Holder) -> None:
    """In place and unflushed: it is a note for the next start, and a torn one says enough by standing there."""
    told = asdict(mine) | {"since": mine.since.isoformat() if mine.since else ""}
    del told["is_alive"]
    # Without room for a note, nothing is known of us; the lock holds all the same.
    with suppress(OSError):
        _note(path).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def _read_note(path: Path, *, is_alive: bool) -> Holder | None:
    try:
        with _note(path).open(encoding="utf-8", errors="replace") as file:
            content = file.read(_MOST)
    except OSError:
        return None
    try:
        told = json.loads(content)
        since = datetime.fromisoformat(told["since"])
        return Holder(
            str(told["program"]), str(told["user"]), str(told["machine"]), int(told["pid"]), since, is_alive
        )
    except (
        ValueError,
        KeyError,
        TypeError,
        RecursionError,
    ):  # torn by a power cut: that it stands there is the news
        return Holder(is_alive=is_alive)


def _moment(moment: datetime, now: datetime | None) -> str:
    clock = f" {moment.hour}:{moment:%M} "
    if now is not None and moment.date() == now.date():
        return clock
    return f" {moment.month}月{moment.day}日{clock}"
