"""restore, backups, drill, check: also on a new machine with nothing but the file and the sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.calls import Caller

PASSWORD, NEXT = "井边的柳树有三棵", "后山上有两口窑洞"


@pytest.fixture
def password(tmp_path: Path) -> Path:
    """The operator's password, in a file."""
    path = tmp_path / "password.txt"
    path.write_text(PASSWORD, "utf-8")
    return path


def _sealed(home: Caller, password: Path) -> str:
    said = home.json("protect", "on", "--operator", "王芳", "--new-password-file", str(password))
    assert said.code == 0, said.err
    return str(said.data["recovery_code"])


def _opened(password: Path) -> tuple[str, ...]:
    return ("--operator", "王芳", "--password-file", str(password))


def test_backups_and_drill_tell_what_was_saved(home: Caller) -> None:
    made = home.json("backup").data
    listed = home.json("backups").data
    assert [one["path"] for one in listed["backups"]] == [made["path"]]
    assert listed["places"][0]["verified"] is True
    drilled = home.json("drill").data
    assert (drilled["sound"], drilled["source"]) == (True, made["path"])
    assert drilled["counts"]["resident"] == drilled["present"]["resident"] == 3
    assert "演练通过" in home("drill").out


def test_a_drill_that_fails_is_refused(home: Caller) -> None:
    Path(home.json("backup").data["path"]).write_bytes(b"rotten " * 999)
    said = home.json("drill")
    assert (said.code, said.error["code"]) == (1, "drill_failed")


def test_check_tells_audit_life_clock_and_places(home: Caller) -> None:
    home("backup")
    found = home.json("check").data
    assert found["audit"]["operations"] == found["counts"]["operation"] > 0
    assert len(found["audit"]["fingerprint"]) == 64
    assert (found["instance"]["number"], found["clock"]["sound"]) == (1, True)
    assert [one["place"] for one in found["backups"]] == ["here", "second"]
    home("restore", home.json("backups").data["backups"][0]["path"])
    again = home.json("check").data["instance"]
    assert (again["number"], again["reason"]) == (2, "restored")
    assert again["id"] != found["instance"]["id"]


def test_a_sealed_backup_comes_back_with_the_password(home: Caller, password: Path) -> None:
    _sealed(home, password)
    made = home.json(*_opened(password), "backup").data["path"]
    assert home.json("restore", made).error["code"] == "store_sealed"
    said = home.json(*_opened(password), "restore", made)
    assert said.code == 0, said.err
    assert said.data["sealed"] is True
    assert home.json(*_opened(password), "check").data["counts"]["resident"] == 3


@pytest.mark.parametrize("sets_password", [True, False])
def test_a_new_machine_needs_the_file_and_the_code(
    home: Caller, tmp_path: Path, password: Path, sets_password: bool
) -> None:
    code = _sealed(home, password)
    made = home.json(*_opened(password), "backup", "--to", str(tmp_path / "stick")).data["path"]
    sheet, fresh = tmp_path / "code.txt", tmp_path / "next.txt"
    sheet.write_text(code, "utf-8")
    fresh.write_text(NEXT, "utf-8")
    new = ("--data", str(tmp_path / "new"), "--today", "2026-11-21", "--json")
    more = ("--operator", "李会计", "--new-password-file", str(fresh)) if sets_password else ()
    said = home.plain(*new, "restore", made, "--code-file", str(sheet), *more)
    assert said.code == 0, said.err
    assert (said.data["kept"], said.data["counts"]["resident"]) == (None, 3)
    who, secret = ("李会计", fresh) if sets_password else ("王芳", password)
    checked = home.plain(*new, "--operator", who, "--password-file", str(secret), "check")
    assert checked.data["sound"] is True
    for path in (tmp_path / "new").rglob("*"):
        assert not path.is_file() or "王㛃".encode() not in path.read_bytes(), path


@pytest.mark.parametrize(
    ("given", "code"),
    [("", "store_sealed"), ("密码不是这个啊", "password_wrong"), ("李会计", "operator_unknown")],
)
def test_without_the_right_password_a_new_machine_hears_that_the_backup_is_locked_and_what_else_opens_it(
    home: Caller, tmp_path: Path, password: Path, given: str, code: str
) -> None:
    _sealed(home, password)
    made = home.json(*_opened(password), "backup", "--to", str(tmp_path / "stick")).data["path"]
    wrong = tmp_path / "wrong.txt"
    wrong.write_text(given, "utf-8")
    who = "李会计" if code == "operator_unknown" else "王芳"
    more = ("--operator", who, "--password-file", str(wrong)) if given else ()
    said = home.plain("--data", str(tmp_path / "new"), "--json", *more, "restore", made)
    assert (said.code, said.error["code"]) == (1, code)
    assert "--code-file" in said.error["text"]
    assert "--identity" in said.error["text"]
    if not given:
        assert f"备份 {Path(made).name} 加了锁" in said.error["text"]
        assert "这份数据加了锁" not in said.error["text"]


