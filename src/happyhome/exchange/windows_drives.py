"""Removable drives as Windows tells them, through kernel32 (fileapi.h)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from happyhome.exchange.drives import Drive

_REMOVABLE = 2  # DRIVE_REMOVABLE; a USB hard disk counts as fixed and is chosen by hand
_READ_ONLY_VOLUME = 0x00080000  # FILE_READ_ONLY_VOLUME
_FIRST_LETTER = 2  # A: and B: are floppy drives, which knock when asked


@dataclass(frozen=True, slots=True)
class Volume:
    """Label, file system, flags and serial number (32 bits) of what is in a drive."""

    label: str
    filesystem: str
    flags: int
    serial: int = 0


@dataclass(frozen=True, slots=True)
class Kernel:
    """The four questions put to Windows. ``volume`` and ``space`` say None where nothing is in."""

    letters: Callable[[], int]
    """GetLogicalDrives: bit 0 is A:."""
    kind: Callable[[str], int]
    """GetDriveTypeW."""
    volume: Callable[[str], Volume | None]
    """GetVolumeInformationW."""
    space: Callable[[str], tuple[int, int] | None]
    """GetDiskFreeSpaceExW: bytes free to the user, bytes in all."""


def windows_drives(kernel: Kernel) -> tuple[Drive, ...]:
    """The removable drives that have something in them; an empty card reader is left out."""
    found = []
    mask = kernel.letters()
    for number in range(_FIRST_LETTER, 26):
        letter = chr(ord("A") + number)
        root = f"{letter}:\\"
        if not mask >> number & 1 or kernel.kind(root) != _REMOVABLE:
            continue
        volume, space = kernel.volume(root), kernel.space(root)
        if volume is None or space is None:
            continue
        label = f"{volume.label or 'U 盘'} ({letter}:)"
        read_only = bool(volume.flags & _READ_ONLY_VOLUME)
        serial = f"{volume.serial >> 16:04X}-{volume.serial & 0xFFFF:04X}" if volume.serial else ""
        found.append(Drive(Path(root), label, volume.filesystem, space[0], space[1], read_only, serial))
    return tuple(found)


if sys.platform == "win32":

    def real_kernel() -> Kernel:
        """The questions put to this very Windows."""
        import ctypes
        from ctypes import wintypes

        dll = ctypes.WinDLL("kernel32")
        # Else an empty card reader makes Windows itself ask for a disk. SEM_FAILCRITICALERRORS
        dll.SetThreadErrorMode(wintypes.DWORD(1), None)

        def volume(root: str) -> Volume | None:
            label, filesystem = ctypes.create_unicode_buffer(261), ctypes.create_unicode_buffer(261)
            serial, flags = wintypes.DWORD(), wintypes.DWORD()
            told = dll.GetVolumeInformationW(
                wintypes.LPCWSTR(root), label, 261, ctypes.byref(serial), None, ctypes.byref(flags), filesystem, 261
            )  # fmt: skip
            return Volume(label.value, filesystem.value, flags.value, serial.value) if told else None

        def space(root: str) -> tuple[int, int] | None:
            free, total = ctypes.c_ulonglong(), ctypes.c_ulonglong()
            told = dll.GetDiskFreeSpaceExW(
                wintypes.LPCWSTR(root), ctypes.byref(free), ctypes.byref(total), None
            )
            return (free.value, total.value) if told else None

        def kind(root: str) -> int:
            return int(dll.GetDriveTypeW(wintypes.LPCWSTR(root)))

        return Kernel(lambda: int(dll.GetLogicalDrives()), kind, volume, space)
