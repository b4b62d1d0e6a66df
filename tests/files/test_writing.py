"""A file that leaves the store is the old one or the new one, whatever fails."""

from __future__ import annotations

import errno
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest

from happyhome.domain.problems import Refusal
from happyhome.files.disk import REAL, Disk, patiently
from happyhome.files.environment import EnvironmentRefusal
from happyhome.files.writing import (
    append,
    in_the_making,
    put_in_place,
    sweep,
    temporary_file,
    temporary_folder,
    write_file,
)
from tests.exchange.faults import PowerCut, Steps, mounted, steps_of

OLD, NEW = b"old paper", b"new paper, and longer " * 100_000


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "papers" / "月报.pdf"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


STEPS = ["open_new", "write", "write", "write", "sync_file", "read", "replace", "sync_folder"]


def test_what_was_written_is_told_with_its_hash(paper: Path) -> None:
    written = write_file(paper, NEW)
    assert paper.read_bytes() == NEW
    assert (written.path, written.size, written.sha256) == (paper, len(NEW), hashlib.sha256(NEW).hexdigest())
    assert [item.name for item in paper.parent.iterdir()] == [paper.name]


def test_an_empty_file_and_a_new_one_are_written(tmp_path: Path) -> None:
    assert write_file(tmp_path / "空.txt", b"").size == 0
    assert (tmp_path / "空.txt").read_bytes() == b""


def test_it_is_flushed_and_read_back_before_it_gets_its_name(paper: Path) -> None:
    steps = steps_of(lambda disk: write_file(paper, producer, disk=disk))
    assert steps == STEPS


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.ENODEV, errno.EACCES])
@pytest.mark.parametrize("at", range(len(STEPS)), ids=lambda at: f"{at}-{STEPS[at]}")
def test_a_step_that_fails_leaves_old_or_new_and_no_remains(paper: Path, at: int, number: int) -> None:
    disk = Steps(at, OSError(number, "no")).disk()
    with pytest.raises(EnvironmentRefusal) as caught:
        write_file(paper, producer, disk=disk)
    after_rename = STEPS[at] == "sync_folder"
    assert paper.read_bytes() == (NEW if after_rename else OLD)
    assert [item.name for item in paper.parent.iterdir()] == [paper.name]
    assert isinstance(caught.value.__cause__, OSError)


@pytest.mark.parametrize("at", range(len(STEPS)), ids=lambda at: f"{at}-{STEPS[at]}")
def test_a_power_cut_leaves_old_or_new_and_remains_that_are_known(paper: Path, at: int) -> None:
    with pytest.raises(PowerCut):
        write_file(paper, producer, disk=Steps(at, PowerCut()).disk())
    assert paper.read_bytes() == (NEW if STEPS[at] == "sync_folder" else OLD)
    sweep(paper.parent)
    assert [item.name for item in paper.parent.iterdir()] == [paper.name]


def test_a_device_that_takes_a_little_at_a_time_gets_it_all(paper: Path) -> None:
    little = replace(REAL, write=lambda file, data: file.write(data[:70_001]))
    write_file(paper, NEW, disk=little)
    assert paper.read_bytes() == NEW


@pytest.mark.parametrize("taken", [0, None])
def test_a_device_that_takes_nothing_is_refused_and_not_asked_for_ever(
    paper: Path, taken: int | None
) -> None:
    with pytest.raises(EnvironmentRefusal) as caught:
        write_file(paper, NEW, disk=replace(REAL, write=lambda file, data: taken))
    assert caught.value.code == "device_error"
    assert paper.read_bytes() == OLD


def test_a_stick_that_gives_back_something_else_is_found_out(paper: Path) -> None:
    def rotten(path: Path) -> Iterator[bytes]:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        yield bytes(content)

    with pytest.raises(EnvironmentRefusal, match="内容不一样") as caught:
        write_file(paper, NEW, disk=replace(REAL, read=rotten))
    assert caught.value.code == "device_error"
    assert paper.read_bytes() == OLD
    assert len(list(paper.parent.iterdir())) == 1


