"""Restoring is whole or not at all: what could not become the records leaves those there were."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from happyhome.app import open_services, start
from happyhome.domain.problems import Refusal
from happyhome.domain.safety_events import SafetyEvent
from happyhome.files.disk import REAL
from happyhome.files.environment import EnvironmentRefusal
from happyhome.services import backups, protection, residents, settings
from happyhome.services.audit import operations, verify_audit
from happyhome.services.backup_places import places
from happyhome.services.backup_shelves import ring_for
from happyhome.services.restoring import Restored, restore_backup, restore_into, ring_of_backup
from happyhome.services.session import Folders, Services, Unlocked
from happyhome.services.start_ring import find_ring
from happyhome.store.backup import list_backups
from happyhome.store.backup.kept import carry_ring
from happyhome.store.engine import connect, told_apart
from happyhome.store.instances import instances
from happyhome.store.keys.ring_files import is_open_text, keep_ring, read_ring, ring_in
from tests.exchange.faults import PowerCut, Steps, mounted, steps_of
from tests.services.village import Village

PASSWORD = "井边的柳树有三棵"
OTHER = "后山上有两口窑洞"


def lived(content: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The records without what the program tells of itself."""
    return {name: rows for name, rows in content.items() if name not in ("safety_event", "disclosure")}


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    """What it was refused for."""
    return [problem.code for problem in refused.value.problems]


def restored(village: Village, source: Path, **more: Any) -> Restored:
    """The source as the village's records, which are open again afterwards."""
    key = village.services.store.key
    village.services.close()
    done = restore_backup(village.services.folders, source, village.clock(), key, **more)
    village.services = _open(village, done.key)
    return done


def _open(village: Village, key: bytes | None) -> Services:
    services = open_services(village.folder, unlock=lambda _ring: Unlocked("王芳", key or b""))
    return replace(services, clock=village.clock, operator="王芳")


def sealed(village: Village, password: str = PASSWORD) -> str:
    """Seal the village; its recovery code."""
    village.services.close()
    made = protection.seal_store(village.services.folders, "王芳", password, village.clock())
    village.services = _open(village, made.unlocked.key)
    return made.code


def _older(backup: Path) -> None:
    """As a program of before would have left it."""
    raw = connect(backup)
    raw.execute("DROP TABLE instance")
    raw.execute("DROP TABLE disclosure")
    raw.execute("DROP TABLE safety_event")
    raw.execute("UPDATE alembic_version SET version_num = '0002'")
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()


def test_a_backup_takes_the_place_of_the_records_while_the_program_runs(
    village: Village, tmp_path: Path
) -> None:
    village.elder("王秀兰")
    made = backups.back_up(village.services, tmp_path / "stick")
    then = village.content()
    village.elder("后来的人")
    done = restore_into(village.services, made.path)
    assert lived(village.content()) == lived(then)
    assert done.kept is not None
    assert [one.path for one in backups.kept_files(village.services)] == [done.kept]
    assert dict(done.counts)["resident"] == 1


def test_a_restored_copy_has_a_life_of_its_own_and_says_where_it_comes_from(village: Village) -> None:
    village.elder("王秀兰")
    made = backups.back_up(village.services)
    done = restored(village, made.path)
    lives = village.ask(instances)
    assert [one.reason for one in lives] == ["first", "restored"]
    assert lives[-1].id == done.instance != lives[0].id
    (event,) = village.ask(lambda reading: reading.find(SafetyEvent, event="restored"))
    assert event.subject == made.path.name
    assert '"resident": 1' in event.counts
    assert village.ask(verify_audit) == ()


def test_the_present_file_is_kept_and_can_be_brought_back(village: Village) -> None:
    village.elder("王秀兰")
    made = backups.back_up(village.services)
    village.elder("后来的人")
    now = village.content()
    kept = restored(village, made.path).kept
    assert kept is not None
    restored(village, kept)
    assert lived(village.content()) == lived(now)


def test_what_no_backup_holds_is_backed_up_before_and_nothing_is_rotated_away(village: Village) -> None:
    village.elder("王秀兰")
    made = backups.back_up(village.services)
    for back in range(400):
        (
            village.services.folders.backups
            / f"happyhome-{20250101 + back % 28:08d}-12{back % 60:02d}00-auto.db"
        ).touch()
    there = set(village.services.folders.backups.iterdir())
    village.elder("后来的人")
    before = restored(village, made.path).before
    assert before is not None
    assert before.reason == "before-restore"
    assert there <= set(village.services.folders.backups.iterdir())


