"""Disks that fail at a chosen step, and small real ones that are mounted for a test."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from happyhome.files.disk import REAL, Disk


class PowerCut(BaseException):
    """The machine is off: from here on no step does anything."""


class Steps:
    """Counts the steps that a write takes, and fails one of them."""

    def __init__(self, fail_at: int | None = None, error: BaseException | None = None) -> None:
        self.names: list[str] = []
        self._fail_at = fail_at
        self._error = error or OSError(errno.EIO, "Input/output error")

    def disk(self, base: Disk = REAL) -> Disk:
        steps = {field.name: self._counted(field.name, getattr(base, field.name)) for field in fields(Disk)}
        return Disk(**steps)

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any) -> Any:
            number = len(self.names)
            self.names.append(name)
            off = isinstance(self._error, PowerCut) and self._fail_at is not None and number > self._fail_at
            if number == self._fail_at or off:
                raise self._error
            return real(*arguments)

        return step


def steps_of(work: Callable[[Disk], object]) -> list[str]:
    """The names of the steps that ``work`` takes when all goes well."""
    steps = Steps()
    work(steps.disk())
    return steps.names


@contextmanager
def mounted(kind: str, place: Path, options: str, source: str = "tmpfs") -> Iterator[Path]:
    """A small file system of its own at ``place``; skips the test where that is not permitted."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("mounting needs root on Linux")
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", kind, "-o", options, source, str(place)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"this machine mounts no {kind}: {done.stderr.strip()}")
    try:
        yield place
    finally:
        if place.is_mount():
            subprocess.run(["umount", str(place)], check=True)


def pull(place: Path) -> None:
    """Take the file system at ``place`` away as a pulled stick goes: at once, whatever is open."""
    subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def fat_stick(folder: Path) -> Iterator[Path]:
    """A real FAT32 file system in an image of 40 MB."""
    if not shutil.which("mkfs.vfat"):
        pytest.skip("mkfs.vfat (dosfstools) is not installed")
    image = folder / "stick.img"
    with image.open("wb") as file:
        file.truncate(40 << 20)
    subprocess.run(["mkfs.vfat", "-F", "32", "-n", "STICK", str(image)], check=True, capture_output=True)
    with mounted("vfat", folder / "fat", "loop,utf8", str(image)) as place:
        yield place