def test_a_workbook_open_in_excel_is_told_as_such(paper: Path) -> None:
    def held(source: Path, target: Path) -> None:
        error = PermissionError(errno.EACCES, "sharing violation")
        error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
        raise error

    with pytest.raises(EnvironmentRefusal, match="Excel 或 WPS") as caught:
        write_file(paper, NEW, disk=replace(REAL, replace=held))
    assert caught.value.code == "file_in_use"
    assert paper.read_bytes() == OLD
    assert len(list(paper.parent.iterdir())) == 1


@pytest.mark.parametrize(("winerror", "tries"), [(5, 5), (32, 5), (112, 1)])
def test_a_scanner_that_holds_a_new_file_is_waited_for_but_not_for_ever(winerror: int, tries: int) -> None:
    pauses: list[float] = []
    asked: list[Path] = []

    def held(source: Path, target: Path) -> None:
        asked.append(target)
        error = PermissionError(errno.EACCES, "held")
        error.winerror = winerror  # type: ignore[attr-defined,unused-ignore]
        raise error

    with pytest.raises(PermissionError):
        patiently(held, pauses.append)(Path("a"), Path("b"))
    assert len(asked) == tries
    assert len(pauses) == tries - 1


def test_a_file_that_is_let_go_gets_its_name(paper: Path) -> None:
    waiting = [32, 5]

    def held_for_a_moment(source: Path, target: Path) -> None:
        if waiting:
            error = PermissionError(errno.EACCES, "held")
            error.winerror = waiting.pop()  # type: ignore[attr-defined,unused-ignore]
            raise error
        source.replace(target)

    write_file(paper, NEW, disk=replace(REAL, replace=patiently(held_for_a_moment, lambda seconds: None)))
    assert paper.read_bytes() == NEW


def test_a_producer_may_write_a_zip_as_workbooks_are(tmp_path: Path) -> None:
    def workbook(stream: BinaryIO) -> None:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.xml", b"<a/>" * 1000)
            archive.writestr("b.xml", b"<b/>")

    write_file(tmp_path / "a.xlsx", workbook)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert archive.testzip() is None
        assert archive.read("b.xml") == b"<b/>"


def test_a_producers_own_failure_passes_unchanged_and_leaves_the_old(paper: Path) -> None:
    def broken(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise ValueError("a bug in a paper")

    with pytest.raises(ValueError, match="a bug in a paper"):
        write_file(paper, broken)
    assert paper.read_bytes() == OLD
    assert len(list(paper.parent.iterdir())) == 1


def test_a_file_that_the_producer_misses_is_not_blamed_on_the_stick(paper: Path) -> None:
    def with_photo(stream: BinaryIO) -> None:
        stream.write((paper.parent / "照片.jpg").read_bytes())

    with pytest.raises(FileNotFoundError):
        write_file(paper, with_photo)
    assert paper.read_bytes() == OLD


def test_a_failure_that_the_producer_swallows_is_not_lost(paper: Path) -> None:
    def careless(stream: BinaryIO) -> None:
        try:
            stream.write(NEW)
        except Exception:  # noqa: BLE001 - that it is careless is the point
            stream.write(b"never mind")

    with pytest.raises(EnvironmentRefusal) as caught:
        write_file(paper, careless, disk=Steps(1, OSError(errno.ENOSPC, "full")).disk())
    assert caught.value.code == "disk_full"
    assert paper.read_bytes() == OLD


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusal) as caught:
        write_file(tmp_path / "gone" / "a.pdf", b"x")
    assert caught.value.code == "device_gone"


