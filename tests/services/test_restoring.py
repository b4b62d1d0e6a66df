"""Restoring is whole or not at all: what could not become the records leaves those there were."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from happyhome.domain.problems import Refusal
from happyhome.files.environment import EnvironmentRefusal
from happyhome.services import backups
from happyhome.services.restoring import restore_backup, restore_into
from happyhome.store.engine import connect
from tests.services.village import Village


def _older(backup: Path) -> None:
    raw = connect(backup)
    raw.execute("UPDATE alembic_version SET version_num = '0000'")
    raw.close()


def test_a_backup_takes_the_place_of_the_records_while_the_program_runs(
    village: Village, tmp_path: Path
) -> None:
    village.elder("王秀兰")
    made = backups.back_up(village.services, tmp_path / "stick")
    then = village.content()
    village.elder("后来的人")
    kept = restore_into(village.services, made.path)
    assert village.content() == then
    assert kept is not None
    assert [one.path for one in backups.kept_files(village.services)] == [kept]


@pytest.mark.parametrize("is_there", [True, False])
def test_an_older_backup_that_finds_no_room_to_be_brought_up_changes_nothing(
    village: Village, tmp_path: Path, is_there: bool
) -> None:
    village.elder("王秀兰")
    made = backups.back_up(village.services, tmp_path / "stick")
    _older(made.path)
    village.elder("后来的人")
    now = village.content()
    village.services.close()
    folders = village.services.folders
    if not is_there:
        folders.store.unlink()
    shutil.rmtree(folders.backups, ignore_errors=True)
    folders.backups.write_text("", "utf-8")  # no folder can be made there
    with pytest.raises(EnvironmentRefusal):
        restore_backup(folders, made.path, village.clock())
    assert sorted(path.name for path in folders.data.glob("happyhome*")) == ["happyhome.db"] * is_there
    if is_there:
        village.reopen()
        assert village.content() == now


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
        assert [one.code for one in refused.value.problems] == ["file_lost"]
        assert made.path.name in refused.value.problems[0].text
    shutil.copyfile(made.path, path)  # as the sentence says
    village.services = village.open()
    assert village.content() == then


def test_an_empty_file_is_no_backup(village: Village, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"")
    now = village.content()
    with pytest.raises(Refusal) as refused:
        restore_into(village.services, tmp_path / "x.db")
    assert [one.code for one in refused.value.problems] == ["file_damaged"]
    assert village.content() == now


def test_a_backup_of_a_damaged_store_names_the_store(village: Village, tmp_path: Path) -> None:
    path = village.services.store.path
    village.services.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"power cut " * (len(whole) // 10 - 900))
    with pytest.raises(Refusal, match=r"happyhome\.db") as refused:
        backups.back_up(village.services, tmp_path / "stick")
    assert [one.code for one in refused.value.problems] == ["file_damaged"]
    assert list((tmp_path / "stick").iterdir()) == []
