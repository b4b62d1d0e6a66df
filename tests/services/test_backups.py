"""Backups come by themselves before heavy acts, lie at two places, and say what was last saved where."""

from __future__ import annotations

import errno
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from happyhome.domain.dates import Month
from happyhome.domain.disclosures import Disclosure
from happyhome.domain.problems import Refusal
from happyhome.exchange.drives import Drive
from happyhome.files.disk import REAL
from happyhome.files.environment import EnvironmentRefusal
from happyhome.services import backups, drills, homes, protection, schemes, settings
from happyhome.services.audit import operations
from happyhome.services.backup_copies import is_ours
from happyhome.services.backup_places import Place, places
from happyhome.services.backup_previews import preview, preview_file
from happyhome.services.safety import PROGRAM
from happyhome.services.session import operation
from happyhome.store.backup import list_backups, make_backup
from happyhome.store.engine import connect
from happyhome.store.work import Work
from tests.exchange.faults import PowerCut, Steps, steps_of
from tests.services.test_restoring import PASSWORD, sealed
from tests.services.village import TODAY, Village


def reasons(village: Village) -> list[str]:
    """Why the backups here were made, newest first."""
    return [one.reason for one in backups.backups(village.services)]


@operation("试一试", backup="before-import")
def heavy(work: Work) -> str:
    """A verb that asks for a backup first."""
    return homes.set_home(work, name="改了名的幸福院").name  # type: ignore[no-any-return]


# Before heavy acts


def test_a_heavy_act_is_preceded_by_a_backup_of_what_none_holds_yet(village: Village) -> None:
    village.elder("王秀兰")
    village.do(heavy)
    assert reasons(village) == ["before-import"]
    assert preview(village.services, backups.backups(village.services)[0].path).home != "改了名的幸福院"


def test_none_is_made_where_the_newest_holds_everything_or_nothing_is_there(village: Village) -> None:
    village.do(heavy)
    assert reasons(village) == []
    village.elder("王秀兰")
    backups.back_up(village.services)
    village.do(heavy)
    assert reasons(village) == ["manual"]


def test_a_damaged_newest_backup_is_no_reason_to_go_without(village: Village) -> None:
    village.elder("王秀兰")
    backups.back_up(village.services).path.write_bytes(b"rotten" * 4096)
    village.do(heavy)
    assert reasons(village) == ["before-import", "manual"]


def test_an_act_whose_backup_cannot_be_made_is_not_begun(village: Village) -> None:
    village.elder("王秀兰")
    before = village.content()
    village.services.folders.backups.write_text("in the way", "utf-8")
    with pytest.raises(EnvironmentRefusal, match="backups"):
        village.services.run(heavy)
    assert village.content() == before


def test_the_use_of_a_scheme_is_such_an_act(village: Village) -> None:
    village.elder("王秀兰")
    offer = village.ask(schemes.offers)[0]
    village.try_to(schemes.use_scheme, scheme=offer.scheme.key, since=Month(2026, 1))
    assert reasons(village) == ["before-policy"]


# A wrong clock


def test_what_is_unsaved_is_known_whatever_the_clock_says(village: Village) -> None:
    village.clock.day = date(2036, 1, 1)
    village.elder("王秀兰")
    made = backups.back_up(village.services)
    assert backups.unsaved_since(village.services) is None
    village.clock.day = TODAY
    village.elder("后来的人")
    assert backups.unsaved_since(village.services) is not None
    later = backups.back_up(village.services)
    assert backups.unsaved_since(village.services) is None
    assert places(village.services)[0].newest == later
    assert made.path.exists()


# The second place


def _with_second(village: Village, tmp_path: Path) -> Path:
    stick = tmp_path / "金士顿"
    stick.mkdir()
    village.do(settings.choose, key="second_backup", value=str(stick))
    return stick


def _second(village: Village) -> Place:
    return places(village.services)[1]


def test_a_backup_is_copied_to_the_second_place_byte_by_byte(village: Village, tmp_path: Path) -> None:
    stick = _with_second(village, tmp_path)
    village.elder("王秀兰")
    made = backups.back_up(village.services)
    assert made.trouble == ""
    (copy,) = stick.iterdir()
    assert copy.read_bytes() == made.path.read_bytes()
    here, second = places(village.services)
    assert (here.newest, here.is_verified, here.is_reachable) == (made, True, True)
    assert second.newest == replace(made, path=copy)
    assert (second.is_verified, second.count, second.missed_since) == (True, 1, None)
    assert second.is_same_disk
    assert (here.free or 0) > 0


