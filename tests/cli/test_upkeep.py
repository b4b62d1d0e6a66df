"""undo, audit verify, backup, restore, check."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver

from tests.cli.calls import Caller

LUNCH = ("meals", "record", "--day", "2026-11-21", "--slot", "lunch", "--residents", "王㛃")


def _meals(call: Caller) -> int:
    return int(call.json("check").data["counts"]["meal"])


def test_undo_takes_back_the_last_operation_and_says_which(home: Caller) -> None:
    done = home.json(*LUNCH).data["operation"]
    said = home.json("undo")
    assert said.code == 0
    assert said.data["undone"] == done
    assert said.data["label"].startswith("撤销：")
    assert _meals(home) == 0


def test_with_nothing_to_undo_it_is_refused(call: Caller) -> None:
    said = call.json("undo")
    assert (said.code, said.error["code"]) == (1, "nothing_to_undo")


def test_the_audit_is_sound_until_somebody_writes_past_the_program(home: Caller) -> None:
    home(*LUNCH)
    assert home.json("audit", "verify").data == {"sound": True, "operations": 5, "faults": []}
    _write_behind_its_back(home.folder / "happyhome.db", "UPDATE meal SET mode = 'delivery'")
    said = home.json("audit", "verify")
    assert (said.code, said.error["code"]) == (1, "audit_broken")
    assert "用餐" in said.error["problems"][0]["text"]


def _write_behind_its_back(path: Path, sql: str) -> None:
    raw = driver.connect(str(path))
    raw.execute(sql)
    raw.commit()
    raw.close()


def test_a_backup_is_counted_and_brings_the_records_back(home: Caller, tmp_path: Path) -> None:
    home(*LUNCH)
    made = home.json("backup", "--to", str(tmp_path / "stick")).data
    assert made["counts"]["meal"] == 1
    assert Path(made["path"]).parent == tmp_path / "stick"
    home("undo")
    assert _meals(home) == 0
    said = home.json("restore", made["path"])
    assert said.code == 0
    assert said.data["counts"]["meal"] == 1
    assert _meals(home) == 1
    assert Path(said.data["kept"]).is_file()
    assert home("audit", "verify").code == 0


def test_what_was_replaced_can_be_brought_back_too(home: Caller) -> None:
    made = home.json("backup").data
    home(*LUNCH)
    kept = home.json("restore", made["path"]).data["kept"]
    assert _meals(home) == 0
    assert home("restore", kept).code == 0
    assert _meals(home) == 1


def test_a_restore_works_where_the_present_file_is_damaged_or_missing(home: Caller, tmp_path: Path) -> None:
    made = home.json("backup", "--to", str(tmp_path / "stick")).data
    for path in home.folder.glob("happyhome.db*"):
        path.unlink()
    (home.folder / "happyhome.db").write_bytes(b"power cut " * 500)
    assert home("check").code == 1
    assert home("restore", made["path"]).code == 0
    assert home.json("residents", "list").data["count"] == 3
    elsewhere = home.plain("--data", str(tmp_path / "new"), "--json", "restore", made["path"])
    assert elsewhere.data["kept"] is None


def test_what_is_no_backup_is_refused_and_the_records_stay(home: Caller, tmp_path: Path) -> None:
    wrong = tmp_path / "照片.db"
    wrong.write_bytes(b"a picture " * 500)
    assert home.json("restore", str(wrong)).error["code"] == "file_damaged"
    assert home.json("restore", str(tmp_path / "没有.db")).error["code"] == "file_missing"
    assert home.json("restore", str(home.folder / "happyhome.db")).error["code"] == "file_same"
    assert home.json("residents", "list").data["count"] == 3


def test_a_backup_of_a_newer_program_is_refused_and_the_records_stay(home: Caller, tmp_path: Path) -> None:
    made = home.json("backup", "--to", str(tmp_path)).data["path"]
    _write_behind_its_back(Path(made), "UPDATE alembic_version SET version_num = '9999'")
    said = home.json("restore", made)
    assert (said.code, said.error["code"]) == (1, "file_newer")
    assert home.json("residents", "list").data["count"] == 3


def test_records_that_another_program_holds_are_the_environment(
    home: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("happyhome.store.engine.BUSY_MILLISECONDS", 1)
    other = driver.connect(str(home.folder / "happyhome.db"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    said = home.json(*LUNCH)
    other.close()
    assert (said.code, said.error["code"]) == (3, "store_busy")
    assert home(*LUNCH).code == 0


def test_check_counts_what_is_there(home: Caller) -> None:
    said = home.json("check")
    assert said.data["sound"] is True
    assert said.data["counts"]["resident"] == 3


def test_a_backup_to_a_place_that_cannot_be_is_the_environment(home: Caller, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    said = home.json("backup", "--to", str(tmp_path / "file" / "backups"))
    assert said.code == 3
    assert said.error["text"] in said.err


def test_a_backup_to_a_stick_that_is_gone_makes_no_folder_in_its_place(home: Caller, tmp_path: Path) -> None:
    gone = tmp_path / "stick"
    said = home.json("backup", "--to", str(gone / "backups"))
    assert said.code == 3
    assert not gone.exists()
