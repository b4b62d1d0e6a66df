"""A backup is opened, checked and counted before it is called one; restoring never loses what was there."""

from __future__ import annotations

import os
import threading
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.problems import Refusal
from happyhome.services import backups, meals
from happyhome.store import backup as stored
from happyhome.store.engine import connect
from tests.services.village import TODAY, Village

NOW = datetime.combine(TODAY, time(12))


@pytest.fixture
def filled(village: Village) -> Village:
    """Two elders who ate."""
    village.lunch(village.elder("王秀兰"), village.elder("李建国"))
    return village


def test_a_backup_holds_what_the_store_holds_and_opens_by_itself(filled: Village, tmp_path: Path) -> None:
    made = backups.back_up(filled.services, tmp_path / "U 盘 100% #1?")
    assert dict(made.counts) == {"resident": 2, "status": 0, "meal": 2, "activity": 0, "operation": 4}
    assert [path.name for path in made.path.parent.iterdir()] == [made.path.name]
    assert stored.check_file(made.path, None) == made.counts


def test_two_backups_of_one_second_are_two_files(filled: Village) -> None:
    for _ in range(2):
        stored.make_backup(filled.services.store, filled.folder / "b", NOW)
    found = stored.list_backups(filled.folder / "b")
    assert [(one.made_at, one.reason) for one in found] == [(NOW, "manual")] * 2


def test_a_backup_made_while_others_write_is_sound(filled: Village, tmp_path: Path) -> None:
    who = [one.id for one in filled.content()["resident"]]
    other = filled.open()
    stop = threading.Event()

    def write() -> None:
        day = TODAY
        while not stop.is_set():
            day -= timedelta(days=1)
            other.run(meals.record_meals, day=day, slot="lunch", residents=who, late_reason="补记")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backups.back_up(filled.services, tmp_path / "b") for _ in range(5)]
    finally:
        stop.set()
        writer.join()
        other.close()
    assert all(stored.check_file(one.path, None) == one.counts for one in made)