def test_a_stick_that_is_away_is_no_trouble_and_remembered(village: Village, tmp_path: Path) -> None:
    stick = _with_second(village, tmp_path)
    village.elder("王秀兰")
    first = backups.back_up(village.services)
    stick.rename(tmp_path / "pocket")
    village.elder("后来的人")
    missed = backups.back_up(village.services)
    assert missed.trouble == ""
    assert not stick.exists()
    found = _second(village)
    assert (found.is_reachable, found.missed_since) == (False, missed.made_at)
    assert found.newest is not None
    assert found.newest.made_at == first.made_at
    backups.back_up(village.services)
    assert _second(village).missed_since == missed.made_at
    (tmp_path / "pocket").rename(stick)
    backups.back_up(village.services)
    assert _second(village).missed_since is None
    assert len(list_backups(stick)) == 2


@pytest.mark.parametrize("step", ["open_new", "write", "sync_file", "read", "replace"])
def test_a_second_place_that_fails_is_said_and_the_backup_here_stands(
    village: Village, tmp_path: Path, step: str
) -> None:
    stick = _with_second(village, tmp_path)
    village.elder("王秀兰")
    made = backups.back_up(village.services, second=False)
    steps = steps_of(lambda disk: backups.copy_to_second(village.services, made, disk))
    next(stick.iterdir()).unlink()
    failing = Steps(steps.index(step), OSError(errno.EIO, "no")).disk()
    told = backups.copy_to_second(village.services, made, failing)
    assert "第二份没有写成" in told
    assert list(stick.iterdir()) == []
    assert _second(village).trouble
    assert made.path.exists()


def test_anothers_backups_on_the_stick_are_never_thinned_away(village: Village, tmp_path: Path) -> None:
    stick = _with_second(village, tmp_path)
    other = Village(tmp_path / "other")
    other.home()
    theirs = []
    for hour in range(3):
        moment = datetime.combine(TODAY - timedelta(days=12), time(8 + hour))
        theirs.append(make_backup(other.services.store, stick, moment).path)
    for hour in range(3):
        make_backup(
            village.services.store, stick, datetime.combine(TODAY - timedelta(days=11), time(8 + hour))
        )
    other.services.close()
    village.elder("王秀兰")
    for _ in range(2):
        backups.back_up(village.services)
    assert all(path.exists() for path in theirs)
    assert not any(is_ours(village.services, path) for path in theirs)
    mine = [one for one in list_backups(stick) if one.made_at.day == 10 and one.path not in theirs]
    assert len(mine) == 1


