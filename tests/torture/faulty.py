"""Devices that fail at a chosen step, put under everything that writes; and power that goes, with what was in the cache."""

from __future__ import annotations

import errno
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from happyhome.files.disk import REAL, Disk
from tests.exchange.faults import PowerCut

_SOUND = Disk()
FAULTS = ("full", "error", "read-only", "short", "power", "cache")
"""How a step fails: no room; an error of the device; read-only from here on; half of it written and then no
room; the power goes before it; the power goes, and takes along what was never flushed."""


@dataclass
class Faulty:
    """Counts steps and fails the one with the number ``at``. ``at`` None: all go well."""

    at: int | None = None
    fault: str = "error"
    seed: int = 0
    names: list[str] = field(default_factory=list)
    cache: Cache = field(default_factory=lambda: Cache())

    def step(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """``real``, counted and made to fail in its turn."""

        def taken(*arguments: Any) -> Any:
            number = len(self.names)
            self.names.append(name)
            if self.at is not None and number >= self.at:
                self._fail(number == self.at, name, real, arguments)
            done = real(*arguments) if self.fault != "cache" else self.cache.doing(name, real, arguments)
            return done

        return taken

    def _fail(self, is_first: bool, name: str, real: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        if self.fault in ("power", "cache"):
            raise PowerCut
        if self.fault == "read-only" and name not in ("read", "free", "sync_all", "open_again"):
            raise OSError(errno.EROFS, "Read-only file system", "device")
        if not is_first:
            return
        if self.fault == "short" and name == "write":
            file, data = arguments
            real(file, data[: len(data) // 2])
        number = errno.EIO if self.fault == "error" else errno.ENOSPC
        raise OSError(number, "no", "device")


@dataclass
class Cache:
    """What the device was told and need not have kept yet: bytes not flushed, names given since the folder's flush."""

    dirty: dict[int, Path] = field(default_factory=dict)
    unflushed: dict[Path, Path] = field(default_factory=dict)
    renames: list[tuple[str, Path, Path, bytes | None]] = field(default_factory=list)
    floors: dict[Path, int] = field(default_factory=dict)

    def doing(self, name: str, real: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        """Do the step, and note what a power cut could take back of it."""
        if name == "replace":
            source, target = arguments
            before = target.read_bytes() if target.exists() else None
            done = real(*arguments)
            self.renames.append((name, source, target, before))
            if source in self.unflushed:
                self.unflushed[target] = self.unflushed.pop(source)
            return done
        done = real(*arguments)
        if name == "open_new":
            self.dirty[id(done)] = self.unflushed[arguments[0]] = arguments[0]
        elif name == "open_again":
            path = arguments[0]
            self.dirty[id(done)] = self.unflushed[path] = path  # SQLite's bytes, nobody's flush
            if not path.name.startswith("."):  # but what stood under its own name was flushed before
                self.floors.setdefault(path, path.stat().st_size)
        elif name == "sync_file":
            self.unflushed.pop(self.dirty.pop(id(arguments[0]), Path()), None)
        elif name == "rename_folder":
            self.renames.append((name, *arguments, None))
        elif name == "sync_folder":
            self.renames = [one for one in self.renames if one[2].parent != arguments[0]]
        elif name == "sync_all":
            self.unflushed.clear()
            self.renames.clear()
        return done

    def lose(self, chance: random.Random) -> None:
        """The power is gone: some of what was not flushed is not there, newest names first."""
        for kind, source, target, before in reversed(self.renames):
            if chance.random() < 0.5:
                break  # names are kept in the order they were given, up to some moment
            if kind == "rename_folder":
                with suppress(OSError):
                    target.rename(source)
            else:
                source.write_bytes(target.read_bytes())
                if before is None:
                    target.unlink()
                else:
                    target.write_bytes(before)
        for path in self.unflushed.values():
            if path.is_file():
                content = path.read_bytes()
                least = min(self.floors.get(path, 0), len(content))
                path.write_bytes(content[: chance.randrange(least, len(content) + 1)])


@contextmanager
def under_everything(faulty: Faulty) -> Iterator[Faulty]:
    """Every write of the program goes to this device meanwhile, whoever calls it."""
    for one in fields(Disk):
        object.__setattr__(REAL, one.name, faulty.step(one.name, getattr(_SOUND, one.name)))
    try:
        yield faulty
    finally:
        for one in fields(Disk):
            object.__setattr__(REAL, one.name, getattr(_SOUND, one.name))