@pytest.mark.parametrize("harm", ["torn", "text", "empty page", "empty"])
def test_a_damaged_backup_is_refused_and_the_store_stays(village: Village, harm: str) -> None:
    village.lunch(village.elder("王秀兰"), village.elder("李建国"))
    made = backups.back_up(village.services)
    content = bytearray(made.path.read_bytes())
    if harm == "torn":
        made.path.write_bytes(content[: len(content) // 2])
    elif harm == "text":
        made.path.write_text("就餐登记" * 500)
    elif harm == "empty":
        made.path.write_bytes(b"")
    else:
        content[8192:40960] = bytes(40960 - 8192)
        made.path.write_bytes(content)
    village.services.close()
    before = village.services.store.path.read_bytes()
    with pytest.raises(Refusal) as refused:
        restore_backup(village.services.folders, made.path, village.clock())
    assert codes(refused) == ["file_damaged"]
    assert village.services.store.path.read_bytes() == before
    assert sorted(path.name for path in village.folder.iterdir()) == ["backups", "happyhome.db"]


@pytest.mark.parametrize("what", ["folder", "pipe", "huge", "huge store", "gone", "the store itself"])
def test_what_is_no_backup_is_a_sentence_at_once(village: Village, tmp_path: Path, what: str) -> None:
    village.elder("王秀兰")
    path = tmp_path / "happyhome-20261101-120000-manual.db"
    expected = "file_damaged"
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "gone":
        expected = "file_missing"
    elif what == "the store itself":
        path, expected = village.services.store.path, "file_same"
    else:
        if what == "huge store":
            shutil.copyfile(backups.back_up(village.services).path, path)
        with path.open("ab") as file:
            file.truncate(5 << 30)
    now = village.content()
    with pytest.raises(Refusal) as refused:
        restore_into(village.services, path)
    assert codes(refused) == [expected]
    assert village.content() == now


def test_a_backup_of_a_newer_program_is_refused_as_such(village: Village) -> None:
    village.elder("王秀兰")
    made = backups.back_up(village.services)
    raw = connect(made.path)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()
    with pytest.raises(Refusal, match="新版程序") as refused:
        restore_into(village.services, made.path)
    assert codes(refused) == ["file_newer"]


def test_a_store_that_another_window_has_open_is_not_put_aside(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("happyhome.store.alone.IN_USE_MILLISECONDS", 50)
    village.elder("王秀兰")
    made = backups.back_up(village.services)
    village.elder("后来的人")
    now = village.content()
    with pytest.raises(Refusal) as refused:
        restore_backup(village.services.folders, made.path, village.clock())
    assert codes(refused) == ["store_in_use"]
    assert village.content() == now
    village.reopen()
    assert village.content() == now


@pytest.mark.parametrize("is_sealed", [False, True])
@pytest.mark.parametrize("has_links", [True, False])
def test_nobody_writes_into_the_records_while_they_are_exchanged(
    village: Village, monkeypatch: pytest.MonkeyPatch, is_sealed: bool, has_links: bool
) -> None:
    if not has_links:
        monkeypatch.setattr(os, "link", _no_links)
    village.elder("王秀兰")
    if is_sealed:
        sealed(village)
    made = backups.back_up(village.services)
    then = village.content()
    village.elder("后来的人")
    store, key = village.services.folders.store, village.services.store.key
    late: list[Any] = []

    def replaced(source: Path, target: Path) -> None:
        if target == store:
            late.append(_beside(store, key))
            with pytest.raises(driver.OperationalError, match="locked"):
                late[0].execute("SELECT * FROM resident")
        REAL.replace(source, target)

    done = restored(village, made.path, disk=replace(REAL, replace=replaced))
    with pytest.raises(Refusal, match="再办一次") as refused, told_apart(store):
        late[0].execute(
            "PRAGMA journal_mode = WAL"
        )  # as every connection begins; it still has the file of before
    assert codes(refused) == ["store_busy"]
    late[0].close()
    assert lived(village.content()) == lived(then)
    assert village.ask(verify_audit) == ()
    assert done.kept is not None


def _beside(store: Path, key: bytes | None) -> Any:
    """Another program that has opened the file and waits for nothing."""
    raw = driver.connect(str(store), isolation_level=None, timeout=0)
    if key is not None:
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return raw


def _no_links(*_names: object) -> None:
    raise OSError(errno.EPERM, "no links here")


def test_a_damaged_present_file_is_kept_and_replaced(village: Village) -> None:
    village.elder("王秀兰")
    made = backups.back_up(village.services)
    then = village.content()
    village.services.close()
    village.services.store.path.write_bytes(b"power cut" * 1000)
    done = restored(village, made.path)
    assert done.kept is not None
    assert done.kept.read_bytes() == b"power cut" * 1000
    assert lived(village.content()) == lived(then)


@pytest.mark.parametrize("is_there", [True, False])
def test_an_older_backup_is_brought_up_before_it_takes_the_place(
    village: Village, tmp_path: Path, is_there: bool
) -> None:
    village.elder("王秀兰")
    then = village.content()
    made = backups.back_up(village.services, tmp_path / "stick")
    _older(made.path)
    if not is_there:
        village.services.close()
        village.services.store.path.unlink()
    restored(village, made.path)
    assert lived(village.content())["resident"] == then["resident"]
    assert [one.reason for one in village.ask(instances)] == ["first", "restored"]


def test_a_file_that_is_gone_or_empty_beside_backups_is_told_and_not_begun_anew(
    village: Village,
) -> None:
    village.elder("王秀兰")
    then = village.content()
    made = backups.back_up(village.services)
    village.services.close()
    path = village.services.store.path
    for lose in (path.unlink, lambda: path.write_bytes(b"")):
        lose()
        with pytest.raises(Refusal) as refused:
            village.open()
        assert codes(refused) == ["file_lost"]
        assert made.path.name in refused.value.problems[0].text
    shutil.copyfile(made.path, path)  # as the sentence says
    village.services = village.open()
    assert village.content() == then


def test_a_backup_of_a_damaged_store_names_the_store(village: Village, tmp_path: Path) -> None:
    path = village.services.store.path
    village.services.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"power cut " * (len(whole) // 10 - 900))
    with pytest.raises(Refusal, match=r"happyhome\.db") as refused:
        backups.back_up(village.services, tmp_path / "stick")
    assert codes(refused) == ["file_damaged"]
    assert list((tmp_path / "stick").iterdir()) == []


# Sealed records


def test_the_present_passwords_stay_where_the_backup_is_of_the_same_key(village: Village) -> None:
    village.elder("王秀兰")
    sealed(village)
    made = backups.back_up(village.services)
    protection.change_password(village.services, "王芳", PASSWORD, OTHER)
    restored(village, made.path)
    ring = read_ring(village.services.folders.ring)
    assert ring is not None
    assert protection.unlock(ring, "王芳", OTHER).key == village.services.store.key
    with pytest.raises(Refusal, match="密码不对"):
        protection.unlock(ring, "王芳", PASSWORD)


def test_a_backup_somebody_had_a_hand_in_is_restored_and_says_where(village: Village) -> None:
    """There may be nothing better; but nobody shall take it for sound."""
    village.lunch(village.elder("王秀兰"))
    made = backups.back_up(village.services)
    raw = connect(made.path)
    raw.execute("UPDATE meal SET mode = 'delivery'")
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()
    (fault,) = restored(village, made.path).faults
    assert fault.startswith("“用餐”王秀兰 2026年11月21日 午餐：在程序外被改过")
    (event,) = village.ask(lambda reading: reading.find(SafetyEvent, event="restored"))
    assert (event.is_sound, event.note) == (False, "操作记录有 1 处对不上")


def test_an_open_backup_is_sealed_on_its_way_into_sealed_records(village: Village, tmp_path: Path) -> None:
    village.elder("王秀兰")
    then = village.content()
    made = backups.back_up(village.services, tmp_path / "stick")
    sealed(village)
    village.elder("后来的人")
    restored(village, made.path)
    assert lived(village.content()) == lived(then)
    assert not is_open_text(village.services.store.path)
    for path in set(village.folder.rglob("*")) - {made.path}:
        assert not path.is_file() or "王秀兰".encode() not in path.read_bytes(), path


def test_a_backup_of_another_key_brings_its_ring_and_the_kept_file_keeps_its_own(
    village: Village, tmp_path: Path
) -> None:
    other = Village(tmp_path / "other")
    other.home()
    other.elder("另一村的人")
    code = sealed(other, OTHER)
    theirs = other.content()
    made = backups.back_up(other.services, tmp_path / "stick")
    other.services.close()
    village.elder("王秀兰")
    sealed(village)
    mine, key = village.content(), village.services.store.key
    with pytest.raises(Refusal) as refused:
        restore_into(village.services, made.path)
    assert codes(refused) == ["file_other_key"]
    ring, _size = ring_in(made.path)
    assert ring is not None
    done = restored(village, made.path, source_key=protection.key_from_code(ring, code))
    assert lived(village.content()) == lived(theirs)
    assert read_ring(village.services.folders.ring) == ring
    assert done.kept is not None
    restored(village, done.kept, source_key=key)
    assert lived(village.content()) == lived(mine)


def test_the_second_place_is_this_computer_s_and_not_that_of_the_copy(
    village: Village, tmp_path: Path
) -> None:
    def second(services: Services) -> str:
        return str(services.ask(settings.setting, key="second_backup"))

    here, there = tmp_path / "这里的盘", tmp_path / "那边的盘"
    for one in (here, there):
        one.mkdir()
    village.elder("王秀兰")
    village.do(settings.choose, key="second_backup", value=str(there))
    made = backups.back_up(village.services, tmp_path / "stick")
    village.do(settings.choose, key="second_backup", value=str(here))
    backups.back_up(village.services)
    restored(village, made.path)
    assert second(village.services) == str(here), "as it was here just before"
    village.services.close()
    village.services.store.path.write_bytes(b"rotten " * 999)
    restore_backup(village.services.folders, made.path, village.clock())
    village.services = _open(village, None)
    assert second(village.services) == str(here), "as it is remembered beside the backups"
    restore_backup(Folders(tmp_path / "new"), made.path, village.clock(), operator="李会计")
    moved = open_services(tmp_path / "new")
    assert second(moved) == ""
    assert places(moved)[1].path is None
    assert moved.ask(operations, 1)[0].operator == "李会计"
    moved.close()


def _replaced(village: Village, folder: Path) -> tuple[Path, str]:
    """Sealed records put aside by a restoring, and the code that opens them."""
    village.elder("王秀兰")
    code = sealed(village)
    made = backups.back_up(village.services, folder)
    village.elder("后来的人")
    kept = restored(village, made.path).kept
    assert kept is not None
    return kept, code


def test_a_sealed_file_that_was_put_aside_is_one_file_and_comes_back_elsewhere(
    village: Village, tmp_path: Path
) -> None:
    kept, code = _replaced(village, tmp_path / "stick")
    assert not kept.with_suffix(".keys").exists()
    alone = Path(shutil.copy(kept, tmp_path / "stick"))
    ring = ring_of_backup(alone)
    assert ring is not None
    done = restore_backup(
        Folders(tmp_path / "new"), alone, village.clock(), source_key=protection.key_from_code(ring, code)
    )
    assert dict(done.counts)["resident"] == 2


@pytest.mark.parametrize("step", ["write", "sync_file"])
def test_a_file_put_aside_that_cannot_take_its_ring_opens_by_the_one_beside_it(
    village: Village, tmp_path: Path, step: str
) -> None:
    kept, code = _replaced(village, tmp_path / "stick")
    ring, size = ring_in(kept)
    assert ring is not None
    with kept.open("r+b") as file:
        file.truncate(size)
    keep_ring(kept.with_suffix(".keys"), ring)
    before = kept.read_bytes()
    steps = steps_of(lambda disk: carry_ring(Path(shutil.copy(kept, tmp_path / "stick")), disk))
    assert steps == []  # no ring beside that one
    if step == "write":  # half of it was written, and the power went
        with kept.open("ab") as file:
            file.write(b'{"format": 1, "ri')
    else:
        carry_ring(kept, Steps(2, OSError(errno.ENOSPC, "no")).disk())
        assert kept.read_bytes() == before
    key = protection.key_from_code(ring_of_backup(kept) or ring, code)
    village.services.close()
    done = restore_backup(village.services.folders, kept, village.clock(), key)
    assert dict(done.counts)["resident"] == 2
    village.services = _open(village, key)
    assert village.ask(verify_audit) == ()


@pytest.mark.parametrize("is_sealed", [False, True])
def test_what_was_put_aside_goes_after_long_where_a_backup_holds_all_of_it(
    village: Village, is_sealed: bool
) -> None:
    village.elder("王秀兰")
    if is_sealed:
        sealed(village)
    made = backups.back_up(village.services)
    done = []
    for name, days in (("赵永", 31), ("钱永", 31), ("孙永", 31), ("李永", 0)):
        village.clock.day += timedelta(days=days)
        village.elder(name)
        done.append(restored(village, made.path))
    kept = {one.kept for one in done}

    def left_on(day: date) -> set[Path | None]:
        village.clock.day = day
        backups.back_up(village.services)
        return {one.path for one in backups.kept_files(village.services)}

    assert left_on(date(2027, 3, 21)) == kept, "89 days after the first"
    only = done[0].before
    assert only is not None
    only.path.rename(only.path.with_suffix(".away"))
    assert left_on(date(2027, 3, 25)) == kept, "nothing else has what was put aside then"
    only.path.with_suffix(".away").rename(only.path)
    assert left_on(date(2027, 3, 26)) == kept - {done[0].kept}
    assert left_on(date(2028, 3, 26)) == kept - {done[0].kept}, "the newest three stay"


def _sealed_elsewhere(village: Village, folder: Path) -> tuple[Path, bytes]:
    """A sealed backup of the same home, as its other computer makes it, and its key."""
    (folder / "data").mkdir(parents=True)
    shutil.copy(backups.back_up(village.services, folder).path, folder / "data" / "happyhome.db")
    made = protection.seal_store(Folders(folder / "data"), "王芳", PASSWORD, village.clock())
    twin = open_services(folder / "data", unlock=lambda _ring: made.unlocked)
    twin.run(residents.add_resident, resident=_resident()(name="那边的人"))
    source = backups.back_up(twin, folder / "stick").path
    twin.close()
    return source, made.unlocked.key


@pytest.mark.parametrize("in_use", [False, True])
def test_a_sealed_backup_on_open_records_leaves_none_of_the_older_copies_open(
    village: Village, tmp_path: Path, in_use: bool
) -> None:
    village.elder("王秀兰")
    source, key = _sealed_elsewhere(village, tmp_path / "elsewhere")
    second = tmp_path / "second"
    second.mkdir()
    village.do(settings.choose, key="second_backup", value=str(second))
    for _ in range(2):
        backups.back_up(village.services)
    assert any(is_open_text(one.path) for one in list_backups(village.services.folders.backups))
    if in_use:
        done = restore_into(village.services, source, key)
        village.services = _open(village, done.key)
    else:
        done = restored(village, source, source_key=key)
    assert (done.still_open, done.still_open_text) == ((), "")
    copies = [*backups.backups(village.services), *backups.kept_files(village.services)]
    assert done.kept in [one.path for one in copies]
    assert len(copies) >= 3
    for one in copies:
        assert not is_open_text(one.path)
        assert backups.look_into(village.services, one.path)
    for path in village.folder.glob("*"):
        assert not path.is_file() or "王秀兰".encode() not in path.read_bytes(), path


def test_copies_of_another_home_are_not_sealed_with_its_key_but_named(
    village: Village, tmp_path: Path
) -> None:
    other = Village(tmp_path / "other")
    other.home()
    other.elder("另一村的人")
    sealed(other, OTHER)
    source, key = backups.back_up(other.services, tmp_path / "stick").path, other.services.store.key
    other.services.close()
    village.elder("王秀兰")
    mine = village.content()
    made = backups.back_up(village.services)
    done = restored(village, source, source_key=key)
    assert set(done.still_open) == {made.path, done.kept}
    assert made.path.name in done.still_open_text
    assert protection.seal_copies(village.services) == done.still_open
    village.services.close()
    village.services.folders.ring.rename(tmp_path / "gone.keys")
    village.services.store.path.rename(tmp_path / "gone.db")
    restore_backup(village.services.folders, made.path, village.clock())
    village.services = _open(village, None)
    assert lived(village.content()) == lived(mine)


def test_a_new_machine_needs_the_backup_and_the_sheet_alone(village: Village, tmp_path: Path) -> None:
    village.elder("王秀兰")
    code = sealed(village)
    then = village.content()
    made = backups.back_up(village.services, tmp_path / "stick")
    folders = Folders(tmp_path / "new machine")
    ring, _size = ring_in(made.path)
    assert ring is not None
    key = protection.key_from_code(ring, code)
    done = restore_backup(folders, made.path, village.clock(), source_key=key)
    assert (done.kept, done.key) == (None, key)
    protection.recover(folders, key, "李会计", OTHER, village.clock())
    again = open_services(folders.data, unlock=lambda found: protection.unlock(found, "李会计", OTHER))
    village.services = again
    assert lived(village.content()) == lived(then)


def test_a_ring_whose_records_were_moved_away_is_put_aside_and_opens_them_still(
    village: Village, tmp_path: Path
) -> None:
    village.elder("王秀兰")
    sealed(village)
    mine, key, folders = village.content(), village.services.store.key, village.services.folders
    village.services.close()
    folders.store.rename(tmp_path / "moved.db")
    shutil.rmtree(folders.backups, ignore_errors=True)
    other = Village(tmp_path / "other")
    other.home()
    code = sealed(other, OTHER)
    made = backups.back_up(other.services, tmp_path / "stick")
    other.services.close()
    ring = ring_of_backup(made.path)
    assert ring is not None
    restore_backup(folders, made.path, village.clock(), source_key=protection.key_from_code(ring, code))
    (aside,) = folders.data.glob("*replaced.keys")
    home = tmp_path / "home again"
    home.mkdir()
    (tmp_path / "moved.db").rename(home / "happyhome.db")
    aside.rename(home / "happyhome.keys")
    village.services = open_services(home, unlock=lambda found: protection.unlock(found, "王芳", PASSWORD))
    assert village.services.store.key == key
    assert lived(village.content()) == lived(mine)


def test_without_a_key_a_sealed_backup_says_what_it_needs(village: Village, tmp_path: Path) -> None:
    village.elder("王秀兰")
    sealed(village)
    made = backups.back_up(village.services, tmp_path / "stick")
    with pytest.raises(Refusal, match="恢复码") as refused:
        restore_backup(Folders(tmp_path / "new"), made.path, village.clock())
    assert codes(refused) == ["file_sealed"]
    assert not Folders(tmp_path / "new").store.exists()


# Faults and cuts at every step


def _two_lives(folder: Path, *, of_another_key: bool) -> tuple[Village, Path, Callable[..., Restored]]:
    """Sealed records, a backup of the same or of another key, and the restoring that is to be disturbed."""
    village = Village(folder / "data")
    village.home()
    village.elder("现在的人")
    sealed(village)
    source, source_key = backups.back_up(village.services, folder / "stick").path, None
    if of_another_key:
        other = Village(folder / "other")
        other.home()
        sealed(other, OTHER)
        source = backups.back_up(other.services, folder / "stick2").path
        source_key = other.services.store.key
        other.services.close()
    village.elder("刚记的人")
    village.services.close()
    key = village.services.store.key

    def act(disk: Any) -> Restored:
        return restore_backup(
            village.services.folders, source, village.clock(), key, source_key=source_key, disk=disk
        )

    return village, source, act


def _names(village: Village, *keys: bytes | None) -> set[str]:
    """Who is in the records that open by their own ring with one of the keys, which must be the ring's."""
    from happyhome.services.start_ring import find_ring

    ring, _notice = find_ring(village.services.folders)
    assert ring is not None
    for password in (PASSWORD, OTHER):
        try:
            unlocked = protection.unlock(ring, "王芳", password)
        except Refusal:
            continue
        services = open_services(village.folder, unlock=lambda _ring, it=unlocked: it)
        try:
            return {one.name for one in services.ask(lambda reading: reading.find(_resident()))}
        finally:
            services.close()
    raise AssertionError("no password opens the ring")


def _resident() -> type:
    from happyhome.domain.residents import Resident

    return Resident


@pytest.mark.parametrize("of_another_key", [False, True])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "no"), PowerCut()], ids=["fault", "power cut"])
def test_whichever_step_fails_one_whole_store_stands_with_its_own_ring(
    tmp_path: Path, of_another_key: bool, error: BaseException
) -> None:
    old, new = {"现在的人", "刚记的人"}, set() if of_another_key else {"现在的人"}
    ground = tmp_path / "ground"
    ground.mkdir()
    village, _source, act = _two_lives(ground, of_another_key=of_another_key)
    shutil.copytree(ground, tmp_path / "copy")
    steps = steps_of(act)
    assert _names(village) == new
    seen = []
    for at in range(len(steps)):
        shutil.rmtree(ground)
        shutil.copytree(tmp_path / "copy", ground)
        is_done = False
        with suppress(EnvironmentRefusal, PowerCut, OSError):
            act(Steps(at, error).disk())
            is_done = True
        names = _names(village)
        assert names in (old, new), steps[: at + 1]
        assert isinstance(error, PowerCut) or (names == new) is is_done, steps[: at + 1]
        seen.append(names)
    assert old in seen


def test_a_command_that_opens_the_records_meanwhile_does_not_take_the_ring_away(tmp_path: Path) -> None:
    village, _source, act = _two_lives(tmp_path, of_another_key=True)
    folders, before = village.services.folders, _ring_id(village)
    met: list[bool] = []

    def replaced(source: Path, target: Path) -> None:
        if target == folders.store:
            ring, _notice = find_ring(folders)
            met.append(ring is not None and ring.id == before)
        REAL.replace(source, target)

    act(replace(REAL, replace=replaced))
    assert met == [True]
    assert _ring_id(village) != before
    assert _names(village) == set()  # which opens them by the ring that lies there


def test_a_ring_whose_store_never_came_goes_at_the_next_start(village: Village) -> None:
    folders = village.services.folders
    village.services.close()
    waiting = folders.data / "happyhome.keys.next"
    for content in (b"{", b'{"format": 1, "ring": "x", "slots": []}'):  # torn, and without its store's salt
        waiting.write_bytes(content)
        start(folders.data, village.clock().date(), None).end()
        assert not waiting.exists()
        assert not folders.ring.exists()


def _ring_id(village: Village) -> str:
    ring = read_ring(village.services.folders.ring)
    return ring.id if ring is not None else ""


def _fill(path: Path) -> None:
    with path.open("wb") as file:
        while True:
            file.write(bytes(4096))
            file.flush()


def test_a_full_disk_leaves_the_records_and_the_backups(tmp_path: Path) -> None:
    with mounted("tmpfs", tmp_path / "disk", "size=6m") as place:
        village = Village(place / "data")
        try:
            _fill_up_and_try(village, tmp_path, place)
        finally:
            village.services.close()


def _fill_up_and_try(village: Village, tmp_path: Path, place: Path) -> None:
    village.home()
    village.elder("王秀兰")
    made = backups.back_up(village.services, tmp_path / "stick")
    here = backups.back_up(village.services)
    village.elder("后来的人")
    now = village.content()
    with pytest.raises(OSError, match="No space"):
        _fill(place / "full")
    with pytest.raises(EnvironmentRefusal) as refused:
        restore_into(village.services, made.path)
    assert refused.value.code == "disk_full"
    assert village.content() == now
    with pytest.raises(EnvironmentRefusal) as refused:
        backups.back_up(village.services)
    assert refused.value.code == "disk_full"
    assert [one.path for one in list_backups(village.services.folders.backups)] == [here.path]
    assert not any(path.name.startswith(".") for path in village.folder.rglob("*"))


def test_a_ring_that_rotted_gives_way_to_the_one_of_the_backup(village: Village, tmp_path: Path) -> None:
    """No copy is left here; the one on the stick opens by its own ring, and brings it along."""
    village.elder("王秀兰")
    code = sealed(village)
    made = backups.back_up(village.services, tmp_path / "stick")
    folders = village.services.folders
    village.services.close()
    folders.ring.write_bytes(folders.ring.read_bytes().replace(b'"passes": 3', b'"passes": 2'))
    ring = ring_for(folders, made.path)
    assert ring is not None
    assert ring.is_whole
    key = protection.unlock(ring, "王芳", PASSWORD).key
    assert protection.key_from_code(ring, code) == key
    restore_backup(folders, made.path, village.clock(), source_key=key)
    present = protection.ring_of(folders.store)
    assert present is not None
    assert protection.unlock(present, "王芳", PASSWORD).key == key