def test_a_copy_on_a_stick_is_written_down_once_a_day_and_asks_for_no_further_backup(
    village: Village, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = _with_second(village, tmp_path)
    drive = Drive(stick, "金士顿", "vfat", 1 << 30, 1 << 30, read_only=False, serial="1234-ABCD")
    monkeypatch.setattr("happyhome.exchange.drives.removable_drives", lambda: (drive,))
    village.elder("王秀兰")
    backups.back_up(village.services)
    (told,) = village.ask(lambda reading: reading.find(Disclosure))
    assert (told.act, told.place, told.device, told.people) == ("backed_up", "金士顿", "1234-ABCD", 1)
    assert backups.unsaved_since(village.services) is None
    backups.back_up(village.services)
    assert len(village.ask(lambda reading: reading.find(Disclosure))) == 1
    sealed(village)
    for _ in range(2):
        backups.back_up(village.services)
    told = village.ask(lambda reading: [one.is_locked for one in reading.find(Disclosure)])
    assert told == [False, True]


def test_a_copy_in_any_folder_but_the_records_own_is_written_down(village: Village, tmp_path: Path) -> None:
    def told() -> list[tuple[str, str, bool]]:
        return [(one.place, one.device, one.is_locked) for one in village.ask(lambda r: r.find(Disclosure))]

    village.elder("王秀兰")
    backups.back_up(village.services)
    backups.back_up(village.services, village.services.folders.backups)
    assert told() == []
    folder = tmp_path / "桌面"
    for _ in range(2):
        assert backups.back_up(village.services, folder).trouble == ""
    assert told() == [(str(folder), "", False)]
    assert backups.unsaved_since(village.services) is None
    assert preview(village.services, list_backups(folder)[-1].path).missing == 0
    village.clock.day += timedelta(days=1)
    backups.back_up(village.services, folder)
    second = _with_second(village, tmp_path)
    for _ in range(2):
        backups.back_up(village.services)
    assert told()[1:] == [(str(folder), "", False), (str(second), "", False)]


def test_a_copy_that_could_not_be_written_down_stands_and_says_so(
    village: Village, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("happyhome.store.engine.BUSY_MILLISECONDS", 50)
    village.elder("王秀兰")
    village.services.close()  # what is opened from here on waits for a twentieth of a second
    busy = connect(village.services.store.path)
    busy.execute("BEGIN IMMEDIATE")
    made = backups.back_up(village.services, tmp_path / "桌面")
    busy.close()
    assert "没有记进“资料去向”" in made.trouble
    assert backups.look_into(village.services, made.path) == made.counts


def test_without_a_second_place_it_says_so(village: Village) -> None:
    assert _second(village) == Place("second", None, False)
    assert places(village.services)[0].newest is None


# Every step may fail


@pytest.mark.parametrize("is_sealed", [False, True])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "no"), PowerCut()], ids=["fault", "power cut"])
def test_a_backup_that_fails_leaves_the_earlier_ones_and_no_name(
    village: Village, is_sealed: bool, error: BaseException
) -> None:
    village.elder("王秀兰")
    if is_sealed:
        sealed(village)
    earlier = backups.back_up(village.services)
    whole = earlier.path.read_bytes()
    place, store = village.services.folders.backups, village.services.store
    steps = steps_of(lambda disk: make_backup(store, place, village.clock(), "auto", disk))
    assert ("write" in steps) is is_sealed
    good = {one.path for one in list_backups(place)}
    for at, step in enumerate(steps):
        if step == "remove":
            continue
        with pytest.raises((EnvironmentRefusal, PowerCut)):
            make_backup(store, place, village.clock(), "auto", Steps(at, error).disk())
        assert earlier.path.read_bytes() == whole
        for one in list_backups(place):
            if one.path not in good:  # named, so it was verified: only the last flush or look was cut off
                assert steps.index("replace") < at
                assert backups.look_into(village.services, one.path)
                one.path.unlink()
    if isinstance(error, OSError):
        assert [path.name for path in place.iterdir() if path.name.startswith(".")] == []


def test_what_an_interrupted_backup_left_is_cleared_when_it_is_old(village: Village) -> None:
    import os

    village.elder("王秀兰")
    place = village.services.folders.backups
    place.mkdir()
    old, young, foreign = (
        place / ".happyhome-00000001.tmp",
        place / ".happyhome-00000002.tmp",
        place / ".x.tmp",
    )
    for path in (old, young, foreign):
        path.write_bytes(b"half")
    for path in (old, foreign):
        os.utime(path, (1_000_000, 1_000_000))
    backups.back_up(village.services)
    assert (old.exists(), young.exists(), foreign.exists()) == (False, True, True)


def test_a_sealed_backup_is_one_file_with_its_ring(village: Village, tmp_path: Path) -> None:
    village.elder("王秀兰")
    sealed(village)
    made = backups.back_up(village.services, tmp_path / "stick")
    assert "王秀兰".encode() not in made.path.read_bytes()
    found = preview(village.services, made.path)
    assert (found.is_sealed, found.is_same_ring, found.missing, found.beyond) == (True, True, 0, 0)
    with pytest.raises(Refusal):
        preview_file(village.services.folders, made.path, bytes(32))
    assert protection.unlock(protection.ring_of(village.services.store.path), "王芳", PASSWORD)  # type: ignore[arg-type]


# What is in a backup


def test_a_preview_says_what_is_in_it_and_what_would_be_missing(village: Village) -> None:
    village.lunch(village.elder("王秀兰"))
    made = backups.back_up(village.services)
    village.elder("后来的人")
    village.elder("再后来的人")
    found = preview(village.services, made.path)
    assert (found.home, found.reason, found.made_at) == ("清泉村幸福院", "manual", made.made_at)
    assert (found.missing, found.beyond, found.is_same_home) == (2, 0, True)
    assert (found.last_day, found.is_older, found.is_sealed) == (TODAY, False, False)
    assert "用餐" in found.last_label or found.last_label
    assert found.missing_since is not None
    assert dict(found.counts)["meal"] == 1
    assert not list(made.path.parent.glob("*-wal"))


