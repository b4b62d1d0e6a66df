"""What SQLite says is told apart: the machine, another window, a damaged file, or a bug of ours."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from happyhome.app import open_services
from happyhome.domain.problems import Refusal
from happyhome.domain.residents import Resident
from happyhome.services import audit, backups, homes, protection, residents
from happyhome.services.restoring import restore_backup
from happyhome.services.session import Folders, Unlock, Unlocked
from happyhome.store import engine
from happyhome.store.backup import check_file
from happyhome.store.engine import Store, connect
from tests.services.village import TODAY, Clock, Village

OTHER_KEY = bytes(range(1, 33))


def test_a_full_disk_is_the_machines_word_and_nothing_is_kept(village: Village) -> None:
    """A limit on pages stands for the disk: SQLite answers both alike."""
    village.elder("王秀兰")
    before = village.content()
    store = village.services.store
    with store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OSError, match="full") as told:
        village.services.run(residents.add_resident, resident=Resident(name="甲", note="长" * 500_000))
    assert told.value.errno == errno.ENOSPC
    assert told.value.filename == str(store.path)
    assert village.content() == before
    assert village.ask(audit.verify_audit) == ()


def test_a_disk_that_fills_up_inside_a_function_of_sql_is_the_machines_word_too(
    village: Village, tmp_path: Path
) -> None:
    target = tmp_path / "sealed.db"
    raw = connect(village.services.store.path)
    raw.execute(f"ATTACH DATABASE ? AS sealed KEY \"x'{OTHER_KEY.hex()}'\"", (str(target),))
    raw.execute("PRAGMA sealed.max_page_count = 4")
    with pytest.raises(OSError, match="full") as told, engine.told_apart(target):
        raw.execute("SELECT sqlcipher_export('sealed')")
    raw.close()
    assert (told.value.errno, told.value.filename) == (errno.ENOSPC, str(target))


def test_a_window_that_writes_too_long_is_waited_for_and_then_told(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_MILLISECONDS", 50)
    other = Store(village.services.store.path)
    village.services.close()
    with other.writing():
        outcome = village.services.run(residents.add_resident, resident=Resident(name="甲"))
    other.close()
    assert [problem.code for problem in outcome.problems] == ["store_busy"]
    village.elder("甲")


def test_a_mistake_of_ours_stays_what_it_is(village: Village) -> None:
    with pytest.raises(DBAPIError, match="no such table"), village.services.store.writing() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")


def test_reading_writes_nothing(village: Village) -> None:
    before = village.content()
    with village.services.store.reading() as connection:
        connection.execute("DELETE FROM home")
    assert village.content() == before


def test_every_connection_is_durable_and_holds_references(tmp_path: Path) -> None:
    raw = connect(tmp_path / "x.db")
    asked = {
        name: raw.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys")
    }
    raw.close()
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_file_with_a_key_opens_with_it_alone_and_is_backed_up_and_restored_so(tmp_path: Path) -> None:
    data = tmp_path / "data"
    open_services(data, TODAY).close()
    key = protection.seal_store(Folders(data), "王芳", "井边的柳树有三棵", Clock()()).unlocked.key
    by_key: Unlock = lambda _ring: Unlocked("王芳", key)  # noqa: E731
    services = open_services(data, TODAY, by_key)
    services.run(homes.set_home, name="清泉村幸福院")
    assert services.run(residents.add_resident, resident=Resident(name="王秀兰")).operation
    made = backups.back_up(services, tmp_path / "stick")
    services.close()
    for path in (services.store.path, made.path):
        assert b"SQLite format 3" not in path.read_bytes()
        assert "王秀兰".encode() not in path.read_bytes()
    for wrong in (None, OTHER_KEY):
        with pytest.raises(Refusal, match="打不开"):
            open_services(tmp_path / "data", TODAY, lambda _ring, it=wrong: Unlocked("", it))
        with pytest.raises(Refusal, match="打不开"):
            check_file(made.path, wrong)
    restore_backup(services.folders, made.path, Clock()(), key)
    again = open_services(tmp_path / "data", TODAY, by_key)
    assert [one.name for one in again.ask(residents.search, "")] == ["王秀兰"]
    again.close()
