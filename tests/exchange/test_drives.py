"""Sticks are found, and nothing else is taken for one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from happyhome.exchange import drives
from happyhome.exchange.drives import Drive, chosen_folder, drive_of, linux_drives, removable_drives
from happyhome.exchange.windows_drives import Kernel, Volume, windows_drives
from happyhome.files.environment import EnvironmentRefusal


class Machine:
    """The tables of a Linux machine, as files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.blocks = root / "class"
        self.labels = root / "by-label"
        self.blocks.mkdir()
        self.labels.mkdir()
        self.serials = root / "by-uuid"
        self.serials.mkdir()
        self._mounts: list[str] = []

    def disk(self, name: str, bus: str, removable: str, partition: str = "", card: str = "") -> None:
        disk = self.root / "devices" / bus / "block" / name
        (disk / "device").mkdir(parents=True)
        (disk / "removable").write_text(f"{removable}\n")
        if card:
            (disk / "device" / "type").write_text(f"{card}\n")
        (self.blocks / name).symlink_to(disk)
        if partition:
            (disk / partition).mkdir()
            (disk / partition / "partition").write_text("1\n")
            (self.blocks / partition).symlink_to(disk / partition)

    def mount(self, device: str, place: Path | str, kind: str = "vfat", options: str = "rw,relatime") -> None:
        escaped = str(place).replace(" ", "\\040")
        self._mounts.append(f"/dev/{device} {escaped} {kind} {options} 0 0")

    def drives(self) -> list[tuple[str, str, str, bool]]:
        found = self.found()
        return [(drive.root.name, drive.label, drive.filesystem, drive.read_only) for drive in found]

    def found(self) -> tuple[Drive, ...]:
        table = self.root / "mounts"
        table.write_text("\n".join(["proc /proc proc rw 0 0", *self._mounts]) + "\n", encoding="utf-8")
        return linux_drives(table, self.blocks, self.labels, self.serials)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    if sys.platform == "win32":
        pytest.skip("the tables of Linux need its links and paths")
    return Machine(tmp_path)


def test_a_stick_is_found_with_its_label_and_a_place_with_spaces(machine: Machine, tmp_path: Path) -> None:
    place = tmp_path / "村里 U 盘"
    place.mkdir()
    machine.disk("hh9sdb", "pci0/usb1/1-2", "1", partition="hh9sdb1")
    (machine.labels / "幸福\\x20院").symlink_to("/dev/hh9sdb1")
    machine.mount("hh9sdb1", place)
    assert machine.drives() == [("村里 U 盘", "幸福 院", "vfat", False)]


def test_two_sticks_of_one_name_are_told_apart_by_their_serial(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for letter, serial in (("b", "3C4D-12EF"), ("c", "77AA-0001")):
        (tmp_path / letter).mkdir()
        machine.disk(f"hh9sd{letter}", "pci0/usb1/1-2", "1", partition=f"hh9sd{letter}1")
        machine.mount(f"hh9sd{letter}1", tmp_path / letter)
        (machine.serials / serial).symlink_to(f"/dev/hh9sd{letter}1")
    found = machine.found()
    assert [drive.serial for drive in found] == ["3C4D-12EF", "77AA-0001"]
    monkeypatch.setattr(drives, "removable_drives", lambda: found)
    on_it = drive_of(tmp_path / "c" / "清泉村 2026-10" / "花名册.pdf")
    assert on_it is not None
    assert on_it.serial == "77AA-0001"
    assert drive_of(tmp_path / "别处.pdf") is None


def test_the_machines_own_disks_are_not_sticks(machine: Machine, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    machine.disk("hh9sda", "pci0/ata1", "0", partition="hh9sda1")
    machine.mount("hh9sda1", data, "ext4")
    machine.disk("mmcblk9", "platform/mmc0", "0", partition="mmcblk9p1", card="MMC")
    machine.mount("mmcblk9p1", data, "ext4")
    machine.disk("sr9", "pci0/ata2", "1")
    machine.mount("sr9", data, "iso9660")
    machine.mount("mapper/unknown", data, "ext4")
    assert machine.drives() == []


def test_a_disk_on_usb_and_a_card_count_though_they_say_not_removable(
    machine: Machine, tmp_path: Path
) -> None:
    for name in ("box", "card"):
        (tmp_path / name).mkdir()
    machine.disk("hh9sdc", "pci0/usb2/2-1", "0", partition="hh9sdc1")
    machine.mount("hh9sdc1", tmp_path / "box", "exfat", "ro,nosuid")
    machine.disk("mmcblk8", "platform/mmc1", "0", partition="mmcblk8p1", card="SD")
    machine.mount("mmcblk8p1", tmp_path / "card")
    assert machine.drives() == [("box", "box", "exfat", True), ("card", "card", "vfat", False)]


def test_a_system_started_from_a_stick_is_not_offered(machine: Machine) -> None:
    machine.disk("hh9sdd", "pci0/usb1/1-1", "1", partition="hh9sdd1")
    machine.mount("hh9sdd1", "/")
    assert machine.drives() == []


def test_a_stick_mounted_twice_is_offered_once_and_a_pulled_one_not_at_all(
    machine: Machine, tmp_path: Path
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    machine.disk("hh9sde", "pci0/usb1/1-1", "1")
    machine.mount("hh9sde", tmp_path / "one")
    machine.mount("hh9sde", tmp_path / "two")
    machine.disk("hh9sdf", "pci0/usb1/1-3", "1")
    machine.mount("hh9sdf", tmp_path / "pulled")
    assert [name for name, *_ in machine.drives()] == ["one"]


def test_windows_offers_removable_drives_that_have_something_in_them() -> None:
    volumes = {
        "E:\\": Volume("村务", "FAT32", 0, 0x3C4D12EF),
        "F:\\": Volume("", "exFAT", 0x00080000),
        "A:\\": Volume("FLOPPY", "FAT", 0),
        "C:\\": Volume("System", "NTFS", 0),
    }
    kernel = Kernel(
        letters=lambda: 0b1111101,  # A, C to G
        kind=lambda root: 3 if root == "C:\\" else 2,
        volume=volumes.get,
        space=lambda root: None if root == "G:\\" else (7, 16),
    )
    found = windows_drives(kernel)
    assert [(str(drive.root)[0], drive.label, drive.filesystem, drive.read_only) for drive in found] == [
        ("E", "村务 (E:)", "FAT32", False),
        ("F", "U 盘 (F:)", "exFAT", True),
    ]
    assert [drive.serial for drive in found] == ["3C4D-12EF", ""]
    assert (found[0].free_bytes, found[0].total_bytes) == (7, 16)


def test_any_folder_may_be_chosen_by_hand(tmp_path: Path) -> None:
    drive = chosen_folder(tmp_path)
    assert drive.root == tmp_path
    assert drive.label == tmp_path.name
    assert 0 < drive.free_bytes <= drive.total_bytes
    assert not drive.read_only


def test_a_chosen_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusal, match="另选一个文件夹") as caught:
        chosen_folder(tmp_path / "gone")
    assert caught.value.code == "device_gone"


def test_this_machine_can_be_asked() -> None:
    assert all(drive.total_bytes >= drive.free_bytes for drive in removable_drives())
