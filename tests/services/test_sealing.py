"""Sealing: nothing is lost at any step, nothing stays readable, and what could not be sealed is named."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from happyhome.domain.problems import Refusal
from happyhome.files.disk import REAL, Disk
from happyhome.files.environment import EnvironmentRefusal
from happyhome.services.audit import operations, verify_audit
from happyhome.services.backup_places import places
from happyhome.services.backups import back_up
from happyhome.services.protection import (
    Sealed,
    key_from_code,
    protection,
    ring_of,
    seal_copies,
    seal_store,
    unlock,
)
from happyhome.services.session import Folders
from happyhome.services.settings import choose
from happyhome.store.backup import check_file, list_backups
from happyhome.store.blobs import fetch
from happyhome.store.engine import Store
from happyhome.store.keys.ring_files import is_open_text, ring_in
from tests.exchange.faults import PowerCut, Steps, steps_of
from tests.services.sealed_village import NOW, OPERATOR, PASSWORD, PHOTO, filled, opened, records, residue
from tests.services.village import Village


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("ground"))


@pytest.fixture
def folder(ground: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(ground, tmp_path / "data"))


def seal(folder: Path, disk: Disk = REAL) -> Sealed:
    return seal_store(Folders(folder), OPERATOR, PASSWORD, NOW, disk=disk)


def code_of(work: Callable[..., Any], *arguments: Any) -> str:
    with pytest.raises(Refusal) as refusal:
        work(*arguments)
    return refusal.value.problems[0].code


def test_a_sealed_village_is_whole_and_shows_nobody_anything(folder: Path, ground: Path) -> None:
    assert len(residue(folder)) == 6, "its log, two backups, what was replaced, opened and half-written"
    made = seal(folder)
    assert made.still_open == ()
    assert residue(folder) == []
    assert sorted(path.name for path in folder.iterdir()) == [
        "backups",
        "happyhome-20261101-080000-replaced.db",
        "happyhome.db",
        "happyhome.keys",
        "opened",
    ]
    services = opened(folder)
    assert services.ask(verify_audit) == ()
    (told,) = services.ask(operations, 1)
    assert (told.label, told.operator) == ("数据加锁", OPERATOR)
    (photo,) = services.ask(lambda reading: reading.scalars("SELECT sha256 FROM attachment"))
    assert services.ask(fetch, photo) == PHOTO.content
    services.close()
    assert records(folder) == records(Path(shutil.copytree(ground, folder.parent / "again")))
    assert residue(folder) == [], "nor is anything written in the clear afterwards"


def test_the_old_backups_open_with_their_own_end_alone(folder: Path, tmp_path: Path) -> None:
    before = {one.path.name: check_file(one.path, None) for one in list_backups(folder / "backups")}
    made = seal(folder)
    for one in [*list_backups(folder / "backups"), *list_backups(folder)]:
        copy = Path(shutil.copy(one.path, tmp_path / "elsewhere.db"))
        ring, size = ring_in(copy)
        assert ring is not None
        counts = check_file(copy, unlock(ring, OPERATOR, PASSWORD).key)
        assert counts == before.get(one.path.name, counts)
        assert size < copy.stat().st_size
    assert made.backup.path.is_file()
    assert made.backup.reason == "before-sealing"


def test_versions_and_schema_come_along(folder: Path) -> None:
    def schema(store: Store) -> list[Any]:
        with store.reading() as raw:
            told = [raw.execute(f"PRAGMA {one}").fetchone() for one in ("user_version", "application_id")]
            found = told + sorted(raw.execute("SELECT type, name, sql FROM sqlite_master"), key=str)
            found.append(raw.execute("SELECT version_num FROM alembic_version").fetchall())
            assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        store.close()
        return found

    store = Store(folder / "happyhome.db")
    with store.writing() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 7")
        connection.exec_driver_sql("CREATE TRIGGER one AFTER INSERT ON meal BEGIN SELECT 1; END")
    before = schema(store)
    made = seal(folder)
    assert schema(Store(folder / "happyhome.db", made.unlocked.key)) == before


def test_without_the_password_nothing_opens(folder: Path) -> None:
    seal(folder)
    assert code_of(opened, folder, OPERATOR, "春暖花开的养老院") == "password_wrong"
    assert code_of(opened, folder, "李强", PASSWORD) == "operator_unknown"
    assert code_of(check_file, folder / "happyhome.db", None) == "file_sealed"
    assert code_of(check_file, folder / "happyhome.db", bytes(32)) == "file_other_key"


def test_secrets_are_in_no_words_about_it(folder: Path) -> None:
    made = seal(folder)
    shown = repr(made) + repr(ring_of(folder / "happyhome.db"))
    assert made.code not in shown
    assert made.unlocked.key.hex() not in shown
    assert repr(made.unlocked.key) not in shown


def test_what_is_not_to_be_sealed_is_refused(folder: Path, tmp_path: Path) -> None:
    def told(operator: str, password: str, place: Path = folder) -> str:
        return code_of(seal_store, Folders(place), operator, password, NOW)

    before = records(folder)
    assert told("", PASSWORD) == "name_missing"
    assert told(OPERATOR, "短") == "password_short"
    assert told(OPERATOR, PASSWORD, tmp_path / "nothing") == "file_missing"
    assert records(folder) == before
    seal(folder)
    assert told(OPERATOR, PASSWORD) == "already_sealed"


def test_an_open_window_is_named_and_goes_on(folder: Path) -> None:
    services = opened(folder)
    services.ask(verify_audit)
    assert code_of(seal, folder) == "store_in_use"
    assert not services.run(choose, key="return_day", value=9).refused
    services.close()
    assert not protection(Folders(folder)).is_sealed
    assert seal(folder).still_open == ()


def test_a_damaged_store_is_not_sealed(folder: Path) -> None:
    opened(folder).close()
    with (folder / "happyhome.db").open("r+b") as file:
        file.seek(4096 * 5)
        file.write(bytes(range(256)) * 64)
    assert code_of(seal, folder) in ("file_damaged", "backup_unsound", "sealing_unsound")
    assert is_open_text(folder / "happyhome.db")
    assert not (folder / "happyhome.keys").exists()


def test_the_second_place_is_sealed_too_and_other_files_there_are_left(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    services = opened(folder)
    services.run(choose, key="second_backup", value=str(stick))
    back_up(services, stick)
    services.close()
    own = stick / "happyhome 我自己拷的.db"
    shutil.copy(next(stick.iterdir()), own)
    assert len(residue(stick)) == 2
    made = seal(folder)
    assert made.still_open == (own,)
    assert residue(stick) == [own.name]


def test_another_villages_open_backups_on_a_shared_stick_are_left_to_it(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    services = opened(folder)
    services.run(choose, key="second_backup", value=str(stick))
    mine = back_up(services, stick).path
    services.close()
    other = Village(tmp_path / "other")
    other.home()
    theirs = back_up(other.services, stick, reason="closing").path
    before = theirs.read_bytes()
    other.services.close()
    assert seal(folder).still_open == ()
    assert not is_open_text(mine)
    assert theirs.read_bytes() == before


def test_the_newest_backup_is_still_known_as_verified_once_it_is_sealed(folder: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    services = opened(folder)
    services.run(choose, key="second_backup", value=str(second))
    back_up(services)
    services.close()
    seal_store(Folders(folder), OPERATOR, PASSWORD, NOW + timedelta(hours=1))
    services = opened(folder)
    here, there = places(services)
    assert (here.is_verified, there.is_verified) == (True, True)
    assert here.newest is not None
    assert here.newest.reason == "before-sealing"
    assert dict(here.newest.counts)["resident"] == 3
    assert there.newest is not None
    assert dict(there.newest.counts)["resident"] == 3
    note = services.folders.backups / "places.json"
    assert "resident" not in note.read_text("utf-8"), "how many people there are is for nobody else"
    back_up(services)
    assert "resident" not in note.read_text("utf-8")
    services.close()


def test_a_copy_that_cannot_be_sealed_is_named_and_left_as_it_is(folder: Path) -> None:
    broken = folder / "backups" / "happyhome-20250101-080000-manual.db"
    broken.write_bytes(b"SQLite format 3\0" + b"\1" * 5000)
    made = seal(folder)
    assert made.still_open == (broken,)
    assert protection(Folders(folder)).open_copies == (broken,)
    services = opened(folder)
    assert seal_copies(services) == (broken,)
    broken.unlink()
    assert seal_copies(services) == ()
    services.close()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("small"), is_small=True)


def _steps(small: Path, place: Path) -> tuple[list[str], list[int]]:
    """The steps that sealing takes, and which of them rename: backup, its note, ring, store, this backup, its note,
    an older one."""
    steps = steps_of(lambda disk: seal(_copied(small, place), disk))
    replaces = [number for number, name in enumerate(steps) if name == "replace"]
    assert len(replaces) == 7
    return steps, replaces


def test_whichever_step_fails_every_record_opens_and_every_backup_does(small: Path, tmp_path: Path) -> None:
    steps, (backup, _, _, store, older, _, _) = _steps(small, tmp_path / "counted")
    ring = steps.index("open_new", backup)
    # Each step of ring and store; of the others, where a file changes its name or is thrown away.
    chosen = [backup, *range(ring, store + 2), older, older + 1, steps.index("remove", store)]
    for at in chosen:
        _fails_at(_copied(small, tmp_path / f"fails {at}"), small, at, OSError(errno.ENOSPC, "full"))


def test_wherever_the_power_goes_every_record_opens_and_every_backup_does(
    small: Path, tmp_path: Path
) -> None:
    steps, (_, _, ring, store, older, _, _) = _steps(small, tmp_path / "counted")
    for at in (ring, ring + 1, store, store + 1, older, older + 1, steps.index("remove", store)):
        _fails_at(_copied(small, tmp_path / f"cut {at}"), small, at, PowerCut())


def _copied(ground: Path, place: Path) -> Path:
    return Path(shutil.copytree(ground, place))


def _fails_at(folder: Path, ground: Path, at: int, error: BaseException) -> None:
    made = None
    try:
        made = seal(folder, Steps(at, error).disk())
    except EnvironmentRefusal:
        assert not isinstance(error, PowerCut)
    except PowerCut:
        assert isinstance(error, PowerCut)
    found = protection(Folders(folder))
    assert found.is_sealed or made is None
    assert not found.is_sealed or found.operators == (OPERATOR,)
    assert records(folder) == records(ground), at
    services = opened(folder)
    assert services.ask(verify_audit) == ()
    assert len(list_backups(folder / "backups")) in (1, 2)
    for one in list_backups(folder / "backups"):
        check_file(one.path, None if is_open_text(one.path) else services.store.key)
    if found.is_sealed:
        assert set(residue(folder)) <= {str(path.relative_to(folder)) for path in _named(made, folder)}
        assert seal_copies(services) == (), at
        services.close()
    else:
        services.close()
        assert seal(folder).still_open == ()
    assert residue(folder) == [], at


def _named(made: Sealed | None, folder: Path) -> set[Path]:
    """What is said to be open: by the answer, or to whoever asks after the power came back."""
    opened_papers = set((folder / "opened").iterdir())
    return set(made.still_open) if made else {*protection(Folders(folder)).open_copies, *opened_papers}


def test_the_code_is_shown_whatever_fails_once_it_is_sealed(folder: Path) -> None:
    folders, whole = Folders(folder), b""

    def rot(done: int, _total: int, _text: str) -> None:
        nonlocal whole
        if done == 4:  # the sealed file has its name, the older copies are next
            whole = folders.store.read_bytes()
            folders.store.write_bytes(os.urandom(len(whole)))

    sealed = seal_store(folders, OPERATOR, PASSWORD, NOW, progress=rot)
    assert any(path.parent == folders.backups for path in sealed.still_open)
    folders.store.write_bytes(whole)
    ring = ring_of(folders.store)
    assert ring is not None
    assert key_from_code(ring, sealed.code) == sealed.unlocked.key


def test_a_second_name_of_the_store_is_never_overwritten(folder: Path) -> None:
    opened(folder).close()
    store = folder / "happyhome.db"
    os.link(store, folder / "happyhome.db.open-left")
    before = records(folder)
    assert seal(folder).still_open == ()
    assert records(folder) == before
    assert residue(folder) == []
