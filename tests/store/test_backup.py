"""A backup is opened, checked and counted before it is called one; restoring never loses what was there."""

from __future__ import annotations

import threading
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from happyhome.domain.problems import Refusal
from happyhome.files.environment import EnvironmentRefusal
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
    assert {name: count for name, count in made.counts if count} == {"resident": 2, "meal": 2, "operation": 4}
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
    with pytest.raises(EnvironmentRefusal, match="file"):
        backups.back_up(filled.services, place)
    assert place.read_text() == "not a folder"


@pytest.mark.parametrize("content", [b"power cut" * 1000, "就餐".encode() * 999])
def test_a_file_that_is_no_store_is_refused_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "happyhome.db").write_bytes(content)
    with pytest.raises(Refusal, match="备份"):
        Village(tmp_path)
    assert (tmp_path / "happyhome.db").read_bytes() == content


@pytest.mark.parametrize("version", ["", "0001", "0003", "9999"])
def test_somebody_elses_database_is_not_made_ours(version: str, tmp_path: Path) -> None:
    """Another program may keep its version as ours does."""
    path = tmp_path / "happyhome.db"
    other = connect(path)
    other.execute("CREATE TABLE photos (name TEXT)")
    if version:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
        other.execute("INSERT INTO alembic_version VALUES (?)", (version,))
    other.close()
    with pytest.raises(Refusal, match="不是本程序的数据"):
        Village(tmp_path)


def sound(path: Path) -> bool:
    """Empty files stand in for backups here."""
    return True


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
        removed = stored.thin(folder, NOW, sound)
        left = {one.made_at for one in stored.list_backups(folder)}
        assert max(moments) in left
        assert {one for one in moments if (NOW - one).days < 2} <= left
        recent = [one for one in moments if (NOW - one).days < 24 * 31]
        assert {(one.year, one.month) for one in recent} <= {(one.year, one.month) for one in left}
        assert {one.year for one in moments} == {one.year for one in left}
        assert len(removed) + len(left) == len(moments)
        assert (folder / "别人的.db").exists()
        assert stored.thin(folder, NOW, sound) == []


REASONS = st.sampled_from(["auto", "closing", "before-import", "before-migration"])
KINDS = st.lists(
    st.tuples(st.integers(-9000 * 24, 900 * 24), REASONS, st.booleans()),
    min_size=1,
    max_size=40,
    unique_by=lambda one: one[0],
)


@given(KINDS, st.sets(st.integers(0, 39)))
def test_thinning_never_takes_the_last_sound_one_nor_what_must_stay(
    made: list[tuple[int, str, bool]], busy: set[int]
) -> None:
    """Whatever the clock said when they were made, and whichever of them are damaged."""
    with TemporaryDirectory() as name:
        folder, sound_ones = Path(name), set[Path]()
        for hours, reason, is_sound in made:
            path = folder / f"happyhome-{NOW - timedelta(hours=hours):%Y%m%d-%H%M%S}-{reason}.db"
            path.touch()
            if is_sound:
                sound_ones.add(path)
        found = stored.list_backups(folder)
        spared = {found[at].path for at in busy if at < len(found)}
        removed = stored.thin(folder, NOW, lambda path: path in sound_ones, spared=spared)
        left = {one.path for one in stored.list_backups(folder)}
        newest_sound = next((one.path for one in found if one.path in sound_ones), None)
        assert newest_sound is None or newest_sound in left
        assert set(removed) <= sound_ones - spared
        assert left
        for one in found:
            age = NOW - one.made_at
            if one.made_at > NOW or (one.reason.startswith("before-") and age < timedelta(days=14)):
                assert one.path in left


def test_a_clock_that_jumped_ten_years_takes_nothing_with_it(tmp_path: Path) -> None:
    for back in range(10):
        (tmp_path / f"happyhome-{NOW - timedelta(days=back):%Y%m%d-%H%M%S}-auto.db").touch()
    later = NOW + timedelta(days=3650)
    (tmp_path / f"happyhome-{later:%Y%m%d-%H%M%S}-auto.db").touch()
    assert stored.thin(tmp_path, later, sound) == []
    before = NOW - timedelta(days=5000)
    (tmp_path / f"happyhome-{before:%Y%m%d-%H%M%S}-auto.db").touch()
    assert stored.thin(tmp_path, before, sound) == []


def test_a_year_of_daily_backups_shrinks_to_some_dozens(tmp_path: Path) -> None:
    for back in range(365):
        (tmp_path / f"happyhome-{NOW - timedelta(days=back):%Y%m%d-%H%M%S}-auto.db").touch()
    stored.thin(tmp_path, NOW, sound)
    assert 25 <= len(stored.list_backups(tmp_path)) <= 45


def test_the_latest_backup_is_told(filled: Village) -> None:
    assert backups.latest_backup(filled.services) is None
    backups.back_up(filled.services)
    latest = backups.latest_backup(filled.services)
    assert latest is not None
    assert latest.date() == date(2026, 11, 21)
    assert len(backups.backups(filled.services)) == 1
    assert dict(backups.check_store(filled.services))["resident"] == 2