def test_what_cannot_be_written_leaves_nothing_half_done(filled: Village, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("not a folder")
    with pytest.raises(OSError, match="file"):
        backups.back_up(filled.services, place)
    assert place.read_text() == "not a folder"


@pytest.mark.parametrize("harm", ["torn", "text", "empty page"])
def test_a_damaged_backup_is_refused_and_the_store_stays(filled: Village, harm: str) -> None:
    made = backups.back_up(filled.services)
    content = bytearray(made.path.read_bytes())
    if harm == "torn":
        made.path.write_bytes(content[: len(content) // 2])
    elif harm == "text":
        made.path.write_text("就餐登记" * 500)
    else:
        content[8192:40960] = bytes(40960 - 8192)
        made.path.write_bytes(content)
    filled.services.close()
    before = filled.services.store.path.read_bytes()
    with pytest.raises(Refusal) as refused:
        stored.restore(made.path, filled.services.store.path, None, NOW)
    assert [problem.code for problem in refused.value.problems] == ["file_damaged"]
    assert filled.services.store.path.read_bytes() == before
    assert sorted(path.name for path in filled.folder.iterdir()) == ["backups", "happyhome.db"]


def test_restoring_brings_the_backup_back_and_keeps_the_present_file(filled: Village) -> None:
    made = backups.back_up(filled.services)
    then = filled.content()
    filled.elder("后来的人")
    now = filled.content()
    filled.services.close()
    path = filled.services.store.path
    kept = stored.restore(made.path, path, None, NOW)
    filled.services = filled.open()
    assert filled.content() == then
    filled.services.close()
    assert kept is not None
    kept.replace(path)
    filled.services = filled.open()
    assert filled.content() == now


def test_a_store_that_another_window_has_open_is_not_put_aside(
    filled: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "IN_USE_MILLISECONDS", 50)
    made = backups.back_up(filled.services)
    filled.elder("后来的人")
    now = filled.content()
    with pytest.raises(Refusal) as refused:
        stored.restore(made.path, filled.services.store.path, None, NOW)
    assert [problem.code for problem in refused.value.problems] == ["store_in_use"]
    assert filled.content() == now


def test_a_power_cut_while_restoring_leaves_the_old_file(
    filled: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever step is the last one done, the store's name holds a whole store."""
    made = backups.back_up(filled.services)
    filled.elder("后来的人")
    now = filled.content()
    filled.services.close()

    def cut(*_: Any) -> None:
        raise KeyboardInterrupt

    for step in ("fsync", "link"):
        with monkeypatch.context() as patch:
            patch.setattr(os, step, cut)
            with pytest.raises(KeyboardInterrupt):
                stored.restore(made.path, filled.services.store.path, None, NOW)
        filled.services = filled.open()
        assert filled.content() == now
        filled.services.close()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", cut)
        with pytest.raises(KeyboardInterrupt):
            stored.restore(made.path, filled.services.store.path, None, NOW)
    filled.services = filled.open()
    assert filled.content() == now


def test_a_damaged_present_file_is_kept_and_replaced(filled: Village) -> None:
    made = backups.back_up(filled.services)
    then = filled.content()
    filled.services.close()
    path = filled.services.store.path
    path.write_bytes(b"power cut" * 1000)
    kept = stored.restore(made.path, path, None, NOW)
    assert kept is not None
    assert kept.read_bytes() == b"power cut" * 1000
    filled.services = filled.open()
    assert filled.content() == then


@pytest.mark.parametrize("content", [b"power cut" * 1000, "就餐".encode() * 999])
def test_a_file_that_is_no_store_is_refused_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "happyhome.db").write_bytes(content)
    with pytest.raises(Refusal, match="备份"):
        Village(tmp_path)
    assert (tmp_path / "happyhome.db").read_bytes() == content


def test_somebody_elses_database_is_not_made_ours(tmp_path: Path) -> None:
    path = tmp_path / "happyhome.db"
    other = connect(path)
    other.execute("CREATE TABLE photos (name TEXT)")
    other.close()
    with pytest.raises(Refusal, match="不是本程序的数据"):
        Village(tmp_path)


MOMENTS = st.lists(
    st.integers(0, 900 * 24).map(lambda hours: NOW - timedelta(hours=hours)),
    min_size=1,
    max_size=40,
    unique=True,
)


@given(MOMENTS)
def test_thinning_keeps_the_newest_two_days_and_something_of_every_month(moments: list[datetime]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for moment in moments:
            (folder / f"happyhome-{moment:%Y%m%d-%H%M%S}-auto.db").touch()
        (folder / "别人的.db").touch()
        removed = stored.thin(folder, NOW)
        left = {one.made_at for one in stored.list_backups(folder)}
        assert max(moments) in left
        assert {one for one in moments if (NOW - one).days < 2} <= left
        recent = [one for one in moments if (NOW - one).days < 24 * 31]
        assert {(one.year, one.month) for one in recent} <= {(one.year, one.month) for one in left}
        assert {one.year for one in moments} == {one.year for one in left}
        assert len(removed) + len(left) == len(moments)
        assert (folder / "别人的.db").exists()
        assert stored.thin(folder, NOW) == []


def test_a_year_of_daily_backups_shrinks_to_some_dozens(tmp_path: Path) -> None:
    for back in range(365):
        (tmp_path / f"happyhome-{NOW - timedelta(days=back):%Y%m%d-%H%M%S}-auto.db").touch()
    stored.thin(tmp_path, NOW)
    assert 25 <= len(stored.list_backups(tmp_path)) <= 45


def test_the_latest_backup_is_told(filled: Village) -> None:
    assert backups.latest_backup(filled.services) is None
    backups.back_up(filled.services)
    latest = backups.latest_backup(filled.services)
    assert latest is not None
    assert latest.date() == date(2026, 11, 21)
    assert len(backups.backups(filled.services)) == 1
    assert dict(backups.check_store(filled.services))["resident"] == 2
