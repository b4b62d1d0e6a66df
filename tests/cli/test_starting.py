"""Bad starts at the command line: the same sentences as the window's pages, and 3 or 1."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from happyhome import app
from happyhome.domain.residents import Resident
from happyhome.services import backups, residents
from happyhome.store.engine import connect
from tests.cli.calls import Caller


def newer(folder: Path) -> None:
    raw = connect(folder / "happyhome.db")
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()


def lost(folder: Path) -> None:
    services = app.open_services(folder, date(2026, 11, 21))
    backups.back_up(services)
    services.close()
    (folder / "happyhome.db").unlink()


def a_folder(folder: Path) -> None:
    (folder / "happyhome.db").unlink()
    (folder / "happyhome.db").mkdir()


def torn(folder: Path) -> None:
    store = folder / "happyhome.db"
    store.write_bytes(store.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("harm", "code", "named", "said"),
    [
        (newer, 1, "file_newer", "新版程序"),
        (lost, 1, "file_lost", "不见了"),
        (torn, 1, "file_damaged", "备份"),
        (a_folder, 3, "not_a_folder", "文件夹"),
    ],
)
def test_a_bad_start_is_said_with_its_code(
    home: Caller, harm: Callable[[Path], None], code: int, named: str, said: str
) -> None:
    harm(home.folder)
    told = home.json("residents", "list")
    assert (told.code, told.error["code"]) == (code, named)
    assert said in told.err
    assert told.error["text"] in told.err
    assert "Traceback" not in told.err


def test_the_records_own_disk_is_not_spoken_of_as_a_stick(home: Caller) -> None:
    mounted = subprocess.run(["mount", "--bind", str(home.folder), str(home.folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("nothing may be mounted here")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(home.folder)], check=True)
        told = home.json("residents", "list")
    finally:
        subprocess.run(["umount", "-l", str(home.folder)], check=True)
    assert (told.code, told.error["code"]) == (3, "read_only")
    assert "数据文件夹不能写" in told.error["text"]
    assert "U 盘" not in told.error["text"]


def test_after_a_killed_window_a_command_looks_before_it_opens(home: Caller) -> None:
    started = app.start(home.folder, date(2026, 11, 21), None)
    started.end(cleanly=False)
    assert home("residents", "list").code == 0
    store = home.folder / "happyhome.db"
    content = bytearray(store.read_bytes())
    for page in range(4096 * 12, len(content), 4096):
        content[page : page + 64] = b"\xff" * 64
    store.write_bytes(content)
    told = home.json("residents", "list")
    assert (told.code, told.error["code"]) == (1, "file_damaged")


def test_with_a_wrong_clock_one_may_look_but_not_record_without_naming_the_day(home: Caller) -> None:
    ahead = app.open_services(home.folder, date(2032, 1, 1))
    ahead.run(residents.add_resident, resident=Resident(name="李建国"))
    ahead.close()
    place = ("--data", str(home.folder), "--json")
    assert home.plain(*place, "residents", "list").code == 0
    told = home.plain(*place, "home", "set", "--name", "清泉村幸福院")
    assert (told.code, told.error["code"]) == (1, "clock_behind")
    assert "--today" in told.error["text"]
    assert home("home", "set", "--name", "清泉幸福院").code == 0
    assert home.plain(*place, "home", "set", "--name", "清泉村幸福院").code == 0