def test_a_folder_in_the_way_is_told_and_stays(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(EnvironmentRefusal):
        write_file(tmp_path / "a.pdf", b"x")
    assert [item.name for item in tmp_path.iterdir()] == ["a.pdf"]


def test_a_refusal_names_the_place_that_is_shown(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusal) as caught:
        write_file(tmp_path / "gone" / "a.pdf", b"x", shown=Path("/media/u/月报.pdf"))
    assert "“月报.pdf”没有写成：“/media/u”" in caught.value.text


def test_sweeping_takes_only_what_is_ours(tmp_path: Path) -> None:
    ours = temporary_file(tmp_path)
    ours.write_bytes(b"half")
    folder = temporary_folder(tmp_path)
    folder.mkdir()
    (folder / "half.pdf").write_bytes(b"half")
    kept = [".happyhome-notes.tmp", "~happyhome", ".happyhome-0123abcd.tmp.pdf", "月报.pdf"]
    for name in kept:
        (tmp_path / name).write_bytes(b"the clerk's")
    assert sorted(sweep(tmp_path)) == sorted([ours.name, folder.name])
    assert sorted(item.name for item in tmp_path.iterdir()) == sorted(kept)


def test_a_really_full_disk_keeps_the_old_file(tmp_path: Path) -> None:
    with mounted("tmpfs", tmp_path / "stick", "size=1M") as stick:
        write_file(stick / "a.pdf", OLD)
        with pytest.raises(EnvironmentRefusal) as caught:
            write_file(stick / "a.pdf", NEW)
        assert caught.value.code == "disk_full"
        assert "需要 2.1 MB，只剩 1" in caught.value.text
        assert (stick / "a.pdf").read_bytes() == OLD
        assert [item.name for item in stick.iterdir()] == ["a.pdf"]


def test_a_really_read_only_disk_is_told(tmp_path: Path) -> None:
    with (
        mounted("tmpfs", tmp_path / "stick", "ro,size=1M") as stick,
        pytest.raises(EnvironmentRefusal, match="写保护") as caught,
    ):
        write_file(stick / "a.pdf", OLD)
    assert caught.value.code == "read_only"


def producer(stream: BinaryIO) -> None:
    """NEW in pieces, as papers come: three writes to the device."""
    source = io.BytesIO(NEW)
    while piece := source.read(1 << 19):
        stream.write(piece)


def test_the_default_disk_is_the_real_one() -> None:
    assert Disk() == REAL


# A file that SQLite writes by itself: only its end goes through our hands.
MADE = ["open_again", "write", "open_again", "sync_file", "read", "replace", "sync_folder"]


def made_elsewhere(path: Path, disk: Disk, check: Callable[[Path], None] = lambda made: None) -> None:
    with in_the_making(path.parent, disk) as temporary:
        temporary.write_bytes(NEW)
        Path(f"{temporary}-journal").write_bytes(b"of the one who made it")
        append(temporary, b" end", disk=disk, shown=path)
        put_in_place(temporary, path, check, disk=disk)


def test_a_file_made_elsewhere_is_flushed_read_and_checked_before_it_gets_its_name(paper: Path) -> None:
    seen: list[bytes] = []
    steps = steps_of(lambda disk: made_elsewhere(paper, disk, lambda made: seen.append(paper.read_bytes())))
    assert [step for step in steps if step != "remove"] == MADE
    assert seen == [OLD]
    assert paper.read_bytes() == NEW + b" end"
    assert [item.name for item in paper.parent.iterdir()] == [paper.name]


@pytest.mark.parametrize("at", range(len(MADE)), ids=lambda at: f"{at}-{MADE[at]}")
def test_a_file_made_elsewhere_is_old_or_new_whichever_step_fails(paper: Path, at: int) -> None:
    with pytest.raises(EnvironmentRefusal, match="月报"):
        made_elsewhere(paper, Steps(at, OSError(errno.ENOSPC, "no")).disk())
    assert paper.read_bytes() == (NEW + b" end" if MADE[at] == "sync_folder" else OLD)
    assert [item.name for item in paper.parent.iterdir()] == [paper.name]


@pytest.mark.parametrize("at", range(len(MADE)), ids=lambda at: f"{at}-{MADE[at]}")
def test_a_file_made_elsewhere_is_old_or_new_when_the_power_goes(paper: Path, at: int) -> None:
    with pytest.raises(PowerCut):
        made_elsewhere(paper, Steps(at, PowerCut()).disk())
    assert paper.read_bytes() == (NEW + b" end" if MADE[at] == "sync_folder" else OLD)
    sweep(paper.parent)
    assert [item.name for item in paper.parent.iterdir()] == [paper.name]


def test_a_file_made_elsewhere_that_is_found_unsound_gets_no_name(paper: Path) -> None:
    def unsound(made: Path) -> None:
        raise Refusal

    with pytest.raises(Refusal):
        made_elsewhere(paper, REAL, unsound)
    assert paper.read_bytes() == OLD
    assert [item.name for item in paper.parent.iterdir()] == [paper.name]