def test_another_line_of_the_same_records_is_told_as_such(village: Village, tmp_path: Path) -> None:
    village.elder("王秀兰")
    twin = Village(tmp_path / "twin", copy_of=backups.back_up(village.services, tmp_path / "x").path)
    twin.services.close()
    copy = next((tmp_path / "twin").glob("happyhome-*.db"))
    copy.replace(tmp_path / "twin" / "happyhome.db")
    twin.services = twin.open()
    twin.elder("只在那边的人")
    theirs = backups.back_up(twin.services, tmp_path / "y").path
    twin.services.close()
    village.elder("只在这边的人")
    village.elder("也只在这边的人")
    found = preview(village.services, theirs)
    assert (found.missing, found.beyond) == (2, 1)


# The drill


def test_a_drill_tries_the_newest_backup_once_a_month(village: Village, tmp_path: Path) -> None:
    assert not drills.due(village.services)
    with pytest.raises(Refusal, match="还没有备份"):
        drills.run(village.services)
    village.elder("王秀兰")
    made = backups.back_up(village.services)
    village.elder("后来的人")
    assert drills.due(village.services)
    done = drills.run(village.services)
    assert (done.is_sound, done.place, done.source) == (True, "here", made.path)
    assert (dict(done.counts)["resident"], dict(done.present)["resident"]) == (1, 2)
    assert not drills.due(village.services)
    assert sorted(path.name for path in village.folder.iterdir() if "~" in path.name) == []
    last = drills.last_drill(village.services)
    assert last is not None
    assert last[1]
    village.clock.day = TODAY + timedelta(days=31)
    assert drills.due(village.services)


def test_a_drill_goes_to_the_second_place_and_names_what_is_wrong_there(
    village: Village, tmp_path: Path
) -> None:
    stick = _with_second(village, tmp_path)
    village.elder("王秀兰")
    sealed(village)
    backups.back_up(village.services)
    assert drills.run(village.services).place == "second"
    copy = next(stick.iterdir())
    content = bytearray(copy.read_bytes())
    content[len(content) // 3] ^= 1
    copy.write_bytes(content)
    done = drills.run(village.services)
    assert not done.is_sound
    assert "打不开" in done.note or "损坏" in done.note
    last = drills.last_drill(village.services)
    assert last is not None
    assert not last[1]


@pytest.mark.parametrize("is_sealed", [False, True])
@pytest.mark.parametrize("harm", [False, True])
def test_a_drill_leaves_another_villages_backup_on_the_stick_alone(
    village: Village, tmp_path: Path, is_sealed: bool, harm: bool
) -> None:
    stick = _with_second(village, tmp_path)
    village.elder("王秀兰")
    backups.back_up(village.services)
    (mine,) = list_backups(stick)
    other = Village(tmp_path / "other")
    other.home()
    if is_sealed:
        sealed(other)
    moment = datetime.combine(TODAY, time(18))
    theirs = make_backup(other.services.store, stick, moment).path
    other.services.close()
    if harm:
        theirs.write_bytes(b"rotten " * 999)
    done = drills.run(village.services)
    assert (done.is_sound, done.place, done.source) == (True, "second", mine.path)
    mine.path.unlink()
    assert drills.run(village.services).place == "here"


def test_what_the_program_does_by_itself_is_told_under_its_own_name(village: Village, tmp_path: Path) -> None:
    _with_second(village, tmp_path)
    village.elder("王秀兰")
    backups.back_up(village.services, reason="auto")
    drills.run(village.services, by_itself=True)
    drills.run(village.services)
    told = [(one.label, one.operator) for one in village.ask(operations, 3)]
    assert [label for label, _ in told] == ["备份演练", "备份演练", "资料去向：备份到别处"]
    assert [operator for _, operator in told] == ["王芳", PROGRAM, PROGRAM]
    village.clock.day += timedelta(days=1)
    backups.back_up(village.services)
    assert village.ask(operations, 1)[0].operator == "王芳"


def test_a_backup_that_was_tampered_with_fails_the_drill(village: Village) -> None:
    village.elder("王秀兰")
    made = backups.back_up(village.services)
    content = made.path.read_bytes()
    made.path.write_bytes(content.replace("王秀兰".encode(), "王秀英".encode(), 1))
    done = drills.run(village.services)
    assert not done.is_sound
    assert "核对不上" in done.note


def test_a_drill_without_room_leaves_nothing_and_is_not_counted(village: Village) -> None:
    village.elder("王秀兰")
    backups.back_up(village.services)

    def no_room(path: Path) -> None:
        raise OSError(errno.ENOSPC, "no")

    with pytest.raises(EnvironmentRefusal):
        drills.run(village.services, replace(REAL, make_folder=no_room))
    assert drills.due(village.services)
    assert not any(path.name.startswith(("~", ".")) for path in village.folder.iterdir())
