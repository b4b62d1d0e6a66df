"""What leaves by command: it says what it holds, what for, under which password, and is written down."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pikepdf
import pytest

from happyhome.app import open_services
from happyhome.domain.disclosures import Disclosure
from happyhome.services import disclosures
from tests.cli.calls import Caller


def left(home: Caller) -> list[Disclosure]:
    services = open_services(home.folder)
    try:
        return list(services.ask(disclosures.disclosures))
    finally:
        services.close()


def test_a_report_says_what_it_holds_and_is_written_down_with_its_purpose(
    home: Caller, tmp_path: Path
) -> None:
    out = tmp_path / "花名册.xlsx"
    told = home.json("report", "roster", "--month", "2026-10", "--out", str(out), "--purpose", "check").data
    assert told["contents"] == "姓名 3 人、身份证号 3 个"
    (kept,) = left(home)
    assert (kept.act, kept.purpose, kept.files, kept.people) == ("saved", "check", "花名册.xlsx", 3)
    assert (kept.contents, kept.size, kept.is_locked) == (told["contents"], told["size"], False)


def test_a_purpose_nobody_knows_is_a_wrong_command_and_nothing_leaves(home: Caller, tmp_path: Path) -> None:
    out = tmp_path / "花名册.xlsx"
    told = home.json("report", "roster", "--month", "2026-10", "--out", str(out), "--purpose", "fun")
    assert (told.code, out.exists(), left(home)) == (2, False, [])


def test_a_blank_form_leaves_no_trace(home: Caller, tmp_path: Path) -> None:
    out = tmp_path / "空.pdf"
    home.json("report", "roster", "--month", "2026-10", "--out", str(out), "--blank")
    assert out.exists()
    assert left(home) == []


def test_a_locked_report_opens_with_its_password_alone(home: Caller, tmp_path: Path) -> None:
    secret, out = tmp_path / "密码.txt", tmp_path / "花名册.pdf"
    secret.write_text("清泉-2026\n", encoding="utf-8")
    lock = ("--lock-password-file", str(secret))
    assert home.json("report", "roster", "--month", "2026-10", "--out", str(out), *lock).data["locked"]
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(out)
    pikepdf.open(out, password="清泉-2026").close()
    assert left(home)[0].is_locked
    secret.write_text("123", encoding="utf-8")
    told = home.json("report", "roster", "--month", "2026-10", "--out", str(tmp_path / "二.pdf"), *lock)
    assert (told.code, told.error["code"]) == (1, "file_password_short")
    assert not (tmp_path / "二.pdf").exists()


def test_a_months_folder_is_for_the_township_and_every_file_takes_the_password(
    home: Caller, tmp_path: Path
) -> None:
    secret = tmp_path / "密码.txt"
    secret.write_text("清泉-2026", encoding="utf-8")
    (tmp_path / "盘").mkdir()
    told = home.json(
        "month-end", "2026-10", "--out", str(tmp_path / "盘"), "--lock-password-file", str(secret)
    ).data
    folder = Path(told["folder"])
    assert [one for one in folder.glob("*.xlsx") if zipfile.is_zipfile(one)] == []
    for one in folder.glob("*.pdf"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(one)
    (kept,) = left(home)
    assert (kept.act, kept.purpose, kept.is_locked, kept.size) == (
        "handed_over",
        "township",
        True,
        told["size"],
    )
    assert "身份证号 3 个" in kept.contents
    assert kept.files.startswith(folder.name)


def test_a_list_for_scripts_holds_the_numbers_and_is_written_down_once_a_day(home: Caller) -> None:
    home.json("residents", "list")
    listed = home.json("residents", "list").data["residents"]
    assert len([one for one in listed if len(one["id_number"]) == 18 and "*" not in one["id_number"]]) == 3
    (kept,) = left(home)
    assert (kept.act, kept.contents) == ("shown", "命令行：老人名册（姓名 3 人、身份证号 3 个）")


def test_a_problem_sheet_tells_of_people_the_register_does_not_know(home: Caller, tmp_path: Path) -> None:
    roster = tmp_path / "名册.csv"
    roster.write_text("姓名,身份证号\n张三,620321194001010011\n李四,abc\n", "utf-8")
    home("import", "residents", str(roster), "--dry-run", "--problems", str(tmp_path / "问题.xlsx"))
    (kept,) = left(home)
    assert (kept.act, kept.people, kept.purpose) == ("saved", 2, "check")
    assert kept.contents.startswith("姓名 2 人")
