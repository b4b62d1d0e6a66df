"""Where a month can be handed over: the sticks that are plugged in, or any folder chosen by hand."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from happyhome.files.environment import EnvironmentRefusal, is_folder

_ESCAPE = re.compile(rb"\\([0-3][0-7]{2}|x[0-9a-f]{2})")
_SYSTEM_PLACES = ("/", "/boot", "/boot/efi", "/home", "/usr", "/var")


@dataclass(frozen=True, slots=True)
class Drive:
    """A place to hand over to. ``label`` is what the clerk calls it; sizes in bytes.

    ``filesystem`` is as the system names it (vfat, exfat, FAT32, NTFS), empty when unknown; ``serial`` is
    the number that the volume got when it was formatted (3C4D-12EF), which tells one stick from another.
    """

    root: Path
    label: str
    filesystem: str
    free_bytes: int
    total_bytes: int
    read_only: bool
    serial: str = ""


def removable_drives() -> tuple[Drive, ...]:
    """The sticks, cards and USB disks that are plugged in and can be read, by their place."""
    if sys.platform == "win32":
        from happyhome.exchange.windows_drives import real_kernel, windows_drives

        return windows_drives(real_kernel())
    else:  # noqa: RET505 - a plain return after it is unreachable to mypy on Windows
        return linux_drives()


def drive_of(path: Path) -> Drive | None:
    """The stick on which a file or folder stands (or will stand), None for the computer's own disk."""
    place = path.absolute()
    found = [drive for drive in removable_drives() if place.is_relative_to(drive.root)]
    return max(found, key=lambda drive: len(drive.root.parts), default=None)


def chosen_folder(folder: Path) -> Drive:
    """A folder chosen by hand as a target. Raises EnvironmentRefusal when it is not there."""
    try:
        if not is_folder(folder):
            raise NotADirectoryError(folder)
        usage = shutil.disk_usage(folder)
    except OSError as error:
        text = f"“{folder}”找不到了，U 盘可能已被拔出，或文件夹被移走。请重新插好 U 盘，或另选一个文件夹。"
        raise EnvironmentRefusal("device_gone", text, folder) from error
    read_only = not os.access(folder, os.W_OK)
    return Drive(folder, folder.name or str(folder), "", usage.free, usage.total, read_only)


def linux_drives(
    mounts: Path = Path("/proc/mounts"),
    blocks: Path = Path("/sys/class/block"),
    labels: Path = Path("/dev/disk/by-label"),
    serials: Path = Path("/dev/disk/by-uuid"),
) -> tuple[Drive, ...]:
    """As :func:`removable_drives`, told by the system's tables."""
    names, numbers = _labels(labels), _labels(serials)
    found: dict[str, Drive] = {}
    for device, place, filesystem, options in _mounts(mounts):
        if place in _SYSTEM_PLACES or device in found or not _is_removable(Path(device).name, blocks):
            continue
        root = Path(place)
        try:
            usage = shutil.disk_usage(root)
        except OSError:  # pulled out while mounted: the mount lingers, the stick is not there
            continue
        label = names.get(Path(device).name) or root.name
        number = numbers.get(Path(device).name, "")
        found[device] = Drive(root, label, filesystem, usage.free, usage.total, "ro" in options, number)
    return tuple(sorted(found.values(), key=lambda drive: str(drive.root)))


def _mounts(table: Path) -> Iterator[tuple[str, str, str, list[str]]]:
    for line in table.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        fields = line.split(" ")
        if len(fields) >= 4 and fields[0].startswith("/dev/"):
            yield os.path.realpath(fields[0]), _unescape(fields[1]), fields[2], fields[3].split(",")


def _is_removable(device: str, blocks: Path) -> bool:
    """Whether the disk can be taken out, or hangs on USB as hard disks in a box do."""
    if device.startswith("sr"):  # a compact disc takes nothing
        return False
    entry = (blocks / device).resolve()
    disk = entry.parent if (entry / "partition").exists() else entry
    flag = disk / "removable"
    if not flag.exists():
        return False
    on_usb = any(part.startswith("usb") for part in entry.parts)
    on_card = disk.name.startswith("mmcblk") and (disk / "device" / "type").exists()
    return on_usb or flag.read_text().strip() == "1" or (on_card and _is_sd(disk))


def _is_sd(disk: Path) -> bool:
    return (disk / "device" / "type").read_text().strip() == "SD"  # MMC is soldered in


def _labels(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        return {}
    return {Path(os.path.realpath(link)).name: _unescape(link.name) for link in folder.iterdir()}


def _unescape(text: str) -> str:
    """Undo \\040 of the mount table and \\x20 of udev; both escape single bytes of UTF-8."""

    def byte(found: re.Match[bytes]) -> bytes:
        code = found[1]
        return bytes([int(code[1:], 16) if code.startswith(b"x") else int(code, 8)])

    return _ESCAPE.sub(byte, text.encode("utf-8", "surrogateescape")).decode("utf-8", "replace")