def test_a_wrong_code_restores_nothing(home: Caller, tmp_path: Path, password: Path) -> None:
    _sealed(home, password)
    made = home.json(*_opened(password), "backup", "--to", str(tmp_path / "stick")).data["path"]
    new = ("--data", str(tmp_path / "new"), "--json")
    wrong = "-".join(["000011"] * 8)
    assert home.plain(*new, "restore", made, "--code", wrong).error["code"] == "code_wrong"
    assert not (tmp_path / "new" / "happyhome.db").exists()


def test_a_new_password_that_is_no_good_is_refused_before_anything_is_restored(
    home: Caller, tmp_path: Path, password: Path
) -> None:
    code = _sealed(home, password)
    made = home.json(*_opened(password), "backup", "--to", str(tmp_path / "stick")).data["path"]
    short = tmp_path / "short.txt"
    short.write_text("123", "utf-8")
    new = ("--data", str(tmp_path / "new"), "--json")
    more = ("--operator", "李会计", "--new-password-file", str(short))
    assert home.plain(*new, "restore", made, "--code", code, *more).error["code"] == "password_short"
    assert not (tmp_path / "new" / "happyhome.db").exists()


def test_a_backup_of_another_village_comes_with_its_code_and_the_present_one_is_kept(
    home: Caller, tmp_path: Path, password: Path
) -> None:
    code = _sealed(home, password)
    made = home.json(*_opened(password), "backup", "--to", str(tmp_path / "stick")).data["path"]
    new = ("--data", str(tmp_path / "new"), "--today", "2026-11-21", "--json")
    home.plain(*new, "home", "set", "--name", "后来的幸福院")
    said = home.plain(*new, "restore", made, "--code", code)
    assert said.code == 0, said.err
    assert Path(said.data["kept"]).is_file()
    found = home.plain(*new, *_opened(password), "check").data
    assert found["counts"]["resident"] == 3


@pytest.mark.parametrize("harm", ["gone", "folder", "cut", "open"])
def test_with_the_code_it_is_said_what_is_wrong_with_the_file(
    home: Caller, tmp_path: Path, password: Path, harm: str
) -> None:
    plain = home.json("backup", "--to", str(tmp_path / "stick")).data["path"]
    code = _sealed(home, password)
    made = Path(home.json(*_opened(password), "backup", "--to", str(tmp_path / "stick")).data["path"])
    if harm == "cut":
        made.write_bytes(made.read_bytes()[:-1])
    source = {"gone": tmp_path / "没有.db", "folder": tmp_path, "cut": made, "open": Path(plain)}[harm]
    said = home.plain("--data", str(tmp_path / "new"), "--json", "restore", str(source), "--code", code)
    wanted = {"gone": "file_missing", "folder": "file_damaged", "cut": "file_damaged", "open": "not_sealed"}
    assert (said.code, said.error["code"]) == (1, wanted[harm])
    assert ("没有拷完整" in said.err) is (harm == "cut")


def test_restored_is_said_also_where_the_new_password_finds_no_room(
    home: Caller, tmp_path: Path, password: Path
) -> None:
    code = _sealed(home, password)
    made = home.json(*_opened(password), "backup", "--to", str(tmp_path / "stick")).data["path"]
    fresh, new = tmp_path / "next.txt", tmp_path / "new"
    fresh.write_text(NEXT, "utf-8")
    new.mkdir()
    (new / "backups").write_text("in the way", "utf-8")  # the backup before the new password cannot be made
    told = home.plain(
        "--data", str(new), "--today", "2026-11-21", "--json", "restore", made, "--code", code,
        "--operator", "李会计", "--new-password-file", str(fresh),
    )  # fmt: skip
    assert told.code == 3
    assert "数据已经恢复好了" in told.err
    opened = home.plain("--data", str(new), "--today", "2026-11-21", "--json", *_opened(password), "check")
    assert opened.data["instance"]["reason"] == "restored"
