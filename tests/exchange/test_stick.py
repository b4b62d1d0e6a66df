"""A month's folder stands whole on the stick, or the stick is as it was."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from happyhome.domain.dates import Month
from happyhome.exchange.manifest import ManifestInfo, read_manifest, verify_folder
from happyhome.exchange.stick import HandedOver, HandOverCancelled, hand_over
from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import EnvironmentRefusal
from tests.exchange.faults import PowerCut, Steps, fat_stick, mounted, pull, steps_of

NOW = datetime(2026, 11, 21, 10, 32, 5, 123456, tzinfo=timezone(timedelta(hours=8)))
INFO = ManifestInfo(Month(2026, 11), "清泉村幸福院", "620321102203", "0.1.0")
FOLDER = "清泉村 2026年11月"
FIRST = {"就餐考勤表.pdf": b"%PDF first", "月报表.xlsx": b"PK first"}
SECOND = {"就餐考勤表.pdf": b"%PDF second" * 9, "月报表.xlsx": b"PK second", "公示.pdf": b"%PDF board"}
OLDER = f"{FOLDER}(旧 2026-11-21 1032)"


# Real in all but one thing: flushing every disk of the machine each time would make tests crawl.
QUIET = replace(REAL, sync_all=lambda: None)


def give(root: Path, files: dict[str, bytes], disk: Disk = QUIET, **more: Any) -> HandedOver:
    return hand_over(FOLDER, files, root, info=INFO, now=NOW, disk=disk, **more)


def contents(folder: Path) -> dict[str, bytes]:
    """The papers of a whole folder; fails where anything in it is not as listed."""
    assert verify_folder(folder) == ()
    return {file.name: (folder / file.name).read_bytes() for file in read_manifest(folder).files}


def names(root: Path) -> list[str]:
    return sorted(item.name for item in root.iterdir())


def test_a_month_stands_on_the_stick_with_its_list(tmp_path: Path) -> None:
    done = give(tmp_path, FIRST, titles={"月报表.xlsx": "2026年11月 月报表"})
    assert names(tmp_path) == [FOLDER]
    assert contents(done.folder) == FIRST
    assert names(done.folder) == sorted([*FIRST, "清单.json", "清单.txt"])
    assert done.size == sum((done.folder / name).stat().st_size for name in names(done.folder))
    assert [file.path.name for file in done.files] == [*FIRST, "清单.txt", "清单.json"]
    assert [file.title for file in done.manifest.files] == ["", "2026年11月 月报表"]
    assert read_manifest(done.folder) == done.manifest
    assert not done.unchanged
    assert done.kept is None


def test_the_same_month_again_is_recognised_and_left_alone(tmp_path: Path) -> None:
    give(tmp_path, FIRST)
    before = (tmp_path / FOLDER / "清单.json").read_bytes()
    again = hand_over(FOLDER, FIRST, tmp_path, info=INFO, now=NOW + timedelta(days=1))
    assert again.unchanged
    assert (tmp_path / FOLDER / "清单.json").read_bytes() == before
    assert names(tmp_path) == [FOLDER]


def test_a_damaged_folder_of_the_same_list_is_not_taken_for_done(tmp_path: Path) -> None:
    give(tmp_path, FIRST)
    (tmp_path / FOLDER / "月报表.xlsx").write_bytes(b"PK fIrst")
    again = give(tmp_path, FIRST)
    assert not again.unchanged
    assert contents(tmp_path / FOLDER) == FIRST
    assert again.kept == tmp_path / OLDER


def test_a_different_earlier_folder_is_kept_under_a_dated_name(tmp_path: Path) -> None:
    give(tmp_path, FIRST)
    done = give(tmp_path, SECOND)
    assert contents(tmp_path / FOLDER) == SECOND
    assert done.kept == tmp_path / OLDER
    assert contents(tmp_path / OLDER) == FIRST
    third = give(tmp_path, FIRST)
    assert third.kept == tmp_path / f"{OLDER} 2"
    assert contents(tmp_path / OLDER) == FIRST


def test_a_file_or_folder_of_the_clerks_own_by_that_name_is_kept_too(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_bytes(b"a note")
    give(tmp_path, FIRST)
    assert (tmp_path / OLDER).read_bytes() == b"a note"
    assert contents(tmp_path / FOLDER) == FIRST


def test_names_are_made_fit_for_the_stick_and_the_list_knows_them(tmp_path: Path) -> None:
    files = {
        "用餐:11月?.pdf": b"1",
        "A.pdf": b"2",
        "a.PDF": b"3",
        "清单.json": b"4",
        "长" * 300 + ".pdf": b"5",
    }
    done = hand_over("清泉村/11月.", files, tmp_path, info=INFO, now=NOW, titles={"A.pdf": "甲"})
    assert done.folder.name == "清泉村／11月"
    assert sorted(contents(done.folder).values()) == [b"1", b"2", b"3", b"4", b"5"]
    assert [file.name for file in done.manifest.files][:4] == [
        "用餐：11月？.pdf",
        "A.pdf",
        "a(2).PDF",
        "清单(2).json",
    ]
    assert done.manifest.files[1].title == "甲"


def test_a_place_too_deep_for_windows_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    deep = tmp_path / ("深" * 60) / ("深" * 60) / ("深" * 60) / "层"
    deep.mkdir(parents=True)
    with pytest.raises(EnvironmentRefusal, match="层数少的文件夹") as caught:
        give(deep, FIRST)
    assert caught.value.code == "name_too_long"
    assert names(deep) == []


def test_no_room_is_said_before_anything_is_written(tmp_path: Path) -> None:
    steps = Steps()
    small = steps.disk(replace(REAL, free=lambda folder: 300 << 10))
    with pytest.raises(EnvironmentRefusal, match=r"需要 384 KB，只剩 300 KB") as caught:
        give(tmp_path, FIRST, disk=small)
    assert caught.value.code == "disk_full"
    assert steps.names == ["free"]
    assert names(tmp_path) == []


def test_a_stick_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentRefusal) as caught:
        give(tmp_path / "gone", FIRST)
    assert caught.value.code == "device_gone"


def test_progress_counts_every_file_up_to_the_folder(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    give(tmp_path, FIRST, progress=lambda *step: told.append(step))
    assert told == [
        (0, 4, "就餐考勤表.pdf"),
        (1, 4, "月报表.xlsx"),
        (2, 4, "清单.txt"),
        (3, 4, "清单.json"),
        (4, 4, FOLDER),
    ]


@pytest.mark.parametrize("after", range(5))
def test_cancelling_at_any_file_leaves_nothing(tmp_path: Path, after: int) -> None:
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > after

    with pytest.raises(HandOverCancelled):
        give(tmp_path, FIRST, cancelled=cancelled)
    assert names(tmp_path) == []


def test_a_stick_pulled_between_two_files_is_told_by_the_papers_name(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()

    def vanish(done: int, total: int, name: str) -> None:
        if done == 1:
            shutil.rmtree(stick)

    with pytest.raises(EnvironmentRefusal) as caught:
        give(stick, FIRST, progress=vanish)
    assert caught.value.code == "device_gone"
    assert caught.value.text.startswith(f"“月报表.xlsx”没有写成：“{stick}”找不到了，U 盘可能已被拔出")


def replacing(root: Path) -> Callable[[Disk], HandedOver]:
    return lambda disk: give(root, SECOND, disk=disk)


def steps_of_replacing(folder: Path) -> list[str]:
    give(folder, FIRST)
    return steps_of(replacing(folder))


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.ENODEV, errno.EACCES])
def test_whichever_step_fails_both_months_papers_are_whole(tmp_path: Path, number: int) -> None:
    model = tmp_path / "model"
    model.mkdir()
    steps = steps_of_replacing(model)
    for at, step in enumerate(steps):
        root = tmp_path / f"stick{at}"
        root.mkdir()
        give(root, FIRST)
        with pytest.raises(EnvironmentRefusal):
            give(root, SECOND, disk=Steps(at, OSError(number, "no")).disk(QUIET))
        at_the_end = at >= len(steps) - 2  # flushing after both renames: all stands
        assert step in ("sync_folder", "sync_all") or not at_the_end
        assert names(root) == ([FOLDER, OLDER] if at_the_end else [FOLDER]), step
        assert contents(root / FOLDER) == (SECOND if at_the_end else FIRST), step


def test_a_power_cut_at_any_step_loses_nothing_and_the_next_try_clears_up(tmp_path: Path) -> None:
    model = tmp_path / "model"
    model.mkdir()
    for at, step in enumerate(steps_of_replacing(model)):
        root = tmp_path / f"stick{at}"
        root.mkdir()
        give(root, FIRST)
        with pytest.raises(PowerCut):
            give(root, SECOND, disk=Steps(at, PowerCut()).disk(QUIET))
        visible = [root / name for name in names(root) if not name.startswith("~happyhome-")]
        assert FIRST in [contents(folder) for folder in visible], step
        give(root, SECOND)
        assert set(names(root)) == {FOLDER, OLDER}, step
        assert contents(root / FOLDER) == SECOND
        assert contents(root / OLDER) == FIRST


def test_a_paper_open_in_excel_keeps_the_earlier_folder_in_place(tmp_path: Path) -> None:
    give(tmp_path, FIRST)

    def held(source: Path, target: Path) -> None:
        error = PermissionError(errno.EACCES, "access denied")
        error.winerror = 5  # type: ignore[attr-defined,unused-ignore]
        raise error

    with pytest.raises(EnvironmentRefusal, match="Excel 或 WPS") as caught:
        give(tmp_path, SECOND, disk=replace(REAL, rename_folder=held))
    assert caught.value.code == "file_in_use"
    assert names(tmp_path) == [FOLDER]
    assert contents(tmp_path / FOLDER) == FIRST


def test_a_program_error_on_the_way_also_leaves_nothing(tmp_path: Path) -> None:
    def broken(done: int, total: int, name: str) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        give(tmp_path, FIRST, progress=broken)
    assert names(tmp_path) == []


def test_a_really_full_stick_is_told_even_when_it_lied_about_its_room(tmp_path: Path) -> None:
    with mounted("tmpfs", tmp_path / "stick", "size=1M") as stick:
        give(stick, FIRST)
        large = {**SECOND, "照片.jpg": os.urandom(2 << 20)}
        with pytest.raises(EnvironmentRefusal, match="只剩"):
            give(stick, large)
        with pytest.raises(EnvironmentRefusal, match="只剩") as caught:
            give(stick, large, disk=replace(REAL, free=lambda folder: 1 << 40))
        assert caught.value.code == "disk_full"
        assert names(stick) == [FOLDER]
        assert contents(stick / FOLDER) == FIRST


def test_a_really_read_only_stick_is_told(tmp_path: Path) -> None:
    with (
        mounted("tmpfs", tmp_path / "stick", "ro,size=1M") as stick,
        pytest.raises(EnvironmentRefusal, match="写保护") as caught,
    ):
        give(stick, FIRST)
    assert caught.value.code == "read_only"


def test_a_stick_really_pulled_leaves_nothing_on_the_machine_in_its_place(tmp_path: Path) -> None:
    with mounted("tmpfs", tmp_path / "stick", "size=1M") as stick:
        give(stick, FIRST)

        def progress(done: int, total: int, name: str) -> None:
            if done == 1:
                pull(stick)

        with pytest.raises(EnvironmentRefusal, match="拔出") as caught:
            give(stick, SECOND, progress=progress)
        assert caught.value.code == "device_gone"
        assert names(stick) == []


def test_a_real_fat_stick_takes_every_name(tmp_path: Path) -> None:
    with fat_stick(tmp_path) as stick:
        files = {"用餐:11月?.pdf": b"1", "CON.xlsx": b"2", "A.pdf": b"3", "a.pdf": b"4", "长" * 300: b"5"}
        assert sorted(contents(give(stick, files).folder).values()) == [b"1", b"2", b"3", b"4", b"5"]
        assert give(stick, files).unchanged
        give(stick, SECOND)
        assert contents(stick / FOLDER) == SECOND
        assert sorted(contents(stick / OLDER).values()) == [b"1", b"2", b"3", b"4", b"5"]
